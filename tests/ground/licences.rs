use std::process::Command;

/// What a dependency may come under, so that MIPAS itself can be `MIT OR Apache-2.0`.
const PERMISSIVE: [&str; 17] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "PostgreSQL",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Under MPL-2.0, which asks only for changes to their own files to be published. Both come with ammonia.
const TOLERATED: [&str; 2] = ["cssparser", "dtoa-short"];

/// An SPDX expression, or cargo's old form with a slash: one alternative whose every part is permissive.
fn is_permissive(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(" WITH ", "\u{1}WITH\u{1}");
    let tokens = expression.replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<String> = tokens.split_whitespace().map(|token| token.replace('\u{1}', " ")).collect();
    let mut rest = tokens.as_slice();
    !tokens.is_empty() && alternatives(&mut rest) && rest.is_empty()
}

fn alternatives(rest: &mut &[String]) -> bool {
    let mut any = all_of(rest);
    while rest.first().is_some_and(|token| token == "OR") {
        *rest = &rest[1..];
        any |= all_of(rest);
    }
    any
}

fn all_of(rest: &mut &[String]) -> bool {
    let mut all = one(rest);
    while rest.first().is_some_and(|token| token == "AND") {
        *rest = &rest[1..];
        all &= one(rest);
    }
    all
}

fn one(rest: &mut &[String]) -> bool {
    let Some((first, after)) = rest.split_first() else { return false };
    *rest = after;
    if first != "(" {
        return PERMISSIVE.contains(&first.as_str());
    }
    let inside = alternatives(rest);
    let closed = rest.first().is_some_and(|token| token == ")");
    *rest = rest.get(1..).unwrap_or_default();
    inside && closed
}

/// The crates that the program is made of, the features that are off included.
fn dependencies() -> Vec<(String, String)> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "--edges", "normal,build", "--prefix", "none", "--no-dedupe"]);
    let output = command.args(["--format", "{p}|{l}"]).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut all: Vec<_> = text.lines().filter_map(|line| line.split_once('|')).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|(package, licence)| (package.to_owned(), licence.to_owned())).collect()
}

#[test]
fn every_dependency_is_permissive() {
    let all = dependencies();
    assert!(all.len() > 150, "only {} crates", all.len());
    let tolerated = |package: &str| TOLERATED.contains(&package.split(' ').next().unwrap());
    let bad: Vec<_> = all.iter().filter(|(package, licence)| !tolerated(package) && !is_permissive(licence)).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn licences_are_read_rightly() {
    for good in ["MIT", "MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "GPL-2.0 OR (MIT)"] {
        assert!(is_permissive(good), "{good}");
    }
    for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND MPL-2.0", "proprietary"] {
        assert!(!is_permissive(bad), "{bad}");
    }
}

/// docs/dependencies.md names every direct dependency with its version.
#[test]
fn every_direct_dependency_is_explained() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
    let page = std::fs::read_to_string(folder.join("docs/dependencies.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let named = |name: &str| rows.iter().any(|row| row.starts_with(&format!("| `{name}` |")));
    let mut direct: Vec<&String> = Vec::new();
    for table in ["dependencies", "dev-dependencies"] {
        direct.extend(manifest[table].as_table().unwrap().keys());
    }
    let missing: Vec<_> = direct.iter().filter(|name| !named(name)).collect();
    assert!(missing.is_empty(), "not in docs/dependencies.md: {missing:?}");
    for row in rows {
        let name = row[3..].split('`').next().unwrap();
        assert!(direct.iter().any(|direct| *direct == name), "docs/dependencies.md names {name}, which is not used");
    }
}

//! A module uses only the modules above it in `src/lib.rs`.

use std::path::{Path, PathBuf};

/// `(module, the module it uses)` for every use of one that stands below.
fn violations(order: &[String], module: &str, source: &str) -> Vec<(String, String)> {
    let place = |name: &str| order.iter().position(|known| known == name);
    let Some(own) = place(module) else { return Vec::new() };
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let used = code.join("\n");
    let names = used.split("crate::").skip(1).flat_map(first_names);
    let mut below: Vec<_> = names
        .filter(|name| place(name).is_some_and(|place| place > own))
        .map(|name| (module.to_owned(), name))
        .collect();
    below.dedup();
    below
}

/// What follows `crate::`: one name, or those of a group in braces.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut depth = 0;
    let mut names = vec![String::new()];
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().unwrap().push(character),
            _ => {}
        }
    }
    names.iter().map(|text| name(text.trim())).collect()
}

fn modules(lib: &str) -> Vec<String> {
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

pub fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let order = modules(&std::fs::read_to_string(src.join("lib.rs")).unwrap());
    assert_eq!(order.first().map(String::as_str), Some("config"));
    let mut all = Vec::new();
    let mut read = 0;
    for path in files_under(&src, "rs") {
        let inside = path.strip_prefix(&src).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        assert!(order.iter().any(|known| known == module), "{module} is not listed in src/lib.rs");
        read += 1;
        all.extend(violations(&order, module, &std::fs::read_to_string(&path).unwrap()));
    }
    assert!(read > 40, "only {read} files");
    assert!(all.is_empty(), "(module, used though below it): {all:?}");
}

#[test]
fn a_violation_is_noticed() {
    let order = modules("//! x\npub mod config;\npub mod web;\npub mod forum;\n");
    assert_eq!(order, ["config", "web", "forum"]);
    let found = |source| violations(&order, "web", source);
    assert!(found("use crate::config::Config;\n// crate::forum is below\nuse crate::error::Error;").is_empty());
    assert_eq!(found("use crate::forum::Thread;"), [("web".to_owned(), "forum".to_owned())]);
    assert_eq!(found("fn f() { crate::forum::g() }").len(), 1);
    assert_eq!(found("use crate::{config::{Clock, Config}, forum};").len(), 1);
    assert!(violations(&order, "forum", "use crate::web::Page;").is_empty());
}

use super::mipas;

#[test]
fn an_unknown_setting_stops_the_start_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = mipas(folder.path(), &["serve"], &[("MIPAS_LISTN", "127.0.0.1:0")], "");
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("MIPAS_LISTN: unknown; known are listen"), "{}", outcome.err);
    std::fs::write(folder.path().join("mipas.toml"), "bse-url = 'https://mipas.example'").unwrap();
    let outcome = mipas(folder.path(), &["serve", "--config", "mipas.toml"], &[], "");
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("bse-url: unknown"), "{}", outcome.err);
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[test]
fn wrong_values_are_all_named_with_the_form_that_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let environment = [("MIPAS_WORKERS", "many"), ("MIPAS_BASE_URL", "mipas.example")];
    let outcome = mipas(folder.path(), &["serve", "--listen", "eighty"], &environment, "");
    assert_eq!(outcome.code, 2);
    for expected in [
        "setting listen: expected ADDRESS:PORT",
        "setting base-url: expected an http:// or https:// address",
        "setting workers: expected a number, 1 to 256",
    ] {
        assert!(outcome.err.contains(expected), "{expected}: {}", outcome.err);
    }
}

#[test]
fn help_documents_every_setting() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = mipas(folder.path(), &["serve", "--help"], &[], "");
    assert_eq!(outcome.code, 0);
    for setting in mipas::config::SETTINGS {
        assert!(outcome.out.contains(&format!("--{} ", setting.name)), "{}", setting.name);
        let variable = format!("MIPAS_{}", setting.name.to_uppercase().replace('-', "_"));
        assert!(outcome.out.contains(&variable), "{variable}");
    }
}

#[test]
fn migrate_says_what_it_has_run_in_plain_lines() {
    let folder = tempfile::tempdir().unwrap();
    let first = mipas(folder.path(), &["migrate"], &[], "");
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.lines().count() >= 5 && first.out.lines().all(|line| line.starts_with("ran ")), "{}", first.out);
    assert!(!first.err.contains('\u{1b}'), "no terminal, no colours: {}", first.err);
    let second = mipas(folder.path(), &["migrate"], &[], "");
    assert_eq!((second.code, second.out.as_str()), (0, "sqlite:data/mipas.db is up to date\n"));
}

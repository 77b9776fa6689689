use std::os::unix::fs::PermissionsExt;

use super::{beside, mipas};
use crate::support::{TestApp, free_port};

#[actix_web::test]
async fn all_is_well_beside_a_running_server() {
    let app = TestApp::new().await;
    let outcome = beside(&app, &["check"], "");
    assert_eq!(outcome.code, 0, "{}{}", outcome.out, outcome.err);
    for thing in ["settings", "data folder", "secret", "database", "writing", "clock", "mail"] {
        assert!(outcome.out.contains(&format!("ok       {thing}: ")), "{thing}: {}", outcome.out);
    }
}

#[test]
fn what_is_missing_is_said_with_the_way_to_mend_it() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = mipas(folder.path(), &["check"], &[], "");
    assert_eq!(outcome.code, 1);
    let expected = "problem  database: sqlite:data/mipas.db is not there\n         run: mipas migrate";
    assert!(outcome.out.contains(expected), "{}", outcome.out);
    assert!(!folder.path().join("data/mipas.db").exists(), "looking makes nothing");
    assert_eq!(mipas(folder.path(), &["migrate"], &[], "").code, 0);
    let outcome = mipas(folder.path(), &["check"], &[], "");
    assert_eq!(outcome.code, 0, "{}", outcome.out);
}

#[test]
fn every_kind_of_trouble_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(mipas(folder.path(), &["migrate"], &[], "").code, 0);
    let check = |environment: &[(&str, &str)]| mipas(folder.path(), &["check"], environment, "");
    let closed = free_port();

    let mail = check(&[("MIPAS_MAIL_URL", &format!("smtp://127.0.0.1:{closed}"))]);
    assert!(mail.code == 1 && mail.out.contains("problem  mail: "), "{}", mail.out);
    assert!(mail.out.contains(&format!("see that 127.0.0.1:{closed} takes mail")), "{}", mail.out);

    let database = check(&[("MIPAS_DATABASE_URL", &format!("postgres://me:hush@127.0.0.1:{closed}/mipas"))]);
    assert!(database.code == 1 && database.out.contains("problem  database: "), "{}", database.out);
    assert!(!database.out.contains("hush") && !database.err.contains("hush"), "a password is never told");

    let open = check(&[("MIPAS_LISTEN", "0.0.0.0:8080")]);
    assert!(open.code == 1 && open.out.contains("problem  settings: "), "{}", open.out);

    let secret = folder.path().join("data/secret");
    std::fs::write(&secret, "short").unwrap();
    assert!(check(&[]).out.contains("problem  secret: data/secret holds fewer"), "{}", check(&[]).out);
    std::fs::write(&secret, "x".repeat(40)).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let shared = check(&[]);
    assert!(shared.code == 1 && shared.out.contains("chmod 600 data/secret"), "{}", shared.out);
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(check(&[]).code, 0, "{}", check(&[]).out);

    // A file where the folder should be.
    std::fs::write(folder.path().join("file"), "").unwrap();
    let data = check(&[("MIPAS_DATA_DIR", "file")]);
    assert!(data.code == 1 && data.out.contains("problem  data folder: cannot write into file"), "{}", data.out);
}

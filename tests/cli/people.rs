use serde_json::json;

use super::{beside, mipas};
use crate::support::TestApp;

#[actix_web::test]
async fn a_first_administrator_signs_in_and_their_token_works() {
    let app = TestApp::new().await;
    let create = ["user", "create", "--name", "Rūta", "--email", "Ruta@example.org", "--role", "admin"];
    let made = beside(&app, &create, "");
    assert_eq!(made.code, 0, "{}", made.err);
    let password = made.out.lines().find_map(|line| line.strip_prefix("password ")).unwrap().to_owned();
    assert_eq!(password.len(), 24);
    let fields = [("email", "ruta@example.org"), ("password", password.as_str())];
    let entered = app.guest().post_form("/en/session", &fields).await;
    entered.location();
    let mut ruta = app.guest();
    ruta.session = entered.cookie("mipas");
    assert_eq!(ruta.get("/en/admin").await.status, 200);

    let token = ["token", "create", "ruta@example.org", "--name", "script", "--scope", "write", "--days", "3"];
    let made = beside(&app, &token, "");
    assert_eq!(made.code, 0, "{}", made.err);
    let key = made.out.trim_end();
    assert!(key.starts_with("mipas_") && key.lines().count() == 1, "{}", made.out);
    let program = app.guest().with_bearer(key);
    let change = json!({"language": "ru", "time_zone": "UTC", "theme": "dark"});
    assert_eq!(program.post_json("/en/settings", &change).await.status, 200);
    assert_eq!(program.get_json("/en/settings").await.json()["theme"], "dark");
    let listed = ruta.get_json("/en/settings/tokens").await.json();
    assert_eq!((&listed["tokens"][0]["name"], &listed["tokens"][0]["scope"]), (&json!("script"), &json!("write")));
    app.clock.advance(chrono::Duration::days(4));
    assert_eq!(program.get_json("/en/settings").await.status, 401);
}

#[actix_web::test]
async fn a_password_can_be_handed_in() {
    let app = TestApp::new().await;
    let create = ["user", "create", "--name", "Ona", "--email", "ona@example.org", "--password-stdin"];
    let short = beside(&app, &create, "short\n");
    assert_eq!(short.code, 1);
    assert!(short.err.contains("password: ") && short.err.contains('8'), "{}", short.err);
    let made = beside(&app, &create, "correct horse staple\n");
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(!made.out.contains("password") && !made.err.contains("correct horse"));
    let fields = [("email", "ona@example.org"), ("password", "correct horse staple")];
    app.guest().post_form("/en/session", &fields).await.location();

    let taken = beside(&app, &create, "correct horse staple\n");
    assert_eq!(taken.code, 1);
    assert!(taken.err.contains("email: Another account has this address"), "{}", taken.err);
}

#[actix_web::test]
async fn roles_are_given_and_taken_back() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let who = "ona@example.org";
    assert_eq!(ona.get("/en/admin").await.status, 404);
    assert_eq!(beside(&app, &["user", "grant", who, "admin"], "").out, "admin given\n");
    assert_eq!(ona.get("/en/admin").await.status, 200);
    assert_eq!(beside(&app, &["user", "grant", who, "admin"], "").code, 1);
    assert_eq!(beside(&app, &["user", "revoke", who, "admin"], "").out, "admin taken back\n");
    assert_eq!(ona.get("/en/admin").await.status, 404);
    let again = beside(&app, &["user", "revoke", who, "admin"], "");
    assert!(again.code == 1 && again.err.contains("does not have that role"), "{}", again.err);
    let nobody = beside(&app, &["user", "grant", "nobody@example.org", "admin"], "");
    assert!(nobody.code == 1 && nobody.err.contains("Nobody has this address"), "{}", nobody.err);
}

#[test]
fn wrong_arguments_name_what_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (["user", "grant", "a@example.org", "king"].as_slice(), "expert, representative, moderator"),
        (&["token", "create", "a@example.org", "--name", "x", "--days", "366"], "1..=365"),
        (&["token", "create", "a@example.org", "--name", "x", "--scope", "all"], "one of read, write"),
        (&["user", "create", "--name", "x"], "--email"),
    ] {
        let outcome = mipas(folder.path(), arguments, &[], "");
        assert_eq!(outcome.code, 2, "{arguments:?}");
        assert!(outcome.err.contains(expected), "{arguments:?}: {}", outcome.err);
    }
    let wrong = mipas(folder.path(), &["user", "create", "--name", "Ona", "--email", "ona@"], &[], "");
    assert!(wrong.code == 1 && wrong.err.contains("email: This is not an e-mail address"), "{}", wrong.err);
}

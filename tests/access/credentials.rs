//! Changing password and address, behind the current password.

use chrono::Duration;
use serde_json::json;

use super::{is_in, newcomer, sign_in};
use crate::support::{TestApp, Visitor};

const OLD: &str = "correct horse ona";
const NEW: &str = "four blue kettles";

async fn ask_for_email(visitor: &Visitor, email: &str, password: &str) -> crate::support::Answer {
    visitor.post_form("/en/settings/account/email", &[("email", email), ("email_password", password)]).await
}

#[actix_web::test]
async fn a_password_is_changed_behind_the_current_one() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let mut phone = app.guest();
    let entered = sign_in(&phone, "ona@example.org", OLD).await;
    phone.keep_cookies(&entered);
    let url = "/en/settings/account/password";
    let wrong = ona.post_form(url, &[("current_password", "guess"), ("new_password", NEW)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#f-current_password\""));
    let common = ona.post_form(url, &[("current_password", OLD), ("new_password", "password1")]).await;
    assert_eq!(common.status, 422);
    assert!(common.body.contains("href=\"#f-new_password\""));
    assert!(is_in(&phone).await);

    let done = ona.post_form(url, &[("current_password", OLD), ("new_password", NEW)]).await;
    assert_eq!(done.location(), "/en/settings/account");
    assert!(is_in(&ona).await, "who changed it stays in");
    assert!(!is_in(&phone).await, "all others are out");
    assert_eq!(app.emails().pop().unwrap().subject, "Your password has been changed");
    assert_eq!(sign_in(&app.guest(), "ona@example.org", OLD).await.status, 422);
    assert_eq!(sign_in(&app.guest(), "ona@example.org", NEW).await.status, 303);
}

#[actix_web::test]
async fn an_address_is_changed_once_the_new_one_is_confirmed() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    assert_eq!(ask_for_email(&ona, "new@example.org", "guess").await.status, 422);
    assert_eq!(ask_for_email(&ona, "nonsense", OLD).await.status, 422);
    assert!(app.emails().is_empty());
    assert_eq!(ask_for_email(&ona, "new@example.org", OLD).await.location(), "/en/settings/account");
    let letters = app.emails();
    let to: Vec<(&str, &str)> = letters.iter().map(|l| (l.to.as_str(), l.subject.as_str())).collect();
    let confirm = ("new@example.org", "Confirm the new address");
    assert_eq!(to, [confirm, ("ona@example.org", "Somebody wants to change your address")]);
    let link = letters[0].link("/confirm-email/");
    for _ in 0..2 {
        assert!(ona.get(&link).await.main_text().contains("new@example.org"));
    }
    assert_eq!(ona.get_json("/en/settings/account").await.json()["email"], "ona@example.org");
    assert_eq!(ona.post_form(&link, &[]).await.location(), "/en/settings/account");
    assert_eq!(ona.get_json("/en/settings/account").await.json()["email"], "new@example.org");
    assert_eq!(ona.post_form(&link, &[]).await.status, 409);
    let last = app.emails().pop().unwrap();
    assert_eq!((last.to.as_str(), last.subject.as_str()), ("ona@example.org", "Your address has been changed"));
    assert_eq!(sign_in(&app.guest(), "ona@example.org", OLD).await.status, 422);
    assert_eq!(sign_in(&app.guest(), "new@example.org", OLD).await.status, 303);
}

#[actix_web::test]
async fn the_change_of_an_address_ends_with_a_day_or_a_new_password() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    ask_for_email(&ona, "new@example.org", OLD).await;
    let link = app.emails()[0].link("/confirm-email/");
    app.clock.advance(Duration::hours(25));
    assert_eq!(ona.get(&link).await.status, 404);
    assert_eq!(app.guest().post_form(&link, &[]).await.status, 409);

    // A thief who knows the password asks; the owner is warned and sets a new one.
    ask_for_email(&ona, "thief@example.org", OLD).await;
    let stolen = app.emails()[2].link("/confirm-email/");
    app.guest().post_form("/en/password-reset", &[("email", "ona@example.org")]).await;
    let reset = app.emails().pop().unwrap().link("/password-reset/");
    app.guest().post_form(&reset, &[("new_password", NEW)]).await;
    assert_eq!(app.guest().post_form(&stolen, &[]).await.status, 409);
}

#[actix_web::test]
async fn an_address_that_another_account_has_is_told_to_its_owner_alone() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    newcomer(&app, "lt", "Jonas", "jonas@example.org").await;
    let before = app.emails().len();
    let taken = ask_for_email(&ona, "jonas@example.org", OLD).await;
    let free = ask_for_email(&ona, "free@example.org", OLD).await;
    assert_eq!((taken.status, &taken.body, taken.location()), (free.status, &free.body, free.location()));
    let letters = app.emails();
    assert_eq!(letters.len(), before + 4);
    assert_eq!(letters[before].subject, "You already have an account");
    assert!(!letters[before].text.contains("/confirm-email/"));
}

#[actix_web::test]
async fn a_guest_is_asked_to_sign_in() {
    let app = TestApp::new().await;
    assert_eq!(ask_for_email(&app.guest(), "new@example.org", OLD).await.status, 401);
    assert_eq!(app.guest().get_json("/en/settings/account").await.status, 401);
}

#[actix_web::test]
async fn a_programs_key_takes_no_account_over() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    let token = ["token", "create", "Ona@example.org", "--name", "script", "--scope", "write"];
    let key = crate::cli::beside(&app, &token, "").out.trim().to_owned();
    let program = ona.with_bearer(&key);
    for (path, body) in [
        ("password", json!({ "current_password": "correct horse Ona", "new_password": "battery staple of mine" })),
        ("email", json!({ "email": "eve@example.org", "email_password": "correct horse Ona" })),
    ] {
        let answer = program.post_json(&format!("/en/settings/account/{path}"), &body).await;
        assert_eq!(answer.status, 403, "{path}");
    }
}

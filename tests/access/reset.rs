//! A forgotten password.

use chrono::Duration;

use super::{PASSWORD, is_in, sign_in};
use crate::support::TestApp;

const NEW: &str = "four blue kettles";

#[actix_web::test]
async fn a_new_password_ends_every_session() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let mut phone = app.guest();
    let sent = phone.post_form("/en/password-reset", &[("email", "Ona@example.org")]).await;
    assert_eq!(sent.location(), "/en/mail-sent");
    let link = app.emails()[0].link("/password-reset/");
    for _ in 0..3 {
        let page = phone.get(&link).await;
        assert_eq!((page.status, page.body.contains("name=\"new_password\"")), (200, true));
    }
    assert!(is_in(&ona).await, "looking changes nothing");
    let refused = phone.post_form(&link, &[("new_password", "password1")]).await;
    assert_eq!(refused.status, 422, "a common one; the link is not used up by it");
    let entered = phone.post_form(&link, &[("new_password", NEW)]).await;
    assert_eq!(entered.location(), "/en/");
    phone.keep_cookies(&entered);
    assert!(is_in(&phone).await);
    assert!(!is_in(&ona).await);
    assert_eq!(sign_in(&app.guest(), "ona@example.org", "correct horse ona").await.status, 422);
    assert_eq!(sign_in(&app.guest(), "ona@example.org", NEW).await.status, 303);
    assert_eq!(app.emails()[1].subject, "Your password has been changed");
    // Once.
    assert_eq!(phone.get(&link).await.status, 404);
    assert_eq!(phone.post_form(&link, &[("new_password", PASSWORD)]).await.status, 409);
}

#[actix_web::test]
async fn a_link_lasts_an_hour_and_a_used_one_ends_the_others() {
    let app = TestApp::new().await;
    app.member("ona").await;
    let guest = app.guest();
    for _ in 0..2 {
        guest.post_form("/en/password-reset", &[("email", "ona@example.org")]).await;
    }
    let links: Vec<String> = app.emails().iter().map(|letter| letter.link("/password-reset/")).collect();
    app.clock.advance(Duration::minutes(59));
    assert_eq!(guest.get(&links[0]).await.status, 200);
    assert_eq!(guest.post_form(&links[0], &[("new_password", NEW)]).await.status, 303);
    assert_eq!(guest.get(&links[1]).await.status, 404);

    guest.post_form("/en/password-reset", &[("email", "ona@example.org")]).await;
    let late = app.emails().pop().unwrap().link("/password-reset/");
    app.clock.advance(Duration::minutes(61));
    assert_eq!(guest.get(&late).await.status, 404);
    assert_eq!(guest.post_form(&late, &[("new_password", PASSWORD)]).await.status, 409);
}

#[actix_web::test]
async fn a_known_address_and_an_unknown_one_are_answered_alike() {
    let app = TestApp::new().await;
    app.member("ona").await;
    let guest = app.guest();
    let known = guest.post_form("/en/password-reset", &[("email", "ona@example.org")]).await;
    assert_eq!(app.emails().len(), 1);
    let unknown = guest.post_form("/en/password-reset", &[("email", "who@example.org")]).await;
    assert_eq!(app.emails().len(), 2);
    assert_eq!((known.status, &known.body, known.location()), (unknown.status, &unknown.body, unknown.location()));
    let letter = app.emails().pop().unwrap();
    assert_eq!(
        (letter.to.as_str(), letter.subject.as_str()),
        ("who@example.org", "There is no account with this address")
    );
    assert_eq!(guest.post_form("/en/password-reset", &[("email", "nonsense")]).await.status, 422);
}

#[actix_web::test]
async fn nobodys_mail_box_is_filled_from_here() {
    let app = TestApp::with_settings(&[("limits", "on")]).await;
    let guest = app.guest();
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(guest.post_form("/en/password-reset", &[("email", "ona@example.org")]).await.status);
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429, 429]);
    assert_eq!(app.emails().len(), 5);
}

//! From the form to the first session.

use chrono::Duration;
use mipas::db::schema::{accounts, activities, signups};

use diesel::prelude::*;

use super::{PASSWORD, is_in, newcomer, sign_up};
use crate::support::TestApp;

#[actix_web::test]
async fn a_newcomer_confirms_the_address_and_is_in() {
    let app = TestApp::new().await;
    let mut ona = app.guest();
    let form = ona.get("/lt/sign-up").await;
    assert_eq!(form.status, 200);
    for field in ["public_name", "email", "password"] {
        assert!(form.body.contains(&format!("name=\"{field}\"")), "{field}");
    }
    let sent = sign_up(&ona, "lt", "Ona Pavyzdytė", "ona@example.org").await;
    assert!(ona.get(&sent.location()).await.main_text().contains("išsiuntėme laišką"));

    let letter = app.emails().pop().unwrap();
    assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ona@example.org", "Patvirtinkite savo adresą"));
    let link = letter.link("/lt/confirm/");
    let page = ona.get(&link).await;
    assert!(page.main_text().contains("Ona Pavyzdytė"));
    assert!(page.body.contains("noindex"));

    let entered = ona.post_form(&link, &[]).await;
    assert_eq!(entered.location(), "/lt/");
    assert_eq!(entered.cookie("mipas-flash").as_deref(), Some("flash-welcome"));
    ona.keep_cookies(&entered);
    assert!(is_in(&ona).await);
    assert!(ona.get("/lt/").await.body.contains("Ona Pavyzdytė"));
}

#[actix_web::test]
async fn looking_at_the_link_uses_nothing_up_and_using_it_does() {
    let app = TestApp::new().await;
    let guest = app.guest();
    sign_up(&guest, "en", "Ona", "ona@example.org").await;
    let link = app.emails()[0].link("/confirm/");
    for _ in 0..3 {
        assert_eq!(guest.get(&link).await.status, 200);
        assert_eq!(guest.get_json(&link).await.json()["public_name"], "Ona");
    }
    let made: i64 = app.db().read_now(|conn| Ok(accounts::table.count().get_result(conn)?)).unwrap();
    assert_eq!(made, 0);
    assert_eq!(guest.post_form(&link, &[]).await.status, 303);
    let again = guest.post_form(&link, &[]).await;
    assert_eq!(again.status, 409);
    assert!(again.main_text().contains("used already"));
    assert!(again.cookie("mipas").is_none());
    assert_eq!(guest.get(&link).await.status, 404);
    assert_eq!(guest.get("/en/confirm/nonsense").await.status, 404);
}

#[actix_web::test]
async fn a_link_lasts_a_day() {
    let app = TestApp::new().await;
    let guest = app.guest();
    sign_up(&guest, "en", "Ona", "ona@example.org").await;
    let link = app.emails()[0].link("/confirm/");
    app.clock.advance(Duration::hours(23));
    assert_eq!(guest.get(&link).await.status, 200);
    app.clock.advance(Duration::minutes(61));
    assert_eq!(guest.get(&link).await.status, 404);
    assert_eq!(guest.post_form(&link, &[]).await.status, 409);
}

#[actix_web::test]
async fn a_known_address_and_an_unknown_one_are_answered_alike() {
    let app = TestApp::new().await;
    newcomer(&app, "en", "Ona", "ona@example.org").await;
    let guest = app.guest();
    let before = app.emails().len();
    let known = sign_up(&guest, "en", "Somebody", "Ona@Example.org").await;
    let after_known = app.emails().len();
    let unknown = sign_up(&guest, "en", "Nobody", "new@example.org").await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert_eq!(known.location(), unknown.location());
    assert_eq!(known.headers.keys().collect::<Vec<_>>(), unknown.headers.keys().collect::<Vec<_>>());
    assert_eq!((after_known - before, app.emails().len() - after_known), (1, 1));
    let letters = app.emails();
    assert_eq!(letters[before].to, "ona@example.org");
    assert_eq!(letters[before].subject, "You already have an account");
    assert!(!letters[before].text.contains("/confirm/"));

    // The name is held in both cases, and the address may try again with its own.
    for (name, email) in [("somebody", "x1@example.org"), ("NOBODY", "x2@example.org")] {
        let taken = sign_up(&guest, "en", name, email).await;
        assert_eq!(taken.status, 422, "{name}");
    }
    assert_eq!(sign_up(&guest, "en", "Somebody", "ona@example.org").await.status, 303);
    assert_eq!(sign_up(&guest, "en", "Nobody", "new@example.org").await.status, 303);
    let rows = app.db().read_now(|conn| {
        let signups: i64 = signups::table.count().get_result(conn)?;
        let asked = activities::table.filter(activities::kind.eq("signup.asked"));
        Ok((signups, asked.count().get_result::<i64>(conn)?))
    });
    // Ona's own was used up.
    assert_eq!(rows.unwrap(), (4, 5));
}

#[actix_web::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    newcomer(&app, "en", "Ona", "ona@example.org").await;
    let guest = app.guest();
    let many = "a".repeat(129);
    let cases = [
        ("ONA", "a@example.org", PASSWORD, "public_name"),
        ("!", "a@example.org", PASSWORD, "public_name"),
        ("\u{200B}", "a@example.org", PASSWORD, "public_name"),
        ("Jonas", "a@", PASSWORD, "email"),
        ("Jonas", "a b@example.org", PASSWORD, "email"),
        ("Jonas", "a@example.org\r\nBcc: x@example.org", PASSWORD, "email"),
        ("Jonas", "a@example.org", "k3ttl3s", "password"),
        ("Jonas", "a@example.org", many.as_str(), "password"),
        ("Jonas", "a@example.org", "Password123", "password"),
    ];
    let before = app.emails().len();
    for (name, email, password, field) in cases {
        let fields = [("public_name", name), ("email", email), ("password", password)];
        let answer = guest.post_form("/en/sign-up", &fields).await;
        assert_eq!(answer.status, 422, "{name:?} {email:?} {password:?}");
        assert!(answer.body.contains("data-error-summary"));
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{name:?} {email:?} {password:?}");
        assert!(!answer.body.contains(password), "a password is never shown again");
    }
    let kept = guest.post_form("/en/sign-up", &[("public_name", "Jonas"), ("email", "wrong"), ("password", "x")]).await;
    assert!(kept.body.contains("value=\"Jonas\"") && kept.body.contains("value=\"wrong\""));
    assert_eq!(app.emails().len(), before);
}

#[actix_web::test]
async fn programs_sign_up_too() {
    let app = TestApp::new().await;
    let body = serde_json::json!({ "public_name": "Ona", "email": "ona@example.org", "password": "12345678" });
    let refused = app.guest().post_json("/ru/sign-up", &body).await;
    assert_eq!(refused.status, 422);
    assert!(refused.json()["fields"]["password"].as_str().unwrap().contains("распространённых"));
    let body = serde_json::json!({ "public_name": "Ona", "email": "ona@example.org", "password": PASSWORD });
    let sent = app.guest().post_json("/ru/sign-up", &body).await;
    assert_eq!((sent.status, sent.json()), (200, serde_json::json!({ "id": 0, "url": "/ru/mail-sent" })));
}

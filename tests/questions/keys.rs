use chrono::Duration;

use super::{ask, open};
use crate::support::TestApp;

#[actix_web::test]
async fn a_key_is_read_in_both_scripts() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "ru", "Где мне прописаться в Вильнюсе?").await;
    assert!(key.chars().any(|c| ('а'..='я').contains(&c)), "{key}");
    let latin = mipas::questions::CaseKey::parse(&key).unwrap().words(mipas::i18n::Lang::Lt);
    assert_eq!(open(&mut guest, "lt", &latin).await.location(), "/lt/case");
    assert!(guest.get("/lt/case").await.main_text().contains("прописаться"));
}

#[actix_web::test]
async fn wrong_and_unknown_keys_are_alike() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    ask(&guest, "en", "Where do I register my address?").await;
    let unknown = mipas::questions::CaseKey::new().words(mipas::i18n::Lang::En);
    for key in [&*unknown, "", "bada", "🙂", &"ba".repeat(24), &"x".repeat(5_000)] {
        let answer = open(&mut guest, "en", key).await;
        assert_eq!(answer.status, 422, "{key}");
        assert!(answer.main_text().contains("There is no such case"), "{key}: {}", answer.main_text());
        assert!(guest.case.is_none());
    }
    assert!(guest.get_json("/en/case").await.json()["case"].is_null());
}

#[actix_web::test]
async fn keys_that_are_tried_in_bulk_are_slowed_down() {
    let app = TestApp::with_settings(&[("limits", "on")]).await;
    let mut guest = app.guest();
    let mut refused = 0;
    for _ in 0..40 {
        refused += usize::from(open(&mut guest, "en", "ba ba").await.status == 429);
    }
    assert!(refused >= 9, "{refused}");
}

#[actix_web::test]
async fn a_case_closes_when_it_is_forgotten_and_after_half_an_hour() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "en", "Where do I register my address?").await;
    open(&mut guest, "en", &key).await;
    let token = guest.case.clone();
    let answer = guest.delete_form("/en/case/opening", &[]).await;
    assert_eq!((answer.location(), answer.header("clear-site-data")), ("/en/ask".to_owned(), "\"cache\""));
    guest.keep_cookies(&answer);
    assert!(guest.case.is_none());
    guest.case = token;
    assert!(guest.get_json("/en/case").await.json()["case"].is_null(), "the old cookie opens nothing");

    guest.case = None;
    open(&mut guest, "en", &key).await;
    app.clock.advance(Duration::minutes(29));
    assert!(guest.get_json("/en/case").await.json()["case"].is_object());
    app.clock.advance(Duration::minutes(2));
    assert!(guest.get_json("/en/case").await.json()["case"].is_null());
    assert_eq!(guest.post_form("/en/case/messages", &[("text", "Hello?")]).await.status, 404);
}

use chrono::Duration;
use futures_util::future::join_all;

use super::traces::{count, number};
use super::{ask, open, question};
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
async fn keys_that_are_tried_in_bulk_are_slowed_down_and_then_refused() {
    let app = TestApp::with_settings(&[("limits", "on")]).await;
    let tries = join_all((0..60).map(|_| async { open(&mut app.guest(), "en", "ba ba").await.status }));
    let mut statuses = tries.await;
    statuses.sort_unstable();
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 50, "30 at once, 20 slowly: {statuses:?}");
    assert_eq!(statuses.last(), Some(&429));
}

/// Anybody can make up a session or a token: a new one each time makes no new visitor.
#[actix_web::test]
async fn no_header_makes_a_guesser_somebody_else() {
    let app = TestApp::with_settings(&[("limits", "on")]).await;
    let tries = (0..60).map(|n| {
        let mut guest = app.guest();
        guest.session = Some(format!("made-up-{n}"));
        async move { open(&mut guest, "en", "ba ba").await.status }
    });
    let statuses = join_all(tries).await;
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 10, "{statuses:?}");
    for n in 0..5 {
        let program = app.guest().with_bearer(&format!("mipas_made-up-{n}"));
        let answer = program.post_json("/en/case/opening", &serde_json::json!({ "key": "ba ba" })).await;
        assert_eq!(answer.status, 401, "a token that nobody has");
    }
}

#[actix_web::test]
async fn one_who_tries_keys_locks_nobody_out_of_their_case() {
    let app = TestApp::with_settings(&[("limits", "on")]).await;
    let (key, _) = ask(&app.guest(), "en", "Where do I register my address?").await;
    for _ in 0..30 {
        assert_eq!(open(&mut app.guest(), "en", "ba ba").await.status, 422);
    }
    // A neighbour, at the same address.
    let mut neighbour = app.guest();
    assert_eq!(open(&mut neighbour, "en", &key).await.location(), "/en/case");
    assert!(neighbour.get("/en/case").await.main_text().contains("register my address"));
}

#[actix_web::test]
async fn a_case_closes_when_it_is_forgotten_and_after_half_an_hour() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "en", "Where do I register my address?").await;
    let opened = open(&mut guest, "en", &key).await;
    let cookie = opened.header("set-cookie");
    assert!(cookie.starts_with("mipas-case=") && cookie.contains("HttpOnly"), "{cookie}");
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "it goes with the browser: {cookie}");
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

/// A form that was kept, in another tab or by "restore", opens nothing again that was erased.
#[actix_web::test]
async fn the_key_of_an_erased_case_takes_nothing_any_more() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "en", "Where do I register my address? Zebrazebra").await;
    open(&mut guest, "en", &key).await;
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    let again = app.guest().post_form("/en/ask", &question(&key, "Where do I register my address? Zebrazebra")).await;
    assert_eq!(again.status, 409);
    let said = again.main_text();
    assert!(said.contains("was erased, and nothing was sent") && again.body.contains("Zebrazebra"), "{said}");
    assert_eq!(count(&app, "questions").await, 0);
    // Sent once more it is another case, with another key.
    let (_, behind) = again.body.split_once("name=\"key\" value=\"").unwrap();
    let fresh = behind.split_once('"').unwrap().0.to_owned();
    assert_ne!(fresh, key);
    let sent = app.guest().post_form("/en/ask", &question(&fresh, "Where do I register my address?")).await;
    assert_eq!(sent.status, 200, "{}", sent.main_text());
    // A year later nothing is known of the old one.
    app.clock.advance(Duration::days(367));
    app.db().write(mipas::questions::sweep).await.unwrap();
    let burnt = "SELECT count(*) AS number FROM burnt_keys";
    assert_eq!(number(&app, burnt).await, 1, "the other one, which is as old now");
}

/// Who leaves at once leaves no open case to whoever takes the device.
#[actix_web::test]
async fn leaving_the_page_closes_the_case() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "en", "Where do I register my address? Zebrazebra").await;
    assert!(!guest.get("/en/case").await.body.contains("/en/case/leaving"), "nothing is open yet");
    open(&mut guest, "en", &key).await;
    let page = guest.get("/en/case").await;
    assert!(page.body.contains("class=\"leave\" href=\"/en/case/leaving\""), "{}", page.body);
    let left = guest.get("/en/case/leaving").await;
    assert!(left.location().starts_with("https://"), "{}", left.location());
    assert_eq!(left.header("clear-site-data"), "\"cache\"");
    assert!(
        !guest.get("/en/case").await.body.contains("Zebrazebra"),
        "closed on the server, whatever the browser kept"
    );
}

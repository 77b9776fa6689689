//! "Did this help?"

use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, case_of, queue, source};
use super::following_up::{again, case, sweep, told};
use super::letters::letters_in;
use super::traces::count;
use super::{open, question};
use crate::support::{TestApp, Visitor};

/// An answered case, and its key; the expert's browser.
async fn answered(app: &TestApp) -> (Visitor, String, Value) {
    let Bodies { ngo, .. } = bodies(app).await;
    let (_, key) = case(app, "ngo", json!({})).await;
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    (ngo, key, id)
}

async fn opened(app: &TestApp, key: &str) -> Visitor {
    let mut guest = app.guest();
    open(&mut guest, "en", key).await;
    guest
}

async fn asks(guest: &Visitor) -> bool {
    guest.get_json("/en/case").await.json()["verdict"].is_object()
}

#[actix_web::test]
async fn an_asker_is_asked_once_and_no_gives_it_back_to_its_expert() {
    let app = TestApp::new().await;
    let (ngo, key, id) = answered(&app).await;
    app.clock.advance(chrono::Duration::days(12));
    let guest = opened(&app, &key).await;
    assert!(!asks(&guest).await, "too early");
    let early = guest.post_form("/en/case/verdict", &[("verdict", "no")]).await;
    assert_eq!(early.status, 409);
    app.clock.advance(chrono::Duration::days(3));
    let guest = opened(&app, &key).await;
    assert!(asks(&guest).await);
    let page = guest.get("/en/case").await.main_text();
    assert!(page.contains("Did the answer help?") && page.contains("I would rather not say"), "{page}");
    let words = "It is not so. Call me on +370 612 34567";
    let held = guest.post_form("/en/case/verdict", &[("verdict", "no"), ("words", words)]).await;
    assert_eq!(held.status, 422);
    assert!(held.body.contains(words) && held.main_text().contains("Telephone number"), "{}", held.main_text());
    assert!(held.body.contains("value=\"no\" required checked"), "what was chosen stays");
    let chosen = [("verdict", "nonsense"), ("words", words)];
    assert_eq!(guest.post_form("/en/case/verdict", &chosen).await.status, 422);
    let long = "x".repeat(501);
    assert_eq!(guest.post_form("/en/case/verdict", &[("verdict", "no"), ("words", &long)]).await.status, 422);
    assert_eq!(guest.post_form("/en/case/verdict", &[("verdict", "dismissed")]).await.status, 422);
    let fields = [("verdict", "no"), ("words", words), ("checked", "+370 612 34567"), ("remove", "+370 612 34567")];
    assert_eq!(guest.post_form("/en/case/verdict", &fields).await.location(), "/en/case");

    let seen = case_of(&guest).await;
    assert_eq!(seen["states"].as_array().unwrap().last().unwrap()["state"], "reviewing");
    assert_eq!(seen["verdict"], "no");
    assert_eq!(seen["messages"][0]["text"], "It is not so. Call me on [telephone]");
    let ngo = again(&app, &ngo).await;
    assert_eq!(told(&app, &ngo).await[0].1, "answer-doubted");
    let item = queue(&ngo, "mine").await[0].clone();
    assert_eq!((&item["state"], &item["overdue"]), (&"reviewing".into(), &false.into()), "a term of its own");
    assert!(ngo.get(&format!("/en/queue/{id}")).await.main_text().contains("[telephone]"));

    // Answered anew, and long after: it is not asked again.
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    app.clock.advance(chrono::Duration::days(40));
    let guest = opened(&app, &key).await;
    assert!(!asks(&guest).await);
    assert_eq!(guest.post_form("/en/case/verdict", &[("verdict", "yes")]).await.status, 409);
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    for table in ["question_verdicts", "question_reminders", "question_letters", "notices", "inbox"] {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn who_does_not_want_to_say_is_not_asked_again() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let ona = app.member("Ona").await;
    let mut linked = question("", "Where do I renew my permit?");
    linked.push(("link", "1"));
    linked.push(("email", "ona.elsewhere@example.net"));
    let path = ona.post_form("/en/ask", &linked).await.location();
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    app.clock.advance(chrono::Duration::days(15));
    let (ona, ngo) = (again(&app, &ona).await, again(&app, &ngo).await);
    assert!(ona.get(&path).await.main_text().contains("Did the answer help?"));
    for other in [&ngo, &app.guest()] {
        let status = other.post_form(&format!("{path}/verdict"), &[("verdict", "yes")]).await.status;
        assert_eq!(status, if other.session.is_some() { 404 } else { 401 });
    }
    assert_eq!(ona.delete_form(&format!("{path}/verdict"), &[]).await.location(), path);
    assert!(!ona.get(&path).await.main_text().contains("Did the answer help?"));
    assert!(ona.get_json(&path).await.json()["case"]["verdict"].is_null(), "and nothing was said");
}

#[actix_web::test]
async fn it_is_asked_by_letter_once_where_there_is_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("file://{}", folder.path().display());
    let app = TestApp::with_settings(&[("mail-url", &mail)]).await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let law = source(&ngo).await;
    for more in [json!({ "email": "ona@example.net" }), json!({})] {
        case(&app, "ngo", more).await;
        let id = queue(&ngo, "mine").await[0]["id"].clone();
        ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        answer(&ngo, &id, law).await;
    }
    app.clock.advance(chrono::Duration::days(15));
    for _ in 0..2 {
        tokio::join!(sweep(&app), sweep(&app));
        let began = std::time::Instant::now();
        while count(&app, "question_letters").await > 0 {
            assert!(began.elapsed().as_secs() < 20, "a letter waits");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    let letters: Vec<String> = letters_in(folder.path()).into_iter().filter(|text| text.contains("/ru/case")).collect();
    let asking = letters.iter().filter(|text| text.contains("Помог ли ответ?")).count();
    assert_eq!((letters.len(), asking), (2, 1), "{letters:?}");
}

//! What a moderator keeps from everybody: gone from wherever everybody reads, and still its asker's and its experts'.

use chrono::Duration;
use mipas::accounts::Role;
use serde_json::{Value, json};

use super::answering::{answer, bodies, case, case_of, queue, source};
use super::community::Public;
use super::following_up::told;
use super::traces::{count, number};
use crate::forum::setup::{moderator_of, open_category};
use crate::search::{indexed, titles};
use crate::support::{Answer, TestApp, Visitor};

const REASON: &str = "It says where somebody hides.";

async fn hide(visitor: &Visitor, id: &Value, reason: &str) -> Answer {
    visitor.post_form(&format!("/en/moderation/questions/{id}/hiding"), &[("reason", reason)]).await
}

async fn show(visitor: &Visitor, id: &Value, reason: &str) -> Answer {
    visitor.delete_form(&format!("/en/moderation/questions/{id}/hiding"), &[("reason", reason)]).await
}

/// Where everybody reads of it, with the pages that guests are shown from memory.
async fn read_of_it(app: &TestApp, public: &Public, body: &str) -> Vec<String> {
    let guest = app.guest();
    let similar = json!({ "text": "Zebrazebra takes my permit, what now?", "language": "en" });
    let offered = guest.post_json("/en/ask/similar", &similar).await.json()["similar"].to_string();
    let mut found = Vec::new();
    if offered.contains("Zebrazebra") {
        found.push("similar".to_owned());
    }
    for path in [
        "/en/",
        "/en/questions",
        "/en/questions?area=housing",
        "/en/questions?answered=1",
        "/en/areas/housing",
        "/en/translations",
        "/en/search?q=permit",
        &format!("/en/questions?organisation={body}"),
        &format!("/en/organisations/{body}"),
        &format!("/en/q/{}", public.id),
        &public.path,
        &format!("{}/history", public.path),
    ] {
        for page in [guest.get(path).await, guest.get_json(path).await] {
            // An error page leads to itself in other languages.
            let read = format!("{} {}", page.body, page.header("location")).to_lowercase().contains("zebrazebra");
            if page.status < 400 && read {
                found.push(path.to_owned());
            }
        }
    }
    found.dedup();
    found
}

#[actix_web::test]
async fn a_hidden_question_is_nowhere_that_everybody_reads() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    let ona = app.member("Ona").await;
    let public = Public::new(&app, &bodies, "Zebrazebra takes my permit. What now?").await;
    let law = source(&public.expert).await;
    answer(&public.expert, &public.id, law).await;
    public.answered(&ona, "Ask at the office on Monday.").await;
    indexed(&app).await;
    let body = if public.expert.id == bodies.ngo.id { "help" } else { "office" };
    let before = read_of_it(&app, &public, body).await;
    for path in ["/en/questions", "/en/areas/housing", "/en/search?q=permit", "similar", &public.path] {
        assert!(before.iter().any(|known| known == path), "{path}: {before:?}");
    }
    assert!(petras.get(&public.path).await.body.contains(&format!("/en/moderation/questions/{}\"", public.id)));
    assert!(!ona.get(&public.path).await.body.contains("/moderation/questions"));

    assert_eq!(hide(&petras, &public.id, "").await.status, 422, "not without a reason");
    assert_eq!(hide(&petras, &public.id, REASON).await.location(), "/en/moderation/questions");
    // Whatever asks the database knows it at once, and what is kept in memory is made anew.
    let after = read_of_it(&app, &public, body).await;
    assert_eq!(after, Vec::<String>::new());
    indexed(&app).await;
    assert_eq!(titles(&app.guest(), "zebrazebra").await, Vec::<String>::new());
    assert_eq!(app.guest().get(&public.path).await.status, 404);
    let words = json!({ "text": "One more.", "language": "en" });
    assert_eq!(ona.post_json(&public.answers(), &words).await.status, 404);

    // Its asker reads why, and the answer as before; its expert cannot publish it meanwhile.
    let asker = &public.asker;
    let page = asker.get("/en/case").await.main_text();
    assert!(page.contains(REASON) && page.contains("Renew it at the office."), "{page}");
    assert_eq!(case_of(asker).await["public"], Value::Null);
    let publication = format!("/en/queue/{}/publication?_method=PUT", public.id);
    let again = [("title", "Zebrazebra takes it"), ("text", "Zebrazebra takes my permit.")];
    assert_eq!(public.expert.post_form(&publication, &again).await.status, 403);
    let path = format!("/en/moderation/questions/{}", public.id);
    assert_eq!(petras.post_form(&format!("{path}?_method=PUT"), &again).await.status, 403);
    let moderated = petras.get(&path).await.main_text();
    assert!(moderated.contains(REASON) && moderated.contains("Petras"), "{moderated}");
    assert!(petras.get("/en/moderation/questions").await.main_text().contains("Hidden questions"));

    assert_eq!(show(&petras, &public.id, "Nobody is in danger any more.").await.location(), path);
    indexed(&app).await;
    assert_eq!(read_of_it(&app, &public, body).await, before);
    assert!(!asker.get("/en/case").await.main_text().contains(REASON));
    let recorded = "SELECT count(*) AS number FROM activities WHERE kind IN ('question.hidden', 'question.shown')";
    assert_eq!((number(&app, recorded).await, count(&app, "question_acts").await), (2, 2));
}

#[actix_web::test]
async fn what_waits_can_be_refused_and_is_answered_all_the_same() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    let asker = case(&app, "Zebrazebra hides in my cellar, may she?", "everyone").await;
    let list = petras.get_json("/en/moderation/questions").await.json();
    let id = list["questions"][0]["id"].clone();
    hide(&petras, &id, REASON).await.location();
    hide(&petras, &id, "Once more, for another reason.").await.location();
    assert_eq!(count(&app, "question_acts").await, 1, "what is so stays as it is");
    let list = petras.get_json("/en/moderation/questions").await.json();
    assert_eq!((list["questions"].as_array().unwrap().len(), &list["hidden"][0]["id"]), (0, &id));
    let page = asker.get("/en/case").await.main_text();
    assert!(page.contains(REASON) && !page.contains("It waits"), "{page}");
    let expert = if queue(&bodies.ngo, "mine").await.is_empty() { &bodies.state } else { &bodies.ngo };
    expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(expert).await;
    answer(expert, &id, law).await;
    assert!(asker.get("/en/case").await.main_text().contains("Renew it at the office."));
    assert_eq!(app.guest().get(&format!("/en/q/{id}")).await.status, 404);
    // It waits again, and then goes with its case.
    show(&petras, &id, "I have looked again.").await.location();
    assert!(asker.get("/en/case").await.main_text().contains("It waits"));
    assert_eq!(app.guest().get(&format!("/en/q/{id}")).await.status, 404);
    asker.delete_form("/en/case", &[("sure", "1")]).await.location();
    assert_eq!(count(&app, "question_acts").await, 0);
}

#[actix_web::test]
async fn only_those_who_moderate_everything_hide_and_a_linked_asker_is_told() {
    let app = TestApp::new().await;
    let category = open_category(&app, "housing").await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    let ona = app.member("Ona").await;
    app.clock.advance(Duration::days(8));
    let fields =
        [("text", "Where is the library of Kaunas?"), ("area", "housing"), ("audience", "everyone"), ("link", "1")];
    let path = ona.post_form("/en/ask", &fields).await.location();
    let id: Value = path.rsplit('/').next().unwrap().parse::<i64>().unwrap().into();
    let of_one = moderator_of(&app, "Rasa", category).await;
    let others = [of_one, app.member_with("Edita", &[Role::Editor]).await, ona.clone()];
    for other in &others {
        for id in [&id, &json!(12345)] {
            assert_eq!(hide(other, id, REASON).await.status, 404);
            assert_eq!(show(other, id, REASON).await.status, 404);
        }
    }
    assert_eq!(hide(&app.guest(), &id, REASON).await.status, 401);
    // What is not for everybody is none of a moderator's business.
    case(&app, "Where may my sister sleep tonight?", "ngo").await;
    let private = number(&app, "SELECT max(id) AS number FROM questions WHERE audience = 'ngo'").await;
    assert_eq!(hide(&petras, &json!(private), REASON).await.status, 404);

    hide(&petras, &id, REASON).await.location();
    let lines = told(&app, &ona).await;
    assert!(lines.contains(&("A question: Housing".to_owned(), "question-hidden".to_owned())), "{lines:?}");
    assert!(ona.get(&path).await.main_text().contains(REASON));
}

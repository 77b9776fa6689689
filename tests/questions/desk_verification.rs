//! A second pair of eyes for official answers.

use reqwest::Method;
use serde_json::{Value, json};

use super::answering::{case, case_of, queue, source};
use super::following_up::told;
use super::traces::count;
use crate::notifications::mail_is_due;
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{Answer, TestApp, Visitor};

/// An NGO with two experts for housing, another NGO with one, a state body with one.
struct Experts {
    nina: Visitor,
    egor: Visitor,
    tomas: Visitor,
    state: Visitor,
}

async fn experts(app: &TestApp, mode: &str) -> Experts {
    let admin = admin(app).await;
    let body = json!({ "area": ["housing"], "mode": [mode] });
    let set = admin.send_json(Method::PUT, "/en/admin/verification", &body).await;
    assert_eq!(set.status, 200, "{}", set.body);
    let (nina, egor) = (app.member("Nina").await, app.member("Egor").await);
    let (tomas, state) = (app.member("Tomas").await, app.member("Stasys").await);
    let help = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    let third = organisation(&admin, "Third", json!({ "kind": "ngo" })).await;
    let office = organisation(&admin, "Office", json!({ "kind": "state_body" })).await;
    accredit(&admin, help, "Nina").await;
    accredit(&admin, help, "Egor").await;
    accredit(&admin, third, "Tomas").await;
    accredit(&admin, office, "Stasys").await;
    Experts { nina, egor, tomas, state }
}

/// The id of the question that this expert has, taken.
async fn taken(expert: &Visitor) -> (Value, String) {
    let id = queue(expert, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    (id, path)
}

async fn write(expert: &Visitor, path: &str, summary: &str, law: i64) -> Answer {
    let body = json!({ "language": "en", "summary": summary, "body": "Go **there** in time.",
        "sources": [law.to_string()] });
    let answered = expert.send_json(Method::PUT, &format!("{path}/answer"), &body).await;
    assert_eq!(answered.status, 200, "{}", answered.body);
    answered
}

async fn waits(expert: &Visitor, id: &Value) -> Option<Value> {
    queue(expert, "review").await.into_iter().find(|item| item["id"] == *id)
}

async fn begin(expert: &Visitor, path: &str) -> String {
    expert.post_form(&format!("{path}/examination"), &[]).await.location();
    expert.get_json(path).await.json()["desk"]["shown"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn an_answer_is_shown_once_another_expert_has_verified_it() {
    let app = TestApp::new().await;
    let Experts { nina, egor, tomas, state } = experts(&app, "before").await;
    let guest = case(&app, "Where do I renew my permit? Zebrazebra", "ngo").await;
    let (id, path) = taken(&nina).await;
    let law = source(&nina).await;
    write(&nina, &path, "Renew it at the Okapiokapi office.", law).await;
    let seen = case_of(&guest).await;
    assert_eq!((&seen["answer"], &seen["being_checked"]), (&Value::Null, &true.into()));
    assert!(!guest.get("/en/case").await.body.contains("Okapiokapi"));
    assert_eq!(count(&app, "answers").await, 0, "nothing that shows answers can show it");

    // Whom the asker lets read it sees that there is one, without a word; its author does not verify it.
    assert!(waits(&nina, &id).await.is_none());
    assert!(waits(&state, &id).await.is_none());
    for other in [&egor, &tomas] {
        let item = waits(other, &id).await.unwrap();
        assert_eq!((&item["check"], &item["title"]), (&"awaited".into(), &Value::Null));
        let page = other.get(&path).await;
        assert!(page.status == 200 && !page.body.contains("Zebrazebra") && !page.body.contains("Okapiokapi"));
    }
    for who in [&nina, &state] {
        assert_eq!(who.post_form(&format!("{path}/examination"), &[]).await.status, 404);
    }
    assert_eq!(tomas.post_form(&format!("{path}/verification"), &[("shown", "x")]).await.status, 404);
    let shown = begin(&tomas, &path).await;
    let page = tomas.get(&path).await;
    assert!(page.body.contains("Zebrazebra") && page.body.contains("Okapiokapi"), "{}", page.main_text());
    assert_eq!(nina.post_form(&format!("{path}/verification"), &[("shown", &shown)]).await.status, 404);
    // The second expert verifies; the question is not theirs to answer.
    assert_eq!(tomas.post_form(&format!("{path}/requests"), &[("request_text", "Which permit?")]).await.status, 404);

    // Sent back with a reason that only experts read.
    let silent = tomas.post_form(&format!("{path}/objection"), &[("shown", &shown), ("objection", "")]).await;
    assert_eq!(silent.status, 422);
    let back = [("shown", shown.as_str()), ("objection", "The term is wrong: Quaggaquagga")];
    tomas.post_form(&format!("{path}/objection"), &back).await.location();
    assert_eq!(tomas.get(&path).await.status, 404, "they read it no more");
    assert_eq!(waits(&nina, &id).await.unwrap()["check"], "refused");
    let page = nina.get(&path).await;
    assert!(page.body.contains("Quaggaquagga") && page.body.contains("Renew it at the Okapiokapi office."));
    for answer in [guest.get("/en/case").await, guest.get_json("/en/case").await] {
        assert!(!answer.body.contains("Quaggaquagga"));
    }

    // Written anew, while somebody looks at what was there: that is not verified unread.
    write(&nina, &path, "Renew it in time at the office.", law).await;
    let (of_egor, of_tomas) = (begin(&egor, &path).await, begin(&tomas, &path).await);
    assert_eq!(of_egor, of_tomas);
    app.clock.advance(chrono::Duration::minutes(1));
    write(&nina, &path, "Renew it one month before.", law).await;
    assert_eq!(tomas.post_form(&format!("{path}/verification"), &[("shown", &of_tomas)]).await.status, 404);
    let (of_egor, of_tomas) = (begin(&egor, &path).await, begin(&tomas, &path).await);
    assert_eq!(of_egor, of_tomas);
    let verify = format!("{path}/verification");
    let shown = [("shown", of_egor.as_str())];
    let (one, two) = tokio::join!(egor.post_form(&verify, &shown), tomas.post_form(&verify, &shown));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 303 && matches!(statuses[1], 404 | 409), "{statuses:?}");
    let seen = case_of(&guest).await;
    assert_eq!(seen["answer"]["summary"], "Renew it one month before.");
    assert_eq!(seen["answer"]["by"]["organisation"], "Help en", "in its author's name");
    assert!(seen["answer"]["verified"]["at"].is_string(), "{seen}");
    assert!(guest.get("/en/case").await.main_text().contains("Verified by a second expert on"));
    assert!(waits(&egor, &id).await.is_none() && waits(&tomas, &id).await.is_none());

    // An edit is verified again; what was verified stands meanwhile.
    write(&nina, &path, "Renew it two months before.", law).await;
    assert_eq!(case_of(&guest).await["answer"]["summary"], "Renew it one month before.");
    assert_eq!(waits(&tomas, &id).await.unwrap()["check"], "awaited");
}

#[actix_web::test]
async fn an_answer_shown_at_once_says_that_nobody_has_verified_it_yet() {
    let app = TestApp::new().await;
    let Experts { nina, egor, tomas, .. } = experts(&app, "after").await;
    case(&app, "How do I register a flat that I rent?", "everyone").await;
    let (id, path) = taken(&nina).await;
    let law = source(&nina).await;
    write(&nina, &path, "Register it in one month.", law).await;
    let words = [("title", "Registering a rented flat"), ("text", "How do I register a flat that I rent?")];
    let public = nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    let reader = app.guest();
    assert!(reader.get(&public).await.main_text().contains("Not yet verified by a second expert"));
    let shown = begin(&egor, &path).await;
    egor.post_form(&format!("{path}/verification"), &[("shown", &shown)]).await.location();
    let text = reader.get(&public).await.main_text();
    assert!(text.contains("Verified by a second expert on") && !text.contains("Not yet verified"), "{text}");
    let verified = reader.get_json(&public).await.json()["answer"]["verified"].clone();
    assert_eq!((&verified["by"]["organisation"], &verified["by"]["person"]), (&"Help en".into(), &Value::Null));

    // An edit asks for it again; a refusal is told to its author, and to no reader.
    write(&nina, &path, "Register it in two months.", law).await;
    assert!(reader.get(&public).await.main_text().contains("Not yet verified by a second expert"));
    let shown = begin(&tomas, &path).await;
    let back = [("shown", shown.as_str()), ("objection", "The term is wrong: Quaggaquagga")];
    tomas.post_form(&format!("{path}/objection"), &back).await.location();
    assert_eq!(waits(&nina, &id).await.unwrap()["check"], "refused");
    assert!(nina.get(&path).await.body.contains("Quaggaquagga"));
    for answer in [reader.get(&public).await, reader.get_json(&public).await] {
        assert!(!answer.body.contains("Quaggaquagga"));
    }
    assert!(reader.get(&public).await.main_text().contains("Not yet verified"));
}

#[actix_web::test]
async fn who_answers_for_two_bodies_does_not_verify_their_own() {
    let app = TestApp::new().await;
    let Experts { nina, .. } = experts(&app, "before").await;
    let ada = app.member_with("Zita", &[mipas::accounts::Role::Admin]).await;
    let more = organisation(&ada, "More", json!({ "kind": "ngo" })).await;
    accredit(&ada, more, "Nina").await;
    case(&app, "Where do I renew my permit?", "ngo").await;
    let (id, path) = taken(&nina).await;
    let law = source(&nina).await;
    write(&nina, &path, "Renew it at the office.", law).await;
    assert!(waits(&nina, &id).await.is_none());
    assert_eq!(nina.post_form(&format!("{path}/examination"), &[]).await.status, 404);
}

#[actix_web::test]
async fn what_waits_to_be_verified_is_erased_with_its_case() {
    let app = TestApp::new().await;
    let Experts { nina, tomas, .. } = experts(&app, "before").await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (_, path) = taken(&nina).await;
    let law = source(&nina).await;
    write(&nina, &path, "Renew it at the office.", law).await;
    begin(&tomas, &path).await;
    assert_eq!((count(&app, "pending_answers").await, count(&app, "question_checkers").await), (1, 1));
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    for table in ["pending_answers", "question_checkers", "answer_verifications", "questions"] {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn editors_set_the_second_pair_of_eyes_for_each_area() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let wrong = json!({ "area": ["housing", "health"], "mode": ["before"] });
    assert_eq!(admin.send_json(Method::PUT, "/en/admin/verification", &wrong).await.status, 422);
    let wrong = json!({ "area": ["nowhere"], "mode": ["before"] });
    assert_eq!(admin.send_json(Method::PUT, "/en/admin/verification", &wrong).await.status, 422);
    let form = [("area", "housing"), ("mode", "before"), ("area", "health"), ("mode", "after")];
    admin.post_form("/en/admin/verification?_method=PUT", &form).await.location();
    let page = admin.get_json("/en/admin/verification").await.json();
    let mode = |slug: &str| {
        let all = page["areas"].as_array().unwrap();
        all.iter().find(|area| area["slug"] == slug).unwrap()["mode"].clone()
    };
    assert_eq!((mode("housing"), mode("health"), mode("return")), ("before".into(), "after".into(), "off".into()));
    let html = admin.get("/en/admin/verification").await.body;
    assert_eq!(html.matches(" selected").count(), page["areas"].as_array().unwrap().len());
}

#[actix_web::test]
async fn the_second_expert_is_told_and_then_the_first() {
    for mode in ["before", "after"] {
        let app = &TestApp::new().await;
        let Experts { nina, egor, tomas, state } = experts(app, mode).await;
        let _guest = case(app, "Where do I renew my permit? Zebrazebra", "ngo").await;
        let (id, path) = taken(&nina).await;
        let law = source(&nina).await;
        write(&nina, &path, "Renew it at the Okapiokapi office.", law).await;
        let housing = |message: &str| ("A question: Housing".to_owned(), message.to_owned());
        for other in [&egor, &tomas] {
            assert_eq!(told(app, other).await, [housing("answer-awaits")], "{mode}");
        }
        assert!(told(app, &state).await.is_empty(), "the asker keeps it from the state");
        assert!(!told(app, &nina).await.contains(&housing("answer-awaits")), "nobody verifies their own");
        mail_is_due(app).await;
        let letters = format!("{:?}", app.emails());
        assert!(!letters.contains("Zebra") && !letters.contains("Okapi"), "{letters}");

        let shown = begin(&egor, &path).await;
        let objection = [("objection", "The fee is missing"), ("shown", shown.as_str())];
        egor.post_form(&format!("{path}/objection"), &objection).await.location();
        assert_eq!(told(app, &nina).await[0], housing("answer-refused"), "{mode}");
        assert!(told(app, &tomas).await.is_empty(), "there is nothing to verify now");
        write(&nina, &path, "Renew it at the office, for a fee.", law).await;
        let shown = begin(&tomas, &path).await;
        tomas.post_form(&format!("{path}/verification"), &[("shown", &shown)]).await.location();
        assert_eq!(told(app, &nina).await[0], housing("answer-verified"), "{mode}");
        assert!(waits(&egor, &id).await.is_none());
    }
}

#[actix_web::test]
async fn where_nobody_can_verify_that_is_said() {
    let app = TestApp::new().await;
    let Experts { nina, .. } = experts(&app, "before").await;
    let admin = app.member_with("Eglė", &[mipas::accounts::Role::Editor]).await;
    let modes = admin.get("/en/admin/verification").await.main_text();
    assert!(modes.contains("Fewer than two experts answer in this area"), "no expert answers in the other areas");
    let areas = admin.get_json("/en/admin/verification").await.json()["areas"].clone();
    let housing = areas.as_array().unwrap().iter().find(|area| area["slug"] == "housing").unwrap();
    assert_eq!((&housing["experts"], &housing["mode"]), (&4.into(), &"before".into()));

    let _guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (_, path) = taken(&nina).await;
    assert!(nina.get(&path).await.main_text().contains("2 experts can verify yours"));
    for name in ["Egor", "Tomas"] {
        let query = format!("UPDATE accounts SET disabled_at = created_at WHERE public_name = '{name}'");
        app.db()
            .write(move |tx| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(&query), &mut **tx)?))
            .await
            .unwrap();
    }
    let alone = nina.get(&path).await.main_text();
    assert!(alone.contains("there is nobody else who could"), "the state may not read it: {alone}");
}

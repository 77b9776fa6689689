//! How an answer is kept right: by whom it is confirmed or written anew, and that nothing is settled, written over or sent
//! that was not seen.

use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, case, case_of, queue, source};
use super::versions::{Published, published};
use crate::organisations::setup::{accredit, organisation};
use crate::support::{TestApp, Visitor};

#[actix_web::test]
async fn thanks_are_answered_with_still_correct() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let law = source(&ngo).await;
    let months = json!({ "language": "en", "summary": "Renew it at the office.", "body": "Go **there** in time.",
        "sources": [law.to_string()], "months": 1 });
    let put = format!("{path}/answer");
    assert_eq!(ngo.send_json(reqwest::Method::PUT, &put, &months).await.status, 200);
    assert!(!ngo.get(&path).await.main_text().contains("Still correct"), "nothing is to be looked at");
    guest.post_form("/en/case/messages", &[("text", "Thank you!")]).await.location();
    let page = ngo.get(&path).await;
    assert!(page.main_text().contains("Still correct"), "{}", page.main_text());
    let shown = page.main_text();
    assert_eq!(ngo.get_json(&path).await.json()["months"], 1, "{shown}");
    let state = async || case_of(&guest).await["states"].as_array().unwrap().last().unwrap()["state"].clone();
    assert_eq!(state().await, "reviewing");
    let answers = ngo.get_json(&path).await.json()["answer"]["id"].to_string();
    ngo.post_form("/en/queue/renewals", &[("answers", &answers)]).await.location();
    assert_eq!(state().await, "answered");
    let due = ngo.get_json(&path).await.json()["answer"]["check_by"].as_str().unwrap()[..10].to_owned();
    let today = app.clock.now().utc().date_naive();
    assert_eq!(due, today.checked_add_months(chrono::Months::new(1)).unwrap().to_string(), "the expert's own term");
    let seen = case_of(&guest).await["answer"].clone();
    assert_eq!((&seen["checked_by"]["organisation"], &seen["checked_by"]["person"]), (&"Help en".into(), &Value::Null));
    let page = guest.get("/en/case").await.main_text();
    assert!(page.contains("checked on") && page.contains("Your question is with:"), "{page}");

    // The same words once more are no change.
    guest.post_form("/en/case/messages", &[("text", "And thanks again")]).await.location();
    answer(&ngo, &id, law).await;
    assert_eq!(state().await, "answered");
    let kinds = "SELECT count(*) AS number FROM answer_checks WHERE kind = ";
    for (kind, times) in [("answered", 1), ("renewed", 2), ("changed", 0)] {
        assert_eq!(super::traces::number(&app, &format!("{kinds}'{kind}'")).await, times, "{kind}");
    }
}

/// The NGO's expert who has answered a question, its page there, and the source of the answer.
async fn answered(app: &TestApp) -> (Visitor, String, i64) {
    let Bodies { ngo, .. } = bodies(app).await;
    case(app, "Where do I renew my permit?", "ngo").await;
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    (ngo, path, law)
}

#[actix_web::test]
async fn a_doubt_that_was_not_seen_is_not_settled() {
    let app = TestApp::new().await;
    let (ngo, path, law) = answered(&app).await;
    let mark = async |note: &str| {
        ngo.post_form(&format!("/en/sources/{law}/changes"), &[("note", note)]).await.location();
    };
    mark("The term is shorter").await;
    let walk = format!("/en/sources/{law}/review");
    let (answers, queued) =
        (queue(&ngo, "review").await[0]["answer"].to_string(), queue(&ngo, "review").await[0]["seen"].clone());
    let (walked, opened) = (ngo.get_json(&walk).await.json(), ngo.get_json(&path).await.json());
    let seen = opened["seen"].as_str().unwrap();
    assert_eq!((queued.as_str(), walked["current"]["seen"].as_str()), (Some(seen), Some(seen)));
    // While they look at it another change is marked.
    mark("The fee is higher").await;
    let source = law.to_string();
    let wording = [
        ("seen", seen),
        ("language", "en"),
        ("summary", "Renew it in the new way."),
        ("body", "Typed words"),
        ("sources", &source),
    ];
    let late = ngo.post_form(&format!("{path}/answer?_method=PUT"), &wording).await;
    assert_eq!(late.status, 409, "{}", late.main_text());
    let shown = late.main_text();
    assert!(shown.contains("A source was marked as changed while") && shown.contains("The fee is higher"), "{shown}");
    assert!(late.body.contains("Typed words") && late.body.contains("Renew it in the new way."), "nothing is lost");
    for (to, field) in [("/en/queue/renewals", "answers"), (&*walk, "answer")] {
        assert_eq!(ngo.post_form(to, &[(field, &answers), ("seen", seen)]).await.status, 409, "{to}");
    }
    assert_eq!(queue(&ngo, "review").await[0]["review_reason"], "The fee is higher", "it still waits");
    let now = ngo.get_json(&path).await.json()["seen"].as_str().unwrap().to_owned();
    ngo.post_form("/en/queue/renewals", &[("answers", &*answers), ("seen", &*now)]).await.location();
    assert!(queue(&ngo, "review").await.is_empty());
}

/// Two pages of the same answer: the second to be sent does not write over the first.
#[actix_web::test]
async fn a_wording_that_was_not_seen_is_not_written_over() {
    let app = TestApp::new().await;
    let (ngo, path, law) = answered(&app).await;
    let seen = ngo.get_json(&path).await.json()["seen"].as_str().unwrap().to_owned();
    let source = law.to_string();
    let send = async |body: &str, seen: &str| {
        let wording = [
            ("seen", seen),
            ("language", "en"),
            ("summary", "Renew it in the new way."),
            ("body", body),
            ("sources", &source),
        ];
        ngo.post_form(&format!("{path}/answer?_method=PUT"), &wording).await
    };
    send("What a colleague has written", &seen).await.location();
    let late = send("Typed from an old page", &seen).await;
    assert_eq!(late.status, 409, "{}", late.main_text());
    for part in ["What a colleague has written", "Typed from an old page"] {
        assert!(late.body.contains(part), "{part}: {}", late.main_text());
    }
    let now = ngo.get_json(&path).await.json()["seen"].as_str().unwrap().to_owned();
    send("Typed from an old page", &now).await.location();
}

#[actix_web::test]
async fn answers_of_two_bodies_are_renewed_each_in_its_own_name() {
    let app = TestApp::new().await;
    let Bodies { admin, ngo, .. } = bodies(&app).await;
    let law = source(&ngo).await;
    case(&app, "Where do I renew my permit?", "ngo").await;
    let first = queue(&ngo, "mine").await[0]["id"].clone();
    ngo.post_form(&format!("/en/queue/{first}/acceptance"), &[]).await.location();
    answer(&ngo, &first, law).await;
    // Another body, whose expert she becomes as well once the first has only its old answer.
    let other = organisation(&admin, "Aid", json!({ "kind": "ngo" })).await;
    let egor = app.member("Egor").await;
    accredit(&admin, other, "Egor").await;
    case(&app, "May my landlord keep the deposit?", "ngo").await;
    let waiting = [queue(&ngo, "mine").await, queue(&egor, "mine").await].concat();
    let second = waiting.iter().find(|item| item["id"] != first).unwrap()["id"].clone();
    let holder = if queue(&egor, "mine").await.is_empty() { &ngo } else { &egor };
    holder.post_form(&format!("/en/queue/{second}/acceptance"), &[]).await.location();
    answer(holder, &second, law).await;
    accredit(&admin, other, "Nina").await;

    ngo.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await.location();
    let review = queue(&ngo, "review").await;
    assert_eq!(review.len(), 2, "of both bodies that she answers for");
    let ids: Vec<String> = review.iter().map(|item| item["answer"].to_string()).collect();
    let both: Vec<(&str, &str)> = ids.iter().map(|id| ("answers", id.as_str())).collect();
    let unknown = [both.clone(), vec![("answers", "999999")]].concat();
    assert_eq!(ngo.post_form("/en/queue/renewals", &unknown).await.status, 404, "all of them, or none");
    assert_eq!(queue(&ngo, "review").await.len(), 2);
    ngo.post_form("/en/queue/renewals", &both).await.location();
    assert!(queue(&ngo, "review").await.is_empty());
}

/// What the asker adds while its expert writes is read before an answer is sent.
#[actix_web::test]
async fn what_was_added_meanwhile_is_shown_before_the_answer_is_sent() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let path = format!("/en/queue/{}", queue(&ngo, "mine").await[0]["id"]);
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let law = source(&ngo).await.to_string();
    let send = async |read: &str| {
        let wording = [
            ("read", read),
            ("language", "en"),
            ("summary", "Renew it at the office."),
            ("body", "Typed words"),
            ("sources", &law),
        ];
        ngo.post_form(&format!("{path}/answer?_method=PUT"), &wording).await
    };
    let form = ngo.get(&path).await;
    assert!(form.body.contains("name=\"read\" value=\"0\""), "{}", form.body);
    guest.post_form("/en/case/messages", &[("text", "It has run out already. Okapiokapi")]).await.location();
    let late = send("0").await;
    assert_eq!(late.status, 409, "{}", late.main_text());
    let shown = late.main_text();
    assert!(shown.contains("has added something while") && shown.contains("Okapiokapi"), "{shown}");
    assert!(late.body.contains("Typed words"), "nothing is lost");
    assert!(case_of(&guest).await["answer"].is_null());
    let now = ngo.get_json(&path).await.json()["read"].to_string();
    assert!(late.body.contains(&format!("name=\"read\" value=\"{now}\"")), "the form has shown it now");
    send(&now).await.location();
    assert_eq!(case_of(&guest).await["answer"]["summary"], "Renew it at the office.");

    // Asked again, an answered question is not given back as if nobody had answered.
    guest.post_form("/en/case/messages", &[("text", "And what does it cost?")]).await.location();
    let page = ngo.get(&path).await.main_text();
    assert!(!page.contains("Decline"), "{page}");
    let back = ngo.post_form(&format!("{path}/refusal"), &[("reason", "Not our field")]).await;
    assert_eq!(back.status, 409, "{}", back.main_text());
    assert_eq!(case_of(&guest).await["states"].as_array().unwrap().last().unwrap()["state"], "reviewing");
}

/// What nobody can read any more is not led to.
#[actix_web::test]
async fn a_withdrawn_question_has_no_public_page_to_lead_to() {
    let Published { app, nina, id, path, .. } = published().await;
    let of_expert = format!("/en/queue/{id}");
    assert_eq!(nina.get_json(&of_expert).await.json()["public"], format!("/en{path}"));
    app.db()
        .write(|tx| {
            use diesel::prelude::*;
            use mipas::db::schema::questions;
            let withdrawn = questions::state.eq(mipas::questions::State::Withdrawn);
            Ok(diesel::update(questions::table).set(withdrawn).execute(&mut **tx)?)
        })
        .await
        .unwrap();
    assert_eq!(app.guest().get(&format!("/en{path}")).await.status, 404);
    assert_eq!(nina.get_json(&of_expert).await.json()["public"], serde_json::Value::Null);
}

/// Nobody counts private answers by what lies between two public ones.
#[actix_web::test]
async fn numbers_of_answers_do_not_run_on() {
    let Published { app, nina, law, path, .. } = published().await;
    let second = super::versions::ask(&app, &nina, "How do I rent a flat?", "everyone").await;
    super::versions::answer(&nina, &second, "Look at the contract.", &[law]).await;
    let second =
        super::versions::publish(&nina, &second, "How do I rent a flat?", "What must be in the contract?").await;
    let mut ids = Vec::new();
    for path in [&path, &second] {
        ids.push(app.guest().get_json(&format!("/en{path}")).await.json()["answer"]["id"].as_i64().unwrap());
    }
    assert!(ids[0].abs_diff(ids[1]) > 1_000, "{ids:?}");
}

//! Who takes on an expert's work: others, when their accreditation has ended; a stand-in, while they are away.

use reqwest::Method;
use serde_json::{Value, json};

use super::answering::{answer, case, case_of, queue, source};
use super::following_up::{again, sweep, told};
use super::traces::number;
use crate::notifications::inbox;
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{TestApp, Visitor};

const ROUTED: &str = "SELECT count(*) AS number FROM activities WHERE kind = 'question.routed'";

#[actix_web::test]
async fn questions_of_an_expert_who_has_left_go_to_another_once() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, tomas) = (app.member("Nina").await, app.member("Tomas").await);
    let help = organisation(&ada, "Help", json!({})).await;
    let third = organisation(&ada, "Third", json!({})).await;
    accredit(&ada, help, "Nina").await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let id = queue(&nina, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    nina.post_form(&format!("{path}/acceptance"), &[]).await.location();
    accredit(&ada, third, "Tomas").await;
    sweep(&app).await;
    assert!(queue(&tomas, "mine").await.is_empty(), "who is there keeps what they have");

    let ended = "UPDATE accreditations SET until_at = from_at WHERE organisation_id = (SELECT min(organisation_id) \
                 FROM accreditations)";
    app.db().write(move |tx| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(ended), &mut **tx)?)).await.unwrap();
    sweep(&app).await;
    assert_eq!(queue(&tomas, "mine").await[0]["id"], id);
    assert_eq!(told(&app, &tomas).await, [("A question: Housing".to_owned(), "question-offered".to_owned())]);
    let states = case_of(&guest).await["states"].clone();
    assert_eq!(states.as_array().unwrap().last().unwrap()["state"], "received", "nobody has taken it yet");
    assert_eq!(nina.get(&path).await.status, 404);
    let routed = number(&app, ROUTED).await;
    sweep(&app).await;
    assert_eq!(number(&app, ROUTED).await, routed, "once");

    // It never comes back to who has declined it.
    tomas.post_form(&format!("{path}/refusal"), &[("reason", "Not our field")]).await.location();
    sweep(&app).await;
    assert!(queue(&tomas, "mine").await.is_empty());
    assert_eq!(queue(&tomas, "unassigned").await[0]["id"], id, "but may be taken there all the same");
    assert_eq!(number(&app, ROUTED).await, routed);
    tomas.post_form(&format!("{path}/acceptance"), &[]).await.location();
    assert_eq!(queue(&tomas, "mine").await[0]["id"], id);
}

#[actix_web::test]
async fn what_is_due_while_an_expert_is_away_goes_to_their_stand_in() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, egor) = (app.member("Nina").await, app.member("Egor").await);
    let help = organisation(&ada, "Help", json!({})).await;
    accredit(&ada, help, "Nina").await;
    let _guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let path = format!("/en/queue/{}", queue(&nina, "mine").await[0]["id"]);
    nina.post_form(&format!("{path}/acceptance"), &[]).await.location();
    accredit(&ada, help, "Egor").await;
    let leave = json!({ "until": "2099-01-31", "stand_in": egor.id.unwrap().0 });
    assert_eq!(nina.post_json("/en/settings/expert/absences", &leave).await.status, 201);
    sweep(&app).await;
    assert!(queue(&egor, "mine").await.is_empty(), "there is time");
    let today = super::following_up::local_day(&app);
    let soon = mipas::questions::add_working_days(today, 2);
    app.clock.advance(chrono::Duration::days((soon - today).num_days()));
    sweep(&app).await;
    let (nina, egor) = (again(&app, &nina).await, again(&app, &egor).await);
    assert_eq!(queue(&egor, "mine").await.len(), 1);
    assert!(told(&app, &egor).await.contains(&("A question: Housing".to_owned(), "question-offered".to_owned())));
    assert!(egor.get(&path).await.main_text().contains("Where do I renew my permit?"));
    assert!(queue(&nina, "mine").await.is_empty());
    let routed = number(&app, ROUTED).await;
    sweep(&app).await;
    assert_eq!(number(&app, ROUTED).await, routed, "once");
}

#[actix_web::test]
async fn a_stand_in_is_told_of_reviews_and_led_to_the_walk() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, egor) = (app.member("Nina").await, app.member("Egor").await);
    let help = organisation(&ada, "Help", json!({})).await;
    accredit(&ada, help, "Nina").await;
    let _guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let id = queue(&nina, "mine").await[0]["id"].clone();
    nina.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(&nina).await;
    answer(&nina, &id, law).await;
    accredit(&ada, help, "Egor").await;
    let changes = format!("/en/sources/{law}/changes");
    ada.post_form(&changes, &[("note", "The term is shorter")]).await.location();
    assert!(told(&app, &egor).await.is_empty(), "Nina is there");
    let line = inbox(&app, &nina).await["things"][0]["lines"][0].clone();
    assert_eq!(
        (&line["message"], &line["url"]),
        (&"notice-source-changed".into(), &format!("/en/sources/{law}/review").into())
    );

    let leave = json!({ "until": "2099-01-31", "stand_in": egor.id.unwrap().0 });
    assert_eq!(nina.post_json("/en/settings/expert/absences", &leave).await.status, 201);
    ada.post_form(&changes, &[("note", "And another one")]).await.location();
    let source_changed = ("Dėl užsieniečių teisinės padėties".to_owned(), "source-changed".to_owned());
    assert_eq!(told(&app, &egor).await, [source_changed]);
}

#[actix_web::test]
async fn a_question_goes_to_the_asker_s_municipality_before_the_country_and_never_first_to_another() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let mut experts = Vec::new();
    for (name, region) in [("Kaunė", "kauno-m"), ("Tauta", ""), ("Vilnė", "vilniaus-m")] {
        experts.push(app.member(name).await);
        let body = organisation(&ada, name, json!({ "region": region })).await;
        accredit(&ada, body, name).await;
    }
    let ask = async |place: &str| {
        let body = json!({ "text": "Where do I register my address?", "area": "housing", "audience": "ngo",
            "language": "en", "municipality": place });
        assert_eq!(app.guest().post_json("/en/ask", &body).await.status, 200, "{place}");
    };
    let load = async || {
        let mut counts = Vec::new();
        for expert in &experts {
            counts.push(queue(expert, "mine").await.len());
        }
        counts
    };
    // Whoever has less to do would come first otherwise.
    ask("vilniaus-m").await;
    ask("vilniaus-m").await;
    assert_eq!(load().await, [0, 0, 2], "the asker's own");
    ask("alytaus-m").await;
    ask("alytaus-m").await;
    assert_eq!(load().await, [0, 2, 2], "the whole country's");
    ask("").await;
    assert_eq!(load().await, [1, 2, 2], "where the place is not known, the least loaded");
}

/// Ends what somebody is accredited for.
async fn leaves(app: &TestApp, who: &Visitor) {
    let ended = format!("UPDATE accreditations SET until_at = from_at WHERE account_id = {}", who.id.unwrap().0);
    app.db()
        .write(move |tx| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(ended.clone()), &mut **tx)?))
        .await
        .unwrap();
}

/// Two experts of one body; the first has answered a question of this audience.
struct Colleagues {
    app: TestApp,
    ada: Visitor,
    nina: Visitor,
    egor: Visitor,
    guest: Visitor,
    id: Value,
    law: i64,
}

async fn colleagues(audience: &str) -> Colleagues {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, egor) = (app.member("Nina").await, app.member("Egor").await);
    let help = organisation(&ada, "Help", json!({})).await;
    accredit(&ada, help, "Nina").await;
    let guest = case(&app, "Where do I renew my permit? Zebrazebra", audience).await;
    let id = queue(&nina, "mine").await[0]["id"].clone();
    nina.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(&nina).await;
    answer(&nina, &id, law).await;
    accredit(&ada, help, "Egor").await;
    Colleagues { app, ada, nina, egor, guest, id, law }
}

/// Writes another answer than the one that stands.
async fn rewrite(expert: &Visitor, id: &Value, law: i64) -> u16 {
    let body = json!({ "language": "en", "summary": "Renew it in the new way.", "body": "Within a week.",
        "sources": [law.to_string()] });
    expert.send_json(Method::PUT, &format!("/en/queue/{id}/answer"), &body).await.status
}

#[actix_web::test]
async fn a_colleague_takes_over_the_answer_of_an_expert_who_has_left() {
    let Colleagues { app, nina, egor, guest, id, law, .. } = colleagues("ngo").await;
    let (path, acceptance) = (format!("/en/queue/{id}"), format!("/en/queue/{id}/acceptance"));
    let closed = egor.get(&path).await.main_text();
    assert!(closed.contains("Answered") && closed.contains("It is with:") && !closed.contains("Take"), "{closed}");
    assert_eq!(egor.post_json(&acceptance, &json!({})).await.status, 409, "Nina keeps it right");
    assert_eq!(rewrite(&egor, &id, law).await, 404);

    leaves(&app, &nina).await;
    let offered = egor.get(&path).await;
    assert!(offered.main_text().contains("Take over and change"), "{}", offered.main_text());
    assert!(!offered.body.contains("Zebrazebra"), "he reads it once he has it");
    let states = case_of(&guest).await["states"].clone();
    assert_eq!(egor.post_form(&acceptance, &[]).await.location(), path);
    assert!(egor.get(&path).await.main_text().contains("Zebrazebra"));
    assert_eq!(rewrite(&egor, &id, law).await, 200);
    let seen = case_of(&guest).await;
    assert_eq!((&seen["answer"]["summary"], &seen["states"]), (&"Renew it in the new way.".into(), &states));
    assert_eq!(number(&app, "SELECT count(*) AS number FROM activities WHERE kind = 'question.taken_over'").await, 1);
}

#[actix_web::test]
async fn a_private_answer_is_confirmed_by_who_can_read_it() {
    let Colleagues { app: _running, nina, egor, id, law, .. } = colleagues("ngo").await;
    nina.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await.location();
    let waiting = queue(&egor, "review").await;
    assert_eq!((waiting.len(), &waiting[0]["answer"]), (1, &Value::Null), "it is his body's, and not his to read");
    assert!(!egor.get("/en/queue?view=review").await.body.contains("name=\"answers\""));
    let answers = queue(&nina, "review").await[0]["answer"].to_string();
    let unread = egor.post_form("/en/queue/renewals", &[("answers", &answers)]).await;
    assert_eq!(unread.status, 403, "{}", unread.main_text());
    // It is stale: he may take it over though Nina is there.
    egor.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    assert_eq!(queue(&egor, "review").await[0]["answer"].to_string(), answers);
    egor.post_form("/en/queue/renewals", &[("answers", &answers)]).await.location();
    assert!(queue(&nina, "review").await.is_empty());
}

#[actix_web::test]
async fn while_an_expert_is_away_a_colleague_takes_over() {
    let Colleagues { app: _running, nina, egor, id, law, .. } = colleagues("ngo").await;
    let acceptance = format!("/en/queue/{id}/acceptance");
    assert_eq!(egor.post_json(&acceptance, &json!({})).await.status, 409);
    let leave = json!({ "until": "2099-01-31" });
    assert_eq!(nina.post_json("/en/settings/expert/absences", &leave).await.status, 201);
    assert_eq!(egor.post_json(&acceptance, &json!({})).await.status, 200);
    assert_eq!(rewrite(&egor, &id, law).await, 200);
}

#[actix_web::test]
async fn a_public_answer_is_put_right_after_its_question_was_closed() {
    let Colleagues { app, ada, nina, egor, guest, id, law } = colleagues("everyone").await;
    let path = format!("/en/queue/{id}");
    let words = [("title", "Renewing a permit"), ("text", "Where is a permit renewed?")];
    let public = nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    nina.post_form(&format!("{path}/closure"), &[("closing_reason", "Nothing more to say")]).await.location();
    ada.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await.location();
    let page = nina.get(&path).await.main_text();
    assert!(page.contains("Change the answer") && page.contains("The term is shorter"), "{page}");
    assert!(!page.contains("Send to the asker"), "the case is closed: {page}");
    assert_eq!(rewrite(&nina, &id, law).await, 200);
    let read = app.guest().get_json(&public).await.json()["answer"].clone();
    assert_eq!((&read["summary"], &read["stale"]), (&"Renew it in the new way.".into(), &false.into()));
    assert_eq!(case_of(&guest).await["states"].as_array().unwrap().last().unwrap()["state"], "closed");

    // So it is by a colleague, whom the walk leads there.
    ada.post_form(&format!("/en/sources/{law}/changes"), &[("note", "And the fee")]).await.location();
    leaves(&app, &nina).await;
    let walk = egor.get(&format!("/en/sources/{law}/review")).await;
    assert!(walk.main_text().contains("Take over and change"), "{}", walk.main_text());
    assert_eq!(egor.post_form(&format!("{path}/acceptance"), &[]).await.location(), path);
    answer(&egor, &id, law).await;
    assert_eq!(app.guest().get_json(&public).await.json()["answer"]["stale"], false);
    assert_eq!(nina.get(&path).await.status, 404);
}

#[actix_web::test]
async fn what_waits_for_its_asker_is_nobody_s_when_its_expert_has_left_and_goes_to_who_comes() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, tomas) = (app.member("Nina").await, app.member("Tomas").await);
    let help = organisation(&ada, "Help", json!({})).await;
    accredit(&ada, help, "Nina").await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let path = format!("/en/queue/{}", queue(&nina, "mine").await[0]["id"]);
    nina.post_form(&format!("{path}/acceptance"), &[]).await.location();
    nina.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await.location();
    leaves(&app, &nina).await;
    sweep(&app).await;
    let state = async || case_of(&guest).await["states"].as_array().unwrap().last().unwrap()["state"].clone();
    assert_eq!(state().await, "received", "nobody has it");
    let unplaced = "SELECT count(*) AS number FROM activities WHERE kind = 'question.unplaced'";
    assert_eq!(number(&app, unplaced).await, 1);
    sweep(&app).await;
    accredit(&ada, help, "Tomas").await;
    assert!(queue(&tomas, "mine").await.is_empty());
    sweep(&app).await;
    assert_eq!(queue(&tomas, "mine").await.len(), 1, "it has not waited for anybody to look for it");
    assert_eq!(number(&app, unplaced).await, 1, "once");
    tomas.post_form(&format!("{path}/acceptance"), &[]).await.location();
    assert_eq!(state().await, "with_expert");
}

#[actix_web::test]
async fn without_a_stand_in_a_colleague_has_what_is_due_then_another_body() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, egor, tomas) = (app.member("Nina").await, app.member("Egor").await, app.member("Tomas").await);
    let help = organisation(&ada, "Help", json!({})).await;
    accredit(&ada, help, "Nina").await;
    case(&app, "Where do I renew my permit?", "ngo").await;
    let path = format!("/en/queue/{}", queue(&nina, "mine").await[0]["id"]);
    nina.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let third = organisation(&ada, "Third", json!({})).await;
    accredit(&ada, third, "Tomas").await;
    accredit(&ada, help, "Egor").await;
    let leave = json!({ "until": "2099-01-31" });
    assert_eq!(nina.post_json("/en/settings/expert/absences", &leave).await.status, 201);
    let today = app.clock.now().utc().date_naive();
    let soon = mipas::questions::add_working_days(today, 2);
    app.clock.advance(chrono::Duration::days((soon - today).num_days()));
    sweep(&app).await;
    let (egor, tomas) = (again(&app, &egor).await, again(&app, &tomas).await);
    assert_eq!((queue(&egor, "mine").await.len(), queue(&tomas, "mine").await.len()), (1, 0), "of the same body");
    assert_eq!(egor.post_json("/en/settings/expert/absences", &leave).await.status, 201);
    sweep(&app).await;
    assert_eq!((queue(&egor, "mine").await.len(), queue(&tomas, "mine").await.len()), (0, 1));
    let state = "SELECT count(*) AS number FROM questions WHERE state = 'received'";
    assert_eq!(number(&app, state).await, 1, "another body begins anew");
}

#[actix_web::test]
async fn a_language_put_right_gives_the_question_to_who_speaks_it() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let mut experts = Vec::new();
    for (name, language) in [("Nina", "en"), ("Egor", "ru")] {
        experts.push(app.member(name).await);
        let body = organisation(&ada, name, json!({})).await;
        let scope = json!({ "member": name, "areas": ["housing"], "languages": [language] });
        assert_eq!(ada.post_json(&format!("/en/admin/organisations/{body}/experts"), &scope).await.status, 201);
    }
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let id = queue(&experts[0], "mine").await[0]["id"].clone();
    guest.post_form("/en/case/language?_method=PUT", &[("language", "ru")]).await.location();
    assert!(queue(&experts[0], "mine").await.is_empty());
    assert_eq!(queue(&experts[1], "mine").await[0]["id"], id);
    assert_eq!(experts[0].get(&format!("/en/queue/{id}")).await.status, 404, "it was never hers to take");
    // Once it is taken it stays.
    experts[1].post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    guest.post_form("/en/case/language?_method=PUT", &[("language", "en")]).await.location();
    assert_eq!(queue(&experts[1], "mine").await[0]["id"], id);
}

#[actix_web::test]
async fn the_least_loaded_is_a_person() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, egor) = (app.member("Nina").await, app.member("Egor").await);
    for name in ["Help", "Aid"] {
        let body = organisation(&ada, name, json!({})).await;
        accredit(&ada, body, "Nina").await;
    }
    let third = organisation(&ada, "Third", json!({})).await;
    accredit(&ada, third, "Egor").await;
    for text in ["Where do I renew my permit?", "May my landlord keep the deposit?"] {
        case(&app, text, "ngo").await;
    }
    assert_eq!((queue(&nina, "mine").await.len(), queue(&egor, "mine").await.len()), (1, 1));
}

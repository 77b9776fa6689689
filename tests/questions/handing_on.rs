//! Who takes on an expert's work: others, when their accreditation has ended; a stand-in, while they are away.

use serde_json::json;

use super::answering::{answer, case, case_of, queue, source};
use super::following_up::{again, sweep, told};
use super::traces::number;
use crate::notifications::inbox;
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::TestApp;

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

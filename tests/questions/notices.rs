//! Whom a change of a question is told, and by which words: asker, expert, coordinator, follower.

use mipas::accounts::Role;
use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, queue, source};
use super::following_up::{again, case, sweep, told};
use crate::notifications::{follow, inbox, mail_is_due, settle};
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{TestApp, Visitor};

/// Asks with an account, linked to it; the question's id.
async fn ask_linked(asker: &Visitor, audience: &str) -> Value {
    let mut fields = super::question("", "Where do I renew my permit? Zebrazebra");
    fields.retain(|(name, _)| *name != "audience");
    fields.extend([("audience", audience), ("link", "1"), ("checked", "1")]);
    let page = asker.post_form("/en/ask", &fields).await.location();
    page.rsplit('/').next().unwrap().parse::<i64>().unwrap().into()
}

/// The messages of what somebody was told, the newest first.
async fn messages(app: &TestApp, visitor: &Visitor) -> Vec<String> {
    told(app, visitor).await.into_iter().map(|(_, message)| message).collect()
}

async fn take(expert: &Visitor, id: &Value) -> String {
    let path = format!("/en/queue/{id}");
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    path
}

#[actix_web::test]
async fn each_change_is_told_to_whom_it_concerns() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, tomas, stasys) = (app.member("Nina").await, app.member("Tomas").await, app.member("Stasys").await);
    let help = organisation(&ada, "Help", json!({ "kind": "ngo" })).await;
    accredit(&ada, help, "Nina").await;
    let law = source(&nina).await;
    // What another was asked before, for everybody.
    case(&app, "everyone", json!({})).await;
    let original = queue(&nina, "mine").await[0]["id"].clone();
    let path = take(&nina, &original).await;
    let words = [("title", "Renewing a permit"), ("text", "Where is a permit renewed?")];
    let public = nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    answer(&nina, &original, law).await;
    let third = organisation(&ada, "Third", json!({ "kind": "ngo" })).await;
    let office = organisation(&ada, "Office", json!({ "kind": "state_body" })).await;
    let (third_id, office_id) = (third.to_string(), office.to_string());
    type Change<'a> = (&'a str, Vec<(&'a str, &'a str)>);
    let changes: [(&str, Change, &[&str]); 4] = [
        ("closing", ("closure", vec![("closing_reason", "Not a question for us")]), &["question-closed"]),
        ("duplicate", ("duplicate", vec![("duplicate_of", &public)]), &["question-duplicate"]),
        (
            "handed",
            ("hand-overs", vec![("organisation", &third_id), ("handing_reason", "They know")]),
            &["question-passed-on"],
        ),
        (
            "consent",
            ("hand-overs", vec![("organisation", &office_id), ("handing_reason", "They decide")]),
            &["question-consent"],
        ),
    ];
    for (number, (name, (noun, fields), wanted)) in changes.iter().enumerate() {
        let asker = app.member(&format!("Asker{number}")).await;
        let id = ask_linked(&asker, "ngo").await;
        let path = take(&nina, &id).await;
        // Others come once it is taken: it is Nina's.
        if *name == "handed" {
            accredit(&ada, third, "Tomas").await;
            accredit(&ada, office, "Stasys").await;
        }
        nina.post_form(&format!("{path}/{noun}"), fields).await.location();
        assert_eq!(messages(&app, &asker).await, *wanted, "{name}");
        mail_is_due(&app).await;
        let to = format!("Asker{number}@example.org");
        let letter = app.emails().into_iter().find(|letter| letter.to == to).expect("a letter to the asker");
        assert_eq!(letter.subject, "New: a message for you", "{name}: the area is the asker's own affair");
        let whole = format!("{letter:?}");
        assert!(!whole.contains("Housing") && !whole.contains("Zebra"), "{name}: {whole}");
    }
    // Who is given it learns that it was handed over, and is not told twice.
    assert_eq!(messages(&app, &tomas).await, ["question-handed"]);
    assert!(messages(&app, &stasys).await.is_empty(), "the asker has not agreed");
}

#[actix_web::test]
async fn what_did_not_help_leads_to_the_question() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let ona = app.member("Ona").await;
    let id = ask_linked(&ona, "ngo").await;
    let path = take(&ngo, &id).await;
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    app.clock.advance(chrono::Duration::days(15));
    sweep(&app).await;
    let (ngo, ona) = (again(&app, &ngo).await, again(&app, &ona).await);
    ona.post_form(&format!("/en/q/{id}/verdict"), &[("verdict", "no"), ("words", "It was closed.")]).await.location();
    let found = inbox(&app, &ngo).await;
    let line = found["things"][0]["lines"][0].clone();
    assert_eq!((&line["message"], &line["url"]), (&"notice-answer-doubted".into(), &path.as_str().into()));
    assert_eq!(ngo.get(&path).await.status, 200);
}

#[actix_web::test]
async fn a_coordinator_of_one_area_hears_of_that_area_alone() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let areas = ada.get_json("/en/areas").await.json();
    let id_of = |slug: &str| {
        let found = areas["areas"].as_array().unwrap().iter().find(|area| area["slug"] == slug);
        found.unwrap()["id"].to_string()
    };
    let (own, all) = (app.member("Koste").await, app.member_with("Visa", &[Role::Coordinator]).await);
    let grants = format!("/en/admin/members/{}/grants", own.id.unwrap());
    let wrong = [("role", "moderator"), ("area", &id_of("housing"))];
    assert_eq!(ada.post_form(&grants, &wrong).await.status, 422);
    let nowhere = [("role", "coordinator"), ("area", "999")];
    assert_eq!(ada.post_form(&grants, &nowhere).await.status, 422);
    let housing = id_of("housing");
    ada.post_form(&grants, &[("role", "coordinator"), ("area", &housing)]).await.location();
    assert!(ada.get(&format!("/en/admin/members/{}", own.id.unwrap())).await.main_text().contains("housing"));
    case(&app, "ngo", json!({})).await;
    let (guest, _) = case(&app, "ngo", json!({ "area": "citizenship" })).await;
    assert_eq!(messages(&app, &all).await.len(), 2);
    assert_eq!(told(&app, &own).await, [("A question: Housing".to_owned(), "question-unplaced".to_owned())]);
    let overview = own.get_json("/en/queue/overview").await.json();
    let slugs: Vec<&Value> = overview["areas"].as_array().unwrap().iter().map(|area| &area["slug"]).collect();
    assert_eq!((slugs, &overview["open"]), (vec![&Value::from("housing")], &1.into()));
    assert_eq!(all.get_json("/en/queue/overview").await.json()["open"], 2);
    assert_eq!(guest.get_json("/en/case").await.json()["outlook"]["coordinator_told"], true, "who coordinates all");
}

#[actix_web::test]
async fn followers_hear_of_public_answers_and_of_no_private_one() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let nina = app.member("Nina").await;
    let help = organisation(&ada, "Help", json!({ "kind": "ngo" })).await;
    accredit(&ada, help, "Nina").await;
    let law = source(&nina).await;
    let (rasa, muted) = (app.member("Rasa").await, app.member("Milda").await);
    follow(&rasa, &format!("organisation:{help}"), "watching").await;
    follow(&muted, &format!("organisation:{help}"), "muted").await;

    // A private one: nothing, whatever becomes of it.
    case(&app, "ngo", json!({})).await;
    let id = queue(&nina, "mine").await[0]["id"].clone();
    take(&nina, &id).await;
    answer(&nina, &id, law).await;
    settle(&app).await;
    assert!(told(&app, &rasa).await.is_empty());

    // Answered while it was held, then let through; the private words stay private.
    case(&app, "everyone", json!({})).await;
    let id = queue(&nina, "mine").await[0]["id"].clone();
    let path = take(&nina, &id).await;
    answer(&nina, &id, law).await;
    assert!(told(&app, &rasa).await.is_empty(), "nobody may read it yet");
    let words = [("title", "Renewing a permit"), ("text", "Where is a permit renewed?")];
    let public = nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    let line = |title: &str| (title.to_owned(), "organisation-answer".to_owned());
    assert_eq!(told(&app, &rasa).await, [line("Renewing a permit")]);
    let found = inbox(&app, &rasa).await;
    assert_eq!(found["things"][0]["lines"][0]["url"], public.as_str());
    // Written anew, or let through in other words: no news.
    answer(&nina, &id, law).await;
    nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    assert_eq!(told(&app, &rasa).await.len(), 1);

    // Public first, answered then; the asker is told as the asker, though they follow too.
    let ona = app.member("Ona").await;
    follow(&ona, &format!("organisation:{help}"), "muted").await;
    let id = ask_linked(&ona, "everyone").await;
    let path = take(&nina, &id).await;
    nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    assert_eq!(told(&app, &rasa).await.len(), 1, "not answered yet");
    answer(&nina, &id, law).await;
    assert_eq!(told(&app, &rasa).await.len(), 2);
    assert_eq!(messages(&app, &ona).await, ["question-answered"], "whatever they have muted");
    assert!(told(&app, &muted).await.is_empty());
    mail_is_due(&app).await;
    let letters: Vec<_> = app.emails().into_iter().filter(|letter| letter.to.starts_with("Rasa")).collect();
    assert!(letters.iter().any(|letter| letter.subject == "New: Renewing a permit"), "{letters:?}");
    assert!(!format!("{letters:?}").contains("Zebra"), "{letters:?}");

    // Withdrawn, it is gone from there as well.
    ona.post_form(&format!("/en/q/{id}/withdrawal"), &[]).await.location();
    assert_eq!(told(&app, &rasa).await.len(), 1);
}

//! The views of the queue: who sees what, a page at a time, by when, and what is late.

use chrono::{Datelike, Duration, NaiveTime};
use chrono_tz::Europe::Vilnius;
use mipas::accounts::Role;
use mipas::db::AreaId;
use mipas::i18n::ContentLanguage;
use mipas::questions::{Audience, NewQuestion, Owner, add_working_days, insert_question};
use mipas::translations::Words;
use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, queue, source};
use super::following_up::{again, case};
use super::open;
use crate::organisations::setup::{admin, organisation};
use crate::support::{TestApp, Visitor};

async fn area(visitor: &Visitor, slug: &str) -> AreaId {
    let areas = visitor.get_json("/en/areas").await.json();
    let found = areas["areas"].as_array().unwrap().iter().find(|area| area["slug"] == slug).unwrap();
    AreaId(found["id"].as_i64().unwrap())
}

/// Asks so many questions at once.
async fn ask_many(app: &TestApp, area: AreaId, audience: Audience, count: usize, name: &'static str) {
    let new = move |number: usize| NewQuestion {
        owner: Owner::Key(format!("{name}{number}")),
        audience,
        area,
        situation: None,
        urgent: false,
        municipality: None,
        notify: None,
        language: ContentLanguage::from_code("en").unwrap(),
        words: Words { title: format!("{name} {number}"), ..Words::default() },
    };
    let all =
        move |tx: &mut mipas::db::Tx| (0..count).try_for_each(|number| insert_question(tx, &new(number)).map(drop));
    app.db().write(all).await.unwrap();
}

/// All pages of a view: the ids on each.
async fn pages(visitor: &Visitor, view: &str) -> Vec<Vec<i64>> {
    let mut pages = Vec::new();
    let mut after = String::new();
    loop {
        let page = visitor.get_json(&format!("/en/queue?view={view}&after={after}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let page = page.json();
        pages.push(page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect());
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => return pages,
        }
    }
}

#[actix_web::test]
async fn what_is_kept_from_a_body_does_not_push_out_what_is_not() {
    let app = TestApp::new().await;
    let housing = area(&app.guest(), "housing").await;
    ask_many(&app, housing, Audience::Ngo, 110, "kept").await;
    ask_many(&app, housing, Audience::NgoAndState, 2, "open").await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let seen = pages(&state, "unassigned").await;
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [2], "all that it may read is on its first page");
    let seen = pages(&ngo, "unassigned").await;
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 12]);
    let all: std::collections::HashSet<i64> = seen.concat().into_iter().collect();
    assert_eq!(all.len(), 112, "each once");
    let first = ngo.get("/en/queue?view=unassigned").await;
    assert!(first.body.contains("rel=\"next\" href=\"/en/queue?view=unassigned&amp;after="), "{}", first.main_text());
    assert!(!state.get("/en/queue?view=unassigned").await.body.contains("rel=\"next\""));
    assert_eq!(ngo.get("/en/queue?view=unassigned&after=3.1.1").await.status, 400);
}

#[actix_web::test]
async fn each_accreditation_admits_to_its_own_areas() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let nina = app.member("Nina").await;
    for (name, kind, areas) in [("Help", "ngo", ["housing"]), ("Office", "state_body", ["citizenship"])] {
        let body = organisation(&ada, name, json!({ "kind": kind })).await;
        let with = json!({ "member": "Nina", "areas": areas, "languages": ["en"] });
        assert_eq!(ada.post_json(&format!("/en/admin/organisations/{body}/experts"), &with).await.status, 201);
    }
    let citizenship = area(&nina, "citizenship").await;
    ask_many(&app, citizenship, Audience::Ngo, 1, "kept").await;
    for view in ["mine", "organisation", "unassigned", "overdue", "review"] {
        assert!(queue(&nina, view).await.is_empty(), "{view}: there she answers for a state body");
    }
    app.clock.advance(Duration::days(30));
    assert!(queue(&again(&app, &nina).await, "overdue").await.is_empty());
    // Somebody who answers there for an NGO sees it.
    let tomas = app.member("Tomas").await;
    let ada = again(&app, &ada).await;
    let body = organisation(&ada, "Third", json!({ "kind": "ngo" })).await;
    let with = json!({ "member": "Tomas", "areas": ["citizenship"], "languages": ["en"] });
    ada.post_json(&format!("/en/admin/organisations/{body}/experts"), &with).await;
    assert_eq!(queue(&tomas, "unassigned").await.len(), 1);
}

#[actix_web::test]
async fn the_day_that_is_shown_is_the_last_one_of_the_term() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    // Half past ten in the evening by UTC, when in Lithuania it is the next day.
    let now = app.clock.now().utc();
    let late = now.date_naive().and_time(NaiveTime::from_hms_opt(22, 30, 0).unwrap()).and_utc();
    let wait = if late > now { late - now } else { late + Duration::days(1) - now };
    app.clock.advance(wait);
    let today = app.clock.now().utc().with_timezone(&Vilnius).date_naive();
    assert_ne!(today, app.clock.now().utc().date_naive());
    case(&app, "ngo", json!({})).await;
    let last = add_working_days(today, 5);
    let shown = format!("Answer by\n{} {}", last.day(), last.format("%B %Y"));
    let page = ngo.get("/en/queue").await.main_text();
    assert!(page.contains(&shown), "{shown} in {page}");
    let overview = koste.get("/en/queue/overview").await.main_text();
    assert!(overview.contains(&format!("{} {}", last.day(), last.format("%B %Y"))), "{overview}");
    assert_eq!(queue(&ngo, "mine").await[0]["overdue"], false);
}

#[actix_web::test]
async fn while_the_asker_is_waited_for_nothing_is_overdue() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    let (_, key) = case(&app, "ngo", json!({})).await;
    let path = format!("/en/queue/{}", queue(&ngo, "mine").await[0]["id"]);
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    ngo.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await.location();
    app.clock.advance(Duration::days(20));
    let (ngo, koste) = (again(&app, &ngo).await, again(&app, &koste).await);
    let late = |page: Value| (page["overdue"].as_i64().unwrap(), page["open"].as_i64().unwrap());
    assert_eq!(queue(&ngo, "mine").await[0]["overdue"], false);
    assert!(queue(&ngo, "overdue").await.is_empty());
    let overview = koste.get_json("/en/queue/overview").await.json();
    assert!(!overview.to_string().contains("\"oldest\":\"2"), "nothing is due");
    assert_eq!(late(overview), (0, 1));

    // With the asker's words begins a term, and that can be missed.
    let mut guest = app.guest();
    open(&mut guest, "en", &key).await;
    guest.post_form("/en/case/messages", &[("text", "A temporary one")]).await.location();
    assert_eq!(queue(&ngo, "mine").await[0]["overdue"], false);
    app.clock.advance(Duration::days(20));
    let (ngo, koste) = (again(&app, &ngo).await, again(&app, &koste).await);
    assert_eq!(queue(&ngo, "overdue").await[0]["overdue"], true);
    assert_eq!(late(koste.get_json("/en/queue/overview").await.json()), (1, 1));
}

#[actix_web::test]
async fn the_answers_of_one_source_are_looked_at_in_one_list() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let (law, other) = (source(&ngo).await, {
        let body = json!({ "kind": "page", "title_en": "Another page", "url": "https://example.org/another" });
        ngo.post_json("/en/sources", &body).await.json()["id"].as_i64().unwrap()
    });
    let mut ids = Vec::new();
    for (audience, cited) in [("ngo", law), ("ngo", law), ("ngo", other)] {
        case(&app, audience, json!({})).await;
        let id = queue(&ngo, "mine").await[0]["id"].clone();
        ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        answer(&ngo, &id, cited).await;
        ids.push(id);
    }
    for marked in [law, other] {
        let note = [("note", "The term is shorter")];
        editor.post_form(&format!("/en/sources/{marked}/changes"), &note).await.location();
    }
    assert_eq!(queue(&ngo, "review").await.len(), 3);
    let page = ngo.get_json(&format!("/en/queue?view=review&source={law}")).await.json();
    let listed: Vec<&Value> = page["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
    assert!(listed.len() == 2 && listed.contains(&&ids[0]) && listed.contains(&&ids[1]), "{page}");
    assert_eq!(page["source"]["title"], "Dėl užsieniečių teisinės padėties");
    let answers: Vec<String> = page["items"].as_array().unwrap().iter().map(|one| one["answer"].to_string()).collect();
    let html = ngo.get(&format!("/en/queue?view=review&source={law}")).await.body;
    assert!(answers.iter().all(|id| html.contains(&format!("name=\"answers\" value=\"{id}\""))), "boxes to tick");
    let link = format!("href=\"/en/queue?view=review&amp;source={law}\"");
    assert!(ngo.get(&format!("/en/sources/{law}")).await.body.contains(&link));
    assert!(!editor.get(&format!("/en/sources/{law}")).await.body.contains(&link), "she answers for nobody");
    let fields: Vec<(&str, &str)> = answers.iter().map(|id| ("answers", id.as_str())).collect();
    ngo.post_form("/en/queue/renewals", &fields).await.location();
    let left = ngo.get_json(&format!("/en/queue?view=review&source={law}")).await.json();
    assert_eq!(left["items"], json!([]));
    assert_eq!(queue(&ngo, "review").await.len(), 1, "the other source's");

    assert!(
        state.get_json(&format!("/en/queue?view=review&source={other}")).await.json()["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(ngo.get(&format!("/en/queue?view=mine&source={law}")).await.status, 404);
    assert_eq!(ngo.get("/en/queue?view=review&source=999").await.status, 404);
}

#[actix_web::test]
async fn an_editor_sees_which_public_answers_a_change_touches() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let law = source(&ngo).await;
    for (audience, title) in [("everyone", Some("Renewing a permit")), ("ngo", None), ("everyone", Some("Moving"))] {
        case(&app, audience, json!({})).await;
        let expert = if queue(&ngo, "mine").await.is_empty() { &state } else { &ngo };
        let path = format!("/en/queue/{}", queue(expert, "mine").await[0]["id"]);
        expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
        if let Some(title) = title {
            let words = [("title", title), ("text", "Where is it done?")];
            expert.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
        }
        if title == Some("Moving") {
            continue;
        }
        let id = queue(expert, "mine").await[0]["id"].clone();
        answer(expert, &id, law).await;
    }
    let page = format!("/en/sources/{law}");
    assert_eq!(editor.get_json(&page).await.json()["doubted"], json!([]));
    editor.post_form(&format!("{page}/changes"), &[("note", "The term is shorter")]).await.location();
    let seen = editor.get_json(&page).await;
    let doubted = seen.json()["doubted"].as_array().unwrap().clone();
    assert_eq!(doubted.len(), 1, "{}", seen.body);
    assert_eq!((&doubted[0]["title"], &doubted[0]["stale"]), (&"Renewing a permit".into(), &true.into()));
    assert!(!seen.body.contains("Zebra"), "{}", seen.body);
    assert!(editor.get(&page).await.main_text().contains("Public answers to be reviewed because of the change"));
    assert_eq!(app.guest().get_json(&page).await.json()["doubted"], json!([]));
    // Its title is Lithuanian alone: that is what search engines are told.
    let html = app.guest().get(&page).await.body;
    assert!(
        html.contains("rel=\"alternate\" hreflang=\"lt\"") && !html.contains("rel=\"alternate\" hreflang=\"ru\""),
        "{html}"
    );
}

#[actix_web::test]
async fn the_page_of_an_area_leads_to_the_rest_of_its_questions() {
    let app = TestApp::new().await;
    let (guest, ona) = (app.guest(), app.member("Ona").await);
    let housing = area(&guest, "housing").await;
    let by = ona.id.unwrap();
    let link = "href=\"/en/questions?area=housing\"";
    for (name, more) in [("first", 10), ("second", 1)] {
        ask_many(&app, housing, Audience::Everyone, more, name).await;
        app.db()
            .write(move |tx| {
                use diesel::prelude::*;
                use mipas::db::schema::questions;
                use mipas::questions::Question;
                let held: Vec<Question> = questions::table
                    .filter(questions::published_at.is_null())
                    .select(Question::as_select())
                    .load(&mut **tx)?;
                held.iter().enumerate().try_for_each(|(number, question)| {
                    let words = Words { title: format!("{name} {number}"), ..Words::default() };
                    mipas::questions::let_through(tx, question, &words, by).map(drop)
                })
            })
            .await
            .unwrap();
        assert_eq!(guest.get("/en/areas/housing").await.body.contains(link), name == "second", "{name}");
    }
}

#[actix_web::test]
async fn what_is_offered_as_similar_says_that_it_may_be_out_of_date() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    case(&app, "everyone", json!({})).await;
    let expert = if queue(&ngo, "mine").await.is_empty() { &state } else { &ngo };
    let id = queue(expert, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let words = [("title", "Where do I renew my permit?"), ("text", "Where do I renew my permit? At which office?")];
    expert.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    let law = source(expert).await;
    answer(expert, &id, law).await;
    crate::search::indexed(&app).await;
    let typed = super::question("", "At which office do I renew my permit?");
    let offered = async || app.guest().post_form("/en/ask/similar", &typed).await.main_text();
    let fresh = offered().await;
    assert!(fresh.contains("Where do I renew my permit?") && !fresh.contains("May be out of date"), "{fresh}");
    app.clock.advance(Duration::days(200));
    let stale = offered().await;
    assert!(stale.contains("Where do I renew my permit?") && stale.contains("May be out of date"), "{stale}");
    // At the desk, among what a question may be a duplicate of.
    let ngo = again(&app, &ngo).await;
    case(&app, "ngo", json!({ "text": "Where do I renew my permit, at which office?" })).await;
    let path = format!("/en/queue/{}", queue(&ngo, "mine").await[0]["id"]);
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let desk = ngo.get_json(&path).await.json();
    assert_eq!(desk["desk"]["similar"][0]["stale"], true, "{desk}");
    assert!(ngo.get(&path).await.main_text().contains("May be out of date"));
}

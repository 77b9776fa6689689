use serde_json::json;

use super::setup::{admin, application, apply, slugs};
use crate::notifications::{inbox, lines, mail_is_due};
use crate::support::TestApp;

#[actix_web::test]
async fn an_application_is_approved_and_the_applicant_speaks_for_it() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    assert_eq!(app.guest().get("/en/organisations/new").await.status, 303);
    assert!(ona.get("/lt/organisations/new").await.main_text().contains("Prisijungti kaip organizacijai"));
    let page = apply(&ona, "Соседи").await;
    assert_eq!(page, "/en/organisations/sosedi");
    assert!(ona.get(&page).await.main_text().contains("Your application has been received"));
    let waiting = ada.get_json("/en/admin/organisations").await.json();
    let id = waiting["waiting"][0]["id"].as_i64().unwrap();
    assert_eq!(waiting["waiting"][0]["applicant"]["name"], "Ona");
    let form = ada.get(&format!("/en/admin/organisations/{id}")).await;
    assert!(form.main_text().contains("We help each other since 2019."));
    let decision = format!("/en/admin/organisations/{id}/decision");
    ada.post_form(&decision, &[("decision", "listed")]).await.location();
    assert_eq!(lines(&app, &ona).await[0].1, "organisation_decided");
    assert_eq!(slugs(&app.guest().get_json("/en/organisations").await.json()), ["sosedi"]);
    let seen = app.guest().get_json(&page).await.json();
    assert_eq!(seen["representatives"][0]["person"]["name"], "Ona");
    assert_eq!(seen["representatives"][0]["person"]["roles"], json!(["representative"]));
    assert_eq!(seen["website"], "https://example.org/us");
    let again = ada.post_form(&decision, &[("decision", "declined"), ("reason", "Changed my mind")]).await;
    assert_eq!(again.status, 409, "decided once");

    // Reading the page is reading the notice; their own page is theirs to change, but for address and kind.
    assert_eq!(ona.get(&page).await.status, 200);
    assert_eq!(inbox(&app, &ona).await["unread"], 0);
    let form = ona.get_json(&format!("{page}/edit")).await.json();
    let body = json!({
        "name_ru": "Соседи и друзья", "name_lt": "Kaimynai", "kind": "state_body", "slug": "other",
        "revisions": form["revisions"],
    });
    assert_eq!(ona.send_json(reqwest::Method::PUT, &page, &body).await.status, 200);
    let changed = app.guest().get_json("/lt/organisations/sosedi").await.json();
    assert_eq!((changed["name"].as_str(), changed["kind"].as_str()), (Some("Kaimynai"), Some("migrants")));
}

#[actix_web::test]
async fn a_declined_applicant_learns_why() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let page = apply(&ona, "Соседи").await;
    let bare = ada.post_form("/en/admin/organisations/1/decision", &[("decision", "declined")]).await;
    assert_eq!(bare.status, 422, "not without a reason");
    let fields = [("decision", "declined"), ("reason", "Please add who you are.")];
    ada.post_form("/en/admin/organisations/1/decision", &fields).await.location();
    let told = inbox(&app, &ona).await;
    assert_eq!(told["things"][0]["title"], "Соседи");
    assert_eq!(told["things"][0]["lines"][0]["reason"], "Please add who you are.");
    assert_eq!(told["things"][0]["lines"][0]["url"], page.as_str());
    mail_is_due(&app).await;
    let letter = app.emails().pop().unwrap();
    assert!(letter.text.contains("Your organisation was not listed") && letter.to == "Ona@example.org");
    assert!(ona.get(&page).await.main_text().contains("Please add who you are."));
    assert_eq!(app.guest().get(&page).await.status, 404);
    assert!(ona.get_json(&page).await.json()["following"].is_null());

    // Thought over, it is listed as if it had been at once.
    let twice = ada.post_form("/en/admin/organisations/1/decision", &fields).await;
    assert_eq!(twice.status, 409, "it is declined already");
    assert_eq!(ada.delete_form("/en/admin/organisations/1/withdrawal", &[]).await.status, 409);
    ada.post_form("/en/admin/organisations/1/decision", &[("decision", "listed")]).await.location();
    let told = inbox(&app, &ona).await;
    assert_eq!(told["things"][0]["lines"][0]["message"], "notice-organisation-listed");
    assert_eq!(app.guest().get_json(&page).await.json()["representatives"][0]["person"]["name"], "Ona");
}

#[actix_web::test]
async fn an_application_needs_a_name_and_a_reason() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    for left_out in ["name_ru", "why", "kind"] {
        let fields = application("Соседи");
        let fields: Vec<(&str, &str)> =
            fields.iter().filter(|(key, _)| *key != left_out).map(|(key, value)| (*key, value.as_str())).collect();
        let answer = ona.post_form("/en/organisations", &fields).await;
        assert_eq!(answer.status, 422, "without {left_out}");
        assert!(answer.body.contains("https://example.org/us") || answer.body.contains("example.org/us"));
    }
    // Sent twice, it is one application.
    let fields = application("Соседи");
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fields.push(("idempotency_key", "0123456789"));
    let first = ona.post_form("/en/organisations", &fields).await.location();
    assert_eq!(ona.post_form("/en/organisations", &fields).await.location(), first);
    assert_eq!(apply(&ona, "Соседи").await, "/en/organisations/sosedi-2");
    apply(&ona, "Соседи").await;
    fields.pop();
    assert_eq!(ona.post_form("/en/organisations", &fields).await.status, 409, "three wait already");
}

#[actix_web::test]
async fn administrators_are_told_of_an_application_until_it_is_decided() {
    let app = TestApp::new().await;
    let (ada, ona, petras) = (admin(&app).await, app.member("Ona").await, app.member("Petras").await);
    apply(&ona, "Соседи").await;
    let told = inbox(&app, &ada).await;
    let thing = &told["things"][0];
    assert_eq!(thing["title"], "Соседи");
    assert_eq!(thing["lines"][0]["message"], "notice-organisation-applied");
    assert_eq!(thing["lines"][0]["url"], "/en/admin/organisations/1");
    for other in [&ona, &petras] {
        assert_eq!(inbox(&app, other).await["things"], json!([]));
    }
    mail_is_due(&app).await;
    let letter = app.emails().pop().unwrap();
    assert!(letter.to.starts_with("Ada") && letter.text.contains("An organisation asks to be listed"), "{letter:?}");
    ada.post_form("/en/admin/organisations/1/decision", &[("decision", "listed")]).await.location();
    assert_eq!(inbox(&app, &ada).await["things"], json!([]), "decided: it waits no more");
}

#[actix_web::test]
async fn the_mandate_that_comes_with_approval_can_end() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let page = apply(&ona, "Соседи").await;
    let decision = "/en/admin/organisations/1/decision";
    let past = ada.post_form(decision, &[("decision", "listed"), ("until", "2020-01-01")]).await;
    assert_eq!(past.status, 422, "{}", past.main_text());
    let last = app.clock.now().utc().date_naive() + chrono::Duration::days(30);
    ada.post_form(decision, &[("decision", "listed"), ("until", &last.to_string())]).await.location();
    let seen = app.guest().get_json(&page).await.json();
    assert!(seen["representatives"][0]["until_at"].as_str().unwrap().starts_with(&last.to_string()), "{seen}");
    app.clock.advance(chrono::Duration::days(32));
    assert_eq!(app.guest().get_json(&page).await.json()["representatives"], json!([]));
}

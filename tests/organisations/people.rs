use serde_json::json;

use super::setup::{accredit, admin, belong, organisation};
use crate::support::TestApp;

#[actix_web::test]
async fn a_mandate_begins_and_ends() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    let people = format!("/en/admin/organisations/{id}/people");
    let tomorrow = (app.clock.now() + chrono::Duration::days(3)).utc().format("%Y-%m-%d").to_string();
    let fields = [("member", "Ona"), ("role", "representative"), ("from", tomorrow.as_str())];
    ada.post_form(&people, &fields).await.location();
    let page = "/en/organisations/harbour-lt";
    let edit = format!("{page}/edit");
    assert_eq!(ona.get(&edit).await.status, 403, "not yet");
    assert!(!app.guest().get(page).await.main_text().contains("Ona"));
    app.clock.advance(chrono::Duration::days(4));
    assert_eq!(ona.get(&edit).await.status, 200);
    assert!(app.guest().get(page).await.main_text().contains("Ona"));
    let twice = ada.post_form(&people, &fields).await;
    assert_eq!(twice.status, 409);
    let membership = ada.get_json(&people).await.json()["people"][0]["id"].as_i64().unwrap();
    ada.delete_form(&format!("{people}/{membership}"), &[]).await.location();
    assert_eq!(ona.get(&edit).await.status, 403);
    assert!(!app.guest().get(page).await.main_text().contains("Ona"));
    assert_eq!(ada.get_json(&people).await.json()["ended"][0]["role"], "representative");
}

#[actix_web::test]
async fn days_and_names_are_checked() {
    let app = TestApp::new().await;
    let (ada, _ona) = (admin(&app).await, app.member("Ona").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    let people = format!("/en/admin/organisations/{id}/people");
    for (field, value) in [
        ("member", "Nobody Here"),
        ("role", "king"),
        ("from", "tomorrow"),
        ("until", "2001-01-01"),
        ("until", "31.12.2099"),
    ] {
        let mut body = json!({ "member": "Ona", "role": "member" });
        body[field] = value.into();
        let answer = ada.post_json(&people, &body).await;
        assert_eq!(answer.status, 422, "{field}={value}");
        assert!(answer.json()["fields"][field].is_string(), "{}", answer.body);
    }
    let backwards = json!({ "member": "Ona", "role": "member", "from": "2099-02-01", "until": "2099-01-01" });
    assert_eq!(ada.post_json(&people, &backwards).await.status, 422);
}

/// A role that comes with a mandate or an accreditation is a grant: badges and rights follow, and it ends with it.
#[actix_web::test]
async fn roles_come_and_go_with_the_organisation() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let account = ona.id.unwrap();
    let id = organisation(&ada, "Harbour", json!({})).await;
    let expert = accredit(&ada, id, "Ona").await;
    belong(&ada, id, "Ona", "representative").await;
    let roles = async || app.guest().get_json(&format!("/en/u/{account}")).await.json()["person"]["roles"].clone();
    assert_eq!(roles().await, json!(["expert", "representative"]));
    assert!(ona.get("/en/settings").await.body.contains("/en/settings/expert"));

    // By hand it is not taken back: it would not agree any more.
    let member = format!("/en/admin/members/{account}");
    let shown = ada.get(&member).await;
    assert!(shown.main_text().contains("Through an organisation") && !shown.main_text().contains("Take back"));
    let grants = ada.get_json(&member).await.json()["grants"].clone();
    let refused = ada.delete_form(&format!("{member}/grants/{}", grants[0]["id"]), &[]).await;
    assert_eq!(refused.status, 409);

    ada.delete_form(&format!("/en/admin/organisations/{id}/experts/{expert}"), &[]).await.location();
    assert_eq!(roles().await, json!(["representative"]));
    let withdrawal = format!("/en/admin/organisations/{id}/withdrawal");
    ada.post_form(&withdrawal, &[("reason", "It was closed.")]).await.location();
    assert_eq!(roles().await, json!([]));
    let fields = [("member", "Ona"), ("role", "member")];
    let closed = ada.post_form(&format!("/en/admin/organisations/{id}/people"), &fields).await;
    assert_eq!(closed.status, 409, "nobody is added to what is not listed");
    ada.delete_form(&withdrawal, &[]).await.location();
    assert_eq!(app.guest().get("/en/organisations/harbour-lt").await.status, 200);
    assert!(!app.guest().get("/en/organisations/harbour-lt").await.main_text().contains("Ona"));
}

#[actix_web::test]
async fn an_organisation_is_followed() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    crate::notifications::follow(&ona, &format!("organisation:{id}"), "watching").await;
    assert_eq!(ona.get_json("/en/organisations/harbour-lt").await.json()["following"]["level"], "watching");
    let list = ona.get_json("/lt/settings/following").await.json();
    assert_eq!(list["groups"][0]["kind"], "organisation");
    assert_eq!(list["groups"][0]["things"][0]["name"], "Harbour lt");
    assert!(ona.get("/lt/settings/following").await.main_text().contains("Organizacijos"));
    ada.post_form(&format!("/en/admin/organisations/{id}/withdrawal"), &[("reason", "It was closed.")])
        .await
        .location();
    let list = ona.get_json("/lt/settings/following").await.json();
    assert!(list["groups"].as_array().unwrap().is_empty(), "its name is told no more");
}

#[actix_web::test]
async fn an_erased_account_leaves_its_organisations() {
    let app = TestApp::new().await;
    let (ada, ona, jon) = (admin(&app).await, app.member("Ona").await, app.member("Jon").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    accredit(&ada, id, "Ona").await;
    accredit(&ada, id, "Jon").await;
    belong(&ada, id, "Ona", "member").await;
    let leave = json!({ "until": "2099-01-01", "stand_in": ona.id.unwrap().0 });
    assert_eq!(jon.post_json("/en/settings/expert/absences", &leave).await.status, 201);
    let waits = super::setup::apply(&ona, "Соседи").await;
    let gone = ona.delete_form("/en/settings/delete", &[("password", "correct horse Ona")]).await;
    assert_eq!(gone.status, 303, "{}", gone.main_text());
    let page = app.guest().get_json("/en/organisations/harbour-lt").await.json();
    assert_eq!((page["unnamed_experts"].as_i64(), page["members"].as_array().map(Vec::len)), (Some(1), Some(0)));
    assert!(jon.get_json("/en/settings/expert").await.json()["absences"][0]["stand_in"].is_null());
    assert_eq!(app.guest().get(&waits).await.status, 404);
    assert!(ada.get_json("/en/admin/organisations").await.json()["waiting"].as_array().unwrap().is_empty());
}

use mipas::db::{AccreditationId, AreaId, OrganisationId};
use mipas::i18n::{ContentLanguage, Lang};
use mipas::organisations::{away, list_accreditations, list_experts, load_badges};
use serde_json::json;

use super::setup::{accredit, admin, belong, organisation};
use crate::support::TestApp;

#[actix_web::test]
async fn an_expert_chooses_whether_the_name_is_shown() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona Slapta").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    let expert = accredit(&ada, id, "Ona Slapta").await;
    let page = "/en/organisations/harbour-lt";
    let unnamed = app.guest().get(page).await.main_text();
    assert!(unnamed.contains("1 further expert answers without showing a name"), "{unnamed}");
    let name = format!("/en/settings/expert/{expert}/name");
    let stranger = app.member("Petras").await;
    assert_eq!(stranger.post_form(&name, &[]).await.status, 404);
    assert_eq!(ada.post_form(&name, &[]).await.status, 404, "nor an administrator");
    ona.post_form(&name, &[]).await.location();
    let named = app.guest().get(page).await.main_text();
    assert!(named.contains("Ona Slapta") && named.contains("Housing") && named.contains("English"), "{named}");
    ona.delete_form(&name, &[]).await.location();
    assert!(!app.guest().get(page).await.body.contains("Slapta"));
}

#[actix_web::test]
async fn an_accreditation_is_changed_by_giving_it_again() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    let first = accredit(&ada, id, "Ona").await;
    let experts = format!("/en/admin/organisations/{id}/experts");
    let changed = json!({ "member": "@ona", "areas": ["work"], "languages": ["uk"], "until": "2099-05-31" });
    let again = ada.post_json(&experts, &changed).await;
    assert_eq!(again.json()["id"].as_i64(), Some(first), "{}", again.body);
    let page = ada.get_json(&experts).await.json();
    assert_eq!(page["experts"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&page["experts"][0]["languages"], &page["experts"][0]["areas"]),
        (&json!(["uk"]), &json!(["Work and self-employment"]))
    );
    let grants = ada.get_json(&format!("/en/admin/members/{}", ona.id.unwrap())).await.json()["grants"].clone();
    assert_eq!(grants[0]["until_at"], page["experts"][0]["until_at"], "the role ends with it");
    for (field, value) in [("areas", json!([])), ("languages", json!([])), ("languages", json!(["xx"]))] {
        let mut body = changed.clone();
        body[field] = value;
        assert!(ada.post_json(&experts, &body).await.json()["fields"][field].is_string(), "{field}");
    }
}

/// What questions will ask.
#[actix_web::test]
async fn experts_are_found_by_area_with_their_badges() {
    let app = TestApp::new().await;
    let (ada, ona, jon) = (admin(&app).await, app.member("Ona").await, app.member("Jon").await);
    let id = organisation(&ada, "Harbour", json!({ "kind": "state_body" })).await;
    let (first, second) = (accredit(&ada, id, "Ona").await, accredit(&ada, id, "Jon").await);
    jon.post_form(&format!("/en/settings/expert/{second}/name"), &[]).await.location();
    let now = app.clock.now();
    let (housing, work) = app
        .db()
        .read(|conn| {
            Ok((mipas::areas::find_id(conn, "housing")?.unwrap(), mipas::areas::find_id(conn, "work")?.unwrap()))
        })
        .await
        .unwrap();
    let listed = async |area: AreaId, now| app.db().read(move |conn| Ok(list_experts(conn, area, now)?)).await.unwrap();
    let experts = listed(housing, now).await;
    assert_eq!(experts.iter().map(|expert| expert.id.0).collect::<Vec<_>>(), [first, second]);
    assert_eq!(experts[0].organisation, OrganisationId(id));
    assert_eq!(experts[0].languages, ["lt", "en"].map(|code| ContentLanguage::from_code(code).unwrap()));
    assert!(listed(work, now).await.is_empty());

    let account = ona.id.unwrap();
    let badges = async || {
        app.db()
            .read(move |conn| {
                let viewer = mipas::accounts::Viewer::guest(Lang::Ru, now);
                load_badges(conn, &viewer, &[AccreditationId(first), AccreditationId(second)])
            })
            .await
            .unwrap()
    };
    let shown = badges().await;
    let (unnamed, named) = (&shown[&AccreditationId(first)], &shown[&AccreditationId(second)]);
    assert_eq!((unnamed.organisation.as_str(), unnamed.language.code()), ("Harbour ru", "ru"));
    assert_eq!(unnamed.url.as_deref(), Some("/ru/organisations/harbour-lt"));
    assert!(unnamed.person.is_none() && !unnamed.ended);
    assert_eq!(named.person.as_ref().unwrap().name.as_deref(), Some("Jon"));

    ada.delete_form(&format!("/en/admin/organisations/{id}/experts/{first}"), &[]).await.location();
    assert_eq!(listed(housing, app.clock.now()).await.len(), 1);
    let later = app.clock.now();
    let own = app.db().read(move |conn| Ok(list_accreditations(conn, &[account], later)?)).await.unwrap();
    assert!(own.is_empty());
    assert!(badges().await.contains_key(&AccreditationId(first)), "its answers keep their badge");
    let suspended = format!("/en/admin/members/{}/suspension", jon.id.unwrap());
    ada.post_form(&suspended, &[]).await.location();
    assert!(listed(housing, app.clock.now()).await.is_empty(), "who cannot sign in cannot answer");
}

#[actix_web::test]
async fn a_colleague_stands_in_for_whoever_is_away() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (ona, jon, eva) = (app.member("Ona").await, app.member("Jon").await, app.member("Eva").await);
    let id = organisation(&ada, "Harbour", json!({})).await;
    let other = organisation(&ada, "River", json!({})).await;
    for (organisation, name) in [(id, "Ona"), (id, "Jon"), (other, "Eva")] {
        accredit(&ada, organisation, name).await;
    }
    belong(&ada, id, "Eva", "member").await;
    let absences = "/en/settings/expert/absences";
    let leave =
        |stand_in: &crate::support::Visitor| json!({ "until": "2099-01-31", "stand_in": stand_in.id.unwrap().0 });
    assert_eq!(ona.post_json(absences, &leave(&eva)).await.status, 422, "of another organisation");
    assert_eq!(ona.post_json(absences, &leave(&ona)).await.status, 422, "nobody stands in for themselves");
    assert_eq!(ada.post_json(absences, &leave(&jon)).await.status, 403, "no expert");
    assert_eq!(ona.post_json(absences, &json!({ "stand_in": jon.id.unwrap().0 })).await.status, 422, "without an end");
    assert_eq!(ona.post_json(absences, &leave(&jon)).await.status, 201);

    let accounts = [ona.id.unwrap(), jon.id.unwrap()];
    let absent = async || {
        let now = app.clock.now();
        app.db().read(move |conn| Ok(away(conn, &accounts, now)?)).await.unwrap()
    };
    assert_eq!(absent().await.into_iter().collect::<Vec<_>>(), [(accounts[0], Some(accounts[1]))]);
    // Away as well: then nobody stands in.
    assert_eq!(jon.post_json(absences, &json!({ "until": "2099-01-31" })).await.status, 201);
    let both = absent().await;
    assert_eq!((both[&accounts[0]], both[&accounts[1]]), (None, None));

    let page = ona.get_json("/en/settings/expert").await.json();
    assert_eq!(page["absences"][0]["stand_in"]["name"], "Jon");
    let absence = page["absences"][0]["id"].as_i64().unwrap();
    assert_eq!(jon.delete_form(&format!("{absences}/{absence}"), &[]).await.status, 404, "another's");
    ona.delete_form(&format!("{absences}/{absence}"), &[]).await.location();
    assert!(!absent().await.contains_key(&accounts[0]));
    assert!(eva.get("/lt/settings/expert").await.main_text().contains("River lt"));
    assert!(ada.get("/ru/settings/expert").await.main_text().contains("Вы не аккредитованы"));
}

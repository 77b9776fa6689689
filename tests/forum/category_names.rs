//! What a category is called, in three languages.

use diesel::prelude::*;
use mipas::accounts::Role;
use mipas::db::schema::text_versions;
use serde_json::json;

use super::categories::{ADMIN, change, create, form};
use super::setup::start;
use crate::support::TestApp;

#[actix_web::test]
async fn a_new_name_is_shown_at_once() {
    let app = TestApp::new().await;
    let (admin, guest) = (app.member_with("Ada", &[Role::Admin]).await, app.guest());
    let top = create(&admin, &[("slug", "top"), ("name_en", "Old top"), ("area", "")]).await;
    let under = create(&admin, &[("slug", "under"), ("name_en", "Old under"), ("parent", "top")]).await;
    let thread = start(&admin, "under", "A question of mine", "Text").await;
    let pages = [thread.as_str(), "/en/c/under", "/en/c/top", "/en/forum", "/en/areas/housing"];
    // The node reads its own changes once more from the log, and then drops what they touch once more.
    actix_web::rt::time::sleep(std::time::Duration::from_secs(1)).await;
    for page in pages {
        assert!(guest.get(page).await.body.contains("Old under"), "{page}");
    }
    // Without a word in the log, the kept pages stay: they are kept indeed.
    let unsaid = |tx: &mut mipas::db::Tx| {
        let row = text_versions::table.filter(text_versions::title.eq("Old under"));
        diesel::update(row).set(text_versions::title.eq("Unsaid")).execute(&mut **tx)?;
        Ok(())
    };
    app.db().write(unsaid).await.unwrap();
    for page in pages {
        assert!(guest.get(page).await.body.contains("Old under"), "{page}");
    }
    assert_eq!(change(&admin, under, &json!({ "name_en": "New under" })).await.status, 200);
    for page in pages {
        let body = guest.get(page).await.body;
        assert!(body.contains("New under") && !body.contains("Old under"), "{page}");
    }
    assert!(guest.get(&thread).await.body.contains("Old top"));
    assert_eq!(change(&admin, top, &json!({ "name_en": "New top", "slug": "summit" })).await.status, 200);
    for page in [&thread, "/en/c/under", "/en/c/summit", "/en/forum"] {
        let body = guest.get(page).await.body;
        assert!(body.contains("New top") && !body.contains("Old top"), "{page}");
    }
    assert_eq!(guest.get("/en/c/top").await.status, 404);
}

#[actix_web::test]
async fn translations_grow_stale_unless_the_meaning_is_the_same() {
    let app = TestApp::new().await;
    let admin = app.member_with("Ada", &[Role::Admin]).await;
    let id = create(&admin, &[]).await;
    let stale = || async {
        let page = admin.get_json(&format!("{ADMIN}/{id}")).await.json();
        ["lt", "en", "ru"].map(|lang| page["versions"][lang]["stale"].as_bool().unwrap())
    };
    assert_eq!(stale().await, [false; 3]);
    change(&admin, id, &json!({ "name_lt": "Būstas.", "same_meaning": true })).await;
    assert_eq!(stale().await, [false; 3]);
    change(&admin, id, &json!({ "name_lt": "Nuoma" })).await;
    assert_eq!(stale().await, [false, true, true]);
    assert!(admin.get(&format!("{ADMIN}/{id}")).await.body.contains("name=\"current\""));
    // Saved as they are, they stay stale; mended, or said to be right, they are not.
    change(&admin, id, &json!({})).await;
    assert_eq!(stale().await, [false, true, true]);
    change(&admin, id, &json!({ "name_en": "Renting" })).await;
    assert_eq!(stale().await, [false, false, true]);
    change(&admin, id, &json!({ "current": ["ru"] })).await;
    assert_eq!(stale().await, [false; 3]);
    // Original and translation in one go.
    change(&admin, id, &json!({ "name_lt": "Gyvenimas", "name_ru": "Жизнь" })).await;
    assert_eq!(stale().await, [false, true, false]);
    // A translation can be taken away; the original cannot.
    change(&admin, id, &json!({ "name_en": "", "description_en": "" })).await;
    assert_eq!(app.guest().get_json("/en/c/bustas").await.json()["category"]["name"], "Gyvenimas");
    assert_eq!(change(&admin, id, &json!({ "name_lt": "" })).await.status, 422);
}

#[actix_web::test]
async fn a_change_made_meanwhile_is_not_lost() {
    let app = TestApp::new().await;
    let admin = app.member_with("Ada", &[Role::Admin]).await;
    let id = create(&admin, &[]).await;
    let seen = admin.get_json(&format!("{ADMIN}/{id}")).await.json()["revisions"].as_str().unwrap().to_owned();
    change(&admin, id, &json!({ "name_en": "Homes" })).await;
    let path = format!("{ADMIN}/{id}?_method=PUT");
    let late = admin.post_form(&path, &form(&[("name_en", "Dwellings"), ("revisions", &seen)])).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Dwellings") && late.body.contains("Homes"), "both are there to compare");
    let fresh = admin.get_json(&format!("{ADMIN}/{id}")).await.json()["revisions"].as_str().unwrap().to_owned();
    assert!(late.body.contains(&format!("name=\"revisions\" value=\"{fresh}\"")), "the next try is informed");
}

//! What is not listed is seen by its own people and administrators alone, and names that are not shown stand nowhere.

use mipas::accounts::Role;
use serde_json::json;

use super::setup::{accredit, admin, apply, belong, organisation};
use crate::search::{encoded, indexed};
use crate::support::{TestApp, Visitor};

/// Every page that could name an organisation or its people, in both forms.
async fn everything(visitor: &Visitor, slug: &str, search: &str) -> Vec<(String, String)> {
    let paths = [
        "/en/organisations".to_owned(),
        "/ru/organisations?kind=migrants".to_owned(),
        format!("/en/organisations/{slug}"),
        format!("/lt/organisations/{slug}/edit"),
        format!("/en/search?q={}", encoded(search)),
        format!("/en/search/suggestions?q={}", encoded(search)),
        format!("/en/search/similar?title={}", encoded(search)),
        "/en/areas/housing".to_owned(),
        "/en/settings/following".to_owned(),
        "/en/settings/expert".to_owned(),
        "/en/inbox".to_owned(),
    ];
    let mut all = Vec::new();
    for path in paths {
        all.push((path.clone(), visitor.get(&path).await.body));
        all.push((path.clone(), visitor.get_json(&path).await.body));
    }
    all
}

#[actix_web::test]
async fn what_is_not_listed_is_seen_by_nobody_else() {
    let app = TestApp::new().await;
    let (ada, ona) = (admin(&app).await, app.member("Ona").await);
    let others = [
        app.guest(),
        app.member("Petras").await,
        app.member_with("Mod", &[Role::Moderator, Role::Coordinator, Role::Editor]).await,
    ];
    let applied = apply(&ona, "Zuikiukas").await;
    let id = organisation(&ada, "Zuikelis", json!({})).await;
    belong(&ada, id, "Ona", "member").await;
    for other in others.iter().skip(1) {
        crate::notifications::follow(other, &format!("organisation:{id}"), "watching").await;
    }
    ada.post_form(&format!("/en/admin/organisations/{id}/withdrawal"), &[("reason", "It was closed.")])
        .await
        .location();
    indexed(&app).await;
    for other in &others {
        for slug in ["zuikiukas", "zuikelis-lt"] {
            let path = format!("/en/organisations/{slug}");
            assert_eq!(other.get(&path).await.status, 404);
            assert_eq!(other.get(&format!("{path}/edit")).await.status, 404);
            for (path, body) in everything(other, slug, "zuik").await {
                let body = body.replace(slug, "");
                assert!(!body.contains("Zuik") && !body.contains("zuik\u{200b}"), "{path}");
            }
        }
        let follow =
            other.post_form("/en/following?_method=PUT", &[("thing", "organisation:1"), ("level", "watching")]);
        assert!(matches!(follow.await.status, 401 | 404), "what cannot be seen cannot be followed");
    }
    for own in [&ona, &ada] {
        assert_eq!(own.get(&applied).await.status, 200);
        assert_eq!(own.get("/en/organisations/zuikelis-lt").await.status, 200);
    }
    assert_eq!(ona.get("/en/organisations/zuikelis-lt/edit").await.status, 403, "seen, and not to be changed");
}

#[actix_web::test]
async fn names_that_are_not_shown_stand_nowhere() {
    let app = TestApp::new().await;
    let (ada, secret) = (admin(&app).await, app.member("Slaptoji Kregždė").await);
    let id = organisation(&ada, "Harbour", json!({ "areas": ["housing"] })).await;
    accredit(&ada, id, "Slaptoji Kregždė").await;
    // With the badge beside her posts, a name among the members would say who she is.
    belong(&ada, id, "Slaptoji Kregždė", "member").await;
    app.member("Jonas").await;
    belong(&ada, id, "Jonas", "member").await;
    let petras = app.member("Petras").await;
    crate::notifications::follow(&petras, &format!("organisation:{id}"), "watching").await;
    indexed(&app).await;
    let account = format!("/u/{}\"", secret.id.unwrap());
    let mut tried = 0;
    for reader in [app.guest(), petras, app.member_with("Mod", &[Role::Moderator]).await] {
        for (path, body) in everything(&reader, "harbour-lt", "Slaptoji").await {
            // The words that were looked for stand in the box where they were typed, without the family name.
            assert!(!body.contains("Kregžd") && !body.contains(&account), "{path}");
            tried += 1;
        }
    }
    assert!(tried > 60);
    let members = app.guest().get_json("/en/organisations/harbour-lt").await.json()["members"].clone();
    assert_eq!((members.as_array().unwrap().len(), &members[0]["person"]["name"]), (1, &"Jonas".into()));
    assert!(ada.get(&format!("/en/admin/organisations/{id}/experts")).await.body.contains("Kregžd"));
}

use mipas::forum::Access;
use serde_json::Value;

use super::{follow, kinds};
use crate::forum::setup::{category, id_of, open_category, reply, start};
use crate::support::{TestApp, Visitor};

async fn followed(visitor: &Visitor) -> Vec<(String, String, String)> {
    let page = visitor.get_json("/en/settings/following").await.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let groups = page["groups"].as_array().unwrap().clone();
    let things = groups.iter().flat_map(|group| group["things"].as_array().unwrap());
    things.map(|thing| (text(&thing["thing"]), text(&thing["name"]), text(&thing["level"]))).collect()
}

fn row(thing: &str, name: &str, level: &str) -> (String, String, String) {
    (thing.to_owned(), name.to_owned(), level.to_owned())
}

#[actix_web::test]
async fn whoever_writes_follows_until_they_choose() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan, rasa) = (app.member("Ona").await, app.member("Ivan").await, app.member("Rasa").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    reply(&ivan, &thread, "A reply").await;
    let thing = format!("thread:{}", id_of(&thread));
    assert_eq!(followed(&ona).await, [row(&thing, "A thread", "watching")]);
    assert_eq!(followed(&ivan).await, [row(&thing, "A thread", "following")]);
    reply(&rasa, &thread, "Another reply").await;
    assert_eq!(kinds(&app, &ivan).await, ["followed_reply"]);
    // What was chosen stays, whatever is written later.
    follow(&ivan, &thing, "normal").await;
    reply(&ivan, &thread, "A second reply").await;
    assert_eq!(followed(&ivan).await, [row(&thing, "A thread", "normal")]);
    reply(&rasa, &thread, "And another").await;
    assert_eq!(super::lines(&app, &ivan).await[0].3, 1);
    // The thread's page says how it is followed.
    assert_eq!(ivan.get_json(&thread).await.json()["following"]["level"], "normal");
    assert!(ona.get(&thread).await.main_text().contains("Watching"));
    assert!(app.guest().get_json(&thread).await.json()["following"].is_null());
}

#[actix_web::test]
async fn everything_followed_stands_on_one_page_and_is_changed_there() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let area = ona.get_json("/en/areas").await.json()["areas"][0].clone();
    let things = [
        (format!("category:{housing}"), "housing en".to_owned()),
        (format!("area:{}", area["id"]), area["name"].as_str().unwrap().to_owned()),
        ("tag:rent".to_owned(), "rent".to_owned()),
        ("language:lt".to_owned(), "lietuvių".to_owned()),
        (format!("member:{}", ivan.id.unwrap()), "Ivan".to_owned()),
    ];
    for (thing, _) in &things {
        follow(&ona, thing, "muted").await;
    }
    let expected: Vec<_> = things.iter().map(|(thing, name)| row(thing, name, "muted")).collect();
    let found = followed(&ona).await;
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!((&found.0, &found.2), (&expected.0, &expected.2));
        assert_eq!(found.1.to_lowercase(), expected.1.to_lowercase());
    }
    follow(&ona, "tag:rent", "watching").await;
    assert!(followed(&ona).await.contains(&row("tag:rent", "rent", "watching")));
    // A tag as it is typed into the form.
    ona.post_form("/en/following?_method=PUT", &[("tag", " Kaunas "), ("level", "following")]).await.location();
    assert!(followed(&ona).await.contains(&row("tag:kaunas", "kaunas", "following")));
}

#[actix_web::test]
async fn what_cannot_be_seen_cannot_be_followed_and_is_not_named() {
    let app = TestApp::new().await;
    let staff = category(&app, "staff", Access::Roles(vec![mipas::accounts::Role::Editor]), Access::Members).await;
    let inner = open_category(&app, "inner").await;
    let (ona, admin) = (app.member("Ona").await, app.member_with("Ada", &[mipas::accounts::Role::Admin]).await);
    let secret = start(&admin, "staff", "A secret thread", "Text").await;
    let thread = start(&admin, "inner", "A thread", "Text").await;
    for thing in [
        format!("category:{staff}"),
        format!("thread:{}", id_of(&secret)),
        "category:999".into(),
        "planet:1".into(),
        "thread:x".into(),
        "language:xx".into(),
    ] {
        let answer = ona.post_form("/en/following?_method=PUT", &[("thing", &thing), ("level", "watching")]).await;
        assert_eq!(answer.status, 404, "{thing}");
    }
    let unknown = [("thing", "member:999"), ("level", "muted")];
    assert_eq!(ona.post_form("/en/following?_method=PUT", &unknown).await.status, 404);
    let own = format!("member:{}", ona.id.unwrap());
    let answer = ona.post_form("/en/following?_method=PUT", &[("thing", &own), ("level", "muted")]).await;
    assert_eq!(answer.status, 403);
    let other = format!("member:{}", admin.id.unwrap());
    let answer = ona.post_form("/en/following?_method=PUT", &[("thing", &other), ("level", "watching")]).await;
    assert_eq!(answer.status, 422);
    // Followed first, closed afterwards: gone from the list, the name with it.
    follow(&ona, &format!("thread:{}", id_of(&thread)), "watching").await;
    follow(&ona, &format!("category:{inner}"), "watching").await;
    assert_eq!(followed(&ona).await.len(), 2);
    super::leaks::close_category(&app, inner).await;
    assert_eq!(followed(&ona).await, []);
}

#[actix_web::test]
async fn the_forms_lead_back_to_where_they_stood() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "A thread", "Text").await;
    let thing = format!("thread:{}", id_of(&thread));
    let put = |back: &'static str| {
        let (ona, thing) = (ona.clone(), thing.clone());
        async move {
            let fields = [("thing", thing.as_str()), ("level", "muted"), ("back", back)];
            ona.post_form("/en/following?_method=PUT", &fields).await.location()
        }
    };
    assert_eq!(put("/en/t/1/a-thread").await, "/en/t/1/a-thread");
    assert_eq!(put("//evil.example").await, "/en/");
    assert_eq!(
        app.guest().post_form("/en/following?_method=PUT", &[("thing", &thing), ("level", "muted")]).await.status,
        401
    );
}

#[actix_web::test]
async fn an_area_is_followed_from_its_page() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    let level = || async { ona.get_json("/lt/areas/housing").await.json()["panels"][0]["data"]["level"].clone() };
    let page = ona.get("/lt/areas/housing").await;
    assert!(page.main_text().contains("Pranešimai: Įprastai"), "{}", page.main_text());
    let panel = ona.get_json("/lt/areas/housing").await.json()["panels"][0]["data"].clone();
    let fields = [("thing", panel["thing"].as_str().unwrap()), ("level", "watching"), ("back", "/lt/areas/housing")];
    let answer = ona.post_form("/lt/following?_method=PUT", &fields).await;
    assert_eq!(answer.location(), "/lt/areas/housing");
    assert_eq!(level().await, "watching");
    let panels = app.guest().get_json("/lt/areas/housing").await.json()["panels"].clone();
    assert!(panels.as_array().unwrap().iter().all(|panel| panel["template"] != "parts/follow"), "{panels}");
}

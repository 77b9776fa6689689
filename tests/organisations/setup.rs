//! Organisations for tests, made as an administrator makes them.

use mipas::accounts::Role;
use serde_json::{Value, json};

use crate::support::{TestApp, Visitor};

pub async fn admin(app: &TestApp) -> Visitor {
    app.member_with("Ada", &[Role::Admin]).await
}

/// A listed organisation with names in three languages, and what more is asked for; its id.
pub async fn organisation(admin: &Visitor, name: &str, more: Value) -> i64 {
    let mut body = json!({
        "kind": "ngo", "name_lt": format!("{name} lt"), "name_en": format!("{name} en"),
        "name_ru": format!("{name} ru"), "summary_en": format!("What {name} does"),
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let made = admin.post_json("/en/admin/organisations", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_i64().unwrap()
}

pub async fn accredit(admin: &Visitor, organisation: i64, member: &str) -> i64 {
    let body = json!({ "member": member, "areas": ["housing", "health"], "languages": ["lt", "en"] });
    let made = admin.post_json(&format!("/en/admin/organisations/{organisation}/experts"), &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_i64().unwrap()
}

pub async fn belong(admin: &Visitor, organisation: i64, member: &str, role: &str) -> i64 {
    let body = json!({ "member": member, "role": role });
    let made = admin.post_json(&format!("/en/admin/organisations/{organisation}/people"), &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_i64().unwrap()
}

/// The slugs of a list.
pub fn slugs(page: &Value) -> Vec<String> {
    let all = page["organisations"].as_array().unwrap();
    all.iter().map(|one| one["slug"].as_str().unwrap().to_owned()).collect()
}

/// An application as the form sends it.
pub fn application(name: &str) -> Vec<(&'static str, String)> {
    vec![
        ("kind", "migrants".to_owned()),
        ("name_ru", name.to_owned()),
        ("why", "We help each other since 2019.".to_owned()),
        ("areas", "housing".to_owned()),
        ("website", "example.org/us".to_owned()),
    ]
}

/// Sends an application; where its page is.
pub async fn apply(visitor: &Visitor, name: &str) -> String {
    let fields = application(name);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
    visitor.post_form("/en/organisations", &fields).await.location()
}

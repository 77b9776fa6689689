//! Whom to reach directly: the list that administrators keep.

use mipas::accounts::Role;
use serde_json::Value;

use super::traces::{count, number};
use crate::support::{TestApp, Visitor};

const NEW: [(&str, &str); 8] = [
    ("when_lt", "Skęstate"),
    ("whom_lt", "Gelbėtojai, visą parą"),
    ("when_en", "You are drowning"),
    ("whom_en", "Lifeguards, day and night"),
    ("when_ru", "Вы тонете"),
    ("whom_ru", "Спасатели, круглосуточно"),
    ("phone", "+370 600 00 (000)"),
    ("url", "https://example.org/help"),
];

async fn first_of_page(guest: &Visitor, lang: &str) -> Value {
    guest.get_json(&format!("/{lang}/ask")).await.json()["contacts"][0].clone()
}

fn with<'a>(field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    NEW.into_iter().map(|(name, typed)| (name, if name == field { value } else { typed })).collect()
}

#[actix_web::test]
async fn an_administrator_keeps_the_list_and_the_page_for_asking_follows() {
    let app = TestApp::new().await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let guest = app.guest();
    guest.get("/ru/ask").await;
    let seeded = count(&app, "urgent_contacts").await;

    let location = editor.post_form("/en/admin/urgent-contacts", &NEW).await.location();
    let id = location.rsplit_once("contact-").unwrap().1.to_owned();
    assert!(guest.get("/ru/ask").await.main_text().contains("Вы тонете"));
    let one = format!("/en/admin/urgent-contacts/{id}");
    for _ in 0..seeded {
        assert_eq!(editor.post_form(&format!("{one}/position"), &[("direction", "up")]).await.location(), location);
    }
    let first = first_of_page(&guest, "lt").await;
    assert_eq!((&first["when"], &first["phone"]), (&"Skęstate".into(), &"+37060000000".into()));
    // At the top it stays where it is.
    editor.post_form(&format!("{one}/position"), &[("direction", "up")]).await.location();
    assert_eq!(first_of_page(&guest, "lt").await["when"], "Skęstate");

    let form = editor.get(&one).await;
    assert!(form.body.contains("Lifeguards, day and night"), "{}", form.body);
    let state = editor.get_json(&one).await.json()["state"].as_str().unwrap().to_owned();
    let mut changed = with("whom_en", "The coast guard");
    changed.push(("state", &state));
    assert_eq!(editor.post_form(&format!("{one}?_method=PUT"), &changed).await.location(), location);
    assert_eq!(first_of_page(&guest, "en").await["whom"], "The coast guard");
    let late = editor.post_form(&format!("{one}?_method=PUT"), &changed).await;
    assert!(late.status == 409 && late.main_text().contains("meanwhile"), "{}", late.main_text());

    assert_eq!(editor.delete_form(&one, &[]).await.location(), "/en/admin/urgent-contacts");
    assert_ne!(first_of_page(&guest, "en").await["when"], "You are drowning");
    assert_eq!((editor.get(&one).await.status, count(&app, "urgent_contacts").await), (404, seeded));
    let recorded = "SELECT count(DISTINCT kind) AS number FROM activities WHERE kind LIKE 'urgent_contact.%'";
    assert_eq!(number(&app, recorded).await, 4, "added, shifted, changed, removed");
}

#[actix_web::test]
async fn a_contact_is_whole_and_can_be_reached() {
    let app = TestApp::new().await;
    let admin = app.member_with("Ada", &[Role::Admin]).await;
    let before = count(&app, "urgent_contacts").await;
    for (field, wrong) in
        [("when_ru", ""), ("whom_lt", " "), ("phone", "call us"), ("phone", "+"), ("url", "javascript:x")]
    {
        let answer = admin.post_form("/en/admin/urgent-contacts", &with(field, wrong)).await;
        assert_eq!(answer.status, 422, "{field}: {wrong}");
        assert!(answer.body.contains("You are drowning"), "what was typed is kept");
    }
    assert_eq!(count(&app, "urgent_contacts").await, before);
    let bare: Vec<_> = NEW.into_iter().filter(|(name, _)| !matches!(*name, "phone" | "url")).collect();
    admin.post_form("/en/admin/urgent-contacts", &bare).await.location();
}

#[actix_web::test]
async fn nobody_else_finds_the_page() {
    let app = TestApp::new().await;
    let ona = app.member_with("Ona", &[Role::Moderator]).await;
    for path in ["/en/admin/urgent-contacts", "/en/admin/urgent-contacts/new", "/en/admin/urgent-contacts/1"] {
        assert_eq!(ona.get(path).await.status, 404, "{path}");
    }
    assert_eq!(ona.post_form("/en/admin/urgent-contacts", &NEW).await.status, 404);
    assert_eq!(ona.delete_form("/en/admin/urgent-contacts/1", &[]).await.status, 404);
}

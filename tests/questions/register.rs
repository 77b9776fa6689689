//! The register of sources as an editor keeps it, and the walk through what a change has put into review.

use mipas::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::versions::{Published, answer, ask, publish, published, source};
use crate::support::Visitor;

async fn entry(visitor: &Visitor, id: i64) -> Value {
    let page = visitor.get_json(&format!("/en/sources/{id}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.json()
}

async fn mark(visitor: &Visitor, id: i64, note: &str) -> i64 {
    visitor.post_form(&format!("/en/sources/{id}/changes"), &[("note", note)]).await.location();
    entry(visitor, id).await["changes"][0]["id"].as_i64().unwrap()
}

async fn stale(visitor: &Visitor, path: &str) -> (bool, String) {
    let page = visitor.get_json(&format!("/en{path}")).await.json();
    (page["answer"]["stale"].as_bool().unwrap(), page["answer"]["review_reason"].as_str().unwrap().to_owned())
}

#[actix_web::test]
async fn a_mark_made_in_error_is_taken_back_with_what_it_alone_has_done() {
    let Published { app, nina, law, id, path, .. } = published().await;
    let other = source(&nina, "XIII-1").await;
    answer(&nina, &id, "Go there within a month.", &[law, other]).await;
    let second = ask(&app, &nina, "How do I rent a flat?", "everyone").await;
    answer(&nina, &second, "Look at the contract.", &[law]).await;
    let second = publish(&nina, &second, "How do I rent a flat?", "What must be in the contract?").await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let guest = app.guest();
    let right = mark(&editor, other, "The other law is new").await;
    let wrong = mark(&editor, law, "A mistake of mine").await;
    assert_eq!(stale(&guest, &path).await, (true, "A mistake of mine".to_owned()));
    assert_eq!(entry(&editor, law).await["changes"][0]["left"], 2);
    let path_of_wrong = format!("/en/sources/{law}/changes/{wrong}");
    assert_eq!(guest.send_json(Method::DELETE, &path_of_wrong, &json!({})).await.status, 401);
    assert_eq!(nina.delete_form(&format!("/en/sources/{law}/changes/{wrong}"), &[]).await.status, 403);
    assert_eq!(editor.delete_form(&format!("/en/sources/{law}/changes/{right}"), &[]).await.status, 404);
    editor.delete_form(&format!("/en/sources/{law}/changes/{wrong}"), &[]).await.location();
    assert_eq!(stale(&guest, &path).await, (true, "The other law is new".to_owned()));
    assert_eq!(stale(&guest, &second).await, (false, String::new()));
    assert_eq!(entry(&guest, law).await["source"]["changed_at"], Value::Null);
    assert_eq!(editor.delete_form(&format!("/en/sources/{law}/changes/{wrong}"), &[]).await.status, 404);
    let history = guest.get_json(&format!("/en{second}/history")).await.json();
    assert!(!history.to_string().contains("A mistake of mine"), "{history}");
    editor.delete_form(&format!("/en/sources/{other}/changes/{right}"), &[]).await.location();
    assert_eq!(stale(&guest, &path).await, (false, String::new()));
}

#[actix_web::test]
async fn the_expert_walks_through_what_a_change_has_put_into_review() {
    let Published { app, nina, law, path, .. } = published().await;
    let private = ask(&app, &nina, "May my landlord raise the rent? Zebrazebra", "ngo").await;
    answer(&nina, &private, "Only once a year.", &[law]).await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    mark(&editor, law, "The term is shorter").await;
    let seen = entry(&editor, law).await;
    assert_eq!((&seen["answers"], &seen["left"]), (&1.into(), &1.into()), "of private ones there is no number: {seen}");
    assert!(!seen.to_string().contains("landlord"), "{seen}");
    assert_eq!(entry(&nina, law).await["left"], 1);
    let walk = format!("/en/sources/{law}/review");
    // An editor walks what everybody reads; whether it is right is for its body to say.
    let walked = editor.get_json(&walk).await.json();
    assert_eq!((&walked["left"], &walked["current"]["own"]), (&1.into(), &false.into()), "{walked}");
    assert_eq!(walked["current"]["public"], format!("/en{path}"));
    let public = walked["current"]["answer"]["id"].to_string();
    assert!(editor.get(&walk).await.main_text().contains("is for this body to say"));
    assert_eq!(editor.post_form(&walk, &[("answer", &public)]).await.status, 404);
    assert_eq!(editor.get_json(&format!("{walk}?after={public}")).await.json()["current"], Value::Null);
    assert_eq!(editor.get_json(&format!("/en/sources/{law}")).await.json()["to_review"], 1);
    assert_eq!(app.member("Max").await.get(&walk).await.status, 404);
    let first = nina.get_json(&walk).await.json();
    assert_eq!(first["left"], 2, "{first}");
    let page = nina.get(&walk).await.main_text();
    assert!(page.contains("2 answers left to review") && page.contains("The term is shorter"), "{page}");
    let one = first["current"]["answer"]["id"].to_string();
    let skipped = nina.get_json(&format!("{walk}?after={one}")).await.json();
    let two = skipped["current"]["answer"]["id"].to_string();
    assert_ne!(one, two);
    assert_eq!(nina.get_json(&format!("{walk}?after={two}")).await.json()["current"], Value::Null);
    assert_eq!(nina.post_form(&walk, &[("answer", &one)]).await.location(), walk);
    assert_eq!(nina.get_json(&walk).await.json()["left"], 1);
    assert_eq!(nina.post_form(&walk, &[("answer", &one)]).await.status, 404, "it was reviewed");
    nina.post_form(&walk, &[("answer", &two)]).await.location();
    assert!(nina.get(&walk).await.main_text().contains("Nothing is left to review."));
    assert!(!stale(&app.guest(), &path).await.0);
    assert_eq!(entry(&editor, law).await["left"], 0);
}

#[actix_web::test]
async fn entries_are_found_paged_and_put_right_by_an_editor() {
    let Published { app, nina, law, .. } = published().await;
    for number in 0..32 {
        source(&nina, &format!("N-{number}")).await;
    }
    let guest = app.guest();
    let ids = |page: &Value| {
        page["sources"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let first = guest.get_json("/en/sources").await.json();
    let next = guest.get_json(&format!("/en/sources?after={}", first["next"])).await.json();
    assert_eq!((ids(&first).len(), ids(&next).len()), (30, 3));
    assert_eq!(next["next"], Value::Null);
    for query in ["ix-2206", "UZSIENIECIU%20ix", "užsieniečių%20IX-2206"] {
        let found = guest.get_json(&format!("/en/sources?q={query}")).await.json();
        assert_eq!(ids(&found), [law], "{query}: {found}");
    }
    assert!(ids(&guest.get_json("/en/sources?q=%25").await.json()).len() > 1, "a percent sign means nothing");
    assert!(ids(&guest.get_json("/en/sources?kind=page").await.json()).is_empty());

    let editor = app.member_with("Edita", &[Role::Editor]).await;
    mark(&editor, law, "The term is shorter").await;
    assert_eq!(ids(&guest.get_json("/en/sources?changed=1").await.json()), [law]);
    let form = format!("/en/sources/{law}/edit");
    assert_eq!(nina.get(&form).await.status, 403, "experts add and mark");
    let shown = editor.get_json(&form).await.json();
    let change = json!({ "kind": "law", "title_lt": "Naujas pavadinimas", "title_en": "A new title", "number": "IX-9",
        "url": "https://example.org/new", "revision": shown["revision"], "checked": "1" });
    let bad = json!({ "kind": "law", "title_lt": "Naujas", "url": "javascript:alert(1)" });
    let path = format!("/en/sources/{law}");
    assert_eq!(editor.send_json(Method::PUT, &path, &bad).await.status, 422);
    assert_eq!(nina.send_json(Method::PUT, &path, &change).await.status, 403);
    assert_eq!(editor.send_json(Method::PUT, &path, &change).await.status, 200);
    assert_eq!(editor.send_json(Method::PUT, &path, &change).await.status, 409, "the form is out of date");
    let seen = entry(&guest, law).await;
    assert_eq!((&seen["source"]["title"], &seen["source"]["changed_at"]), (&"A new title".into(), &Value::Null));
    assert_eq!(ids(&guest.get_json("/en/sources?q=ix-9").await.json()), [law]);
    assert!(ids(&guest.get_json("/en/sources?q=ix-2206").await.json()).is_empty());
}

#[actix_web::test]
async fn a_change_that_is_sent_twice_is_one() {
    let Published { app, law, .. } = published().await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let fields = [("note", "The term is shorter"), ("idempotency_key", "0193-once")];
    let path = format!("/en/sources/{law}/changes");
    for _ in 0..2 {
        assert_eq!(editor.post_form(&path, &fields).await.location(), format!("/en/sources/{law}"));
    }
    assert_eq!(entry(&editor, law).await["changes"].as_array().unwrap().len(), 1);
    assert!(editor.get(&format!("/en/sources/{law}")).await.body.contains("name=\"idempotency_key\""));
}

#[actix_web::test]
async fn an_article_is_cited_as_in_the_reader_s_language() {
    let Published { app, nina, .. } = published().await;
    let body = json!({ "kind": "law", "title_lt": "Užsieniečių įstatymas", "title_ru": "Закон об иностранцах",
        "number": "IX-2206", "article": "40 str. 1 d.", "url": "https://example.org/law" });
    let id = nina.post_json("/en/sources", &body).await.json()["id"].clone();
    let guest = app.guest();
    for (lang, said) in [("lt", "40 str. 1 d."), ("ru", "ч. 1 ст. 40"), ("en", "40 str. 1 d.")] {
        let page = guest.get_json(&format!("/{lang}/sources/{id}")).await.json();
        assert_eq!(page["source"]["article"], said, "{lang}: beside a Lithuanian title as there");
    }
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    assert!(editor.get(&format!("/ru/sources/{id}/edit")).await.body.contains("value=\"40 str. 1 d.\""));
}

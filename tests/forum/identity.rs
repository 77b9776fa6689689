//! What identifies a person in a post: its writer is shown it once before it is sent.

use reqwest::Method;
use serde_json::{Value, json};

use super::setup::{id_of, open_category, start};
use crate::support::{TestApp, Visitor};

const PHONE: &str = "+370 612 34567";
const TEXT: &str = "Call me, **please**: +370 612 34567, in the evening.";

async fn posts(visitor: &Visitor, thread: &str) -> Vec<Value> {
    visitor.get_json(thread).await.json()["posts"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_threads_writer_is_shown_what_identifies_them() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let fields = [("title", "Who is at ona@example.org?"), ("text", TEXT), ("language", "en"), ("tags", "flat")];
    let shown = ona.post_form("/en/c/housing/threads", &fields).await;
    assert_eq!(shown.status, 422);
    let text = shown.main_text();
    assert!(text.contains("Telephone number") && text.contains("E-mail address"), "{text}");
    assert!(text.contains("Send (what is ticked will be removed)"), "{text}");
    assert_eq!(shown.body.matches("name=\"remove\"").count(), 2);
    for kept in ["Call me, **please**", "value=\"Who is at ona@example.org?\"", "value=\"flat\""] {
        assert!(shown.body.contains(kept), "{kept}");
    }
    assert_eq!(ona.get_json("/en/c/housing").await.json()["threads"].as_array().unwrap().len(), 0);

    let mut decided = fields.to_vec();
    decided.extend([("checked", PHONE), ("checked", "ona@example.org"), ("remove", PHONE)]);
    let path = ona.post_form("/en/c/housing/threads", &decided).await.location();
    let page = app.guest().get(&path).await;
    assert!(page.main_text().contains("[telephone], in the evening"), "{}", page.main_text());
    assert!(page.body.contains("Who is at ona@example.org?") && !page.body.contains("612 34567"));
}

#[actix_web::test]
async fn replies_and_changes_are_looked_at_too() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "Where to register", "I moved").await;
    let to = format!("/en/t/{}/posts", id_of(&thread));
    let shown = ona.post_form(&to, &[("text", TEXT), ("language", "lt"), ("reply_to", "1")]).await;
    assert!(shown.status == 422 && shown.main_text().contains("I moved"), "{}", shown.main_text());
    assert!(shown.body.contains("name=\"reply_to\" value=\"1\"") && shown.body.contains(TEXT), "{}", shown.body);
    assert_eq!(posts(&ona, &thread).await.len(), 1);
    // As it is: it was shown, and is not to be removed.
    ona.post_form(&to, &[("text", TEXT), ("language", "lt"), ("reply_to", "1"), ("checked", PHONE)]).await.location();
    assert!(app.guest().get(&thread).await.body.contains("612 34567"));

    // What stands is not asked about again; what is new is.
    let post = format!("{to}/2?_method=PUT");
    let same = [("text", "Call me: +370 612 34567"), ("language", "lt"), ("revision", "1")];
    ona.post_form(&post, &same).await.location();
    let more = [("text", "Call me: +370 612 34567 or ona@example.org"), ("language", "lt"), ("revision", "2")];
    let shown = ona.post_form(&post, &more).await;
    let new = shown.main_text();
    assert!(shown.status == 422 && new.contains("ona@example.org"), "{new}");
    let mut decided = more.to_vec();
    decided.extend([("checked", "ona@example.org"), ("remove", "ona@example.org")]);
    ona.post_form(&post, &decided).await.location();
    let page = app.guest().get(&thread).await.main_text();
    assert!(page.contains("Call me: +370 612 34567 or [el. paštas]"), "in the post's language: {page}");

    // So is a title.
    let edit = format!("/en/t/{}?_method=PUT", id_of(&thread));
    let title = [("title", "Where to register? ona@example.org"), ("language", "en"), ("tags", "")];
    let shown = ona.post_form(&edit, &title).await;
    assert!(shown.status == 422 && shown.body.contains("name=\"remove\""), "{}", shown.main_text());
    let mut decided = title.to_vec();
    decided.extend([("checked", "ona@example.org"), ("remove", "ona@example.org")]);
    ona.post_form(&edit, &decided).await.location();
    assert_eq!(ona.get_json("/en/c/housing").await.json()["threads"][0]["title"], "Where to register? [e-mail]");

    // Who may not change the post is told that, and nothing of what stands in it.
    let egor = app.member("Egor").await;
    assert_eq!(egor.post_form(&post, &more).await.status, 403);
}

#[actix_web::test]
async fn programs_are_told_and_say_that_they_have_asked() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let mut body = json!({ "title": "Where to register", "text": TEXT, "language": "ru" });
    let told = ona.send_json(Method::POST, "/en/c/housing/threads", &body).await;
    assert_eq!(told.status, 422);
    assert!(told.json()["fields"]["checked"].as_str().unwrap().contains("remove"), "{}", told.body);
    body["checked"] = json!("1");
    body["remove"] = json!([PHONE]);
    let made = ona.send_json(Method::POST, "/en/c/housing/threads", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let page = app.guest().get(made.json()["url"].as_str().unwrap()).await;
    assert!(page.main_text().contains("[телефон]"), "{}", page.main_text());
}

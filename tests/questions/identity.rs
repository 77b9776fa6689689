use serde_json::json;

use super::traces::count;
use super::{ask, key_of, open, question};
use crate::support::{Answer, TestApp, Visitor};

const TEXT: &str = "Срочно позвоните мне: +370 612 34567. Где мне продлить вид на жительство?";
const PHONE: &str = "+370 612 34567";

async fn send(guest: &Visitor, key: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = question(key, TEXT);
    fields.extend(more);
    guest.post_form("/ru/ask", &fields).await
}

async fn text_of_case(app: &TestApp, key: &str) -> String {
    let mut guest = app.guest();
    open(&mut guest, "ru", key).await;
    guest.get_json("/ru/case").await.json()["case"]["text"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn what_identifies_somebody_is_shown_before_it_is_stored() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let key = key_of(&guest, "ru").await;
    let shown = send(&guest, &key, &[]).await;
    assert_eq!((shown.status, count(&app, "questions").await), (422, 0));
    let text = shown.main_text();
    assert!(text.contains("Номер телефона") && text.contains("Отправить (отмеченное будет убрано)"), "{text}");
    assert!(shown.body.contains(&format!("<bdi>{PHONE}</bdi>")), "{}", shown.body);
    assert!(shown.body.contains(&key) && shown.body.contains(TEXT), "the text and the key are kept");
    assert!(!ticked(&shown), "only some will read it: it stays unless its writer wants it removed");

    let sent = send(&guest, &key, &[("checked", PHONE), ("remove", PHONE)]).await;
    assert!(sent.status == 200 && sent.main_text().contains(&key), "{}", sent.main_text());
    let stored = "Срочно позвоните мне: [телефон]. Где мне продлить вид на жительство?";
    assert_eq!(text_of_case(&app, &key).await, stored);
    let titles = "SELECT count(*) AS number FROM text_versions WHERE title LIKE '%612%' OR body LIKE '%612%'";
    assert_eq!(super::traces::number(&app, titles).await, 0);
}

fn ticked(page: &Answer) -> bool {
    let at = page.body.find("name=\"remove\"").unwrap();
    page.body[at..].split('>').next().unwrap().contains("checked")
}

#[actix_web::test]
async fn it_stays_where_its_writer_wants_it_so() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let key = key_of(&guest, "ru").await;
    assert_eq!(send(&guest, &key, &[("checked", PHONE)]).await.status, 200);
    assert_eq!(text_of_case(&app, &key).await, TEXT);
}

#[actix_web::test]
async fn for_everyone_it_is_ticked_beforehand() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let key = key_of(&guest, "ru").await;
    let fields = [("key", &*key), ("text", TEXT), ("area", "housing"), ("audience", "everyone")];
    assert!(ticked(&guest.post_form("/ru/ask", &fields).await));
}

#[actix_web::test]
async fn a_text_that_was_changed_meanwhile_is_looked_at_anew() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let key = key_of(&guest, "en").await;
    let text = "Write to a<b>@x or ona@example.org, ona@example.org. My phone is +370 612 34567.";
    let mut fields = question(&key, text);
    fields.extend([("checked", PHONE), ("remove", PHONE)]);
    let again = guest.post_form("/en/ask", &fields).await;
    assert_eq!((again.status, count(&app, "questions").await), (422, 0), "the address is new");
    assert_eq!(again.body.matches("name=\"remove\"").count(), 2, "each once: {}", again.body);
    fields.extend([("checked", "ona@example.org"), ("remove", "ona@example.org")]);
    assert_eq!(guest.post_form("/en/ask", &fields).await.status, 200);
    let stored = "Write to a<b>@x or [e-mail], [e-mail]. My phone is [telephone].";
    assert_eq!(text_of_case(&app, &key).await, stored);
}

#[actix_web::test]
async fn programs_are_told_and_say_that_they_have_asked() {
    let app = TestApp::new().await;
    let mut body = json!({ "text": TEXT, "area": "housing", "audience": "ngo", "language": "uk" });
    let told = app.guest().post_json("/en/ask", &body).await;
    assert_eq!(told.status, 422);
    assert!(told.json()["fields"]["checked"].as_str().unwrap().contains("remove"), "{}", told.body);
    body["checked"] = json!("1");
    body["remove"] = json!([PHONE]);
    let sent = app.guest().post_json("/en/ask", &body).await;
    assert_eq!(sent.status, 200);
    // The interface does not have the text's language.
    assert!(text_of_case(&app, sent.json()["key"].as_str().unwrap()).await.contains("[telephone]"));
}

#[actix_web::test]
async fn messages_are_looked_at_as_well() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "lt", "Kur pratęsti leidimą gyventi?").await;
    open(&mut guest, "lt", &key).await;
    let text = ("text", "Mano telefonas yra +370 612 34567, skambinkite vakare.");
    let shown = guest.post_form("/lt/case/messages", &[text]).await;
    assert_eq!((shown.status, count(&app, "question_messages").await), (422, 0));
    assert!(shown.main_text().contains("Kur pratęsti") && shown.body.contains(text.1), "{}", shown.main_text());
    let sent = guest.post_form("/lt/case/messages", &[text, ("checked", PHONE), ("remove", PHONE)]).await;
    assert_eq!(sent.location(), "/lt/case#messages");
    let case = guest.get_json("/lt/case").await.json();
    assert_eq!(case["case"]["messages"][0]["text"], "Mano telefonas yra [telefonas], skambinkite vakare.");

    // A case that is over loses no text.
    guest.case = None;
    let over = guest.post_form("/lt/case/messages", &[text]).await;
    assert!(over.body.contains(text.1), "{}", over.main_text());
}

#[actix_web::test]
async fn members_messages_are_looked_at_as_well() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    let fields =
        [("text", "Where do I register my address?"), ("area", "housing"), ("audience", "everyone"), ("link", "1")];
    let path = ona.post_form("/en/ask", &fields).await.location();
    let shown = ona.post_form(&format!("{path}/messages"), &[("text", "Call +370 612 34567")]).await;
    assert!(shown.status == 422 && ticked(&shown), "{}", shown.status);
    assert_eq!(count(&app, "question_messages").await, 0);
}

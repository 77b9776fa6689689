//! What a reader of each language meets: versions whose writers were asked about what identifies somebody, and lists in
//! which what can be read comes first.

use reqwest::Method;
use serde_json::{Value, json};

use super::versions::{Published, answer, ask, publish, published};
use crate::support::{Answer, TestApp, Visitor};

const PHONE: &str = "+370 612 34567";

async fn translate(by: &Visitor, id: &str, more: Value) -> Answer {
    let mut body = json!({ "language": "lt", "title": "Kur pratęsti leidimą?", "text": "Kur galiu jį pratęsti?",
        "summary": "Pratęskite skyriuje.", "body": "Kreipkitės per mėnesį." });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    by.send_json(Method::PUT, &format!("/en/q/{id}/versions"), &body).await
}

#[actix_web::test]
async fn what_identifies_somebody_is_shown_before_a_version_is_written() {
    let Published { app, nina, law, id, path, .. } = published().await;
    // What the original says nobody is asked about again.
    answer(&nina, &id, "Go there within a month, or write to office@example.org.", &[law]).await;
    assert_eq!(translate(&nina, &id, json!({ "body": "Rašykite office@example.org." })).await.status, 200);

    let typed = format!("Skambinkite man {PHONE}, kur galiu jį pratęsti?");
    let told = translate(&nina, &id, json!({ "text": typed })).await;
    assert_eq!(told.status, 422);
    assert!(told.json()["fields"]["checked"].is_string(), "{}", told.body);
    let fields = [
        ("language", "lt"),
        ("title", "Kur pratęsti leidimą?"),
        ("text", &*typed),
        ("summary", "Pratęskite skyriuje, per mėnesį."),
        ("body", "Rašykite office@example.org."),
    ];
    let action = format!("/en/q/{id}/versions?_method=PUT");
    let shown = nina.post_form(&action, &fields).await;
    assert_eq!(shown.status, 422);
    assert!(shown.body.contains(&format!("<bdi>{PHONE}</bdi>")), "{}", shown.main_text());
    assert!(shown.body.contains(&typed) && shown.body.contains("Pratęskite skyriuje, per mėnesį."), "nothing is lost");
    let ticked = |words: &str| {
        let box_of = format!("name=\"remove\" value=\"{words}\"");
        let at = shown.body.find(&box_of).unwrap();
        shown.body[at..].split('>').next().unwrap().contains("checked")
    };
    assert!(
        ticked(PHONE) && !ticked("office@example.org"),
        "everybody will read it; the office's address stands already"
    );
    let read = async || app.guest().get_json(&format!("/lt{path}")).await.json();
    assert_eq!(read().await["text"], "Kur galiu jį pratęsti?");

    let mut decided = fields.to_vec();
    decided.extend([("checked", PHONE), ("remove", PHONE)]);
    assert_eq!(nina.post_form(&action, &decided).await.status, 303);
    let page = read().await;
    assert_eq!(page["text"], "Skambinkite man [telefonas], kur galiu jį pratęsti?");
    assert_eq!(page["answer"]["summary"], "Pratęskite skyriuje, per mėnesį.");
    let machine = translate(&nina, &id, json!({ "text": typed, "checked": "1" })).await;
    assert_eq!(machine.status, 200);
    assert_eq!(read().await["text"], typed, "it stays where its writer wants it so");
    // Who may not write here learns nothing.
    let member = app.member("Max").await;
    assert_eq!(member.post_form(&action, &fields).await.status, 404);
}

/// Titles on the page of an area.
async fn listed(app: &TestApp, lang: &str) -> Vec<String> {
    let page = app.guest().get(&format!("/{lang}/areas/housing")).await;
    let from = page.body.find("id=\"questions-panel\"").unwrap();
    let titles = page.body[from..].split("<a href=\"/").skip(1).filter(|rest| rest[3..].starts_with("q/"));
    titles.map(|rest| rest.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn on_the_page_of_an_area_what_can_be_read_comes_first() {
    let Published { app, nina, law, id, .. } = published().await;
    app.clock.advance(chrono::Duration::days(8));
    let nina = super::following_up::again(&app, &nina).await;
    let mut newer = Vec::new();
    for title in ["How do I end my lease?", "Who repairs the heating?"] {
        let id = ask(&app, &nina, title, "everyone").await;
        publish(&nina, &id, title, title).await;
        newer.push(id);
    }
    answer(&nina, &newer[0], "In writing.", &[law]).await;
    let english = ["How do I end my lease?", "Where do I renew my permit?", "Who repairs the heating?"];
    assert_eq!(listed(&app, "en").await, english, "all of them can be read: answered ones first, the newest first");
    assert_eq!(listed(&app, "lt").await, english, "none of them can");
    assert_eq!(translate(&nina, &id, json!({})).await.status, 200);
    let renew = "Kur pratęsti leidimą?";
    assert_eq!(listed(&app, "lt").await, [renew, english[0], english[2]]);
    assert_eq!(listed(&app, "ru").await, english);
    assert_eq!(listed(&app, "en").await, english);
    let repair = json!({ "language": "lt", "title": "Kas taiso šildymą?", "text": "Kas taiso šildymą?" });
    let written = nina.send_json(Method::PUT, &format!("/en/q/{}/versions", newer[1]), &repair).await;
    assert_eq!(written.status, 200, "{}", written.body);
    assert_eq!(
        listed(&app, "lt").await,
        [renew, english[0], "Kas taiso šildymą?"],
        "an official answer comes before what is only in the reader's language"
    );
}

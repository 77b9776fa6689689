//! What guests are shown stays as it is, to the letter, whatever happens to questions that are not public: statuses, pages,
//! counts, order and ETags.

use std::collections::BTreeMap;

use chrono::Duration;
use diesel::prelude::*;
use mipas::db::schema::areas;
use serde_json::{Value, json};

use super::of_questions;
use super::rows::ROWS;
use crate::forum::setup::{open_category, start};
use crate::notifications::settle;
use crate::questions::answering::{Bodies, answer, bodies, case, queue, source};
use crate::questions::community::Public;
use crate::search::{encoded, indexed};
use crate::support::{TestApp, Visitor};

/// By address and kind: status, ETag and body.
type Shown = BTreeMap<String, (u16, String, String)>;

/// Everything that a guest can look at.
async fn look(app: &TestApp, paths: &[String]) -> Shown {
    settle(app).await;
    indexed(app).await;
    // Kept copies have ended: all is made anew.
    app.clock.advance(Duration::seconds(61));
    let (guest, mut shown) = (app.guest(), Shown::new());
    for path in paths {
        for (kind, answer) in [("html", guest.get(path).await), ("json", guest.get_json(path).await)] {
            let body = without_what_is_new_each_time(path, kind, &answer.body);
            // Where the body is another each time, so is its mark.
            let etag = if body == answer.body { answer.header("etag").to_owned() } else { String::new() };
            shown.insert(format!("{path} {kind}"), (answer.status, etag, body));
        }
    }
    // What somebody is offered who asks about the same.
    let text = json!({ "text": "Where do I renew my residence permit?", "language": "en" });
    let offered = guest.post_json("/en/ask/similar", &text).await.json()["similar"].to_string();
    shown.insert("similar to a text".to_owned(), (200, String::new(), offered));
    shown
}

/// The page for asking has a new key; pages that are kept up to date know their position in the log, which counts
/// everything that happens anywhere.
fn without_what_is_new_each_time(path: &str, kind: &str, body: &str) -> String {
    if let Some((before, after)) = body.split_once("<body data-seq=\"") {
        return format!("{before}<body data-seq=\"{}", after.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    }
    if path == "/live/poll" {
        let mut polled: Value = serde_json::from_str(body).unwrap();
        polled.as_object_mut().unwrap().remove("seq");
        return polled.to_string();
    }
    if !path.ends_with("/ask") {
        return body.to_owned();
    }
    if kind == "html" {
        let kept = body.lines().filter(|line| !line.contains("name=\"key\""));
        return kept.collect::<Vec<_>>().join("\n");
    }
    let mut page: Value = serde_json::from_str(body).unwrap();
    page.as_object_mut().unwrap().remove("key");
    page.to_string()
}

/// The addresses: every row that is read, and what lists, finds, offers and counts.
fn paths(question: &Public, expert: i64, thread: &str) -> Vec<String> {
    let id = question.id.as_i64().unwrap();
    let slug = question.path.rsplit('/').next().unwrap();
    let of = |pattern: &str| {
        if of_questions::names_a_question(pattern) {
            return of_questions::path(pattern, id, slug, 1);
        }
        let slug = if pattern.contains("/areas/") { "housing" } else { "talk" };
        let slug = if pattern.contains("/t/") { thread } else { slug };
        let slug = if pattern.contains("/organisations/") { "help-lt" } else { slug };
        let number = if pattern.contains("/u/") { expert } else { 1 };
        let path = pattern.replace("{lang}", "en").replace("{slug}", slug).replace("{id}", &number.to_string());
        path.replace("{number}", "1").replace("{token}", "none").replace("{name}", "none")
    };
    let rows = ROWS.iter().filter(|row| row.method == "GET").map(|row| of(row.path));
    let listed = [
        "/lt/questions",
        "/en/questions?area=housing",
        "/en/questions?answered=no",
        "/en/questions?answered=yes",
        "/en/questions?organisation=1",
        "/lt/areas/housing",
        "/en/areas/health",
        "/en/organisations/office-lt",
        "/en/organisations?area=housing",
        "/lt/search?q=permit",
        "/en/search?q=permit",
        "/en/search?q=where",
        "/en/search?q=permot",
        "/en/search?q=residence+permit&kind=question",
        "/en/search?q=in:housing+permit",
        "/en/search/suggestions?q=perm",
        "/en/search/suggestions?q=where+do",
        "/en/search/suggestions?q=zebra",
        "/en/search?q=zebrazebra",
        "/en/search/similar?kind=question&title=renew+my+permit",
    ]
    .map(str::to_owned);
    let like = format!("/en/search/similar?to={}", encoded(&format!("question:{id}")));
    rows.chain(listed).chain([like]).collect()
}

fn changes(before: &Shown, after: &Shown) -> Vec<String> {
    let differs = |(path, seen): (&String, &(u16, String, String))| {
        (before[path] != *seen).then(|| format!("{path}\n--- {:?}\n+++ {seen:?}", before[path]))
    };
    after.iter().filter_map(differs).collect()
}

#[actix_web::test]
async fn nothing_that_guests_see_tells_of_a_question_that_is_not_public() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let Bodies { ngo, state, .. } = &bodies;
    open_category(&app, "talk").await;
    let egor = app.member("Egor").await;
    let thread = start(&egor, "talk", "How long does it take to renew a residence permit?", "I wait for months").await;
    let law = source(ngo).await;
    let first = Public::new(&app, &bodies, "Where do I renew my residence permit?").await;
    let second = Public::new(&app, &bodies, "Can my family renew a permit with me?").await;
    Public::new(&app, &bodies, "Who pays for a lost residence permit?").await;
    answer(&second.expert, &second.id, law).await;
    first.answered(&egor, "Ask at the office").await;
    let paths = paths(&first, ngo.id.unwrap().0, thread.rsplit('/').next().unwrap());
    count_earlier(&app).await;
    let before = look(&app, &paths).await;
    let marked = before.values().filter(|(status, etag, _)| *status == 200 && !etag.is_empty()).count();
    assert!(before.len() > 250 && marked > 40, "{} pages, {marked} with an ETag", before.len());
    assert_eq!(changes(&before, &look(&app, &paths).await), [""; 0], "nothing has happened");

    for audience in ["ngo", "ngo_and_state", "everyone"] {
        let unchanged = async |what: &str| {
            assert_eq!(changes(&before, &look(&app, &paths).await), [""; 0], "{audience}: {what}");
        };
        let text = "Where do I renew my residence permit? Zebrazebra takes it away";
        let asked = case(&app, text, audience).await;
        unchanged("asked").await;
        let (expert, id) = given(&[ngo, state]).await;
        expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        answer(&expert, &id, law).await;
        unchanged("answered").await;
        asked.post_form("/en/case/messages", &[("text", "And what does Zebrazebra say?")]).await.location();
        let reason = [("closing_reason", "Nothing more can be said")];
        expert.post_form(&format!("/en/queue/{id}/closure"), &reason).await.location();
        let withdrawn = case(&app, text, audience).await;
        withdrawn.post_form("/en/case/withdrawal", &[]).await.location();
        unchanged("one closed, one withdrawn").await;
        for case in [asked, withdrawn] {
            case.delete_form("/en/case", &[("sure", "1")]).await.location();
        }
        unchanged("erased").await;
    }

    // It would be seen: a public one changes lists, counts, pages and what is found.
    Public::new(&app, &bodies, "Where do I renew my residence permit before it ends?").await;
    let seen = changes(&before, &look(&app, &paths).await);
    assert!(seen.len() > 20, "{}", seen.len());
}

/// Months are over in which enough was asked to be shown.
async fn count_earlier(app: &TestApp) {
    let count = |tx: &mut mipas::db::Tx| {
        let area = areas::table.filter(areas::slug.eq("housing")).select(areas::id).first(&mut **tx)?;
        let language = mipas::i18n::Lang::En.into();
        for days in [40, 70] {
            let at = tx.now() - Duration::days(days);
            mipas::questions::add_to_numbers(tx, at, area, language, 7)?;
        }
        Ok(())
    };
    app.db().write(count).await.unwrap();
}

/// The expert who has a question to take, and its number.
async fn given(experts: &[&Visitor]) -> (Visitor, Value) {
    for expert in experts {
        if let Some(item) = queue(expert, "mine").await.iter().find(|item| item["state"] == "received") {
            return ((*expert).clone(), item["id"].clone());
        }
    }
    panic!("nobody has it");
}

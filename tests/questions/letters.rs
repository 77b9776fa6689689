//! Letters to the address that an asker has left: what they say, and that nothing of them stays.

use std::time::{Duration, Instant};

use serde_json::json;

use super::answering::{Bodies, answer, bodies, queue, source};
use super::following_up::case;
use super::traces::{count, left_in_files, number};
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::TestApp;

/// The letters that have left into the folder, each as one text.
pub fn letters_in(folder: &std::path::Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = files.filter_map(|file| file.ok().map(|file| file.path()));
    let bytes = files.filter(|path| path.extension().is_some_and(|end| end == "eml")).map(std::fs::read);
    bytes
        .map(|bytes| {
            let read = mipas::mail::read(&bytes.unwrap()).expect("a letter");
            format!("{}\n{}\n{}\n{:?}", read.subject, read.text, read.html, read.headers)
        })
        .collect()
}

/// Waits until as many letters have left, and none waits.
async fn letters_left(app: &TestApp, folder: &std::path::Path, wanted: usize) -> Vec<String> {
    let began = Instant::now();
    loop {
        let (waiting, letters) = (count(app, "question_letters").await, letters_in(folder));
        if letters.len() >= wanted && waiting == 0 {
            return letters;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{waiting} wait, {} have left", letters.len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

const ADDRESS: &str = "quagga.quagga@example.net";

#[actix_web::test]
async fn the_address_that_was_left_is_told_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("file://{}", folder.path().display());
    let app = TestApp::with_settings(&[("mail-url", &mail)]).await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let (guest, key) = case(&app, "ngo", json!({ "email": ADDRESS })).await;
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    ngo.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await.location();
    let detail = letters_left(&app, folder.path(), 1).await;
    assert!(detail[0].contains(ADDRESS) && detail[0].contains("Чтобы ответить, нам нужно уточнение."), "{detail:?}");
    guest.post_form("/en/case/messages", &[("text", "A temporary one")]).await.location();
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    let both = letters_left(&app, folder.path(), 2).await;
    let answered = both.iter().find(|letter| letter.contains("Для Вас есть ответ.")).expect("the answer is told");
    assert!(answered.contains(&format!("{}/ru/case", app.base)), "{answered}");
    let word = key.split_whitespace().next().unwrap();
    for secret in ["Zebra", "permit", "Renew", "Housing", "Жиль", word, &id.to_string()] {
        assert!(!both.concat().contains(secret), "{secret} in {both:?}");
    }
    // The same answer in other words is no news.
    answer(&ngo, &id, law).await;
    assert_eq!(count(&app, "question_letters").await, 0);
    assert_eq!(
        number(&app, &format!("SELECT count(*) AS number FROM outbox WHERE to_address = '{ADDRESS}'")).await,
        0,
        "of what has left nothing stays"
    );
    // The case itself holds it until it is deleted; then nothing does.
    guest.delete_form("/en/case/email", &[]).await.location();
    let tables = ["outbox", "questions", "question_letters", "activities", "notices"];
    for table in tables {
        assert!(!table_holds(&app, table, ADDRESS).await, "{table}");
    }
    assert_eq!(left_in_files(&app, &[ADDRESS]).await, [""; 0]);
}

/// Whether any row of a table says it: as text, or in bytes that are shown as hexadecimal digits.
async fn table_holds(app: &TestApp, table: &str, text: &str) -> bool {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let row = if app.database_url().starts_with("postgres") {
        format!("SELECT count(*) AS number FROM {table} t WHERE t::text LIKE '%{text}%' OR t::text LIKE '%{hex}%'")
    } else {
        let of = match table {
            "outbox" => "to_address || coalesce(reply, '') || lower(hex(message))",
            "questions" => "coalesce(notify_email, '')",
            "activities" => "detail",
            _ => "''",
        };
        format!("SELECT count(*) AS number FROM {table} WHERE {of} LIKE '%{text}%' OR {of} LIKE '%{hex}%'")
    };
    number(app, &row).await > 0
}

#[actix_web::test]
async fn nothing_goes_to_an_address_that_was_deleted_or_erased() {
    let folder = tempfile::tempdir().unwrap();
    // Where a folder should be stands a file: no letter can leave.
    let blocked = folder.path().join("blocked");
    std::fs::write(&blocked, "x").unwrap();
    let app = TestApp::with_settings(&[("mail-url", &format!("file://{}", blocked.display()))]).await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let law = source(&ngo).await;
    for erased in [false, true] {
        let (guest, _) = case(&app, "ngo", json!({ "email": ADDRESS })).await;
        let id = queue(&ngo, "mine").await[0]["id"].clone();
        ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        answer(&ngo, &id, law).await;
        let refused =
            "SELECT count(*) AS number FROM outbox WHERE kind = 'case' AND attempts > 0 AND state = 'waiting'";
        let began = Instant::now();
        while number(&app, refused).await == 0 {
            assert!(began.elapsed() < Duration::from_secs(20), "the letter is not tried");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let reply = "SELECT count(*) AS number FROM outbox WHERE kind = 'case' AND reply <> ''";
        assert_eq!(number(&app, reply).await, 0, "what a server says may name the address");
        let path = if erased { "/en/case" } else { "/en/case/email" };
        guest.delete_form(path, &[("sure", "1")]).await.location();
        for table in ["outbox", "question_letters", "questions"] {
            assert!(!table_holds(&app, table, ADDRESS).await, "{table}, erased: {erased}");
        }
        assert_eq!(left_in_files(&app, &[ADDRESS]).await, [""; 0], "erased: {erased}");
        assert_eq!(number(&app, "SELECT count(*) AS number FROM outbox WHERE kind = 'case'").await, 0);
        if !erased {
            guest.delete_form("/en/case", &[("sure", "1")]).await.location();
        }
    }
}

#[actix_web::test]
async fn whatever_waits_for_the_asker_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("file://{}", folder.path().display());
    let app = TestApp::with_settings(&[("mail-url", &mail)]).await;
    let ada = admin(&app).await;
    let nina = app.member("Nina").await;
    let help = organisation(&ada, "Help", json!({ "kind": "ngo" })).await;
    accredit(&ada, help, "Nina").await;
    let (_guest, _) = case(&app, "everyone", json!({})).await;
    let original = queue(&nina, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{original}");
    nina.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let words = [("title", "Renewing a permit"), ("text", "Where is a permit renewed?")];
    let public = nina.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    let law = source(&nina).await;
    answer(&nina, &original, law).await;
    let (_guest, _) = case(&app, "ngo", json!({ "email": ADDRESS })).await;
    let path = format!("/en/queue/{}", queue(&nina, "mine").await[0]["id"]);
    nina.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let told = |letters: &[String], words: &str| letters.iter().filter(|letter| letter.contains(words)).count();

    // Asked twice, each time they are told.
    let detail = "Чтобы ответить, нам нужно уточнение.";
    for times in [1, 2] {
        nina.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await.location();
        let letters = letters_left(&app, folder.path(), times).await;
        assert_eq!(told(&letters, detail), times, "{letters:?}");
    }
    let office = organisation(&ada, "Office", json!({ "kind": "state_body" })).await;
    app.member("Stasys").await;
    accredit(&ada, office, "Stasys").await;
    let office = office.to_string();
    let fields = [("organisation", office.as_str()), ("handing_reason", "They decide on it")];
    nina.post_form(&format!("{path}/hand-overs"), &fields).await.location();
    let letters = letters_left(&app, folder.path(), 3).await;
    assert_eq!(told(&letters, "Прежде чем передать вопрос дальше"), 1, "{letters:?}");
    nina.post_form(&format!("{path}/duplicate"), &[("duplicate_of", &public)]).await.location();
    let letters = letters_left(&app, folder.path(), 4).await;
    assert_eq!(told(&letters, "Для Вас есть ответ."), 1, "what was answered to another is their answer: {letters:?}");
    for secret in ["Zebra", "permit", "Office", "Housing", "Жиль"] {
        assert!(!letters.concat().contains(secret), "{secret} in {letters:?}");
    }
}

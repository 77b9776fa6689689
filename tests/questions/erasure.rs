//! A public question that is erased: nothing of it is left in any table, in the files of the database or in the words
//! that the search index knows.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::Text;
use reqwest::Method;
use serde_json::json;
use tantivy::schema::FieldType;

use super::answering::{bodies, source};
use super::community::Public;
use super::following_up::{again, sweep};
use super::traces::{left_in_files, number};
use crate::search::indexed;
use crate::support::TestApp;

/// One word for each thing that somebody has written in the case.
const WORDS: [&str; 5] = ["zebrazebra", "quaggaquagga", "okapiokapi", "tapirtapir", "kudukudu"];

/// Those of them that any word of the index contains: compressed files say nothing, its dictionaries do.
fn known_to_the_index(app: &TestApp) -> Vec<&'static str> {
    let folder = app.shared.site.config.data_dir.join("search");
    let mut known = Vec::new();
    for generation in std::fs::read_dir(folder).unwrap() {
        let index = tantivy::Index::open_in_dir(generation.unwrap().path()).unwrap();
        let schema = index.schema();
        let texts = schema.fields().filter(|(_, entry)| matches!(entry.field_type(), FieldType::Str(_)));
        let texts: Vec<_> = texts.map(|(field, _)| field).collect();
        assert!(!texts.is_empty());
        for segment in index.reader().unwrap().searcher().segment_readers() {
            for field in &texts {
                let inverted = segment.inverted_index(*field).unwrap();
                let mut terms = inverted.terms().stream().unwrap();
                while let Some((term, _)) = terms.next() {
                    let term = String::from_utf8_lossy(term).to_lowercase();
                    known.extend(WORDS.iter().copied().filter(|word| term.contains(word)));
                }
            }
        }
    }
    known.sort_unstable();
    known.dedup();
    known
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Tables in a row of which a word stands.
fn tables_with(app: &TestApp, word: &str) -> Vec<String> {
    let file = app.shared.site.config.data_dir.join("test.db");
    let mut found = Vec::new();
    if file.exists() {
        let mut conn = SqliteConnection::establish(&file.display().to_string()).unwrap();
        let columns = "SELECT m.name || '.' || c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c \
                       WHERE m.type = 'table'";
        for Name { name } in diesel::sql_query(columns).load(&mut conn).unwrap() {
            let (table, column) = name.split_once('.').unwrap();
            let rows =
                format!("SELECT '{table}' AS name FROM {table} WHERE lower(CAST({column} AS TEXT)) LIKE '%{word}%'");
            found.extend(diesel::sql_query(rows).load::<Name>(&mut conn).unwrap().into_iter().map(|row| row.name));
        }
    } else {
        let mut conn = PgConnection::establish(&app.database_url()).unwrap();
        let tables = "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'";
        for Name { name } in diesel::sql_query(tables).load(&mut conn).unwrap() {
            let rows = format!("SELECT '{name}' AS name FROM {name} t WHERE lower(t::text) LIKE '%{word}%'");
            found.extend(diesel::sql_query(rows).load::<Name>(&mut conn).unwrap().into_iter().map(|row| row.name));
        }
    }
    found
}

#[actix_web::test]
async fn an_erased_public_question_is_in_no_table_file_or_index() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let question = Public::new(&app, &bodies, "Where do I renew my permit? Zebrazebra").await;
    let (expert, asker) = (&question.expert, &question.asker);
    let path = format!("/en/queue/{}", question.id);
    let answer = json!({ "language": "en", "summary": "Renew it at the Quaggaquagga.", "body": "In time.",
        "sources": [source(expert).await.to_string()] });
    assert_eq!(expert.send_json(Method::PUT, &format!("{path}/answer"), &answer).await.status, 200);
    question.answered(&app.member("Ona").await, "Ask for Okapiokapi there.").await;
    expert.post_form(&format!("{path}/notes"), &[("internal_note", "I have called Tapirtapir")]).await.location();
    asker.post_form("/en/case/messages", &[("text", "It was Kudukudu")]).await.location();
    indexed(&app).await;
    assert_eq!(known_to_the_index(&app), ["okapiokapi", "quaggaquagga", "zebrazebra"], "what everybody reads");
    for word in WORDS {
        assert!(!tables_with(&app, word).is_empty(), "{word} is nowhere");
    }

    assert_eq!(asker.delete_form("/en/case", &[("sure", "1")]).await.location(), "/en/ask");
    indexed(&app).await;
    // Segments are written anew once a day at the latest.
    app.clock.advance(chrono::Duration::hours(25));
    let began = Instant::now();
    while !known_to_the_index(&app).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20), "the index still knows {:?}", known_to_the_index(&app));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for word in WORDS {
        assert_eq!(tables_with(&app, word), [""; 0], "{word}");
    }
    assert_eq!(left_in_files(&app, &WORDS).await, [""; 0]);
}

#[actix_web::test]
async fn after_a_year_the_case_goes_and_what_everybody_reads_stays() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let question = Public::new(&app, &bodies, "Where do I renew my permit? Zebrazebra").await;
    let (path, law) = (format!("/en/queue/{}", question.id), source(&question.expert).await);
    let answer = json!({ "language": "en", "summary": "Renew it at the Quaggaquagga.", "body": "In time.",
        "sources": [law.to_string()] });
    question.asker.post_form("/en/case/messages", &[("text", "It was Kudukudu")]).await.location();
    let answering = format!("{path}/answer");
    assert_eq!(question.expert.send_json(Method::PUT, &answering, &answer).await.status, 200);
    // What everybody reads says less than what was asked.
    let words = [("title", "Where do I renew my permit?"), ("text", "Where is a permit renewed?")];
    let public = question.expert.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    question
        .expert
        .post_form(&format!("{path}/notes"), &[("internal_note", "I have called Tapirtapir")])
        .await
        .location();
    let editor = app.member_with("Edita", &[mipas::accounts::Role::Editor]).await;
    editor.post_form(&format!("/en/q/{}/guide?_method=PUT", question.id), &[]).await.location();
    // A private one, whose answer nobody else reads.
    super::answering::case(&app, "May my landlord raise the rent? Okapiokapi", "ngo").await;
    for word in ["zebrazebra", "tapirtapir", "kudukudu", "okapiokapi"] {
        assert!(!tables_with(&app, word).is_empty(), "{word} is nowhere");
    }

    app.clock.advance(chrono::Duration::days(300));
    let expert = again(&app, &question.expert).await;
    let answers = expert.get_json(&path).await.json()["answer"]["id"].to_string();
    expert.post_form("/en/queue/renewals", &[("answers", &answers)]).await.location();
    for days in [70, 330] {
        app.clock.advance(chrono::Duration::days(days));
        sweep(&app).await;
        sweep(&app).await;
        let guest = app.guest();
        let page = guest.get(&public).await;
        assert!(page.status == 200 && page.body.contains("Quaggaquagga"), "{days}: {}", page.main_text());
        let area = guest.get_json("/en/areas/housing").await.json();
        let panels = area["panels"].as_array().unwrap();
        let guide = &panels.iter().find(|panel| panel["template"] == "questions/panel").unwrap()["data"]["guide"];
        assert_eq!(guide[0]["id"], question.id, "{days}");
        assert_eq!(guest.get(&format!("{public}/history")).await.status, 200);
        for word in ["zebrazebra", "tapirtapir", "kudukudu", "okapiokapi"] {
            assert_eq!(tables_with(&app, word), [""; 0], "{days}: {word}");
        }
    }
    assert_eq!(number(&app, "SELECT count(*) AS number FROM questions WHERE key_hash IS NOT NULL").await, 0);
    assert_eq!(number(&app, "SELECT count(*) AS number FROM questions").await, 1, "a private one goes whole");
    let erased = "SELECT count(*) AS number FROM activities WHERE kind = 'question.case_erased'";
    assert_eq!(number(&app, erased).await, 1, "once");
    // Its answer is still kept right; there is nobody to ask.
    let expert = again(&app, &expert).await;
    let page = expert.get(&path).await.main_text();
    assert!(page.contains("Change the answer") && !page.contains("Send to the asker"), "{page}");
    let asked = expert.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await;
    assert_eq!(asked.status, 409);
    let other = json!({ "language": "en", "summary": "Renew it at the office.", "body": "In time.",
        "sources": [law.to_string()] });
    assert_eq!(expert.send_json(Method::PUT, &answering, &other).await.status, 200);
}

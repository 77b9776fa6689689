use chrono::Duration;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text};

use super::answering::{bodies, queue};
use super::{ask, open};
use crate::support::TestApp;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct File {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Binary)]
    bytes: Vec<u8>,
}

pub async fn number(app: &TestApp, query: &str) -> i64 {
    let query = query.to_owned();
    let rows: Vec<Number> = app.db().read(move |conn| Ok(diesel::sql_query(query).load(conn)?)).await.unwrap();
    rows[0].number
}

pub async fn count(app: &TestApp, table: &str) -> i64 {
    number(app, &format!("SELECT count(*) AS number FROM {table}")).await
}

#[actix_web::test]
async fn nothing_links_a_case_to_an_account() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    ask(&ona, "en", "Somebody takes my passport away").await;
    for query in [
        "SELECT count(*) AS number FROM questions WHERE asker_id IS NOT NULL",
        "SELECT count(*) AS number FROM activities WHERE kind LIKE 'question.%' AND actor_id IS NOT NULL",
        "SELECT count(*) AS number FROM activities WHERE detail LIKE '%passport%'",
        "SELECT count(*) AS number FROM text_versions WHERE body LIKE '%passport%' AND updated_by IS NOT NULL",
        "SELECT count(*) AS number FROM drafts",
        "SELECT count(*) AS number FROM idempotency",
        "SELECT count(*) AS number FROM outbox",
    ] {
        assert_eq!(number(&app, query).await, 0, "{query}");
    }
    // Of the case itself only the day is known.
    let days: Vec<mipas::config::Timestamp> = app
        .db()
        .read(|conn| {
            use mipas::db::schema::questions;
            Ok(questions::table.select(questions::asked_at).load(conn)?)
        })
        .await
        .unwrap();
    assert!(is_midnight(days[0]), "{days:?}");
}

/// In Lithuania, whose days are kept.
fn is_midnight(at: mipas::config::Timestamp) -> bool {
    at.utc().with_timezone(&chrono_tz::Europe::Vilnius).time() == chrono::NaiveTime::MIN
}

#[actix_web::test]
async fn when_a_case_was_given_to_an_expert_is_known_by_the_day() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    app.clock.advance(Duration::minutes(77));
    ask(&app.guest(), "en", "Where do I register my address?").await;
    let id = queue(&bodies.ngo, "mine").await[0]["id"].clone();
    bodies.ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let days: Vec<mipas::config::Timestamp> = app
        .db()
        .read(|conn| {
            use mipas::db::schema::question_routes;
            Ok(question_routes::table.select(question_routes::at).load(conn)?)
        })
        .await
        .unwrap();
    assert!(!days.is_empty() && days.iter().all(|at| is_midnight(*at)), "{days:?}");
}

#[actix_web::test]
async fn an_erased_case_leaves_nothing_that_was_written() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    // Longer than what PostgreSQL keeps within a row, and of letters that cannot be packed.
    let letters = (0..3_600).map(|at| if at % 12 == 11 { ' ' } else { rand::random_range('a'..='p') });
    let text = format!("Zebrazebra took my passport away. {} Okapiokapi", letters.collect::<String>());
    let (key, _) = ask(&guest, "en", &text).await;
    open(&mut guest, "en", &key).await;
    guest.post_form("/en/case/messages", &[("text", "Her name is Quaggaquagga")]).await.location();
    let there = files_of(&app);
    for word in ["ebrazebra", "uaggaquagga"] {
        assert!(there.iter().any(|(_, bytes)| holds(bytes, word)), "{word} is in no file");
    }
    let long_values = |name: &str| name.starts_with("pg_toast.pg_toast") && !name.ends_with("_index");
    let apart = there.iter().any(|(name, bytes)| long_values(name) && holds(bytes, "piokapi"));
    assert!(apart || !app.database_url().starts_with("postgres"), "the long text is kept apart");
    let unsure = guest.delete_form("/en/case", &[]).await;
    assert_eq!(unsure.status, 422);
    assert!(unsure.main_text().contains("Zebrazebra"), "the case is still shown");
    let erased = guest.delete_form("/en/case", &[("sure", "1")]).await;
    assert_eq!(erased.location(), "/en/ask");
    for table in ["questions", "question_states", "question_messages", "case_openings"] {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
    let query = "SELECT count(*) AS number FROM text_versions WHERE body LIKE '%ebrazebra%'";
    assert_eq!(number(&app, query).await, 0);
    guest.case = None;
    assert_eq!(open(&mut guest, "en", &key).await.status, 422, "the key opens nothing");
    assert_eq!(left_in_files(&app, &["zebrazebra", "quaggaquagga", "okapiokapi"]).await, [""; 0]);
    for (name, bytes) in files_of(&app) {
        // The names of areas stand in SQLite's one file, and in this table of PostgreSQL's.
        let known = name.ends_with("test.db") || name == "text_versions";
        assert!(!known || holds(&bytes, "areas") || holds(&bytes, "Housing"), "{name} is no file of the database");
    }
}

/// Which of these words, in small letters, stand in which file. Rows that somebody else may still be reading are not
/// vacuumed: until they have read, within a time.
pub async fn left_in_files(app: &TestApp, words: &[&str]) -> Vec<String> {
    let began = std::time::Instant::now();
    loop {
        let mut found = Vec::new();
        for (name, bytes) in files_of(app) {
            let lower: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
            found.extend(words.iter().filter(|word| holds(&lower, word)).map(|word| format!("{word} in {name}")));
        }
        if found.is_empty() || began.elapsed().as_secs() > 20 {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

pub fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

/// The bytes of what holds the words: SQLite's file and its log after a checkpoint that empties it, every table
/// of PostgreSQL, with its long values and indexes, after they were vacuumed in full (a plain VACUUM leaves what was there
/// between rows until it is written over).
pub fn files_of(app: &TestApp) -> Vec<(String, Vec<u8>)> {
    let file = app.shared.site.config.data_dir.join("test.db");
    if file.exists() {
        let mut conn = SqliteConnection::establish(&file.display().to_string()).unwrap();
        let wal = app.shared.site.config.data_dir.join("test.db-wal");
        // Whoever reads at this moment keeps the log from being emptied.
        let began = std::time::Instant::now();
        while std::fs::metadata(&wal).unwrap().len() > 0 {
            assert!(began.elapsed().as_secs() < 20, "the log is never emptied");
            conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        }
        return [file, wal]
            .into_iter()
            .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
            .collect();
    }
    let mut conn = PgConnection::establish(&app.database_url()).unwrap();
    // One by one: together they would be a transaction, in which nothing is vacuumed.
    for statement in ["VACUUM FULL", "CHECKPOINT"] {
        conn.batch_execute(statement).unwrap();
    }
    // Every table with its indexes, and where its long values are with theirs.
    let files = "WITH ours AS (
            SELECT c.oid, c.reltoastrelid AS toast FROM pg_class c JOIN pg_tables t ON c.oid = t.tablename::regclass
            WHERE t.schemaname = 'public'),
        all_of_it AS (SELECT oid FROM ours UNION SELECT toast FROM ours WHERE toast <> 0),
        files AS (
            SELECT oid FROM all_of_it
            UNION SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM all_of_it))
        SELECT oid::regclass::text AS name, pg_read_binary_file(pg_relation_filepath(oid)) AS bytes FROM files";
    let files: Vec<File> = diesel::sql_query(files).load(&mut conn).unwrap();
    files.into_iter().map(|file| (file.name, file.bytes)).collect()
}

#[actix_web::test]
async fn a_case_is_erased_a_year_after_the_last_that_happened_in_it() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "en", "Where do I register my address?").await;
    ask(&guest, "en", "Another question of somebody else").await;
    app.clock.advance(Duration::days(300));
    open(&mut guest, "en", &key).await;
    guest.post_form("/en/case/messages", &[("text", "It is still the same")]).await;
    app.clock.advance(Duration::days(67));
    app.db().write(mipas::questions::sweep).await.unwrap();
    assert_eq!(count(&app, "questions").await, 1);
    app.clock.advance(Duration::days(300));
    app.db().write(mipas::questions::sweep).await.unwrap();
    assert_eq!(count(&app, "questions").await, 0);
}

#[actix_web::test]
async fn linked_questions_go_with_their_account() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    let mut linked = super::question("", "Where do I register my address?");
    linked.push(("link", "1"));
    ona.post_form("/en/ask", &linked).await.location();
    let gone = ona.delete_form("/en/settings/delete", &[("password", "correct horse Ona")]).await;
    assert_eq!((gone.status, count(&app, "questions").await), (303, 0), "{}", gone.main_text());
}

//! How long it takes to find nothing: the same statements, whatever there is. They are counted rather than timed.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use reqwest::Method;
use serde_json::{Value, json};

use super::{key_of, open};
use crate::matrix::{of_questions, rows::Row};
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{TestApp, Visitor};

/// Statements about questions, by the database's address.
static STATEMENTS: OnceLock<Mutex<HashMap<String, Vec<String>>>> = OnceLock::new();

/// What one connection does.
#[derive(Default)]
struct Watch {
    database: String,
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => url.clone_into(&mut self.database),
            InstrumentationEvent::StartQuery { query, .. } => {
                let text = query.to_string();
                let sql = text.split("-- binds").next().unwrap_or_default().trim().to_owned();
                let ours = [
                    "questions",
                    "question_routes",
                    "question_messages",
                    "question_states",
                    "community_answers",
                    "case_openings",
                    "glass_openings",
                ];
                if ours.iter().any(|table| sql.contains(table)) {
                    let mut all = STATEMENTS.get_or_init(Mutex::default).lock().unwrap();
                    all.entry(self.database.clone()).or_default().push(sql);
                }
            }
            _ => {}
        }
    }
}

/// Watches the connections that are opened from now on.
fn watch() {
    set_default_instrumentation(|| Some(Box::new(Watch::default()))).unwrap();
}

/// The statements since the last time.
fn take(app: &TestApp) -> Vec<String> {
    let url = app.database_url();
    let file = url.trim_start_matches("sqlite://").trim_start_matches("sqlite:").to_owned();
    let mut all = STATEMENTS.get_or_init(Mutex::default).lock().unwrap();
    all.iter_mut()
        .filter(|(known, _)| **known == url || known.ends_with(&file))
        .flat_map(|(_, found)| std::mem::take(found))
        .collect()
}

async fn id_of(expert: &Visitor) -> i64 {
    expert.get_json("/en/queue").await.json()["items"][0]["id"].as_i64().unwrap()
}

#[actix_web::test]
async fn as_much_is_asked_of_the_database_for_every_number() {
    watch();
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let (nina, stasys, egor) = (app.member("Nina").await, app.member("Stasys").await, app.member("Egor").await);
    let body = organisation(&ada, "Help", json!({ "kind": "ngo" })).await;
    accredit(&ada, body, "Nina").await;
    let body = organisation(&ada, "Office", json!({ "kind": "state_body" })).await;
    accredit(&ada, body, "Stasys").await;
    let petras = app.member_with("Petras", &[mipas::accounts::Role::Moderator]).await;
    let ask = json!({ "text": "Where do I renew my permit?", "area": "housing", "audience": "ngo" });
    assert_eq!(app.guest().post_json("/en/ask", &ask).await.status, 200);
    let id = id_of(&nina).await;
    // What follows the log in the background asks about questions too, until it has come to its end.
    crate::search::indexed(&app).await;
    take(&app);
    // It is really seen: who may read it causes more.
    nina.get(&format!("/en/queue/{id}")).await;
    assert!(take(&app).len() > 2);

    let (guest, mut asked) = (app.guest(), 0);
    for (who, visitor) in
        [("guest", &guest), ("member", &egor), ("state", &stasys), ("admin", &ada), ("moderator", &petras)]
    {
        for row in of_questions::rows() {
            // What is swept in the background at that moment only adds to it: the least of some turns counts.
            let mut seen = [id, 12345].map(|_| None::<Asked>);
            for _ in 0..4 {
                for (least, number) in seen.iter_mut().zip([id, 12345]) {
                    let turn = ask_for(&app, visitor, row, number).await;
                    if least.as_ref().is_none_or(|least| least.1.len() > turn.1.len()) {
                        *least = Some(turn);
                    }
                }
                if seen[0] == seen[1] {
                    break;
                }
            }
            assert_eq!(seen[0], seen[1], "{who} {} {}", row.method, row.path);
            let seen = seen.map(Option::unwrap_or_default);
            asked += usize::from(!seen[0].1.is_empty());
        }
    }
    assert!(asked > 100, "questions were asked for {asked} times");
}

/// The status, and what was asked of the database.
type Asked = (u16, Vec<String>);

async fn ask_for(app: &TestApp, visitor: &Visitor, row: &Row, number: i64) -> Asked {
    let method: Method = row.method.parse().unwrap();
    let path = of_questions::path(row.path, number, "x", 1);
    let answer = if method == Method::GET {
        visitor.get(&path).await
    } else {
        visitor.send_json(method, &path, &of_questions::body()).await
    };
    (answer.status, take(app))
}

#[actix_web::test]
async fn keys_are_looked_for_in_the_same_way_whatever_they_are() {
    watch();
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let key = key_of(&guest, "en").await;
    let ask = json!({ "key": key, "text": "Where do I renew my permit?", "area": "housing", "audience": "ngo" });
    assert_eq!(guest.post_json("/en/ask", &ask).await.status, 200);
    // What follows the log in the background asks about questions too, until it has come to its end.
    crate::search::indexed(&app).await;
    take(&app);
    let mut seen: Vec<Vec<String>> = Vec::new();
    let unknown = mipas::questions::CaseKey::new().words(mipas::i18n::Lang::En);
    // One word of the right one is another.
    let near = key.rsplit_once(' ').unwrap().0.to_owned() + " " + unknown.rsplit_once(' ').unwrap().1;
    for tried in [&*unknown, &near, "", "bada", &"ba".repeat(24)] {
        let mut turns = Vec::new();
        for _ in 0..3 {
            let answer: Value = guest.post_json("/en/case/opening", &json!({ "key": tried })).await.json();
            assert!(answer["fields"]["key"].is_string(), "{answer}");
            turns.push(take(&app));
        }
        // What is swept in the background at that moment only adds to it.
        seen.push(turns.into_iter().min_by_key(Vec::len).unwrap());
    }
    assert!(!seen[0].is_empty() && seen.iter().all(|statements| *statements == seen[0]), "{seen:#?}");
    // The right one is found by the same statement, and then opened.
    assert_eq!(open(&mut guest, "en", &key).await.status, 303);
    let opened = take(&app);
    assert!(opened.windows(seen[0].len()).any(|asked| asked == seen[0]), "{opened:#?}");
}

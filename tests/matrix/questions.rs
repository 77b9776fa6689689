//! Every way out is searched for the words and numbers of questions, as every reader.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use diesel::prelude::*;
use mipas::db::schema::{text_versions, texts};
use serde_json::json;

use super::asked::{ADDRESS, World};
use super::rows::ROWS;
use crate::search::{encoded, search};
use crate::support::Visitor;

#[actix_web::test]
async fn questions_are_read_by_nobody_whose_they_are_not() {
    let lines = logged();
    let world = World::new().await;
    // Before they have seen it all: what was looked at is not written about.
    check_letters(&world).await;
    let (mut tried, mut shown) = (0, 0);
    for (reader, visitor) in &world.readers {
        for row in ROWS.iter().filter(|row| row.method == "GET") {
            for path in world.paths_of(row.path) {
                for answer in [visitor.get(&path).await, visitor.get_json(&path).await] {
                    shown += world.check(reader, &path, &answer);
                    tried += 1;
                }
            }
        }
        for path in [
            "/en/questions?area=housing",
            "/lt/areas/housing",
            "/en/search?q=where+is+knows",
            "/en/search?q=where&kind=question",
            "/en/queue?view=organisation",
            "/en/queue?view=unassigned",
            "/en/queue?view=overdue",
            "/en/queue?view=review",
            "/en/sources",
        ] {
            shown += world.check(reader, path, &visitor.get_json(path).await);
            shown += world.check(reader, path, &visitor.get(path).await);
        }
        check_finding(&world, reader, visitor).await;
        check_channels(&world, reader, visitor).await;
    }
    assert!(tried > 1_500 && shown > 100, "{tried} requests, shown {shown} times");
    check_tables(&world).await;
    let logged = String::from_utf8(lines.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("/en/search/similar") && logged.contains("where-is-zebra"), "lines are gathered");
    for line in logged.lines().filter(|line| line.contains("zebra")) {
        // The address that this test itself asked for, whether there is such a page or not.
        let rest = world.asked.iter().fold(line.to_owned(), |line, asked| line.replace(&asked.slug(), ""));
        assert!(!rest.contains("zebra"), "{line}");
    }
}

/// Letters to everybody whom something concerns are written by now: none says a word of a question that is not public,
/// none names one before whoever may not know of it, and the one to the address that was left names none at all.
async fn check_letters(world: &World) {
    let letters = world.letters().await;
    let to = |name: &str| letters.iter().filter(|letter| letter.contains(name)).count();
    for name in ["Nina@example.org", "Stasys@example.org", "Ona@example.org"] {
        assert!(to(name) > 0, "no letter to {name}: {letters:#?}");
    }
    assert_eq!(to(ADDRESS), 1, "{letters:#?}");
    for letter in &letters {
        assert!(!letter.replace("zebrapublic", "").contains("zebra"), "{letter}");
        for asked in world.asked.iter().filter(|asked| asked.mark != "zebrapublic") {
            let knows =
                ["Nina", "Stasys", "Ona", "Nora", "Sofija"].iter().any(|name| letter.contains(&format!("{name}@")));
            assert!(knows && !letter.contains(ADDRESS) || !letter.contains(&asked.id.to_string()), "{letter}");
        }
    }
}

/// No channel tells of a question, whoever may read it: one that is there is refused as one that is not.
async fn check_channels(world: &World, reader: &str, visitor: &Visitor) {
    for id in world.asked.iter().map(|asked| asked.id).chain([7]) {
        let polled = visitor.get_json(&format!("/live/poll?since=0&channel=question:{id}")).await.json();
        assert_eq!(polled["refused"], json!([format!("question:{id}")]), "{reader}");
        let told = polled["hints"].to_string();
        assert!(!told.contains("question"), "{reader}: {told}");
    }
}

/// Found, counted, offered, corrected and likened is what everybody may read.
async fn check_finding(world: &World, reader: &str, visitor: &Visitor) {
    for asked in &world.asked {
        let public = i64::from(asked.mark == "zebrapublic");
        let found = search(visitor, asked.mark).await;
        assert_eq!(found["total"], public, "{reader} {}: {found}", asked.mark);
        for facet in ["kinds", "languages", "areas"] {
            let counts = found[facet].as_array().unwrap().iter().map(|choice| choice["count"].as_i64().unwrap());
            assert_eq!(counts.sum::<i64>() > 0, public > 0, "{reader} {} {facet}: {found}", asked.mark);
        }
        let slip = &asked.mark[..asked.mark.len() - 1];
        assert_eq!(search(visitor, slip).await["total"], public, "{reader} {slip}");
        let path = format!("/en/search/suggestions?q={slip}");
        world.check(reader, &path, &visitor.get_json(&path).await);
        let like = format!("/en/search/similar?kind=question&title={}", encoded(&format!("Where is {}", asked.mark)));
        world.check(reader, &like, &visitor.get_json(&like).await);
        let to = |id: i64| format!("/en/search/similar?to=question:{id}");
        let (known, unknown) = (visitor.get_json(&to(asked.id)).await, visitor.get_json(&to(12345)).await);
        assert_eq!(known.status, if public > 0 { 200 } else { unknown.status }, "{reader} {}", asked.mark);
        // The page shows what was typed; what it offers is another's.
        let body = json!({ "text": format!("Who knows anything about {}?", asked.mark), "language": "en" });
        let offered = visitor.post_json("/en/ask/similar", &body).await.json();
        let titles = offered["similar"].to_string();
        assert!(
            !titles.contains("zebra") || !titles.replace("zebrapublic", "").contains("zebra"),
            "{reader}: {titles}"
        );
    }
}

/// Nothing of any question stands where it has no business: nowhere but in the tables of texts and of messages.
async fn check_tables(world: &World) {
    for (table, column) in
        [("activities", "detail"), ("idempotency", "url"), ("drafts", "text"), ("question_states", "reason")]
    {
        let query = format!("SELECT count(*) AS number FROM {table} WHERE {column} LIKE '%zebra%'");
        assert_eq!(crate::questions::traces::number(&world.app, &query).await, 0, "{table}");
    }
    let texts: i64 = world
        .app
        .db()
        .read(|conn| {
            let of = text_versions::table.inner_join(texts::table).filter(text_versions::title.like("%zebra%"));
            Ok(of.count().get_result(conn)?)
        })
        .await
        .unwrap();
    assert!(texts >= 9, "the marks are in the database: {texts}");
}

/// Everything that this process logs from now on.
fn logged() -> Arc<Mutex<Vec<u8>>> {
    static LINES: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let to = Arc::clone(&lines);
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter("off,mipas=debug")
            .with_ansi(false)
            .with_writer(move || Lines(Arc::clone(&to)))
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        lines
    });
    Arc::clone(lines)
}

struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

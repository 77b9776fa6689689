//! Questions of every audience and state, and every way out searched for their words and numbers, as every reader.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use diesel::prelude::*;
use mipas::accounts::Role;
use mipas::db::schema::{accreditations, question_routes, questions, text_versions, texts};
use mipas::db::{AccountId, QuestionId};
use reqwest::Method;
use serde_json::{Value, json};

use super::rows::ROWS;
use crate::forum::setup::{open_category, start};
use crate::notifications::settle;
use crate::organisations::setup::{accredit, organisation};
use crate::questions::{key_of, open};
use crate::search::{encoded, indexed, search};
use crate::support::{Answer, TestApp, Visitor};

/// A question, and who may read it.
struct Asked {
    id: i64,
    /// A word that stands in it, and nowhere else.
    mark: &'static str,
    readers: BTreeSet<&'static str>,
}

struct World {
    app: TestApp,
    readers: Vec<(&'static str, Visitor)>,
    asked: Vec<Asked>,
}

const EVERYBODY: [&str; 10] =
    ["guest", "asker", "key", "member", "ngo", "state", "moderator", "coordinator", "editor", "admin"];

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let mut readers = vec![("guest", app.guest()), ("key", app.guest())];
        for (name, person, roles) in [
            ("asker", "Ona", &[][..]),
            ("member", "Egor", &[]),
            ("ngo", "Nina", &[]),
            ("state", "Stasys", &[]),
            ("moderator", "Petras", &[Role::Moderator]),
            ("coordinator", "Kostas", &[Role::Coordinator]),
            ("editor", "Edita", &[Role::Editor]),
            ("admin", "Ada", &[Role::Admin]),
        ] {
            readers.push((name, app.member_with(person, roles).await));
        }
        let mut world = Self { app, readers, asked: Vec::new() };
        let admin = world.visitor("admin");
        for (name, kind, person) in [("Help", "ngo", "Nina"), ("Office", "state_body", "Stasys")] {
            let body = organisation(&admin, name, json!({ "kind": kind })).await;
            accredit(&admin, body, person).await;
        }
        open_category(&world.app, "public").await;
        start(&world.visitor("member"), "public", "Another thread", "Nothing to see").await;
        world.fill().await;
        settle(&world.app).await;
        indexed(&world.app).await;
        world
    }

    fn visitor(&self, name: &str) -> Visitor {
        self.readers.iter().find(|(known, _)| *known == name).unwrap().1.clone()
    }

    async fn fill(&mut self) {
        for (mark, audience, linked) in [
            ("zebrakeyed", "ngo", false),
            ("zebralinked", "ngo_and_state", true),
            ("zebraheld", "everyone", false),
            ("zebrapublic", "everyone", false),
            ("zebrawithdrawn", "ngo", true),
            ("zebrataken", "everyone", true),
            ("zebraanswered", "ngo_and_state", false),
            ("zebraclosed", "ngo", false),
            ("zebraduplicate", "ngo", false),
        ] {
            self.ask(mark, audience, linked).await;
        }
        for mark in ["zebrapublic", "zebrataken"] {
            let (id, expert) = (self.of(mark).id, self.expert_of(mark));
            let body = json!({ "title": format!("Where is {mark}?"), "text": format!("Where is {mark} to be found?") });
            let path = format!("/en/queue/{id}/publication");
            assert_eq!(expert.send_json(Method::PUT, &path, &body).await.status, 200, "{mark}");
        }
        for mark in ["zebrawithdrawn", "zebrataken"] {
            let path = format!("/en/q/{}/withdrawal", self.of(mark).id);
            self.visitor("asker").post_form(&path, &[]).await.location();
        }
        self.answer("zebraanswered").await;
        for (mark, state) in [("zebraclosed", "closed"), ("zebraduplicate", "duplicate")] {
            let id = QuestionId(self.of(mark).id);
            let close = move |tx: &mut mipas::db::Tx| {
                diesel::update(questions::table.find(id)).set(questions::state.eq(state)).execute(&mut **tx)?;
                Ok(())
            };
            self.app.db().write(close).await.unwrap();
        }
        self.of_mut("zebrapublic").readers = EVERYBODY.into();
        self.of_mut("zebraheld").readers.extend(["moderator", "admin"]);
    }

    fn of(&self, mark: &str) -> &Asked {
        self.asked.iter().find(|asked| asked.mark == mark).unwrap()
    }

    fn of_mut(&mut self, mark: &str) -> &mut Asked {
        self.asked.iter_mut().find(|asked| asked.mark == mark).unwrap()
    }

    /// The expert to whom it was given.
    fn expert_of(&self, mark: &str) -> Visitor {
        self.visitor(if self.of(mark).readers.contains("ngo") { "ngo" } else { "state" })
    }

    async fn ask(&mut self, mark: &'static str, audience: &str, linked: bool) {
        let text = format!("Where is {mark}? Who knows anything about {mark}?");
        let mut body = json!({ "text": text, "area": "housing", "audience": audience, "language": "en",
            "municipality": "vilniaus-m", "situation": "visa" });
        let mut readers = BTreeSet::new();
        if linked {
            body["link"] = json!("1");
            assert_eq!(self.visitor("asker").post_json("/en/ask", &body).await.status, 201, "{mark}");
            readers.insert("asker");
        } else {
            let guest = self.app.guest();
            body["key"] = json!(key_of(&guest, "en").await);
            assert_eq!(guest.post_json("/en/ask", &body).await.status, 200, "{mark}");
            if mark == "zebrakeyed" {
                let browser = self.readers.iter_mut().find(|(name, _)| *name == "key").unwrap();
                open(&mut browser.1, "en", body["key"].as_str().unwrap()).await;
                let message = [("text", "And zebrakeyed is not here")];
                browser.1.post_form("/en/case/messages", &message).await.location();
                readers.insert("key");
            }
        }
        let title = format!("Where is {mark}?");
        let (id, given): (i64, Vec<AccountId>) = self
            .app
            .db()
            .read(move |conn| {
                let text = text_versions::table.filter(text_versions::title.eq(&title)).select(text_versions::text_id);
                let id: i64 =
                    questions::table.filter(questions::text_id.eq_any(text)).select(questions::id).first(conn)?;
                let given = question_routes::table
                    .inner_join(accreditations::table.on(accreditations::id.eq(question_routes::accreditation_id)))
                    .filter(question_routes::question_id.eq(id))
                    .select(accreditations::account_id)
                    .load(conn)?;
                Ok((id, given))
            })
            .await
            .unwrap();
        for name in ["ngo", "state"] {
            if given.contains(&self.visitor(name).id.unwrap()) {
                readers.insert(name);
            }
        }
        assert!(readers.len() == 1 + usize::from(linked || mark == "zebrakeyed"), "{mark}: {readers:?}");
        assert!(audience != "ngo" || !readers.contains("state"), "{mark}: {readers:?}");
        self.asked.push(Asked { id, mark, readers });
    }

    async fn answer(&self, mark: &str) {
        let (id, expert) = (self.of(mark).id, self.expert_of(mark));
        let law = json!({ "kind": "law", "title_lt": "Įstatymas", "number": "IX-1", "article": "4",
            "url": "https://example.org/law" });
        let source = expert.post_json("/en/sources", &law).await.json()["id"].to_string();
        let body = json!({ "language": "en", "summary": format!("{mark} is at the office."), "body": mark,
            "sources": [source] });
        let answered = expert.send_json(Method::PUT, &format!("/en/queue/{id}/answer"), &body).await;
        assert_eq!(answered.status, 200, "{}", answered.body);
    }

    /// Addresses of an endpoint: those that name a question for each of them, the others once.
    fn paths_of(&self, pattern: &str) -> Vec<String> {
        let plain = pattern.replace("{lang}", "en");
        if ["/q/{id}", "/queue/{id}", "/questions/{id}"].iter().any(|of| plain.contains(of)) {
            let slug = |asked: &Asked| format!("where-is-{}", asked.mark);
            let of = |asked: &Asked| plain.replace("{id}", &asked.id.to_string()).replace("{slug}", &slug(asked));
            return self.asked.iter().map(of).collect();
        }
        let slug = if plain.contains("/areas/") { "housing" } else { "public" };
        let path = plain.replace("{slug}", slug).replace("{id}", "1").replace("{number}", "1");
        vec![path.replace("{token}", "none").replace("{name}", "none")]
    }

    /// Fails where words or the number of a question stand before who may not read it; how often those stand who may.
    fn check(&self, reader: &str, path: &str, answer: &Answer) -> usize {
        let mut shown = 0;
        for asked in &self.asked {
            // What was asked for stands in the page's own links: it tells nothing that was not known.
            let named = path.contains(&asked.id.to_string()) || path.contains(asked.mark);
            let body =
                if named { answer.body.replace(path.trim_start_matches("/en"), "") } else { answer.body.clone() };
            let found = body.contains(asked.mark) || body.contains(&format!("{}", asked.id)) && !named;
            assert!(!found || asked.readers.contains(reader), "{reader} {path}: {}\n{body}", asked.mark);
            shown += usize::from(found);
        }
        shown
    }
}

#[actix_web::test]
async fn questions_are_read_by_nobody_whose_they_are_not() {
    let lines = logged();
    let world = World::new().await;
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
            "/sitemap.xml",
            "/feeds/questions",
        ] {
            shown += world.check(reader, path, &visitor.get_json(path).await);
            shown += world.check(reader, path, &visitor.get(path).await);
        }
        check_finding(&world, reader, visitor).await;
    }
    assert!(tried > 2_000 && shown > 100, "{tried} requests, shown {shown} times");
    check_tables(&world).await;
    for letter in world.app.emails() {
        assert!(!format!("{letter:?}").contains("zebra"), "{letter:?}");
    }
    let logged = String::from_utf8(lines.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("/en/questions"), "lines are gathered");
    // What was searched for and addresses of public pages are no texts of private questions.
    for line in logged.lines().filter(|line| line.contains("zebra")) {
        let public = line.contains("where-is-zebra") || line.contains("/search");
        assert!(public, "{line}");
    }
}

/// Found, counted, offered, corrected and likened is what everybody may read.
async fn check_finding(world: &World, reader: &str, visitor: &Visitor) {
    for asked in &world.asked {
        let public = i64::from(asked.mark == "zebrapublic");
        let found = search(visitor, asked.mark).await;
        assert_eq!(found["total"], public, "{reader} {}: {found}", asked.mark);
        let counted: i64 = ["kinds", "languages"]
            .iter()
            .flat_map(|of| found[of].as_array().unwrap())
            .map(|choice| choice["count"].as_i64().unwrap())
            .sum();
        assert_eq!(counted > 0, public > 0, "{reader} {}: {found}", asked.mark);
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
    for (table, column) in [
        ("activities", "detail"),
        ("outbox", "message"),
        ("idempotency", "url"),
        ("drafts", "text"),
        ("question_states", "reason"),
    ] {
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
            .with_env_filter("off,mipas=trace")
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

/// One that is not theirs, one that is nobody's: the same answer.
#[actix_web::test]
async fn what_is_not_there_and_what_is_not_theirs_are_alike() {
    let world = World::new().await;
    let mut alike = 0;
    for (reader, visitor) in &world.readers {
        for asked in world.asked.iter().filter(|asked| !asked.readers.contains(reader)) {
            for pattern in ["/en/q/{id}", "/en/q/{id}/x", "/en/queue/{id}", "/en/moderation/questions/{id}"] {
                let of = |id: i64| pattern.replace("{id}", &id.to_string());
                let (known, unknown) = (visitor.get(&of(asked.id)).await, visitor.get(&of(12345)).await);
                let plain = |answer: &Answer, id: i64| answer.main_text().replace(&id.to_string(), "ID");
                assert_eq!(
                    (known.status, plain(&known, asked.id)),
                    (unknown.status, plain(&unknown, 12345)),
                    "{reader} {pattern} {}",
                    asked.mark
                );
                alike += 1;
            }
            for (method, pattern, body) in [
                ("POST", "/en/q/{id}/messages", json!({ "text": "Hello there" })),
                ("PUT", "/en/q/{id}/language", json!({ "language": "ru" })),
                ("DELETE", "/en/q/{id}", json!({ "sure": "1" })),
                ("POST", "/en/queue/{id}/acceptance", json!({})),
                ("POST", "/en/queue/{id}/refusal", json!({ "reason": "Not our field" })),
                ("PUT", "/en/queue/{id}/publication", json!({ "title": "A title", "text": "A text that is long" })),
                ("PUT", "/en/moderation/questions/{id}", json!({ "title": "A title", "text": "A text that is long" })),
            ] {
                let method: Method = method.parse().unwrap();
                let of = |id: i64| pattern.replace("{id}", &id.to_string());
                let known = visitor.send_json(method.clone(), &of(asked.id), &body).await;
                let unknown = visitor.send_json(method.clone(), &of(12345), &body).await;
                let seen: Value = known.json();
                assert_eq!((known.status, &seen), (unknown.status, &unknown.json()), "{reader} {method} {pattern}");
                assert!(matches!(known.status, 401 | 404), "{reader} {method} {pattern}: {}", known.status);
                alike += 1;
            }
        }
    }
    assert!(alike > 300, "{alike}");
}

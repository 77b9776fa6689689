//! Questions of every audience and state, and who may read each.

use std::collections::BTreeSet;

use diesel::prelude::*;
use mipas::accounts::Role;
use mipas::db::schema::{accreditations, question_routes, questions, text_versions};
use mipas::db::{AccountId, QuestionId};
use reqwest::Method;
use serde_json::json;

use crate::forum::setup::{open_category, start};
use crate::notifications::settle;
use crate::organisations::setup::{accredit, organisation};
use crate::questions::{key_of, open};
use crate::search::indexed;
use crate::support::{Answer, TestApp, Visitor};

/// A question, and who may read it.
pub struct Asked {
    pub id: i64,
    /// A word that stands in it, and nowhere else.
    pub mark: &'static str,
    pub readers: BTreeSet<&'static str>,
}

pub struct World {
    pub app: TestApp,
    pub readers: Vec<(&'static str, Visitor)>,
    pub asked: Vec<Asked>,
}

const EVERYBODY: [&str; 10] =
    ["guest", "asker", "key", "member", "ngo", "state", "moderator", "coordinator", "editor", "admin"];

impl World {
    pub async fn new() -> Self {
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
        expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        let answered = expert.send_json(Method::PUT, &format!("/en/queue/{id}/answer"), &body).await;
        assert_eq!(answered.status, 200, "{}", answered.body);
    }

    /// Addresses of an endpoint: those that name a question for each of them, the others once.
    pub fn paths_of(&self, pattern: &str) -> Vec<String> {
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
    pub fn check(&self, reader: &str, path: &str, answer: &Answer) -> usize {
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

//! Questions of every audience and state, and who may read each.

use std::collections::BTreeSet;

use diesel::prelude::*;
use mipas::accounts::Role;
use mipas::db::schema::{accreditations, question_routes, questions, text_versions};
use mipas::db::{AccountId, QuestionId};
use reqwest::Method;
use serde_json::json;

use super::of_questions;
use crate::forum::setup::{open_category, start};
use crate::notifications::{mail_is_due, settle};
use crate::organisations::setup::{accredit, belong, organisation};
use crate::questions::letters::letters_in;
use crate::questions::traces::number;
use crate::questions::{key_of, open};
use crate::search::indexed;
use crate::support::{Answer, TestApp, Visitor};

/// A question, and who may read it.
pub struct Asked {
    pub id: i64,
    /// A word that stands in it and in what was answered, and nowhere else.
    pub mark: &'static str,
    pub readers: BTreeSet<&'static str>,
    /// Who may know that there is one, without a word of it: colleagues of whoever has it.
    pub knowers: BTreeSet<&'static str>,
    /// What a member has answered.
    pub community: Option<i64>,
}

impl Asked {
    /// Of its public page, if it has one.
    pub fn slug(&self) -> String {
        format!("where-is-{}", self.mark)
    }
}

pub struct World {
    pub app: TestApp,
    pub readers: Vec<(&'static str, Visitor)>,
    pub asked: Vec<Asked>,
    mail: tempfile::TempDir,
}

/// The address that a case has left.
pub const ADDRESS: &str = "quagga.quagga@example.net";

impl World {
    pub async fn new() -> Self {
        let mail = tempfile::tempdir().unwrap();
        let app = TestApp::with_settings(&[("mail-url", &format!("file://{}", mail.path().display()))]).await;
        let mut readers = vec![("guest", app.guest()), ("key", app.guest())];
        for (name, person, roles) in [
            ("asker", "Ona", &[][..]),
            ("member", "Egor", &[]),
            ("ngo", "Nina", &[]),
            ("state", "Stasys", &[]),
            ("colleague", "Nora", &[]),
            ("stand-in", "Sofija", &[]),
            ("representative", "Rasa", &[]),
            ("moderator", "Petras", &[Role::Moderator]),
            ("coordinator", "Kostas", &[Role::Coordinator]),
            ("editor", "Edita", &[Role::Editor]),
            ("admin", "Ada", &[Role::Admin]),
        ] {
            readers.push((name, app.member_with(person, roles).await));
        }
        let mut world = Self { app, readers, asked: Vec::new(), mail };
        let admin = world.visitor("admin");
        let ngo = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
        let state = organisation(&admin, "Office", json!({ "kind": "state_body" })).await;
        accredit(&admin, ngo, "Nina").await;
        accredit(&admin, state, "Stasys").await;
        belong(&admin, ngo, "Rasa", "representative").await;
        open_category(&world.app, "public").await;
        start(&world.visitor("member"), "public", "Another thread", "Nothing to see").await;
        world.fill().await;
        // They come when everything is given to somebody.
        accredit(&admin, ngo, "Nora").await;
        accredit(&admin, state, "Sofija").await;
        let leave = json!({ "until": "2099-01-31", "stand_in": world.visitor("stand-in").id.unwrap().0 });
        assert_eq!(world.visitor("state").post_json("/en/settings/expert/absences", &leave).await.status, 201);
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
        let law = json!({ "kind": "law", "title_lt": "Įstatymas", "number": "IX-1", "article": "4",
            "url": "https://example.org/law" });
        let law = self.visitor("ngo").post_json("/en/sources", &law).await.json()["id"].to_string();
        for mark in ["zebrapublic", "zebrataken"] {
            let (id, expert) = (self.of(mark).id, self.expert_of(mark));
            let body = json!({ "title": format!("Where is {mark}?"), "text": format!("Where is {mark} to be found?") });
            let path = format!("/en/queue/{id}/publication");
            assert_eq!(expert.send_json(Method::PUT, &path, &body).await.status, 200, "{mark}");
            let said = json!({ "text": format!("My neighbour knows {mark}"), "language": "en" });
            let said = self.visitor("member").post_json(&format!("/en/q/{id}/answers"), &said).await;
            assert_eq!(said.status, 201, "{}", said.body);
            self.of_mut(mark).community = said.json()["id"].as_i64();
        }
        for mark in ["zebrapublic", "zebrataken", "zebraanswered"] {
            self.answer(mark, &law).await;
        }
        let (id, expert) = (self.of("zebralinked").id, self.expert_of("zebralinked"));
        expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        let request = [("request_text", "Which zebralinked is it?")];
        expert.post_form(&format!("/en/queue/{id}/requests"), &request).await.location();
        for mark in ["zebrawithdrawn", "zebrataken"] {
            let path = format!("/en/q/{}/withdrawal", self.of(mark).id);
            self.visitor("asker").post_form(&path, &[]).await.location();
        }
        for (mark, state) in [("zebraclosed", "closed"), ("zebraduplicate", "duplicate")] {
            let id = QuestionId(self.of(mark).id);
            let close = move |tx: &mut mipas::db::Tx| {
                diesel::update(questions::table.find(id)).set(questions::state.eq(state)).execute(&mut **tx)?;
                Ok(())
            };
            self.app.db().write(close).await.unwrap();
        }
        for asked in &mut self.asked {
            let colleague = if asked.readers.contains("ngo") { "colleague" } else { "stand-in" };
            asked.knowers.insert(colleague);
        }
        self.of_mut("zebrapublic").readers = self.readers.iter().map(|(name, _)| *name).collect();
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
            if mark == "zebraanswered" {
                body["email"] = json!(ADDRESS);
            }
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
        self.asked.push(Asked { id, mark, readers, knowers: BTreeSet::new(), community: None });
    }

    async fn answer(&self, mark: &str, law: &str) {
        let (id, expert) = (self.of(mark).id, self.expert_of(mark));
        let body = json!({ "language": "en", "summary": format!("{mark} is at the office."), "body": mark,
            "sources": [law] });
        expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
        let answered = expert.send_json(Method::PUT, &format!("/en/queue/{id}/answer"), &body).await;
        assert_eq!(answered.status, 200, "{}", answered.body);
    }

    /// Every letter that has to be written by now, once it has left, as one text.
    pub async fn letters(&self) -> Vec<String> {
        mail_is_due(&self.app).await;
        let waiting = "SELECT (SELECT count(*) FROM question_letters) + \
                       (SELECT count(*) FROM outbox WHERE state = 'waiting') AS number";
        let began = std::time::Instant::now();
        while number(&self.app, waiting).await > 0 {
            assert!(began.elapsed().as_secs() < 20, "letters do not leave");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        letters_in(self.mail.path())
    }

    /// Addresses of an endpoint: those that name a question for each of them, the others once.
    pub fn paths_of(&self, pattern: &str) -> Vec<String> {
        if of_questions::names_a_question(pattern) {
            let path =
                |asked: &Asked| of_questions::path(pattern, asked.id, &asked.slug(), asked.community.unwrap_or(1));
            return self.asked.iter().map(path).collect();
        }
        let slug = if pattern.contains("/areas/") { "housing" } else { "public" };
        let slug = if pattern.contains("/organisations/") { "help-lt" } else { slug };
        let path =
            pattern.replace("{lang}", "en").replace("{slug}", slug).replace("{id}", "1").replace("{number}", "1");
        vec![path.replace("{token}", "none").replace("{name}", "none")]
    }

    /// Fails where words of a question stand before who may not read it, or its number before who may not know of it; how
    /// often the words stand before who may.
    pub fn check(&self, reader: &str, path: &str, answer: &Answer) -> usize {
        let mut shown = 0;
        assert!(!answer.body.contains(ADDRESS), "{reader} {path}: the address that was left");
        for asked in &self.asked {
            // What was asked for stands in the page's own links: it tells nothing that was not known.
            let named = path.contains(&asked.id.to_string()) || path.contains(asked.mark);
            let body =
                if named { answer.body.replace(path.trim_start_matches("/en"), "") } else { answer.body.clone() };
            let (words, number) = (body.contains(asked.mark), body.contains(&asked.id.to_string()) && !named);
            let (reads, knows) = (asked.readers.contains(reader), asked.knowers.contains(reader));
            assert!(!words || reads, "{reader} {path}: {}\n{body}", asked.mark);
            assert!(!number || reads || knows, "{reader} {path}: number of {}\n{body}", asked.mark);
            shown += usize::from(words || number);
        }
        shown
    }
}

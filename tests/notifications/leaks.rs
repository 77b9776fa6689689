//! Visibility that changes after something was followed, and before it is told, shown or mailed.

use diesel::prelude::*;
use mipas::accounts::Role;
use mipas::activity;
use mipas::db::schema::{accounts, categories, follows, inbox, notices};
use mipas::db::{AccountId, ActivityId, CategoryId, Entry, Subject};
use mipas::forum::Access;
use mipas::notifications::Level;

use super::{follow, header_count, mail_is_due, settle};
use crate::forum::setup::{category, id_of, moderator_of_all, open_category, reply, start};
use crate::support::{TestApp, Visitor};

const SECRET: &str = "Zuikis";

/// Takes a category out of the sight of all but editors, as its administration does.
pub async fn close_category(app: &TestApp, id: CategoryId) {
    let close = move |tx: &mut mipas::db::Tx| {
        diesel::update(categories::table.find(id))
            .set(categories::read_access.eq("roles:editor"))
            .execute(&mut **tx)?;
        tx.record(Entry {
            kind: "category.changed",
            actor: None,
            subject: Subject { kind: "category", id: id.0 },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        });
        Ok(())
    };
    app.db().write(close).await.unwrap();
}

/// Gives everybody an unread notice of every thread and post, and has them follow it all: as if it had all been open
/// to them once. What is shown of it is for those who make it to leave out.
pub async fn tell_everybody(app: &TestApp) {
    let tell = |tx: &mut mipas::db::Tx| {
        let everybody: Vec<AccountId> = accounts::table.select(accounts::id).load(&mut **tx)?;
        let all = activity::read_after(tx, ActivityId(0), 10_000)?;
        let now = tx.now();
        for of in all.iter().filter(|of| matches!(of.kind.as_str(), "thread.created" | "post.created")) {
            let thread = if of.subject_kind == "thread" { of.subject_id } else { of.parent_id.unwrap() };
            for account in &everybody {
                let row = (
                    notices::account_id.eq(account),
                    notices::activity_id.eq(of.id),
                    notices::kind.eq(if of.subject_kind == "thread" { "new_thread" } else { "followed_reply" }),
                    (notices::thing_kind.eq("thread"), notices::thing_id.eq(thread)),
                    (notices::subject_kind.eq(&of.subject_kind), notices::subject_id.eq(of.subject_id)),
                    notices::position.eq(1_000),
                    notices::actor_id.eq(of.actor_id),
                    notices::inbox.eq(true),
                    notices::at.eq(now),
                );
                mipas::on_both!(tx, c => diesel::insert_into(notices::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c))?;
                let row = (
                    inbox::account_id.eq(account),
                    (inbox::thing_kind.eq("thread"), inbox::thing_id.eq(thread)),
                    inbox::unread.eq(true),
                    inbox::newest.eq(of.id.0),
                );
                mipas::on_both!(tx, c => diesel::insert_into(inbox::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c))?;
                for (kind, key) in [("thread", thread), ("category", of.container_id.unwrap())] {
                    let row = (
                        follows::account_id.eq(account),
                        (follows::thing_kind.eq(kind), follows::thing_key.eq(key.to_string())),
                        follows::level.eq(Level::Watching),
                        follows::chosen.eq(true),
                        follows::updated_at.eq(now),
                    );
                    mipas::on_both!(tx, c => diesel::insert_into(follows::table)
                        .values(row)
                        .on_conflict_do_nothing()
                        .execute(c))?;
                }
            }
        }
        Ok(())
    };
    app.db().write(tell).await.unwrap();
}

/// A reader who watches a thread of another's, and a moderator.
struct Scene {
    app: TestApp,
    category: CategoryId,
    reader: Visitor,
    writer: Visitor,
    moderator: Visitor,
    /// Its path.
    thread: String,
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let housing = open_category(&app, "housing").await;
        let staff = category(&app, "staff", Access::Roles(vec![Role::Moderator]), Access::Members).await;
        let (reader, writer) = (app.member("Ona").await, app.member("Ivan").await);
        let moderator = moderator_of_all(&app, "Jonas", &[housing, staff]).await;
        let thread = start(&writer, "housing", &format!("{SECRET} and the landlord"), "Text").await;
        follow(&reader, &format!("thread:{}", id_of(&thread)), "watching").await;
        Self { app, category: housing, reader, writer, moderator, thread }
    }

    /// What takes the news out of the reader's sight.
    async fn act(&self, way: &str) {
        let id = id_of(&self.thread);
        let reason = ("reason", "No longer for everybody");
        match way {
            "thread hidden" => self.moderator.post_form(&format!("/en/t/{id}/hiding"), &[reason]).await.location(),
            "post hidden" => {
                self.moderator.post_form(&format!("/en/t/{id}/posts/2/hiding"), &[reason]).await.location()
            }
            "post deleted" => self.writer.post_form(&format!("/en/t/{id}/posts/2/deletion"), &[]).await.location(),
            "thread moved" => {
                self.moderator.post_form(&format!("/en/t/{id}/move"), &[("category", "staff"), reason]).await.location()
            }
            "category closed" => {
                close_category(&self.app, self.category).await;
                String::new()
            }
            other => panic!("{other}"),
        };
    }

    async fn assert_nothing_is_told(&self, way: &str) {
        for path in ["/en/inbox", "/en/inbox?kind=followed_reply", "/en/settings/following"] {
            for answer in [self.reader.get(path).await, self.reader.get_json(path).await] {
                let keeps_name = path.ends_with("following") && way.starts_with("post");
                assert!(!answer.body.contains(SECRET) || keeps_name, "{way}: {path}");
            }
        }
        let page = self.reader.get_json("/en/inbox").await.json();
        assert_eq!(page["things"].as_array().unwrap().len(), 0, "{way}");
        assert_eq!(page["unread"], 0, "{way}");
        assert_eq!(header_count(&self.reader, "/en/").await, 0, "{way}");
        self.assert_nothing_is_hinted(way).await;
    }

    /// What the socket would replay: the poll reads it from the log in the same way.
    async fn assert_nothing_is_hinted(&self, way: &str) {
        let channel = format!("thread:{}", id_of(&self.thread));
        let poll = self.reader.get_json(&format!("/live/poll?since=0&channel={channel}")).await.json();
        assert_eq!(poll["reload"], false, "{way}");
        let hints = poll["hints"].as_array().unwrap();
        let counted = hints.iter().filter_map(|hint| hint["unread"].as_i64());
        assert_eq!(counted.sum::<i64>(), 0, "{way}: {poll}");
        if !way.starts_with("post") {
            assert_eq!(poll["refused"], serde_json::json!([channel]), "{way}");
            assert!(hints.iter().all(|hint| hint["thread"].is_null()), "{way}: {poll}");
        }
    }

    fn letters(&self) -> usize {
        self.app.emails().iter().filter(|mail| mail.to.starts_with("Ona") && mail.text.contains(SECRET)).count()
    }
}

const WAYS: [&str; 5] = ["thread hidden", "post hidden", "post deleted", "thread moved", "category closed"];

#[actix_web::test]
async fn what_went_out_of_sight_is_neither_shown_nor_counted_nor_mailed() {
    for way in WAYS {
        let scene = Scene::new().await;
        reply(&scene.writer, &scene.thread, "The news").await;
        settle(&scene.app).await;
        assert_eq!(header_count(&scene.reader, "/en/").await, 1, "{way}: told before");
        assert!(scene.reader.get("/en/inbox").await.body.contains(SECRET), "{way}: told before");
        scene.act(way).await;
        settle(&scene.app).await;
        scene.assert_nothing_is_told(way).await;
        mail_is_due(&scene.app).await;
        assert_eq!(scene.letters(), 0, "{way}");
    }
}

#[actix_web::test]
async fn what_is_seen_again_is_told_again() {
    let scene = Scene::new().await;
    reply(&scene.writer, &scene.thread, "The news").await;
    settle(&scene.app).await;
    scene.act("thread hidden").await;
    settle(&scene.app).await;
    scene.assert_nothing_is_told("thread hidden").await;
    let path = format!("/en/t/{}/hiding", id_of(&scene.thread));
    scene.moderator.delete_form(&path, &[("reason", "It was a mistake")]).await.location();
    assert_eq!(header_count(&scene.reader, "/en/").await, 1);
    mail_is_due(&scene.app).await;
    assert_eq!(scene.letters(), 1);
}

#[actix_web::test]
async fn who_cannot_see_is_not_told_at_all() {
    let scene = Scene::new().await;
    close_category(&scene.app, scene.category).await;
    let admin = scene.app.member_with("Ada", &[Role::Admin]).await;
    reply(&admin, &scene.thread, "@Ona the news").await;
    settle(&scene.app).await;
    let made: i64 = scene
        .app
        .db()
        .read({
            let reader = scene.reader.id.unwrap();
            move |conn| Ok(notices::table.filter(notices::account_id.eq(reader)).count().get_result(conn)?)
        })
        .await
        .unwrap();
    assert_eq!(made, 0);
    scene.assert_nothing_is_told("category closed").await;
}

/// Its author learns that their thread was moved and why, though they cannot see it any more: without its title.
#[actix_web::test]
async fn an_author_is_told_of_what_was_taken_out_of_their_sight() {
    let scene = Scene::new().await;
    scene.act("thread moved").await;
    settle(&scene.app).await;
    let page = scene.writer.get_json("/en/inbox").await.json();
    assert_eq!(page["things"][0]["lines"][0]["message"], "notice-thread_moved");
    assert_eq!(page["things"][0]["lines"][0]["reason"], "No longer for everybody");
    assert!(page["things"][0]["title"].is_null());
    assert!(!scene.writer.get("/en/inbox").await.body.contains(SECRET));
    mail_is_due(&scene.app).await;
    let letter = scene.app.emails().into_iter().find(|mail| mail.to.starts_with("Ivan")).unwrap();
    assert!(
        letter.subject.contains("A thread that you can no longer see") && !letter.text.contains(SECRET),
        "{}",
        letter.text
    );
}

/// Suspended meanwhile: nothing is made and nothing is mailed.
#[actix_web::test]
async fn a_suspended_member_is_told_nothing() {
    let scene = Scene::new().await;
    reply(&scene.writer, &scene.thread, "The news").await;
    settle(&scene.app).await;
    let admin = scene.app.member_with("Ada", &[Role::Admin]).await;
    let path = format!("/en/admin/members/{}/suspension", scene.reader.id.unwrap());
    admin.post_form(&path, &[]).await.location();
    mail_is_due(&scene.app).await;
    assert_eq!(scene.letters(), 0);
}

//! A post of a thread: its row, how it is found and how it is written down.

use diesel::prelude::*;

use super::Readable;
use super::compose::PostText;
use super::thread::{POSTS_A_PAGE, Thread, find_thread};
use crate::accounts::Viewer;
use crate::db::schema::posts;
use crate::db::{AccountId, Conn, Entry, PostId, Subject, ThreadId, Timestamp, Tx};
use crate::error::Result;
use crate::i18n::ContentLanguage;

/// A post's row without its text.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct PostRow {
    pub id: PostId,
    pub number: i64,
    pub author_id: AccountId,
    pub language: ContentLanguage,
    pub source: String,
    pub revision: i64,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub edited_by: Option<AccountId>,
    pub deleted_at: Option<Timestamp>,
    pub hidden_at: Option<Timestamp>,
    pub hidden_reason: Option<String>,
}

impl PostRow {
    /// The text is shown to everyone who reads the thread; else to moderators, and to its author when hidden.
    pub fn shows_text(&self, viewer: &Viewer, thread: &Thread) -> bool {
        let own = viewer.id() == Some(self.author_id);
        let moderates = viewer.moderates(thread.category_id);
        (self.deleted_at.is_none() || moderates) && (self.hidden_at.is_none() || moderates || own)
    }

    pub fn may_edit(&self, viewer: &Viewer, thread: &Thread) -> bool {
        let moderates = viewer.moderates(thread.category_id);
        let own = viewer.id() == Some(self.author_id);
        let open = thread.closed_at.is_none() && self.hidden_at.is_none();
        self.deleted_at.is_none() && (moderates || own && open)
    }

    pub fn subject(&self) -> Subject {
        Subject { kind: "post", id: self.id.0 }
    }
}

/// What is known of a new post beside its text.
pub struct NewPost {
    pub thread: ThreadId,
    pub number: i64,
    pub author: AccountId,
    pub language: ContentLanguage,
    pub reply_to: Option<i64>,
}

pub fn insert_post(tx: &mut Tx, new: &NewPost, text: &PostText, container: Subject) -> Result<PostId> {
    let now = tx.now();
    let id: PostId = diesel::insert_into(posts::table)
        .values((
            posts::thread_id.eq(new.thread),
            posts::number.eq(new.number),
            posts::author_id.eq(new.author),
            posts::language.eq(new.language),
            posts::source.eq(&text.source),
            posts::html.eq(&text.html),
            posts::short_html.eq(&text.short_html),
            posts::pipeline.eq(text.pipeline),
            posts::reply_to.eq(new.reply_to),
            posts::revision.eq(1),
            posts::thanks.eq(0),
            posts::created_at.eq(now),
        ))
        .returning(posts::id)
        .get_result(&mut **tx)?;
    tx.record(Entry {
        kind: "post.created",
        actor: Some(new.author),
        subject: Subject { kind: "post", id: id.0 },
        parent: Some(Subject { kind: "thread", id: new.thread.0 }),
        container: Some(container),
        detail: serde_json::json!({
            "number": new.number, "reply_to": new.reply_to,
            "mentions": text.mentioned, "quotes": text.quoted,
        }),
    });
    Ok(id)
}

/// One post of a thread that the viewer may see; its text may still be closed to them.
pub fn find_post(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    thread: ThreadId,
    number: i64,
) -> Result<(Thread, PostRow)> {
    let thread = find_thread(conn, viewer, readable, thread)?;
    let post = posts::table
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::number.eq(number))
        .select(PostRow::as_select())
        .first(conn)?;
    Ok((thread, post))
}

/// The page of a thread that shows a post.
pub fn page_of(number: i64) -> i64 {
    (number.max(1) - 1) / POSTS_A_PAGE + 1
}

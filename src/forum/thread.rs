//! A thread's row, and the one place that says who sees it.

use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::Readable;
use crate::accounts::Viewer;
use crate::db::schema::threads;
use crate::db::{AccountId, CategoryId, Conn, MultiBackend, Subject, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::text;

/// Posts on one page of a thread.
pub const POSTS_A_PAGE: i64 = 20;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = threads)]
pub struct Thread {
    pub id: ThreadId,
    pub category_id: CategoryId,
    pub author_id: AccountId,
    pub title: String,
    pub slug: String,
    pub language: ContentLanguage,
    pub created_at: Timestamp,
    pub last_post_at: Timestamp,
    pub last_number: i64,
    pub last_author_id: AccountId,
    pub pinned_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub closed_reason: Option<String>,
    pub hidden_at: Option<Timestamp>,
    pub hidden_reason: Option<String>,
    pub moved_at: Option<Timestamp>,
    pub moved_reason: Option<String>,
}

impl Thread {
    pub fn subject(&self) -> Subject {
        Subject { kind: "thread", id: self.id.0 }
    }

    pub fn container(&self) -> Subject {
        Subject { kind: "category", id: self.category_id.0 }
    }

    /// Whether the viewer may see it; unknown and forbidden are alike.
    pub fn admit(&self, viewer: &Viewer, readable: &Readable) -> Result<()> {
        let readable = readable.find(self.category_id).is_some();
        let shown =
            self.hidden_at.is_none() || viewer.moderates(self.category_id) || viewer.id() == Some(self.author_id);
        if readable && shown { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The path of the thread in this language.
    pub fn path(&self, lang: Lang) -> String {
        format!("/{lang}/t/{}/{}", self.id, self.slug)
    }

    /// The path of a post: survives any change of paging.
    pub fn post_path(&self, lang: Lang, number: i64) -> String {
        format!("{}?post={number}#post-{number}", self.path(lang))
    }
}

/// What follows `/t/{id}/` and is not a title.
const NOUNS: [&str; 8] = ["closure", "draft", "edit", "hiding", "moderate", "move", "pin", "posts"];

/// The title in the thread's address.
pub fn slug_of(title: &str) -> String {
    let slug = text::slug(title);
    if NOUNS.contains(&slug.as_str()) { format!("{slug}-t") } else { slug }
}

pub type Visible = Box<dyn BoxableExpression<threads::table, MultiBackend, SqlType = Bool>>;

/// What a viewer sees of the threads in `categories`, which must be readable to them: hidden ones only where
/// they moderate. Their own hidden threads are reached by `find_thread`, never listed.
pub fn visible(viewer: &Viewer, categories: Vec<CategoryId>) -> Visible {
    let moderated: Vec<CategoryId> = categories.iter().copied().filter(|id| viewer.moderates(*id)).collect();
    let within = threads::category_id.eq_any(categories);
    if moderated.is_empty() {
        Box::new(within.and(threads::hidden_at.is_null()))
    } else {
        Box::new(within.and(threads::hidden_at.is_null().or(threads::category_id.eq_any(moderated))))
    }
}

/// One thread that the viewer may see; unknown and forbidden are alike.
pub fn find_thread(conn: &mut Conn, viewer: &Viewer, readable: &Readable, id: ThreadId) -> Result<Thread> {
    let thread: Thread = threads::table.find(id).select(Thread::as_select()).first(conn)?;
    thread.admit(viewer, readable)?;
    Ok(thread)
}

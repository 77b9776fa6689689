//! Threads as they stand in lists.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use super::Readable;
use super::reading::Reading;
use super::thread::{Thread, visible};
use crate::accounts::{Author, Viewer, load_authors};
use crate::db::schema::{thread_tags, threads};
use crate::db::{AccountId, CategoryId, Conn, ThreadId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;

/// One line of a list of threads.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ThreadItem {
    pub id: ThreadId,
    pub slug: String,
    pub title: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    pub category: CategoryId,
    pub author: Option<Author>,
    pub last_author: Option<Author>,
    pub created_at: Timestamp,
    pub last_post_at: Timestamp,
    /// Replies, without the opening post.
    pub replies: i64,
    pub tags: Vec<String>,
    pub pinned: bool,
    pub closed: bool,
    pub hidden: bool,
    /// For members: never opened, and not older than two weeks.
    pub new: bool,
    /// For members who have read it before: posts since.
    pub unread: i64,
}

/// The newest threads of some categories that the viewer may read.
pub fn newest_threads(
    conn: &mut Conn,
    viewer: &Viewer,
    reading: &Reading,
    categories: Vec<CategoryId>,
    limit: i64,
) -> Result<Vec<ThreadItem>> {
    let rows: Vec<Thread> = threads::table
        .filter(visible(viewer, categories))
        .order((threads::last_post_at.desc(), threads::id.desc()))
        .limit(limit)
        .select(Thread::as_select())
        .load(conn)?;
    items(conn, viewer, reading, rows)
}

/// Threads that the member has read and that have new posts, the newest first. Looks at the 200 that they
/// read last.
pub fn waiting_threads(
    conn: &mut Conn,
    viewer: &Viewer,
    reading: &Reading,
    readable: &Readable,
    limit: i64,
) -> Result<Vec<ThreadItem>> {
    let Some(member) = &viewer.member else { return Ok(Vec::new()) };
    let ids = reading.latest(conn, member.id, 200)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Thread> = threads::table
        .filter(threads::id.eq_any(&ids))
        .filter(visible(viewer, readable.ids()))
        .order((threads::last_post_at.desc(), threads::id.desc()))
        .select(Thread::as_select())
        .load(conn)?;
    let read = reading.of(conn, member.id, &ids)?;
    let waits = |thread: &Thread| read.get(&thread.id).is_some_and(|last| thread.last_number > *last);
    let rows = rows.into_iter().filter(waits).take(usize::try_from(limit).unwrap_or(0)).collect();
    items(conn, viewer, reading, rows)
}

/// A thread as all see it who see it in a list.
pub struct ThreadRow {
    /// Without the marks of a member.
    pub item: ThreadItem,
    author_id: AccountId,
    last_number: i64,
}

/// How far a member has read each thread of some lists.
pub struct Marks(HashMap<ThreadId, i64>);

impl Marks {
    pub fn load<'a>(
        conn: &mut Conn,
        viewer: &Viewer,
        reading: &Reading,
        rows: impl Iterator<Item = &'a ThreadRow>,
    ) -> Result<Self> {
        let ids: Vec<ThreadId> = rows.map(|row| row.item.id).collect();
        let read = match &viewer.member {
            Some(member) => reading.of(conn, member.id, &ids)?,
            None => HashMap::new(),
        };
        Ok(Self(read))
    }

    /// Whether the thread is new to this viewer, and how many posts are unread.
    pub fn of(&self, viewer: &Viewer, row: &ThreadRow) -> (bool, i64) {
        match (&viewer.member, self.0.get(&row.item.id)) {
            (None, _) => (false, 0),
            (Some(_), Some(last)) => (false, (row.last_number - last).max(0)),
            (Some(member), None) => {
                let fresh = viewer.now - chrono::Duration::days(14);
                (row.item.last_post_at > fresh && row.author_id != member.id, 0)
            }
        }
    }
}

impl ThreadRow {
    pub fn item(&self, viewer: &Viewer, marks: &Marks) -> ThreadItem {
        let (new, unread) = marks.of(viewer, self);
        ThreadItem { new, unread, ..self.item.clone() }
    }
}

/// Adds tags and authors: a query each, whatever the number of threads.
pub fn rows(conn: &mut Conn, now: Timestamp, threads: Vec<Thread>) -> Result<Vec<ThreadRow>> {
    let ids: Vec<ThreadId> = threads.iter().map(|thread| thread.id).collect();
    let mut tags = tags_of(conn, &ids)?;
    let people: Vec<AccountId> = threads.iter().flat_map(|thread| [thread.author_id, thread.last_author_id]).collect();
    let authors = load_authors(conn, &people, now)?;
    let row = |thread: Thread| ThreadRow {
        author_id: thread.author_id,
        last_number: thread.last_number,
        item: ThreadItem {
            tags: tags.remove(&thread.id).unwrap_or_default(),
            author: authors.get(&thread.author_id).cloned(),
            last_author: authors.get(&thread.last_author_id).cloned(),
            id: thread.id,
            slug: thread.slug,
            title: thread.title,
            language: thread.language,
            dir: thread.language.dir(),
            category: thread.category_id,
            created_at: thread.created_at,
            last_post_at: thread.last_post_at,
            replies: thread.last_number - 1,
            pinned: thread.pinned_at.is_some(),
            closed: thread.closed_at.is_some(),
            hidden: thread.hidden_at.is_some(),
            new: false,
            unread: 0,
        },
    };
    Ok(threads.into_iter().map(row).collect())
}

/// The same with the viewer's marks.
fn items(conn: &mut Conn, viewer: &Viewer, reading: &Reading, threads: Vec<Thread>) -> Result<Vec<ThreadItem>> {
    let rows = rows(conn, viewer.now, threads)?;
    let marks = Marks::load(conn, viewer, reading, rows.iter())?;
    Ok(rows.iter().map(|row| row.item(viewer, &marks)).collect())
}

/// Tags by thread, in alphabetical order.
pub fn tags_of(conn: &mut Conn, threads: &[ThreadId]) -> QueryResult<HashMap<ThreadId, Vec<String>>> {
    let rows: Vec<(ThreadId, String)> = thread_tags::table
        .filter(thread_tags::thread_id.eq_any(threads))
        .select((thread_tags::thread_id, thread_tags::tag))
        .load(conn)?;
    let mut tags: HashMap<ThreadId, Vec<String>> = HashMap::new();
    for (thread, tag) in rows {
        tags.entry(thread).or_default().push(tag);
    }
    for list in tags.values_mut() {
        list.sort_by_key(|tag| crate::i18n::sort_key(tag));
    }
    Ok(tags)
}

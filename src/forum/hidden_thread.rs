//! The note where a hidden thread stood: why it cannot be read, for those who could read it otherwise. Its title
//! and its address say what it was about and are left out.

use diesel::prelude::*;
use serde::Serialize;

use super::Readable;
use super::index::CategoryItem;
use super::thread::Thread;
use super::thread_page::{Note, ThreadPage};
use crate::accounts::Viewer;
use crate::db::schema::threads;
use crate::db::{Conn, ThreadId};
use crate::error::{Error, Result};
use crate::web::Page;

/// What stands at a thread's address.
#[derive(Serialize)]
#[serde(untagged)]
pub enum ThreadOrNote {
    Thread(Box<ThreadPage>),
    Note(Box<HiddenThread>),
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct HiddenThread {
    id: ThreadId,
    category: CategoryItem,
    parent: Option<CategoryItem>,
    hidden: Note,
}

/// The page of a thread; where there is none for this viewer because it is hidden, the note, as 410: search
/// engines forget it.
pub fn page_or_note(
    conn: &mut Conn,
    viewer: &Viewer,
    id: ThreadId,
    page: Result<Page<ThreadPage>>,
) -> Result<Page<ThreadOrNote>> {
    match page {
        Err(Error::NotFound) => Ok(note(conn, viewer, id)?.map(|note| ThreadOrNote::Note(Box::new(note)))),
        page => Ok(page?.map(|thread| ThreadOrNote::Thread(Box::new(thread)))),
    }
}

fn note(conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Page<HiddenThread>> {
    let readable = Readable::load(conn, viewer)?;
    let thread: Thread = threads::table.find(id).select(Thread::as_select()).first(conn)?;
    let category = readable.find(thread.category_id).ok_or(Error::NotFound)?;
    let hidden = Note::new(thread.hidden_at, thread.hidden_reason).ok_or(Error::NotFound)?;
    let names = readable.names(conn, viewer)?;
    let page = HiddenThread {
        id,
        category: CategoryItem::new(category, &names).ok_or(Error::NotFound)?,
        parent: category.parent_id.and_then(|id| CategoryItem::new(readable.find(id)?, &names)),
        hidden,
    };
    let title = viewer.lang.locale().say("hidden-thread-title");
    Ok(Page::new("forum/hidden_thread", title, page).not_indexed().with_status(410))
}

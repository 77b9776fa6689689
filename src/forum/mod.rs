//! The forum: categories in two levels, threads, posts numbered inside them. Who may read is the category's to
//! say; every query goes through `Readable`.

mod access;
mod admin;
mod category;
mod category_page;
mod compose;
mod counts;
mod deletion;
mod draft;
mod erased;
mod hidden_thread;
mod index;
mod list;
mod meaning;
mod moderation;
mod new_thread;
mod panel;
mod post;
mod post_edit;
mod post_list;
mod post_page;
mod reading;
mod reply;
mod shelf;
mod thread;
mod thread_page;
mod thread_edit;
mod rerender;
mod searchable;
mod thanks;
mod told;
mod versions;
mod where_to_ask;

use std::sync::Arc;

use shelf::Shelf;

use crate::activity::Changes;
use crate::config::Clock;
use crate::notifications::Follows;
use crate::web::{Endpoint, delete, get, post, put};

pub use access::Access;
pub use category::{Category, NewCategory, Readable, insert_category};
pub use erased::ForumErased;
pub use list::{ThreadItem, newest_threads, waiting_threads};
pub use meaning::ForumMeaning;
pub use panel::ForumPanel;
pub use reading::Reading;
pub use rerender::rerender;
pub use searchable::ForumSearchable;

// What is written like a post elsewhere is kept, moderated and shown in the same way.
pub(crate) use compose::{LONGEST as LONGEST_POST, prefix as text_prefix};
pub(crate) use moderation::parse_reason;
pub(crate) use thread_page::Note;
pub(crate) use versions::{PostVersion, Revision, versions};

// What the forum does, for whoever does it on behalf of people: the demonstration.
pub(crate) use compose::PostText;
pub(crate) use deletion::mark_deleted;
pub(crate) use moderation::{mark_closed, mark_pinned, mark_post_hidden};
pub(crate) use new_thread::{NewThread, insert_thread};
pub(crate) use post::PostRow;
pub(crate) use post_edit::store_revision;
pub(crate) use reading::set as set_read;
pub(crate) use reply::{NewReply, insert_reply};
pub(crate) use thanks::change as change_thanks;
pub(crate) use thread::Thread;

/// What the forum keeps in memory, for all its readers.
#[derive(Clone)]
pub struct Forum {
    pub reading: Arc<Reading>,
    follows: Arc<Follows>,
    shelf: Arc<Shelf>,
}

impl Forum {
    /// Keeps up to `bytes` of copies.
    pub fn new(bytes: u64, changes: &Arc<Changes>, clock: &Clock) -> Self {
        Self {
            reading: Arc::default(),
            follows: Arc::new(Follows::new(bytes / 16, changes, clock)),
            shelf: Arc::new(Shelf::new(bytes, Arc::clone(changes), clock)),
        }
    }
}

/// The forum's URL table.
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = moderation::endpoints();
    all.extend(admin::endpoints());
    all.extend([
        get("/{lang}/forum", index::show).page::<index::ForumPage>("ForumPage"),
        get("/{lang}/forum/new", where_to_ask::show).page::<index::ForumPage>("ForumPage").queries(&["title"]),
        get("/{lang}/c/{slug}", category_page::show)
            .page::<category_page::CategoryPage>("CategoryPage")
            .queries(&["language", "tag", "before", "after"]),
        get("/{lang}/c/{slug}/new", new_thread::form)
            .page::<new_thread::NewThreadPage>("NewThreadPage")
            .queries(&["title"]),
        post("/{lang}/c/{slug}/threads", new_thread::create)
            .takes(&["title", "text", "language", "tags?", "checked?", "remove?"]),
        put("/{lang}/c/{slug}/draft", draft::keep_for_category).takes(&["text", "title?"]),
        post("/{lang}/preview", compose::preview).takes(&["text"]),
        get("/{lang}/t/{id}", thread_page::to_slug),
        get("/{lang}/t/{id}/edit", thread_edit::form).page::<thread_edit::ThreadEditPage>("ThreadEditPage"),
        put("/{lang}/t/{id}", thread_edit::change).takes(&["title", "language", "tags?", "checked?", "remove?"]),
        post("/{lang}/t/{id}/posts", reply::create).takes(&["text", "language", "reply_to?", "checked?", "remove?"]),
        put("/{lang}/t/{id}/draft", draft::keep_for_thread).takes(&["text"]),
        get("/{lang}/t/{id}/posts/{number}", post_page::show).page::<post_page::PostPage>("PostPage"),
        put("/{lang}/t/{id}/posts/{number}", post_edit::change)
            .takes(&["text", "language", "revision", "checked?", "remove?"]),
        get("/{lang}/t/{id}/posts/{number}/edit", post_edit::form).page::<post_edit::PostEditPage>("PostEditPage"),
        get("/{lang}/t/{id}/posts/{number}/history", post_page::history).page::<post_page::HistoryPage>("HistoryPage"),
        post("/{lang}/t/{id}/posts/{number}/deletion", deletion::remove).takes(&[]),
        delete("/{lang}/t/{id}/posts/{number}/deletion", deletion::restore).takes(&[]),
        post("/{lang}/t/{id}/posts/{number}/thanks", thanks::give).takes(&[]),
        delete("/{lang}/t/{id}/posts/{number}/thanks", thanks::take_back).takes(&[]),
        get("/{lang}/t/{id}/{slug}", thread_page::show)
            .page::<thread_page::ThreadPage>("ThreadPage")
            .queries(&["page", "post", "quote"]),
    ]);
    all
}

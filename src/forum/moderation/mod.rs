//! What moderators do with threads and posts: close, pin, hide and move, each with its reason, which is said
//! where it was done; the page that holds the forms; and the log of it all.

mod action;
mod closure;
mod hiding;
mod log;
mod menu;
mod pin;
mod relocation;

pub use action::Action;
pub use closure::mark_closed;
pub use hiding::mark_post_hidden;
pub use pin::mark_pinned;

use super::Readable;
use super::post::{PostRow, find_post};
use super::thread::{Thread, find_thread};
use crate::accounts::Viewer;
use crate::db::{Conn, ThreadId};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Submitted, delete, get, post};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/moderation", log::show)
            .page::<log::ModerationPage>("ModerationPage")
            .queries(&["category", "before"]),
        get("/{lang}/t/{id}/moderate", menu::show_thread).page::<menu::ModerateThreadPage>("ModerateThreadPage"),
        post("/{lang}/t/{id}/closure", closure::close).takes(&["reason"]),
        delete("/{lang}/t/{id}/closure", closure::open).takes(&["reason"]),
        post("/{lang}/t/{id}/pin", pin::pin).takes(&["reason"]),
        delete("/{lang}/t/{id}/pin", pin::unpin).takes(&["reason"]),
        post("/{lang}/t/{id}/hiding", hiding::hide_thread).takes(&["reason"]),
        delete("/{lang}/t/{id}/hiding", hiding::show_thread).takes(&["reason"]),
        post("/{lang}/t/{id}/move", relocation::relocate).takes(&["category", "reason"]),
        get("/{lang}/t/{id}/posts/{number}/moderate", menu::show_post)
            .page::<menu::ModeratePostPage>("ModeratePostPage"),
        post("/{lang}/t/{id}/posts/{number}/hiding", hiding::hide_post).takes(&["reason"]),
        delete("/{lang}/t/{id}/posts/{number}/hiding", hiding::show_post).takes(&["reason"]),
    ]
}

/// A thread that the viewer moderates. One that they cannot see looks like none.
fn find_moderated(conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Thread> {
    let readable = Readable::load(conn, viewer)?;
    let thread = find_thread(conn, viewer, &readable, id)?;
    permit(viewer, &thread)?;
    Ok(thread)
}

/// A post in such a thread.
fn find_moderated_post(conn: &mut Conn, viewer: &Viewer, id: ThreadId, number: i64) -> Result<(Thread, PostRow)> {
    let readable = Readable::load(conn, viewer)?;
    let (thread, post) = find_post(conn, viewer, &readable, id, number)?;
    permit(viewer, &thread)?;
    Ok((thread, post))
}

fn permit(viewer: &Viewer, thread: &Thread) -> Result<()> {
    match &viewer.member {
        None => Err(Error::SignIn),
        Some(_) if viewer.moderates(thread.category_id) => Ok(()),
        Some(_) => Err(Error::Forbidden("error-not-moderator")),
    }
}

/// Why: everyone who sees the place where it was done reads it.
pub fn parse_reason(submitted: &Submitted) -> Result<String> {
    let mut fields = submitted.fields();
    let reason = fields.line("reason", 3, 500);
    fields.finish()?;
    Ok(reason)
}

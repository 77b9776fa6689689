//! `/t/{id}/hiding` and `/t/{id}/posts/{number}/hiding`: out of sight for everyone but its author and the
//! moderators. A hidden thread is neither listed nor counted.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::super::post::PostRow;
use super::super::thread::Thread;
use super::action::{Act, Action};
use super::{find_moderated, find_moderated_post, menu, parse_reason};
use crate::accounts::{Done, Visit};
use crate::db::schema::{posts, threads};
use crate::db::{AccountId, CategoryId, ThreadId, Timestamp, Tx};
use crate::error::Result;
use crate::forum::counts::{Turn, count_thread};
use crate::web::Submitted;

type ThreadAt = Path<(String, ThreadId)>;
type PostAt = Path<(String, ThreadId, i64)>;

pub async fn hide_thread(visit: Visit, path: ThreadAt, submitted: Submitted) -> Result<HttpResponse> {
    change_thread(visit, path, submitted, true).await
}

pub async fn show_thread(visit: Visit, path: ThreadAt, submitted: Submitted) -> Result<HttpResponse> {
    change_thread(visit, path, submitted, false).await
}

async fn change_thread(visit: Visit, path: ThreadAt, submitted: Submitted, hidden: bool) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = set_thread_hidden(&visit, id, &submitted, hidden).await;
    visit.answer(outcome, &submitted, move |conn, viewer| menu::thread_page(conn, viewer, id)).await
}

async fn set_thread_hidden(visit: &Visit, id: ThreadId, submitted: &Submitted, hidden: bool) -> Result<Done> {
    let reason = parse_reason(submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let thread = find_moderated(tx, viewer, id)?;
            let now = tx.now();
            let (turn, changed) = if hidden {
                (Turn::Leaves, hide(tx, id, now, member.id, &reason)?)
            } else {
                (Turn::Enters, show(tx, id)?)
            };
            if let Some((category, posts)) = changed {
                count_thread(tx, category, turn, posts)?;
                let action = if hidden { Action::ThreadHidden } else { Action::ThreadShown };
                Act::on_thread(action, &thread, &reason).record(tx, member.id)?;
            }
            let flash = if hidden { "flash-thread-hidden" } else { "flash-thread-shown" };
            Ok(Done::changed(id.0, thread.path(viewer.lang)).telling(flash))
        })
        .await
}

/// The thread's category and number of posts as they stand at the change; `None` when it was hidden already,
/// so that two moderators at once take it out of the counts once.
type Changed = Option<(CategoryId, i64)>;

fn hide(tx: &mut Tx, id: ThreadId, now: Timestamp, by: AccountId, reason: &str) -> QueryResult<Changed> {
    diesel::update(threads::table.find(id).filter(threads::hidden_at.is_null()))
        .set((threads::hidden_at.eq(now), threads::hidden_by.eq(by), threads::hidden_reason.eq(reason)))
        .returning((threads::category_id, threads::last_number))
        .get_result(&mut **tx)
        .optional()
}

fn show(tx: &mut Tx, id: ThreadId) -> QueryResult<Changed> {
    let (at, by, reason): (Option<Timestamp>, Option<AccountId>, Option<String>) = (None, None, None);
    diesel::update(threads::table.find(id).filter(threads::hidden_at.is_not_null()))
        .set((threads::hidden_at.eq(at), threads::hidden_by.eq(by), threads::hidden_reason.eq(reason)))
        .returning((threads::category_id, threads::last_number))
        .get_result(&mut **tx)
        .optional()
}

pub async fn hide_post(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    change_post(visit, path, submitted, true).await
}

pub async fn show_post(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    change_post(visit, path, submitted, false).await
}

async fn change_post(visit: Visit, path: PostAt, submitted: Submitted, hidden: bool) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    let outcome = set_post_hidden(&visit, id, number, &submitted, hidden).await;
    visit.answer(outcome, &submitted, move |conn, viewer| menu::post_page(conn, viewer, id, number)).await
}

async fn set_post_hidden(
    visit: &Visit,
    id: ThreadId,
    number: i64,
    submitted: &Submitted,
    hidden: bool,
) -> Result<Done> {
    let reason = parse_reason(submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let (thread, post) = find_moderated_post(tx, viewer, id, number)?;
            mark_post_hidden(tx, member.id, (&thread, &post), hidden, &reason)?;
            let flash = if hidden { "flash-post-hidden" } else { "flash-post-shown" };
            Ok(Done::changed(post.id.0, thread.post_path(viewer.lang, number)).telling(flash))
        })
        .await
}

/// Hides or shows a post of a thread; what is so already stays as it is. Who may is the caller's to ask.
pub fn mark_post_hidden(
    tx: &mut Tx,
    by: AccountId,
    (thread, post): (&Thread, &PostRow),
    hidden: bool,
    reason: &str,
) -> Result<()> {
    if post.hidden_at.is_some() == hidden {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(posts::table.find(post.id))
        .set((
            posts::hidden_at.eq(hidden.then_some(now)),
            posts::hidden_by.eq(hidden.then_some(by)),
            posts::hidden_reason.eq(hidden.then_some(reason)),
        ))
        .execute(&mut **tx)?;
    let action = if hidden { Action::PostHidden } else { Action::PostShown };
    Act::on_post(action, thread, post, reason).record(tx, by)
}

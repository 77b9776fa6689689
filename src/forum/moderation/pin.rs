//! `/t/{id}/pin`: a thread that stands first in its category.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::super::thread::Thread;
use super::action::{Act, Action};
use super::{find_moderated, menu, parse_reason};
use crate::accounts::{Done, Visit};
use crate::db::schema::threads;
use crate::db::{AccountId, ThreadId, Tx};
use crate::error::Result;
use crate::web::Submitted;

type ThreadAt = Path<(String, ThreadId)>;

pub async fn pin(visit: Visit, path: ThreadAt, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, true).await
}

pub async fn unpin(visit: Visit, path: ThreadAt, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, false).await
}

async fn change(visit: Visit, path: ThreadAt, submitted: Submitted, pinned: bool) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = set_pinned(&visit, id, &submitted, pinned).await;
    visit.answer(outcome, &submitted, move |conn, viewer| menu::thread_page(conn, viewer, id)).await
}

async fn set_pinned(visit: &Visit, id: ThreadId, submitted: &Submitted, pinned: bool) -> Result<Done> {
    let reason = parse_reason(submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let thread = find_moderated(tx, viewer, id)?;
            mark_pinned(tx, member.id, &thread, pinned, &reason)?;
            let flash = if pinned { "flash-thread-pinned" } else { "flash-thread-unpinned" };
            Ok(Done::changed(id.0, thread.path(viewer.lang)).telling(flash))
        })
        .await
}

/// Pins or unpins; what is so already stays as it is. Who may is the caller's to ask.
pub fn mark_pinned(tx: &mut Tx, by: AccountId, thread: &Thread, pinned: bool, reason: &str) -> Result<()> {
    if thread.pinned_at.is_some() == pinned {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(threads::table.find(thread.id))
        .set(threads::pinned_at.eq(pinned.then_some(now)))
        .execute(&mut **tx)?;
    let action = if pinned { Action::ThreadPinned } else { Action::ThreadUnpinned };
    Act::on_thread(action, thread, reason).record(tx, by)
}

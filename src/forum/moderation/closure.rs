//! `/t/{id}/closure`: whether members may still reply.

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

pub async fn close(visit: Visit, path: ThreadAt, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, true).await
}

pub async fn open(visit: Visit, path: ThreadAt, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, false).await
}

async fn change(visit: Visit, path: ThreadAt, submitted: Submitted, closed: bool) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = set_closed(&visit, id, &submitted, closed).await;
    visit.answer(outcome, &submitted, move |conn, viewer| menu::thread_page(conn, viewer, id)).await
}

async fn set_closed(visit: &Visit, id: ThreadId, submitted: &Submitted, closed: bool) -> Result<Done> {
    let reason = parse_reason(submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let thread = find_moderated(tx, viewer, id)?;
            mark_closed(tx, member.id, &thread, closed, &reason)?;
            let flash = if closed { "flash-thread-closed" } else { "flash-thread-opened" };
            Ok(Done::changed(id.0, thread.path(viewer.lang)).telling(flash))
        })
        .await
}

/// Closes or opens; what is so already stays as it is. Who may is the caller's to ask.
pub fn mark_closed(tx: &mut Tx, by: AccountId, thread: &Thread, closed: bool, reason: &str) -> Result<()> {
    if thread.closed_at.is_some() == closed {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(threads::table.find(thread.id))
        .set((
            threads::closed_at.eq(closed.then_some(now)),
            threads::closed_by.eq(closed.then_some(by)),
            threads::closed_reason.eq(closed.then_some(reason)),
        ))
        .execute(&mut **tx)?;
    let action = if closed { Action::ThreadClosed } else { Action::ThreadOpened };
    Act::on_thread(action, thread, reason).record(tx, by)
}

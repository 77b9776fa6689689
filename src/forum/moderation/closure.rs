//! `/t/{id}/closure`: whether members may still reply.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::action::{Act, Action};
use super::{find_moderated, menu, parse_reason};
use crate::accounts::{Done, Visit};
use crate::db::ThreadId;
use crate::db::schema::threads;
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
            let now = tx.now();
            if thread.closed_at.is_some() != closed {
                diesel::update(threads::table.find(id))
                    .set((
                        threads::closed_at.eq(closed.then_some(now)),
                        threads::closed_by.eq(closed.then_some(member.id)),
                        threads::closed_reason.eq(closed.then_some(&reason)),
                    ))
                    .execute(&mut **tx)?;
                let action = if closed { Action::ThreadClosed } else { Action::ThreadOpened };
                Act::on_thread(action, &thread, &reason).record(tx, member)?;
            }
            let flash = if closed { "flash-thread-closed" } else { "flash-thread-opened" };
            Ok(Done::changed(id.0, thread.path(viewer.lang)).telling(flash))
        })
        .await
}

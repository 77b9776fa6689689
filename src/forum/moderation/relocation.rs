//! `/t/{id}/move`: into another category, by somebody who moderates both.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::action::{Act, Action};
use super::{menu, permit};
use crate::accounts::{Done, Member, Visit};
use crate::db::schema::threads;
use crate::db::{CategoryId, ThreadId, Timestamp, Tx};
use crate::error::{Error, FieldError, Result};
use crate::forum::Readable;
use crate::forum::counts::{Turn, count_thread};
use crate::forum::thread::{Thread, find_thread};
use crate::web::Submitted;

pub async fn relocate(visit: Visit, path: Path<(String, ThreadId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_relocate(&visit, id, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| menu::thread_page(conn, viewer, id)).await
}

async fn try_relocate(visit: &Visit, id: ThreadId, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let slug = fields.line("category", 1, 100);
    let reason = fields.line("reason", 3, 500);
    fields.finish()?;
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let thread = find_thread(tx, viewer, &readable, id)?;
            permit(viewer, &thread)?;
            let target = readable
                .find_slug(&slug)
                .filter(|category| category.id != thread.category_id && viewer.moderates(category.id))
                .ok_or(FieldError::new("category", "error-move-category"))?;
            relocate_thread(tx, member, &thread, target.id, &reason)?;
            Ok(Done::changed(id.0, thread.path(viewer.lang)).telling("flash-thread-moved"))
        })
        .await
}

fn relocate_thread(tx: &mut Tx, by: &Member, thread: &Thread, target: CategoryId, reason: &str) -> Result<()> {
    let left = thread.category_id;
    let now = tx.now();
    let moved: Option<(i64, Option<Timestamp>)> =
        diesel::update(threads::table.find(thread.id).filter(threads::category_id.eq(left)))
            .set((
                threads::category_id.eq(target),
                threads::moved_at.eq(now),
                threads::moved_by.eq(by.id),
                threads::moved_reason.eq(reason),
            ))
            .returning((threads::last_number, threads::hidden_at))
            .get_result(&mut **tx)
            .optional()?;
    // Somebody else was quicker.
    let (posts, hidden_at) = moved.ok_or(Error::conflict("error-thread-moved"))?;
    if hidden_at.is_none() {
        // In the order of ids, so that two moves the opposite ways do not wait for each other.
        let mut turns = [(left, Turn::Leaves), (target, Turn::Enters)];
        turns.sort_by_key(|(category, _)| *category);
        for (category, turn) in turns {
            count_thread(tx, category, turn, posts)?;
        }
    }
    Act { to: Some(target), ..Act::on_thread(Action::ThreadMoved, thread, reason) }.record(tx, by.id)
}

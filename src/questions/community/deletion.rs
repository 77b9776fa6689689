//! Deleting one's own community answer, and restoring it.

use actix_web::HttpResponse;
use diesel::prelude::*;

use super::answer::{AnswerAt, find};
use crate::accounts::{Done, Visit};
use crate::db::schema::community_answers;
use crate::error::{Error, Result};
use crate::web::Submitted;

pub async fn remove(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = set_deleted(&visit, path, true).await;
    visit.answer_plainly(outcome, &submitted)
}

pub async fn restore(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = set_deleted(&visit, path, false).await;
    visit.answer_plainly(outcome, &submitted)
}

/// What is so already stays as it is.
async fn set_deleted(visit: &Visit, path: AnswerAt, deleted: bool) -> Result<Done> {
    let (_, question, id) = path.into_inner();
    visit
        .write(move |tx, viewer, member| {
            let (question, answer) = find(tx, viewer, question, id)?;
            if !answer.is_own(viewer) {
                return Err(Error::Forbidden("error-forbidden"));
            }
            if answer.deleted_at.is_some() != deleted {
                let now = tx.now();
                diesel::update(community_answers::table.find(id))
                    .set(community_answers::deleted_at.eq(deleted.then_some(now)))
                    .execute(&mut **tx)?;
                let kind = if deleted { "community_answer.deleted" } else { "community_answer.restored" };
                answer.record(tx, kind, member.id, &question);
            }
            let done = Done::changed(id.0, answer.path(&question, viewer.lang)?);
            Ok(done.telling(if deleted { "flash-community-deleted" } else { "flash-community-restored" }))
        })
        .await
}

//! Deleting one's own post, and restoring it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::Readable;
use super::post::{PostRow, find_post};
use super::thread::Thread;
use crate::accounts::{Done, Visit};
use crate::db::schema::posts;
use crate::db::{AccountId, Entry, ThreadId, Tx};
use crate::error::{Error, Result};
use crate::web::Submitted;

type PostAt = Path<(String, ThreadId, i64)>;

pub async fn remove(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    let outcome = set_deleted(&visit, id, number, true).await;
    visit.answer_plainly(outcome, &submitted)
}

pub async fn restore(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    let outcome = set_deleted(&visit, id, number, false).await;
    visit.answer_plainly(outcome, &submitted)
}

/// Its author deletes, and restores what they have deleted themselves. Moderators hide, with a reason and in the log.
async fn set_deleted(visit: &Visit, id: ThreadId, number: i64, deleted: bool) -> Result<Done> {
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let (thread, post) = find_post(tx, viewer, &readable, id, number)?;
            let deleted_by: Option<AccountId> =
                posts::table.find(post.id).select(posts::deleted_by).first(&mut **tx)?;
            if post.author_id != member.id || !deleted && deleted_by != Some(member.id) {
                return Err(Error::Forbidden("error-forbidden"));
            }
            mark_deleted(tx, member.id, &thread, &post, deleted)?;
            let done = Done::changed(post.id.0, thread.post_path(viewer.lang, number));
            Ok(done.telling(if deleted { "flash-post-deleted" } else { "flash-post-restored" }))
        })
        .await
}

/// Deletes or restores; what is so already stays as it is. Who may is the caller's to ask.
pub fn mark_deleted(tx: &mut Tx, by: AccountId, thread: &Thread, post: &PostRow, deleted: bool) -> Result<()> {
    if post.deleted_at.is_some() == deleted {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(posts::table.find(post.id))
        .set((posts::deleted_at.eq(deleted.then_some(now)), posts::deleted_by.eq(deleted.then_some(by))))
        .execute(&mut **tx)?;
    tx.record(Entry {
        kind: if deleted { "post.deleted" } else { "post.restored" },
        actor: Some(by),
        subject: post.subject(),
        parent: Some(thread.subject()),
        container: Some(thread.container()),
        detail: serde_json::json!({ "number": post.number }),
    });
    Ok(())
}

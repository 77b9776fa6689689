//! "Thanks": one a member and post, never for one's own.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::Readable;
use super::post::{PostRow, find_post};
use super::thread::Thread;
use crate::accounts::{Done, Visit};
use crate::db::schema::{posts, thanks};
use crate::db::{AccountId, Entry, ThreadId, Tx};
use crate::error::{Error, Result};
use crate::web::Submitted;

type PostAt = Path<(String, ThreadId, i64)>;

pub async fn give(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = set(&visit, path, true).await;
    visit.answer_plainly(outcome, &submitted)
}

pub async fn take_back(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = set(&visit, path, false).await;
    visit.answer_plainly(outcome, &submitted)
}

async fn set(visit: &Visit, path: PostAt, given: bool) -> Result<Done> {
    let (_, id, number) = path.into_inner();
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let (thread, post) = find_post(tx, viewer, &readable, id, number)?;
            if !post.shows_text(viewer, &thread) {
                return Err(Error::NotFound);
            }
            if post.author_id == member.id {
                return Err(Error::Forbidden("error-thanks-own"));
            }
            change(tx, member.id, &thread, &post, given)?;
            Ok(Done::changed(post.id.0, thread.post_path(viewer.lang, number)))
        })
        .await
}

/// Gives thanks or takes them back; what is so already stays as it is. Who may is the caller's to ask.
pub fn change(tx: &mut Tx, by: AccountId, thread: &Thread, post: &PostRow, given: bool) -> Result<()> {
    let now = tx.now();
    let row = (thanks::post_id.eq(post.id), thanks::account_id.eq(by), thanks::created_at.eq(now));
    let changed = if given {
        crate::on_both!(tx, c => diesel::insert_into(thanks::table).values(&row).on_conflict_do_nothing().execute(c))?
    } else {
        diesel::delete(thanks::table.find((post.id, by))).execute(&mut **tx)?
    };
    if changed == 0 {
        return Ok(());
    }
    diesel::update(posts::table.find(post.id))
        .set(posts::thanks.eq(posts::thanks + if given { 1 } else { -1 }))
        .execute(&mut **tx)?;
    tx.record(Entry {
        kind: if given { "thanks.given" } else { "thanks.taken_back" },
        actor: Some(by),
        subject: post.subject(),
        parent: Some(thread.subject()),
        container: Some(thread.container()),
        detail: serde_json::json!({ "number": post.number }),
    });
    Ok(())
}

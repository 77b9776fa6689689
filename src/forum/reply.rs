//! Replying in a thread.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;

use super::compose::{LONGEST, PostText};
use super::draft::{Place, drop_draft};
use super::meaning::followed_thread;
use super::post::{NewPost, insert_post};
use super::thread::{Thread, find_thread};
use super::thread_page::{Part, page};
use super::{Forum, Readable, reading};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{categories, threads};
use crate::db::{AccountId, CategoryId, PostId, Subject, ThreadId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::notifications::{Level, follow_by_writing};
use crate::text;
use crate::web::identity::{Finding, settle};
use crate::web::{FormState, Limit, Submitted};

pub async fn create(
    visit: Visit,
    path: Path<(String, ThreadId)>,
    submitted: Submitted,
    forum: Data<Forum>,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    if submitted.has("preview") {
        let text = PostText::prepare(&visit, text::clean_text(submitted.text("text"))).await?;
        let state = FormState::of(&submitted);
        let part = Part::previewing(text.html);
        return visit.page_with(state, move |conn, viewer| page(conn, viewer, &forum, id, part)).await;
    }
    let mut found = Vec::new();
    let outcome = reply(&visit, id, &submitted, &mut found).await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, &forum, id, Part::asking(found))).await
}

async fn reply(visit: &Visit, id: ThreadId, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Done> {
    visit.limit(Limit::Posting)?;
    let mut fields = submitted.fields();
    let source = fields.text("text", 1, LONGEST);
    let language = fields.language("language");
    let reply_to = fields.number("reply_to");
    fields.finish()?;
    let [source] = settle(submitted, [source], language, "", found)?;
    let text = PostText::prepare(visit, source).await?;
    visit
        .write_once(submitted, "posts", move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let thread = find_thread(tx, viewer, &readable, id)?;
            permit_reply(viewer, &readable, &thread)?;
            let (id, number) = insert_reply(tx, member.id, &thread, &NewReply { language, reply_to }, &text)?;
            drop_draft(tx, member.id, Place::Thread(thread.id))?;
            Ok(Done::made(id.0, thread.post_path(viewer.lang, number)))
        })
        .await
}

fn permit_reply(viewer: &Viewer, readable: &Readable, thread: &Thread) -> Result<()> {
    let category = readable.find(thread.category_id).ok_or(Error::NotFound)?;
    let moderates = viewer.moderates(thread.category_id);
    if thread.closed_at.is_some() && !moderates {
        return Err(Error::Forbidden("error-thread-closed"));
    }
    if thread.hidden_at.is_some() && !moderates {
        return Err(Error::Forbidden("error-thread-hidden"));
    }
    if category.lets_write(viewer) || moderates { Ok(()) } else { Err(Error::Forbidden("error-category-closed")) }
}

/// A reply as its author wants it, beside its text.
#[derive(Debug, Clone)]
pub struct NewReply {
    pub language: ContentLanguage,
    /// The number of the post that is answered; one that is not there yet is left out.
    pub reply_to: Option<i64>,
}

/// Makes a reply, which its author has read; answers with its number. Who may is the caller's to ask.
pub fn insert_reply(
    tx: &mut Tx,
    author: AccountId,
    thread: &Thread,
    new: &NewReply,
    text: &PostText,
) -> Result<(PostId, i64)> {
    let now = tx.now();
    // The number is taken by the update itself: two who write at once get two. So are the category and whether
    // the thread is counted there: it may have been moved or hidden since it was read.
    let (number, category, hidden_at): (i64, CategoryId, Option<Timestamp>) =
        diesel::update(threads::table.find(thread.id))
            .set((
                threads::last_number.eq(threads::last_number + 1),
                threads::last_post_at.eq(now),
                threads::last_author_id.eq(author),
            ))
            .returning((threads::last_number, threads::category_id, threads::hidden_at))
            .get_result(&mut **tx)?;
    let reply_to = new.reply_to.filter(|to| (1..number).contains(to));
    let post = NewPost { thread: thread.id, number, author, language: new.language, reply_to };
    let id = insert_post(tx, &post, text, Subject { kind: "category", id: category.0 })?;
    if hidden_at.is_none() {
        diesel::update(categories::table.find(category))
            .set((categories::post_count.eq(categories::post_count + 1), categories::last_post_at.eq(now)))
            .execute(&mut **tx)?;
    }
    reading::set(tx, author, thread.id, number, now)?;
    follow_by_writing(tx, author, &followed_thread(thread.id), Level::Following)?;
    Ok((id, number))
}

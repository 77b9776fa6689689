//! Posts: replying, editing, deleting and restoring.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::compose::{LONGEST, PostText};
use super::draft::{Place, drop_draft};
use super::thread::{POSTS_A_PAGE, Thread, find_thread};
use super::thread_page::{Part, page};
use super::{Forum, Readable, reading};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{categories, post_revisions, posts, threads};
use crate::db::{AccountId, CategoryId, Conn, Entry, PostId, Subject, ThreadId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::text;
use crate::web::{FormState, Limit, Page, Submitted};

/// A post's row without its text.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct PostRow {
    pub id: PostId,
    pub number: i64,
    pub author_id: AccountId,
    pub language: ContentLanguage,
    pub source: String,
    pub revision: i64,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub edited_by: Option<AccountId>,
    pub deleted_at: Option<Timestamp>,
    pub hidden_at: Option<Timestamp>,
    pub hidden_reason: Option<String>,
}

impl PostRow {
    /// The text is shown to everyone who reads the thread; else to moderators, and to its author when hidden.
    pub fn shows_text(&self, viewer: &Viewer, thread: &Thread) -> bool {
        let own = viewer.id() == Some(self.author_id);
        let moderates = viewer.moderates(thread.category_id);
        (self.deleted_at.is_none() || moderates) && (self.hidden_at.is_none() || moderates || own)
    }

    pub fn may_edit(&self, viewer: &Viewer, thread: &Thread) -> bool {
        let moderates = viewer.moderates(thread.category_id);
        let own = viewer.id() == Some(self.author_id);
        let open = thread.closed_at.is_none() && self.hidden_at.is_none();
        self.deleted_at.is_none() && (moderates || own && open)
    }

    pub fn subject(&self) -> Subject {
        Subject { kind: "post", id: self.id.0 }
    }
}

/// What is known of a new post beside its text.
pub struct NewPost {
    pub thread: ThreadId,
    pub number: i64,
    pub author: AccountId,
    pub language: ContentLanguage,
    pub reply_to: Option<i64>,
}

pub fn insert_post(tx: &mut Tx, new: &NewPost, text: &PostText, container: Subject) -> Result<PostId> {
    let now = tx.now();
    let id: PostId = diesel::insert_into(posts::table)
        .values((
            posts::thread_id.eq(new.thread),
            posts::number.eq(new.number),
            posts::author_id.eq(new.author),
            posts::language.eq(new.language),
            posts::source.eq(&text.source),
            posts::html.eq(&text.html),
            posts::short_html.eq(&text.short_html),
            posts::pipeline.eq(text.pipeline),
            posts::reply_to.eq(new.reply_to),
            posts::revision.eq(1),
            posts::thanks.eq(0),
            posts::created_at.eq(now),
        ))
        .returning(posts::id)
        .get_result(&mut **tx)?;
    tx.record(Entry {
        kind: "post.created",
        actor: Some(new.author),
        subject: Subject { kind: "post", id: id.0 },
        parent: Some(Subject { kind: "thread", id: new.thread.0 }),
        container: Some(container),
        detail: serde_json::json!({
            "number": new.number, "reply_to": new.reply_to, "mentions": text.mentioned,
        }),
    });
    Ok(id)
}

/// One post of a thread that the viewer may see; its text may still be closed to them.
pub fn find_post(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    thread: ThreadId,
    number: i64,
) -> Result<(Thread, PostRow)> {
    let thread = find_thread(conn, viewer, readable, thread)?;
    let post = posts::table
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::number.eq(number))
        .select(PostRow::as_select())
        .first(conn)?;
    Ok((thread, post))
}

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
    let outcome = reply(&visit, id, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, &forum, id, Part::last())).await
}

async fn reply(visit: &Visit, id: ThreadId, submitted: &Submitted) -> Result<Done> {
    visit.limit(Limit::Posting)?;
    let mut fields = submitted.fields();
    let source = fields.text("text", 1, LONGEST);
    let language = fields.language("language");
    let reply_to = fields.number("reply_to");
    fields.finish()?;
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
    Ok((id, number))
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct PostEditPage {
    thread: ThreadId,
    thread_title: String,
    thread_slug: String,
    number: i64,
    /// The text as it stands.
    draft: String,
    language: ContentLanguage,
    revision: i64,
    preview: Option<String>,
}

type PostAt = Path<(String, ThreadId, i64)>;

pub async fn edit_form(visit: Visit, path: PostAt) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    visit.page(move |conn, viewer| edit_page(conn, viewer, id, number, None)).await
}

fn edit_page(
    conn: &mut Conn,
    viewer: &Viewer,
    id: ThreadId,
    number: i64,
    preview: Option<String>,
) -> Result<Page<PostEditPage>> {
    let readable = Readable::load(conn, viewer)?;
    let (thread, post) = find_post(conn, viewer, &readable, id, number)?;
    if viewer.member.is_none() {
        return Err(Error::SignIn);
    }
    if !post.may_edit(viewer, &thread) {
        return Err(Error::Forbidden("error-forbidden"));
    }
    let page = PostEditPage {
        thread: thread.id,
        thread_title: thread.title,
        thread_slug: thread.slug,
        number,
        draft: post.source,
        language: post.language,
        revision: post.revision,
        preview,
    };
    Ok(Page::new("forum/edit_post", viewer.lang.locale().say("post-edit-title"), page).not_indexed())
}

pub async fn change(visit: Visit, path: PostAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    if submitted.has("preview") {
        let text = PostText::prepare(&visit, text::clean_text(submitted.text("text"))).await?;
        let state = FormState::of(&submitted);
        return visit.page_with(state, move |conn, viewer| edit_page(conn, viewer, id, number, Some(text.html))).await;
    }
    let outcome = try_change(&visit, id, number, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| edit_page(conn, viewer, id, number, None)).await
}

async fn try_change(visit: &Visit, id: ThreadId, number: i64, submitted: &Submitted) -> Result<Done> {
    visit.limit(Limit::Posting)?;
    let mut fields = submitted.fields();
    let source = fields.text("text", 1, LONGEST);
    let language = fields.language("language");
    let revision = fields.number("revision");
    fields.finish()?;
    let text = PostText::prepare(visit, source).await?;
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let (thread, post) = find_post(tx, viewer, &readable, id, number)?;
            if !post.may_edit(viewer, &thread) {
                return Err(Error::Forbidden("error-post-not-editable"));
            }
            if revision != Some(post.revision) {
                return Err(Error::Conflict { message: "error-post-changed", current: Some(post.source) });
            }
            if post.source != text.source || post.language != language {
                store_revision(tx, member.id, &thread, &post, language, &text)?;
            }
            Ok(Done::changed(post.id.0, thread.post_path(viewer.lang, number)).telling("flash-post-changed"))
        })
        .await
}

/// Keeps what the post said, then puts the new text in its place.
pub fn store_revision(
    tx: &mut Tx,
    by: AccountId,
    thread: &Thread,
    post: &PostRow,
    language: ContentLanguage,
    text: &PostText,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(post_revisions::table)
        .values((
            post_revisions::post_id.eq(post.id),
            post_revisions::revision.eq(post.revision),
            post_revisions::language.eq(post.language),
            post_revisions::source.eq(&post.source),
            post_revisions::written_by.eq(post.edited_by.unwrap_or(post.author_id)),
            post_revisions::written_at.eq(post.edited_at.unwrap_or(post.created_at)),
        ))
        .execute(&mut **tx)?;
    diesel::update(posts::table.find(post.id))
        .set((
            posts::source.eq(&text.source),
            posts::html.eq(&text.html),
            posts::short_html.eq(&text.short_html),
            posts::pipeline.eq(text.pipeline),
            posts::language.eq(language),
            posts::revision.eq(post.revision + 1),
            posts::edited_at.eq(now),
            posts::edited_by.eq(by),
        ))
        .execute(&mut **tx)?;
    tx.record(Entry {
        kind: "post.edited",
        actor: Some(by),
        subject: post.subject(),
        parent: Some(thread.subject()),
        container: Some(thread.container()),
        detail: serde_json::json!({ "number": post.number, "mentions": text.mentioned }),
    });
    Ok(())
}

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

/// The page of a thread that shows a post.
pub fn page_of(number: i64) -> i64 {
    (number.max(1) - 1) / POSTS_A_PAGE + 1
}

//! Changing what a post says; what it said is kept.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::Readable;
use super::compose::{LONGEST, PostText};
use super::post::{PostRow, find_post};
use super::thread::Thread;
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{post_revisions, posts};
use crate::db::{AccountId, Conn, Entry, ThreadId, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::text;
use crate::web::identity::{Finding, settle, tick_new};
use crate::web::{FormState, Limit, Page, Submitted};

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
    /// What identifies a person and was not in the post before, to be decided on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<Finding>,
}

impl PostEditPage {
    fn asking(self, mut found: Vec<Finding>) -> Self {
        tick_new(&mut found, true);
        Self { found, ..self }
    }
}

type PostAt = Path<(String, ThreadId, i64)>;

pub async fn form(visit: Visit, path: PostAt) -> Result<HttpResponse> {
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
        found: Vec::new(),
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
    let mut found = Vec::new();
    let outcome = try_change(&visit, id, number, &submitted, &mut found).await;
    let again = move |conn: &mut Conn, viewer: &Viewer| {
        Ok(edit_page(conn, viewer, id, number, None)?.map(|page| page.asking(found)))
    };
    visit.answer(outcome, &submitted, again).await
}

async fn try_change(
    visit: &Visit,
    id: ThreadId,
    number: i64,
    submitted: &Submitted,
    found: &mut Vec<Finding>,
) -> Result<Done> {
    visit.limit(Limit::Posting)?;
    let mut fields = submitted.fields();
    let source = fields.text("text", 1, LONGEST);
    let language = fields.language("language");
    let revision = fields.number("revision");
    fields.finish()?;
    let standing = visit.read(move |conn, viewer| standing_text(conn, viewer, id, number)).await?;
    let [source] = settle(submitted, [source], language, &standing, found)?;
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

/// What the post says now, for who may change it.
fn standing_text(conn: &mut Conn, viewer: &Viewer, id: ThreadId, number: i64) -> Result<String> {
    let readable = Readable::load(conn, viewer)?;
    let (thread, post) = find_post(conn, viewer, &readable, id, number)?;
    match &viewer.member {
        None => Err(Error::SignIn),
        Some(_) if post.may_edit(viewer, &thread) => Ok(post.source),
        Some(_) => Err(Error::Forbidden("error-post-not-editable")),
    }
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
        detail: serde_json::json!({
            "number": post.number, "mentions": text.mentioned, "quotes": text.quoted,
        }),
    });
    Ok(())
}

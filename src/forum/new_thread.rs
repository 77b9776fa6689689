//! A new thread: its form, and its making together with its first post.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::compose::{LONGEST, PostText, parse_tags};
use super::draft::{Place, drop_draft, find_draft};
use super::index::CategoryItem;
use super::meaning::followed_thread;
use super::post::{NewPost, insert_post};
use super::shelf::rules;
use super::thread::slug_of;
use super::{Readable, reading};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{categories, thread_tags, threads};
use crate::db::{AccountId, CategoryId, Conn, Entry, Subject, ThreadId, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::notifications::{Level, follow_by_writing};
use crate::text;
use crate::web::identity::{Finding, settle, tick_new};
use crate::web::{FormState, Limit, Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct NewThreadPage {
    category: CategoryItem,
    /// The category's rules, as HTML.
    rules: Option<String>,
    language: ContentLanguage,
    draft_title: String,
    draft: String,
    /// How the text will look, when that was asked for.
    preview: Option<String>,
    /// What identifies a person, to be decided on before it is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<Finding>,
}

impl NewThreadPage {
    fn asking(self, mut found: Vec<Finding>) -> Self {
        tick_new(&mut found, true);
        Self { found, ..self }
    }
}

/// A thread as its author wants it.
#[derive(Debug, Clone)]
pub struct NewThread {
    pub title: String,
    pub language: ContentLanguage,
    pub tags: Vec<String>,
}

pub async fn form(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let form = match visit.asked.query("title")? {
        Some(title) => FormState::starting_with([("title", title)]),
        None => FormState::fresh(),
    };
    visit.page_with(form, move |conn, viewer| page(conn, viewer, &slug, None)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, slug: &str, preview: Option<String>) -> Result<Page<NewThreadPage>> {
    let readable = Readable::load(conn, viewer)?;
    let category = readable.find_slug(slug).ok_or(Error::NotFound)?;
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    if !category.lets_write(viewer) {
        return Err(Error::Forbidden("error-category-closed"));
    }
    let names = readable.names(conn, viewer)?;
    let draft = find_draft(conn, member.id, Place::Category(category.id))?;
    let (draft_title, draft) = draft.unwrap_or_default();
    let page = NewThreadPage {
        category: CategoryItem::new(category, &names).ok_or(Error::NotFound)?,
        rules: names.get(&category.id).and_then(rules),
        language: viewer.lang.into(),
        draft_title,
        draft,
        preview,
        found: Vec::new(),
    };
    Ok(Page::new("forum/new_thread", viewer.lang.locale().say("thread-new-title"), page).not_indexed())
}

pub async fn create(visit: Visit, path: Path<(String, String)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    if submitted.has("preview") {
        let text = PostText::prepare(&visit, text::clean_text(submitted.text("text"))).await?;
        let state = FormState::of(&submitted);
        return visit.page_with(state, move |conn, viewer| page(conn, viewer, &slug, Some(text.html))).await;
    }
    let mut found = Vec::new();
    let outcome = try_create(&visit, slug.clone(), &submitted, &mut found).await;
    let again =
        move |conn: &mut Conn, viewer: &Viewer| Ok(page(conn, viewer, &slug, None)?.map(|page| page.asking(found)));
    visit.answer(outcome, &submitted, again).await
}

async fn try_create(visit: &Visit, slug: String, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Done> {
    visit.limit(Limit::Posting)?;
    let mut fields = submitted.fields();
    let title = fields.line("title", 5, 150);
    let source = fields.text("text", 1, LONGEST);
    let language = fields.language("language");
    let tags = parse_tags(&mut fields, submitted);
    fields.finish()?;
    let [title, source] = settle(submitted, [title, source], language, "", found)?;
    let new = NewThread { title, language, tags };
    let text = PostText::prepare(visit, source).await?;
    visit
        .write_once(submitted, "threads", move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let category = readable.find_slug(&slug).ok_or(Error::NotFound)?;
            if !category.lets_write(viewer) {
                return Err(Error::Forbidden("error-category-closed"));
            }
            let id = insert_thread(tx, member.id, category.id, &new, &text)?;
            drop_draft(tx, member.id, Place::Category(category.id))?;
            Ok(Done::made(id.0, format!("/{}/t/{id}/{}", viewer.lang, slug_of(&new.title))))
        })
        .await
}

/// Makes a thread with its first post; its author has read it. Who may is the caller's to ask.
pub fn insert_thread(
    tx: &mut Tx,
    author: AccountId,
    category: CategoryId,
    new: &NewThread,
    text: &PostText,
) -> Result<ThreadId> {
    let now = tx.now();
    let id: ThreadId = diesel::insert_into(threads::table)
        .values((
            threads::category_id.eq(category),
            threads::author_id.eq(author),
            threads::title.eq(&new.title),
            threads::slug.eq(slug_of(&new.title)),
            threads::language.eq(new.language),
            threads::created_at.eq(now),
            threads::last_post_at.eq(now),
            threads::last_number.eq(1),
            threads::last_author_id.eq(author),
        ))
        .returning(threads::id)
        .get_result(&mut **tx)?;
    set_tags(tx, id, &new.tags)?;
    let thread = Subject { kind: "thread", id: id.0 };
    let container = Subject { kind: "category", id: category.0 };
    tx.record(Entry {
        kind: "thread.created",
        actor: Some(author),
        subject: thread,
        parent: None,
        container: Some(container),
        detail: serde_json::json!({ "mentions": text.mentioned, "quotes": text.quoted }),
    });
    let post = NewPost { thread: id, number: 1, author, language: new.language, reply_to: None };
    insert_post(tx, &post, text, container)?;
    reading::set(tx, author, id, 1, now)?;
    follow_by_writing(tx, author, &followed_thread(id), Level::Watching)?;
    diesel::update(categories::table.find(category))
        .set((
            categories::thread_count.eq(categories::thread_count + 1),
            categories::post_count.eq(categories::post_count + 1),
            categories::last_post_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(id)
}

/// Replaces the tags of a thread.
pub fn set_tags(tx: &mut Tx, thread: ThreadId, tags: &[String]) -> QueryResult<()> {
    diesel::delete(thread_tags::table.filter(thread_tags::thread_id.eq(thread))).execute(&mut **tx)?;
    let rows: Vec<_> = tags.iter().map(|tag| (thread_tags::thread_id.eq(thread), thread_tags::tag.eq(tag))).collect();
    crate::on_both!(tx, c => diesel::insert_into(thread_tags::table).values(&rows).execute(c))?;
    Ok(())
}

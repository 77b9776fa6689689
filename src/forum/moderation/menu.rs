//! `/t/{id}/moderate` and `/t/{id}/posts/{number}/moderate`: what a moderator can do there, and what was done.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::log::{ActionView, list_done};
use super::{find_moderated, find_moderated_post};
use crate::accounts::{Author, Viewer, Visit, load_authors};
use crate::db::schema::posts;
use crate::db::{Conn, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::forum::Readable;
use crate::forum::index::CategoryItem;
use crate::forum::thread_page::Note;
use crate::i18n::ContentLanguage;
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct ModerateThreadPage {
    thread: ThreadId,
    slug: String,
    title: String,
    language: ContentLanguage,
    dir: &'static str,
    category: CategoryItem,
    pinned: bool,
    closed: Option<Note>,
    hidden: Option<Note>,
    /// Where the viewer can move it.
    targets: Vec<CategoryItem>,
    actions: Vec<ActionView>,
}

pub async fn show_thread(visit: Visit, path: Path<(String, ThreadId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| thread_page(conn, viewer, id)).await
}

pub fn thread_page(conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Page<ModerateThreadPage>> {
    let thread = find_moderated(conn, viewer, id)?;
    let readable = Readable::load(conn, viewer)?;
    let names = readable.names(conn, viewer)?;
    let item = |id| CategoryItem::new(readable.find(id)?, &names);
    let targets = readable.ids().into_iter().filter(|id| *id != thread.category_id && viewer.moderates(*id));
    let page = ModerateThreadPage {
        thread: id,
        category: item(thread.category_id).ok_or(Error::NotFound)?,
        pinned: thread.pinned_at.is_some(),
        closed: Note::new(thread.closed_at, thread.closed_reason),
        hidden: Note::new(thread.hidden_at, thread.hidden_reason),
        targets: targets.filter_map(item).collect(),
        actions: list_done(conn, viewer, &readable, &names, id, None)?,
        slug: thread.slug,
        title: thread.title,
        language: thread.language,
        dir: thread.language.dir(),
    };
    Ok(Page::new("forum/moderate_thread", viewer.lang.locale().say("moderate-thread-title"), page).not_indexed())
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct ModeratePostPage {
    thread: ThreadId,
    thread_slug: String,
    thread_title: String,
    number: i64,
    author: Option<Author>,
    created_at: Timestamp,
    language: ContentLanguage,
    dir: &'static str,
    html: String,
    hidden: Option<Note>,
    actions: Vec<ActionView>,
}

pub async fn show_post(visit: Visit, path: Path<(String, ThreadId, i64)>) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    visit.page(move |conn, viewer| post_page(conn, viewer, id, number)).await
}

pub fn post_page(conn: &mut Conn, viewer: &Viewer, id: ThreadId, number: i64) -> Result<Page<ModeratePostPage>> {
    let (thread, post) = find_moderated_post(conn, viewer, id, number)?;
    let readable = Readable::load(conn, viewer)?;
    let names = readable.names(conn, viewer)?;
    let html: String = posts::table.find(post.id).select(posts::html).first(conn)?;
    let mut authors = load_authors(conn, &[post.author_id], viewer.now)?;
    let page = ModeratePostPage {
        thread: id,
        thread_slug: thread.slug,
        thread_title: thread.title,
        number,
        author: authors.remove(&post.author_id),
        created_at: post.created_at,
        language: post.language,
        dir: post.language.dir(),
        html,
        hidden: Note::new(post.hidden_at, post.hidden_reason),
        actions: list_done(conn, viewer, &readable, &names, id, Some(post.id))?,
    };
    Ok(Page::new("forum/moderate_post", viewer.lang.locale().say("moderate-post-title"), page).not_indexed())
}

//! `/t/{id}/posts/{number}`: one post in full; and its earlier versions.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::Readable;
use super::post::{PostRow, find_post};
use super::thread::Thread;
use super::versions::{PostVersion, Revision, versions};
use crate::accounts::{Author, Viewer, Visit, load_authors};
use crate::activity::Tag;
use crate::db::schema::{post_revisions, posts};
use crate::db::{Conn, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct PostPage {
    thread: ThreadId,
    thread_title: String,
    thread_slug: String,
    post: FullPost,
}

#[derive(Serialize, utoipa::ToSchema)]
struct FullPost {
    number: i64,
    author: Option<Author>,
    language: ContentLanguage,
    dir: &'static str,
    html: String,
    /// The Markdown that it was written in.
    source: String,
    created_at: Timestamp,
    edited_at: Option<Timestamp>,
    revision: i64,
}

type PostAt = Path<(String, ThreadId, i64)>;

/// The post with its thread, if this viewer may read its text.
fn readable_post(conn: &mut Conn, viewer: &Viewer, id: ThreadId, number: i64) -> Result<(Thread, PostRow)> {
    let readable = Readable::load(conn, viewer)?;
    let (thread, post) = find_post(conn, viewer, &readable, id, number)?;
    if post.shows_text(viewer, &thread) { Ok((thread, post)) } else { Err(Error::NotFound) }
}

pub async fn show(visit: Visit, path: PostAt) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    visit
        .page(move |conn, viewer| {
            let (thread, post) = readable_post(conn, viewer, id, number)?;
            let html: String = posts::table.find(post.id).select(posts::html).first(conn)?;
            let mut authors = load_authors(conn, &[post.author_id], viewer.now)?;
            let tags = vec![
                Tag::of("thread", id.0),
                Tag::of("category", thread.category_id.0),
                // Those above it decide as well who may read it.
                Tag::any("category-texts"),
                Tag::of("account", post.author_id.0),
            ];
            let title = format!("{} · {number}", thread.title);
            let page = PostPage {
                thread: id,
                thread_title: thread.title,
                thread_slug: thread.slug,
                post: FullPost {
                    number,
                    author: authors.remove(&post.author_id),
                    language: post.language,
                    dir: post.language.dir(),
                    html,
                    source: post.source,
                    created_at: post.created_at,
                    edited_at: post.edited_at,
                    revision: post.revision,
                },
            };
            Ok(Page::new("forum/post", title, page).not_indexed().kept_until_changed(tags))
        })
        .await
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct HistoryPage {
    thread: ThreadId,
    thread_title: String,
    thread_slug: String,
    number: i64,
    dir: &'static str,
    language: ContentLanguage,
    /// The newest first.
    versions: Vec<PostVersion>,
}

pub async fn history(visit: Visit, path: PostAt) -> Result<HttpResponse> {
    let (_, id, number) = path.into_inner();
    visit
        .page(move |conn, viewer| {
            let (thread, post) = readable_post(conn, viewer, id, number)?;
            let mut revisions: Vec<Revision> = post_revisions::table
                .filter(post_revisions::post_id.eq(post.id))
                .order(post_revisions::revision)
                .limit(200)
                .select((
                    post_revisions::revision,
                    post_revisions::source,
                    post_revisions::written_by,
                    post_revisions::written_at,
                ))
                .load(conn)?;
            let by = post.edited_by.unwrap_or(post.author_id);
            revisions.push((post.revision, post.source, by, post.edited_at.unwrap_or(post.created_at)));
            let versions = versions(conn, viewer, &revisions)?;
            let page = HistoryPage {
                thread: id,
                thread_title: thread.title,
                thread_slug: thread.slug,
                number,
                dir: post.language.dir(),
                language: post.language,
                versions,
            };
            Ok(Page::new("forum/history", viewer.lang.locale().say("post-history-title"), page).not_indexed())
        })
        .await
}

//! `/t/{id}/{slug}`: a page of a thread's posts.

use std::collections::HashSet;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::draft::{Place, find_draft};
use super::hidden_thread::page_or_note;
use super::index::CategoryItem;
use super::meaning::followed_thread;
use super::post::page_of;
use super::post_list::{Look, PostList, PostView};
use super::shelf::{KeptPosts, PiecePlace};
use super::thread::find_thread;
use super::thread_edit::permit;
use super::{Forum, Readable};
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::db::schema::thanks;
use crate::db::{Conn, PostId, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::notifications::Following;
use crate::render::Views;
use crate::web::identity::{Finding, tick_new};
use crate::web::{Asked, Page};

#[derive(Serialize, utoipa::ToSchema)]
pub struct ThreadPage {
    pub id: ThreadId,
    pub slug: String,
    pub title: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    pub category: CategoryItem,
    pub parent: Option<CategoryItem>,
    pub tags: Vec<String>,
    pub created_at: Timestamp,
    pub last_number: i64,
    pub pinned: bool,
    pub closed: Option<Note>,
    pub hidden: Option<Note>,
    pub moved: Option<Note>,
    /// In JSON; the HTML has them as its part.
    pub posts: Vec<PostView>,
    pub page: i64,
    pub pages: i64,
    pub previous_page: Option<i64>,
    pub next_page: Option<i64>,
    /// The first post that the member has not read, when it is on another page or further down.
    pub first_unread: Option<i64>,
    pub may_reply: bool,
    pub may_moderate: bool,
    pub may_edit: bool,
    /// The category's rules, as HTML, for those who may reply.
    pub rules: Option<String>,
    pub draft: String,
    /// The post that the draft answers.
    pub reply_to: Option<i64>,
    pub preview: Option<String>,
    /// What identifies a person in a reply, to be decided on before it is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<Finding>,
    /// How much a member hears of it.
    following: Option<Following>,
}

/// What a moderator has done, and why: said where it was done.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Note {
    pub at: Timestamp,
    pub reason: String,
}

impl Note {
    pub fn new(at: Option<Timestamp>, reason: Option<String>) -> Option<Self> {
        at.map(|at| Self { at, reason: reason.unwrap_or_default() })
    }
}

/// The part of a thread that is asked for.
#[derive(Default)]
pub struct Part {
    /// Counted from 1.
    number: Option<i64>,
    is_last: bool,
    unread: bool,
    slug: Option<String>,
    preview: Option<String>,
    /// What was found in the reply.
    found: Vec<Finding>,
    /// The post that the reply is to begin with.
    quote: Option<i64>,
    as_json: bool,
}

impl Part {
    /// `?page=3`, `?post=47`, `?post=unread`, or `?quote=47`: a reply to it is to be written.
    fn parse(asked: &Asked) -> Result<Self> {
        let as_json = asked.wants_json;
        let number = |text: String| text.parse::<i64>().map_err(|_| Error::NotFound);
        let post = asked.query("post")?;
        if post.as_deref() == Some("unread") {
            return Ok(Self { unread: true, as_json, ..Self::default() });
        }
        let quote = asked.query("quote")?.map(number).transpose()?;
        let of_post = post.map(number).transpose()?.or(quote).map(page_of);
        Ok(Self {
            number: asked.query("page")?.map(number).transpose()?.or(of_post),
            quote,
            as_json,
            ..Self::default()
        })
    }

    pub fn last() -> Self {
        Self { is_last: true, ..Self::default() }
    }

    /// The last one, asking about what was found in the reply, if anything was.
    pub fn asking(mut found: Vec<Finding>) -> Self {
        tick_new(&mut found, true);
        Self { found, ..Self::last() }
    }

    /// The last one, with a text shown as it will look.
    pub fn previewing(html: String) -> Self {
        Self { preview: Some(html), ..Self::last() }
    }
}

/// `/t/{id}` leads to the address with the title in it.
pub async fn to_slug(visit: Visit, path: Path<(String, ThreadId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit
        .page(move |conn, viewer| {
            let readable = Readable::load(conn, viewer)?;
            let thread = find_thread(conn, viewer, &readable, id);
            page_or_note(conn, viewer, id, thread.and_then(|thread| Err(Error::MovedTo(thread.path(viewer.lang)))))
        })
        .await
}

pub async fn show(visit: Visit, path: Path<(String, ThreadId, String)>, forum: Data<Forum>) -> Result<HttpResponse> {
    let (_, id, slug) = path.into_inner();
    let part = Part { slug: Some(slug), ..Part::parse(&visit.asked)? };
    visit
        .page(move |conn, viewer| {
            let page = page(conn, viewer, &forum, id, part);
            page_or_note(conn, viewer, id, page)
        })
        .await
}

/// Builds the page; for a member, also remembers how far they have read.
pub fn page(conn: &mut Conn, viewer: &Viewer, forum: &Forum, id: ThreadId, part: Part) -> Result<Page<ThreadPage>> {
    let position = forum.shelf.position(conn)?;
    let categories = forum.shelf.categories(conn, viewer.lang, position)?;
    let readable = categories.readable(viewer);
    let kept = forum.shelf.thread(conn, id, position)?;
    let thread = &kept.thread;
    thread.admit(viewer, &readable)?;
    if part.slug.is_some_and(|slug| slug != thread.slug) {
        return Err(Error::MovedTo(thread.path(viewer.lang)));
    }
    let category = readable.find(thread.category_id).ok_or(Error::NotFound)?;
    let read = match &viewer.member {
        Some(member) => forum.reading.of_one(conn, member.id, id)?,
        None => None,
    };
    let pages = page_of(thread.last_number);
    let number = match part.number {
        Some(number) => number,
        None if part.is_last => pages,
        None if part.unread => page_of((read.unwrap_or(0) + 1).min(thread.last_number)),
        None => 1,
    };
    if !(1..=pages).contains(&number) {
        return Err(Error::NotFound);
    }
    let moderates = viewer.moderates(thread.category_id);
    let may_reply = viewer.member.is_some()
        && (moderates || category.lets_write(viewer) && thread.closed_at.is_none() && thread.hidden_at.is_none());
    let kept_posts = forum.shelf.posts(conn, id, number, viewer.now, position)?;
    let last = kept_posts.posts.last().map_or(0, |post| post.row.number);
    if let Some(member) = &viewer.member {
        forum.reading.note(member.id, id, last, viewer.now);
    }
    let following = Following::of(conn, viewer, &forum.follows, &followed_thread(id), position)?;
    let thanked = list_thanked(conn, viewer, &kept_posts)?;
    let looks: Vec<Look> =
        kept_posts.posts.iter().map(|post| Look::new(post, viewer, thread, read, &thanked)).collect();
    let posts = PostList { thread: Arc::clone(&kept), posts: kept_posts, looks, may_reply, may_moderate: moderates };
    let draft = match &viewer.member {
        Some(member) if may_reply => find_draft(conn, member.id, Place::Thread(id))?.map(|(_, text)| text),
        _ => None,
    };
    let quoted = match part.quote {
        Some(number) if may_reply => posts.quote(conn, number)?,
        _ => None,
    };
    let draft = [draft, quoted.as_ref().map(|(_, text)| text.clone())].into_iter().flatten().collect::<Vec<_>>();
    let draft = draft.join("\n\n");
    let mut marks: Vec<Tag> =
        vec![Tag::of("thread", id.0), Tag::of("category", thread.category_id.0), Tag::any("category-texts")];
    marks.extend(posts.posts.authors.keys().map(|id| Tag::of("account", id.0)));
    let names = &categories.names;
    let page = ThreadPage {
        id,
        category: CategoryItem::new(category, names).ok_or(Error::NotFound)?,
        parent: category.parent_id.and_then(|id| CategoryItem::new(readable.find(id)?, names)),
        tags: kept.tags.clone(),
        first_unread: read.map(|last| last + 1).filter(|next| *next > 1 && *next <= thread.last_number),
        rules: categories.rules.get(&category.id).filter(|_| may_reply).cloned(),
        draft,
        following,
        reply_to: quoted.map(|(number, _)| number),
        preview: part.preview,
        found: part.found,
        may_reply,
        may_moderate: moderates,
        may_edit: permit(viewer, thread).is_ok(),
        page: number,
        pages,
        previous_page: Some(number - 1).filter(|page| *page > 0),
        next_page: Some(number + 1).filter(|page| *page <= pages),
        posts: if part.as_json { posts.views() } else { Vec::new() },
        language: thread.language,
        dir: thread.language.dir(),
        created_at: thread.created_at,
        last_number: thread.last_number,
        pinned: thread.pinned_at.is_some(),
        closed: Note::new(thread.closed_at, thread.closed_reason.clone()),
        hidden: Note::new(thread.hidden_at, thread.hidden_reason.clone()),
        moved: Note::new(thread.moved_at, thread.moved_reason.clone()),
        slug: thread.slug.clone(),
        title: thread.title.clone(),
    };
    let title = thread.title.clone();
    let description = format!("{title} · {}", page.category.name);
    let (forum, place) = (forum.clone(), PiecePlace::of(viewer));
    let part = move |views: &Views, token: Option<&str>| posts.html(&forum.shelf.pieces, views, &place, token);
    let page = Page::new("forum/thread", title, page).described(description).kept_until_changed(marks).with_part(part);
    Ok(page.showing(thread.subject(), last, position))
}

fn list_thanked(conn: &mut Conn, viewer: &Viewer, page: &KeptPosts) -> QueryResult<HashSet<PostId>> {
    let Some(member) = &viewer.member else { return Ok(HashSet::new()) };
    // Most pages have no thanks at all: no query then.
    let thanked: Vec<PostId> = page.posts.iter().filter(|post| post.thanks > 0).map(|post| post.row.id).collect();
    if thanked.is_empty() {
        return Ok(HashSet::new());
    }
    let given: Vec<PostId> = thanks::table
        .filter(thanks::account_id.eq(member.id))
        .filter(thanks::post_id.eq_any(thanked))
        .select(thanks::post_id)
        .load(conn)?;
    Ok(given.into_iter().collect())
}

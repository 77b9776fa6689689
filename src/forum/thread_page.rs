//! `/t/{id}/{slug}`: a page of a thread's posts.

use std::collections::HashSet;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::draft::{Place, find_draft};
use super::hidden_thread::page_or_note;
use super::index::CategoryItem;
use super::list::tags_of;
use super::new_thread::rules;
use super::posts::{PostRow, page_of};
use super::thread::{POSTS_A_PAGE, Thread, find_thread};
use super::thread_edit::permit;
use super::{Readable, Reading};
use crate::accounts::{Author, Viewer, Visit, load_authors};
use crate::db::schema::{posts, thanks};
use crate::db::{AccountId, Conn, PostId, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::{Asked, Page, Tag};

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
    pub languages: Vec<ContentLanguage>,
    pub draft: String,
    pub preview: Option<String>,
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

/// One post as this viewer sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PostView {
    pub id: PostId,
    pub number: i64,
    pub author: Option<Author>,
    pub language: ContentLanguage,
    pub dir: &'static str,
    /// Sanitised HTML; empty where the text is not for this viewer.
    pub html: String,
    /// `html` is only the beginning; the post's own page has all of it.
    pub folded: bool,
    pub length: i64,
    pub reply_to: Option<i64>,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub thanks: i64,
    pub deleted_at: Option<Timestamp>,
    pub hidden: Option<Note>,
    pub shown: bool,
    pub mine: bool,
    pub thanked: bool,
    pub may_edit: bool,
    pub unread: bool,
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
}

impl Part {
    /// `?page=3`, `?post=47` or `?post=unread`.
    fn parse(asked: &Asked) -> Result<Self> {
        let number = |text: String| text.parse::<i64>().map_err(|_| Error::NotFound);
        let post = asked.query("post")?;
        if post.as_deref() == Some("unread") {
            return Ok(Self { unread: true, ..Self::default() });
        }
        let of_post = post.map(number).transpose()?.map(page_of);
        Ok(Self { number: asked.query("page")?.map(number).transpose()?.or(of_post), ..Self::default() })
    }

    pub fn last() -> Self {
        Self { is_last: true, ..Self::default() }
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

pub async fn show(
    visit: Visit,
    path: Path<(String, ThreadId, String)>,
    reading: Data<Reading>,
) -> Result<HttpResponse> {
    let (_, id, slug) = path.into_inner();
    let part = Part { slug: Some(slug), ..Part::parse(&visit.asked)? };
    visit
        .page(move |conn, viewer| {
            let page = page(conn, viewer, &reading, id, part);
            page_or_note(conn, viewer, id, page)
        })
        .await
}

/// Builds the page; for a member, also remembers how far they have read.
pub fn page(conn: &mut Conn, viewer: &Viewer, reading: &Reading, id: ThreadId, part: Part) -> Result<Page<ThreadPage>> {
    let readable = Readable::load(conn, viewer)?;
    let thread = find_thread(conn, viewer, &readable, id)?;
    if part.slug.is_some_and(|slug| slug != thread.slug) {
        return Err(Error::MovedTo(thread.path(viewer.lang)));
    }
    let category = readable.find(thread.category_id).ok_or(Error::NotFound)?;
    let names = readable.names(conn, viewer)?;
    let read = match &viewer.member {
        Some(member) => reading.of(conn, member.id, &[id])?.remove(&id),
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
    let posts = list_posts(conn, viewer, &thread, number, read)?;
    if let (Some(member), Some(last)) = (&viewer.member, posts.last()) {
        reading.note(member.id, id, last.number, viewer.now);
    }
    let moderates = viewer.moderates(thread.category_id);
    let may_reply = viewer.member.is_some()
        && (moderates || category.lets_write(viewer) && thread.closed_at.is_none() && thread.hidden_at.is_none());
    let draft = match &viewer.member {
        Some(member) if may_reply => find_draft(conn, member.id, Place::Thread(id))?.map(|(_, text)| text),
        _ => None,
    };
    let tags = tags_of(conn, &[id])?.remove(&id).unwrap_or_default();
    let mut marks: Vec<Tag> =
        vec![Tag::of("thread", id.0), Tag::of("category", thread.category_id.0), Tag::any("category-texts")];
    marks.extend(posts.iter().filter_map(|post| Some(Tag::of("account", post.author.as_ref()?.id.0))));
    let title = thread.title.clone();
    let page = ThreadPage {
        id,
        category: CategoryItem::new(category, &names).ok_or(Error::NotFound)?,
        parent: category.parent_id.and_then(|id| CategoryItem::new(readable.find(id)?, &names)),
        tags,
        first_unread: read.map(|last| last + 1).filter(|next| *next > 1 && *next <= thread.last_number),
        rules: if may_reply { rules(category, &names) } else { None },
        languages: if may_reply { ContentLanguage::all().collect() } else { Vec::new() },
        draft: draft.unwrap_or_default(),
        preview: part.preview,
        may_reply,
        may_moderate: moderates,
        may_edit: permit(viewer, &thread).is_ok(),
        page: number,
        pages,
        previous_page: Some(number - 1).filter(|page| *page > 0),
        next_page: Some(number + 1).filter(|page| *page <= pages),
        posts,
        language: thread.language,
        dir: thread.language.dir(),
        created_at: thread.created_at,
        last_number: thread.last_number,
        pinned: thread.pinned_at.is_some(),
        closed: Note::new(thread.closed_at, thread.closed_reason),
        hidden: Note::new(thread.hidden_at, thread.hidden_reason),
        moved: Note::new(thread.moved_at, thread.moved_reason),
        slug: thread.slug,
        title: thread.title,
    };
    let description = format!("{title} · {}", page.category.name);
    Ok(Page::new("forum/thread", title, page).described(description).kept_until_changed(marks))
}

type Shown = (PostRow, String, Option<String>, Option<i64>, i64);

/// The posts of one page, by their numbers: no OFFSET, however long the thread.
fn list_posts(
    conn: &mut Conn,
    viewer: &Viewer,
    thread: &Thread,
    page: i64,
    read: Option<i64>,
) -> Result<Vec<PostView>> {
    let first = (page - 1) * POSTS_A_PAGE + 1;
    let rows: Vec<Shown> = posts::table
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::number.between(first, first + POSTS_A_PAGE - 1))
        .order(posts::number)
        .select((PostRow::as_select(), posts::html, posts::short_html, posts::reply_to, posts::thanks))
        .load(conn)?;
    let people: Vec<AccountId> = rows.iter().map(|(post, ..)| post.author_id).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let thanked = list_thanked(conn, viewer, &rows)?;
    let view = |(post, html, short_html, reply_to, thanks): Shown| {
        let shown = post.shows_text(viewer, thread);
        let folded = short_html.is_some();
        PostView {
            html: if shown { short_html.unwrap_or(html) } else { String::new() },
            folded: folded && shown,
            length: if shown { i64::try_from(post.source.chars().count()).unwrap_or(i64::MAX) } else { 0 },
            may_edit: post.may_edit(viewer, thread),
            mine: viewer.id() == Some(post.author_id),
            thanked: thanked.contains(&post.id),
            unread: viewer.member.is_some() && read.is_some_and(|last| post.number > last),
            author: authors.get(&post.author_id).cloned(),
            hidden: Note::new(post.hidden_at, post.hidden_reason),
            id: post.id,
            number: post.number,
            language: post.language,
            dir: post.language.dir(),
            reply_to,
            created_at: post.created_at,
            edited_at: post.edited_at,
            thanks,
            deleted_at: post.deleted_at,
            shown,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

fn list_thanked(conn: &mut Conn, viewer: &Viewer, rows: &[Shown]) -> QueryResult<HashSet<PostId>> {
    let Some(member) = &viewer.member else { return Ok(HashSet::new()) };
    // Most pages have no thanks at all: no query then.
    let thanked: Vec<PostId> = rows.iter().filter(|(.., thanks)| *thanks > 0).map(|(post, ..)| post.id).collect();
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

//! `/c/{slug}`: the threads of a category, those with the latest post first.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::index::CategoryItem;
use super::list::{Marks, ThreadItem, ThreadRow, rows};
use super::meaning::followed_category;
use super::shelf::PiecePlace;
use super::thread::{Thread, visible};
use super::{Category, Forum};
use crate::accounts::{Viewer, Visit};
use crate::activity::{Position, Tag};
use crate::db::schema::{thread_tags, threads};
use crate::db::{CategoryId, Conn, Subject, ThreadId, keyset};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::notifications::Following;
use crate::render::{Pieces, Views};
use crate::web::{Asked, Cursor, Page};

/// Threads on one page of a list.
const PAGE: usize = 30;

#[derive(Serialize, utoipa::ToSchema)]
pub struct CategoryPage {
    category: CategoryItem,
    parent: Option<CategoryItem>,
    children: Vec<CategoryItem>,
    /// On the first page only. In JSON, as `threads` are; the HTML has both as its part.
    pinned: Vec<ThreadItem>,
    threads: Vec<ThreadItem>,
    empty: bool,
    /// The filter in force.
    language: Option<ContentLanguage>,
    tag: Option<String>,
    /// This page is of the category itself, not of something in it.
    is_category: bool,
    /// Cursor of the next page: give it as `before`.
    older: Option<String>,
    /// Cursor of the page before: give it as `after`.
    newer: Option<String>,
    may_write: bool,
    /// How much a member hears of it.
    following: Option<Following>,
}

/// By the last post's time.
fn place_of(thread: &Thread) -> Cursor<ThreadId> {
    Cursor { at: thread.last_post_at, id: thread.id }
}

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    language: Option<ContentLanguage>,
    tag: Option<String>,
    before: Option<Cursor<ThreadId>>,
    after: Option<Cursor<ThreadId>>,
}

impl Filter {
    fn parse(asked: &Asked) -> Result<Self> {
        let language = match asked.query("language")? {
            None => None,
            Some(code) => Some(ContentLanguage::from_code(&code).ok_or(Error::BadRequest("error-bad-request"))?),
        };
        let tag = asked.query("tag")?.map(|tag| crate::text::clean_line(&tag).to_lowercase());
        Ok(Self {
            language,
            tag: tag.filter(|t| !t.is_empty()),
            before: asked.cursor("before")?,
            after: asked.cursor("after")?,
        })
    }

    fn is_first_page(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }
}

pub async fn show(visit: Visit, path: Path<(String, String)>, forum: Data<Forum>) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let filter = Filter::parse(&visit.asked)?;
    let as_json = visit.asked.wants_json;
    visit.page(move |conn, viewer| page(conn, viewer, &forum, &slug, filter, as_json)).await
}

fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    forum: &Forum,
    slug: &str,
    filter: Filter,
    as_json: bool,
) -> Result<Page<CategoryPage>> {
    let position = forum.shelf.position(conn)?;
    let categories = forum.shelf.categories(conn, viewer.lang, position)?;
    let readable = categories.readable(viewer);
    let category = readable.find_slug(slug).ok_or(Error::NotFound)?;
    let item = CategoryItem::new(category, &categories.names).ok_or(Error::NotFound)?;

    let kept = list(conn, viewer, forum, category, &filter, position)?;
    let marks = Marks::load(conn, viewer, &forum.reading, kept.pinned.iter().chain(&kept.threads))?;
    let title = item.name.clone();
    let description = item.description.clone();
    let named = |category: &Category| CategoryItem::new(category, &categories.names);
    let shown = |rows: &[ThreadRow]| {
        if as_json { rows.iter().map(|row| row.item(viewer, &marks)).collect() } else { Vec::new() }
    };
    let page = CategoryPage {
        parent: category.parent_id.and_then(|id| named(readable.find(id)?)),
        children: readable.children(category.id).filter_map(named).collect(),
        pinned: shown(&kept.pinned),
        threads: shown(&kept.threads),
        empty: kept.pinned.is_empty() && kept.threads.is_empty(),
        language: filter.language,
        tag: filter.tag,
        is_category: true,
        older: kept.older.clone(),
        newer: kept.newer.clone(),
        may_write: category.lets_write(viewer),
        following: Following::of(conn, viewer, &forum.follows, &followed_category(category.id), position)?,
        category: item,
    };
    let mut tags = vec![Tag::of("category", category.id.0), Tag::any("category-texts")];
    tags.extend(kept.authors());
    let (forum, viewer) = (forum.clone(), viewer.clone());
    let shown = Subject { kind: "category", id: category.id.0 };
    let part = move |views: &Views, _: Option<&str>| kept.html(&forum.shelf.pieces, views, &viewer, &marks);
    let page = Page::new("forum/category", title, page).described(description);
    Ok(page.kept_until_changed(tags).with_part(part).showing(shown, 0, position))
}

/// What makes one list another: the category, the filter, and whether hidden threads are in it.
pub type ListKey = (CategoryId, Filter, bool);

/// One page of a list as all see it who see the same threads.
pub struct KeptList {
    copy: u64,
    pub pinned: Vec<ThreadRow>,
    pub threads: Vec<ThreadRow>,
    older: Option<String>,
    newer: Option<String>,
}

impl KeptList {
    fn authors(&self) -> impl Iterator<Item = Tag> {
        let rows = self.pinned.iter().chain(&self.threads);
        rows.flat_map(|row| [&row.item.author, &row.item.last_author]).flatten().map(|a| Tag::of("account", a.id.0))
    }

    /// The threads as items of a list, the pinned ones first.
    fn html(&self, pieces: &Pieces, views: &Views, viewer: &Viewer, marks: &Marks) -> Result<String> {
        let place = PiecePlace::of(viewer);
        let rows = self.pinned.iter().chain(&self.threads);
        let mut html = String::with_capacity(1_000 * (self.pinned.len() + self.threads.len()));
        for (index, row) in rows.enumerate() {
            let (new, unread) = marks.of(viewer, row);
            let look = u64::from(new) << 62 | u64::from(place.signed_in) << 61 | unread.unsigned_abs();
            pieces.append(&mut html, place.key(self.copy, index, look), None, || {
                let (lang, zone) = (place.lang, place.zone.name());
                views.render(lang, "forum/thread_item", &ThreadPiece { lang, zone, thread: row.item(viewer, marks) })
            })?;
        }
        Ok(html)
    }
}

/// What the template of one line sees.
#[derive(Serialize)]
struct ThreadPiece<'a> {
    lang: Lang,
    zone: &'a str,
    #[serde(flatten)]
    thread: ThreadItem,
}

fn list(
    conn: &mut Conn,
    viewer: &Viewer,
    forum: &Forum,
    category: &Category,
    filter: &Filter,
    position: Position,
) -> Result<Arc<KeptList>> {
    let key = (category.id, filter.clone(), viewer.moderates(category.id));
    if let Some(kept) = forum.shelf.lists.get(&key) {
        return Ok(kept);
    }
    let pinned = if filter.is_first_page() { list_pinned(conn, viewer, category)? } else { Vec::new() };
    let (threads, older, newer) = list_page(conn, viewer, category, filter)?;
    let kept = Arc::new(KeptList {
        copy: forum.shelf.name_copy(),
        pinned: rows(conn, viewer.now, pinned)?,
        threads: rows(conn, viewer.now, threads)?,
        older,
        newer,
    });
    let mut tags = vec![Tag::of("category", category.id.0)];
    tags.extend(kept.authors());
    forum.shelf.lists.keep(key, position, tags, Arc::clone(&kept));
    Ok(kept)
}

fn list_pinned(conn: &mut Conn, viewer: &Viewer, category: &Category) -> QueryResult<Vec<Thread>> {
    threads::table
        .filter(visible(viewer, vec![category.id]))
        .filter(threads::category_id.eq(category.id))
        .filter(threads::pinned_at.is_not_null())
        .order(threads::pinned_at.desc())
        .limit(20)
        .select(Thread::as_select())
        .load(conn)
}

type PageOfThreads = (Vec<Thread>, Option<String>, Option<String>);

/// One page by key: `before` goes on to older threads, `after` back to newer ones.
fn list_page(conn: &mut Conn, viewer: &Viewer, category: &Category, filter: &Filter) -> QueryResult<PageOfThreads> {
    let mut query = threads::table
        .filter(visible(viewer, vec![category.id]))
        .filter(threads::category_id.eq(category.id))
        .filter(threads::pinned_at.is_null())
        .select(Thread::as_select())
        .limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .into_boxed();
    if let Some(language) = filter.language {
        query = query.filter(threads::language.eq(language));
    }
    if let Some(tag) = &filter.tag {
        let tagged = thread_tags::table.filter(thread_tags::tag.eq(tag)).select(thread_tags::thread_id);
        query = query.filter(threads::id.eq_any(tagged));
    }
    if let Some(Cursor { at, id }) = filter.before {
        query = query.filter(keyset::less("threads.last_post_at, threads.id", at, id.0));
    }
    if let Some(Cursor { at, id }) = filter.after {
        query = query.filter(keyset::greater("threads.last_post_at, threads.id", at, id.0));
    }
    let backwards = filter.after.is_some();
    let mut rows: Vec<Thread> = if backwards {
        query.order((threads::last_post_at.asc(), threads::id.asc())).load(conn)?
    } else {
        query.order((threads::last_post_at.desc(), threads::id.desc())).load(conn)?
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    if backwards {
        rows.reverse();
    }
    let (has_older, has_newer) = if backwards { (true, more) } else { (more, filter.before.is_some()) };
    let older = rows.last().filter(|_| has_older).map(|thread| place_of(thread).to_string());
    let newer = rows.first().filter(|_| has_newer).map(|thread| place_of(thread).to_string());
    Ok((rows, older, newer))
}

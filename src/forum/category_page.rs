//! `/c/{slug}`: the threads of a category, those with the latest post first.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::index::CategoryItem;
use super::list::{ThreadItem, items};
use super::thread::{Thread, visible};
use super::{Category, Readable, Reading};
use crate::accounts::{Viewer, Visit};
use crate::db::schema::{thread_tags, threads};
use crate::db::{Conn, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::{Asked, Page, Tag};

/// Threads on one page of a list.
const PAGE: usize = 30;

#[derive(Serialize, utoipa::ToSchema)]
pub struct CategoryPage {
    category: CategoryItem,
    parent: Option<CategoryItem>,
    children: Vec<CategoryItem>,
    /// On the first page only.
    pinned: Vec<ThreadItem>,
    threads: Vec<ThreadItem>,
    /// The filter in force.
    language: Option<ContentLanguage>,
    tag: Option<String>,
    /// Every language that can be filtered by.
    languages: Vec<ContentLanguage>,
    /// Cursor of the next page: give it as `before`.
    older: Option<String>,
    /// Cursor of the page before: give it as `after`.
    newer: Option<String>,
    may_write: bool,
}

/// A place in a list: the last post's time and the thread's id.
#[derive(Clone, Copy)]
struct Cursor {
    at: Timestamp,
    id: ThreadId,
}

impl Cursor {
    fn of(thread: &Thread) -> String {
        format!("{}.{}", thread.last_post_at.micros(), thread.id)
    }

    fn parse(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('.')?;
        Some(Self { at: Timestamp::from_micros(micros.parse().ok()?)?, id: id.parse().ok()? })
    }
}

/// What is asked of the list.
struct Filter {
    language: Option<ContentLanguage>,
    tag: Option<String>,
    before: Option<Cursor>,
    after: Option<Cursor>,
}

impl Filter {
    fn parse(asked: &Asked) -> Result<Self> {
        let cursor = |name| match asked.query(name)? {
            None => Ok(None),
            Some(text) => Cursor::parse(&text).map(Some).ok_or(Error::BadRequest("error-bad-request")),
        };
        let language = match asked.query("language")? {
            None => None,
            Some(code) => Some(ContentLanguage::from_code(&code).ok_or(Error::BadRequest("error-bad-request"))?),
        };
        let tag = asked.query("tag")?.map(|tag| crate::text::clean_line(&tag).to_lowercase());
        Ok(Self { language, tag: tag.filter(|t| !t.is_empty()), before: cursor("before")?, after: cursor("after")? })
    }

    fn is_first_page(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }
}

pub async fn show(visit: Visit, path: Path<(String, String)>, reading: Data<Reading>) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let filter = Filter::parse(&visit.asked)?;
    visit.page(move |conn, viewer| page(conn, viewer, &reading, &slug, filter)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, reading: &Reading, slug: &str, filter: Filter) -> Result<Page<CategoryPage>> {
    let readable = Readable::load(conn, viewer)?;
    let category = readable.find_slug(slug).ok_or(Error::NotFound)?;
    let names = readable.names(conn, viewer)?;
    let item = CategoryItem::new(category, &names).ok_or(Error::NotFound)?;

    let pinned = if filter.is_first_page() { list_pinned(conn, viewer, category)? } else { Vec::new() };
    let (rows, older, newer) = list_page(conn, viewer, category, &filter)?;
    let title = item.name.clone();
    let description = item.description.clone();
    let may_write = category.lets_write(viewer);
    let page = CategoryPage {
        parent: category.parent_id.and_then(|id| CategoryItem::new(readable.find(id)?, &names)),
        children: readable.children(category.id).filter_map(|child| CategoryItem::new(child, &names)).collect(),
        pinned: items(conn, viewer, reading, pinned)?,
        threads: items(conn, viewer, reading, rows)?,
        language: filter.language,
        tag: filter.tag,
        languages: ContentLanguage::all().collect(),
        older,
        newer,
        may_write,
        category: item,
    };
    let mut tags = vec![Tag::of("category", category.id.0), Tag::any("category-texts")];
    let people = page.pinned.iter().chain(&page.threads).flat_map(|t| [&t.author, &t.last_author]).flatten();
    tags.extend(people.map(|author| Tag::of("account", author.id.0)));
    Ok(Page::new("forum/category", title, page).described(description).kept_until_changed(tags))
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
    // Said so that the index's range is used: the first condition bounds it, the second settles ties.
    if let Some(Cursor { at, id }) = filter.before {
        query = query.filter(threads::last_post_at.le(at)).filter(threads::last_post_at.lt(at).or(threads::id.lt(id)));
    }
    if let Some(Cursor { at, id }) = filter.after {
        query = query.filter(threads::last_post_at.ge(at)).filter(threads::last_post_at.gt(at).or(threads::id.gt(id)));
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
    let older = rows.last().filter(|_| has_older).map(Cursor::of);
    let newer = rows.first().filter(|_| has_newer).map(Cursor::of);
    Ok((rows, older, newer))
}

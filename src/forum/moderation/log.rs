//! `/moderation`: who did what and why, the newest first, for those who moderate there.

use std::collections::HashMap;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::action::Action;
use crate::accounts::{Author, Role, Viewer, Visit, load_authors};
use crate::db::schema::{moderation_actions, posts, threads};
use crate::db::{AccountId, CategoryId, Conn, MultiBackend, PostId, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::forum::Readable;
use crate::forum::index::CategoryItem;
use crate::forum::thread::visible;
use crate::i18n::ContentLanguage;
use crate::translations::Shown;
use crate::web::{Asked, Page};

/// Acts on one page.
const PAGE: usize = 50;

#[derive(Serialize, utoipa::ToSchema)]
pub struct ModerationPage {
    actions: Vec<ActionView>,
    /// Those that the viewer moderates, to filter by.
    categories: Vec<CategoryItem>,
    /// The filter in force: a slug.
    category: Option<String>,
    /// Cursor of the next page: give it as `before`.
    older: Option<i64>,
    /// The viewer moderates what stands in no category too.
    everything: bool,
}

/// One act.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ActionView {
    id: i64,
    at: Timestamp,
    action: Action,
    moderator: Option<Author>,
    /// Where it was done; none when the category is gone or closed to the viewer.
    category: Option<Place>,
    /// Where a thread was moved.
    to: Option<Place>,
    thread: ThreadId,
    /// As it is now; none when the thread is not for the viewer any more.
    title: Option<Title>,
    /// The number of a post.
    post: Option<i64>,
    reason: String,
}

/// A thread, as the log names it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Title {
    text: String,
    slug: String,
    language: ContentLanguage,
    dir: &'static str,
}

/// A category, as the log names it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Place {
    slug: String,
    name: String,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = moderation_actions)]
pub struct ActionRow {
    id: i64,
    at: Timestamp,
    moderator_id: AccountId,
    action: Action,
    category_id: Option<CategoryId>,
    to_category_id: Option<CategoryId>,
    thread_id: ThreadId,
    post_id: Option<PostId>,
    reason: String,
}

/// What is asked of the log.
struct Filter {
    category: Option<String>,
    before: Option<i64>,
}

impl Filter {
    fn parse(asked: &Asked) -> Result<Self> {
        let category = asked.query("category")?.filter(|slug| !slug.is_empty());
        Ok(Self { category, before: asked.cursor("before")? })
    }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let filter = Filter::parse(&visit.asked)?;
    visit.page(move |conn, viewer| page(conn, viewer, filter)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, filter: Filter) -> Result<Page<ModerationPage>> {
    if viewer.member.is_none() {
        return Err(Error::SignIn);
    }
    let readable = Readable::load(conn, viewer)?;
    let moderated: Vec<CategoryId> = readable.ids().into_iter().filter(|id| viewer.moderates(*id)).collect();
    if moderated.is_empty() && !viewer.has_role(Role::Admin) {
        return Err(Error::NotFound);
    }
    let names = readable.names(conn, viewer)?;
    let chosen = match &filter.category {
        None => None,
        Some(slug) => {
            let found = readable.find_slug(slug).filter(|category| moderated.contains(&category.id));
            Some(found.ok_or(Error::NotFound)?.id)
        }
    };
    let mut rows = list_actions(conn, viewer, &moderated, chosen, filter.before)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows.last().filter(|_| more).map(|row| row.id);
    let page = ModerationPage {
        actions: views(conn, viewer, &readable, &names, rows)?,
        categories: moderated.iter().filter_map(|id| CategoryItem::new(readable.find(*id)?, &names)).collect(),
        category: filter.category,
        older,
        everything: viewer.moderates_everywhere(),
    };
    Ok(Page::new("forum/moderation", viewer.lang.locale().say("moderation-title"), page).not_indexed())
}

/// One row more than a page, so that it is known whether there is another.
fn list_actions(
    conn: &mut Conn,
    viewer: &Viewer,
    moderated: &[CategoryId],
    chosen: Option<CategoryId>,
    before: Option<i64>,
) -> QueryResult<Vec<ActionRow>> {
    let within: Vec<CategoryId> = chosen.map_or_else(|| moderated.to_vec(), |id| vec![id]);
    let there =
        moderation_actions::category_id.eq_any(within.clone()).or(moderation_actions::to_category_id.eq_any(within));
    let mut query = moderation_actions::table
        .filter(there)
        .order(moderation_actions::id.desc())
        .limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .select(ActionRow::as_select())
        .into_boxed::<MultiBackend>();
    // What was done in a category that is gone is kept for administrators.
    if chosen.is_none() && viewer.has_role(Role::Admin) {
        query = query.or_filter(moderation_actions::category_id.is_null());
    }
    if let Some(before) = before {
        query = query.filter(moderation_actions::id.lt(before));
    }
    query.load(conn)
}

/// What was done with one thread, or with one of its posts: the newest first. The viewer moderates it.
pub fn list_done(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    names: &HashMap<CategoryId, Shown>,
    thread: ThreadId,
    post: Option<PostId>,
) -> Result<Vec<ActionView>> {
    let mut query = moderation_actions::table
        .filter(moderation_actions::thread_id.eq(thread))
        .order(moderation_actions::id.desc())
        .limit(20)
        .select(ActionRow::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(post) = post {
        query = query.filter(moderation_actions::post_id.eq(post));
    }
    let rows = query.load(conn)?;
    views(conn, viewer, readable, names, rows)
}

/// Adds names, titles and numbers: a query each, whatever the number of rows.
fn views(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    names: &HashMap<CategoryId, Shown>,
    rows: Vec<ActionRow>,
) -> Result<Vec<ActionView>> {
    let people: Vec<AccountId> = rows.iter().map(|row| row.moderator_id).collect();
    let moderators = load_authors(conn, &people, viewer.now)?;
    let titles = titles_of(conn, viewer, readable, &rows)?;
    let touched: Vec<PostId> = rows.iter().filter_map(|row| row.post_id).collect();
    let numbers: HashMap<PostId, i64> = posts::table
        .filter(posts::id.eq_any(touched))
        .select((posts::id, posts::number))
        .load(conn)?
        .into_iter()
        .collect();
    let place = |id: Option<CategoryId>| {
        let category = readable.find(id?)?;
        Some(Place { slug: category.slug.clone(), name: names.get(&category.id)?.title.clone() })
    };
    let view = |row: ActionRow| ActionView {
        id: row.id,
        at: row.at,
        action: row.action,
        moderator: moderators.get(&row.moderator_id).cloned(),
        category: place(row.category_id),
        to: place(row.to_category_id),
        thread: row.thread_id,
        title: titles.get(&row.thread_id).cloned(),
        post: row.post_id.and_then(|id| numbers.get(&id).copied()),
        reason: row.reason,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Of those that the viewer may still see: a thread may have gone where they may not follow.
fn titles_of(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    rows: &[ActionRow],
) -> QueryResult<HashMap<ThreadId, Title>> {
    let ids: Vec<ThreadId> = rows.iter().map(|row| row.thread_id).collect();
    let found: Vec<(ThreadId, String, String, ContentLanguage)> = threads::table
        .filter(threads::id.eq_any(ids))
        .filter(visible(viewer, readable.ids()))
        .select((threads::id, threads::title, threads::slug, threads::language))
        .load(conn)?;
    let title = |(id, text, slug, language): (ThreadId, String, String, ContentLanguage)| {
        (id, Title { text, slug, language, dir: language.dir() })
    };
    Ok(found.into_iter().map(title).collect())
}

//! The form of a category: a new one's, or one's that is there.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::load_all;
use super::tree::Who;
use crate::accounts::{Role, Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::threads;
use crate::db::{CategoryId, Conn};
use crate::error::{Error, Result};
use crate::forum::{Access, Category, Readable};
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::{list_versions, load_original, name_state};
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct CategoryFormPage {
    /// None for a new one.
    id: Option<CategoryId>,
    name: Option<String>,
    slug: String,
    /// A slug, of an area as well.
    parent: Option<String>,
    area: Option<String>,
    /// Among those with the same parent, counted from 1.
    place: Option<usize>,
    read: Who,
    write: Who,
    original: ContentLanguage,
    /// By language code.
    versions: BTreeMap<String, Wording>,
    /// Names the state that the form shows: a change made meanwhile is noticed.
    revisions: String,
    parents: Vec<Choice>,
    areas: Vec<Choice>,
    roles: Vec<Role>,
    languages: Vec<ContentLanguage>,
    /// It holds neither threads nor categories.
    may_remove: bool,
}

/// What a category says in one language.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
struct Wording {
    name: String,
    description: String,
    rules: String,
    /// The original's meaning has changed since.
    stale: bool,
    is_original: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Choice {
    slug: String,
    name: String,
}

pub async fn new(visit: Visit) -> Result<HttpResponse> {
    visit.page(new_page).await
}

pub async fn edit(visit: Visit, path: Path<(String, CategoryId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| edit_page(conn, viewer, id)).await
}

pub fn new_page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<CategoryFormPage>> {
    let all = load_all(conn, viewer)?;
    let page = blank(conn, viewer, &all, None)?;
    Ok(Page::new("forum/admin_category", viewer.lang.locale().say("admin-category-new-title"), page).not_indexed())
}

pub fn edit_page(conn: &mut Conn, viewer: &Viewer, id: CategoryId) -> Result<Page<CategoryFormPage>> {
    let all = load_all(conn, viewer)?;
    let category = all.find(id).ok_or(Error::NotFound)?;
    let mut page = blank(conn, viewer, &all, Some(category))?;
    let (original, revision) = load_original(conn, category.text_id)?;
    for version in list_versions(conn, category.text_id)? {
        let wording = Wording {
            name: version.title,
            description: version.summary,
            rules: version.body,
            stale: version.follows < revision,
            is_original: version.language == original,
        };
        page.versions.insert(version.language.code().to_owned(), wording);
    }
    page.original = original;
    page.revisions = name_state(conn, category.text_id)?;
    page.name = page.versions.get(viewer.lang.code()).or(page.versions.get(original.code())).map(|w| w.name.clone());
    let title = viewer.lang.locale().say("admin-category-edit-title");
    Ok(Page::new("forum/admin_category", title, page).not_indexed())
}

/// Everything but the words.
fn blank(conn: &mut Conn, viewer: &Viewer, all: &Readable, category: Option<&Category>) -> Result<CategoryFormPage> {
    let names = all.names(conn, viewer)?;
    let areas = list_areas(conn, viewer)?;
    let id = category.map(|category| category.id);
    let slug_of = |id: CategoryId| all.find(id).map(|parent| parent.slug.clone());
    let parents = all.top().filter(|top| Some(top.id) != id);
    let parents =
        parents.filter_map(|top| Some(Choice { slug: top.slug.clone(), name: names.get(&top.id)?.title.clone() }));
    let place = category.and_then(|category| {
        let siblings = super::order::siblings(all, category.parent_id);
        siblings.iter().position(|sibling| sibling.id == category.id).map(|at| at + 1)
    });
    Ok(CategoryFormPage {
        id,
        name: None,
        slug: category.map(|category| category.slug.clone()).unwrap_or_default(),
        parent: category.and_then(|category| slug_of(category.parent_id?)),
        area: category.and_then(|c| Some(areas.iter().find(|area| Some(area.id) == c.area_id)?.slug.clone())),
        place,
        read: Who::of(category.map_or(&Access::Everyone, |category| &category.read_access)),
        write: Who::writing(category.map_or(&Access::Members, |category| &category.write_access)),
        original: viewer.lang.into(),
        versions: Lang::ALL.map(|lang| (lang.code().to_owned(), Wording::default())).into(),
        revisions: String::new(),
        parents: parents.collect(),
        may_remove: match category {
            Some(category) => is_empty(conn, all, category)?,
            None => false,
        },
        areas: areas.into_iter().map(|area| Choice { slug: area.slug, name: area.name }).collect(),
        roles: Role::ALL.to_vec(),
        languages: Lang::ALL.map(ContentLanguage::from).to_vec(),
    })
}

/// Holds no thread, hidden ones included, and no category.
pub fn is_empty(conn: &mut Conn, all: &Readable, category: &Category) -> QueryResult<bool> {
    if all.children(category.id).next().is_some() {
        return Ok(false);
    }
    let any = threads::table.filter(threads::category_id.eq(category.id)).select(threads::id);
    Ok(any.first::<i64>(conn).optional()?.is_none())
}

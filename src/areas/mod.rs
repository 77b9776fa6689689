//! The thematic areas, the front doors of the site: a list, and a page each that shows the panels which the
//! features below register.

mod pages;
mod seed;

use std::sync::Arc;

use diesel::prelude::*;
use serde::Serialize;

use crate::accounts::Viewer;
use crate::activity::Tag;
use crate::db::schema::areas;
use crate::db::{AreaId, Conn, TextId};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::translations;

pub use pages::endpoints;
pub use seed::seed;

/// An area as it stands in lists.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Area {
    pub id: AreaId,
    pub slug: String,
    pub name: String,
    pub summary: String,
    /// Of name and summary: not the reader's where a version is missing.
    pub language: ContentLanguage,
}

/// Something that a feature shows on an area's page.
pub trait Panel: Send + Sync {
    /// `None` when there is nothing to show. Visibility is the panel's own to decide.
    fn show(&self, conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Option<PanelView>>;
}

/// A panel's template and what it shows.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PanelView {
    /// A template under `parts/` or the feature's own, included as a partial.
    pub template: &'static str,
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
    /// What the panel shows: a kept page is dropped when it changes.
    #[serde(skip)]
    #[schema(ignore)]
    pub tags: Vec<Tag>,
}

/// The panels of this process, in their order.
#[derive(Clone, Default)]
pub struct Panels(pub Vec<Arc<dyn Panel>>);

type AreaRow = (AreaId, String, TextId);

/// All areas in their order, in the reader's language.
pub fn list_areas(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Area>> {
    let rows = areas::table.order(areas::position).select((areas::id, areas::slug, areas::text_id)).load(conn)?;
    with_names(conn, viewer, rows)
}

/// One area by its slug.
pub fn find_area(conn: &mut Conn, viewer: &Viewer, slug: &str) -> Result<Option<Area>> {
    let row = areas::table.filter(areas::slug.eq(slug)).select((areas::id, areas::slug, areas::text_id)).load(conn)?;
    Ok(with_names(conn, viewer, row)?.pop())
}

/// The id behind a slug.
pub fn find_id(conn: &mut Conn, slug: &str) -> QueryResult<Option<AreaId>> {
    areas::table.filter(areas::slug.eq(slug)).select(areas::id).first(conn).optional()
}

/// The ids behind slugs, of those that there are.
pub fn find_ids(conn: &mut Conn, slugs: &[String]) -> QueryResult<Vec<AreaId>> {
    areas::table.filter(areas::slug.eq_any(slugs)).order(areas::position).select(areas::id).load(conn)
}

fn with_names(conn: &mut Conn, viewer: &Viewer, rows: Vec<AreaRow>) -> Result<Vec<Area>> {
    let texts: Vec<TextId> = rows.iter().map(|(.., text)| *text).collect();
    let mut shown = translations::load_shown(conn, &texts, viewer.lang)?;
    let areas = rows.into_iter().filter_map(|(id, slug, text)| {
        let words = shown.remove(&text)?;
        Some(Area { id, slug, name: words.title, summary: words.summary, language: words.language })
    });
    Ok(areas.collect())
}

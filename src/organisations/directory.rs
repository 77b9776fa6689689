//! `/organisations`: the directory, in the order of names in the reader's language.

use std::collections::HashMap;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::codes::{Kind, Region, Sector, State, find_region, list_regions};
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::areas::{Area, list_areas};
use crate::db::schema::{organisation_areas, organisation_names, organisations};
use crate::db::{Conn, MultiBackend, OrganisationId, TextId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::translations::load_shown;
use crate::web::{Asked, Page};

/// Organisations on a page.
const PAGE: usize = 30;

#[derive(Serialize, utoipa::ToSchema)]
pub struct DirectoryPage {
    organisations: Vec<OrganisationItem>,
    /// The filters in force.
    kind: Option<Kind>,
    sector: Option<Sector>,
    region: Option<&'static str>,
    /// A slug.
    area: Option<String>,
    kinds: &'static [Kind],
    sectors: &'static [Sector],
    regions: Vec<Region>,
    areas: Vec<Area>,
    /// Cursor of the next page: give it as `after`.
    next: Option<OrganisationId>,
    /// Whether this is a further page.
    continued: bool,
}

/// An organisation as lists show it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct OrganisationItem {
    pub id: OrganisationId,
    pub slug: String,
    pub name: String,
    pub summary: String,
    /// Of name and summary: not the reader's where a version is missing.
    pub language: ContentLanguage,
    pub kind: Kind,
    pub region: Option<String>,
    pub state: State,
}

/// What is asked of the list.
#[derive(Debug, Default)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub sector: Option<Sector>,
    pub region: Option<&'static str>,
    pub area: Option<String>,
    pub states: Vec<State>,
    pub after: Option<OrganisationId>,
}

impl Filter {
    /// Of the directory. Empty parameters are those of a form that was left as it was.
    fn parse(asked: &Asked) -> Result<Self> {
        let given = |name| Ok::<_, Error>(asked.query(name)?.filter(|value: &String| !value.is_empty()));
        let bad = || Error::BadRequest("error-bad-request");
        Ok(Self {
            kind: given("kind")?.map(|code| Kind::from_code(&code).ok_or_else(bad)).transpose()?,
            sector: given("sector")?.map(|code| Sector::from_code(&code).ok_or_else(bad)).transpose()?,
            region: given("region")?.map(|code| find_region(&code).ok_or_else(bad)).transpose()?,
            area: given("area")?,
            states: vec![State::Listed],
            after: asked.cursor("after")?,
        })
    }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let filter = Filter::parse(&visit.asked)?;
    visit.page(move |conn, viewer| page(conn, viewer, filter)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, filter: Filter) -> Result<Page<DirectoryPage>> {
    let areas = list_areas(conn, viewer)?;
    if filter.area.as_ref().is_some_and(|slug| !areas.iter().any(|area| area.slug == *slug)) {
        return Err(Error::BadRequest("error-bad-request"));
    }
    let (organisations, next) = list(conn, viewer, &filter, PAGE)?;
    let locale = viewer.lang.locale();
    let page = DirectoryPage {
        organisations,
        kind: filter.kind,
        sector: filter.sector,
        region: filter.region,
        area: filter.area,
        kinds: Kind::ALL,
        sectors: Sector::ALL,
        regions: list_regions(viewer.lang),
        areas,
        next,
        continued: filter.after.is_some(),
    };
    let page = Page::new("organisations/directory", locale.say("organisations-title"), page);
    let tags = vec![Tag::any("organisation"), Tag::any("area")];
    Ok(page.described(locale.say("organisations-lead")).kept_until_changed(tags))
}

type Row = (OrganisationId, String, TextId, Kind, Option<String>, State);

/// One page of organisations in these states by name, and the cursor of the next. The caller has seen to it that the
/// viewer may see such. Four queries at most.
pub fn list(
    conn: &mut Conn,
    viewer: &Viewer,
    filter: &Filter,
    size: usize,
) -> Result<(Vec<OrganisationItem>, Option<OrganisationId>)> {
    let code = viewer.lang.code();
    let mut query = organisations::table
        .inner_join(organisation_names::table)
        .filter(organisation_names::language.eq(code))
        .filter(organisations::state.eq_any(filter.states.clone()))
        .order((organisation_names::sort_key, organisations::id))
        .limit(i64::try_from(size + 1).unwrap_or(i64::MAX))
        .select((
            organisations::id,
            organisations::slug,
            organisations::text_id,
            organisations::kind,
            organisations::region,
            organisations::state,
        ))
        .into_boxed::<MultiBackend>();
    if let Some(kind) = filter.kind {
        query = query.filter(organisations::kind.eq(kind));
    }
    if let Some(sector) = filter.sector {
        query = query.filter(organisations::sector.eq(sector));
    }
    if let Some(region) = filter.region {
        query = query.filter(organisations::region.eq(region));
    }
    if let Some(slug) = &filter.area {
        let area = crate::areas::find_id(conn, slug)?.ok_or(Error::NotFound)?;
        let of_area = organisation_areas::table
            .filter(organisation_areas::area_id.eq(area))
            .select(organisation_areas::organisation_id);
        query = query.filter(organisations::id.eq_any(of_area));
    }
    if let Some(after) = filter.after {
        let place = organisation_names::table.find((after, code)).select(organisation_names::sort_key);
        let key: String = place.first(conn).optional()?.ok_or(Error::BadRequest("error-bad-request"))?;
        let same = organisation_names::sort_key.eq(key.clone()).and(organisations::id.gt(after));
        query = query.filter(organisation_names::sort_key.gt(key).or(same));
    }
    let mut rows: Vec<Row> = query.load(conn)?;
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(|row| row.0);
    Ok((items(conn, viewer, rows)?, next))
}

fn items(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<OrganisationItem>> {
    let texts: Vec<TextId> = rows.iter().map(|row| row.2).collect();
    let mut shown: HashMap<TextId, _> = load_shown(conn, &texts, viewer.lang)?;
    let item = |(id, slug, text, kind, region, state): Row| {
        let words = shown.remove(&text)?;
        let (name, summary, language) = (words.title, words.summary, words.language);
        Some(OrganisationItem { id, slug, name, summary, language, kind, region, state })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

//! The form of an organisation, as every page that has one shows it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;

use super::codes::{Kind, Region, Sector, list_regions};
use super::organisation::{Contact, Organisation};
use crate::accounts::Viewer;
use crate::areas::{Area, list_areas};
use crate::db::schema::organisation_areas;
use crate::db::{AreaId, Conn};
use crate::error::Result;
use crate::i18n::Lang;
use crate::translations::{list_versions, load_original, name_state};

/// What stands in an organisation's form, and what it offers to choose from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrganisationFields {
    slug: String,
    kind: Option<Kind>,
    sector: Option<Sector>,
    region: Option<String>,
    /// Slugs of its areas.
    areas: Vec<String>,
    #[serde(flatten)]
    contact: Contact,
    /// By language code.
    versions: BTreeMap<String, Wording>,
    /// Names the state that the form shows: a change made meanwhile is noticed. Empty for a new one.
    revisions: String,
    kinds: &'static [Kind],
    sectors: &'static [Sector],
    regions: Vec<Region>,
    all_areas: Vec<Area>,
}

/// What an organisation says of itself in one language.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
struct Wording {
    name: String,
    summary: String,
    description: String,
    /// The original's meaning has changed since.
    stale: bool,
    is_original: bool,
}

impl OrganisationFields {
    /// Of a new one.
    pub fn blank(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        Ok(Self {
            slug: String::new(),
            kind: None,
            sector: None,
            region: None,
            areas: Vec::new(),
            contact: Contact::default(),
            versions: Lang::ALL.map(|lang| (lang.code().to_owned(), Wording::default())).into(),
            revisions: String::new(),
            kinds: Kind::ALL,
            sectors: Sector::ALL,
            regions: list_regions(viewer.lang),
            all_areas: list_areas(conn, viewer)?,
        })
    }

    /// Of one that is there.
    pub fn of(conn: &mut Conn, viewer: &Viewer, organisation: &Organisation) -> Result<Self> {
        let mut fields = Self::blank(conn, viewer)?;
        let (original, revision) = load_original(conn, organisation.text_id)?;
        for version in list_versions(conn, organisation.text_id)? {
            let wording = Wording {
                name: version.title,
                summary: version.summary,
                description: version.body,
                stale: version.follows < revision,
                is_original: version.language == original,
            };
            fields.versions.insert(version.language.code().to_owned(), wording);
        }
        let own: Vec<AreaId> = organisation_areas::table
            .filter(organisation_areas::organisation_id.eq(organisation.id))
            .select(organisation_areas::area_id)
            .load(conn)?;
        let own = fields.all_areas.iter().filter(|area| own.contains(&area.id));
        fields.areas = own.map(|area| area.slug.clone()).collect();
        fields.slug.clone_from(&organisation.slug);
        fields.kind = Some(organisation.kind);
        fields.sector = organisation.sector;
        fields.region.clone_from(&organisation.region);
        fields.contact = organisation.contact.clone();
        fields.revisions = name_state(conn, organisation.text_id)?;
        Ok(fields)
    }

    /// The name in the reader's language, else in any.
    pub fn name(&self, viewer: &Viewer) -> String {
        let own = self.versions.get(viewer.lang.code()).filter(|wording| !wording.name.is_empty());
        let any = self.versions.values().find(|wording| wording.is_original);
        own.or(any).map(|wording| wording.name.clone()).unwrap_or_default()
    }
}

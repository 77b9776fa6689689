//! An organisation's row, who sees it, and how it changes.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel::sql_types::Bool;

use super::codes::{Kind, Sector, State};
use crate::accounts::{Role, Viewer};
use crate::db::schema::{accreditations, memberships, organisation_areas, organisation_names, organisations};
use crate::db::{AccountId, AreaId, Conn, Entry, MultiBackend, OrganisationId, Subject, TextId, Timestamp, Tx};
use crate::error::{FieldError, Result};
use crate::i18n::{ContentLanguage, Lang, sort_key};
use crate::text;
use crate::translations::{Words, insert_text, load_shown};

/// A body as it stands.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = organisations)]
pub struct Organisation {
    pub id: OrganisationId,
    pub slug: String,
    /// Title: name; summary: one line; body: description in Markdown.
    pub text_id: TextId,
    pub kind: Kind,
    pub sector: Option<Sector>,
    /// A municipality's code.
    pub region: Option<String>,
    #[diesel(embed)]
    pub contact: Contact,
    pub state: State,
    /// What the applicant wrote.
    pub why: String,
    pub applied_by: Option<AccountId>,
    pub decided_at: Option<Timestamp>,
    pub decision_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// How it is reached, for everybody to see. Empty where there is nothing.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    serde::Serialize,
    utoipa::ToSchema,
)]
#[diesel(table_name = organisations)]
pub struct Contact {
    /// Begins with `https://` or `http://`.
    pub website: String,
    pub public_email: String,
    pub public_phone: String,
    pub registered_address: String,
    pub postal_address: String,
    /// Addresses of its accounts on social networks, one on each line.
    pub social: String,
}

impl Organisation {
    pub fn subject(&self) -> Subject {
        subject(self.id)
    }

    pub fn path(&self, lang: Lang) -> String {
        path(lang, &self.slug)
    }
}

/// The thing that activities name.
pub fn subject(id: OrganisationId) -> Subject {
    Subject { kind: "organisation", id: id.0 }
}

/// Where an organisation is seen.
pub fn path(lang: Lang, slug: &str) -> String {
    format!("/{lang}/organisations/{slug}")
}

pub type Visible = Box<dyn BoxableExpression<organisations::table, MultiBackend, SqlType = Bool>>;

/// Which organisations a viewer may see: those that are listed, those that they belong to, belonged to or applied for,
/// and every one for an administrator.
pub struct Sight {
    all: bool,
    own: Vec<OrganisationId>,
}

impl Sight {
    /// Three queries for members, none for others.
    pub fn load(conn: &mut Conn, viewer: &Viewer) -> QueryResult<Self> {
        let all = viewer.has_role(Role::Admin);
        let Some(account) = viewer.id().filter(|_| !all) else { return Ok(Self { all, own: Vec::new() }) };
        let mut own: Vec<OrganisationId> = memberships::table
            .filter(memberships::account_id.eq(account))
            .select(memberships::organisation_id)
            .load(conn)?;
        let as_expert: Vec<OrganisationId> = accreditations::table
            .filter(accreditations::account_id.eq(account))
            .select(accreditations::organisation_id)
            .load(conn)?;
        let applied: Vec<OrganisationId> =
            organisations::table.filter(organisations::applied_by.eq(account)).select(organisations::id).load(conn)?;
        own.extend(as_expert);
        own.extend(applied);
        Ok(Self { all, own })
    }

    /// The same as a condition of a query.
    pub fn filter(&self) -> Visible {
        let listed = organisations::state.eq(State::Listed);
        match (self.all, self.own.is_empty()) {
            (true, _) => Box::new(organisations::state.eq_any(State::ALL.to_vec())),
            (false, true) => Box::new(listed),
            (false, false) => Box::new(listed.or(organisations::id.eq_any(self.own.clone()))),
        }
    }
}

/// One organisation, if the viewer may see it.
pub fn find_organisation(conn: &mut Conn, viewer: &Viewer, id: OrganisationId) -> QueryResult<Option<Organisation>> {
    let sight = Sight::load(conn, viewer)?;
    let seen = organisations::table.filter(sight.filter()).filter(organisations::id.eq(id));
    seen.select(Organisation::as_select()).first(conn).optional()
}

/// The same by its slug.
pub fn find_by_slug(conn: &mut Conn, viewer: &Viewer, slug: &str) -> QueryResult<Option<Organisation>> {
    let sight = Sight::load(conn, viewer)?;
    let seen = organisations::table.filter(sight.filter()).filter(organisations::slug.eq(slug));
    seen.select(Organisation::as_select()).first(conn).optional()
}

/// What an organisation begins with.
#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// Made from the name when there is none.
    pub slug: Option<String>,
    pub details: Details,
    /// The original first.
    pub versions: Vec<(ContentLanguage, Words)>,
    pub state: State,
    pub why: String,
    pub applied_by: Option<AccountId>,
}

/// What a form says of an organisation beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    pub kind: Kind,
    pub sector: Option<Sector>,
    pub region: Option<&'static str>,
    pub areas: Vec<AreaId>,
    pub contact: Contact,
}

/// Makes an organisation; `by` is nobody for the demonstration.
pub fn insert_organisation(tx: &mut Tx, new: &NewOrganisation, by: Option<AccountId>) -> Result<OrganisationId> {
    let now = tx.now();
    let slug = match &new.slug {
        Some(slug) => slug.clone(),
        None => free_slug(tx, new.versions.first().map_or("", |(_, words)| &words.title))?,
    };
    let text = insert_text(tx, &new.versions, by)?;
    let decided = (new.state == State::Listed).then_some(now);
    let details = &new.details;
    let inserted = diesel::insert_into(organisations::table)
        .values((
            (organisations::slug.eq(&slug), organisations::text_id.eq(text), organisations::kind.eq(details.kind)),
            (organisations::sector.eq(details.sector), organisations::region.eq(details.region)),
            &details.contact,
            (organisations::state.eq(new.state), organisations::why.eq(&new.why)),
            organisations::applied_by.eq(new.applied_by),
            (organisations::decided_by.eq(by.filter(|_| decided.is_some())), organisations::decided_at.eq(decided)),
            (organisations::created_at.eq(now), organisations::updated_at.eq(now)),
        ))
        .returning(organisations::id)
        .get_result(&mut **tx);
    let id: OrganisationId = inserted.map_err(slug_taken)?;
    store_areas(tx, id, &details.areas)?;
    store_names(tx, id, text)?;
    let kind = if new.state == State::Applied { "organisation.applied" } else { "organisation.listed" };
    record(tx, kind, by, id, serde_json::json!({}));
    Ok(id)
}

/// Two who choose a slug at one moment: the second is told.
pub fn slug_taken(error: DieselError) -> crate::error::Error {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            FieldError::new("slug", "error-slug-taken").into()
        }
        other => other.into(),
    }
}

/// `new` follows `/organisations/` and is no organisation.
pub fn is_reserved(slug: &str) -> bool {
    slug == "new"
}

/// A slug from a name: with a number behind it when others have it.
fn free_slug(conn: &mut Conn, name: &str) -> QueryResult<String> {
    let base = text::slug(name);
    let base = if base.is_empty() || is_reserved(&base) { "organisation".to_owned() } else { base };
    let taken: Vec<String> = organisations::table
        .filter(organisations::slug.like(format!("{base}%")))
        .select(organisations::slug)
        .load(conn)?;
    let numbered = (2_u64..).map(|number| format!("{base}-{number}"));
    Ok(std::iter::once(base.clone()).chain(numbered).find(|slug| !taken.contains(slug)).unwrap_or(base))
}

/// Makes these its areas; says whether that changes anything.
pub fn store_areas(tx: &mut Tx, id: OrganisationId, areas: &[AreaId]) -> Result<bool> {
    let of_it = organisation_areas::table.filter(organisation_areas::organisation_id.eq(id));
    let standing: Vec<AreaId> = of_it.select(organisation_areas::area_id).load(&mut **tx)?;
    let same = standing.len() == areas.len() && areas.iter().all(|area| standing.contains(area));
    if same {
        return Ok(false);
    }
    diesel::delete(of_it).execute(&mut **tx)?;
    for area in areas {
        let row = (organisation_areas::organisation_id.eq(id), organisation_areas::area_id.eq(area));
        diesel::insert_into(organisation_areas::table).values(row).execute(&mut **tx)?;
    }
    Ok(true)
}

/// Keeps the place of the name that readers of each language see.
pub fn store_names(tx: &mut Tx, id: OrganisationId, text: TextId) -> Result<()> {
    diesel::delete(organisation_names::table.filter(organisation_names::organisation_id.eq(id))).execute(&mut **tx)?;
    for lang in Lang::ALL {
        let shown = load_shown(tx, &[text], lang)?.remove(&text);
        let row = (
            organisation_names::organisation_id.eq(id),
            organisation_names::language.eq(lang.code()),
            organisation_names::sort_key.eq(sort_key(shown.as_ref().map_or("", |shown| &shown.title))),
        );
        diesel::insert_into(organisation_names::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// Writes down a change of an organisation.
pub fn record(tx: &mut Tx, kind: &'static str, by: Option<AccountId>, id: OrganisationId, detail: serde_json::Value) {
    tx.record(Entry { kind, actor: by, subject: subject(id), parent: None, container: None, detail });
}

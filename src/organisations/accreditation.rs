//! Experts: who answers for a body, in which areas and languages, from when until when. Who it is stays with the
//! expert: the name is shown only to whom they show it.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use serde::Serialize;

use super::codes::{Kind, State};
use super::organisation::path;
use crate::accounts::{Author, Viewer, load_authors};
use crate::db::schema::{accounts, accreditation_areas, accreditation_languages, accreditations, organisations};
use crate::db::{AccountId, AccreditationId, AreaId, Conn, MultiBackend, OrganisationId, TextId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::translations::load_shown;

/// An accreditation in force. For the server's own use: it names the account, whether or not that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accreditation {
    pub id: AccreditationId,
    pub organisation: OrganisationId,
    pub account: AccountId,
    /// Of the organisation.
    pub kind: Kind,
    /// The municipality for which the organisation works; `None`: the whole country.
    pub region: Option<String>,
    pub areas: Vec<AreaId>,
    pub languages: Vec<ContentLanguage>,
    pub shows_name: bool,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

/// The bearer of an answer, as a reader is shown them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Badge {
    /// The organisation's name, and the language that it is in.
    pub organisation: String,
    pub language: ContentLanguage,
    pub kind: Kind,
    /// Path of its page in the viewer's language; `None` when it is in the directory no more.
    pub url: Option<String>,
    /// Only of an expert who shows their name.
    pub person: Option<Author>,
    /// The accreditation is not in force any more.
    pub ended: bool,
}

type Row = (AccreditationId, OrganisationId, AccountId, Kind, Option<String>, bool, Timestamp, Option<Timestamp>);

/// What each of these accounts is accredited for at a moment. Three queries.
pub fn list_accreditations(conn: &mut Conn, accounts: &[AccountId], now: Timestamp) -> QueryResult<Vec<Accreditation>> {
    list(conn, now, Some(accounts), None, None)
}

/// The experts of one organisation at a moment. Three queries.
pub fn list_accreditations_of(
    conn: &mut Conn,
    organisation: OrganisationId,
    now: Timestamp,
) -> QueryResult<Vec<Accreditation>> {
    list(conn, now, None, Some(vec![organisation]), None)
}

/// The experts of the organisations that an account answers for, themselves among them. Six queries.
pub fn list_with_colleagues(conn: &mut Conn, account: AccountId, now: Timestamp) -> QueryResult<Vec<Accreditation>> {
    let own = list_accreditations(conn, &[account], now)?;
    list(conn, now, None, Some(own.into_iter().map(|one| one.organisation).collect()), None)
}

/// Everybody who answers in an area at a moment. Three queries.
pub fn list_experts(conn: &mut Conn, area: AreaId, now: Timestamp) -> QueryResult<Vec<Accreditation>> {
    list(conn, now, None, None, Some(area))
}

/// Everybody who answers at a moment, whatever for. Three queries.
pub fn list_all_experts(conn: &mut Conn, now: Timestamp) -> QueryResult<Vec<Accreditation>> {
    list(conn, now, None, None, None)
}

/// Those in force at a moment, of organisations that are listed and of accounts that can sign in.
fn list(
    conn: &mut Conn,
    now: Timestamp,
    accounts: Option<&[AccountId]>,
    of: Option<Vec<OrganisationId>>,
    area: Option<AreaId>,
) -> QueryResult<Vec<Accreditation>> {
    let able = accounts::table
        .filter(accounts::id.eq(accreditations::account_id))
        .filter(accounts::disabled_at.is_null().and(accounts::deleted_at.is_null()));
    let mut query = accreditations::table
        .inner_join(organisations::table)
        .filter(organisations::state.eq(State::Listed))
        .filter(accreditations::from_at.le(now))
        .filter(accreditations::until_at.is_null().or(accreditations::until_at.gt(now)))
        .filter(exists(able))
        .order(accreditations::id)
        .select((
            accreditations::id,
            accreditations::organisation_id,
            accreditations::account_id,
            organisations::kind,
            organisations::region,
            accreditations::shows_name,
            accreditations::from_at,
            accreditations::until_at,
        ))
        .into_boxed::<MultiBackend>();
    if let Some(accounts) = accounts {
        query = query.filter(accreditations::account_id.eq_any(accounts.to_vec()));
    }
    if let Some(of) = of {
        query = query.filter(accreditations::organisation_id.eq_any(of));
    }
    if let Some(area) = area {
        let in_area = accreditation_areas::table
            .filter(accreditation_areas::area_id.eq(area))
            .select(accreditation_areas::accreditation_id);
        query = query.filter(accreditations::id.eq_any(in_area));
    }
    let rows: Vec<Row> = query.load(conn)?;
    with_scopes(conn, rows)
}

fn with_scopes(conn: &mut Conn, rows: Vec<Row>) -> QueryResult<Vec<Accreditation>> {
    let ids: Vec<AccreditationId> = rows.iter().map(|row| row.0).collect();
    let (mut areas, mut languages) = load_scopes(conn, &ids)?;
    let accreditation = |(id, organisation, account, kind, region, shows_name, from, until): Row| {
        let (areas, languages) = (areas.remove(&id).unwrap_or_default(), languages.remove(&id).unwrap_or_default());
        Accreditation { id, organisation, account, kind, region, areas, languages, shows_name, from, until }
    };
    Ok(rows.into_iter().map(accreditation).collect())
}

type Scopes = (HashMap<AccreditationId, Vec<AreaId>>, HashMap<AccreditationId, Vec<ContentLanguage>>);

/// The areas and languages of some accreditations. Two queries.
pub fn load_scopes(conn: &mut Conn, ids: &[AccreditationId]) -> QueryResult<Scopes> {
    let of_areas: Vec<(AccreditationId, AreaId)> = accreditation_areas::table
        .filter(accreditation_areas::accreditation_id.eq_any(ids))
        .order(accreditation_areas::area_id)
        .select((accreditation_areas::accreditation_id, accreditation_areas::area_id))
        .load(conn)?;
    let of_languages: Vec<(AccreditationId, ContentLanguage)> = accreditation_languages::table
        .filter(accreditation_languages::accreditation_id.eq_any(ids))
        .select((accreditation_languages::accreditation_id, accreditation_languages::language))
        .load(conn)?;
    let (mut areas, mut languages): Scopes = Default::default();
    for (id, area) in of_areas {
        areas.entry(id).or_default().push(area);
    }
    for (id, language) in of_languages {
        languages.entry(id).or_default().push(language);
    }
    // In the order in which languages are listed everywhere.
    for of_one in languages.values_mut() {
        of_one.sort_by_key(|language| ContentLanguage::all().position(|known| known == *language));
    }
    Ok((areas, languages))
}

/// How the bearers of these accreditations are shown to a viewer, in force or not. Four queries.
pub fn load_badges(
    conn: &mut Conn,
    viewer: &Viewer,
    ids: &[AccreditationId],
) -> Result<HashMap<AccreditationId, Badge>> {
    type BadgeRow = (AccreditationId, AccountId, bool, Timestamp, Option<Timestamp>, Kind, State, String, TextId);
    let rows: Vec<BadgeRow> = accreditations::table
        .inner_join(organisations::table)
        .filter(accreditations::id.eq_any(ids))
        .select((
            accreditations::id,
            accreditations::account_id,
            accreditations::shows_name,
            accreditations::from_at,
            accreditations::until_at,
            organisations::kind,
            organisations::state,
            organisations::slug,
            organisations::text_id,
        ))
        .load(conn)?;
    let texts: Vec<TextId> = rows.iter().map(|row| row.8).collect();
    let shown = load_shown(conn, &texts, viewer.lang)?;
    let named: Vec<AccountId> = rows.iter().filter(|row| row.2).map(|row| row.1).collect();
    let people = load_authors(conn, &named, viewer.now)?;
    let badge = |(id, account, shows_name, from, until, kind, state, slug, text): BadgeRow| {
        let words = shown.get(&text)?;
        let listed = state == State::Listed;
        let in_force = listed && from <= viewer.now && until.is_none_or(|until| until > viewer.now);
        let badge = Badge {
            organisation: words.title.clone(),
            language: words.language,
            kind,
            url: listed.then(|| path(viewer.lang, &slug)),
            person: people.get(&account).filter(|_| shows_name).cloned(),
            ended: !in_force,
        };
        Some((id, badge))
    };
    Ok(rows.into_iter().filter_map(badge).collect())
}

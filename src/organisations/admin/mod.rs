//! `/admin/organisations`: what waits, and what is listed; the people that an organisation has. To anybody but an
//! administrator there is nothing here.

mod decision;
mod experts;
mod list;
mod organisation;
mod people;

use diesel::prelude::*;
use serde::Serialize;

use super::codes::State;
use super::form::ADMINISTRATION;
use super::organisation::Organisation;
use crate::accounts::{Done, Role, Viewer, find_mentioned, mention_of};
use crate::db::schema::organisations;
use crate::db::{AccountId, Conn, OrganisationId};
use crate::error::{Error, Result};
use crate::translations::load_shown;
use crate::web::{Endpoint, delete, get, post, put};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/admin/organisations", list::show)
            .page::<list::AdminOrganisationsPage>("AdminOrganisationsPage")
            .queries(&["state", "after"]),
        get("/{lang}/admin/organisations/new", organisation::new)
            .page::<organisation::AdminOrganisationPage>("AdminOrganisationPage"),
        post("/{lang}/admin/organisations", organisation::create).takes(ADMINISTRATION),
        get("/{lang}/admin/organisations/{id}", organisation::edit)
            .page::<organisation::AdminOrganisationPage>("AdminOrganisationPage"),
        put("/{lang}/admin/organisations/{id}", organisation::change).takes(ADMINISTRATION),
        post("/{lang}/admin/organisations/{id}/decision", decision::decide).takes(&["decision", "reason?", "until?"]),
        post("/{lang}/admin/organisations/{id}/withdrawal", decision::withdraw).takes(&["reason"]),
        delete("/{lang}/admin/organisations/{id}/withdrawal", decision::list_again).takes(&[]),
        get("/{lang}/admin/organisations/{id}/people", people::show).page::<people::AdminPeoplePage>("AdminPeoplePage"),
        post("/{lang}/admin/organisations/{id}/people", people::give).takes(&["member", "role", "from?", "until?"]),
        delete("/{lang}/admin/organisations/{id}/people/{membership}", people::end).takes(&[]),
        get("/{lang}/admin/organisations/{id}/experts", experts::show)
            .page::<experts::AdminExpertsPage>("AdminExpertsPage"),
        post("/{lang}/admin/organisations/{id}/experts", experts::give).takes(&[
            "member",
            "areas",
            "languages",
            "from?",
            "until?",
        ]),
        delete("/{lang}/admin/organisations/{id}/experts/{accreditation}", experts::end).takes(&[]),
    ]
}

/// Denied looks like not found.
fn must_administer(viewer: &Viewer) -> Result<()> {
    if viewer.has_role(Role::Admin) { Ok(()) } else { Err(Error::NotFound) }
}

/// The same for a write, which asks guests to sign in before anything else.
fn hidden(outcome: Result<Done>) -> Result<Done> {
    outcome.map_err(|error| if matches!(error, Error::SignIn) { Error::NotFound } else { error })
}

/// An organisation in any state, for an administrator.
fn find_any(conn: &mut Conn, viewer: &Viewer, id: OrganisationId) -> Result<Organisation> {
    must_administer(viewer)?;
    let row = organisations::table.find(id).select(Organisation::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)
}

/// The account with this public name, written with spaces or underscores.
fn find_member(conn: &mut Conn, typed: &str) -> QueryResult<Option<AccountId>> {
    let handle = mention_of(typed.trim_start_matches('@'));
    let found = find_mentioned(conn, std::slice::from_ref(&handle))?;
    Ok(found.get(&handle).map(|(id, _)| AccountId(id)))
}

/// What stands above all pages of one organisation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Heading {
    id: OrganisationId,
    slug: String,
    name: String,
    state: State,
}

impl Heading {
    fn of(conn: &mut Conn, viewer: &Viewer, organisation: &Organisation) -> Result<Self> {
        let words = load_shown(conn, &[organisation.text_id], viewer.lang)?.remove(&organisation.text_id);
        let name = words.map(|words| words.title).unwrap_or_default();
        Ok(Self { id: organisation.id, slug: organisation.slug.clone(), name, state: organisation.state })
    }
}

//! `/admin/organisations`: applications first, then all by name.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::must_administer;
use crate::accounts::{Author, Viewer, Visit, load_authors};
use crate::db::schema::organisations;
use crate::db::{AccountId, Conn, OrganisationId, TextId, Timestamp};
use crate::error::{Error, Result};
use crate::organisations::codes::{Kind, State};
use crate::organisations::directory::{Filter, OrganisationItem, list};
use crate::translations::load_shown;
use crate::web::Page;

/// Organisations on a page.
const PAGE: usize = 50;
/// Applications at the top; further ones follow when these are decided.
const WAITING: i64 = 100;

#[derive(Serialize, utoipa::ToSchema)]
pub struct AdminOrganisationsPage {
    /// On the first page: what waits, the oldest first.
    waiting: Vec<Application>,
    organisations: Vec<OrganisationItem>,
    /// The filter in force.
    state: Option<State>,
    states: Vec<State>,
    next: Option<OrganisationId>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Application {
    id: OrganisationId,
    name: String,
    kind: Kind,
    applicant: Option<Author>,
    created_at: Timestamp,
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let asked = std::sync::Arc::clone(&visit.asked);
    visit
        .page(move |conn, viewer| {
            must_administer(viewer)?;
            let bad = || Error::BadRequest("error-bad-request");
            let state = asked.query("state")?.filter(|code| !code.is_empty());
            let state = state.map(|code| State::from_code(&code).ok_or_else(bad)).transpose()?;
            let after = asked.cursor("after")?;
            let decided = vec![State::Listed, State::Declined, State::Withdrawn];
            let states = state.map_or_else(|| decided.clone(), |state| vec![state]);
            let filter = Filter { states, after, ..Filter::default() };
            let (organisations, next) = list(conn, viewer, &filter, PAGE)?;
            let first = after.is_none() && state.is_none();
            let waiting = if first { list_waiting(conn, viewer)? } else { Vec::new() };
            let page = AdminOrganisationsPage { waiting, organisations, state, states: decided, next };
            let title = viewer.lang.locale().say("admin-organisations-title");
            Ok(Page::new("organisations/admin_list", title, page).not_indexed())
        })
        .await
}

fn list_waiting(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Application>> {
    type Row = (OrganisationId, TextId, Kind, Option<AccountId>, Timestamp);
    let rows: Vec<Row> = organisations::table
        .filter(organisations::state.eq(State::Applied))
        .order((organisations::created_at, organisations::id))
        .limit(WAITING)
        .select((
            organisations::id,
            organisations::text_id,
            organisations::kind,
            organisations::applied_by,
            organisations::created_at,
        ))
        .load(conn)?;
    let texts: Vec<TextId> = rows.iter().map(|row| row.1).collect();
    let mut shown = load_shown(conn, &texts, viewer.lang)?;
    let applicants: Vec<AccountId> = rows.iter().filter_map(|row| row.3).collect();
    let known = load_authors(conn, &applicants, viewer.now)?;
    let application = |(id, text, kind, by, created_at): Row| {
        let name = shown.remove(&text)?.title;
        Some(Application { id, name, kind, applicant: by.and_then(|by| known.get(&by).cloned()), created_at })
    };
    Ok(rows.into_iter().filter_map(application).collect())
}

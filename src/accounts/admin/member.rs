//! `/admin/members/{id}`: one member, their roles now and before.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::administrator;
use super::members::masked;
use crate::accounts::grants::is_through_organisation;
use crate::accounts::{Author, Role, Viewer, Visit, load_authors};
use crate::db::schema::{accounts, areas, categories, grants};
use crate::db::{AccountId, AreaId, CategoryId, Conn, GrantId, Timestamp};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Page, get};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/{lang}/admin/members/{id}", show).page::<AdminMemberPage>("AdminMemberPage")]
}

#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct AdminMemberPage {
    id: AccountId,
    name: String,
    /// Enough to recognise the address, not to use it.
    email: String,
    created_at: Timestamp,
    disabled_at: Option<Timestamp>,
    /// In force, or to come.
    grants: Vec<GrantLine>,
    ended: Vec<GrantLine>,
    roles: &'static [Role],
    categories: Vec<ScopeCategory>,
    areas: Vec<ScopeArea>,
    /// The administrator's own page.
    own: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
struct GrantLine {
    id: GrantId,
    role: Role,
    /// Everywhere when both are missing.
    category: Option<ScopeCategory>,
    area: Option<ScopeArea>,
    /// It came with a membership or an accreditation, and ends with it.
    through_organisation: bool,
    from_at: Timestamp,
    until_at: Option<Timestamp>,
    /// `None`: the command line.
    granted_by: Option<Author>,
}

/// A category as a grant names it: its words belong to the forum.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
struct ScopeCategory {
    id: CategoryId,
    slug: String,
}

/// An area as a grant names it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
struct ScopeArea {
    id: AreaId,
    slug: String,
}

async fn show(visit: Visit, path: Path<(String, AccountId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

pub(super) fn page(conn: &mut Conn, viewer: &Viewer, id: AccountId) -> Result<Page<AdminMemberPage>> {
    let admin = administrator(viewer)?;
    let (name, email, created_at, disabled_at): (String, Option<String>, Timestamp, Option<Timestamp>) =
        accounts::table
            .find(id)
            .filter(accounts::deleted_at.is_null())
            .select((accounts::public_name, accounts::email, accounts::created_at, accounts::disabled_at))
            .first(conn)
            .optional()?
            .ok_or(Error::NotFound)?;
    let categories = list_categories(conn)?;
    let areas = list_areas(conn)?;
    let (grants, ended) = list_grants(conn, viewer, id, &categories, &areas)?;
    let own = admin.id == id;
    let email = masked(&email.unwrap_or_default());
    let title = name.clone();
    let roles = Role::ALL;
    let page =
        AdminMemberPage { id, name, email, created_at, disabled_at, grants, ended, roles, categories, areas, own };
    Ok(Page::new("admin/member", title, page).not_indexed())
}

fn list_categories(conn: &mut Conn) -> QueryResult<Vec<ScopeCategory>> {
    let rows: Vec<(CategoryId, String)> = categories::table
        .order((categories::slug, categories::id))
        .select((categories::id, categories::slug))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, slug)| ScopeCategory { id, slug }).collect())
}

fn list_areas(conn: &mut Conn) -> QueryResult<Vec<ScopeArea>> {
    let rows: Vec<(AreaId, String)> =
        areas::table.order((areas::position, areas::id)).select((areas::id, areas::slug)).load(conn)?;
    Ok(rows.into_iter().map(|(id, slug)| ScopeArea { id, slug }).collect())
}

type GrantRow = (GrantId, Role, Option<String>, Option<i64>, Timestamp, Option<Timestamp>, Option<AccountId>);

/// Those in force and those that have ended, the newest first.
fn list_grants(
    conn: &mut Conn,
    viewer: &Viewer,
    account: AccountId,
    categories: &[ScopeCategory],
    areas: &[ScopeArea],
) -> QueryResult<(Vec<GrantLine>, Vec<GrantLine>)> {
    let rows: Vec<GrantRow> = grants::table
        .filter(grants::account_id.eq(account))
        .order(grants::id.desc())
        .limit(200)
        .select((
            grants::id,
            grants::role,
            grants::scope_kind,
            grants::scope_id,
            grants::from_at,
            grants::until_at,
            grants::granted_by,
        ))
        .load(conn)?;
    let givers: Vec<AccountId> = rows.iter().filter_map(|row| row.6).collect();
    let givers = load_authors(conn, &givers, viewer.now)?;
    let lines = rows.into_iter().map(|(id, role, kind, scope, from_at, until_at, by)| {
        let through_organisation = is_through_organisation(kind.as_deref());
        let of = |wanted: &str| scope.filter(|_| kind.as_deref() == Some(wanted));
        let area = of("area").map(AreaId);
        let area = area.and_then(|id| areas.iter().find(|area| area.id == id).cloned());
        let scope = of("category").map(CategoryId);
        let known = |id: CategoryId| categories.iter().find(|category| category.id == id).cloned();
        let category = scope.map(|id| known(id).unwrap_or(ScopeCategory { id, slug: id.to_string() }));
        let granted_by = by.and_then(|by| givers.get(&by).cloned());
        GrantLine { id, role, category, area, through_organisation, from_at, until_at, granted_by }
    });
    Ok(lines.partition(|grant| grant.until_at.is_none_or(|until| until > viewer.now)))
}

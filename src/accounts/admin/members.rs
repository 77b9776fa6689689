//! `/admin/members`: everybody by name, found by the beginning of a name, by address or by role.

use actix_web::HttpResponse;
use diesel::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::administrator;
use crate::accounts::{Role, Viewer, Visit, email_key, load_authors};
use crate::db::schema::{accounts, grants};
use crate::db::{AccountId, Conn, Timestamp};
use crate::error::{Error, Result};
use crate::text::fold_key;
use crate::web::{Asked, Endpoint, Page, get};

/// Members on a page.
const PAGE: usize = 50;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/{lang}/admin/members", show).page::<MembersPage>("MembersPage").queries(&["q", "role", "after"])]
}

#[derive(Serialize, utoipa::ToSchema)]
struct MembersPage {
    /// What was searched for: the beginning of a name, or an address in full.
    q: String,
    role: Option<Role>,
    roles: &'static [Role],
    members: Vec<MemberLine>,
    /// Path of the following page.
    next: Option<String>,
    /// Path of the first page, on the others.
    first: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct MemberLine {
    id: AccountId,
    name: String,
    /// Enough to recognise the address, not to use it.
    email: String,
    roles: Vec<Role>,
    created_at: Timestamp,
    disabled: bool,
}

/// What is asked of the list.
struct Search {
    q: String,
    role: Option<Role>,
    after: Option<AccountId>,
}

type Row = (AccountId, String, Option<String>, Timestamp, bool);

async fn show(visit: Visit) -> Result<HttpResponse> {
    let asked = std::sync::Arc::clone(&visit.asked);
    visit
        .page(move |conn, viewer| {
            administrator(viewer)?;
            let search = Search::of(&asked)?;
            let page = list(conn, viewer, search)?;
            Ok(Page::new("admin/members", viewer.lang.locale().say("admin-members"), page).not_indexed())
        })
        .await
}

impl Search {
    fn of(asked: &Asked) -> Result<Self> {
        Ok(Self {
            q: asked.query("q")?.unwrap_or_default().trim().to_owned(),
            role: asked.query("role")?.map(|code| Role::from_code(&code).ok_or(Error::NotFound)).transpose()?,
            after: asked.cursor("after")?,
        })
    }

    fn path(&self, viewer: &Viewer) -> String {
        let q = utf8_percent_encode(&self.q, NON_ALPHANUMERIC);
        let role = self.role.map_or("", Role::code);
        format!("/{}/admin/members?q={q}&role={role}", viewer.lang)
    }

    fn path_after(&self, viewer: &Viewer, after: AccountId) -> String {
        format!("{}&after={after}", self.path(viewer))
    }
}

fn list(conn: &mut Conn, viewer: &Viewer, search: Search) -> Result<MembersPage> {
    let mut rows = find(conn, viewer, &search)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|(id, ..)| search.path_after(viewer, *id));
    let ids: Vec<AccountId> = rows.iter().map(|(id, ..)| *id).collect();
    let mut known = load_authors(conn, &ids, viewer.now)?;
    let members = rows.into_iter().map(|(id, name, email, created_at, disabled)| MemberLine {
        id,
        name,
        email: masked(&email.unwrap_or_default()),
        roles: known.remove(&id).map(|author| author.roles).unwrap_or_default(),
        created_at,
        disabled,
    });
    Ok(MembersPage {
        members: members.collect(),
        next,
        first: search.after.map(|_| search.path(viewer)),
        role: search.role,
        roles: Role::ALL,
        q: search.q,
    })
}

/// One more than a page holds, in the order of names.
fn find(conn: &mut Conn, viewer: &Viewer, search: &Search) -> QueryResult<Vec<Row>> {
    let mut query = accounts::table.filter(accounts::deleted_at.is_null()).into_boxed();
    if search.q.contains('@') {
        query = query.filter(accounts::email_key.eq(email_key(&search.q)));
    } else if !search.q.is_empty() {
        let beginning = fold_key(&search.q).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query = query.filter(accounts::name_key.like(format!("{beginning}%")).escape('\\'));
    }
    if let Some(role) = search.role {
        let holders = grants::table
            .filter(grants::role.eq(role))
            .filter(grants::from_at.le(viewer.now))
            .filter(grants::until_at.is_null().or(grants::until_at.gt(viewer.now)))
            .select(grants::account_id);
        query = query.filter(accounts::id.eq_any(holders));
    }
    if let Some(after) = search.after {
        let key: Option<String> = accounts::table.find(after).select(accounts::sort_key).first(conn).optional()?;
        let key = key.unwrap_or_default();
        let beyond = accounts::sort_key.gt(key.clone());
        query = query.filter(beyond.or(accounts::sort_key.eq(key).and(accounts::id.gt(after))));
    }
    query
        .order((accounts::sort_key, accounts::id))
        .limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .select((
            accounts::id,
            accounts::public_name,
            accounts::email,
            accounts::created_at,
            accounts::disabled_at.is_not_null(),
        ))
        .load(conn)
}

/// `o…@example.org`
pub(super) fn masked(email: &str) -> String {
    match email.split_once('@') {
        Some((user, domain)) => format!("{}…@{domain}", user.chars().next().unwrap_or('…')),
        None => String::new(),
    }
}

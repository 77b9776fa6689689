//! Roles, as grants: role x scope x language, from-until.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::grants;
use crate::db::{AccountId, AreaId, CategoryId, Conn, Entry, GrantId, Subject, Timestamp, Tx};
use crate::error::Result;

crate::text_codes! {
    /// What a grant lets a member do; the table stands in docs/roles.md.
    Role {
        Expert = "expert",
        Representative = "representative",
        Moderator = "moderator",
        Coordinator = "coordinator",
        Editor = "editor",
        Admin = "admin",
    }
}

/// One grant that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = grants)]
pub struct Grant {
    pub id: GrantId,
    pub role: Role,
    pub scope_kind: Option<String>,
    pub scope_id: Option<i64>,
    pub language: Option<String>,
    pub from_at: Timestamp,
    pub until_at: Option<Timestamp>,
}

/// Kinds of what a role can come with. Such a role is for everything: its scope says where it comes from.
const SOURCES: [&str; 2] = ["accreditation", "membership"];

/// Whether a grant with this scope came with a membership or an accreditation.
pub fn is_through_organisation(scope_kind: Option<&str>) -> bool {
    scope_kind.is_some_and(|kind| SOURCES.contains(&kind))
}

/// From when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    /// Without an end when there is none.
    pub until: Option<Timestamp>,
}

impl Grant {
    /// Whether it came with a membership or an accreditation: then it ends with that, not by itself.
    pub fn is_through_organisation(&self) -> bool {
        is_through_organisation(self.scope_kind.as_deref())
    }

    /// Whether the grant reaches an area: all of them, or just that one.
    pub fn covers_area(&self, area: AreaId) -> bool {
        match (self.scope_kind.as_deref(), self.scope_id) {
            (None, _) => true,
            (Some("area"), Some(id)) => id == area.0,
            _ => false,
        }
    }

    /// Whether the grant reaches a category: everywhere, or just there.
    pub fn covers(&self, category: CategoryId) -> bool {
        match (self.scope_kind.as_deref(), self.scope_id) {
            (None, _) => true,
            (Some("category"), Some(id)) => id == category.0,
            (kind, _) if is_through_organisation(kind) => true,
            _ => false,
        }
    }
}

/// The grants of an account that are in force at `now`.
pub fn list_grants(conn: &mut Conn, account: AccountId, now: Timestamp) -> QueryResult<Vec<Grant>> {
    grants::table
        .filter(grants::account_id.eq(account))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .order(grants::id)
        .select(Grant::as_select())
        .load(conn)
}

/// The same of many accounts, in one query.
pub fn list_grants_of(
    conn: &mut Conn,
    accounts: &[AccountId],
    now: Timestamp,
) -> QueryResult<HashMap<AccountId, Vec<Grant>>> {
    let rows: Vec<(AccountId, Grant)> = grants::table
        .filter(grants::account_id.eq_any(accounts))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .order(grants::id)
        .select((grants::account_id, Grant::as_select()))
        .load(conn)?;
    let mut held: HashMap<AccountId, Vec<Grant>> = HashMap::new();
    for (account, grant) in rows {
        held.entry(account).or_default().push(grant);
    }
    Ok(held)
}

/// Gives a role; `by` is `None` for the command line.
pub fn grant(
    tx: &mut Tx,
    account: AccountId,
    role: Role,
    category: Option<CategoryId>,
    until: Option<Timestamp>,
    by: Option<AccountId>,
) -> Result<GrantId> {
    let span = Span { from: tx.now(), until };
    insert(tx, account, role, category.map(|id| Subject { kind: "category", id: id.0 }), span, by)
}

/// Makes somebody coordinator of one area.
pub fn grant_area(
    tx: &mut Tx,
    account: AccountId,
    area: AreaId,
    until: Option<Timestamp>,
    by: Option<AccountId>,
) -> Result<GrantId> {
    let span = Span { from: tx.now(), until };
    insert(tx, account, Role::Coordinator, Some(Subject { kind: "area", id: area.0 }), span, by)
}

/// Gives a role that comes with something else, such as `accreditation` 5, and lasts as long as that does.
pub fn grant_through(
    tx: &mut Tx,
    account: AccountId,
    role: Role,
    source: Subject,
    span: Span,
    by: AccountId,
) -> Result<GrantId> {
    insert(tx, account, role, Some(source), span, Some(by))
}

/// Ends now what came with something; nothing when it has ended before.
pub fn revoke_through(tx: &mut Tx, source: Subject, by: Option<AccountId>) -> Result<()> {
    let now = tx.now();
    let ids: Vec<GrantId> = grants::table
        .filter(grants::scope_kind.eq(source.kind))
        .filter(grants::scope_id.eq(source.id))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .select(grants::id)
        .load(&mut **tx)?;
    ids.into_iter().try_for_each(|id| revoke(tx, id, by))
}

/// Lets what came with something last until another moment.
pub fn change_end_of(tx: &mut Tx, source: Subject, until: Option<Timestamp>, by: AccountId) -> Result<()> {
    let changed: Vec<(GrantId, AccountId)> =
        diesel::update(grants::table.filter(grants::scope_kind.eq(source.kind)).filter(grants::scope_id.eq(source.id)))
            .set(grants::until_at.eq(until))
            .returning((grants::id, grants::account_id))
            .get_results(&mut **tx)?;
    for (id, account) in changed {
        tx.record(Entry {
            kind: "grant.changed",
            actor: Some(by),
            subject: Subject { kind: "account", id: account.0 },
            parent: None,
            container: None,
            detail: serde_json::json!({ "grant": id }),
        });
    }
    Ok(())
}

fn insert(
    tx: &mut Tx,
    account: AccountId,
    role: Role,
    scope: Option<Subject>,
    span: Span,
    by: Option<AccountId>,
) -> Result<GrantId> {
    let now = tx.now();
    let id: GrantId = diesel::insert_into(grants::table)
        .values((
            grants::account_id.eq(account),
            grants::role.eq(role),
            grants::scope_kind.eq(scope.map(|scope| scope.kind)),
            grants::scope_id.eq(scope.map(|scope| scope.id)),
            grants::from_at.eq(span.from),
            grants::until_at.eq(span.until),
            grants::granted_by.eq(by),
            grants::created_at.eq(now),
        ))
        .returning(grants::id)
        .get_result(&mut **tx)?;
    tx.record(Entry {
        kind: "grant.given",
        actor: by,
        subject: Subject { kind: "account", id: account.0 },
        parent: None,
        container: scope,
        detail: serde_json::json!({ "grant": id, "role": role }),
    });
    Ok(id)
}

/// Ends a grant now; it stays on record.
pub fn revoke(tx: &mut Tx, id: GrantId, by: Option<AccountId>) -> Result<()> {
    let now = tx.now();
    let open = grants::until_at.is_null().or(grants::until_at.gt(now));
    let (account, role): (AccountId, Role) = diesel::update(grants::table.filter(grants::id.eq(id)).filter(open))
        .set(grants::until_at.eq(now))
        .returning((grants::account_id, grants::role))
        .get_result(&mut **tx)?;
    tx.record(Entry {
        kind: "grant.revoked",
        actor: by,
        subject: Subject { kind: "account", id: account.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({ "grant": id, "role": role }),
    });
    Ok(())
}

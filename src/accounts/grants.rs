//! Roles, as grants: role x scope x language, from-until.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::grants;
use crate::db::{AccountId, CategoryId, Conn, Entry, GrantId, Subject, Timestamp, Tx};
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

impl Grant {
    /// Whether the grant reaches a category: everywhere, or just there.
    pub fn covers(&self, category: CategoryId) -> bool {
        match (self.scope_kind.as_deref(), self.scope_id) {
            (None, _) => true,
            (Some("category"), Some(id)) => id == category.0,
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
    let now = tx.now();
    let id: GrantId = diesel::insert_into(grants::table)
        .values((
            grants::account_id.eq(account),
            grants::role.eq(role),
            grants::scope_kind.eq(category.map(|_| "category")),
            grants::scope_id.eq(category.map(|id| id.0)),
            grants::from_at.eq(now),
            grants::until_at.eq(until),
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
        container: category.map(|id| Subject { kind: "category", id: id.0 }),
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

//! Whoever wrote something, as a reader is shown them: the name (or "former member"), the handle, the roles.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use super::grants::Role;
use crate::db::schema::{accounts, grants};
use crate::db::{AccountId, Conn, Timestamp};
use crate::text::{self, Mentions};

/// An account as it stands beside what it wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Author {
    pub id: AccountId,
    /// `None`: a former member.
    pub name: Option<String>,
    /// What follows `@` when they are spoken to; `None` for a former member.
    pub mention: Option<String>,
    /// Each once, in force now.
    pub roles: Vec<Role>,
}

/// The authors with these ids, in two queries however many there are. An id that is none's is left out.
pub fn load_authors(conn: &mut Conn, ids: &[AccountId], now: Timestamp) -> QueryResult<HashMap<AccountId, Author>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(AccountId, String, bool)> = accounts::table
        .filter(accounts::id.eq_any(&ids))
        .select((accounts::id, accounts::public_name, accounts::deleted_at.is_not_null()))
        .load(conn)?;
    let held: Vec<(AccountId, Role)> = grants::table
        .filter(grants::account_id.eq_any(&ids))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .select((grants::account_id, grants::role))
        .load(conn)?;
    let mut authors: HashMap<_, _> =
        rows.into_iter().map(|(id, name, gone)| (id, Author::new(id, name, gone))).collect();
    for (id, role) in held {
        if let Some(author) = authors.get_mut(&id).filter(|author| author.name.is_some()) {
            author.roles.push(role);
        }
    }
    for author in authors.values_mut() {
        author.roles.sort_unstable();
        author.roles.dedup();
    }
    Ok(authors)
}

impl Author {
    fn new(id: AccountId, name: String, gone: bool) -> Self {
        let name = Some(name).filter(|_| !gone);
        Self { id, mention: name.as_deref().map(super::mention_of), name, roles: Vec::new() }
    }
}

/// Accounts that a name may mean: the one with this handle, or else those whose handle begins with it as a word, twenty
/// at most. One or two queries.
pub fn find_called(conn: &mut Conn, name: &str) -> QueryResult<Vec<AccountId>> {
    let key = text::fold_key(&super::mention_of(name));
    let there = accounts::table.filter(accounts::deleted_at.is_null()).select(accounts::id);
    let exactly: Vec<AccountId> = there.filter(accounts::mention.eq(&key)).load(conn)?;
    if !exactly.is_empty() || key.is_empty() {
        return Ok(exactly);
    }
    // Looks at every account: some milliseconds for a hundred thousand.
    let beginning = format!("{}!_%", key.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
    there.filter(accounts::mention.like(beginning).escape('!')).limit(20).load(conn)
}

/// Whom the handles of a text mean. A deleted account is nobody's to call.
pub fn find_mentioned(conn: &mut Conn, handles: &[String]) -> QueryResult<Mentions> {
    let mut mentions = Mentions::default();
    if handles.is_empty() {
        return Ok(mentions);
    }
    let keys: Vec<String> = handles.iter().map(|handle| text::fold_key(handle)).collect();
    let rows: Vec<(AccountId, String)> = accounts::table
        .filter(accounts::mention.eq_any(&keys))
        .filter(accounts::deleted_at.is_null())
        .select((accounts::id, accounts::public_name))
        .load(conn)?;
    for (id, name) in rows {
        mentions.insert(&super::mention_of(&name), id.0, name);
    }
    Ok(mentions)
}

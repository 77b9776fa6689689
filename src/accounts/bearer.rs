//! Bearer tokens for programs: scopes read and write, shown once, stored hashed.

use diesel::prelude::*;

use super::hash_token;
use crate::db::schema::{accounts, api_tokens};
use crate::db::{AccountId, ApiTokenId, Conn, Entry, Subject, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::web::random_token;

/// Days that a token may last.
pub const TOKEN_DAYS: std::ops::RangeInclusive<i64> = 1..=365;

crate::text_codes! {
    /// What a token may be used for; `write` includes reading.
    Scope { Read = "read", Write = "write" }
}

/// The account and scope of a token that is in force.
pub fn find_bearer(conn: &mut Conn, token: &str, now: Timestamp) -> QueryResult<Option<(AccountId, Scope)>> {
    api_tokens::table
        .inner_join(accounts::table)
        .filter(api_tokens::token_hash.eq(hash_token(token)))
        .filter(api_tokens::expires_at.gt(now))
        .filter(accounts::deleted_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .select((api_tokens::account_id, api_tokens::scope))
        .first(conn)
        .optional()
}

/// Makes a token; its text is returned once and never again.
pub fn create_token(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    scope: Scope,
    expires_at: Timestamp,
) -> Result<(ApiTokenId, String)> {
    let token = format!("mipas_{}", random_token());
    let id = diesel::insert_into(api_tokens::table)
        .values((
            api_tokens::account_id.eq(account),
            api_tokens::name.eq(name),
            api_tokens::token_hash.eq(hash_token(&token)),
            api_tokens::scope.eq(scope),
            api_tokens::created_at.eq(tx.now()),
            api_tokens::expires_at.eq(expires_at),
        ))
        .returning(api_tokens::id)
        .get_result(&mut **tx)?;
    record(tx, "token.created", account, id);
    Ok((id, token))
}

/// Ends a token of this account at once.
pub fn revoke_token(tx: &mut Tx, account: AccountId, id: ApiTokenId) -> Result<()> {
    let own = api_tokens::table.filter(api_tokens::id.eq(id)).filter(api_tokens::account_id.eq(account));
    if diesel::delete(own).execute(&mut **tx)? == 0 {
        return Err(Error::NotFound);
    }
    record(tx, "token.revoked", account, id);
    Ok(())
}

fn record(tx: &mut Tx, kind: &'static str, account: AccountId, token: ApiTokenId) {
    tx.record(Entry {
        kind,
        actor: Some(account),
        subject: Subject { kind: "account", id: account.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({ "token": token }),
    });
}

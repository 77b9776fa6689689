//! Erasing an account: what identifies its owner goes, what others build on stays as a "former member".

use std::sync::Arc;

use diesel::prelude::*;

use super::grants::{Role, list_grants};
use crate::db::schema::{account_links, accounts, api_tokens, grants, idempotency, outbox, sessions, signups};
use crate::db::{AccountId, Conn, Entry, Subject, Timestamp, Tx};
use crate::error::{Error, Result};

/// What a feature below removes of its own when an account is erased: drafts, reading positions, reactions.
/// What others answered to stays. Registered in `app.rs`.
pub trait AccountErased: Send + Sync {
    /// Runs in the erasing transaction, which can be run again.
    fn erase(&self, tx: &mut Tx, account: AccountId) -> Result<()>;
}

/// Everyone who is told of an erased account.
#[derive(Clone, Default)]
pub struct Erasers(pub Vec<Arc<dyn AccountErased>>);

/// Erases an account. The row stays, empty, so that what it wrote has an author.
pub fn erase_account(tx: &mut Tx, account: AccountId, erasers: &Erasers) -> Result<()> {
    let now = tx.now();
    if is_only_admin(tx, account, now)? {
        return Err(Error::conflict("error-only-admin"));
    }
    let address: Option<String> = accounts::table.find(account).select(accounts::email_key).first(&mut **tx)?;
    if let Some(key) = address {
        diesel::delete(signups::table.filter(signups::email_key.eq(key))).execute(&mut **tx)?;
    }
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account))).execute(&mut **tx)?;
    diesel::delete(api_tokens::table.filter(api_tokens::account_id.eq(account))).execute(&mut **tx)?;
    diesel::delete(account_links::table.filter(account_links::account_id.eq(account))).execute(&mut **tx)?;
    diesel::delete(idempotency::table.filter(idempotency::account_id.eq(account))).execute(&mut **tx)?;
    diesel::delete(outbox::table.filter(outbox::account_id.eq(account))).execute(&mut **tx)?;
    let open = grants::until_at.is_null().or(grants::until_at.gt(now));
    diesel::update(grants::table.filter(grants::account_id.eq(account)).filter(open))
        .set(grants::until_at.eq(now))
        .execute(&mut **tx)?;
    empty_row(tx, account, now)?;
    for eraser in &erasers.0 {
        eraser.erase(tx, account)?;
    }
    tx.record(Entry {
        kind: "account.erased",
        actor: Some(account),
        subject: Subject { kind: "account", id: account.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
    Ok(())
}

fn empty_row(tx: &mut Tx, account: AccountId, now: Timestamp) -> QueryResult<usize> {
    let nothing: Option<String> = None;
    diesel::update(accounts::table.find(account))
        .set((
            accounts::public_name.eq(""),
            accounts::name_key.eq(&nothing),
            accounts::mention.eq(&nothing),
            accounts::sort_key.eq(""),
            accounts::email.eq(&nothing),
            accounts::email_key.eq(&nothing),
            accounts::password_hash.eq(&nothing),
            accounts::time_zone.eq("Europe/Vilnius"),
            accounts::theme.eq("auto"),
            accounts::about.eq(""),
            accounts::reads.eq("[]"),
            accounts::deleted_at.eq(now),
        ))
        .execute(&mut **tx)
}

/// Whether nobody else could give roles any more.
fn is_only_admin(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<bool> {
    if !list_grants(conn, account, now)?.iter().any(|grant| grant.role == Role::Admin) {
        return Ok(false);
    }
    let others: i64 = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .filter(grants::role.eq(Role::Admin))
        .filter(grants::account_id.ne(account))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .filter(accounts::disabled_at.is_null())
        .count()
        .get_result(conn)?;
    Ok(others == 0)
}

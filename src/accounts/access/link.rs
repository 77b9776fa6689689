//! Single-use links to an account: made for a mail, looked at without being used up, used once.

use chrono::Duration;
use diesel::prelude::*;

use super::super::hash_token;
use crate::db::schema::account_links;
use crate::db::{AccountId, Conn, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::web::random_token;

crate::text_codes! {
    /// What a link does.
    Purpose { Reset = "reset", Email = "email" }
}

impl Purpose {
    /// A reset lets in whoever holds it: it lasts for as long as a mail takes.
    fn lasts(self) -> Duration {
        match self {
            Purpose::Reset => Duration::hours(1),
            Purpose::Email => Duration::hours(24),
        }
    }
}

/// A link that works.
#[derive(Debug, Clone, Queryable)]
pub struct Link {
    pub account: AccountId,
    pub new_email: Option<String>,
}

/// Makes a link; the token is for the mail alone.
pub fn make(tx: &mut Tx, account: AccountId, purpose: Purpose, new_email: Option<&str>) -> QueryResult<String> {
    let token = random_token();
    let now = tx.now();
    diesel::insert_into(account_links::table)
        .values((
            account_links::account_id.eq(account),
            account_links::purpose.eq(purpose),
            account_links::token_hash.eq(hash_token(&token)),
            account_links::new_email.eq(new_email),
            account_links::created_at.eq(now),
            account_links::expires_at.eq(now + purpose.lasts()),
        ))
        .execute(&mut **tx)?;
    Ok(token)
}

/// Looks without using it up.
pub fn find(conn: &mut Conn, token: &str, purpose: Purpose, now: Timestamp) -> QueryResult<Option<Link>> {
    account_links::table
        .filter(account_links::token_hash.eq(hash_token(token)))
        .filter(account_links::purpose.eq(purpose))
        .filter(account_links::used_at.is_null())
        .filter(account_links::expires_at.gt(now))
        .select((account_links::account_id, account_links::new_email))
        .first(conn)
        .optional()
}

/// Uses it up. `Conflict` when it was used or is too old.
pub fn consume(tx: &mut Tx, token: &str, purpose: Purpose) -> Result<Link> {
    let now = tx.now();
    let live = account_links::table
        .filter(account_links::token_hash.eq(hash_token(token)))
        .filter(account_links::purpose.eq(purpose))
        .filter(account_links::used_at.is_null())
        .filter(account_links::expires_at.gt(now));
    let used: Option<Link> = diesel::update(live)
        .set(account_links::used_at.eq(now))
        .returning((account_links::account_id, account_links::new_email))
        .get_result(&mut **tx)
        .optional()?;
    used.ok_or(Error::conflict("error-link-over"))
}

/// Makes an account's other links useless: whoever asked for them may not have been its owner.
pub fn void_all(tx: &mut Tx, account: AccountId) -> QueryResult<usize> {
    let now = tx.now();
    let open =
        account_links::table.filter(account_links::account_id.eq(account)).filter(account_links::used_at.is_null());
    diesel::update(open).set(account_links::used_at.eq(now)).execute(&mut **tx)
}

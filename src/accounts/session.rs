//! Sessions: a 256-bit token in a cookie, its SHA-256 in the database.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::db::schema::sessions;
use crate::db::{AccountId, SessionId, Timestamp, Tx};
use crate::error::Result;
use crate::web::random_token;

/// A session ends after this long without a request,
pub const IDLE: Duration = Duration::days(14);
/// and after this long in any case.
pub const ABSOLUTE: Duration = Duration::days(90);

/// What the cookie holds. Never logged, never stored.
pub struct SessionToken(pub String);

/// How a secret token is stored. It has 256 random bits: a fast hash is enough.
pub fn hash_token(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

/// Opens a session and returns its token.
pub fn open(tx: &mut Tx, account: AccountId, device: &str) -> Result<(SessionId, SessionToken)> {
    let token = random_token();
    let now = tx.now();
    let id = diesel::insert_into(sessions::table)
        .values((
            sessions::account_id.eq(account),
            sessions::token_hash.eq(hash_token(&token)),
            sessions::device.eq(device),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::expires_at.eq(now + ABSOLUTE),
        ))
        .returning(sessions::id)
        .get_result(&mut **tx)?;
    Ok((id, SessionToken(token)))
}

/// Ends one session of an account.
pub fn close(tx: &mut Tx, account: AccountId, session: SessionId) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::id.eq(session)).filter(sessions::account_id.eq(account)))
        .execute(&mut **tx)
}

/// Ends every session of an account but one.
pub fn close_others(tx: &mut Tx, account: AccountId, keep: Option<SessionId>) -> QueryResult<usize> {
    let keep = keep.unwrap_or(SessionId(0));
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account)).filter(sessions::id.ne(keep)))
        .execute(&mut **tx)
}

/// Removes what has expired.
pub fn sweep(tx: &mut Tx) -> QueryResult<usize> {
    let now: Timestamp = tx.now();
    let expired = sessions::expires_at.lt(now).or(sessions::last_seen_at.lt(now - IDLE));
    diesel::delete(sessions::table.filter(expired)).execute(&mut **tx)
}

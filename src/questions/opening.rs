//! A case that was opened with its key: a token in a cookie, for half an hour, until it is forgotten.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use chrono::Duration;
use diesel::prelude::*;

use super::question::find_by_key;
use crate::accounts::{Visit, hash_token};
use crate::db::schema::case_openings;
use crate::db::{Conn, QuestionId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::web::{Site, cookie, passing_cookie, random_token};

const COOKIE: &str = "mipas-case";
const LASTS: Duration = Duration::minutes(30);

/// The token of this browser, if it has opened a case.
pub fn token_of(request: &HttpRequest) -> Option<String> {
    request.cookie(COOKIE).map(|cookie| hash_token(cookie.value()))
}

/// Opens the case of a key; `None` for a key of none. As many steps for every key.
pub fn open(tx: &mut Tx, key_hash: &str) -> Result<Option<String>> {
    let found = find_by_key(tx, key_hash)?;
    let Some(id) = found else { return Ok(None) };
    open_question(tx, id).map(Some)
}

/// Opens a case for half an hour: the token for the cookie.
pub fn open_question(tx: &mut Tx, id: QuestionId) -> Result<String> {
    let (token, now) = (random_token(), tx.now());
    diesel::insert_into(case_openings::table)
        .values((
            case_openings::token_hash.eq(hash_token(&token)),
            case_openings::question_id.eq(id),
            case_openings::expires_at.eq(now + LASTS),
        ))
        .execute(&mut **tx)?;
    Ok(token)
}

/// The case that this browser has open, if it has one.
pub fn find(conn: &mut Conn, token_hash: Option<&str>, now: Timestamp) -> QueryResult<Option<QuestionId>> {
    let Some(hash) = token_hash else { return Ok(None) };
    let open = case_openings::table.find(hash).filter(case_openings::expires_at.gt(now));
    open.select(case_openings::question_id).first(conn).optional()
}

/// The same where nothing is done without one.
pub fn find_open(conn: &mut Conn, token_hash: Option<&str>, now: Timestamp) -> Result<QuestionId> {
    find(conn, token_hash, now)?.ok_or(Error::NotFound)
}

pub fn close(tx: &mut Tx, token_hash: Option<&str>) -> QueryResult<()> {
    if let Some(hash) = token_hash {
        diesel::delete(case_openings::table.find(hash)).execute(&mut **tx)?;
    }
    Ok(())
}

/// Removes what has expired.
pub fn sweep(tx: &mut Tx) -> QueryResult<usize> {
    let now = tx.now();
    diesel::delete(case_openings::table.filter(case_openings::expires_at.le(now))).execute(&mut **tx)
}

/// A browser that is closed has forgotten it; one that stays open is forgotten here, after half an hour.
pub fn opened(site: &Site, token: String) -> Cookie<'static> {
    passing_cookie(&site.config, COOKIE, token)
}

pub fn forgotten(visit: &Visit) -> Cookie<'static> {
    cookie(&visit.site.config, COOKIE, String::new(), 0)
}

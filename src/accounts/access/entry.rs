//! Coming in: a session opened in this browser, with its cookies.

use actix_web::HttpResponse;
use diesel::prelude::*;

use super::super::session::{self, ABSOLUTE, SessionToken};
use super::super::{Done, Visit, hash_token};
use super::device::Device;
use crate::db::schema::sessions;
use crate::db::{AccountId, Entry, Subject, Tx};
use crate::error::Result;
use crate::web::{Asked, Site, cookie, session_cookie_name};

/// Somebody who has come in.
pub struct Entered {
    pub done: Done,
    pub token: SessionToken,
    /// Which this browser is marked with.
    pub email: String,
}

/// Opens a session under a new token; the one that this browser had ends.
pub fn enter(tx: &mut Tx, asked: &Asked, account: AccountId) -> Result<SessionToken> {
    if let Some(old) = &asked.session {
        let this = sessions::table.filter(sessions::token_hash.eq(hash_token(old)));
        let owner: Option<AccountId> =
            diesel::delete(this).returning(sessions::account_id).get_result(&mut **tx).optional()?;
        if let Some(owner) = owner {
            tx.record(account_entry("session.closed", owner, serde_json::json!({})));
        }
    }
    let (id, token) = session::open(tx, account, &asked.device)?;
    tx.record(account_entry("session.opened", account, serde_json::json!({ "session": id })));
    Ok(token)
}

/// What an account's owner has done with it.
pub fn account_entry(kind: &'static str, account: AccountId, detail: serde_json::Value) -> Entry {
    Entry {
        kind,
        actor: Some(account),
        subject: Subject { kind: "account", id: account.0 },
        parent: None,
        container: None,
        detail,
    }
}

/// Leads on with the cookies of the session and of the browser.
pub fn welcome(visit: &Visit, entered: Entered) -> HttpResponse {
    let Entered { done, token, email } = entered;
    let mut response = visit.lead_on(done);
    let session = session_cookie(&visit.site, token.0, ABSOLUTE.num_seconds());
    let device = Device::of(visit.request()).marked(&visit.site, &email);
    set(&mut response, &session);
    set(&mut response, &device);
    response
}

/// Leads on and takes the session's cookie away.
pub fn farewell(visit: &Visit, done: Done) -> HttpResponse {
    let mut response = visit.lead_on(done);
    set(&mut response, &session_cookie(&visit.site, String::new(), 0));
    response
}

pub fn set(response: &mut HttpResponse, cookie: &actix_web::cookie::Cookie) {
    if let Err(error) = response.add_cookie(cookie) {
        tracing::error!(%error, "a cookie was not set");
    }
}

fn session_cookie(site: &Site, token: String, seconds: i64) -> actix_web::cookie::Cookie<'static> {
    cookie(&site.config, session_cookie_name(&site.config), token, seconds)
}

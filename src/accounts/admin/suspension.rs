//! `/admin/members/{id}/suspension`: an account that nobody can use for a while, and its end.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::{administrator, answer_hidden};
use crate::accounts::session::close_others;
use crate::accounts::{Done, Visit};
use crate::db::schema::accounts;
use crate::db::{AccountId, Entry, Subject, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Submitted, delete, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        post("/{lang}/admin/members/{id}/suspension", suspend).takes(&[]),
        delete("/{lang}/admin/members/{id}/suspension", end).takes(&[]),
    ]
}

async fn suspend(visit: Visit, path: Path<(String, AccountId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, account) = path.into_inner();
    let url = visit.path(&format!("/admin/members/{account}"));
    let outcome = visit
        .write(move |tx, viewer, _| {
            let admin = administrator(viewer)?.id;
            if admin == account {
                return Err(Error::conflict("error-own-account"));
            }
            let now = tx.now();
            set(tx, account, Some(now), admin)?;
            // Tokens are refused while it lasts; sessions are over.
            close_others(tx, account, None)?;
            Ok(Done::changed(account.0, url.clone()).telling("flash-suspended"))
        })
        .await;
    answer_hidden(&visit, outcome, &submitted)
}

async fn end(visit: Visit, path: Path<(String, AccountId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, account) = path.into_inner();
    let url = visit.path(&format!("/admin/members/{account}"));
    let outcome = visit
        .write(move |tx, viewer, _| {
            let admin = administrator(viewer)?.id;
            set(tx, account, None, admin)?;
            Ok(Done::changed(account.0, url.clone()).telling("flash-suspension-ended"))
        })
        .await;
    answer_hidden(&visit, outcome, &submitted)
}

/// Doing it again changes nothing, not even since when.
fn set(tx: &mut Tx, account: AccountId, since: Option<Timestamp>, by: AccountId) -> Result<()> {
    let stands: Option<Timestamp> = accounts::table
        .find(account)
        .filter(accounts::deleted_at.is_null())
        .select(accounts::disabled_at)
        .first(&mut **tx)?;
    if stands.is_some() == since.is_some() {
        return Ok(());
    }
    diesel::update(accounts::table.find(account)).set(accounts::disabled_at.eq(since)).execute(&mut **tx)?;
    tx.record(Entry {
        kind: if since.is_some() { "account.suspended" } else { "account.restored" },
        actor: Some(by),
        subject: Subject { kind: "account", id: account.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
    Ok(())
}

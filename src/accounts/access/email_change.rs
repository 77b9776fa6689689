//! `/confirm-email/{token}`: a new address takes the place of the old one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::super::{Done, Viewer, Visit, email_key};
use super::device::Device;
use super::entry::{account_entry, set};
use super::link::{self, Purpose};
use super::{letters, recipient};
use crate::db::schema::accounts;
use crate::db::{AccountId, Conn, Tx};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Page, Site, Submitted, get, post};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/confirm-email/{token}", show).page::<ConfirmEmailPage>("ConfirmEmailPage"),
        post("/{lang}/confirm-email/{token}", confirm).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct ConfirmEmailPage {
    /// The address to be; none when the link was used or is too old.
    new_email: Option<String>,
}

async fn show(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (_, token) = path.into_inner();
    visit.page(move |conn, viewer| confirm_page(conn, viewer, &token)).await
}

fn confirm_page(conn: &mut Conn, viewer: &Viewer, token: &str) -> Result<Page<ConfirmEmailPage>> {
    let new_email = link::find(conn, token, Purpose::Email, viewer.now)?.and_then(|link| link.new_email);
    let status = if new_email.is_some() { 200 } else { 404 };
    let title = viewer.lang.locale().say("confirm-email-title");
    Ok(Page::new("access/confirm-email", title, ConfirmEmailPage { new_email }).not_indexed().with_status(status))
}

async fn confirm(visit: Visit, path: Path<(String, String)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, token) = path.into_inner();
    let (site, used) = (visit.site.clone(), token.clone());
    let outcome = visit.site.db.write(move |tx| put(tx, &site, &used)).await;
    let (owner, email) = match outcome {
        Ok(changed) => changed,
        Err(error) => {
            return visit.answer(Err(error), &submitted, move |conn, viewer| confirm_page(conn, viewer, &token)).await;
        }
    };
    let is_owner = visit.read(move |_, viewer| Ok(viewer.id() == Some(owner))).await?;
    let next = if is_owner { visit.path("/settings/account") } else { visit.path("/sign-in") };
    let mut response = visit.lead_on(Done::changed(owner.0, next).telling("flash-email-changed"));
    if is_owner {
        // Marks go by address: this browser stays known.
        set(&mut response, &Device::of(visit.request()).marked(&visit.site, &email));
    }
    Ok(response)
}

fn put(tx: &mut Tx, site: &Site, token: &str) -> Result<(AccountId, String)> {
    let used = link::consume(tx, token, Purpose::Email)?;
    let (Some(new), Some(owner)) = (used.new_email, recipient::find(tx, used.account)?) else {
        return Err(Error::conflict("error-link-over"));
    };
    if recipient::find_by_email(tx, &new)?.is_some_and(|other| other.id != owner.id) {
        return Err(Error::conflict("error-email-taken"));
    }
    diesel::update(accounts::table.find(owner.id))
        .set((accounts::email.eq(&new), accounts::email_key.eq(email_key(&new))))
        .execute(&mut **tx)?;
    link::void_all(tx, owner.id)?;
    tx.record(account_entry("account.email_changed", owner.id, serde_json::json!({})));
    letters::email_changed(tx, site, &owner, &new)?;
    Ok((owner.id, new))
}

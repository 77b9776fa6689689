//! `/password-reset`: a link by mail, and a new password behind it. Every session of the account ends.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::super::password::check_new;
use super::super::{Done, Hasher, PasswordHash, Viewer, Visit, session};
use super::entry::{Entered, account_entry, enter, welcome};
use super::link::{self, Purpose};
use super::sent::mail_sent;
use super::{evenly, letters, recipient, typed};
use crate::db::schema::accounts;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::web::{Asked, Endpoint, Limit, Page, Site, Submitted, Who, get, post};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/password-reset", form).page::<ResetRequestPage>("ResetRequestPage"),
        post("/{lang}/password-reset", ask).takes(&["email"]),
        get("/{lang}/password-reset/{token}", show).page::<ResetPage>("ResetPage"),
        post("/{lang}/password-reset/{token}", reset).takes(&["new_password"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct ResetRequestPage {}

#[derive(Serialize, utoipa::ToSchema)]
struct ResetPage {
    /// Whether the link still works.
    works: bool,
}

async fn form(visit: Visit) -> Result<HttpResponse> {
    visit.page(form_page).await
}

fn form_page(_: &mut Conn, viewer: &Viewer) -> Result<Page<ResetRequestPage>> {
    let title = viewer.lang.locale().say("reset-request-title");
    Ok(Page::new("access/reset-request", title, ResetRequestPage {}).not_indexed())
}

async fn ask(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = evenly(send_link(&visit, &submitted)).await;
    visit.answer(outcome, &submitted, form_page).await
}

/// A known address and an unknown one both get one mail.
async fn send_link(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let email = typed::email(&mut fields, "email");
    fields.finish()?;
    visit.site.limits.check(Limit::SignUp, &Who::Address(visit.asked.address))?;
    visit.site.limits.check(Limit::SignUp, &typed::who_typed(&visit.site, &email, None))?;
    let (site, lang) = (visit.site.clone(), visit.asked.lang);
    let send = move |tx: &mut Tx| match recipient::find_by_email(tx, &email)?.filter(|owner| !owner.disabled) {
        Some(owner) => {
            let token = link::make(tx, owner.id, Purpose::Reset, None)?;
            tx.record(account_entry("account.reset_asked", owner.id, serde_json::json!({})));
            letters::reset(tx, &site, &owner, &token)
        }
        None => letters::reset_unknown(tx, &site, &email, lang),
    };
    visit.site.db.write(send).await?;
    Ok(mail_sent(lang))
}

async fn show(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (_, token) = path.into_inner();
    visit.page(move |conn, viewer| reset_page(conn, viewer, &token)).await
}

fn reset_page(conn: &mut Conn, viewer: &Viewer, token: &str) -> Result<Page<ResetPage>> {
    let works = link::find(conn, token, Purpose::Reset, viewer.now)?.is_some();
    let title = viewer.lang.locale().say("reset-title");
    let status = if works { 200 } else { 404 };
    Ok(Page::new("access/reset", title, ResetPage { works }).not_indexed().with_status(status))
}

async fn reset(
    visit: Visit,
    path: Path<(String, String)>,
    hasher: Data<Hasher>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, token) = path.into_inner();
    match set_password(&visit, &hasher, &submitted, token.clone()).await {
        Ok(entered) => Ok(welcome(&visit, entered)),
        Err(error) => visit.answer(Err(error), &submitted, move |conn, viewer| reset_page(conn, viewer, &token)).await,
    }
}

async fn set_password(visit: &Visit, hasher: &Hasher, submitted: &Submitted, token: String) -> Result<Entered> {
    let mut fields = submitted.fields();
    let password = fields.secret("new_password");
    fields.note(check_new("new_password", &password));
    fields.finish()?;
    visit.site.limits.check(Limit::SignIn, &Who::Address(visit.asked.address))?;
    let (now, looked_at) = (visit.site.clock.now(), token.clone());
    let live = visit.site.db.read(move |conn| Ok(link::find(conn, &looked_at, Purpose::Reset, now)?)).await?;
    if live.is_none() {
        return Err(Error::conflict("error-link-over"));
    }
    let hash = hasher.hash(&password).await?;
    let (site, asked) = (visit.site.clone(), visit.asked.clone());
    visit.site.db.write(move |tx| put(tx, &site, &asked, &token, &hash)).await
}

fn put(tx: &mut Tx, site: &Site, asked: &Asked, token: &str, hash: &PasswordHash) -> Result<Entered> {
    let id = link::consume(tx, token, Purpose::Reset)?.account;
    let owner = recipient::find(tx, id)?.filter(|owner| !owner.disabled);
    let owner = owner.ok_or(Error::conflict("error-link-over"))?;
    diesel::update(accounts::table.find(id)).set(accounts::password_hash.eq(&hash.0)).execute(&mut **tx)?;
    link::void_all(tx, id)?;
    session::close_others(tx, id, None)?;
    tx.record(account_entry("account.password_changed", id, serde_json::json!({ "by": "link" })));
    letters::password_changed(tx, site, &owner)?;
    let token = enter(tx, asked, id)?;
    let done = Done::changed(id.0, format!("/{}/", asked.lang)).telling("flash-password-changed");
    Ok(Entered { done, token, email: owner.email })
}

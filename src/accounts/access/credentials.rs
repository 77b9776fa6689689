//! `/settings/account`: changing password and address, each behind the current password.

use actix_web::HttpResponse;
use actix_web::web::Data;
use diesel::prelude::*;
use serde::Serialize;

use super::super::password::check_new;
use super::super::{Done, Hasher, Viewer, Visit, session};
use super::entry::account_entry;
use super::link::{self, Purpose};
use super::recipient::{self, Recipient};
use super::{letters, typed};
use crate::db::schema::accounts;
use crate::db::{Conn, Tx};
use crate::error::{Error, FieldError, Result};
use crate::web::{Endpoint, Limit, Page, Submitted, Who, get, post};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/account", show).page::<SettingsAccountPage>("SettingsAccountPage"),
        post("/{lang}/settings/account/password", change_password).takes(&["current_password", "new_password"]),
        post("/{lang}/settings/account/email", change_email).takes(&["email", "email_password"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct SettingsAccountPage {
    /// The address that stands, seen by its owner alone.
    email: String,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(account_page).await
}

fn account_page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<SettingsAccountPage>> {
    let id = viewer.id().ok_or(Error::SignIn)?;
    let owner = recipient::find(conn, id)?.ok_or(Error::NotFound)?;
    let title = viewer.lang.locale().say("settings-account");
    Ok(Page::new("access/settings-account", title, SettingsAccountPage { email: owner.email }).not_indexed())
}

async fn change_password(visit: Visit, hasher: Data<Hasher>, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = put_password(&visit, &hasher, &submitted).await;
    visit.answer(outcome, &submitted, account_page).await
}

/// A program's key neither tries passwords nor takes an account over.
fn in_person(visit: &Visit) -> Result<()> {
    if visit.asked.bearer.is_some() { Err(Error::Forbidden("error-in-person")) } else { Ok(()) }
}

async fn put_password(visit: &Visit, hasher: &Hasher, submitted: &Submitted) -> Result<Done> {
    in_person(visit)?;
    let mut fields = submitted.fields();
    let new = fields.secret("new_password");
    fields.note(check_new("new_password", &new));
    let checked = fields.finish();
    let owner = prove(visit, hasher, submitted, "current_password", checked).await?;
    let hash = hasher.hash(&new).await?;
    let (site, url) = (visit.site.clone(), visit.path("/settings/account"));
    visit
        .write(move |tx, _, member| {
            let this = accounts::table.find(member.id).filter(accounts::password_hash.eq(&owner.password.0));
            let changed = diesel::update(this).set(accounts::password_hash.eq(&hash.0)).execute(&mut **tx)?;
            if changed == 0 {
                return Err(FieldError::new("current_password", "error-password-wrong").into());
            }
            session::close_others(tx, member.id, member.session)?;
            link::void_all(tx, member.id)?;
            tx.record(account_entry("account.password_changed", member.id, serde_json::json!({ "by": "owner" })));
            letters::password_changed(tx, &site, &owner)?;
            Ok(Done::changed(member.id.0, url.clone()).telling("flash-password-changed"))
        })
        .await
}

async fn change_email(visit: Visit, hasher: Data<Hasher>, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = ask_email(&visit, &hasher, &submitted).await;
    visit.answer(outcome, &submitted, account_page).await
}

async fn ask_email(visit: &Visit, hasher: &Hasher, submitted: &Submitted) -> Result<Done> {
    in_person(visit)?;
    let mut fields = submitted.fields();
    let new = typed::email(&mut fields, "email");
    let checked = fields.finish();
    let owner = prove(visit, hasher, submitted, "email_password", checked).await?;
    visit.site.limits.check(Limit::SignUp, &Who::Account(owner.id))?;
    visit.site.limits.check(Limit::SignUp, &typed::who_typed(&visit.site, &new, None))?;
    let (site, url) = (visit.site.clone(), visit.path("/settings/account"));
    visit
        .write(move |tx, _, member| {
            ask_for(tx, &site, &owner, &new)?;
            tx.record(account_entry("account.email_asked", member.id, serde_json::json!({})));
            Ok(Done::changed(member.id.0, url.clone()).telling("flash-email-asked"))
        })
        .await
}

/// One link, one letter to the new address and one to the old, whether or not another account has it.
fn ask_for(tx: &mut Tx, site: &crate::web::Site, owner: &Recipient, new: &str) -> Result<()> {
    let taken = recipient::find_by_email(tx, new)?.is_some_and(|other| other.id != owner.id);
    let token = link::make(tx, owner.id, Purpose::Email, Some(new))?;
    if taken {
        letters::email_taken(tx, site, owner, new)?;
    } else {
        letters::email_confirm(tx, site, owner, new, &token)?;
    }
    letters::email_asked(tx, site, owner, new)
}

/// That whoever sits there is who signed in, once more, before something grave: the current password was typed into
/// `field`. `checked`: what was found of the other fields, which is said first. A program cannot.
pub async fn prove_password(
    visit: &Visit,
    hasher: &Hasher,
    submitted: &Submitted,
    field: &'static str,
    checked: Result<()>,
) -> Result<()> {
    in_person(visit)?;
    prove(visit, hasher, submitted, field, checked).await.map(drop)
}

/// That the current password was typed into `field`; asked after the other fields are right.
async fn prove(
    visit: &Visit,
    hasher: &Hasher,
    submitted: &Submitted,
    field: &'static str,
    checked: Result<()>,
) -> Result<Recipient> {
    let owner = visit
        .read(|conn, viewer| {
            let id = viewer.id().ok_or(Error::SignIn)?;
            recipient::find(conn, id)?.ok_or(Error::SignIn)
        })
        .await?;
    checked?;
    visit.site.limits.check(Limit::SignIn, &Who::Account(owner.id))?;
    let typed = typed::tried_password(submitted, field);
    if hasher.verify(typed, Some(owner.password.clone())).await? {
        Ok(owner)
    } else {
        Err(FieldError::new(field, "error-password-wrong").into())
    }
}

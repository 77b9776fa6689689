//! `/sign-in` and `/session`. Guessing is slowed down by account and by client address; a browser that the owner
//! has used before is counted by itself, so that a stranger's guesses lock nobody out.

use actix_web::HttpResponse;
use actix_web::web::Data;
use diesel::prelude::*;
use serde::Serialize;

use super::super::{Done, Hasher, Viewer, Visit, hash_token};
use super::device::Device;
use super::entry::{Entered, account_entry, enter, farewell, welcome};
use super::recipient::{self, Recipient};
use super::{letters, typed};
use crate::db::schema::sessions;
use crate::db::{AccountId, Conn};
use crate::error::{Error, FieldError, Result};
use crate::web::{Endpoint, Limit, Page, Submitted, Who, delete, get, own_path, post, see_other};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/sign-in", form).page::<SignInPage>("SignInPage").queries(&["next"]),
        post("/{lang}/session", sign_in).takes(&["email", "password", "next?"]),
        delete("/{lang}/session", sign_out).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct SignInPage {
    /// Path on this site that signing in leads to.
    next: String,
}

async fn form(visit: Visit) -> Result<HttpResponse> {
    let next = own_path(&visit.asked.query("next")?.unwrap_or_default(), visit.asked.lang);
    let member = visit.read(|_, viewer| Ok(viewer.id())).await?;
    if member.is_some() && !visit.asked.wants_json {
        return Ok(see_other(&next));
    }
    visit.page(move |_, viewer| Ok(form_page(viewer, next))).await
}

fn form_page(viewer: &Viewer, next: String) -> Page<SignInPage> {
    Page::new("access/sign-in", viewer.lang.locale().say("sign-in-title"), SignInPage { next }).not_indexed()
}

async fn sign_in(visit: Visit, hasher: Data<Hasher>, submitted: Submitted) -> Result<HttpResponse> {
    match come_in(&visit, &hasher, &submitted).await {
        Ok(entered) => Ok(welcome(&visit, entered)),
        Err(error) => {
            let next = own_path(submitted.text("next"), visit.asked.lang);
            visit.answer(Err(error), &submitted, move |_: &mut Conn, viewer| Ok(form_page(viewer, next))).await
        }
    }
}

async fn come_in(visit: &Visit, hasher: &Hasher, submitted: &Submitted) -> Result<Entered> {
    let mut fields = submitted.fields();
    let email = fields.line("email", 1, 254);
    let typed = fields.secret("password");
    if typed.is_empty() {
        fields.wrong("password", "error-empty");
    }
    fields.finish()?;
    let device = Device::of(visit.request());
    limit(visit, &device, &email)?;
    let sought = email.clone();
    let found = visit.site.db.read(move |conn| Ok(recipient::find_by_email(conn, &sought)?)).await?;
    let hash = found.as_ref().map(|owner| owner.password.clone());
    let right = hasher.verify(typed::tried_password(submitted, "password"), hash).await?;
    let Some(owner) = found.filter(|_| right) else {
        return Err(FieldError::new("password", "error-credentials").into());
    };
    if owner.disabled {
        return Err(Error::Forbidden("error-account-disabled"));
    }
    let known = device.knows(&visit.site, &owner.email);
    let next = own_path(submitted.text("next"), visit.asked.lang);
    open(visit, owner, known, next).await
}

/// Before anything is looked up: a known address and an unknown one are counted alike.
fn limit(visit: &Visit, device: &Device, email: &str) -> Result<()> {
    let (site, address) = (&visit.site, visit.asked.address);
    if let Some(this_browser) = device.who(site, email) {
        return site.limits.check(Limit::SignIn, &this_browser);
    }
    site.limits.check(Limit::SignIn, &Who::Address(address))?;
    site.limits.check(Limit::SignIn, &typed::who_typed(site, email, Some(address)))?;
    site.limits.check(Limit::SignIn, &typed::who_typed(site, email, None))
}

async fn open(visit: &Visit, owner: Recipient, known: bool, next: String) -> Result<Entered> {
    let (site, asked) = (visit.site.clone(), visit.asked.clone());
    let email = owner.email.clone();
    let open = move |tx: &mut crate::db::Tx| {
        // The password may have been changed since it was compared.
        let still = recipient::find(tx, owner.id)?;
        if still.is_none_or(|now| now.disabled || now.password.0 != owner.password.0) {
            return Err(FieldError::new("password", "error-credentials").into());
        }
        if !known {
            letters::new_device(tx, &site, &owner, &asked)?;
        }
        enter(tx, &asked, owner.id)
    };
    let token = visit.site.db.write(open).await?;
    Ok(Entered { done: Done::changed(0, next), token, email })
}

async fn sign_out(visit: Visit, _submitted: Submitted) -> Result<HttpResponse> {
    let done = Done::changed(0, visit.path("/")).telling("flash-signed-out");
    if let Some(token) = visit.asked.session.clone() {
        let close = move |tx: &mut crate::db::Tx| {
            let this = sessions::table.filter(sessions::token_hash.eq(hash_token(&token)));
            let owner: Option<AccountId> =
                diesel::delete(this).returning(sessions::account_id).get_result(&mut **tx).optional()?;
            if let Some(owner) = owner {
                tx.record(account_entry("session.closed", owner, serde_json::json!({})));
            }
            Ok(())
        };
        visit.site.db.write(close).await?;
    }
    Ok(farewell(&visit, done))
}

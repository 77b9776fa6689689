//! `/settings/delete`: erasing one's own account, behind its password.

use actix_web::HttpResponse;
use actix_web::web::Data;
use diesel::prelude::*;
use serde::Serialize;

use super::{in_person, owner};
use crate::accounts::{Done, Erasers, Hasher, PasswordHash, Viewer, Visit, erase_account};
use crate::db::Conn;
use crate::db::schema::accounts;
use crate::error::{FieldError, Result};
use crate::web::{Endpoint, Limit, Page, Submitted, cookie, delete, get, session_cookie_name};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/delete", show).page::<DeletionPage>("DeletionPage"),
        delete("/{lang}/settings/delete", erase).takes(&["password"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct DeletionPage {
    /// The name that goes.
    public_name: String,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

fn page(_: &mut Conn, viewer: &Viewer) -> Result<Page<DeletionPage>> {
    let page = DeletionPage { public_name: owner(viewer)?.name.clone() };
    Ok(Page::new("settings/delete", viewer.lang.locale().say("settings-delete"), page).not_indexed())
}

async fn erase(
    visit: Visit,
    hasher: Data<Hasher>,
    erasers: Data<Erasers>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let site = visit.site.clone();
    let outcome = erase_own(&visit, &hasher, erasers, &submitted).await;
    let erased = outcome.is_ok();
    let mut response = visit.answer(outcome, &submitted, page).await?;
    if erased {
        let gone = cookie(&site.config, session_cookie_name(&site.config), String::new(), 0);
        response.add_cookie(&gone).map_err(crate::error::Error::internal)?;
    }
    Ok(response)
}

async fn erase_own(visit: &Visit, hasher: &Hasher, erasers: Data<Erasers>, submitted: &Submitted) -> Result<Done> {
    visit.limit(Limit::SignIn)?;
    let wrong = || FieldError::new("password", "error-password-wrong");
    let mut fields = submitted.fields();
    let password = fields.secret("password");
    fields.finish()?;
    let stored = visit
        .read(|conn, viewer| {
            let member = owner(viewer)?;
            in_person(member)?;
            let hash: Option<String> = accounts::table.find(member.id).select(accounts::password_hash).first(conn)?;
            Ok(hash)
        })
        .await?;
    if !hasher.verify(&password, stored.clone().map(PasswordHash)).await? {
        return Err(wrong().into());
    }
    let home = visit.path("/");
    visit
        .write(move |tx, _, member| {
            in_person(member)?;
            // It may have been changed since it was compared.
            let now: Option<String> =
                accounts::table.find(member.id).select(accounts::password_hash).first(&mut **tx)?;
            if now != stored {
                return Err(wrong().into());
            }
            erase_account(tx, member.id, &erasers)?;
            Ok(Done::changed(member.id.0, home.clone()).telling("flash-account-erased"))
        })
        .await
}

//! `/organisations/new`: asking that an organisation be listed.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::codes::State;
use super::form::{OrganisationForm, Whose};
use super::form_page::OrganisationFields;
use super::organisation::{NewOrganisation, insert_organisation, path};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::organisations;
use crate::db::{AccountId, Conn};
use crate::error::{Error, Result};
use crate::web::{Limit, Page, Submitted};

/// Applications of one member that may wait at a time.
const WAITING: i64 = 3;

#[derive(Serialize, utoipa::ToSchema)]
pub struct JoinPage {
    #[serde(flatten)]
    fields: OrganisationFields,
}

pub async fn form(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<JoinPage>> {
    if viewer.member.is_none() {
        return Err(Error::SignIn);
    }
    let page = JoinPage { fields: OrganisationFields::blank(conn, viewer)? };
    Ok(Page::new("organisations/join", viewer.lang.locale().say("organisation-join-title"), page).not_indexed())
}

pub async fn apply(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = try_apply(&visit, &submitted).await;
    visit.answer(outcome, &submitted, page).await
}

async fn try_apply(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    visit.read(|_, viewer| viewer.member.as_ref().map(|_| ()).ok_or(Error::SignIn)).await?;
    visit.limit(Limit::Posting)?;
    let form = OrganisationForm::parse(submitted, Whose::Applicants, None)?;
    visit
        .write_once(submitted, "organisations", move |tx, viewer, member| {
            if count_waiting(tx, member.id)? >= WAITING {
                return Err(Error::conflict("error-organisations-waiting"));
            }
            let new = NewOrganisation {
                slug: None,
                details: form.details(tx)?,
                versions: form.versions.clone(),
                state: State::Applied,
                why: form.why.clone(),
                applied_by: Some(member.id),
            };
            let id = insert_organisation(tx, &new, Some(member.id))?;
            let slug: String = organisations::table.find(id).select(organisations::slug).first(&mut **tx)?;
            Ok(Done::made(id.0, path(viewer.lang, &slug)).telling("flash-organisation-applied"))
        })
        .await
}

fn count_waiting(conn: &mut Conn, account: AccountId) -> QueryResult<i64> {
    organisations::table
        .filter(organisations::applied_by.eq(account))
        .filter(organisations::state.eq(State::Applied))
        .count()
        .get_result(conn)
}

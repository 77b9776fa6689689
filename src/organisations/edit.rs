//! `/organisations/{slug}/edit`: what a representative changes of their own organisation.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::change::store;
use super::form::{OrganisationForm, Whose};
use super::form_page::OrganisationFields;
use super::organisation::{Organisation, find_by_slug};
use super::page::speaks_for;
use crate::accounts::{Done, Viewer, Visit};
use crate::db::{Conn, OrganisationId};
use crate::error::{Error, Result};
use crate::translations::load_original;
use crate::web::{Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct OrganisationEditPage {
    id: OrganisationId,
    name: String,
    #[serde(flatten)]
    fields: OrganisationFields,
}

type OrganisationAt = Path<(String, String)>;

pub async fn form(visit: Visit, path: OrganisationAt) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, &slug)).await
}

/// One that the viewer speaks for. Who sees it and may not change it is told so.
fn find_own(conn: &mut Conn, viewer: &Viewer, slug: &str) -> Result<Organisation> {
    let organisation = find_by_slug(conn, viewer, slug)?.ok_or(Error::NotFound)?;
    if viewer.member.is_none() {
        return Err(Error::SignIn);
    }
    if speaks_for(conn, viewer, &organisation)? { Ok(organisation) } else { Err(Error::Forbidden("error-forbidden")) }
}

fn page(conn: &mut Conn, viewer: &Viewer, slug: &str) -> Result<Page<OrganisationEditPage>> {
    let organisation = find_own(conn, viewer, slug)?;
    let fields = OrganisationFields::of(conn, viewer, &organisation)?;
    let page = OrganisationEditPage { id: organisation.id, name: fields.name(viewer), fields };
    Ok(Page::new("organisations/edit", viewer.lang.locale().say("organisation-edit-title"), page).not_indexed())
}

pub async fn change(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let outcome = try_change(&visit, &slug, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, &slug)).await
}

async fn try_change(visit: &Visit, slug: &str, submitted: &Submitted) -> Result<Done> {
    let named = slug.to_owned();
    // The original's language never changes; the kind is read again with the change.
    let (kind, original) = visit
        .read(move |conn, viewer| {
            let organisation = find_own(conn, viewer, &named)?;
            Ok((organisation.kind, load_original(conn, organisation.text_id)?.0))
        })
        .await?;
    let form = OrganisationForm::parse(submitted, Whose::Representatives(kind), Some(original))?;
    let slug = slug.to_owned();
    visit
        .write(move |tx, viewer, member| {
            let organisation = find_own(tx, viewer, &slug)?;
            let form = OrganisationForm { kind: organisation.kind, ..form.clone() };
            store(tx, member, &organisation, &form)?;
            Ok(Done::changed(organisation.id.0, organisation.path(viewer.lang)).telling("flash-organisation-changed"))
        })
        .await
}

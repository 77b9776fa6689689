//! `/admin/organisations/{id}`: making and changing an organisation.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{Heading, find_any, hidden, must_administer};
use crate::accounts::{Author, Done, Viewer, Visit, load_authors};
use crate::db::{Conn, OrganisationId, Timestamp};
use crate::error::{FieldError, Result};
use crate::organisations::change::{is_taken, store};
use crate::organisations::codes::State;
use crate::organisations::form::{OrganisationForm, Whose};
use crate::organisations::form_page::OrganisationFields;
use crate::organisations::organisation::{NewOrganisation, insert_organisation};
use crate::translations::load_original;
use crate::web::{Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct AdminOrganisationPage {
    /// None for a new one.
    organisation: Option<Heading>,
    /// Of an organisation that applied: what was written, by whom, and what was decided.
    why: String,
    applicant: Option<Author>,
    decided_at: Option<Timestamp>,
    decision_reason: Option<String>,
    #[serde(flatten)]
    fields: OrganisationFields,
}

type OrganisationAt = Path<(String, OrganisationId)>;

pub async fn new(visit: Visit) -> Result<HttpResponse> {
    visit.page(new_page).await
}

pub async fn edit(visit: Visit, path: OrganisationAt) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| edit_page(conn, viewer, id)).await
}

fn new_page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<AdminOrganisationPage>> {
    must_administer(viewer)?;
    let page = AdminOrganisationPage {
        organisation: None,
        why: String::new(),
        applicant: None,
        decided_at: None,
        decision_reason: None,
        fields: OrganisationFields::blank(conn, viewer)?,
    };
    let title = viewer.lang.locale().say("admin-organisation-new-title");
    Ok(Page::new("organisations/admin_organisation", title, page).not_indexed())
}

pub(super) fn edit_page(conn: &mut Conn, viewer: &Viewer, id: OrganisationId) -> Result<Page<AdminOrganisationPage>> {
    let organisation = find_any(conn, viewer, id)?;
    let applicant = match organisation.applied_by {
        Some(by) => load_authors(conn, &[by], viewer.now)?.remove(&by),
        None => None,
    };
    let heading = Heading::of(conn, viewer, &organisation)?;
    let title = heading.name.clone();
    let page = AdminOrganisationPage {
        organisation: Some(heading),
        fields: OrganisationFields::of(conn, viewer, &organisation)?,
        why: organisation.why,
        applicant,
        decided_at: organisation.decided_at,
        decision_reason: organisation.decision_reason,
    };
    Ok(Page::new("organisations/admin_organisation", title, page).not_indexed())
}

pub(super) fn path_of(viewer: &Viewer, id: OrganisationId) -> String {
    format!("/{}/admin/organisations/{id}", viewer.lang)
}

pub async fn create(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = try_create(&visit, &submitted).await;
    visit.answer(hidden(outcome), &submitted, new_page).await
}

async fn try_create(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    // Whoever may not make one learns nothing of the form's rules.
    visit.read(|_, viewer| must_administer(viewer)).await?;
    let form = OrganisationForm::parse(submitted, Whose::Administrators, None)?;
    visit
        .write_once(submitted, "admin-organisations", move |tx, viewer, member| {
            must_administer(viewer)?;
            if let Some(slug) = &form.slug
                && is_taken(tx, slug)?
            {
                return Err(FieldError::new("slug", "error-slug-taken").into());
            }
            let new = NewOrganisation {
                slug: form.slug.clone(),
                details: form.details(tx)?,
                versions: form.versions.clone(),
                state: State::Listed,
                why: String::new(),
                applied_by: None,
            };
            let id = insert_organisation(tx, &new, Some(member.id))?;
            Ok(Done::made(id.0, path_of(viewer, id)).telling("flash-organisation-created"))
        })
        .await
}

pub async fn change(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_change(&visit, id, &submitted).await;
    visit.answer(hidden(outcome), &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

async fn try_change(visit: &Visit, id: OrganisationId, submitted: &Submitted) -> Result<Done> {
    // The original's language never changes: it can be read ahead.
    let original = visit
        .read(move |conn, viewer| {
            let text = find_any(conn, viewer, id)?.text_id;
            Ok(load_original(conn, text)?.0)
        })
        .await?;
    let form = OrganisationForm::parse(submitted, Whose::Administrators, Some(original))?;
    visit
        .write(move |tx, viewer, member| {
            let organisation = find_any(tx, viewer, id)?;
            store(tx, member, &organisation, &form)?;
            Ok(Done::changed(id.0, path_of(viewer, id)).telling("flash-organisation-changed"))
        })
        .await
}

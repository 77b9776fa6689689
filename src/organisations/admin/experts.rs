//! `/admin/organisations/{id}/experts`: who answers for it, in which areas and languages.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::{Heading, find_any, find_member, hidden};
use crate::accounts::{Author, Done, Viewer, Visit, load_authors, parse_day};
use crate::areas::{Area, list_areas};
use crate::db::schema::accreditations;
use crate::db::{AccountId, AccreditationId, Conn, OrganisationId, Timestamp};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::accreditation::load_scopes;
use crate::organisations::form::find_areas;
use crate::organisations::membership::{Scope, accredit, end_accreditation};
use crate::organisations::people::area_names;
use crate::organisations::span::span_of;
use crate::web::{Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct AdminExpertsPage {
    organisation: Heading,
    /// In force, or to come.
    experts: Vec<Expert>,
    ended: Vec<Expert>,
    areas: Vec<Area>,
    languages: Vec<ContentLanguage>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Expert {
    id: AccreditationId,
    person: Author,
    /// The expert's own choice.
    shows_name: bool,
    /// Names in the reader's language.
    areas: Vec<String>,
    languages: Vec<ContentLanguage>,
    from_at: Timestamp,
    until_at: Option<Timestamp>,
}

type OrganisationAt = Path<(String, OrganisationId)>;

pub async fn show(visit: Visit, path: OrganisationAt) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: OrganisationId) -> Result<Page<AdminExpertsPage>> {
    let organisation = find_any(conn, viewer, id)?;
    let heading = Heading::of(conn, viewer, &organisation)?;
    let all_areas = list_areas(conn, viewer)?;
    type Row = (AccreditationId, AccountId, bool, Timestamp, Option<Timestamp>);
    let rows: Vec<Row> = accreditations::table
        .filter(accreditations::organisation_id.eq(id))
        .order(accreditations::id)
        .select((
            accreditations::id,
            accreditations::account_id,
            accreditations::shows_name,
            accreditations::from_at,
            accreditations::until_at,
        ))
        .load(conn)?;
    let known = load_authors(conn, &rows.iter().map(|row| row.1).collect::<Vec<_>>(), viewer.now)?;
    let (areas, languages) = load_scopes(conn, &rows.iter().map(|row| row.0).collect::<Vec<_>>())?;
    let line = |(id, account, shows_name, from_at, until_at): Row| {
        let person = known.get(&account)?.clone();
        let areas = area_names(&all_areas, areas.get(&id).map_or(&[], Vec::as_slice));
        let languages = languages.get(&id).cloned().unwrap_or_default();
        Some(Expert { id, person, shows_name, areas, languages, from_at, until_at })
    };
    let open = |one: &Expert| one.until_at.is_none_or(|until| until > viewer.now);
    let (experts, ended) = rows.into_iter().filter_map(line).partition(open);
    let title = heading.name.clone();
    let languages = ContentLanguage::all().collect();
    let page = AdminExpertsPage { organisation: heading, experts, ended, areas: all_areas, languages };
    Ok(Page::new("organisations/admin_experts", title, page).not_indexed())
}

pub async fn give(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_give(&visit, id, &submitted).await;
    visit.answer(hidden(outcome), &submitted, move |conn, viewer| page(conn, viewer, id)).await
}

async fn try_give(visit: &Visit, id: OrganisationId, submitted: &Submitted) -> Result<Done> {
    visit.read(move |conn, viewer| find_any(conn, viewer, id).map(drop)).await?;
    let mut fields = submitted.fields();
    let name = fields.line("member", 1, 60);
    let areas: Vec<String> = submitted.all("areas").iter().filter(|slug| !slug.is_empty()).cloned().collect();
    if areas.is_empty() {
        fields.wrong("areas", "error-choose-areas");
    }
    let codes: Vec<&'static str> = ContentLanguage::all().map(ContentLanguage::code).collect();
    let chosen = fields.choices("languages", &codes).unwrap_or_default();
    let languages: Vec<ContentLanguage> =
        ContentLanguage::all().filter(|language| chosen.iter().any(|code| code == language.code())).collect();
    if languages.is_empty() {
        fields.wrong("languages", "error-choose-languages");
    }
    let (from, until) = (parse_day(&mut fields, "from"), parse_day(&mut fields, "until"));
    fields.finish()?;
    visit
        .write_once(submitted, "accreditations", move |tx, viewer, member| {
            find_any(tx, viewer, id)?;
            let account = find_member(tx, &name)?.ok_or(FieldError::new("member", "error-no-member"))?;
            let span = span_of(tx.now(), member.zone, from, until)?;
            let scope = Scope { areas: find_areas(tx, &areas)?, languages: languages.clone() };
            let made = accredit(tx, id, account, &scope, span, member.id)?;
            let url = format!("/{}/admin/organisations/{id}/experts", viewer.lang);
            Ok(Done::made(made.0, url).telling("flash-accreditation-given"))
        })
        .await
}

pub async fn end(
    visit: Visit,
    path: Path<(String, OrganisationId, AccreditationId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id, accreditation) = path.into_inner();
    let outcome = visit
        .write(move |tx, viewer, member| {
            find_any(tx, viewer, id)?;
            let of_it: i64 = accreditations::table
                .filter(accreditations::id.eq(accreditation))
                .filter(accreditations::organisation_id.eq(id))
                .count()
                .get_result(&mut **tx)?;
            if of_it == 0 {
                return Err(Error::NotFound);
            }
            end_accreditation(tx, accreditation, Some(member.id))?;
            let url = format!("/{}/admin/organisations/{id}/experts", viewer.lang);
            Ok(Done::changed(accreditation.0, url).telling("flash-accreditation-ended"))
        })
        .await;
    visit.answer_plainly(hidden(outcome), &submitted)
}

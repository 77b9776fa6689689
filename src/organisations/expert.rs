//! `/settings/expert`: what an expert decides for themselves: whether their name is shown, and when they are away.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::absence::{NewAbsence, list_colleagues, remove_absence, set_absence};
use super::accreditation::{list_accreditations, load_badges};
use super::membership::show_name;
use super::people::area_names;
use super::span::span_of;
use crate::accounts::{Author, Done, Viewer, Visit, load_authors, parse_day};
use crate::areas::list_areas;
use crate::db::schema::absences;
use crate::db::{AbsenceId, AccountId, AccreditationId, Conn, Timestamp};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::web::{Endpoint, Page, Submitted, delete, get, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/expert", show).page::<ExpertSettingsPage>("ExpertSettingsPage"),
        post("/{lang}/settings/expert/{accreditation}/name", reveal).takes(&[]),
        delete("/{lang}/settings/expert/{accreditation}/name", conceal).takes(&[]),
        post("/{lang}/settings/expert/absences", leave).takes(&["from?", "until", "stand_in?"]),
        delete("/{lang}/settings/expert/absences/{id}", stay).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct ExpertSettingsPage {
    accreditations: Vec<OwnAccreditation>,
    /// Present and planned.
    absences: Vec<OwnAbsence>,
    /// Who can stand in: experts of the same organisations see each other.
    colleagues: Vec<Author>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct OwnAccreditation {
    id: AccreditationId,
    /// The organisation's name, its language and its page.
    organisation: String,
    language: ContentLanguage,
    url: Option<String>,
    areas: Vec<String>,
    languages: Vec<ContentLanguage>,
    shows_name: bool,
    until_at: Option<Timestamp>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct OwnAbsence {
    id: AbsenceId,
    from_at: Timestamp,
    until_at: Timestamp,
    stand_in: Option<Author>,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<ExpertSettingsPage>> {
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    let areas = list_areas(conn, viewer)?;
    let own = list_accreditations(conn, &[member.id], viewer.now)?;
    let ids: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let mut badges = load_badges(conn, viewer, &ids)?;
    let accreditation = |one: super::Accreditation| {
        let badge = badges.remove(&one.id)?;
        Some(OwnAccreditation {
            id: one.id,
            organisation: badge.organisation,
            language: badge.language,
            url: badge.url,
            areas: area_names(&areas, &one.areas),
            languages: one.languages,
            shows_name: one.shows_name,
            until_at: one.until,
        })
    };
    let accreditations = own.into_iter().filter_map(accreditation).collect();
    type Row = (AbsenceId, Timestamp, Timestamp, Option<AccountId>);
    let rows: Vec<Row> = absences::table
        .filter(absences::account_id.eq(member.id))
        .filter(absences::until_at.gt(viewer.now))
        .order((absences::from_at, absences::id))
        .select((absences::id, absences::from_at, absences::until_at, absences::stand_in_id))
        .load(conn)?;
    let colleagues = list_colleagues(conn, member.id, viewer.now)?;
    let mut named = colleagues.clone();
    named.extend(rows.iter().filter_map(|row| row.3));
    let known = load_authors(conn, &named, viewer.now)?;
    let absence = |(id, from_at, until_at, stand_in): Row| {
        let stand_in = stand_in.and_then(|account| known.get(&account).cloned());
        OwnAbsence { id, from_at, until_at, stand_in }
    };
    let page = ExpertSettingsPage {
        accreditations,
        absences: rows.into_iter().map(absence).collect(),
        colleagues: colleagues.iter().filter_map(|account| known.get(account).cloned()).collect(),
    };
    let title = viewer.lang.locale().say("expert-settings-title");
    Ok(Page::new("organisations/expert", title, page).not_indexed())
}

type AccreditationAt = Path<(String, AccreditationId)>;

async fn reveal(visit: Visit, path: AccreditationAt, submitted: Submitted) -> Result<HttpResponse> {
    change_name(visit, path.into_inner().1, submitted, true).await
}

async fn conceal(visit: Visit, path: AccreditationAt, submitted: Submitted) -> Result<HttpResponse> {
    change_name(visit, path.into_inner().1, submitted, false).await
}

async fn change_name(visit: Visit, id: AccreditationId, submitted: Submitted, shown: bool) -> Result<HttpResponse> {
    let url = visit.path("/settings/expert");
    let flash = if shown { "flash-name-shown" } else { "flash-name-hidden" };
    let outcome = visit
        .write(move |tx, _, member| {
            show_name(tx, id, member.id, shown)?;
            Ok(Done::changed(id.0, url.clone()).telling(flash))
        })
        .await;
    visit.answer_plainly(outcome, &submitted)
}

async fn leave(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = try_leave(&visit, &submitted).await;
    visit.answer(outcome, &submitted, page).await
}

async fn try_leave(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let (from, until) = (parse_day(&mut fields, "from"), parse_day(&mut fields, "until"));
    if submitted.text("until").is_empty() {
        fields.wrong("until", "error-empty");
    }
    let stand_in = fields.number("stand_in").map(AccountId);
    fields.finish()?;
    let url = visit.path("/settings/expert");
    visit
        .write_once(submitted, "absences", move |tx, _, member| {
            let now = tx.now();
            if list_accreditations(tx, &[member.id], now)?.is_empty() {
                return Err(Error::Forbidden("error-no-expert"));
            }
            let span = span_of(now, member.zone, from, until)?;
            let until = span.until.ok_or(FieldError::new("until", "error-empty"))?;
            let id = set_absence(tx, member.id, NewAbsence { from: span.from, until, stand_in })?;
            Ok(Done::made(id.0, url.clone()).telling("flash-absence-set"))
        })
        .await
}

async fn stay(visit: Visit, path: Path<(String, AbsenceId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let url = visit.path("/settings/expert");
    let outcome = visit
        .write(move |tx, _, member| {
            remove_absence(tx, member.id, id)?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-absence-removed"))
        })
        .await;
    visit.answer_plainly(outcome, &submitted)
}

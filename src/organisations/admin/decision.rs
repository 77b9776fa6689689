//! Deciding on an application; taking an organisation out of the directory, and back into it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::organisation::{edit_page, path_of};
use super::{find_any, hidden, must_administer};
use crate::accounts::{Done, Span, Visit, parse_day};
use crate::db::schema::organisations;
use crate::db::{AccountId, OrganisationId, Tx};
use crate::error::{Error, Result};
use crate::organisations::codes::{MemberRole, State};
use crate::organisations::membership::{end_all, give_membership};
use crate::organisations::organisation::{Organisation, record};
use crate::organisations::span::span_of;
use crate::web::Submitted;

type OrganisationAt = Path<(String, OrganisationId)>;

pub async fn decide(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_decide(&visit, id, &submitted).await;
    visit.answer(hidden(outcome), &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

async fn try_decide(visit: &Visit, id: OrganisationId, submitted: &Submitted) -> Result<Done> {
    visit.read(|_, viewer| must_administer(viewer)).await?;
    let mut fields = submitted.fields();
    let decision = |code: &str| State::from_code(code).filter(|to| matches!(to, State::Listed | State::Declined));
    let to = fields.choice("decision", decision, State::Listed);
    // Whoever is declined learns why.
    let reason = fields.text("reason", if to == State::Declined { 10 } else { 0 }, 1_000);
    // The last day of the mandate that whoever applied is given.
    let until = parse_day(&mut fields, "until").filter(|_| to == State::Listed);
    fields.finish()?;
    visit
        .write(move |tx, viewer, member| {
            let mandate = span_of(tx.now(), member.zone, None, until)?;
            let organisation = find_any(tx, viewer, id)?;
            // One that was declined can be thought over.
            let again = to == State::Listed && organisation.state == State::Declined;
            let from = if again { State::Declined } else { State::Applied };
            move_to(tx, id, from, to, &reason, member.id)?;
            let kind = if to == State::Listed { "organisation.listed" } else { "organisation.declined" };
            record(tx, kind, Some(member.id), id, serde_json::json!({ "application": true }));
            if to == State::Listed {
                welcome(tx, &organisation, mandate, member.id)?;
            }
            let flash = if to == State::Listed { "flash-organisation-listed" } else { "flash-organisation-declined" };
            Ok(Done::changed(id.0, path_of(viewer, id)).telling(flash))
        })
        .await
}

/// Who applied speaks for the organisation from now on.
fn welcome(tx: &mut Tx, organisation: &Organisation, mandate: Span, by: AccountId) -> Result<()> {
    let Some(applicant) = organisation.applied_by else { return Ok(()) };
    give_membership(tx, organisation.id, applicant, MemberRole::Representative, mandate, by).map(drop)
}

/// Changes the state once: of two who decide at one moment, the second is told.
fn move_to(tx: &mut Tx, id: OrganisationId, from: State, to: State, reason: &str, by: AccountId) -> Result<()> {
    let now = tx.now();
    let standing = organisations::table.filter(organisations::id.eq(id)).filter(organisations::state.eq(from));
    let moved = diesel::update(standing)
        .set((
            organisations::state.eq(to),
            organisations::decided_by.eq(by),
            organisations::decided_at.eq(now),
            organisations::decision_reason.eq(Some(reason).filter(|reason| !reason.is_empty())),
            organisations::updated_at.eq(now),
        ))
        .execute(&mut **tx)?;
    if moved == 0 { Err(Error::conflict("error-organisation-decided")) } else { Ok(()) }
}

pub async fn withdraw(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_withdraw(&visit, id, &submitted).await;
    visit.answer(hidden(outcome), &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

async fn try_withdraw(visit: &Visit, id: OrganisationId, submitted: &Submitted) -> Result<Done> {
    visit.read(|_, viewer| must_administer(viewer)).await?;
    let mut fields = submitted.fields();
    let reason = fields.text("reason", 10, 1_000);
    fields.finish()?;
    visit
        .write(move |tx, viewer, member| {
            find_any(tx, viewer, id)?;
            move_to(tx, id, State::Listed, State::Withdrawn, &reason, member.id)?;
            end_all(tx, id, member.id)?;
            record(tx, "organisation.withdrawn", Some(member.id), id, serde_json::json!({}));
            Ok(Done::changed(id.0, path_of(viewer, id)).telling("flash-organisation-withdrawn"))
        })
        .await
}

pub async fn list_again(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit
        .write(move |tx, viewer, member| {
            find_any(tx, viewer, id)?;
            move_to(tx, id, State::Withdrawn, State::Listed, "", member.id)?;
            record(tx, "organisation.listed", Some(member.id), id, serde_json::json!({}));
            Ok(Done::changed(id.0, path_of(viewer, id)).telling("flash-organisation-listed"))
        })
        .await;
    visit.answer_plainly(hidden(outcome), &submitted)
}

//! Whom a question concerns: the expert who has it, those who could take it, the body that answered it, coordinators.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::accounts::Role;
use crate::db::schema::{accreditations, grants};
use crate::db::{AccountId, AccreditationId, AreaId, Conn, OrganisationId, QuestionId, Timestamp};
use crate::error::Result;
use crate::organisations::{away, list_accreditations, list_accreditations_of};
use crate::questions::answer::find_answer;
use crate::questions::desk::{find_awaited, find_pending, list_verifiers};
use crate::questions::question::Question;
use crate::questions::route::{list_free, reader_of};

/// The expert who has a question or is asked to take it, as long as they may read it.
pub fn holder(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<Option<AccountId>> {
    let Some(id) = question.accreditation_id else { return Ok(None) };
    let account: AccountId = accreditations::table.find(id).select(accreditations::account_id).first(conn)?;
    Ok(reader_of(conn, account, question, now)?.map(|_| account))
}

/// The experts who could take a question that nobody has, without those who have declined it: those who came since.
fn takers(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<Vec<AccountId>> {
    Ok(list_free(conn, question, now)?.into_iter().map(|expert| expert.account).collect())
}

/// The experts who could verify what waits for a second one.
pub fn checkers(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<Vec<AccountId>> {
    let Some(awaited) = find_awaited(conn, question.id)? else { return Ok(Vec::new()) };
    Ok(list_verifiers(conn, question, awaited.author, now)?.into_iter().collect())
}

/// Who has written the answer that a second expert has decided on.
pub fn author(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<AccountId>> {
    let pending = find_pending(conn, question)?.map(|pending| pending.accreditation_id);
    let by = match pending {
        Some(by) => Some(by),
        None => find_answer(conn, question)?.map(|answer| answer.accreditation_id),
    };
    by.map(|by| accreditations::table.find(by).select(accreditations::account_id).first(conn)).transpose()
}

/// Those who work at a question: who has it, or, as long as nobody has, all who could.
pub fn workers(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<Vec<AccountId>> {
    if question.accreditation_id.is_none() {
        return takers(conn, question, now);
    }
    Ok(holder(conn, question, now)?.into_iter().collect())
}

/// Those who keep answers right that were given under these accreditations: who gave them, and while they are away their
/// stand-in; or, where they answer no more, all who answer for the same body. A fixed number of queries for each body that
/// has lost its expert, and for the rest.
pub fn keepers(conn: &mut Conn, ids: &[AccreditationId], now: Timestamp) -> Result<Vec<AccountId>> {
    let given: Vec<(AccreditationId, AccountId, OrganisationId)> = accreditations::table
        .filter(accreditations::id.eq_any(ids))
        .order(accreditations::id)
        .select((accreditations::id, accreditations::account_id, accreditations::organisation_id))
        .load(conn)?;
    let accounts: Vec<AccountId> = given.iter().map(|one| one.1).collect();
    let in_force: HashSet<(AccountId, OrganisationId)> = list_accreditations(conn, &accounts, now)?
        .into_iter()
        .map(|accreditation| (accreditation.account, accreditation.organisation))
        .collect();
    let mut keepers: Vec<AccountId> = Vec::new();
    let mut left: Vec<OrganisationId> = Vec::new();
    for (_, account, organisation) in given {
        if in_force.contains(&(account, organisation)) {
            keepers.push(account);
        } else {
            left.push(organisation);
        }
    }
    keepers.extend(away(conn, &keepers, now)?.into_values().flatten());
    left.sort_unstable();
    left.dedup();
    for organisation in left {
        keepers.extend(list_accreditations_of(conn, organisation, now)?.into_iter().map(|expert| expert.account));
    }
    keepers.sort_unstable();
    keepers.dedup();
    Ok(keepers)
}

/// Those who coordinate an area: with the role for it, or for all.
pub fn coordinators(conn: &mut Conn, area: AreaId, now: Timestamp) -> QueryResult<Vec<AccountId>> {
    let of_area = grants::scope_kind.eq("area").and(grants::scope_id.eq(area.0));
    grants::table
        .filter(grants::role.eq(Role::Coordinator))
        .filter(grants::scope_kind.is_null().or(of_area))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .order(grants::account_id)
        .select(grants::account_id)
        .distinct()
        .load(conn)
}

//! Who keeps an answer right when the expert who has its question does not: another expert of the body that answered takes
//! the question over, reads it from then on, and may write the answer anew.

use diesel::prelude::*;

use super::answer::{Answer, answered_for, find_answer};
use super::question::{Question, State, published};
use super::route::{RouteState, fits, set_route};
use crate::db::schema::{accreditations, questions};
use crate::db::{AccountId, Conn, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::organisations::{Accreditation, away, list_accreditations};

/// Whether there is an answer that can still be changed: to a question that is not over, or one that everybody reads.
pub fn is_kept(question: &Question, answered: bool) -> bool {
    match question.state {
        State::Answered | State::Reviewing => answered,
        State::Closed | State::Duplicate => answered && published(question),
        _ => false,
    }
}

/// The accreditation by which an account may take over an answered question: for the body whose answer it is, while that
/// is stale, or while whoever has the question is away or answers no more. `None` for who has it already.
pub fn successor_of(
    conn: &mut Conn,
    account: AccountId,
    question: &Question,
    now: Timestamp,
) -> Result<Option<Accreditation>> {
    let answer = find_answer(conn, question.id)?;
    let Some(answer) = answer.filter(|_| is_kept(question, true)) else { return Ok(None) };
    let body = answered_for(conn, question.id)?;
    let own = list_accreditations(conn, &[account], now)?;
    if own.iter().any(|one| Some(one.id) == question.accreditation_id) {
        return Ok(None);
    }
    let by = own.into_iter().find(|one| Some(one.organisation) == body && fits(one, question));
    let Some(by) = by else { return Ok(None) };
    let needed = needs_another(conn, question, &answer, now)?;
    Ok(Some(by).filter(|_| needed))
}

fn needs_another(conn: &mut Conn, question: &Question, answer: &Answer, now: Timestamp) -> Result<bool> {
    let Some(holder) = question.accreditation_id.filter(|_| !answer.is_stale(now)) else { return Ok(true) };
    let account: AccountId = accreditations::table.find(holder).select(accreditations::account_id).first(conn)?;
    let in_force = list_accreditations(conn, &[account], now)?.iter().any(|one| one.id == holder);
    Ok(!in_force || away(conn, &[account], now)?.contains_key(&account))
}

/// Takes an answered question over; its state stays. Of two at once one has it.
pub fn take_over(tx: &mut Tx, question: &Question, by: &Accreditation) -> Result<()> {
    let as_read = questions::table.find(question.id).filter(questions::state.eq(question.state));
    let taking = questions::accreditation_id.eq(by.id);
    let taken = match question.accreditation_id {
        Some(had) => {
            diesel::update(as_read.filter(questions::accreditation_id.eq(had))).set(taking).execute(&mut **tx)?
        }
        None => diesel::update(as_read.filter(questions::accreditation_id.is_null())).set(taking).execute(&mut **tx)?,
    };
    if taken == 0 {
        return Err(Error::conflict("error-question-taken"));
    }
    set_route(tx, question.id, by.id, RouteState::Accepted)?;
    question.record(tx, "question.taken_over", Some(by.account));
    Ok(())
}

//! The way from one question to the next: the expert's own that wait for them, in the order of the queue.

use diesel::prelude::*;

use crate::accounts::{Done, Viewer};
use crate::db::schema::questions;
use crate::db::{AccountId, AccreditationId, Conn, QuestionId, Timestamp, Tx};
use crate::error::Result;
use crate::organisations::list_accreditations;
use crate::questions::question::{Question, State};
use crate::questions::route::OPEN;

/// The questions before and after one.
#[derive(Debug, Default, Clone, Copy)]
pub struct Neighbours {
    pub previous: Option<QuestionId>,
    pub next: Option<QuestionId>,
}

pub fn neighbours(conn: &mut Conn, account: AccountId, id: QuestionId, now: Timestamp) -> Result<Neighbours> {
    let waiting = list_waiting(conn, account, now)?;
    Ok(match waiting.iter().position(|one| *one == id) {
        Some(at) => Neighbours {
            previous: at.checked_sub(1).and_then(|at| waiting.get(at).copied()),
            next: waiting.get(at + 1).copied(),
        },
        None => Neighbours { previous: None, next: waiting.first().copied() },
    })
}

/// An expert's open questions that do not wait for their askers.
fn list_waiting(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<Vec<QuestionId>> {
    let own = list_accreditations(conn, &[account], now)?;
    let mine: Vec<Option<AccreditationId>> = own.iter().map(|one| Some(one.id)).collect();
    let theirs = OPEN.into_iter().filter(|state| *state != State::NeedsDetail);
    Ok(questions::table
        .filter(questions::accreditation_id.eq_any(mine))
        .filter(questions::state.eq_any(theirs.collect::<Vec<_>>()))
        .order((questions::urgent.desc(), questions::due_at, questions::id))
        .limit(100)
        .select(questions::id)
        .load(conn)?)
}

/// After an answer: to the next question that waits, or to the queue. A question that is still to be let through stays
/// before its expert's eyes.
pub fn lead_on(tx: &mut Tx, viewer: &Viewer, question: &Question, by: AccountId, shown: bool) -> Result<Done> {
    let id = question.id;
    let lang = viewer.lang;
    if shown && question.is_held() {
        return Ok(Done::changed(id.0, format!("/{lang}/queue/{id}")).telling("flash-question-answered"));
    }
    let next = list_waiting(tx, by, viewer.now)?.into_iter().find(|one| *one != id);
    let flash = match (shown, next) {
        (true, Some(_)) => "flash-answered-next",
        (true, None) => "flash-question-answered",
        (false, _) => "flash-answer-kept-back",
    };
    let url = next.map_or_else(|| format!("/{lang}/queue"), |next| format!("/{lang}/queue/{next}"));
    Ok(Done::changed(id.0, url).telling(flash))
}

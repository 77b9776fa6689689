//! Reminders: that an answer is due on the next working day, that it is overdue, that an answer is past the day by which
//! it was to be checked. Each is recorded once for a term, however often and on however many nodes the sweep runs.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::letter::{Reason, await_letter};
use super::rules::end_of_term;
use super::verdict;
use crate::db::schema::{answers, question_reminders, questions};
use crate::db::{QuestionId, Timestamp, Tx};
use crate::error::Result;
use crate::questions::question::{Question, State};

/// Reminders of one kind that one sweep records at most.
const BATCH: i64 = 100;
/// States in which it is the expert's turn.
const AT_WORK: [State; 3] = [State::Received, State::WithExpert, State::Reviewing];

crate::text_codes! {
    /// Of what somebody is reminded.
    Reminder { DueSoon = "due_soon", Overdue = "overdue", Check = "check" }
}

impl Reminder {
    /// As the log calls it.
    fn activity(self) -> &'static str {
        match self {
            Self::DueSoon => "question.due_soon",
            Self::Overdue => "question.overdue",
            Self::Check => "answer.due",
        }
    }
}

type Due = (Question, Timestamp);

/// Records what has come due since the last sweep.
pub fn remind(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    let soon = list_terms(tx, Reminder::DueSoon, now, end_of_term(now, 1))?;
    record_all(tx, Reminder::DueSoon, soon)?;
    let overdue = list_terms(tx, Reminder::Overdue, Timestamp::new(chrono::DateTime::UNIX_EPOCH.naive_utc()), now)?;
    record_all(tx, Reminder::Overdue, overdue)?;
    let unchecked = list_unchecked(tx, now)?;
    record_all(tx, Reminder::Check, unchecked)?;
    for question in verdict::list_unasked(tx, BATCH)? {
        await_letter(tx, question, Reason::Helped)?;
    }
    Ok(())
}

/// Questions that are due after one moment and until another, and of which nobody was reminded.
fn list_terms(tx: &mut Tx, kind: Reminder, after: Timestamp, until: Timestamp) -> QueryResult<Vec<Due>> {
    let reminded = question_reminders::table
        .filter(question_reminders::question_id.eq(questions::id))
        .filter(question_reminders::kind.eq(kind))
        .filter(question_reminders::due_at.nullable().eq(questions::due_at));
    questions::table
        .filter(questions::state.eq_any(AT_WORK))
        .filter(questions::due_at.gt(after).and(questions::due_at.le(until)))
        .filter(not(exists(reminded)))
        .order((questions::due_at, questions::id))
        .limit(BATCH)
        .select((Question::as_select(), questions::due_at.assume_not_null()))
        .load(&mut **tx)
}

/// Questions whose answer is past its day.
fn list_unchecked(tx: &mut Tx, now: Timestamp) -> QueryResult<Vec<Due>> {
    let reminded = question_reminders::table
        .filter(question_reminders::question_id.eq(questions::id))
        .filter(question_reminders::kind.eq(Reminder::Check))
        .filter(question_reminders::due_at.eq(answers::check_by));
    questions::table
        .inner_join(answers::table)
        .filter(answers::check_by.lt(now))
        .filter(questions::state.ne(State::Withdrawn))
        .filter(not(exists(reminded)))
        .order((answers::check_by, answers::id))
        .limit(BATCH)
        .select((Question::as_select(), answers::check_by))
        .load(&mut **tx)
}

fn record_all(tx: &mut Tx, kind: Reminder, due: Vec<Due>) -> QueryResult<()> {
    for (question, at) in due {
        if is_first(tx, question.id, kind, at)? {
            question.record(tx, kind.activity(), None);
        }
    }
    Ok(())
}

/// Of several nodes that sweep at once one records it.
fn is_first(tx: &mut Tx, id: QuestionId, kind: Reminder, due: Timestamp) -> QueryResult<bool> {
    let row =
        (question_reminders::question_id.eq(id), question_reminders::kind.eq(kind), question_reminders::due_at.eq(due));
    let made = crate::on_both!(tx, c => diesel::insert_into(question_reminders::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(made == 1)
}

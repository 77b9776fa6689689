//! Reminders: that an answer is due on the next working day, that it is overdue, that an answer is past the day by which
//! it was to be checked. Each is recorded once for a term, however often and on however many nodes the sweep runs.

use std::collections::HashSet;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::letter::{Reason, await_letter};
use super::rules::end_of_term;
use super::verdict;
use crate::db::schema::{absences, accreditations, answers, question_reminders, questions};
use crate::db::{AccountId, AccreditationId, AreaId, OrganisationId, QuestionId, Timestamp, Tx};
use crate::error::Result;
use crate::organisations::{Accreditation, away, list_all_experts};
use crate::questions::desk::forget_pending;
use crate::questions::question::{Question, State, set_state};
use crate::questions::route::{OPEN, fits, list_free, list_given_away, place, route, route_to};

/// Reminders of one kind that one sweep records at most.
const BATCH: i64 = 100;
/// Those of them that one sweep gives away at most.
const PLACED: usize = 100;
/// Questions without an expert of which one sweep sees whether somebody has come for them.
const WAITING: i64 = 1000;
/// Working days before a question is due, from which on a stand-in has it.
const RELIEVED: u32 = 3;
/// States in which it is the expert's turn.
pub const AT_WORK: [State; 3] = [State::Received, State::WithExpert, State::Reviewing];

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

/// Records what has come due since the last sweep; before that, questions of experts who answer no more are given to
/// others, those of absent ones that are due soon to their stand-ins or colleagues, and what nobody has to those who came
/// since.
pub fn remind(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    replace_left(tx)?;
    relieve_absent(tx)?;
    place_waiting(tx)?;
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

/// Open questions whose expert's accreditation has ended go to another, or to nobody. What was answered stays theirs.
fn replace_left(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    let in_force: Vec<Option<AccreditationId>> =
        list_all_experts(tx, now)?.into_iter().map(|expert| Some(expert.id)).collect();
    let left: Vec<Question> = questions::table
        .filter(questions::state.eq_any(OPEN))
        .filter(questions::accreditation_id.is_not_null().and(questions::accreditation_id.ne_all(in_force)))
        .order(questions::id)
        .limit(BATCH)
        .select(Question::as_select())
        .load(&mut **tx)?;
    for question in left {
        // In their name nothing is shown any more: as at a hand-over.
        forget_pending(tx, question.id)?;
        let given = route(tx, &question)?;
        // Nobody is at work with it any more; what has been asked for or answered stands, as long as somebody has it.
        if question.state == State::WithExpert || given.is_none() {
            set_state(tx, &question, State::Received, "")?;
        }
    }
    Ok(())
}

/// What an absent expert has and is due soon goes to their stand-in, else to a colleague, else, unless an answer of theirs
/// stands, to another body, so that nothing is overdue meanwhile. Never to who has declined it.
fn relieve_absent(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    let absent = absences::table
        .filter(absences::account_id.eq(accreditations::account_id))
        .filter(absences::from_at.le(now).and(absences::until_at.gt(now)));
    let theirs: Vec<(Question, AccountId, OrganisationId)> = questions::table
        .inner_join(accreditations::table)
        .filter(questions::state.eq_any(AT_WORK))
        .filter(questions::due_at.le(end_of_term(now, RELIEVED)))
        .filter(exists(absent))
        .order((questions::due_at, questions::id))
        .limit(BATCH)
        .select((Question::as_select(), accreditations::account_id, accreditations::organisation_id))
        .load(&mut **tx)?;
    let accounts: Vec<AccountId> = theirs.iter().map(|one| one.1).collect();
    let stand_ins = away(tx, &accounts, now)?;
    for (question, account, organisation) in theirs {
        let stand_in = stand_ins.get(&account).copied().flatten();
        let free = list_free(tx, &question, now)?;
        let by = free.into_iter().find(|one| Some(one.account) == stand_in && one.organisation == organisation);
        if let Some(by) = by {
            route_to(tx, &question, by.id)?;
            continue;
        }
        if place(tx, &question, Some(organisation))?.is_some() || question.state == State::Reviewing {
            continue;
        }
        // Another body begins anew.
        if place(tx, &question, None)?.is_some() && question.state == State::WithExpert {
            forget_pending(tx, question.id)?;
            set_state(tx, &question, State::Received, "")?;
        }
    }
    Ok(())
}

/// What nobody has goes to an expert who has come, or come back, since it was asked.
fn place_waiting(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    let experts = list_all_experts(tx, now)?;
    let accounts: Vec<AccountId> = experts.iter().map(|expert| expert.account).collect();
    let absent = away(tx, &accounts, now)?;
    // In place of who is away there may be a stand-in.
    let there: Vec<&Accreditation> =
        experts.iter().filter(|expert| absent.get(&expert.account).is_none_or(Option::is_some)).collect();
    let areas: Vec<AreaId> = there.iter().flat_map(|expert| expert.areas.iter().copied()).collect();
    let waiting: Vec<Question> = questions::table
        .filter(questions::state.eq(State::Received).and(questions::accreditation_id.is_null()))
        .filter(questions::area_id.eq_any(areas))
        .order((questions::due_at, questions::id))
        .limit(WAITING)
        .select(Question::as_select())
        .load(&mut **tx)?;
    let ids: Vec<QuestionId> = waiting.iter().map(|question| question.id).collect();
    let declined: HashSet<(QuestionId, AccreditationId)> = list_given_away(tx, &ids)?.into_iter().collect();
    let placeable = |question: &&Question| {
        there.iter().any(|expert| fits(expert, question) && !declined.contains(&(question.id, expert.id)))
    };
    for question in waiting.iter().filter(placeable).take(PLACED) {
        place(tx, question, None)?;
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

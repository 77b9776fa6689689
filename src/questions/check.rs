//! That an answer was looked at: written, changed, or found to be still right; dated, and in the name of a body.

use std::collections::HashMap;

use chrono::Months;
use diesel::dsl::max;
use diesel::prelude::*;

use super::answer::{Answer, NewAnswer};
use super::following_up::all_rules;
use super::question::{Question, State, load_question, published, set_state, subject, touch};
use super::register::settle;
use crate::db::schema::{answer_checks, answers, questions};
use crate::db::{AccountId, AccreditationId, AnswerId, Conn, Entry, QuestionId, TextId, Timestamp, Tx};
use crate::error::Result;
use crate::organisations::Accreditation;
use crate::translations::load_original;

crate::text_codes! {
    /// What was done to an answer. Messages: `answer-check-…`.
    CheckKind { Answered = "answered", Renewed = "renewed", Changed = "changed" }
}

/// "Still correct": dated, and named by the body of who says so. Several at once; how many there were.
pub fn renew(tx: &mut Tx, renewals: &[(AnswerId, &Accreditation)]) -> Result<usize> {
    let rules = all_rules(tx)?;
    for (id, by) in renewals {
        let answer: Answer = answers::table.find(id).select(Answer::as_select()).first(&mut **tx)?;
        let question = load_question(tx, answer.question_id)?;
        let of_area = rules.get(&question.area_id).copied().unwrap_or_default().check_months;
        confirm(tx, &question, *id, by, answer.months().unwrap_or(of_area))?;
    }
    Ok(renewals.len())
}

/// An answer was found to be right as it stands. What its asker has added since it was given is looked at with that.
pub fn confirm(tx: &mut Tx, question: &Question, id: AnswerId, by: &Accreditation, months: u32) -> Result<()> {
    let now = tx.now();
    diesel::update(answers::table.find(id))
        .set((
            answers::checked_at.eq(now),
            answers::check_by.eq(later(now, months)),
            answers::review_since.eq(None::<Timestamp>),
            answers::review_reason.eq(""),
        ))
        .execute(&mut **tx)?;
    settle(tx, &[id])?;
    note_check(tx, id, CheckKind::Renewed, by, None)?;
    record(tx, "answer.renewed", question.id, by.account, id);
    if question.state == State::Reviewing && set_state(tx, question, State::Answered, "")? {
        record(tx, "question.answered", question.id, by.account, id);
    }
    Ok(keep_for_asker(tx, question)?)
}

/// An answer that its asker alone reads is kept for a year from when it was looked at. One that everybody reads stays
/// without its case, which ends by itself.
pub fn keep_for_asker(tx: &mut Tx, question: &Question) -> QueryResult<()> {
    if published(question) { Ok(()) } else { touch(tx, question) }
}

/// Months later, at most as late as there are days.
pub fn later(now: Timestamp, months: u32) -> Timestamp {
    now.utc().checked_add_months(Months::new(months)).map_or(now, |at| Timestamp::new(at.naive_utc()))
}

pub fn note_check(
    tx: &mut Tx,
    id: AnswerId,
    kind: CheckKind,
    by: &Accreditation,
    wording: Option<&NewAnswer>,
) -> QueryResult<()> {
    let at = tx.now();
    let (text, is_public): (TextId, bool) = answers::table
        .inner_join(questions::table)
        .filter(answers::id.eq(id))
        .select((answers::text_id, questions::published_at.is_not_null()))
        .first(&mut **tx)?;
    let revision = match wording {
        Some(_) => load_original(tx, text)?.1,
        None => 0,
    };
    diesel::insert_into(answer_checks::table)
        .values((
            answer_checks::answer_id.eq(id),
            answer_checks::kind.eq(kind),
            answer_checks::accreditation_id.eq(by.id),
            answer_checks::at.eq(at),
            answer_checks::language.eq(wording.map_or("", |new| new.language.code())),
            answer_checks::summary.eq(wording.map_or("", |new| &new.summary)),
            answer_checks::body.eq(wording.map_or("", |new| &new.body)),
            answer_checks::text_revision.eq(revision),
            answer_checks::is_public.eq(is_public),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Under which accreditation each of these answers was looked at last. Two queries.
pub fn list_checked_by(conn: &mut Conn, ids: &[AnswerId]) -> QueryResult<HashMap<AnswerId, AccreditationId>> {
    let newest = answer_checks::table
        .filter(answer_checks::answer_id.eq_any(ids))
        .group_by(answer_checks::answer_id)
        .select(max(answer_checks::id));
    let newest: Vec<Option<i64>> = newest.load(conn)?;
    let rows: Vec<(AnswerId, AccreditationId)> = answer_checks::table
        .filter(answer_checks::id.eq_any(newest.into_iter().flatten()))
        .select((answer_checks::answer_id, answer_checks::accreditation_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The expert's account is who acts: the log is the server's own, pages show the body.
pub fn record(tx: &mut Tx, kind: &'static str, question: QuestionId, by: AccountId, answer: AnswerId) {
    tx.record(Entry {
        kind,
        actor: Some(by),
        subject: subject(question),
        parent: None,
        container: None,
        detail: serde_json::json!({ "answer": answer }),
    });
}

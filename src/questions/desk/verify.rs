//! What a second expert does with an answer: looking at it, verifying it, refusing it with a reason for experts only.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::pending::find_pending;
use super::verification::{Awaited, Check, checker_of, find_awaited, forget_checkers, may_check, note};
use crate::accounts::{Done, Visit};
use crate::db::schema::{answer_verifications, pending_answers, question_checkers};
use crate::db::{AccreditationId, AnswerId, QuestionId, Tx};
use crate::error::{Error, Result};
use crate::organisations::{Accreditation, list_accreditations};
use crate::questions::answer::write_answer;
use crate::questions::question::Question;
use crate::questions::reach::find_for_expert;
use crate::questions::work::again;
use crate::web::Submitted;

/// Graphemes of a reason.
const REASON: usize = 1_000;

type Of = Path<(String, QuestionId)>;

/// Begins to look at an answer: its question is read from now on.
pub async fn begin(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        let question = find_for_expert(tx, member.id, id, viewer.now)?;
        let by = may_check(tx, member.id, &question, viewer.now)?.ok_or(Error::NotFound)?;
        let at = tx.now();
        let row = (
            question_checkers::question_id.eq(id),
            question_checkers::accreditation_id.eq(by.id),
            question_checkers::at.eq(at),
        );
        crate::on_both!(tx, c => diesel::insert_into(question_checkers::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
        question.record(tx, "question.examined", Some(by.account));
        Ok(Done::changed(id.0, format!("/{}/queue/{id}", viewer.lang)))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

pub async fn verify(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let shown = submitted.text("shown").to_owned();
    let outcome = decide(&visit, id, shown, "flash-answer-verified", move |tx, question, by, awaited| {
        match awaited.answer {
            None => publish_pending(tx, question, by)?,
            Some(answer) => settle_shown(tx, answer, Check::Verified, by, "")?,
        }
        question.record(tx, "answer.verified", Some(by.account));
        Ok(())
    });
    let outcome = outcome.await;
    again(visit, outcome, submitted, id).await
}

pub async fn object(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let reason = fields.text("objection", 3, REASON);
        fields.finish()?;
        let shown = submitted.text("shown").to_owned();
        decide(&visit, id, shown, "flash-answer-refused", move |tx, question, by, awaited| {
            match awaited.answer {
                None => refuse_pending(tx, question, by, &reason)?,
                Some(answer) => settle_shown(tx, answer, Check::Refused, by, &reason)?,
            }
            question.record(tx, "answer.refused", Some(by.account));
            Ok(())
        })
        .await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

/// A decision of the second expert on the wording that they were shown; of two at once the first counts.
async fn decide<F>(visit: &Visit, id: QuestionId, shown: String, flash: &'static str, mut make: F) -> Result<Done>
where
    F: FnMut(&mut Tx, &Question, &Accreditation, &Awaited) -> Result<()> + Send + 'static,
{
    let decided = visit.write(move |tx, viewer, member| {
        let question = find_for_expert(tx, member.id, id, viewer.now)?;
        let by = checker_of(tx, member.id, &question, viewer.now)?.ok_or(Error::NotFound)?;
        let awaited = find_awaited(tx, id)?.ok_or(Error::NotFound)?;
        if awaited.shown != shown {
            return Err(Error::conflict("error-answer-changed"));
        }
        make(tx, &question, &by, &awaited)?;
        forget_checkers(tx, id)?;
        Ok(Done::changed(id.0, format!("/{}/queue?view=review", viewer.lang)).telling(flash))
    });
    decided.await
}

/// Shows the answer that was kept back, in its author's name.
fn publish_pending(tx: &mut Tx, question: &Question, by: &Accreditation) -> Result<()> {
    let pending = find_pending(tx, question.id)?.ok_or(Error::NotFound)?;
    let as_read = pending_answers::table
        .find(question.id)
        .filter(pending_answers::state.eq(Check::Awaited))
        .filter(pending_answers::written_at.eq(pending.written_at));
    if diesel::delete(as_read).execute(&mut **tx)? == 0 {
        return Err(Error::conflict("error-answer-changed"));
    }
    let author = find_author(tx, pending.accreditation_id)?;
    let answer = write_answer(tx, question, &pending.to_answer(), &author)?;
    Ok(note(tx, answer, Some(Check::Verified), Some(by.id), "")?)
}

/// An answer is in the name of a body: only as long as its author answers for it.
fn find_author(tx: &mut Tx, id: AccreditationId) -> Result<Accreditation> {
    use crate::db::schema::accreditations;
    let now = tx.now();
    let account = accreditations::table.find(id).select(accreditations::account_id).first(&mut **tx)?;
    let own = list_accreditations(tx, &[account], now)?;
    own.into_iter().find(|one| one.id == id).ok_or_else(|| Error::conflict("error-author-left"))
}

fn refuse_pending(tx: &mut Tx, question: &Question, by: &Accreditation, reason: &str) -> Result<()> {
    let as_read = pending_answers::table.find(question.id).filter(pending_answers::state.eq(Check::Awaited));
    let refused = (
        pending_answers::state.eq(Check::Refused),
        pending_answers::checker_id.eq(by.id),
        pending_answers::reason.eq(reason),
    );
    match diesel::update(as_read).set(refused).execute(&mut **tx)? {
        0 => Err(Error::conflict("error-answer-changed")),
        _ => Ok(()),
    }
}

fn settle_shown(tx: &mut Tx, answer: AnswerId, check: Check, by: &Accreditation, reason: &str) -> Result<()> {
    let at = tx.now();
    let as_read = answer_verifications::table.find(answer).filter(answer_verifications::state.eq(Check::Awaited));
    let settled = (
        answer_verifications::state.eq(check),
        answer_verifications::checker_id.eq(by.id),
        answer_verifications::reason.eq(reason),
        answer_verifications::at.eq(at),
    );
    match diesel::update(as_read).set(settled).execute(&mut **tx)? {
        0 => Err(Error::conflict("error-answer-changed")),
        _ => Ok(()),
    }
}

//! Erasing: by the asker, a year after the last that happened in a case, and with an account. Of what everybody reads with
//! its answer time erases the case alone.

use chrono::Duration;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::answer::find_answer;
use super::community::{erase_community, erase_votes};
use super::desk;
use super::following_up;
use super::question::{Question, Situation, State, burn_key, published, subject};
use super::route::OPEN;
use super::{glass, hiding, opening};
use crate::accounts::AccountErased;
use crate::db::schema::{
    answer_checks, answer_doubts, answer_sources, answers, burnt_keys, case_openings, guide_entries, question_messages,
    question_routes, question_states, questions,
};
use crate::db::{AccountId, Entry, QuestionId, TextId, Timestamp, Tx};
use crate::error::Result;
use crate::translations::delete_text;

/// Questions erased in one transaction.
const BATCH: i64 = 100;

/// How long a case is kept after the last that happened in it.
fn kept() -> Duration {
    Duration::days(365)
}

/// Erases all that was written in a case; only that there was one stays in the log.
pub fn erase_question(tx: &mut Tx, id: QuestionId) -> Result<()> {
    let row = questions::table.find(id).select((questions::text_id, questions::public_text_id, questions::key_hash));
    let (text, public, key): (TextId, Option<TextId>, Option<String>) = row.first(&mut **tx)?;
    burn_key(tx, key.as_deref())?;
    following_up::erase(tx, id)?;
    diesel::delete(case_openings::table.filter(case_openings::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(question_messages::table.filter(question_messages::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(question_states::table.filter(question_states::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(question_routes::table.filter(question_routes::question_id.eq(id))).execute(&mut **tx)?;
    desk::erase(tx, id)?;
    glass::erase(tx, id)?;
    hiding::erase(tx, id)?;
    erase_community(tx, id)?;
    diesel::delete(guide_entries::table.find(id)).execute(&mut **tx)?;
    let answer = erase_answer(tx, id)?;
    diesel::delete(questions::table.find(id)).execute(&mut **tx)?;
    for text in std::iter::once(text).chain(public.filter(|public| *public != text)).chain(answer) {
        delete_text(tx, text)?;
    }
    // By nobody: that it was the asker, or time, is all there is to know.
    tx.record(Entry {
        kind: "question.erased",
        actor: None,
        subject: subject(id),
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
    Ok(())
}

/// Erases the case behind a question that everybody reads with its answer: what was asked, by whom, what was written in
/// it, what nobody else has read. The public text, the answer, its versions and its place in the guide stay.
fn erase_case(tx: &mut Tx, question: &Question) -> Result<()> {
    let (id, this) = (question.id, questions::table.find(question.id));
    let key: Option<String> = this.select(questions::key_hash).first(&mut **tx)?;
    burn_key(tx, key.as_deref())?;
    following_up::forget_asker(tx, id)?;
    diesel::delete(case_openings::table.filter(case_openings::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(question_messages::table.filter(question_messages::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(question_states::table.filter(question_states::question_id.eq(id))).execute(&mut **tx)?;
    desk::erase_work(tx, id)?;
    glass::erase(tx, id)?;
    if let Some(answer) = find_answer(tx, id)? {
        // What an answer said before everybody could read it.
        let unread = answer_checks::table
            .filter(answer_checks::answer_id.eq(answer.id))
            .filter(answer_checks::is_public.eq(false));
        diesel::update(unread).set((answer_checks::summary.eq(""), answer_checks::body.eq(""))).execute(&mut **tx)?;
    }
    diesel::update(this)
        .set((
            questions::asker_id.eq(None::<AccountId>),
            questions::key_hash.eq(None::<String>),
            questions::notify_email.eq(None::<String>),
            questions::notify_language.eq(None::<String>),
            questions::municipality.eq(None::<String>),
            questions::situation.eq(None::<Situation>),
            questions::urgent.eq(false),
            questions::due_at.eq(None::<Timestamp>),
            questions::asked_at.eq(questions::published_at.assume_not_null()),
            questions::text_id.eq(questions::public_text_id.assume_not_null()),
        ))
        .execute(&mut **tx)?;
    if OPEN.contains(&question.state) {
        // Nobody waits for anything any more.
        diesel::update(this).set(questions::state.eq(State::Answered)).execute(&mut **tx)?;
    }
    delete_text(tx, question.text_id)?;
    tx.record(Entry {
        kind: "question.case_erased",
        actor: None,
        subject: subject(id),
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
    Ok(())
}

/// An answer stands and falls with its question; its text is left to be deleted.
fn erase_answer(tx: &mut Tx, question: QuestionId) -> Result<Option<TextId>> {
    let Some(answer) = find_answer(tx, question)? else { return Ok(None) };
    diesel::delete(answer_checks::table.filter(answer_checks::answer_id.eq(answer.id))).execute(&mut **tx)?;
    diesel::delete(answer_doubts::table.filter(answer_doubts::answer_id.eq(answer.id))).execute(&mut **tx)?;
    diesel::delete(answer_sources::table.filter(answer_sources::answer_id.eq(answer.id))).execute(&mut **tx)?;
    desk::erase_verification(tx, answer.id)?;
    diesel::delete(answers::table.find(answer.id)).execute(&mut **tx)?;
    Ok(Some(answer.text_id))
}

/// Erases what nobody has touched for a year, forgets what was opened, and reminds of what has come due.
pub fn sweep(tx: &mut Tx) -> Result<()> {
    opening::sweep(tx)?;
    let before = tx.now() - kept();
    diesel::delete(burnt_keys::table.filter(burnt_keys::at.lt(before))).execute(&mut **tx)?;
    let answered = exists(answers::table.filter(answers::question_id.eq(questions::id)));
    let without_case = questions::public_text_id.eq(questions::text_id.nullable());
    let old: Vec<(Question, bool)> = questions::table
        .filter(questions::active_at.lt(before))
        .filter(questions::public_text_id.is_null().or(not(without_case.assume_not_null())))
        .order(questions::active_at)
        .limit(BATCH)
        .select((Question::as_select(), answered))
        .load(&mut **tx)?;
    for (question, answered) in old {
        if answered && published(&question) {
            erase_case(tx, &question)?;
        } else {
            erase_question(tx, question.id)?;
        }
    }
    following_up::remind(tx)
}

pub struct QuestionsErased;

impl AccountErased for QuestionsErased {
    /// Questions that were linked to the account go with it, and its votes, and what an expert
    /// kept at their desk; what it has answered stays.
    fn erase(&self, tx: &mut Tx, account: AccountId) -> Result<()> {
        let own: Vec<QuestionId> =
            questions::table.filter(questions::asker_id.eq(account)).select(questions::id).load(&mut **tx)?;
        desk::erase_account(tx, account)?;
        own.into_iter().try_for_each(|id| erase_question(tx, id))?;
        Ok(erase_votes(tx, account)?)
    }
}

//! Erasing: by the asker, a year after the last that happened in a case, and with an account.

use chrono::Duration;
use diesel::prelude::*;

use super::answer::find_answer;
use super::community::{erase_community, erase_votes};
use super::desk;
use super::following_up;
use super::question::subject;
use super::{glass, hiding, opening};
use crate::accounts::AccountErased;
use crate::db::schema::{
    answer_checks, answer_doubts, answer_sources, answers, case_openings, guide_entries, question_messages,
    question_routes, question_states, questions,
};
use crate::db::{AccountId, Entry, QuestionId, TextId, Tx};
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
    let row = questions::table.find(id).select((questions::text_id, questions::public_text_id));
    let (text, public): (TextId, Option<TextId>) = row.first(&mut **tx)?;
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
    for text in std::iter::once(text).chain(public).chain(answer) {
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
    let old: Vec<QuestionId> = questions::table
        .filter(questions::active_at.lt(before))
        .order(questions::active_at)
        .limit(BATCH)
        .select(questions::id)
        .load(&mut **tx)?;
    old.into_iter().try_for_each(|id| erase_question(tx, id))?;
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

//! An answer that is shown to nobody until a second expert has verified it: kept apart from the answers, so that nothing
//! which shows or finds those can show it. Whatever answer stands is shown meanwhile.

use diesel::prelude::*;

use super::verification::Check;
use crate::db::schema::pending_answers;
use crate::db::{AccreditationId, Conn, QuestionId, SourceId, Timestamp, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::Accreditation;
use crate::questions::answer::{MONTHS, NewAnswer, are_sources, find_answer};
use crate::questions::question::{Question, touch};
use crate::translations::load_original;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pending_answers)]
pub struct PendingAnswer {
    pub accreditation_id: AccreditationId,
    pub language: ContentLanguage,
    pub summary: String,
    pub body: String,
    sources: String,
    months: i64,
    pub written_at: Timestamp,
    pub state: Check,
    /// Why it was refused.
    pub reason: String,
    same_meaning: bool,
}

impl PendingAnswer {
    pub fn sources(&self) -> Vec<SourceId> {
        serde_json::from_str(&self.sources).unwrap_or_default()
    }

    pub fn to_answer(&self) -> NewAnswer {
        NewAnswer {
            language: self.language,
            summary: self.summary.clone(),
            body: self.body.clone(),
            sources: self.sources(),
            months: u32::try_from(self.months).unwrap_or(MONTHS),
            same_meaning: self.same_meaning,
        }
    }
}

pub fn find_pending(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<PendingAnswer>> {
    pending_answers::table.find(question).select(PendingAnswer::as_select()).first(conn).optional()
}

/// Whether an answer is written that a second expert is to verify before it is shown.
pub fn is_being_checked(conn: &mut Conn, question: QuestionId) -> QueryResult<bool> {
    let pending = pending_answers::table.find(question).filter(pending_answers::state.eq(Check::Awaited));
    let count: i64 = pending.count().get_result(conn)?;
    Ok(count > 0)
}

/// Keeps an answer until it is verified, in place of an earlier one that was not.
pub fn put(tx: &mut Tx, question: &Question, new: &NewAnswer, by: &Accreditation) -> Result<()> {
    check(tx, question, new)?;
    forget(tx, question.id)?;
    let sources = serde_json::to_string(&new.sources).map_err(Error::internal)?;
    let now = tx.now();
    diesel::insert_into(pending_answers::table)
        .values((
            pending_answers::question_id.eq(question.id),
            pending_answers::accreditation_id.eq(by.id),
            pending_answers::language.eq(new.language),
            pending_answers::summary.eq(&new.summary),
            pending_answers::body.eq(&new.body),
            pending_answers::sources.eq(sources),
            pending_answers::months.eq(i64::from(new.months)),
            pending_answers::written_at.eq(now),
            pending_answers::state.eq(Check::Awaited),
            pending_answers::reason.eq(""),
            pending_answers::same_meaning.eq(new.same_meaning),
        ))
        .execute(&mut **tx)?;
    question.record(tx, "answer.awaits_verification", Some(by.account));
    Ok(touch(tx, question)?)
}

/// What would be refused once it is verified is refused now, while its author is there.
fn check(tx: &mut Tx, question: &Question, new: &NewAnswer) -> Result<()> {
    if let Some(standing) = find_answer(tx, question.id)? {
        let (original, _) = load_original(tx, standing.text_id)?;
        if original != new.language {
            return Err(FieldError::new("language", "error-answer-language").into());
        }
    }
    are_sources(tx, &new.sources)
}

pub fn forget(tx: &mut Tx, question: QuestionId) -> QueryResult<()> {
    diesel::delete(pending_answers::table.find(question)).execute(&mut **tx)?;
    Ok(())
}

//! Closing a question with a reason, and pointing to a public one that was answered already.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use crate::accounts::{Viewer, Visit};
use crate::db::schema::{answers, question_duplicates, questions};
use crate::db::{Conn, QuestionId, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::Accreditation;

use crate::questions::answer::find_answer;
use crate::questions::question::{Question, State, public_path, set_state};
use crate::questions::work::{again, change, holds};
use crate::translations::load_shown;
use crate::web::Submitted;

/// Graphemes of a reason.
const REASON: usize = 500;

/// The public question that was asked before.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Original {
    pub id: QuestionId,
    pub title: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    pub url: String,
    /// Its answer may not be true any more.
    pub stale: bool,
}

pub async fn close(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let reason = fields.text("closing_reason", 3, REASON);
        fields.finish()?;
        change(&visit, id, "/queue", "flash-question-closed", move |tx, question, by| {
            end(tx, question, by, State::Closed, &reason)?;
            question.record(tx, "question.closed", Some(by.account));
            Ok(())
        })
        .await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

pub async fn mark_duplicate(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        // One of those that are offered, or another by its address.
        let field = if submitted.text("similar").is_empty() { "duplicate_of" } else { "similar" };
        let typed = fields.line(field, 1, 500);
        fields.finish()?;
        let not_an_answer = move || Error::from(FieldError::new(field, "error-duplicate-of"));
        let of = parse_address(&typed).filter(|of| *of != id).ok_or_else(not_an_answer)?;
        change(&visit, id, "/queue", "flash-question-duplicate", move |tx, question, by| {
            if !is_answered_publicly(tx, of)? {
                return Err(not_an_answer());
            }
            end(tx, question, by, State::Duplicate, "")?;
            let row = (question_duplicates::question_id.eq(id), question_duplicates::of_id.eq(of));
            diesel::insert_into(question_duplicates::table).values(row).execute(&mut **tx)?;
            question.record(tx, "question.duplicate", Some(by.account));
            Ok(())
        })
        .await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

/// The number in the address of a question's page, or the number alone.
pub fn parse_address(typed: &str) -> Option<QuestionId> {
    let number = match typed.split_once("/q/") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next()?,
        None => typed,
    };
    number.trim().parse().ok()
}

/// Ends the work on a question, by whoever has it.
fn end(tx: &mut Tx, question: &Question, by: &Accreditation, state: State, reason: &str) -> Result<()> {
    holds(question, by)?;
    if !question.is_open() || !set_state(tx, question, state, reason)? {
        return Err(Error::conflict("error-question-ended"));
    }
    Ok(super::pending::forget(tx, question.id)?)
}

/// Whether everybody may read both the question and an answer to it.
fn is_answered_publicly(conn: &mut Conn, id: QuestionId) -> QueryResult<bool> {
    Ok(!list_answered_publicly(conn, &[id])?.is_empty())
}

/// Those of these of which it is so.
pub fn list_answered_publicly(conn: &mut Conn, ids: &[QuestionId]) -> QueryResult<Vec<QuestionId>> {
    questions::table
        .filter(questions::id.eq_any(ids))
        .filter(questions::published_at.is_not_null())
        .filter(questions::state.ne(State::Withdrawn))
        .filter(diesel::dsl::exists(answers::table.filter(answers::question_id.eq(questions::id))))
        .select(questions::id)
        .load(conn)
}

/// What a question is a duplicate of, as long as everybody may read that.
pub fn find_original(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<Option<Original>> {
    let of: Option<QuestionId> =
        question_duplicates::table.find(id).select(question_duplicates::of_id).first(conn).optional()?;
    let Some(of) = of else { return Ok(None) };
    if !is_answered_publicly(conn, of)? {
        return Ok(None);
    }
    let row = questions::table.find(of).select((questions::public_text_id, questions::slug));
    let (Some(text), Some(slug)) = row.first::<(Option<crate::db::TextId>, Option<String>)>(conn)? else {
        return Ok(None);
    };
    let words = load_shown(conn, &[text], viewer.lang)?.remove(&text);
    let stale = find_answer(conn, of)?.is_some_and(|answer| answer.is_stale(viewer.now));
    Ok(words.map(|words| Original {
        id: of,
        title: words.title,
        language: words.language,
        dir: words.language.dir(),
        url: public_path(viewer.lang, of, &slug),
        stale,
    }))
}

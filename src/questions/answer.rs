//! Official answers: in the name of a body, with sources, checked on a day and to be checked by another; and their
//! renewal, which says by whom and when an answer was found to be still right.

use std::collections::HashMap;

use chrono::Months;
use diesel::prelude::*;
use serde::Serialize;

use super::desk::{Verified, list_verified};
use super::following_up::all_rules;
use super::question::{Question, State, set_state, subject};
use super::register::settle;
use super::source::{SourceView, sources_of};
use crate::accounts::Viewer;
use crate::db::schema::{answer_checks, answer_sources, answers, questions, sources};
use crate::db::{AccountId, AccreditationId, AnswerId, Conn, Entry, QuestionId, SourceId, TextId, Timestamp, Tx};
use crate::error::{FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Badge, load_badges};
use crate::text::{self, Mentions};
use crate::translations::{Words, insert_text, load_original, load_shown, write_version};

/// Months after which an answer is looked at anew, where neither its expert nor its area says another time.
pub const MONTHS: u32 = 6;

crate::text_codes! {
    /// What was done to an answer. Messages: `answer-check-…`.
    CheckKind { Answered = "answered", Renewed = "renewed", Changed = "changed" }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = answers)]
pub struct Answer {
    pub id: AnswerId,
    pub question_id: QuestionId,
    pub accreditation_id: AccreditationId,
    pub text_id: TextId,
    pub checked_at: Timestamp,
    pub check_by: Timestamp,
    pub review_since: Option<Timestamp>,
    pub review_reason: String,
}

/// An answer as it is shown.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct AnswerView {
    pub id: AnswerId,
    /// In short.
    pub summary: String,
    /// HTML.
    pub html: String,
    /// The same without markup; not sent.
    #[serde(skip)]
    pub plain: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    /// In whose name.
    pub by: Option<Badge>,
    pub sources: Vec<SourceView>,
    pub checked_at: Timestamp,
    pub check_by: Timestamp,
    /// It may not be true any more: past its date, or in review.
    pub stale: bool,
    /// What a change of a source was, while it is in review for that.
    pub review_reason: String,
    /// Where a second expert looks at the answers of its area.
    pub verified: Option<Verified>,
}

/// An answer as an expert writes it.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    pub language: ContentLanguage,
    pub summary: String,
    pub body: String,
    pub sources: Vec<SourceId>,
    pub months: u32,
}

impl Answer {
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.review_since.is_some() || self.check_by < now
    }
}

/// The answer to a question, if there is one.
pub fn find_answer(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<Answer>> {
    answers::table.filter(answers::question_id.eq(question)).select(Answer::as_select()).first(conn).optional()
}

/// How answers are shown, by question. Whoever asks has seen to it that the viewer may read them. A fixed number of
/// queries.
pub fn show_answers(
    conn: &mut Conn,
    viewer: &Viewer,
    base_url: &str,
    rows: &[Answer],
) -> Result<HashMap<QuestionId, AnswerView>> {
    show_answers_in(conn, viewer, viewer.lang.into(), base_url, rows)
}

/// The same in another language than that of the interface, where there is a version in it.
pub fn show_answers_in(
    conn: &mut Conn,
    viewer: &Viewer,
    language: ContentLanguage,
    base_url: &str,
    rows: &[Answer],
) -> Result<HashMap<QuestionId, AnswerView>> {
    let texts: Vec<TextId> = rows.iter().map(|answer| answer.text_id).collect();
    let mut shown = load_shown(conn, &texts, language)?;
    let bearers: Vec<AccreditationId> = rows.iter().map(|answer| answer.accreditation_id).collect();
    let badges = load_badges(conn, viewer, &bearers)?;
    let mut cited = sources_of(conn, viewer, &rows.iter().map(|answer| answer.id).collect::<Vec<_>>())?;
    let mut verified = list_verified(conn, viewer, &rows.iter().map(|answer| answer.id).collect::<Vec<_>>())?;
    let view = |answer: &Answer| {
        let words = shown.remove(&answer.text_id)?;
        let view = AnswerView {
            id: answer.id,
            plain: text::plain(&words.body),
            summary: words.summary,
            html: text::render(&words.body, &Mentions::default(), base_url, &format!("a{}", answer.id)).html,
            dir: words.language.dir(),
            language: words.language,
            by: badges.get(&answer.accreditation_id).cloned(),
            sources: settled(cited.remove(&answer.id).unwrap_or_default(), answer),
            checked_at: answer.checked_at,
            check_by: answer.check_by,
            stale: answer.is_stale(viewer.now),
            review_reason: answer.review_reason.clone(),
            verified: verified.remove(&answer.id),
        };
        Some((answer.question_id, view))
    };
    Ok(rows.iter().filter_map(view).collect())
}

/// A source that has changed is said to have only until the answer was looked at again.
fn settled(mut cited: Vec<SourceView>, answer: &Answer) -> Vec<SourceView> {
    if answer.review_since.is_none() {
        cited.iter_mut().for_each(|source| source.changed_at = None);
    }
    cited
}

/// Answers a question in the name of a body, or writes the standing answer anew.
pub fn write_answer(tx: &mut Tx, question: &Question, new: &NewAnswer, by: &Accreditation) -> Result<AnswerId> {
    let now = tx.now();
    let words = Words { title: String::new(), summary: new.summary.clone(), body: new.body.clone() };
    let check_by = later(now, new.months);
    let (id, kind) = match find_answer(tx, question.id)? {
        None => {
            let text = insert_text(tx, &[(new.language, words)], Some(by.account))?;
            let id: AnswerId = diesel::insert_into(answers::table)
                .values((
                    answers::question_id.eq(question.id),
                    answers::accreditation_id.eq(by.id),
                    answers::text_id.eq(text),
                    answers::revision.eq(1),
                    answers::created_at.eq(now),
                    answers::checked_at.eq(now),
                    answers::check_by.eq(check_by),
                    answers::review_reason.eq(""),
                ))
                .returning(answers::id)
                .get_result(&mut **tx)?;
            (id, CheckKind::Answered)
        }
        Some(standing) => {
            let (original, _) = load_original(tx, standing.text_id)?;
            if original != new.language {
                return Err(FieldError::new("language", "error-answer-language").into());
            }
            write_version(tx, standing.text_id, new.language, &words, false, by.account)?;
            diesel::update(answers::table.find(standing.id))
                .set((
                    answers::accreditation_id.eq(by.id),
                    answers::revision.eq(answers::revision + 1),
                    answers::checked_at.eq(now),
                    answers::check_by.eq(check_by),
                    answers::review_since.eq(None::<Timestamp>),
                    answers::review_reason.eq(""),
                ))
                .execute(&mut **tx)?;
            (standing.id, CheckKind::Changed)
        }
    };
    cite(tx, id, &new.sources)?;
    settle(tx, &[id])?;
    note_check(tx, id, kind, by, Some(new))?;
    set_state(tx, question, State::Answered, "")?;
    record(tx, "question.answered", question.id, by.account, id);
    Ok(id)
}

/// Months later, at most as late as there are days.
fn later(now: Timestamp, months: u32) -> Timestamp {
    now.utc().checked_add_months(Months::new(months)).map_or(now, |at| Timestamp::new(at.naive_utc()))
}

/// Whether all of these are in the register.
pub fn are_sources(conn: &mut Conn, cited: &[SourceId]) -> Result<()> {
    let known: i64 = sources::table.filter(sources::id.eq_any(cited)).count().get_result(conn)?;
    let all = usize::try_from(known).ok() == Some(cited.len());
    if all { Ok(()) } else { Err(FieldError::new("sources", "error-choose").into()) }
}

/// What an answer rests on. Every one must be in the register.
fn cite(tx: &mut Tx, id: AnswerId, cited: &[SourceId]) -> Result<()> {
    are_sources(tx, cited)?;
    diesel::delete(answer_sources::table.filter(answer_sources::answer_id.eq(id))).execute(&mut **tx)?;
    let rows: Vec<_> =
        cited.iter().map(|source| (answer_sources::answer_id.eq(id), answer_sources::source_id.eq(source))).collect();
    crate::on_both!(tx, c => diesel::insert_into(answer_sources::table).values(&rows).execute(c))?;
    Ok(())
}

/// "Still correct": dated, and named by the body of who says so. Several at once; how many there were.
pub fn renew(tx: &mut Tx, renewals: &[(AnswerId, &Accreditation)]) -> Result<usize> {
    let now = tx.now();
    let rules = all_rules(tx)?;
    for (id, by) in renewals {
        let of = answers::table.find(id).inner_join(questions::table);
        let (question, area) = of.select((questions::id, questions::area_id)).first(&mut **tx)?;
        let months = rules.get(&area).copied().unwrap_or_default().check_months;
        diesel::update(answers::table.find(id))
            .set((
                answers::checked_at.eq(now),
                answers::check_by.eq(later(now, months)),
                answers::review_since.eq(None::<Timestamp>),
                answers::review_reason.eq(""),
            ))
            .execute(&mut **tx)?;
        settle(tx, &[*id])?;
        note_check(tx, *id, CheckKind::Renewed, by, None)?;
        record(tx, "answer.renewed", question, by.account, *id);
    }
    Ok(renewals.len())
}

fn note_check(
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

/// The expert's account is who acts: the log is the server's own, pages show the body.
fn record(tx: &mut Tx, kind: &'static str, question: QuestionId, by: AccountId, answer: AnswerId) {
    tx.record(Entry {
        kind,
        actor: Some(by),
        subject: subject(question),
        parent: None,
        container: None,
        detail: serde_json::json!({ "answer": answer }),
    });
}

//! Official answers: in the name of a body, with sources, checked on a day and to be checked by another.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use super::check::{CheckKind, confirm, keep_for_asker, later, list_checked_by, note_check, record};
use super::desk::{Verified, list_verified};
use super::following_up::rules_of;
use super::question::{Question, State, random_id, set_state};
use super::register::settle;
use super::source::{SourceView, sources_of};
use crate::accounts::Viewer;
use crate::db::schema::{accreditations, answer_sources, answers, sources};
use crate::db::{AccreditationId, AnswerId, Conn, OrganisationId, QuestionId, SourceId, TextId, Timestamp, Tx};
use crate::error::{FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Badge, load_badges};
use crate::text::{self, Mentions};
use crate::translations::{Version, Words, insert_text, list_versions, load_original, load_shown, write_version};

/// Months after which an answer is looked at anew, where neither its expert nor its area says another time.
pub const MONTHS: u32 = 6;

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
    /// After how many months it is checked again, where that is not what its area says.
    pub check_months: Option<i64>,
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
    /// In whose name that was.
    pub checked_by: Option<Badge>,
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
    /// Other words for the same: translations stay up to date.
    pub same_meaning: bool,
}

impl NewAnswer {
    fn words(&self) -> Words {
        Words { title: String::new(), summary: self.summary.clone(), body: self.body.clone() }
    }
}

impl Answer {
    /// After how many months it is checked again, where its expert has said so.
    pub fn months(&self) -> Option<u32> {
        self.check_months.and_then(|months| u32::try_from(months).ok())
    }

    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.review_since.is_some() || self.check_by < now
    }
}

/// The answer to a question, if there is one.
pub fn find_answer(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<Answer>> {
    answers::table.filter(answers::question_id.eq(question)).select(Answer::as_select()).first(conn).optional()
}

/// In the name of which body a question is answered.
pub fn answered_for(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<OrganisationId>> {
    answers::table
        .inner_join(accreditations::table.on(accreditations::id.eq(answers::accreditation_id)))
        .filter(answers::question_id.eq(question))
        .select(accreditations::organisation_id)
        .first(conn)
        .optional()
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
    let ids: Vec<AnswerId> = rows.iter().map(|answer| answer.id).collect();
    let mut shown = load_shown(conn, &texts, language)?;
    let checked = list_checked_by(conn, &ids)?;
    let bearers = rows.iter().map(|answer| answer.accreditation_id).chain(checked.values().copied());
    let badges = load_badges(conn, viewer, &bearers.collect::<Vec<_>>())?;
    let mut cited = sources_of(conn, viewer, &ids)?;
    let mut verified = list_verified(conn, viewer, &ids)?;
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
            checked_by: checked.get(&answer.id).and_then(|by| badges.get(by)).cloned(),
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

/// Answers a question in the name of a body, or writes the standing answer anew. The same words and sources once more
/// say that it is still right.
pub fn write_answer(tx: &mut Tx, question: &Question, new: &NewAnswer, by: &Accreditation) -> Result<AnswerId> {
    let check_months = own_months(tx, question, new.months)?;
    let (id, kind) = match find_answer(tx, question.id)? {
        None => (insert(tx, question, new, by, check_months)?, CheckKind::Answered),
        Some(standing) => {
            let (original, _) = load_original(tx, standing.text_id)?;
            if original != new.language {
                return Err(FieldError::new("language", "error-answer-language").into());
            }
            if says_the_same(tx, &standing, new, by)? {
                let this = answers::table.find(standing.id);
                diesel::update(this).set(answers::check_months.eq(check_months)).execute(&mut **tx)?;
                confirm(tx, question, standing.id, by, new.months)?;
                return Ok(standing.id);
            }
            change(tx, &standing, new, by, check_months)?;
            (standing.id, CheckKind::Changed)
        }
    };
    cite(tx, id, &new.sources)?;
    settle(tx, &[id])?;
    note_check(tx, id, kind, by, Some(new))?;
    keep_for_asker(tx, question)?;
    // What is over stays so, also when its public answer is put right.
    let open = question.is_open();
    if open {
        set_state(tx, question, State::Answered, "")?;
    }
    record(tx, if open { "question.answered" } else { "answer.changed" }, question.id, by.account, id);
    Ok(id)
}

/// The months that its expert has said, where they are others than the area's.
fn own_months(tx: &mut Tx, question: &Question, months: u32) -> Result<Option<i64>> {
    let of_area = rules_of(tx, question.area_id)?.check_months;
    Ok(Some(i64::from(months)).filter(|_| months != of_area))
}

fn insert(
    tx: &mut Tx,
    question: &Question,
    new: &NewAnswer,
    by: &Accreditation,
    check_months: Option<i64>,
) -> Result<AnswerId> {
    let now = tx.now();
    let text = insert_text(tx, &[(new.language, new.words())], Some(by.account))?;
    Ok(diesel::insert_into(answers::table)
        .values((
            answers::id.eq(AnswerId(random_id())),
            answers::question_id.eq(question.id),
            answers::accreditation_id.eq(by.id),
            answers::text_id.eq(text),
            answers::revision.eq(1),
            answers::created_at.eq(now),
            answers::checked_at.eq(now),
            answers::check_by.eq(later(now, new.months)),
            answers::review_reason.eq(""),
            answers::check_months.eq(check_months),
        ))
        .returning(answers::id)
        .get_result(&mut **tx)?)
}

fn change(
    tx: &mut Tx,
    standing: &Answer,
    new: &NewAnswer,
    by: &Accreditation,
    check_months: Option<i64>,
) -> Result<()> {
    let now = tx.now();
    write_version(tx, standing.text_id, new.language, &new.words(), new.same_meaning, by.account)?;
    diesel::update(answers::table.find(standing.id))
        .set((
            answers::accreditation_id.eq(by.id),
            answers::revision.eq(answers::revision + 1),
            answers::checked_at.eq(now),
            answers::check_by.eq(later(now, new.months)),
            answers::review_since.eq(None::<Timestamp>),
            answers::review_reason.eq(""),
            answers::check_months.eq(check_months),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whether an answer stands already in these words, with these sources and in the name of this body.
fn says_the_same(tx: &mut Tx, standing: &Answer, new: &NewAnswer, by: &Accreditation) -> Result<bool> {
    let versions = list_versions(tx, standing.text_id)?;
    let same = |one: &Version| one.language == new.language && one.summary == new.summary && one.body == new.body;
    let body = answered_for(tx, standing.question_id)?;
    let of_it = answer_sources::table.filter(answer_sources::answer_id.eq(standing.id));
    let mut cited: Vec<SourceId> = of_it.select(answer_sources::source_id).load(&mut **tx)?;
    let mut sources = new.sources.clone();
    cited.sort_unstable();
    sources.sort_unstable();
    Ok(body == Some(by.organisation) && cited == sources && versions.iter().any(same))
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

//! Answered public questions, written many at a time, as if they had been asked, let through and answered in the weeks
//! before. Nothing of it stands in the log: nobody is told of what is long past, and the index is built from the tables.

use chrono::{Datelike, Duration, NaiveTime};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::config::Timestamp;
use crate::db::schema::{
    answer_checks, answer_sources, answers, question_routes, question_states, questions, text_versions, texts,
};
use crate::db::{AccreditationId, AnswerId, AreaId, Conn, QuestionId, SourceId, TextId, Tx};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::questions::{Audience, State, day};
use crate::text::slug;
use crate::translations::{Origin, Words};

/// Rows of one statement. PostgreSQL takes 65,535 parameters, SQLite 32,766.
const STATEMENT: usize = 500;
/// Bits of a question's id: what the search index has room for.
const ID_BITS: u32 = 47;
/// From being asked to being answered.
pub const TAKES: Duration = Duration::days(3);

/// One question with its answer.
#[derive(Debug, Clone)]
pub struct PublicQuestion {
    /// Random: one says nothing of another.
    pub id: QuestionId,
    pub area: AreaId,
    pub asked_at: Timestamp,
    /// The first is the original.
    pub words: Vec<Version>,
    pub answer: PublicAnswer,
}

#[derive(Debug, Clone)]
pub struct PublicAnswer {
    pub by: AccreditationId,
    /// The first is the original; a title is not shown.
    pub words: Vec<Version>,
    pub checked_at: Timestamp,
    pub check_by: Timestamp,
    pub sources: Vec<SourceId>,
}

#[derive(Debug, Clone)]
pub struct Version {
    pub language: ContentLanguage,
    pub origin: Origin,
    pub words: Words,
}

/// So many of random bits as an id has.
pub fn id_of(random: u64) -> QuestionId {
    QuestionId((random & ((1 << ID_BITS) - 1)).cast_signed())
}

/// The ids that one question's rows get.
struct Placed<'a> {
    of: &'a PublicQuestion,
    asked: TextId,
    public: TextId,
    answered: TextId,
    answer: AnswerId,
}

/// Writes all of them.
pub fn insert(tx: &mut Tx, all: &[PublicQuestion]) -> Result<()> {
    let first_text = last_id(tx, "texts")? + 1;
    let first_answer = last_id(tx, "answers")? + 1;
    let placed: Vec<Placed> = (0..)
        .zip(all)
        .map(|(at, of)| Placed {
            of,
            asked: TextId(first_text + at * 3),
            public: TextId(first_text + at * 3 + 1),
            answered: TextId(first_text + at * 3 + 2),
            answer: AnswerId(first_answer + at),
        })
        .collect();
    for chunk in placed.chunks(STATEMENT) {
        insert_texts(tx, chunk)?;
        insert_questions(tx, chunk)?;
        insert_answers(tx, chunk)?;
    }
    tx.follow_ids(&["texts", "answers"])
}

#[derive(QueryableByName)]
struct LastId {
    #[diesel(sql_type = BigInt)]
    last: i64,
}

fn last_id(conn: &mut Conn, table: &str) -> QueryResult<i64> {
    let query = format!("SELECT CAST(coalesce(max(id), 0) AS BIGINT) AS last FROM {table}");
    Ok(diesel::sql_query(query).get_result::<LastId>(conn)?.last)
}

/// The Monday of the week, which is all that readers are shown.
pub fn week(at: Timestamp) -> Timestamp {
    let monday = (at - Duration::days(i64::from(at.utc().weekday().num_days_from_monday()))).utc().date_naive();
    Timestamp::new(monday.and_time(NaiveTime::MIN))
}

fn insert_texts(tx: &mut Tx, placed: &[Placed]) -> Result<()> {
    let text = |id: TextId, language: ContentLanguage, at: Timestamp| {
        (texts::id.eq(id), texts::original_language.eq(language), texts::revision.eq(1), texts::created_at.eq(at))
    };
    let version = |id: TextId, version: &Version, at: Timestamp| {
        (
            text_versions::text_id.eq(id),
            text_versions::language.eq(version.language),
            text_versions::revision.eq(1),
            text_versions::follows.eq(1),
            text_versions::origin.eq(version.origin),
            text_versions::updated_at.eq(at),
            text_versions::title.eq(version.words.title.clone()),
            text_versions::summary.eq(version.words.summary.clone()),
            text_versions::body.eq(version.words.body.clone()),
        )
    };
    let (mut rows, mut versions) = (Vec::new(), Vec::new());
    for one in placed {
        let (asked_at, checked_at) = (day(one.of.asked_at), one.of.answer.checked_at);
        let (Some(asked), Some(answered)) = (one.of.words.first(), one.of.answer.words.first()) else { continue };
        rows.push(text(one.asked, asked.language, asked_at));
        rows.push(text(one.public, asked.language, asked_at));
        rows.push(text(one.answered, answered.language, checked_at));
        versions.push(version(one.asked, asked, asked_at));
        versions.extend(one.of.words.iter().map(|words| version(one.public, words, asked_at)));
        versions.extend(one.of.answer.words.iter().map(|words| version(one.answered, words, checked_at)));
    }
    for chunk in rows.chunks(STATEMENT) {
        crate::on_both!(tx, c => diesel::insert_into(texts::table).values(chunk).execute(c))?;
    }
    for chunk in versions.chunks(STATEMENT) {
        crate::on_both!(tx, c => diesel::insert_into(text_versions::table).values(chunk).execute(c))?;
    }
    Ok(())
}

fn insert_questions(tx: &mut Tx, placed: &[Placed]) -> Result<()> {
    let row = |one: &Placed| {
        let title = one.of.words.first().map_or("", |version| &version.words.title);
        (
            questions::id.eq(one.of.id),
            questions::audience.eq(Audience::Everyone),
            questions::area_id.eq(one.of.area),
            questions::urgent.eq(false),
            questions::text_id.eq(one.asked),
            questions::public_text_id.eq(one.public),
            questions::state.eq(State::Answered),
            questions::asked_at.eq(day(one.of.asked_at)),
            questions::active_at.eq(day(one.of.asked_at + TAKES)),
            questions::accreditation_id.eq(one.of.answer.by),
            questions::published_at.eq(week(one.of.asked_at + TAKES)),
            questions::slug.eq(slug(title)),
        )
    };
    let rows: Vec<_> = placed.iter().map(row).collect();
    crate::on_both!(tx, c => diesel::insert_into(questions::table).values(&rows).execute(c))?;
    let state = |of: &PublicQuestion, state: State, at: Timestamp| {
        (
            question_states::question_id.eq(of.id),
            question_states::state.eq(state),
            question_states::reason.eq(""),
            question_states::at.eq(day(at)),
        )
    };
    let both = |one: &Placed| {
        let asked = one.of.asked_at;
        [state(one.of, State::Received, asked), state(one.of, State::Answered, asked + TAKES)]
    };
    let rows: Vec<_> = placed.iter().flat_map(both).collect();
    crate::on_both!(tx, c => diesel::insert_into(question_states::table).values(&rows).execute(c))?;
    let route = |one: &Placed| {
        (
            question_routes::question_id.eq(one.of.id),
            question_routes::accreditation_id.eq(one.of.answer.by),
            question_routes::state.eq("accepted"),
            question_routes::at.eq(one.of.asked_at),
        )
    };
    let rows: Vec<_> = placed.iter().map(route).collect();
    crate::on_both!(tx, c => diesel::insert_into(question_routes::table).values(&rows).execute(c))?;
    Ok(())
}

fn insert_answers(tx: &mut Tx, placed: &[Placed]) -> Result<()> {
    let row = |one: &Placed| {
        (
            answers::id.eq(one.answer),
            answers::question_id.eq(one.of.id),
            answers::accreditation_id.eq(one.of.answer.by),
            answers::text_id.eq(one.answered),
            answers::revision.eq(1),
            answers::created_at.eq(one.of.asked_at + TAKES),
            answers::checked_at.eq(one.of.answer.checked_at),
            answers::check_by.eq(one.of.answer.check_by),
            answers::review_reason.eq(""),
        )
    };
    let rows: Vec<_> = placed.iter().map(row).collect();
    crate::on_both!(tx, c => diesel::insert_into(answers::table).values(&rows).execute(c))?;
    let check = |one: &Placed| {
        let original = one.of.answer.words.first()?;
        Some((
            answer_checks::answer_id.eq(one.answer),
            answer_checks::kind.eq("answered"),
            answer_checks::accreditation_id.eq(one.of.answer.by),
            answer_checks::at.eq(one.of.answer.checked_at),
            answer_checks::language.eq(original.language.code()),
            answer_checks::summary.eq(original.words.summary.clone()),
            answer_checks::body.eq(original.words.body.clone()),
        ))
    };
    let rows: Vec<_> = placed.iter().filter_map(check).collect();
    crate::on_both!(tx, c => diesel::insert_into(answer_checks::table).values(&rows).execute(c))?;
    let citing = |one: &Placed| {
        let answer = one.answer;
        let cite =
            move |source: &SourceId| (answer_sources::answer_id.eq(answer), answer_sources::source_id.eq(*source));
        one.of.answer.sources.iter().map(cite).collect::<Vec<_>>()
    };
    let rows: Vec<_> = placed.iter().flat_map(citing).collect();
    crate::on_both!(tx, c => diesel::insert_into(answer_sources::table).values(&rows).execute(c))?;
    Ok(())
}

//! `/q/{id}/{slug}/history`: what became of an official answer since everybody may read it: what it said, when it was
//! changed or found to be still right, and when a source put it in doubt.

use std::collections::HashMap;
use std::str::FromStr;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::changes::Changes;
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::db::schema::{answer_checks, answer_doubts, answers, source_changes, sources};
use crate::db::{AccreditationId, AnswerId, Conn, QuestionId, SourceChangeId, TextId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Badge, load_badges};
use crate::questions::answer::find_answer;
use crate::questions::check::CheckKind;
use crate::questions::question::load_question;
use crate::translations::load_shown;
use crate::web::Page;

/// Entries on a page: each may cost a comparison.
const SHOWN: usize = 20;

#[derive(Serialize, utoipa::ToSchema)]
pub struct HistoryPage {
    id: QuestionId,
    /// Of the question, in the reader's language where it is in it.
    title: String,
    title_language: ContentLanguage,
    /// Path of the question's page.
    public: String,
    /// The newest first.
    entries: Vec<HistoryEntry>,
    /// Cursor of older ones: give it as `before`.
    next: Option<String>,
}

/// Something that happened to an answer: it was written, renewed or changed by a body, or a source put it in doubt.
#[derive(Serialize, utoipa::ToSchema)]
struct HistoryEntry {
    at: Timestamp,
    /// `answered`, `renewed`, `changed` or `doubted`.
    kind: &'static str,
    by: Option<Badge>,
    /// Of a change: which revision it made.
    revision: Option<i64>,
    /// What it changed; of the first: all that it said.
    changes: Option<Changes>,
    /// The source that has changed, and what was noted of it.
    source: Option<String>,
    source_language: Option<ContentLanguage>,
    note: Option<String>,
}

/// id, kind, for which body, when; language, "in short" and words, empty in a renewal; the revision, 0 in a renewal.
type CheckRow = (i64, CheckKind, AccreditationId, Timestamp, String, String, String, i64);
type DoubtRow = (SourceChangeId, Timestamp, String, TextId);

/// A place in the history: entries of both kinds that stand before.
#[derive(Debug, Clone, Copy)]
struct Before {
    check: i64,
    change: SourceChangeId,
}

impl Before {
    const NONE: Self = Self { check: i64::MAX, change: SourceChangeId(i64::MAX) };
}

impl FromStr for Before {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (check, change) = text.split_once('.').ok_or(())?;
        Ok(Self { check: check.parse().map_err(drop)?, change: change.parse().map_err(drop)? })
    }
}

enum Happened {
    Check(CheckRow),
    Doubt(DoubtRow),
}

impl Happened {
    fn at(&self) -> Timestamp {
        match self {
            Self::Check(row) => row.3,
            Self::Doubt(row) => row.1,
        }
    }
}

/// From now on everybody may read what an answer says: what it said before stays with those who read it.
pub fn make_public(tx: &mut Tx, question: QuestionId) -> QueryResult<()> {
    let newest = answer_checks::table
        .inner_join(answers::table.on(answers::id.eq(answer_checks::answer_id)))
        .filter(answers::question_id.eq(question))
        .filter(answer_checks::text_revision.gt(0))
        .order(answer_checks::id.desc())
        .select(answer_checks::id);
    let newest: Option<i64> = newest.first(&mut **tx).optional()?;
    if let Some(id) = newest {
        diesel::update(answer_checks::table.find(id)).set(answer_checks::is_public.eq(true)).execute(&mut **tx)?;
    }
    Ok(())
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId, String)>) -> Result<HttpResponse> {
    let (_, id, slug) = path.into_inner();
    let before = visit.asked.cursor("before")?.unwrap_or(Before::NONE);
    visit.page(move |conn, viewer| page(conn, viewer, id, &slug, before)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: QuestionId, slug: &str, before: Before) -> Result<Page<HistoryPage>> {
    let question = load_question(conn, id)?;
    let public = question.public_path(viewer.lang).ok_or(Error::NotFound)?;
    if question.slug.as_deref() != Some(slug) {
        return Err(Error::MovedTo(format!("{public}/history")));
    }
    let answer = find_answer(conn, id)?.ok_or(Error::NotFound)?;
    let text = question.public_text_id.ok_or(Error::NotFound)?;
    let words = load_shown(conn, &[text], viewer.lang)?.remove(&text).ok_or(Error::NotFound)?;
    let (happened, next) = happened(conn, answer.id, before)?;
    let entries = entries(conn, viewer, answer.id, happened)?;
    let title = viewer.lang.locale().say("history-title");
    let page = HistoryPage { id, title: words.title, title_language: words.language, public, entries, next };
    let bodies = [Tag::any("organisation"), Tag::any("accreditation"), Tag::any("account")];
    let tags = [Tag::of("question", id.0), Tag::any("source")].into_iter().chain(bodies).collect();
    Ok(Page::new("questions/history", title, page).not_indexed().kept_until_changed(tags))
}

/// What happened before a place, the newest first, and where it goes on. Two queries.
fn happened(conn: &mut Conn, answer: AnswerId, before: Before) -> QueryResult<(Vec<Happened>, Option<String>)> {
    let limit = SHOWN as i64 + 1;
    let checks: Vec<CheckRow> = answer_checks::table
        .filter(answer_checks::answer_id.eq(answer))
        .filter(answer_checks::is_public.eq(true))
        .filter(answer_checks::id.lt(before.check))
        .order(answer_checks::id.desc())
        .limit(limit)
        .select((
            answer_checks::id,
            answer_checks::kind,
            answer_checks::accreditation_id,
            answer_checks::at,
            answer_checks::language,
            answer_checks::summary,
            answer_checks::body,
            answer_checks::text_revision,
        ))
        .load(conn)?;
    // A mark that was made in error is as if it had not been.
    let doubts: Vec<DoubtRow> = answer_doubts::table
        .inner_join(source_changes::table)
        .inner_join(sources::table.on(sources::id.eq(source_changes::source_id)))
        .filter(answer_doubts::answer_id.eq(answer))
        .filter(answer_doubts::is_public.eq(true))
        .filter(source_changes::undone_at.is_null())
        .filter(source_changes::id.lt(before.change))
        .order(source_changes::id.desc())
        .limit(limit)
        .select((source_changes::id, source_changes::marked_at, source_changes::note, sources::text_id))
        .load(conn)?;
    let mut all: Vec<Happened> =
        checks.into_iter().map(Happened::Check).chain(doubts.into_iter().map(Happened::Doubt)).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.at()));
    let more = all.len() > SHOWN;
    all.truncate(SHOWN);
    let last = all.iter().fold(before, |last, one| match one {
        Happened::Check(row) => Before { check: row.0, ..last },
        Happened::Doubt(row) => Before { change: row.0, ..last },
    });
    Ok((all, more.then(|| format!("{}.{}", last.check, last.change))))
}

fn entries(conn: &mut Conn, viewer: &Viewer, answer: AnswerId, happened: Vec<Happened>) -> Result<Vec<HistoryEntry>> {
    let mut bodies = Vec::new();
    let mut titles = Vec::new();
    for one in &happened {
        match one {
            Happened::Check(row) => bodies.push(row.2),
            Happened::Doubt(row) => titles.push(row.3),
        }
    }
    let badges = load_badges(conn, viewer, &bodies)?;
    let titles = load_shown(conn, &titles, viewer.lang)?;
    let before = wordings_before(conn, answer, &happened)?;
    let entry = |one: Happened| match one {
        Happened::Check((id, kind, by, at, language, summary, body, revision)) => {
            let language = ContentLanguage::from_code(&language).filter(|_| revision > 0);
            let (old_summary, old_body) = before.get(&id).cloned().unwrap_or_default();
            let changes = |language| Changes::between(language, (&old_summary, &old_body), (&summary, &body));
            HistoryEntry {
                at,
                kind: kind.code(),
                by: badges.get(&by).cloned(),
                revision: Some(revision).filter(|revision| *revision > 0),
                changes: language.map(changes),
                source: None,
                source_language: None,
                note: None,
            }
        }
        Happened::Doubt((_, at, note, text)) => {
            let (source, source_language) =
                titles.get(&text).map(|words| (words.title.clone(), words.language)).unzip();
            let (by, revision, changes) = (None, None, None);
            HistoryEntry { at, kind: "doubted", by, revision, changes, source, source_language, note: Some(note) }
        }
    };
    Ok(happened.into_iter().map(entry).collect())
}

/// What the answer said before each of these, where that was public too. One query.
fn wordings_before(
    conn: &mut Conn,
    answer: AnswerId,
    happened: &[Happened],
) -> QueryResult<HashMap<i64, (String, String)>> {
    let newest = happened.iter().find_map(|one| match one {
        Happened::Check(row) if row.7 > 0 => Some(row.0),
        _ => None,
    });
    let Some(newest) = newest else { return Ok(HashMap::new()) };
    let rows: Vec<(i64, String, String)> = answer_checks::table
        .filter(answer_checks::answer_id.eq(answer))
        .filter(answer_checks::is_public.eq(true))
        .filter(answer_checks::text_revision.gt(0))
        .filter(answer_checks::id.le(newest))
        .order(answer_checks::id.desc())
        .limit(SHOWN as i64 + 1)
        .select((answer_checks::id, answer_checks::summary, answer_checks::body))
        .load(conn)?;
    let pairs = rows.windows(2).map(|pair| (pair[0].0, (pair[1].1.clone(), pair[1].2.clone())));
    Ok(pairs.collect())
}

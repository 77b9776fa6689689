//! The register of sources: laws and pages that answers rest on.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use super::question::State;
use super::register::{say_article, set_key};
use crate::accounts::Viewer;
use crate::db::schema::{answer_sources, answers, questions, sources};
use crate::db::{AccountId, AnswerId, Conn, Entry, SourceId, Subject, TextId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::translations::{Words, insert_text, load_shown};

crate::text_codes! {
    /// What a source is. Messages: `source-kind-…`.
    SourceKind { Law = "law", Page = "page" }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sources)]
pub struct Source {
    pub id: SourceId,
    pub text_id: TextId,
    pub kind: SourceKind,
    pub number: String,
    pub article: String,
    pub url: String,
    pub checked_at: Timestamp,
    pub changed_at: Option<Timestamp>,
    pub change_note: String,
    pub revision: i64,
}

/// A source as it is cited.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SourceView {
    pub id: SourceId,
    pub kind: SourceKind,
    pub title: String,
    pub language: ContentLanguage,
    pub number: String,
    /// As laws are cited in the title's language.
    pub article: String,
    pub url: String,
    pub checked_at: Timestamp,
    /// Since when it says something else than when it was checked.
    pub changed_at: Option<Timestamp>,
    pub change_note: String,
}

/// What a new entry of the register holds.
#[derive(Debug, Clone)]
pub struct NewSource {
    pub kind: SourceKind,
    pub titles: Vec<(ContentLanguage, String)>,
    pub number: String,
    pub article: String,
    pub url: String,
}

impl NewSource {
    /// Its titles as versions of a text.
    pub fn words(&self) -> Vec<(ContentLanguage, Words)> {
        let title = |(language, title): &(ContentLanguage, String)| {
            (*language, Words { title: title.clone(), ..Words::default() })
        };
        self.titles.iter().map(title).collect()
    }
}

/// An entry of the register.
pub fn find_source(conn: &mut Conn, id: SourceId) -> Result<Source> {
    Ok(sources::table.find(id).select(Source::as_select()).first(conn)?)
}

/// An entry as it is shown. Two queries.
pub fn load_source(conn: &mut Conn, viewer: &Viewer, id: SourceId) -> Result<SourceView> {
    let row = find_source(conn, id)?;
    with_titles(conn, viewer, vec![row])?.pop().ok_or(Error::NotFound)
}

/// How many answers that everybody may read cite each of these. What private ones rest on is told by no number. One query.
pub fn count_citing(conn: &mut Conn, ids: &[SourceId]) -> QueryResult<HashMap<SourceId, i64>> {
    let rows: Vec<(SourceId, i64)> = answer_sources::table
        .inner_join(answers::table.on(answers::id.eq(answer_sources::answer_id)))
        .inner_join(questions::table.on(questions::id.eq(answers::question_id)))
        .filter(answer_sources::source_id.eq_any(ids))
        .filter(questions::published_at.is_not_null().and(questions::state.ne(State::Withdrawn)))
        .group_by(answer_sources::source_id)
        .select((answer_sources::source_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What each of these answers cites. Three queries.
pub fn sources_of(conn: &mut Conn, viewer: &Viewer, of: &[AnswerId]) -> Result<HashMap<AnswerId, Vec<SourceView>>> {
    let cited: Vec<(AnswerId, SourceId)> = answer_sources::table
        .filter(answer_sources::answer_id.eq_any(of))
        .order(answer_sources::source_id)
        .select((answer_sources::answer_id, answer_sources::source_id))
        .load(conn)?;
    let ids: Vec<SourceId> = cited.iter().map(|(_, source)| *source).collect();
    let rows: Vec<Source> = sources::table.filter(sources::id.eq_any(ids)).select(Source::as_select()).load(conn)?;
    let shown: HashMap<SourceId, SourceView> =
        with_titles(conn, viewer, rows)?.into_iter().map(|source| (source.id, source)).collect();
    let mut of_answers: HashMap<AnswerId, Vec<SourceView>> = HashMap::new();
    for (answer, source) in cited {
        if let Some(source) = shown.get(&source) {
            of_answers.entry(answer).or_default().push(source.clone());
        }
    }
    Ok(of_answers)
}

pub fn with_titles(conn: &mut Conn, viewer: &Viewer, rows: Vec<Source>) -> Result<Vec<SourceView>> {
    let texts: Vec<TextId> = rows.iter().map(|source| source.text_id).collect();
    let mut shown = load_shown(conn, &texts, viewer.lang)?;
    let view = |source: Source| {
        let words = shown.remove(&source.text_id)?;
        let Source { id, kind, number, article, url, checked_at, changed_at, change_note, .. } = source;
        let (title, language) = (words.title, words.language);
        let told = language == ContentLanguage::from(viewer.lang);
        let article = if told { say_article(&article, viewer.lang) } else { article };
        Some(SourceView { id, kind, title, language, number, article, url, checked_at, changed_at, change_note })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

pub fn insert_source(tx: &mut Tx, new: &NewSource, by: Option<AccountId>) -> Result<SourceId> {
    let now = tx.now();
    let text = insert_text(tx, &new.words(), by)?;
    let id: SourceId = diesel::insert_into(sources::table)
        .values((
            sources::text_id.eq(text),
            sources::kind.eq(new.kind),
            sources::number.eq(&new.number),
            sources::article.eq(&new.article),
            sources::url.eq(&new.url),
            sources::checked_at.eq(now),
            sources::change_note.eq(""),
            sources::created_by.eq(by),
            sources::created_at.eq(now),
        ))
        .returning(sources::id)
        .get_result(&mut **tx)?;
    set_key(tx, id)?;
    record(tx, "source.added", id, by);
    Ok(id)
}

pub fn record(tx: &mut Tx, kind: &'static str, id: SourceId, by: Option<AccountId>) {
    tx.record(Entry {
        kind,
        actor: by,
        subject: Subject { kind: "source", id: id.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
}

//! `/translations`: what waits for translators, of one language at a time: versions whose original has changed, versions
//! that nobody has reviewed, and answers that are not in the language yet.

use std::collections::HashMap;

use actix_web::HttpResponse;
use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;
use serde::Serialize;

use super::changes::{Changes, changes_since};
use super::translator::Translator;
use crate::accounts::{Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::{answers, questions, text_versions, texts};
use crate::db::{AnswerId, AreaId, Conn, MultiBackend, QuestionId, TextId, Timestamp, keyset};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::questions::State;
use crate::questions::public_list::Behind;
use crate::translations::{Version, load_shown};
use crate::web::{Cursor, Page};

/// Pages to translate that are shown at once.
const SHOWN: usize = 20;

crate::text_codes! {
    /// What of the translators' work is shown. Messages: `translations-view-…`.
    View { Stale = "stale", Review = "review", Missing = "missing" }
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct TranslationsPage {
    view: View,
    views: Vec<View>,
    language: ContentLanguage,
    languages: Vec<LanguageCount>,
    items: Vec<TranslationItem>,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct LanguageCount {
    language: ContentLanguage,
    /// Versions whose original has changed.
    stale: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
struct TranslationItem {
    id: QuestionId,
    title: String,
    title_language: ContentLanguage,
    dir: &'static str,
    area: Option<String>,
    /// The question's words wait as well, or alone.
    question: bool,
    answer: bool,
    machine: bool,
    /// How the answer's original has changed since.
    changes: Option<Changes>,
    /// Path of the form.
    url: String,
}

/// What the reader translates.
struct Scope {
    language: ContentLanguage,
    areas: Vec<AreaId>,
}

type Row = (QuestionId, TextId, AreaId, Timestamp);

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let view = match visit.asked.query("view")? {
        Some(code) => View::from_code(&code).ok_or(Error::NotFound)?,
        None => View::Stale,
    };
    let (language, behind) = (visit.asked.query("language")?, visit.asked.cursor("after")?);
    visit.page(move |conn, viewer| page(conn, viewer, view, language.as_deref(), behind)).await
}

fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    view: View,
    language: Option<&str>,
    behind: Option<Behind>,
) -> Result<Page<TranslationsPage>> {
    let translator = Translator::require(conn, viewer)?;
    let all = translator.languages();
    let language = match language {
        Some(code) => all.iter().copied().find(|known| known.code() == code).ok_or(Error::NotFound)?,
        None => all
            .iter()
            .copied()
            .find(|known| *known == viewer.lang.into())
            .or(all.first().copied())
            .ok_or(Error::NotFound)?,
    };
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let mut ids: Vec<AreaId> = areas.keys().copied().collect();
    ids.sort_unstable();
    let counts = count_stale(conn, &translator, &ids)?;
    let scope = Scope { language, areas: translator.areas(language, &ids) };
    let mut rows = rows_of(conn, view, &scope, behind)?;
    let next = (rows.len() > SHOWN).then(|| rows.truncate(SHOWN)).and_then(|()| rows.last());
    let next = next.map(|&(id, .., at)| Cursor { at, id }.to_string());
    let items = items(conn, viewer, view, language, rows, &areas)?;
    let count =
        |language: ContentLanguage| LanguageCount { language, stale: counts.get(&language).copied().unwrap_or(0) };
    let languages = all.into_iter().map(count).collect();
    let page = TranslationsPage { view, views: View::ALL.to_vec(), language, languages, items, next };
    Ok(Page::new("questions/translations", viewer.lang.locale().say("translations-title"), page).not_indexed())
}

/// Public questions of some areas, beside what was answered to them.
macro_rules! public_in {
    ($areas:expr) => {
        questions::table
            .left_join(answers::table)
            .filter(questions::published_at.is_not_null())
            .filter(questions::state.ne(State::Withdrawn))
            .filter(questions::area_id.eq_any($areas.clone()))
    };
}

/// Versions whose original has changed, by language: of the areas from which somebody translates. One query a set of areas:
/// all languages of an editor at once, those of an expert each.
fn count_stale(conn: &mut Conn, translator: &Translator, all: &[AreaId]) -> QueryResult<HashMap<ContentLanguage, i64>> {
    let mut by_areas: HashMap<Vec<AreaId>, Vec<ContentLanguage>> = HashMap::new();
    for language in translator.languages() {
        by_areas.entry(translator.areas(language, all)).or_default().push(language);
    }
    let mut counts = HashMap::new();
    for (areas, languages) in by_areas {
        let asked = public_in!(areas).select(questions::public_text_id.assume_not_null());
        let answered = public_in!(areas).select(answers::text_id.assume_not_null()).filter(answers::id.is_not_null());
        let rows: Vec<(ContentLanguage, i64)> = text_versions::table
            .inner_join(texts::table)
            .filter(text_versions::follows.lt(texts::revision))
            .filter(text_versions::language.eq_any(languages))
            .filter(text_versions::text_id.eq_any(asked).or(text_versions::text_id.eq_any(answered)))
            .group_by(text_versions::language)
            .select((text_versions::language, count_star()))
            .load(conn)?;
        counts.extend(rows);
    }
    Ok(counts)
}

/// Questions with something to do, the newest first; one more than is shown.
fn rows_of(conn: &mut Conn, view: View, scope: &Scope, behind: Option<Behind>) -> QueryResult<Vec<Row>> {
    let mut query = public_in!(scope.areas)
        .order((questions::published_at.desc(), questions::id.desc()))
        .limit(SHOWN as i64 + 1)
        .select((
            questions::id,
            questions::public_text_id.assume_not_null(),
            questions::area_id,
            questions::published_at.assume_not_null(),
        ))
        .into_boxed::<MultiBackend>();
    let versions = text_versions::table.inner_join(texts::table).filter(text_versions::language.eq(scope.language));
    let ids = text_versions::text_id;
    query = match view {
        View::Stale => {
            let stale = versions.filter(text_versions::follows.lt(texts::revision));
            let (asked, answered) = (stale.select(ids.nullable()), stale.select(ids.nullable()));
            query.filter(
                questions::public_text_id
                    .eq_any(asked)
                    .or(answers::text_id.nullable().eq_any(answered).assume_not_null()),
            )
        }
        View::Review => {
            let open = versions
                .filter(text_versions::follows.ge(texts::revision))
                .filter(text_versions::language.ne(texts::original_language))
                .filter(text_versions::reviewed_at.is_null());
            let (asked, answered) = (open.select(ids.nullable()), open.select(ids.nullable()));
            query.filter(
                questions::public_text_id
                    .eq_any(asked)
                    .or(answers::text_id.nullable().eq_any(answered).assume_not_null()),
            )
        }
        View::Missing => {
            let there = text_versions::table
                .filter(text_versions::language.eq(scope.language))
                .filter(text_versions::text_id.nullable().eq(answers::text_id.nullable()));
            query.filter(answers::id.is_not_null()).filter(not(exists(there)))
        }
    };
    if let Some(Cursor { at, id }) = behind {
        query = query.filter(keyset::less("questions.published_at, questions.id", at, id.0));
    }
    query.load(conn)
}

fn items(
    conn: &mut Conn,
    viewer: &Viewer,
    view: View,
    language: ContentLanguage,
    rows: Vec<Row>,
    areas: &HashMap<AreaId, String>,
) -> Result<Vec<TranslationItem>> {
    let ids: Vec<QuestionId> = rows.iter().map(|row| row.0).collect();
    let given: Vec<(QuestionId, AnswerId, TextId)> = answers::table
        .filter(answers::question_id.eq_any(&ids))
        .select((answers::question_id, answers::id, answers::text_id))
        .load(conn)?;
    let given: HashMap<QuestionId, (AnswerId, TextId)> =
        given.into_iter().map(|(question, id, text)| (question, (id, text))).collect();
    let all: Vec<TextId> = rows.iter().map(|row| row.1).chain(given.values().map(|(_, text)| *text)).collect();
    let texts = load_texts(conn, &all, language)?;
    let mut titles = load_shown(conn, &rows.iter().map(|row| row.1).collect::<Vec<_>>(), language)?;
    let waits = |text: &TextId| texts.get(text).is_some_and(|pair| pair.waits(view, language));
    let stale: Vec<(AnswerId, i64, &Version)> = given
        .values()
        .filter_map(|(id, text)| {
            let pair = texts.get(text).filter(|_| view == View::Stale && waits(text))?;
            Some((*id, pair.version.as_ref()?.follows, &pair.original))
        })
        .collect();
    let mut changes = changes_since(conn, &stale)?;
    let since: HashMap<AnswerId, i64> = stale.iter().map(|(id, follows, _)| (*id, *follows)).collect();
    let item = |(id, text, area, _): Row| {
        let words = titles.remove(&text)?;
        let answer = given.get(&id).copied();
        let machine = |text: &TextId| {
            let version = texts.get(text).and_then(|pair| pair.version.as_ref());
            version.is_some_and(|version| version.origin == crate::translations::Origin::Machine)
        };
        let changed = answer.and_then(|(id, _)| Some((id, *since.get(&id)?)));
        Some(TranslationItem {
            id,
            title: words.title,
            title_language: words.language,
            dir: words.language.dir(),
            area: areas.get(&area).cloned(),
            question: waits(&text),
            answer: answer.is_some_and(|(_, text)| waits(&text)),
            machine: machine(&text) || answer.is_some_and(|(_, text)| machine(&text)),
            changes: changed.and_then(|key| changes.remove(&key)),
            url: format!("/{}/q/{id}/versions?language={}", viewer.lang, language.code()),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// A text's original, and its version in a language where there is one.
struct Pair {
    revision: i64,
    original: Version,
    version: Option<Version>,
}

impl Pair {
    fn waits(&self, view: View, language: ContentLanguage) -> bool {
        let stale = self.version.as_ref().is_some_and(|version| version.follows < self.revision);
        let reviewed = self.version.as_ref().is_none_or(|version| version.reviewed_at.is_some());
        match view {
            View::Stale => stale,
            View::Review => !stale && !reviewed && self.original.language != language,
            View::Missing => self.version.is_none(),
        }
    }
}

/// One query.
fn load_texts(conn: &mut Conn, ids: &[TextId], language: ContentLanguage) -> QueryResult<HashMap<TextId, Pair>> {
    let rows: Vec<(ContentLanguage, i64, Version)> = text_versions::table
        .inner_join(texts::table)
        .filter(text_versions::text_id.eq_any(ids))
        .filter(text_versions::language.eq(language).or(text_versions::language.eq(texts::original_language)))
        .select((texts::original_language, texts::revision, Version::as_select()))
        .load(conn)?;
    let mut versions: HashMap<TextId, Version> = HashMap::new();
    let mut originals = Vec::new();
    for (original, revision, version) in rows {
        if version.language == language {
            versions.insert(version.text_id, version.clone());
        }
        if version.language == original {
            originals.push((revision, version));
        }
    }
    let pair = |(revision, original): (i64, Version)| {
        (original.text_id, Pair { revision, version: versions.remove(&original.text_id), original })
    };
    Ok(originals.into_iter().map(pair).collect())
}

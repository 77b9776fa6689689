//! `/questions`: those that everybody may read, as lists show them.

use std::collections::HashMap;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::answer::Answer;
use super::question::public_path;
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::areas::{Area, list_areas};
use crate::db::schema::{
    accreditations, answer_doubts, answer_sources, answers, guide_entries, questions, source_changes, text_versions,
};
use crate::db::{AreaId, Conn, MultiBackend, OrganisationId, QuestionId, SourceId, TextId, Timestamp, keyset};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::find_by_slug;
use crate::translations::load_shown;
use crate::web::{Cursor, Page};

/// Questions on a page of the list.
const SHOWN: i64 = 30;

#[derive(Serialize, utoipa::ToSchema)]
pub struct QuestionsPage {
    questions: Vec<QuestionItem>,
    areas: Vec<Area>,
    area: Option<String>,
    /// Only those with an official answer.
    answered: bool,
    /// The body whose answers are listed, if it is just one's.
    organisation: Option<AnsweringBody>,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
}

/// A body in the directory.
#[derive(Serialize, utoipa::ToSchema)]
struct AnsweringBody {
    id: OrganisationId,
    slug: String,
    name: String,
    language: ContentLanguage,
}

/// A public question in a list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct QuestionItem {
    pub id: QuestionId,
    pub title: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    pub url: String,
    /// In short, where a body has answered.
    pub answer: Option<String>,
    pub answer_language: Option<ContentLanguage>,
    pub stale: bool,
    /// When its answer was found to be right.
    pub checked_at: Option<Timestamp>,
    pub area: Option<String>,
}

/// A place in a list of questions.
pub type Behind = Cursor<QuestionId>;
pub type Row = (QuestionId, TextId, AreaId, String, Timestamp);

/// Which public questions are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub area: Option<AreaId>,
    /// Only those that a body has answered.
    pub answered: bool,
    /// Only those that this body has answered.
    pub answered_by: Option<OrganisationId>,
    /// Only those whose answer cites this source.
    pub cites: Option<SourceId>,
    /// Only those whose answer is in doubt because this source has changed.
    pub doubted_by: Option<SourceId>,
    /// Without those that are in the guide.
    pub not_in_guide: bool,
    /// Only those that can be read in this language; or only the others.
    pub readable: Option<(ContentLanguage, bool)>,
}

/// Public questions, the newest first, behind a place. Two queries beside those of their answers.
pub fn list_public(
    conn: &mut Conn,
    viewer: &Viewer,
    filter: Filter,
    behind: Option<Behind>,
    limit: i64,
) -> Result<(Vec<QuestionItem>, Option<Behind>)> {
    let rows = list_rows(conn, filter, behind, limit)?;
    let last = rows.last().filter(|_| rows.len() == usize::try_from(limit).unwrap_or(0));
    let last = last.map(|row| Cursor { at: row.4, id: row.0 });
    Ok((items(conn, viewer, rows)?, last))
}

/// Their rows alone. One query.
pub fn list_rows(conn: &mut Conn, filter: Filter, behind: Option<Behind>, limit: i64) -> QueryResult<Vec<Row>> {
    let mut query = questions::table
        .filter(questions::published_at.is_not_null())
        .filter(questions::state.ne(super::State::Withdrawn))
        .order((questions::published_at.desc(), questions::id.desc()))
        .limit(limit)
        .select((
            questions::id,
            questions::public_text_id.assume_not_null(),
            questions::area_id,
            questions::slug.assume_not_null(),
            questions::published_at.assume_not_null(),
        ))
        .into_boxed::<MultiBackend>();
    if let Some(area) = filter.area {
        query = query.filter(questions::area_id.eq(area));
    }
    if filter.answered {
        query = query.filter(diesel::dsl::exists(answers::table.filter(answers::question_id.eq(questions::id))));
    }
    if let Some(body) = filter.answered_by {
        let its_own = answers::table
            .inner_join(accreditations::table.on(accreditations::id.eq(answers::accreditation_id)))
            .filter(answers::question_id.eq(questions::id))
            .filter(accreditations::organisation_id.eq(body));
        query = query.filter(diesel::dsl::exists(its_own));
    }
    if let Some(source) = filter.cites {
        let citing = answers::table
            .inner_join(answer_sources::table.on(answer_sources::answer_id.eq(answers::id)))
            .filter(answers::question_id.eq(questions::id))
            .filter(answer_sources::source_id.eq(source));
        query = query.filter(diesel::dsl::exists(citing));
    }
    if let Some(source) = filter.doubted_by {
        let doubted = answers::table
            .inner_join(answer_doubts::table.on(answer_doubts::answer_id.eq(answers::id)))
            .inner_join(source_changes::table.on(source_changes::id.eq(answer_doubts::change_id)))
            .filter(answers::question_id.eq(questions::id))
            .filter(answer_doubts::settled_at.is_null())
            .filter(source_changes::source_id.eq(source));
        query = query.filter(diesel::dsl::exists(doubted));
    }
    if filter.not_in_guide {
        let entries = guide_entries::table.filter(guide_entries::question_id.eq(questions::id));
        query = query.filter(diesel::dsl::not(diesel::dsl::exists(entries)));
    }
    if let Some((language, is_so)) = filter.readable {
        let versions = text_versions::table
            .filter(text_versions::text_id.nullable().eq(questions::public_text_id))
            .filter(text_versions::language.eq(language))
            .filter(text_versions::withheld.eq(false));
        query = match is_so {
            true => query.filter(diesel::dsl::exists(versions)),
            false => query.filter(diesel::dsl::not(diesel::dsl::exists(versions))),
        };
    }
    if let Some(Cursor { at, id }) = behind {
        query = query.filter(keyset::less("questions.published_at, questions.id", at, id.0));
    }
    query.load(conn)
}

/// Public questions as they stand in lists, in the order of the rows.
pub fn items(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<QuestionItem>> {
    let texts: Vec<TextId> = rows.iter().map(|row| row.1).collect();
    let mut shown = load_shown(conn, &texts, viewer.lang)?;
    let ids: Vec<QuestionId> = rows.iter().map(|row| row.0).collect();
    let given: Vec<Answer> =
        answers::table.filter(answers::question_id.eq_any(ids)).select(Answer::as_select()).load(conn)?;
    let texts: Vec<TextId> = given.iter().map(|answer| answer.text_id).collect();
    let mut short = load_shown(conn, &texts, viewer.lang)?;
    let given: HashMap<QuestionId, Answer> = given.into_iter().map(|answer| (answer.question_id, answer)).collect();
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let item = |(id, text, area, slug, _): Row| {
        let words = shown.remove(&text)?;
        let answer = given.get(&id);
        let (answer_language, short) = answer
            .and_then(|answer| short.remove(&answer.text_id))
            .map(|words| (words.language, words.summary))
            .unzip();
        Some(QuestionItem {
            id,
            title: words.title,
            language: words.language,
            dir: words.language.dir(),
            url: public_path(viewer.lang, id, &slug),
            answer: short,
            answer_language,
            stale: answer.is_some_and(|answer| answer.is_stale(viewer.now)),
            checked_at: answer.map(|answer| answer.checked_at),
            area: areas.get(&area).cloned(),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    let (area, body) = (visit.asked.query("area")?, visit.asked.query("organisation")?);
    let behind = visit.asked.cursor("after")?;
    let answered = visit.asked.query("answered")?.is_some();
    visit
        .page(move |conn, viewer| {
            let areas = list_areas(conn, viewer)?;
            let chosen = match &area {
                Some(slug) => Some(areas.iter().find(|one| one.slug == *slug).ok_or(Error::NotFound)?.id),
                None => None,
            };
            let body = body.map(|slug| body_of(conn, viewer, slug)).transpose()?;
            let answered_by = body.as_ref().map(|body| body.id);
            let filter = Filter { area: chosen, answered, answered_by, ..Filter::default() };
            let (questions, next) = list_public(conn, viewer, filter, behind, SHOWN)?;
            let next = next.map(|place| place.to_string());
            let title = viewer.lang.locale().say("questions-title");
            let mut tags = vec![Tag::any("question"), Tag::any("answer"), Tag::any("source"), Tag::any("area")];
            tags.extend(body.as_ref().map(|body| Tag::of("organisation", body.id.0)));
            let page = QuestionsPage { questions, areas, area, answered, organisation: body, next };
            Ok(Page::new("questions/list", title, page).kept_until_changed(tags))
        })
        .await
}

fn body_of(conn: &mut Conn, viewer: &Viewer, slug: String) -> Result<AnsweringBody> {
    let body = find_by_slug(conn, viewer, &slug)?.ok_or(Error::NotFound)?;
    let words = load_shown(conn, &[body.text_id], viewer.lang)?.remove(&body.text_id).ok_or(Error::NotFound)?;
    Ok(AnsweringBody { id: body.id, slug, name: words.title, language: words.language })
}

//! `/questions` and `/q/{id}/{slug}`: what everybody may read. Of a question: its words as they were let through, its
//! area, language and week; nothing of who asked.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::answer::{Answer, AnswerView, find_answer, show_answers_in};
use super::case_page::own_page;
use super::community::{Asked, Behind as BehindAnswer, Community, find_public, load_community, qa_page};
use super::desk::{Original, find_original};
use super::guide::{InGuide, in_guide};
use super::question::{Question, load_question, public_path, published, subject};
use super::versions::{Loaded, Versions, load_versions};
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::areas::{Area, list_areas};
use crate::db::schema::{accreditations, answer_sources, answers, guide_entries, questions};
use crate::db::{AreaId, Conn, MultiBackend, OrganisationId, QuestionId, SourceId, TextId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::find_by_slug;
use crate::translations::load_shown;
use crate::web::Page;
use crate::web::identity::Finding;

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

#[derive(Serialize, utoipa::ToSchema)]
pub struct QuestionPage {
    id: QuestionId,
    title: String,
    text: String,
    language: ContentLanguage,
    dir: &'static str,
    area: Option<Area>,
    /// The Monday of the week in which it was let through.
    week: Timestamp,
    answer: Option<AnswerView>,
    /// The public question that was asked before.
    duplicate_of: Option<Original>,
    /// Nobody works on it any more.
    ended: bool,
    community: Community,
    /// Of what the reader is writing, as HTML.
    preview: Option<String>,
    /// What identifies a person in it, to be decided on before it is sent.
    found: Vec<Finding>,
    versions: Versions,
    /// The answer has been changed, renewed or doubted: path of its history.
    history: Option<String>,
    /// For editors: whether it is in the guide of its area, or can be put there.
    guide: Option<InGuide>,
}

impl QuestionPage {
    /// The same page, asking about what was found in an answer.
    pub fn asking(self, found: Vec<Finding>) -> Self {
        Self { found, ..self }
    }

    pub fn previewing(self, html: String) -> Self {
        Self { preview: Some(html), ..self }
    }
}

/// A place in a list: a time by which it is ordered, and the id.
pub type Behind = (Timestamp, QuestionId);
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
    /// Without those that are in the guide.
    pub not_in_guide: bool,
}

/// Public questions, the newest first, behind a place. Two queries beside those of their answers.
pub fn list_public(
    conn: &mut Conn,
    viewer: &Viewer,
    filter: Filter,
    behind: Option<Behind>,
    limit: i64,
) -> Result<(Vec<QuestionItem>, Option<Behind>)> {
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
    if filter.not_in_guide {
        let entries = guide_entries::table.filter(guide_entries::question_id.eq(questions::id));
        query = query.filter(diesel::dsl::not(diesel::dsl::exists(entries)));
    }
    if let Some((at, id)) = behind {
        query =
            query.filter(questions::published_at.lt(at).or(questions::published_at.eq(at).and(questions::id.lt(id))));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let last = rows.last().filter(|_| rows.len() == usize::try_from(limit).unwrap_or(0)).map(|row| (row.4, row.0));
    Ok((items(conn, viewer, rows)?, last))
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
    let (area, after) = (visit.asked.query("area")?, visit.asked.query("after")?);
    let body = visit.asked.query("organisation")?;
    let behind = after.map(|text| parse_place(&text).ok_or(Error::BadRequest("error-bad-request"))).transpose()?;
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
            let next = next.map(|(at, id)| format!("{}.{id}", at.micros()));
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

/// A place as a page's address has it.
pub fn parse_place(text: &str) -> Option<Behind> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_micros(at.parse().ok()?)?, id.parse().ok()?))
}

/// The page of who asked, or the way to the public one.
pub async fn show_short(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let site = visit.site.clone();
    visit
        .page(move |conn, viewer| match own_page(conn, viewer, id) {
            Ok(page) => {
                let read_at = site.changes.catch_up(conn)?;
                Ok(page.showing(subject(id), 1, read_at))
            }
            Err(_) => {
                let question = load_question(conn, id)?;
                let public = question.public_path(viewer.lang).filter(|_| published(&question));
                Err(public.map_or(Error::NotFound, Error::MovedTo))
            }
        })
        .await
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId, String)>) -> Result<HttpResponse> {
    let (_, id, slug) = path.into_inner();
    let base = visit.site.config.base_url.clone();
    let behind = visit.asked.query("after")?.map(|text| text.parse()).transpose()?;
    let language = visit.asked.query("in")?;
    visit
        .page(move |conn, viewer| {
            let language = match &language {
                Some(code) => Some(ContentLanguage::from_code(code).ok_or(Error::NotFound)?),
                None => None,
            };
            let question = find_public(conn, id)?;
            if question.slug.as_ref() != Some(&slug) {
                return Err(question.public_path(viewer.lang).map_or(Error::NotFound, Error::MovedTo));
            }
            page_of(conn, viewer, &base, &question, behind, language)
        })
        .await
}

/// The page of a question that everybody may read, with its community answers from a place on.
pub fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    base_url: &str,
    id: QuestionId,
    behind: Option<BehindAnswer>,
) -> Result<Page<QuestionPage>> {
    let question = find_public(conn, id)?;
    page_of(conn, viewer, base_url, &question, behind, None)
}

fn page_of(
    conn: &mut Conn,
    viewer: &Viewer,
    base_url: &str,
    question: &Question,
    behind: Option<BehindAnswer>,
    asked: Option<ContentLanguage>,
) -> Result<Page<QuestionPage>> {
    let text = question.public_text_id.ok_or(Error::NotFound)?;
    let language = asked.unwrap_or(viewer.lang.into());
    let words = load_shown(conn, &[text], language)?.remove(&text).ok_or(Error::NotFound)?;
    let standing = find_answer(conn, question.id)?;
    let answer = show_answers_in(conn, viewer, language, base_url, standing.as_slice())?.remove(&question.id);
    let Loaded { versions, told, tags } = load_versions(conn, viewer, question, standing.as_ref(), asked)?;
    let path = question.public_path(viewer.lang).ok_or(Error::NotFound)?;
    let page = QuestionPage {
        id: question.id,
        title: words.title,
        text: words.body,
        language: words.language,
        dir: words.language.dir(),
        area: list_areas(conn, viewer)?.into_iter().find(|area| area.id == question.area_id),
        week: question.published_at.ok_or(Error::NotFound)?,
        history: answer.as_ref().map(|_| format!("{path}/history")),
        guide: in_guide(conn, viewer, question.id, answer.is_some())?,
        answer,
        duplicate_of: find_original(conn, viewer, question.id)?,
        ended: !question.is_open(),
        community: load_community(conn, viewer, base_url, question, behind)?,
        preview: None,
        found: Vec::new(),
        versions,
    };
    Ok(around(page, &format!("{base_url}{path}"), tags).in_languages(told))
}

/// What stands around it: when a copy is out of date, and what search engines are told.
fn around(page: QuestionPage, url: &str, versions: Vec<Tag>) -> Page<QuestionPage> {
    // A source that changes puts answers into review; badges are of bodies, and of people who show their names.
    let kinds = ["source", "organisation", "accreditation", "account", "area"];
    let shown = page.duplicate_of.iter().map(|original| original.id).chain([page.id]);
    let shown = shown.map(|id| Tag::of("question", id.0)).collect::<Vec<_>>();
    let tags = kinds.map(Tag::any).into_iter().chain(shown).chain(versions).collect();
    let described = page.answer.as_ref().map(|answer| answer.summary.clone());
    let structured = page.community.open.then(|| {
        let asked = Asked { url, title: &page.title, text: &page.text, language: page.language };
        qa_page(&asked, page.answer.as_ref(), &page.community)
    });
    let mut page = Page::new("questions/question", page.title.clone(), page).kept_until_changed(tags);
    if let Some(summary) = described {
        page = page.described(summary);
    }
    match structured {
        Some(structured) => page.with_part(move |_, _| Ok(structured)),
        None => page,
    }
}

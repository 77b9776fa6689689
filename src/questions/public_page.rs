//! `/q/{id}/{slug}`: what everybody may read of a question: its words as they were let through, its area, language and
//! week; nothing of who asked.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::answer::{AnswerView, find_answer, show_answers_in};
use super::case_page::own_page;
use super::community::{Asked, Behind as BehindAnswer, Community, find_public, load_community, qa_page};
use super::desk::{Original, find_original};
use super::guide::{InGuide, in_guide};
use super::question::{Question, load_question, subject};
use super::versions::{Loaded, Versions, load_versions};
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::areas::{Area, list_areas};
use crate::db::{Conn, QuestionId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::translations::load_shown;
use crate::web::Page;
use crate::web::identity::Finding;

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
            Err(Error::NotFound) => {
                let question = load_question(conn, id)?;
                let public = question.public_path(viewer.lang);
                Err(public.map_or(Error::NotFound, Error::MovedTo))
            }
            Err(error) => Err(error),
        })
        .await
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId, String)>) -> Result<HttpResponse> {
    let (_, id, slug) = path.into_inner();
    let base = visit.site.config.base_url.clone();
    let behind = visit.asked.cursor("after")?;
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

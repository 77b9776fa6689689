//! `/moderation/questions`: questions for everybody that wait to be let through, for moderators of everything. They see
//! what would be shown to everybody, with what identifies a person taken out, and no others: neither municipality nor
//! situation, nor who asked, nor a question that its asker keeps from somebody.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::public_list::Behind;
use super::publication::{Draft, draft, let_through, parse_words, without_identities};
use super::question::{Audience, Question, State, day};
use crate::accounts::{Done, Member, Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::{questions, text_versions, texts};
use crate::db::{AreaId, Conn, MultiBackend, QuestionId, TextId, Timestamp, keyset};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::{Cursor, Page, Submitted};

/// Questions on a page of the list.
const SHOWN: i64 = 50;

/// States in which nothing is published any more.
const OVER: [State; 3] = [State::Withdrawn, State::Closed, State::Duplicate];

#[derive(Serialize, utoipa::ToSchema)]
pub struct HeldPage {
    /// Those that have waited longest first.
    questions: Vec<HeldItem>,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct HeldItem {
    id: QuestionId,
    title: String,
    language: ContentLanguage,
    dir: &'static str,
    area: String,
    /// The day on which it was asked.
    day: Timestamp,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct HeldQuestionPage {
    id: QuestionId,
    draft: Draft,
    area: String,
    /// Path of its public page, once it is let through.
    public: Option<String>,
}

type Row = (QuestionId, TextId, AreaId, Timestamp);

/// For those who moderate everywhere.
pub fn permit(viewer: &Viewer) -> Result<&Member> {
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    if member.moderates_everywhere() { Ok(member) } else { Err(Error::NotFound) }
}

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    let behind = visit.asked.cursor("after")?;
    visit.page(move |conn, viewer| list_page(conn, viewer, behind)).await
}

fn list_page(conn: &mut Conn, viewer: &Viewer, behind: Option<Behind>) -> Result<Page<HeldPage>> {
    permit(viewer)?;
    let mut query = questions::table
        .filter(questions::audience.eq(Audience::Everyone))
        .filter(questions::published_at.is_null())
        .filter(questions::state.ne_all(OVER))
        .order((questions::asked_at, questions::id))
        .limit(SHOWN)
        .select((questions::id, questions::text_id, questions::area_id, questions::asked_at))
        .into_boxed::<MultiBackend>();
    if let Some(Cursor { at, id }) = behind {
        query = query.filter(keyset::greater("questions.asked_at, questions.id", at, id.0));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let next = rows.last().filter(|_| i64::try_from(rows.len()) == Ok(SHOWN));
    let next = next.map(|&(id, _, _, at)| Cursor { at, id }.to_string());
    let page = HeldPage { questions: items(conn, viewer, rows)?, next };
    Ok(Page::new("questions/held", viewer.lang.locale().say("held-title"), page).not_indexed())
}

fn items(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<HeldItem>> {
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let of: Vec<TextId> = rows.iter().map(|row| row.1).collect();
    let titles: Vec<(TextId, ContentLanguage, String)> = text_versions::table
        .inner_join(texts::table)
        .filter(text_versions::text_id.eq_any(of))
        .filter(text_versions::language.eq(texts::original_language))
        .select((text_versions::text_id, text_versions::language, text_versions::title))
        .load(conn)?;
    let mut titles: HashMap<TextId, (ContentLanguage, String)> =
        titles.into_iter().map(|(text, language, title)| (text, (language, title))).collect();
    let item = |(id, text, area, at): Row| {
        let (language, title) = titles.remove(&text)?;
        Some(HeldItem {
            id,
            title: without_identities(&title, viewer.lang),
            language,
            dir: language.dir(),
            area: areas.get(&area).cloned().unwrap_or_default(),
            day: day(at),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// A question for everybody, let through or not. One query, whatever the number.
fn find(conn: &mut Conn, id: QuestionId) -> Result<Question> {
    let open = questions::table
        .find(id)
        .filter(questions::audience.eq(Audience::Everyone))
        .filter(questions::state.ne(State::Withdrawn));
    Ok(open.select(Question::as_select()).first(conn)?)
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<Page<HeldQuestionPage>> {
    permit(viewer)?;
    let question = find(conn, id)?;
    let area = list_areas(conn, viewer)?.into_iter().find(|area| area.id == question.area_id);
    let page = HeldQuestionPage {
        id,
        draft: draft(conn, &question, viewer.lang)?.ok_or(Error::NotFound)?,
        area: area.map(|area| area.name).unwrap_or_default(),
        public: question.public_path(viewer.lang),
    };
    Ok(Page::new("questions/held_question", viewer.lang.locale().say("held-question-title"), page).not_indexed())
}

pub async fn publish(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer).map(drop)).await?;
        let words = parse_words(&submitted)?;
        let published = visit.write(move |tx, viewer, member| {
            permit(viewer)?;
            let question = find(tx, id)?;
            let_through(tx, &question, &words, member.id)?;
            let url = format!("/{}/moderation/questions", viewer.lang);
            Ok(Done::changed(id.0, url).telling("flash-question-published"))
        });
        published.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, id)).await
}

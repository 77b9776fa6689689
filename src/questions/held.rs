//! `/moderation/questions`: questions for everybody that wait to be let through, and those that were hidden, for
//! moderators of everything. They see what would be shown to everybody, with what identifies a person taken out, and no
//! others: neither municipality nor situation, nor who asked, nor a question that its asker keeps from somebody.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::ask_form::first_sentence;
use super::hiding::{QuestionAct, list_acts};
use super::public_list::Behind;
use super::publication::{Draft, draft_of, let_through, parse_words, without_identities};
use super::question::{Audience, Question, State, day};
use crate::accounts::{Done, Member, Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::{questions, text_versions, texts};
use crate::db::{AreaId, Conn, MultiBackend, QuestionId, TextId, Timestamp, keyset};
use crate::error::{Error, Result};
use crate::forum::Note;
use crate::i18n::ContentLanguage;
use crate::web::{Cursor, Page, Submitted};

/// Questions on a page of the list.
const SHOWN: i64 = 50;
/// Hidden ones beside it: the newest.
const HIDDEN: i64 = 20;

/// States in which nothing is published any more.
const OVER: [State; 3] = [State::Withdrawn, State::Closed, State::Duplicate];

#[derive(Serialize, utoipa::ToSchema)]
pub struct HeldPage {
    /// Those that have waited longest first.
    questions: Vec<HeldItem>,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
    /// Those that were hidden last, on the first page.
    hidden: Vec<HeldItem>,
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
    hidden: Option<Note>,
    /// What moderators did with it, the newest first.
    acts: Vec<QuestionAct>,
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
        .filter(questions::hidden_at.is_null())
        .filter(questions::state.ne_all(OVER))
        .order((questions::asked_at, questions::id))
        .limit(SHOWN)
        .select((questions::id, questions::text_id, questions::area_id, questions::asked_at))
        .into_boxed::<MultiBackend>();
    let hidden = if behind.is_none() { list_hidden(conn)? } else { Vec::new() };
    if let Some(Cursor { at, id }) = behind {
        query = query.filter(keyset::greater("questions.asked_at, questions.id", at, id.0));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let next = rows.last().filter(|_| i64::try_from(rows.len()) == Ok(SHOWN));
    let next = next.map(|&(id, _, _, at)| Cursor { at, id }.to_string());
    let page = HeldPage { questions: items(conn, viewer, rows)?, next, hidden: items(conn, viewer, hidden)? };
    Ok(Page::new("questions/held", viewer.lang.locale().say("held-title"), page).not_indexed())
}

/// Of those that are hidden, the newest.
fn list_hidden(conn: &mut Conn) -> QueryResult<Vec<Row>> {
    questions::table
        .filter(questions::audience.eq(Audience::Everyone))
        .filter(questions::hidden_at.is_not_null())
        .filter(questions::state.ne(State::Withdrawn))
        .order((questions::hidden_at.desc(), questions::id.desc()))
        .limit(HIDDEN)
        .select((questions::id, questions::text_id, questions::area_id, questions::asked_at))
        .load(conn)
}

fn items(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<HeldItem>> {
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let of: Vec<TextId> = rows.iter().map(|row| row.1).collect();
    let bodies: Vec<(TextId, ContentLanguage, String)> = text_versions::table
        .inner_join(texts::table)
        .filter(text_versions::text_id.eq_any(of))
        .filter(text_versions::language.eq(texts::original_language))
        .select((text_versions::text_id, text_versions::language, text_versions::body))
        .load(conn)?;
    let mut bodies: HashMap<TextId, (ContentLanguage, String)> =
        bodies.into_iter().map(|(text, language, body)| (text, (language, body))).collect();
    let item = |(id, text, area, at): Row| {
        let (language, body) = bodies.remove(&text)?;
        Some(HeldItem {
            id,
            // Of the whole text, before it is cut: half a number is known for none.
            title: first_sentence(&without_identities(&body, viewer.lang)),
            language,
            dir: language.dir(),
            area: areas.get(&area).cloned().unwrap_or_default(),
            day: day(at),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// A question for everybody that waits, was let through or is hidden; one that has ended before is no one's business
/// here. One query, whatever the number.
pub fn find(conn: &mut Conn, id: QuestionId) -> Result<Question> {
    let decided = questions::published_at.is_not_null().or(questions::hidden_at.is_not_null());
    let there = questions::table
        .find(id)
        .filter(questions::audience.eq(Audience::Everyone))
        .filter(questions::state.ne(State::Withdrawn))
        .filter(decided.or(questions::state.ne_all(OVER)));
    Ok(there.select(Question::as_select()).first(conn)?)
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

pub fn page(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<Page<HeldQuestionPage>> {
    permit(viewer)?;
    let question = find(conn, id)?;
    let area = list_areas(conn, viewer)?.into_iter().find(|area| area.id == question.area_id);
    let page = HeldQuestionPage {
        id,
        draft: draft_of(conn, &question, viewer.lang)?,
        area: area.map(|area| area.name).unwrap_or_default(),
        public: question.public_path(viewer.lang),
        acts: list_acts(conn, id, viewer.now)?,
        hidden: Note::new(question.hidden_at, question.hidden_reason),
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

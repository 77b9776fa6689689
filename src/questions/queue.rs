//! `/queue`: what waits for an expert, what their colleagues have, what nobody has, what is overdue, and answers that are
//! to be looked at again.

mod rows;

use std::collections::{HashMap, HashSet};

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use self::rows::{Place, Row, Rows, Wanted, list_rows};
use super::desk::Check;
use super::following_up::AT_WORK;
use super::question::State;
use super::reach::list_readable;
use super::register::name_seen;
use super::source::load_source;
use crate::accounts::{Role, Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::{text_versions, texts};
use crate::db::{AccreditationId, AnswerId, AreaId, Conn, QuestionId, SourceId, TextId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Badge, list_accreditations, load_badges};
use crate::web::Page;

crate::text_codes! {
    /// What of the queue is shown. Messages: `queue-view-…`.
    View {
        Mine = "mine",
        Organisation = "organisation",
        Unassigned = "unassigned",
        Overdue = "overdue",
        Review = "review",
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct QueuePage {
    view: View,
    views: Vec<View>,
    /// The source whose answers are to be looked at again, if it is just one's.
    source: Option<CitedSource>,
    items: Vec<QueueItem>,
    /// Some of them can be found to be still right.
    renewable: bool,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct CitedSource {
    id: SourceId,
    title: String,
    language: ContentLanguage,
}

/// A question as it stands in the queue: its words for those who may read it, of a public one those that are public.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct QueueItem {
    id: QuestionId,
    title: Option<String>,
    language: Option<ContentLanguage>,
    area: String,
    state: State,
    urgent: bool,
    asked_at: Timestamp,
    /// The last moment of the day until which it is to be answered.
    due_at: Option<Timestamp>,
    /// That day is over, and it is not the asker's turn.
    overdue: bool,
    /// The reader has it, or is asked to take it.
    mine: bool,
    /// It has a page for them: they have it, or answer in its area.
    opens: bool,
    by: Option<Badge>,
    /// Of an answer that is to be looked at again: why, and until when it was right; its number only for who can read it.
    review_reason: Option<String>,
    answer: Option<AnswerId>,
    check_by: Option<Timestamp>,
    /// Names the doubts of the answer that are shown: another one is not settled unseen.
    seen: Option<String>,
    /// The second expert's part: `awaited`, the reader's to verify; `refused`, the reader's own answer.
    check: Option<Check>,
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let view = match visit.asked.query("view")? {
        Some(code) => View::from_code(&code).ok_or(Error::NotFound)?,
        None => View::Mine,
    };
    let source = match visit.asked.query("source")? {
        Some(id) => Some(id.parse().ok().filter(|_| view == View::Review).ok_or(Error::NotFound)?),
        None => None,
    };
    let wanted = Wanted { view, source, behind: visit.asked.cursor::<Place>("after")? };
    visit.page(move |conn, viewer| page(conn, viewer, wanted)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, wanted: Wanted) -> Result<Page<QueuePage>> {
    let account = viewer.id().ok_or(Error::SignIn)?;
    let own = list_accreditations(conn, &[account], viewer.now)?;
    // A role that was given by hand answers for no body: its queue is empty.
    if own.is_empty() && !viewer.has_role(Role::Expert) {
        return Err(Error::NotFound);
    }
    let source = wanted.source.map(|id| load_source(conn, viewer, id)).transpose()?;
    let source = source.map(|of| CitedSource { id: of.id, title: of.title, language: of.language });
    let found = list_rows(conn, viewer, &own, wanted)?;
    let (renewable, next) = (!found.reviewed.is_empty(), found.next.map(|place| place.to_string()));
    let items = items(conn, viewer, found, &own)?;
    let page = QueuePage { view: wanted.view, views: View::ALL.to_vec(), source, items, renewable, next };
    Ok(Page::new("questions/queue", viewer.lang.locale().say("queue-title"), page).not_indexed())
}

fn items(conn: &mut Conn, viewer: &Viewer, found: Rows, own: &[Accreditation]) -> Result<Vec<QueueItem>> {
    let Rows { rows, reviewed, checks, .. } = found;
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let mine: HashSet<AccreditationId> = own.iter().map(|one| one.id).collect();
    let bearers: Vec<AccreditationId> = rows.iter().filter_map(|row| row.accreditation_id).collect();
    let badges = load_badges(conn, viewer, &bearers)?;
    let is_mine = |row: &Row| row.accreditation_id.is_some_and(|by| mine.contains(&by));
    // Words are for those to whom the question was given; what is public is for all.
    let readable = |row: &Row| if is_mine(row) { Some(row.text_id) } else { row.public_text() };
    let texts: Vec<TextId> = rows.iter().filter_map(readable).collect();
    let mut titles = titles_of(conn, &texts)?;
    let reviewing: Vec<QuestionId> = reviewed.keys().copied().collect();
    let readable_answers = list_readable(conn, own, &reviewing)?;
    let seen = name_seen(conn, &reviewed.values().map(|answer| answer.id).collect::<Vec<_>>())?;
    let item = |row: Row| {
        let (language, title) = readable(&row).and_then(|text| titles.remove(&text)).unzip();
        let review = reviewed.get(&row.id);
        QueueItem {
            title,
            language,
            area: areas.get(&row.area_id).cloned().unwrap_or_default(),
            overdue: AT_WORK.contains(&row.state) && row.due_at.is_some_and(|due| due < viewer.now),
            mine: is_mine(&row),
            opens: is_mine(&row) || own.iter().any(|one| one.areas.contains(&row.area_id)),
            by: row.accreditation_id.and_then(|by| badges.get(&by).cloned()),
            review_reason: review.map(|answer| answer.review_reason.clone()),
            answer: review.map(|answer| answer.id).filter(|_| readable_answers.contains(&row.id)),
            check_by: review.map(|answer| answer.check_by),
            seen: review.and_then(|answer| seen.get(&answer.id).cloned()),
            check: checks.get(&row.id).copied(),
            id: row.id,
            state: row.state,
            urgent: row.urgent,
            asked_at: row.asked_at,
            due_at: row.due_at,
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// The titles of texts in their own languages.
fn titles_of(conn: &mut Conn, of: &[TextId]) -> QueryResult<HashMap<TextId, (ContentLanguage, String)>> {
    let titles: Vec<(TextId, ContentLanguage, String)> = text_versions::table
        .inner_join(texts::table)
        .filter(text_versions::text_id.eq_any(of))
        .filter(text_versions::language.eq(texts::original_language))
        .select((text_versions::text_id, text_versions::language, text_versions::title))
        .load(conn)?;
    Ok(titles.into_iter().map(|(text, language, title)| (text, (language, title))).collect())
}

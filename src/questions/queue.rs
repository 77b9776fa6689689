//! `/queue`: what waits for an expert, what their colleagues have, what nobody has, what is overdue, and answers that are
//! to be looked at again.

use std::collections::{HashMap, HashSet};

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::answer::Answer;
use super::desk::{Check, list_checks};
use super::question::{Audience, State};
use super::reach::list_readable;
use super::register::name_seen;
use super::route::{OPEN, may_read};
use crate::accounts::{Role, Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::{accreditations, answers, questions, text_versions, texts};
use crate::db::{AccreditationId, AnswerId, AreaId, Conn, MultiBackend, OrganisationId, QuestionId, TextId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Badge, list_accreditations, load_badges};
use crate::web::Page;

/// Questions shown of a view: the ones due first.
const SHOWN: i64 = 100;

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
    items: Vec<QueueItem>,
    /// Some of them can be found to be still right.
    renewable: bool,
}

/// A question as it stands in the queue: its words only for those who may read it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct QueueItem {
    id: QuestionId,
    title: Option<String>,
    language: Option<ContentLanguage>,
    area: String,
    state: State,
    urgent: bool,
    asked_at: Timestamp,
    due_at: Option<Timestamp>,
    overdue: bool,
    /// The reader has it, or is asked to take it.
    mine: bool,
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

type Row = (QuestionId, AreaId, Audience, State, bool, Timestamp, Option<Timestamp>, Option<AccreditationId>, TextId);

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let view = match visit.asked.query("view")? {
        Some(code) => View::from_code(&code).ok_or(Error::NotFound)?,
        None => View::Mine,
    };
    visit.page(move |conn, viewer| page(conn, viewer, view)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, view: View) -> Result<Page<QueuePage>> {
    let account = viewer.id().ok_or(Error::SignIn)?;
    let own = list_accreditations(conn, &[account], viewer.now)?;
    // A role that was given by hand answers for no body: its queue is empty.
    if own.is_empty() && !viewer.has_role(Role::Expert) {
        return Err(Error::NotFound);
    }
    let colleagues = colleagues_of(conn, &own)?;
    let checks = if view == View::Review { list_checks(conn, &own)? } else { HashMap::new() };
    let (rows, reviewed) = rows_of(conn, viewer, view, &own, &colleagues, &checks)?;
    let renewable = !reviewed.is_empty();
    let items = items(conn, viewer, rows, &own, &reviewed, &checks)?;
    let page = QueuePage { view, views: View::ALL.to_vec(), items, renewable };
    Ok(Page::new("questions/queue", viewer.lang.locale().say("queue-title"), page).not_indexed())
}

/// All accreditations, ended ones too, of the bodies that somebody answers for.
fn colleagues_of(conn: &mut Conn, own: &[Accreditation]) -> QueryResult<Vec<AccreditationId>> {
    let of: Vec<OrganisationId> = own.iter().map(|one| one.organisation).collect();
    accreditations::table.filter(accreditations::organisation_id.eq_any(of)).select(accreditations::id).load(conn)
}

/// The questions of a view; of those that are to be reviewed their answers too.
fn rows_of(
    conn: &mut Conn,
    viewer: &Viewer,
    view: View,
    own: &[Accreditation],
    colleagues: &[AccreditationId],
    checks: &HashMap<QuestionId, Check>,
) -> Result<(Vec<Row>, HashMap<QuestionId, Answer>)> {
    let ids = |all: &[AccreditationId]| all.iter().copied().map(Some).collect::<Vec<_>>();
    let mine: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let mut reviewed = HashMap::new();
    let mut query = questions::table
        .order((questions::urgent.desc(), questions::due_at, questions::id))
        .limit(SHOWN)
        .select((
            questions::id,
            questions::area_id,
            questions::audience,
            questions::state,
            questions::urgent,
            questions::asked_at,
            questions::due_at,
            questions::accreditation_id,
            questions::text_id,
        ))
        .into_boxed::<MultiBackend>();
    if view != View::Review {
        query = query.filter(questions::state.eq_any(OPEN));
    }
    match view {
        View::Mine => query = query.filter(questions::accreditation_id.eq_any(ids(&mine))),
        View::Organisation => query = query.filter(questions::accreditation_id.eq_any(ids(colleagues))),
        View::Unassigned => {
            let areas: Vec<AreaId> = own.iter().flat_map(|one| one.areas.iter().copied()).collect();
            query = query.filter(questions::accreditation_id.is_null()).filter(questions::area_id.eq_any(areas));
        }
        View::Overdue => {
            query = query.filter(questions::accreditation_id.eq_any(ids(colleagues)));
            query = query.filter(questions::due_at.lt(viewer.now));
        }
        View::Review => {
            reviewed = to_review(conn, viewer.now, colleagues)?;
            let ids: Vec<QuestionId> = reviewed.keys().chain(checks.keys()).copied().collect();
            query = query.filter(questions::id.eq_any(ids));
        }
    }
    let rows: Vec<Row> = query.load(conn)?;
    // What its asker keeps from a body is not even counted there.
    let may = |row: &Row| own.iter().any(|one| may_read(row.2, one.kind));
    Ok((rows.into_iter().filter(may).collect(), reviewed))
}

/// Answers of a body whose time is over or that are doubted.
fn to_review(
    conn: &mut Conn,
    now: Timestamp,
    colleagues: &[AccreditationId],
) -> QueryResult<HashMap<QuestionId, Answer>> {
    // Two queries, each with an index of its own: with an "or" every answer of the body would be read.
    let own = || {
        answers::table
            .filter(answers::accreditation_id.eq_any(colleagues))
            .order((answers::check_by, answers::id))
            .limit(SHOWN)
            .select(Answer::as_select())
    };
    let mut old: Vec<Answer> = own().filter(answers::check_by.lt(now)).load(conn)?;
    old.extend(own().filter(answers::review_since.is_not_null()).load(conn)?);
    Ok(old.into_iter().map(|answer| (answer.question_id, answer)).collect())
}

fn items(
    conn: &mut Conn,
    viewer: &Viewer,
    rows: Vec<Row>,
    own: &[Accreditation],
    reviewed: &HashMap<QuestionId, Answer>,
    checks: &HashMap<QuestionId, Check>,
) -> Result<Vec<QueueItem>> {
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let mine: HashSet<AccreditationId> = own.iter().map(|one| one.id).collect();
    let bearers: Vec<AccreditationId> = rows.iter().filter_map(|row| row.7).collect();
    let badges = load_badges(conn, viewer, &bearers)?;
    // Words are for those to whom the question was given.
    let readable: Vec<TextId> =
        rows.iter().filter(|row| row.7.is_some_and(|by| mine.contains(&by))).map(|row| row.8).collect();
    let titles: Vec<(TextId, ContentLanguage, String)> = text_versions::table
        .inner_join(texts::table)
        .filter(text_versions::text_id.eq_any(readable))
        .filter(text_versions::language.eq(texts::original_language))
        .select((text_versions::text_id, text_versions::language, text_versions::title))
        .load(conn)?;
    let mut titles: HashMap<TextId, (ContentLanguage, String)> =
        titles.into_iter().map(|(text, language, title)| (text, (language, title))).collect();
    let reviewing: Vec<QuestionId> = reviewed.keys().copied().collect();
    let readable_answers = list_readable(conn, own, &reviewing)?;
    let seen = name_seen(conn, &reviewed.values().map(|answer| answer.id).collect::<Vec<_>>())?;
    let item = |(id, area, _, state, urgent, asked_at, due_at, by, text): Row| {
        let (language, title) = titles.remove(&text).unzip();
        let review = reviewed.get(&id);
        QueueItem {
            id,
            title,
            language,
            area: areas.get(&area).cloned().unwrap_or_default(),
            state,
            urgent,
            asked_at,
            due_at,
            overdue: OPEN.contains(&state) && due_at.is_some_and(|due| due < viewer.now),
            mine: by.is_some_and(|by| mine.contains(&by)),
            by: by.and_then(|by| badges.get(&by).cloned()),
            review_reason: review.map(|answer| answer.review_reason.clone()),
            answer: review.map(|answer| answer.id).filter(|_| readable_answers.contains(&id)),
            check_by: review.map(|answer| answer.check_by),
            seen: review.and_then(|answer| seen.get(&answer.id).cloned()),
            check: checks.get(&id).copied(),
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

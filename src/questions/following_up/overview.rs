//! `/queue/overview`: what coordinators see of the work with questions: numbers of each of their areas, and why nobody has
//! some of them. Nothing of a single question stands here.

use std::collections::{BTreeMap, HashMap, HashSet};

use actix_web::HttpResponse;
use diesel::dsl::{count_star, min};
use diesel::prelude::*;
use serde::Serialize;

use super::reminder::AT_WORK;
use super::rules::all_rules;
use crate::accounts::{Role, Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::{questions, texts};
use crate::db::{AccreditationId, AreaId, Conn, MultiBackend, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, list_all_experts};
use crate::questions::question::{Audience, State};
use crate::questions::route::{OPEN, may_read, speaks};
use crate::web::Page;

crate::text_codes! {
    /// Why nobody has a question. Messages: `overview-why-…`.
    Why {
        /// The area has no expert.
        NoExpert = "no_expert",
        /// None of the kind that its asker lets read it.
        NoneAdmitted = "none_admitted",
        /// Who had it answers no more.
        Left = "left",
        /// Experts there are: they have declined, are away, or have come since.
        NotTaken = "not_taken",
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct OverviewPage {
    areas: Vec<AreaItem>,
    /// Of these areas together.
    open: i64,
    overdue: i64,
    nobody: i64,
}

/// How an area stands.
#[derive(Serialize, utoipa::ToSchema)]
struct AreaItem {
    slug: String,
    name: String,
    /// Working days within which its questions are to be answered.
    days: u32,
    /// Questions that wait for an answer.
    open: i64,
    overdue: i64,
    /// Those that nobody has, by the reason.
    nobody: i64,
    why: Vec<Reason>,
    /// Those that nobody has taken, and none of those who could answers in their language.
    unspoken: i64,
    /// The last moment of the day until which the one that is due first is to be answered.
    oldest: Option<Timestamp>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Reason {
    why: Why,
    count: i64,
}

/// Questions of one area for one audience in one state that one expert has, or nobody.
type Group = (AreaId, Audience, Option<AccreditationId>, i64, Option<Timestamp>, State);

/// What is counted of an area.
#[derive(Default)]
struct Counted {
    open: i64,
    overdue: i64,
    oldest: Option<Timestamp>,
    nobody: BTreeMap<Why, i64>,
    unspoken: i64,
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<OverviewPage>> {
    if viewer.member.is_none() {
        return Err(Error::SignIn);
    }
    if !viewer.has_role(Role::Coordinator) && !viewer.has_role(Role::Admin) {
        return Err(Error::NotFound);
    }
    let mut counted = count(conn, viewer.now)?;
    let rules = all_rules(conn)?;
    let item = |area: crate::areas::Area| {
        let Counted { open, overdue, oldest, nobody, unspoken } = counted.remove(&area.id).unwrap_or_default();
        let days = rules.get(&area.id).copied().unwrap_or_default().answer_days;
        let sum = nobody.values().sum();
        let why = nobody.into_iter().map(|(why, count)| Reason { why, count }).collect();
        AreaItem { slug: area.slug, name: area.name, days, open, overdue, nobody: sum, why, unspoken, oldest }
    };
    let own = list_areas(conn, viewer)?.into_iter().filter(|area| viewer.coordinates(area.id));
    let areas: Vec<AreaItem> = own.map(item).collect();
    let sum = |of: fn(&AreaItem) -> i64| areas.iter().map(of).sum();
    let (open, overdue, nobody) = (sum(|a| a.open), sum(|a| a.overdue), sum(|a| a.nobody));
    let page = OverviewPage { open, overdue, nobody, areas };
    Ok(Page::new("questions/overview", viewer.lang.locale().say("overview-title"), page).not_indexed())
}

/// Six queries, however many questions there are.
fn count(conn: &mut Conn, now: Timestamp) -> QueryResult<HashMap<AreaId, Counted>> {
    let experts = list_all_experts(conn, now)?;
    let in_force: HashSet<AccreditationId> = experts.iter().map(|expert| expert.id).collect();
    let mut areas: HashMap<AreaId, Counted> = HashMap::new();
    for (area, audience, holder, count, oldest, state) in list_groups(conn, &OPEN, None)? {
        let counted = areas.entry(area).or_default();
        counted.open += count;
        // While it is the asker's turn nothing is due.
        let due = oldest.filter(|_| AT_WORK.contains(&state));
        counted.oldest = counted.oldest.into_iter().chain(due).min();
        if holder.is_none_or(|holder| !in_force.contains(&holder)) {
            let why = if holder.is_some() { Why::Left } else { why_nobody(&experts, area, audience) };
            *counted.nobody.entry(why).or_default() += count;
        }
    }
    for (area, _, _, count, ..) in list_groups(conn, &AT_WORK, Some(now))? {
        areas.entry(area).or_default().overdue += count;
    }
    for (area, audience, language, count) in list_offered(conn)? {
        let mut could = experts.iter().filter(|one| one.areas.contains(&area) && may_read(audience, one.kind));
        if !could.any(|expert| speaks(expert, language)) {
            areas.entry(area).or_default().unspoken += count;
        }
    }
    Ok(areas)
}

/// Questions in some states, all or those whose day is over.
fn list_groups(conn: &mut Conn, states: &[State], overdue: Option<Timestamp>) -> QueryResult<Vec<Group>> {
    let mut query = questions::table
        .filter(questions::state.eq_any(states))
        .group_by((questions::area_id, questions::audience, questions::accreditation_id, questions::state))
        .select((
            questions::area_id,
            questions::audience,
            questions::accreditation_id,
            count_star(),
            min(questions::due_at),
            questions::state,
        ))
        .into_boxed::<MultiBackend>();
    if let Some(now) = overdue {
        query = query.filter(questions::due_at.lt(now));
    }
    query.load(conn)
}

/// What was given to somebody who has not taken it yet, by area, audience and language.
fn list_offered(conn: &mut Conn) -> QueryResult<Vec<(AreaId, Audience, ContentLanguage, i64)>> {
    questions::table
        .inner_join(texts::table.on(texts::id.eq(questions::text_id)))
        .filter(questions::state.eq(State::Received))
        .filter(questions::accreditation_id.is_not_null())
        .group_by((questions::area_id, questions::audience, texts::original_language))
        .select((questions::area_id, questions::audience, texts::original_language, count_star()))
        .load(conn)
}

fn why_nobody(experts: &[Accreditation], area: AreaId, audience: Audience) -> Why {
    let mut of_area = experts.iter().filter(|expert| expert.areas.contains(&area)).peekable();
    if of_area.peek().is_none() {
        return Why::NoExpert;
    }
    if of_area.any(|expert| may_read(audience, expert.kind)) { Why::NotTaken } else { Why::NoneAdmitted }
}

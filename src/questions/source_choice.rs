//! Which sources the form of an answer offers: those that it cites, those that were looked for, and those that answers in
//! the area cite most. The register is too long to be shown whole.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::expert_page::{self, Making};
use super::source::{Source, SourceView, with_titles};
use super::source_page::matching;
use crate::accounts::{Viewer, Visit};
use crate::db::schema::{answer_sources, answers, questions, sources};
use crate::db::{AreaId, Conn, QuestionId, SourceId};
use crate::error::Result;
use crate::web::{FormState, Submitted};

/// Sources beside those that are cited.
const OFFERED: usize = 12;
/// Answers whose sources are counted: an area may have thousands.
const NEWEST: i64 = 300;

/// What the form of an answer offers.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub struct SourceChoice {
    /// Those that are cited or ticked, then those that are used most; without what was found.
    sources: Vec<SourceView>,
    /// What was looked for; empty when nothing.
    source_q: String,
    /// What was found, the newest first.
    found_sources: Vec<SourceView>,
    /// There are more than could be shown.
    more_found: bool,
}

/// Up to six queries, however long the register is.
pub fn choose_sources(
    conn: &mut Conn,
    viewer: &Viewer,
    area: AreaId,
    cited: &[SourceId],
    source_q: &str,
) -> Result<SourceChoice> {
    let mut found: Vec<Source> = Vec::new();
    if !source_q.is_empty() {
        found = matching(source_q).limit(OFFERED as i64 + 1).load(conn)?;
    }
    let more_found = found.len() > OFFERED;
    found.truncate(OFFERED);
    let mut ids = cited.to_vec();
    ids.extend(list_used(conn, area)?.into_iter().filter(|id| !cited.contains(id)));
    ids.truncate(cited.len().max(OFFERED));
    if ids.len() < OFFERED {
        let newest: Vec<SourceId> =
            sources::table.order(sources::id.desc()).limit(OFFERED as i64).select(sources::id).load(conn)?;
        let others: Vec<SourceId> = newest.into_iter().filter(|id| !ids.contains(id)).collect();
        ids.extend(others);
        ids.truncate(OFFERED);
    }
    ids.retain(|id| !found.iter().any(|source| source.id == *id));
    let mut rows: Vec<Source> =
        sources::table.filter(sources::id.eq_any(&ids)).select(Source::as_select()).load(conn)?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    let (first, source_q) = (found.len(), source_q.to_owned());
    let mut found_sources = with_titles(conn, viewer, found.into_iter().chain(rows).collect())?;
    let sources = found_sources.split_off(first.min(found_sources.len()));
    Ok(SourceChoice { sources, source_q, found_sources, more_found })
}

/// Those that the newest answers in an area cite most. One query.
fn list_used(conn: &mut Conn, area: AreaId) -> QueryResult<Vec<SourceId>> {
    let newest = answers::table
        .inner_join(questions::table)
        .filter(questions::area_id.eq(area))
        .order((questions::published_at.desc(), questions::id.desc()))
        .limit(NEWEST)
        .select(answers::id);
    let counted: Vec<(SourceId, i64)> = answer_sources::table
        .filter(answer_sources::answer_id.eq_any(newest))
        .group_by(answer_sources::source_id)
        .select((answer_sources::source_id, diesel::dsl::count_star()))
        .order((diesel::dsl::count_star().desc(), answer_sources::source_id))
        .limit(OFFERED as i64)
        .load(conn)?;
    Ok(counted.into_iter().map(|(id, _)| id).collect())
}

/// Shows the page again with what was found and with all that was typed. Nothing is stored.
pub async fn find(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let making = Making::of(&visit, Some(&submitted))?;
    visit.page_with(FormState::of(&submitted), move |conn, viewer| expert_page::page(conn, viewer, &making, id)).await
}

//! The guide: answered public questions that an editor has put onto the page of their area, in an order.

mod write;

use diesel::prelude::*;
use serde::Serialize;

use crate::accounts::{Role, Viewer};
use crate::db::schema::{answers, guide_entries, questions};
use crate::db::{AreaId, Conn, QuestionId};
use crate::error::{Error, Result};
use crate::questions::State;
use crate::questions::public_list::{QuestionItem, Row, items};
use crate::web::{Endpoint, delete, post, put};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        put("/{lang}/q/{id}/guide", write::add).takes(&[]),
        delete("/{lang}/q/{id}/guide", write::remove).takes(&[]),
        post("/{lang}/q/{id}/guide/position", write::shift).takes(&["direction", "beside?"]),
    ]
}

/// What an editor sees of a question's place in the guide.
#[derive(Debug, Clone, Copy, Serialize, utoipa::ToSchema)]
pub struct InGuide {
    inside: bool,
}

/// An entry of an area's guide, between its neighbours.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GuideItem {
    #[serde(flatten)]
    question: QuestionItem,
    before: Option<QuestionId>,
    after: Option<QuestionId>,
}

/// Whether the reader keeps the guide.
pub fn keeps_guide(viewer: &Viewer) -> bool {
    viewer.has_role(Role::Editor) || viewer.has_role(Role::Admin)
}

fn permit(viewer: &Viewer) -> Result<()> {
    viewer.id().ok_or(Error::SignIn)?;
    if keeps_guide(viewer) { Ok(()) } else { Err(Error::Forbidden("error-forbidden")) }
}

/// For editors, of a question that an answer has made fit for the guide.
pub fn in_guide(conn: &mut Conn, viewer: &Viewer, id: QuestionId, answered: bool) -> QueryResult<Option<InGuide>> {
    if !keeps_guide(viewer) || !answered {
        return Ok(None);
    }
    let count: i64 = guide_entries::table.find(id).count().get_result(conn)?;
    Ok(Some(InGuide { inside: count > 0 }))
}

/// The entries of an area that everybody may read, in their order.
fn list_ids(conn: &mut Conn, area: AreaId) -> QueryResult<Vec<QuestionId>> {
    let rows = rows_of(conn, area)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

fn rows_of(conn: &mut Conn, area: AreaId) -> QueryResult<Vec<Row>> {
    guide_entries::table
        .inner_join(questions::table)
        .filter(guide_entries::area_id.eq(area))
        .filter(questions::published_at.is_not_null())
        .filter(questions::state.ne(State::Withdrawn))
        .filter(diesel::dsl::exists(answers::table.filter(answers::question_id.eq(questions::id))))
        .order((guide_entries::position, guide_entries::question_id))
        .select((
            questions::id,
            questions::public_text_id.assume_not_null(),
            questions::area_id,
            questions::slug.assume_not_null(),
            questions::published_at.assume_not_null(),
        ))
        .load(conn)
}

/// The guide of an area. One query beside those of the questions.
pub fn list_guide(conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Vec<GuideItem>> {
    let rows = rows_of(conn, area)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let all = items(conn, viewer, rows)?;
    let ids: Vec<QuestionId> = all.iter().map(|item| item.id).collect();
    let entry = |(at, question): (usize, QuestionItem)| GuideItem {
        question,
        before: at.checked_sub(1).and_then(|at| ids.get(at)).copied(),
        after: ids.get(at + 1).copied(),
    };
    Ok(all.into_iter().enumerate().map(entry).collect())
}

//! The order of categories among those with the same parent.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::{Standing, load_all, record};
use crate::accounts::{Done, Visit};
use crate::db::schema::categories;
use crate::db::{CategoryId, Tx};
use crate::error::{Error, Result};
use crate::forum::{Category, Readable};
use crate::web::Submitted;

crate::text_codes! {
    Direction { Up = "up", Down = "down" }
}

pub async fn shift(visit: Visit, path: Path<(String, CategoryId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_shift(&visit, id, &submitted).await;
    visit.answer_plainly(outcome, &submitted)
}

async fn try_shift(visit: &Visit, id: CategoryId, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let direction = fields.choice("direction", Direction::from_code, Direction::Up);
    fields.finish()?;
    visit
        .write(move |tx, viewer, member| {
            let all = load_all(tx, viewer)?;
            let category = all.find(id).ok_or(Error::NotFound)?;
            let siblings = siblings(&all, category.parent_id);
            let at = siblings.iter().position(|sibling| sibling.id == id).unwrap_or_default();
            let to = match direction {
                Direction::Up => at.saturating_sub(1),
                Direction::Down => at + 1,
            };
            if place(tx, &all, id, category.parent_id, Some(to))? {
                let stands = Standing { parent: category.parent_id, area: category.area_id };
                record(tx, "category.shifted", member.id, id, category.text_id, stands, stands);
            }
            Ok(Done::changed(id.0, format!("/{}/admin/categories#category-{id}", viewer.lang)))
        })
        .await
}

/// The categories under one, or those of the first level, in their order.
pub fn siblings(all: &Readable, parent: Option<CategoryId>) -> Vec<&Category> {
    match parent {
        Some(parent) => all.children(parent).collect(),
        None => all.top().collect(),
    }
}

/// Puts a category at a place among its siblings, counted from 0 (the last one when there is none), and numbers
/// them anew. Says whether anything was to be changed.
pub fn place(
    tx: &mut Tx,
    all: &Readable,
    id: CategoryId,
    parent: Option<CategoryId>,
    at: Option<usize>,
) -> QueryResult<bool> {
    let mut ids: Vec<CategoryId> =
        siblings(all, parent).iter().map(|sibling| sibling.id).filter(|one| *one != id).collect();
    ids.insert(at.unwrap_or(ids.len()).min(ids.len()), id);
    let mut changed = false;
    for (position, id) in (1_i64..).zip(ids) {
        if all.find(id).is_none_or(|category| category.position != position) {
            let row = categories::table.find(id).filter(categories::position.ne(position));
            changed |= diesel::update(row).set(categories::position.eq(position)).execute(&mut **tx)? > 0;
        }
    }
    Ok(changed)
}

//! Putting a question into the guide, ordering it there, taking it out.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::dsl::max;
use diesel::prelude::*;

use super::{list_ids, permit};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{areas, guide_entries};
use crate::db::{AreaId, QuestionId, Tx};
use crate::error::{Error, Result};
use crate::questions::answer::find_answer;
use crate::questions::question::{Question, load_question, published};
use crate::web::Submitted;

type Of = Path<(String, QuestionId)>;

crate::text_codes! {
    Direction { Up = "up", Down = "down" }
}

/// Puts an answered public question at the end of its area's guide; one that is there stays where it is.
pub async fn add(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        let question = permitted(tx, viewer, id)?;
        find_answer(tx, id)?.ok_or_else(|| Error::conflict("error-guide-unanswered"))?;
        hold_order(tx, question.area_id)?;
        let last: Option<i64> = guide_entries::table
            .filter(guide_entries::area_id.eq(question.area_id))
            .select(max(guide_entries::position))
            .first(&mut **tx)?;
        let row = (
            guide_entries::question_id.eq(id),
            guide_entries::area_id.eq(question.area_id),
            guide_entries::position.eq(last.unwrap_or(0) + 1),
            guide_entries::added_by.eq(member.id),
            guide_entries::added_at.eq(tx.now()),
        );
        let added = crate::on_both!(tx, c => diesel::insert_into(guide_entries::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
        if added > 0 {
            question.record(tx, "question.guide_added", Some(member.id));
        }
        Ok(Done::changed(id.0, url(tx, viewer, &question)?).telling("flash-guide-added"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

pub async fn remove(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        let question = permitted(tx, viewer, id)?;
        if diesel::delete(guide_entries::table.find(id)).execute(&mut **tx)? > 0 {
            question.record(tx, "question.guide_removed", Some(member.id));
        }
        Ok(Done::changed(id.0, url(tx, viewer, &question)?).telling("flash-guide-removed"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

/// Moves an entry past its neighbour: past the one that its editor saw there, or nothing moves.
pub async fn shift(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer)).await?;
        let mut fields = submitted.fields();
        let direction = fields.choice("direction", Direction::from_code, Direction::Up);
        fields.finish()?;
        let beside: Option<QuestionId> = submitted.text("beside").parse().ok();
        let shifted = visit.write(move |tx, viewer, member| {
            let question = permitted(tx, viewer, id)?;
            hold_order(tx, question.area_id)?;
            if place(tx, &question, direction, beside)? {
                question.record(tx, "question.guide_shifted", Some(member.id));
            }
            Ok(Done::changed(id.0, url(tx, viewer, &question)?))
        });
        shifted.await
    }
    .await;
    visit.answer_plainly(outcome, &submitted)
}

fn permitted(tx: &mut Tx, viewer: &Viewer, id: QuestionId) -> Result<Question> {
    permit(viewer)?;
    let question = load_question(tx, id)?;
    if published(&question) { Ok(question) } else { Err(Error::NotFound) }
}

/// One editor at a time orders the guide of an area: the others wait for the area's row.
fn hold_order(tx: &mut Tx, area: AreaId) -> QueryResult<usize> {
    diesel::update(areas::table.find(area)).set(areas::position.eq(areas::position)).execute(&mut **tx)
}

/// Says whether anything has moved; `Conflict` where the neighbour is another by now.
fn place(tx: &mut Tx, question: &Question, direction: Direction, beside: Option<QuestionId>) -> Result<bool> {
    let mut ids = list_ids(tx, question.area_id)?;
    let at = ids.iter().position(|one| *one == question.id).ok_or(Error::NotFound)?;
    let to = match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|to| *to < ids.len()),
    };
    let neighbour = to.and_then(|to| ids.get(to)).copied();
    if beside.is_some() && beside != neighbour {
        return Err(Error::conflict("error-guide-moved"));
    }
    let Some(to) = to else { return Ok(false) };
    ids.swap(at, to);
    for (position, id) in (1_i64..).zip(ids) {
        diesel::update(guide_entries::table.find(id)).set(guide_entries::position.eq(position)).execute(&mut **tx)?;
    }
    Ok(true)
}

/// The guide's place on its area's page.
fn url(tx: &mut Tx, viewer: &Viewer, question: &Question) -> Result<String> {
    let slug: String = areas::table.find(question.area_id).select(areas::slug).first(&mut **tx)?;
    Ok(format!("/{}/areas/{slug}#guide", viewer.lang))
}

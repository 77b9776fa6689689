//! Moderators keep a question from everybody, before it is let through or after, and show it again: with a reason that
//! its asker reads. Its experts answer it as before.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::community::Act;
use super::held::{find, page, permit};
use super::question::Question;
use crate::accounts::{Author, Done, Visit, load_authors};
use crate::db::schema::{question_acts, questions};
use crate::db::{AccountId, Conn, QuestionId, Timestamp, Tx};
use crate::error::Result;
use crate::forum::parse_reason;
use crate::web::Submitted;

/// Acts shown: the newest.
const SHOWN: i64 = 20;

/// What a moderator did.
#[derive(Serialize, utoipa::ToSchema)]
pub struct QuestionAct {
    action: Act,
    reason: String,
    by: Option<Author>,
    at: Timestamp,
}

/// What was done with a question, the newest first. Two queries.
pub fn list_acts(conn: &mut Conn, id: QuestionId, now: Timestamp) -> Result<Vec<QuestionAct>> {
    let rows: Vec<(Act, String, AccountId, Timestamp)> = question_acts::table
        .filter(question_acts::question_id.eq(id))
        .order(question_acts::id.desc())
        .limit(SHOWN)
        .select((question_acts::action, question_acts::reason, question_acts::moderator_id, question_acts::at))
        .load(conn)?;
    let people: Vec<AccountId> = rows.iter().map(|row| row.2).collect();
    let authors = load_authors(conn, &people, now)?;
    let act = |(action, reason, by, at)| QuestionAct { action, reason, by: authors.get(&by).cloned(), at };
    Ok(rows.into_iter().map(act).collect())
}

pub async fn hide(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, Act::Hidden).await
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, Act::Shown).await
}

async fn change(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
    act: Act,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer).map(drop)).await?;
        let reason = parse_reason(&submitted)?;
        let changed = visit.write(move |tx, viewer, member| {
            permit(viewer)?;
            let question = find(tx, id)?;
            set_hidden(tx, &question, act, member.id, &reason)?;
            let (at, flash) = match act {
                Act::Hidden => (String::new(), "flash-question-hidden"),
                // Whatever was wrong with it can be taken out there.
                Act::Shown => (format!("/{id}"), "flash-question-unhidden"),
            };
            Ok(Done::changed(id.0, format!("/{}/moderation/questions{at}", viewer.lang)).telling(flash))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, id)).await
}

/// What is so already stays as it is.
fn set_hidden(tx: &mut Tx, question: &Question, act: Act, by: AccountId, reason: &str) -> Result<()> {
    let hides = act == Act::Hidden;
    if question.hidden_at.is_some() == hides {
        return Ok(());
    }
    let now = tx.now();
    let this = questions::table.find(question.id);
    if hides {
        diesel::update(this)
            .set((
                questions::hidden_at.eq(now),
                questions::hidden_reason.eq(reason),
                questions::hidden_published_at.eq(question.published_at),
                questions::published_at.eq(None::<Timestamp>),
            ))
            .execute(&mut **tx)?;
    } else {
        diesel::update(this)
            .set((
                questions::published_at.eq(questions::hidden_published_at),
                questions::hidden_at.eq(None::<Timestamp>),
                questions::hidden_reason.eq(None::<String>),
                questions::hidden_published_at.eq(None::<Timestamp>),
            ))
            .execute(&mut **tx)?;
    }
    diesel::insert_into(question_acts::table)
        .values((
            question_acts::question_id.eq(question.id),
            question_acts::moderator_id.eq(by),
            question_acts::action.eq(act),
            question_acts::reason.eq(reason),
            question_acts::at.eq(now),
        ))
        .execute(&mut **tx)?;
    question.record(tx, if hides { "question.hidden" } else { "question.shown" }, Some(by));
    Ok(())
}

/// What moderators have said of a question goes with it.
pub fn erase(tx: &mut Tx, question: QuestionId) -> QueryResult<()> {
    diesel::delete(question_acts::table.filter(question_acts::question_id.eq(question))).execute(&mut **tx)?;
    Ok(())
}

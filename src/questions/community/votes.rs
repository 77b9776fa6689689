//! "This helped": one a member and answer, never for one's own. How many there are is kept with the answer, in the same
//! transaction.

use actix_web::HttpResponse;
use diesel::prelude::*;

use super::super::question::Question;
use super::answer::{AnswerAt, CommunityAnswer, find};
use crate::accounts::{Done, Visit};
use crate::db::schema::{community_answers, community_votes};
use crate::db::{AccountId, Tx};
use crate::error::{Error, Result};
use crate::web::Submitted;

pub async fn give(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = set(&visit, path, true).await;
    visit.answer_plainly(outcome, &submitted)
}

pub async fn take_back(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = set(&visit, path, false).await;
    visit.answer_plainly(outcome, &submitted)
}

async fn set(visit: &Visit, path: AnswerAt, given: bool) -> Result<Done> {
    let (_, question, id) = path.into_inner();
    visit
        .write(move |tx, viewer, member| {
            let (question, answer) = find(tx, viewer, question, id)?;
            if answer.is_own(viewer) {
                return Err(Error::Forbidden("error-community-vote-own"));
            }
            if !answer.is_shown() {
                return Err(Error::NotFound);
            }
            change(tx, member.id, &question, &answer, given)?;
            Ok(Done::changed(id.0, answer.path(&question, viewer.lang)?))
        })
        .await
}

/// Gives a vote or takes it back; what is so already stays as it is. Who may is the caller's to ask.
pub fn change(tx: &mut Tx, by: AccountId, question: &Question, answer: &CommunityAnswer, given: bool) -> Result<()> {
    let now = tx.now();
    let row = (
        community_votes::answer_id.eq(answer.id),
        community_votes::account_id.eq(by),
        community_votes::created_at.eq(now),
    );
    let changed = if given {
        crate::on_both!(tx, c => diesel::insert_into(community_votes::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?
    } else {
        diesel::delete(community_votes::table.find((answer.id, by))).execute(&mut **tx)?
    };
    if changed == 0 {
        return Ok(());
    }
    diesel::update(community_answers::table.find(answer.id))
        .set(community_answers::helped.eq(community_answers::helped + if given { 1 } else { -1 }))
        .execute(&mut **tx)?;
    answer.record(tx, if given { "community_vote.given" } else { "community_vote.taken_back" }, by, question);
    Ok(())
}

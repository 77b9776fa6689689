//! What goes with a question, and with an account.

use diesel::prelude::*;

use crate::db::schema::{community_acts, community_answers, community_revisions, community_votes, question_solutions};
use crate::db::{AccountId, QuestionId, Tx};

/// A question's community answers go with it, whoever has written them.
pub fn erase_community(tx: &mut Tx, question: QuestionId) -> QueryResult<()> {
    let of_question =
        || community_answers::table.filter(community_answers::question_id.eq(question)).select(community_answers::id);
    diesel::delete(question_solutions::table.find(question)).execute(&mut **tx)?;
    diesel::delete(community_votes::table.filter(community_votes::answer_id.eq_any(of_question())))
        .execute(&mut **tx)?;
    diesel::delete(community_revisions::table.filter(community_revisions::answer_id.eq_any(of_question())))
        .execute(&mut **tx)?;
    diesel::delete(community_acts::table.filter(community_acts::answer_id.eq_any(of_question()))).execute(&mut **tx)?;
    diesel::delete(community_answers::table.filter(community_answers::question_id.eq(question))).execute(&mut **tx)?;
    Ok(())
}

/// An account's votes go with it; what it has answered stays, as a former member's.
pub fn erase_votes(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    let helped =
        community_votes::table.filter(community_votes::account_id.eq(account)).select(community_votes::answer_id);
    diesel::update(community_answers::table.filter(community_answers::id.eq_any(helped)))
        .set(community_answers::helped.eq(community_answers::helped - 1))
        .execute(&mut **tx)?;
    diesel::delete(community_votes::table.filter(community_votes::account_id.eq(account))).execute(&mut **tx)?;
    Ok(())
}

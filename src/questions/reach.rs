//! Whether a question is within an expert's reach: found by a query that takes the same way for every number, so that one
//! that is not theirs cannot be told from one that is not there, by what is answered or by how long it takes.

use diesel::prelude::*;

use super::desk::Check;
use super::question::{Audience, Question};
use super::route::{RouteState, may_read};
use crate::db::schema::{accreditations, answer_verifications, answers, pending_answers, question_routes, questions};
use crate::db::{AccountId, Conn, MultiBackend, QuestionId, Timestamp};
use crate::error::{Error, Result};
use crate::organisations::list_accreditations;

/// A question that an account may read or take, or whose answer it may verify: `route::reader_of`, `route::taker_of` and
/// `desk::may_check` say by which accreditation.
/// `NotFound` otherwise. As many queries for every number.
pub fn find_for_expert(conn: &mut Conn, account: AccountId, id: QuestionId, now: Timestamp) -> Result<Question> {
    let own = list_accreditations(conn, &[account], now)?;
    let mut query = questions::table.select(Question::as_select()).into_boxed::<MultiBackend>();
    let mut any = false;
    for one in own {
        let audiences: Vec<Audience> =
            Audience::ALL.iter().copied().filter(|audience| may_read(*audience, one.kind)).collect();
        let given = question_routes::table
            .filter(question_routes::question_id.eq(questions::id))
            .filter(question_routes::accreditation_id.eq(one.id))
            .filter(question_routes::state.eq_any([RouteState::Offered, RouteState::Accepted]));
        let colleagues = accreditations::table
            .filter(accreditations::organisation_id.eq(one.organisation))
            .select(accreditations::id.nullable());
        let free = questions::accreditation_id.is_null().or(questions::accreditation_id.eq_any(colleagues));
        let kept_back = pending_answers::table
            .filter(pending_answers::question_id.eq(questions::id))
            .filter(pending_answers::state.eq(Check::Awaited));
        let unverified = answer_verifications::table
            .filter(answer_verifications::state.eq(Check::Awaited))
            .select(answer_verifications::answer_id);
        let unverified =
            answers::table.filter(answers::question_id.eq(questions::id)).filter(answers::id.eq_any(unverified));
        let waits = diesel::dsl::exists(kept_back).or(diesel::dsl::exists(unverified));
        let within = questions::id
            .eq(id)
            .and(questions::audience.eq_any(audiences))
            .and(diesel::dsl::exists(given).or(questions::area_id.eq_any(one.areas).and(free.or(waits))));
        query = if any { query.or_filter(within) } else { query.filter(within) };
        any = true;
    }
    if any { Ok(query.first(conn)?) } else { Err(Error::NotFound) }
}

//! Whether a question is within an expert's reach: found by a query that takes the same way for every number, so that one
//! that is not theirs cannot be told from one that is not there, by what is answered or by how long it takes.

use std::collections::HashSet;

use diesel::prelude::*;

use super::desk::Check;
use super::question::{Audience, Question, State};
use super::route::{RouteState, may_read};
use crate::db::schema::{accreditations, answer_verifications, answers, pending_answers, question_routes, questions};
use crate::db::{AccountId, AccreditationId, Conn, MultiBackend, QuestionId, Timestamp};
use crate::error::{Error, Result};
use crate::organisations::{Accreditation, list_accreditations};

/// A question that an account may read, take or take over, or whose answer it may verify: `route::reader_of`,
/// `route::taker_of`, `succession::successor_of` and `desk::may_check` say by which accreditation.
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
        let theirs = accreditations::table
            .filter(accreditations::organisation_id.eq(one.organisation))
            .select(accreditations::id);
        let answered = answers::table
            .filter(answers::question_id.eq(questions::id))
            .filter(answers::accreditation_id.eq_any(theirs));
        let free = free.or(diesel::dsl::exists(answered));
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

/// Of these questions those whose words an expert reads: what everybody may, and what was given to them. Two queries.
pub fn list_readable(conn: &mut Conn, own: &[Accreditation], ids: &[QuestionId]) -> QueryResult<HashSet<QuestionId>> {
    let public = questions::table
        .filter(questions::id.eq_any(ids))
        .filter(questions::published_at.is_not_null().and(questions::state.ne(State::Withdrawn)))
        .select(questions::id);
    let mut readable: HashSet<QuestionId> = public.load(conn)?.into_iter().collect();
    let mine: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let given: Vec<(QuestionId, AccreditationId, Audience)> = question_routes::table
        .inner_join(questions::table.on(questions::id.eq(question_routes::question_id)))
        .filter(question_routes::question_id.eq_any(ids))
        .filter(question_routes::accreditation_id.eq_any(mine))
        .filter(question_routes::state.eq_any([RouteState::Offered, RouteState::Accepted]))
        .select((question_routes::question_id, question_routes::accreditation_id, questions::audience))
        .load(conn)?;
    let admits = |(_, by, audience): &(QuestionId, AccreditationId, Audience)| {
        own.iter().any(|one| one.id == *by && may_read(*audience, one.kind))
    };
    readable.extend(given.iter().filter(|row| admits(row)).map(|row| row.0));
    Ok(readable)
}

//! A second pair of eyes: whether answers of an area are verified by another expert, what waits for one, and who may.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use serde::Serialize;

use super::pending::{self, find_pending};
use crate::accounts::Viewer;
use crate::db::schema::{
    accreditations, answer_verifications, answers, area_verification, pending_answers, question_checkers,
    question_routes, questions,
};
use crate::db::{AccountId, AccreditationId, AnswerId, AreaId, Conn, QuestionId, Timestamp, Tx};
use crate::error::Result;
use crate::organisations::{Accreditation, Badge, list_accreditations, list_experts, load_badges};
use crate::questions::answer::{NewAnswer, find_answer, write_answer};
use crate::questions::question::{Audience, Question, State, published};
use crate::questions::register::name_seen;
use crate::questions::route::{RouteState, may_read};

crate::text_codes! {
    /// When a second expert looks at the answers of an area. Messages: `verification-mode-…`.
    Mode { Off = "off", Before = "before", After = "after" }
}

crate::text_codes! {
    /// What the second expert has found. Messages: `verification-…`.
    Check { Awaited = "awaited", Verified = "verified", Refused = "refused" }
}

/// Answers of a view of the queue.
const SHOWN: i64 = 100;

/// What readers of an answer are told: that nobody has verified it yet, or who has, and when. A refusal is the experts'.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Verified {
    /// `None`: not yet.
    by: Option<Badge>,
    at: Option<Timestamp>,
}

/// What waits for a second expert: an answer that is not shown yet, or one that is.
#[derive(Debug, Clone)]
pub struct Awaited {
    /// The shown answer; `None` for one that is kept back.
    pub answer: Option<AnswerId>,
    pub author: AccountId,
    /// Names the wording: another one is not verified unread.
    pub shown: String,
}

pub fn mode_of(conn: &mut Conn, area: AreaId) -> QueryResult<Mode> {
    let mode = area_verification::table.find(area).select(area_verification::mode).first(conn).optional()?;
    Ok(mode.unwrap_or(Mode::Off))
}

/// Answers a question as its area wants it: shown at once, or once a second expert has verified it. Whether it is shown.
pub fn submit(tx: &mut Tx, question: &Question, new: &NewAnswer, by: &Accreditation) -> Result<bool> {
    let mode = mode_of(tx, question.area_id)?;
    forget_checkers(tx, question.id)?;
    if mode == Mode::Before {
        pending::put(tx, question, new, by)?;
        return Ok(false);
    }
    pending::forget(tx, question.id)?;
    let answer = write_answer(tx, question, new, by)?;
    let after = mode == Mode::After;
    note(tx, answer, after.then_some(Check::Awaited), None, "")?;
    if after {
        question.record(tx, "answer.awaits_verification", Some(by.account));
    }
    Ok(true)
}

/// What is known of an answer as it stands; `None`: its area wants no second expert.
pub fn note(
    tx: &mut Tx,
    answer: AnswerId,
    check: Option<Check>,
    by: Option<AccreditationId>,
    reason: &str,
) -> QueryResult<()> {
    let at = tx.now();
    diesel::delete(answer_verifications::table.find(answer)).execute(&mut **tx)?;
    let Some(check) = check else { return Ok(()) };
    diesel::insert_into(answer_verifications::table)
        .values((
            answer_verifications::answer_id.eq(answer),
            answer_verifications::state.eq(check),
            answer_verifications::checker_id.eq(by),
            answer_verifications::reason.eq(reason),
            answer_verifications::at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

pub fn forget_checkers(tx: &mut Tx, question: QuestionId) -> QueryResult<()> {
    let of = question_checkers::table.filter(question_checkers::question_id.eq(question));
    diesel::delete(of).execute(&mut **tx)?;
    Ok(())
}

/// An answer's row goes with it.
pub fn erase_verification(tx: &mut Tx, answer: AnswerId) -> QueryResult<()> {
    note(tx, answer, None, None, "")
}

/// What of a question waits to be verified.
pub fn find_awaited(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<Awaited>> {
    let (answer, by, shown) = match find_pending(conn, question)? {
        Some(pending) if pending.state == Check::Awaited => {
            // Whoever verifies it settles the doubts of the one that stands: those that they have seen.
            let standing = find_answer(conn, question)?.map(|answer| answer.id);
            let seen = name_seen(conn, standing.as_slice())?.into_values().next().unwrap_or_default();
            (None, pending.accreditation_id, format!("p{}-{seen}", pending.written_at.micros()))
        }
        _ => {
            let row: Option<(AnswerId, AccreditationId, i64)> = answers::table
                .filter(answers::question_id.eq(question))
                .filter(
                    answers::id.eq_any(
                        answer_verifications::table
                            .filter(answer_verifications::state.eq(Check::Awaited))
                            .select(answer_verifications::answer_id),
                    ),
                )
                .select((answers::id, answers::accreditation_id, answers::revision))
                .first(conn)
                .optional()?;
            let Some((id, by, revision)) = row else { return Ok(None) };
            (Some(id), by, format!("a{id}.{revision}"))
        }
    };
    let author = accreditations::table.find(by).select(accreditations::account_id).first(conn)?;
    Ok(Some(Awaited { answer, author, shown }))
}

/// Of these questions those with an answer that waits, and whose it is. Two queries.
pub fn list_awaiting(conn: &mut Conn, ids: &[QuestionId]) -> QueryResult<HashMap<QuestionId, AccountId>> {
    let pending: Vec<(QuestionId, AccountId)> = pending_answers::table
        .inner_join(accreditations::table.on(accreditations::id.eq(pending_answers::accreditation_id)))
        .filter(pending_answers::question_id.eq_any(ids))
        .filter(pending_answers::state.eq(Check::Awaited))
        .select((pending_answers::question_id, accreditations::account_id))
        .load(conn)?;
    let awaited = answer_verifications::table
        .filter(answer_verifications::state.eq(Check::Awaited))
        .select(answer_verifications::answer_id);
    let shown: Vec<(QuestionId, AccountId)> = answers::table
        .inner_join(accreditations::table.on(accreditations::id.eq(answers::accreditation_id)))
        .filter(answers::question_id.eq_any(ids))
        .filter(answers::id.eq_any(awaited))
        .select((answers::question_id, accreditations::account_id))
        .load(conn)?;
    Ok(shown.into_iter().chain(pending).collect())
}

/// The accreditation by which an account may verify what waits: of the area, one whom the asker lets read the question,
/// who has not declined it; never its author.
pub fn may_check(
    conn: &mut Conn,
    account: AccountId,
    question: &Question,
    now: Timestamp,
) -> Result<Option<Accreditation>> {
    let Some(awaited) = find_awaited(conn, question.id)? else { return Ok(None) };
    if awaited.author == account || !(question.is_open() || published(question)) {
        return Ok(None);
    }
    let own = list_accreditations(conn, &[account], now)?;
    let declined = list_declined(conn, question.id)?;
    let fits = |one: &Accreditation| {
        one.areas.contains(&question.area_id) && may_read(question.audience, one.kind) && !declined.contains(&one.id)
    };
    Ok(own.into_iter().find(fits))
}

/// Those who could verify what this account has written or writes, away or not: for each the same as `may_check` says.
pub fn list_verifiers(
    conn: &mut Conn,
    question: &Question,
    author: AccountId,
    now: Timestamp,
) -> Result<BTreeSet<AccountId>> {
    let declined = list_declined(conn, question.id)?;
    let fits = |one: &Accreditation| {
        one.account != author && may_read(question.audience, one.kind) && !declined.contains(&one.id)
    };
    let experts = list_experts(conn, question.area_id, now)?;
    Ok(experts.into_iter().filter(fits).map(|one| one.account).collect())
}

fn list_declined(conn: &mut Conn, question: QuestionId) -> QueryResult<Vec<AccreditationId>> {
    question_routes::table
        .filter(question_routes::question_id.eq(question))
        .filter(question_routes::state.eq(RouteState::Declined))
        .select(question_routes::accreditation_id)
        .load(conn)
}

/// The same, of an account that has begun to look at it: it reads the question.
pub fn checker_of(
    conn: &mut Conn,
    account: AccountId,
    question: &Question,
    now: Timestamp,
) -> Result<Option<Accreditation>> {
    let Some(by) = may_check(conn, account, question, now)? else { return Ok(None) };
    let begun: i64 = question_checkers::table.find((question.id, by.id)).count().get_result(conn)?;
    Ok(Some(by).filter(|_| begun > 0))
}

/// What the queue shows to be verified by whoever has these accreditations, and what of their own was refused.
pub fn list_checks(conn: &mut Conn, own: &[Accreditation]) -> Result<HashMap<QuestionId, Check>> {
    let mut checks: HashMap<QuestionId, Check> =
        list_awaited(conn, own)?.into_iter().map(|id| (id, Check::Awaited)).collect();
    let mine: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let refused: Vec<QuestionId> = pending_answers::table
        .filter(pending_answers::state.eq(Check::Refused))
        .filter(pending_answers::accreditation_id.eq_any(&mine))
        .limit(SHOWN)
        .select(pending_answers::question_id)
        .load(conn)?;
    let shown = answer_verifications::table
        .filter(answer_verifications::state.eq(Check::Refused))
        .select(answer_verifications::answer_id);
    let shown: Vec<QuestionId> = answers::table
        .filter(answers::accreditation_id.eq_any(&mine))
        .filter(answers::id.eq_any(shown))
        .limit(SHOWN)
        .select(answers::question_id)
        .load(conn)?;
    checks.extend(refused.into_iter().chain(shown).map(|id| (id, Check::Refused)));
    Ok(checks)
}

/// Questions of their areas, which their bodies may read, with an answer of somebody else that waits. Two queries.
fn list_awaited(conn: &mut Conn, own: &[Accreditation]) -> QueryResult<Vec<QuestionId>> {
    let Some(account) = own.first().map(|one| one.account) else { return Ok(Vec::new()) };
    let areas = |all: bool| -> Vec<AreaId> {
        let fitting = own.iter().filter(|one| all || may_read(Audience::Ngo, one.kind));
        fitting.flat_map(|one| one.areas.iter().copied()).collect()
    };
    let mine: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let declined = question_routes::table
        .filter(question_routes::accreditation_id.eq_any(mine))
        .filter(question_routes::state.eq(RouteState::Declined))
        .select(question_routes::question_id);
    let readable = || {
        let narrow = questions::area_id.eq_any(areas(false));
        let wide = questions::area_id.eq_any(areas(true)).and(questions::audience.ne(Audience::Ngo));
        let ended = [State::Closed, State::Duplicate, State::Withdrawn];
        let public = questions::published_at.is_not_null().and(questions::state.ne(State::Withdrawn));
        let kept = questions::state.ne_all(ended).or(public);
        let kept = questions::table.filter(narrow.or(wide)).filter(kept);
        kept.filter(questions::id.ne_all(declined.clone())).select(questions::id)
    };
    let others = accreditations::table.filter(accreditations::account_id.ne(account)).select(accreditations::id);
    let mut ids: Vec<QuestionId> = pending_answers::table
        .filter(pending_answers::state.eq(Check::Awaited))
        .filter(pending_answers::accreditation_id.eq_any(others))
        .filter(pending_answers::question_id.eq_any(readable()))
        .order(pending_answers::written_at)
        .limit(SHOWN)
        .select(pending_answers::question_id)
        .load(conn)?;
    let awaited = answer_verifications::table
        .filter(answer_verifications::state.eq(Check::Awaited))
        .select(answer_verifications::answer_id);
    let shown: Vec<QuestionId> = answers::table
        .filter(answers::id.eq_any(awaited))
        .filter(answers::accreditation_id.eq_any(others))
        .filter(answers::question_id.eq_any(readable()))
        .order(answers::id)
        .limit(SHOWN)
        .select(answers::question_id)
        .load(conn)?;
    ids.extend(shown);
    Ok(ids)
}

/// What readers of these answers are told of a second expert. One query beside those of badges.
pub fn list_verified(conn: &mut Conn, viewer: &Viewer, ids: &[AnswerId]) -> Result<HashMap<AnswerId, Verified>> {
    let rows: Vec<(AnswerId, Check, Option<AccreditationId>, Timestamp)> = answer_verifications::table
        .filter(answer_verifications::answer_id.eq_any(ids))
        .select((
            answer_verifications::answer_id,
            answer_verifications::state,
            answer_verifications::checker_id,
            answer_verifications::at,
        ))
        .load(conn)?;
    let checkers: Vec<AccreditationId> =
        rows.iter().filter(|row| row.1 == Check::Verified).filter_map(|row| row.2).collect();
    let badges = if checkers.is_empty() { HashMap::new() } else { load_badges(conn, viewer, &checkers)? };
    let verified = |(answer, check, by, at): (AnswerId, Check, Option<AccreditationId>, Timestamp)| {
        let done = check == Check::Verified;
        let by = by.filter(|_| done).and_then(|by| badges.get(&by).cloned());
        (answer, Verified { by, at: done.then_some(at) })
    };
    Ok(rows.into_iter().map(verified).collect())
}

/// Why the answer to a question was refused, for experts.
pub fn find_refusal(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<String>> {
    if let Some(pending) = find_pending(conn, question)? {
        return Ok(Some(pending.reason).filter(|_| pending.state == Check::Refused));
    }
    let Some(answer) = find_answer(conn, question)? else { return Ok(None) };
    answer_verifications::table
        .find(answer.id)
        .filter(answer_verifications::state.eq(Check::Refused))
        .select(answer_verifications::reason)
        .first(conn)
        .optional()
}

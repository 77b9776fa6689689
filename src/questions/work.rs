//! What an expert does with a question: taking it, declining it, asking for a detail, answering, renewing.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::answer::{NewAnswer, answered_for, find_answer};
use super::check::renew;
use super::desk;
use super::expert_page;
use super::following_up::{follow_request, rules_of};
use super::message;
use super::question::{Question, State, set_state};
use super::reach::{find_for_expert, list_readable};
use super::register::Seen;
use super::route::{OPEN, RouteState, reader_of, route, set_route, taker_of};
use super::succession::{is_kept, successor_of, take_over};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{accreditations, answers, questions};
use crate::db::{AccountId, AnswerId, Conn, OrganisationId, QuestionId, SourceId, Tx};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::organisations::{Accreditation, list_accreditations};
use crate::web::{Body, Submitted};

/// Graphemes of "in short", of an answer, of a reason and of a request.
pub const SHORT: usize = 400;
pub const LONGEST: usize = 20_000;
const REASON: usize = 500;
const REQUEST: usize = 3_000;

pub const ANSWER: Body = &["language", "summary", "body", "sources", "months?", "same_meaning?", "seen?", "read?"];

type Of = Path<(String, QuestionId)>;

/// What an expert is told who takes what another has, what is not theirs to take, or what is not there: alike.
const NOT_FREE: &str = "error-question-not-free";

/// Takes a question, or takes an answered one over. Of two experts who take it at once one has it, and the other is told.
pub async fn accept(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        if list_accreditations(tx, &[member.id], viewer.now)?.is_empty() {
            return Err(Error::NotFound);
        }
        let flash = give(tx, member.id, id).map_err(|error| match error {
            Error::NotFound | Error::Conflict { .. } => Error::conflict(NOT_FREE),
            error => error,
        })?;
        Ok(Done::changed(id.0, format!("/{}/queue/{id}", viewer.lang)).telling(flash))
    });
    let outcome = match outcome.await {
        // There may be no page of it to come back to.
        Err(Error::Conflict { message: NOT_FREE, .. }) if !visit.speaks_json() => {
            Ok(Done::changed(id.0, visit.path("/queue")).telling("flash-question-not-free"))
        }
        outcome => outcome,
    };
    visit.answer_plainly(outcome, &submitted)
}

/// Gives a question to who asks for it, as it is theirs to have; what they are told.
fn give(tx: &mut Tx, account: AccountId, id: QuestionId) -> Result<&'static str> {
    let now = tx.now();
    let question = find_for_expert(tx, account, id, now)?;
    if let Some(by) = successor_of(tx, account, &question, now)? {
        take_over(tx, &question, &by)?;
        return Ok("flash-question-taken-over");
    }
    let by = match reader_of(tx, account, &question, now)? {
        Some(by) => by,
        None => taker_of(tx, account, &question, now)?,
    };
    // Who presses twice has it already.
    if question.taken_by() != Some(by.id) {
        take(tx, &question, &by)?;
    }
    Ok("flash-question-taken")
}

/// Gives a question to who takes it, unless somebody was quicker.
pub fn take(tx: &mut Tx, question: &Question, by: &Accreditation) -> Result<()> {
    if question.state != State::Received {
        return Err(Error::conflict("error-question-taken"));
    }
    // As it was read: somebody else may have been quicker since.
    let as_read = questions::table.find(question.id).filter(questions::state.eq(State::Received));
    let taking = questions::accreditation_id.eq(by.id);
    let taken = match question.accreditation_id {
        Some(had) => {
            diesel::update(as_read.filter(questions::accreditation_id.eq(had))).set(taking).execute(&mut **tx)?
        }
        None => diesel::update(as_read.filter(questions::accreditation_id.is_null())).set(taking).execute(&mut **tx)?,
    };
    if taken == 0 || !set_state(tx, question, State::WithExpert, "")? {
        return Err(Error::conflict("error-question-taken"));
    }
    if let Some(other) = question.accreditation_id.filter(|other| *other != by.id) {
        set_route(tx, question.id, other, RouteState::HandedOver)?;
    }
    set_route(tx, question.id, by.id, RouteState::Accepted)?;
    question.record(tx, "question.accepted", Some(by.account));
    Ok(())
}

/// Gives a question back with a reason that its asker sees; the next expert is asked.
pub async fn decline(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let reason = fields.text("reason", 3, REASON);
        fields.finish()?;
        change(&visit, id, "/queue", "flash-question-declined", move |tx, question, by| {
            holds(question, by)?;
            // What its body has answered is not given back, whatever was asked again since.
            if !OPEN.contains(&question.state) || answered_for(tx, id)? == Some(by.organisation) {
                return Err(Error::conflict("error-question-answered"));
            }
            set_route(tx, id, by.id, RouteState::Declined)?;
            desk::forget_pending(tx, id)?;
            question.record(tx, "question.declined", Some(by.account));
            super::question::note_state(tx, id, question.asker_id, State::Received, &reason)?;
            diesel::update(questions::table.find(id)).set(questions::state.eq(State::Received)).execute(&mut **tx)?;
            route(tx, question).map(drop)
        })
        .await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

/// Asks the asker for a detail.
pub async fn request(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let text = fields.text("request_text", 3, REQUEST);
        fields.finish()?;
        let lang = visit.asked.lang;
        change(&visit, id, "/queue", "flash-question-asked-back", move |tx, question, by| {
            taken_by(question, by)?;
            if question.is_without_case() {
                return Err(Error::conflict("error-case-erased"));
            }
            ask_for_detail(tx, question, by.account, &text, lang)
        })
        .await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

pub fn ask_for_detail(tx: &mut Tx, question: &Question, by: AccountId, text: &str, lang: Lang) -> Result<()> {
    message::insert(tx, question, Some(by), text, lang)?;
    if !set_state(tx, question, State::NeedsDetail, "")? {
        follow_request(tx, question)?;
    }
    question.record(tx, "question.detail_asked", Some(by));
    Ok(())
}

/// Answers in the name of the body, or writes the standing answer anew: as long as everybody reads it also when its
/// question is over.
pub async fn answer(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let (new, months) = parse_answer(&submitted)?;
        let seen = Seen::parse(&submitted);
        // What its asker had added last, as the form was shown; a program need not say.
        let read: Option<i64> = submitted.text("read").parse().ok();
        let answered = visit.write(move |tx, viewer, member| {
            let question = find_for_expert(tx, member.id, id, viewer.now)?;
            let by = reader_of(tx, member.id, &question, viewer.now)?.ok_or(Error::NotFound)?;
            let standing = find_answer(tx, id)?;
            if !question.is_open() && !is_kept(&question, standing.is_some()) {
                return Err(Error::conflict("error-question-ended"));
            }
            taken_by(&question, &by)?;
            if let Some(standing) = &standing {
                seen.require(tx, &[standing.id])?;
            }
            let newest = message::newest_of_asker(tx, id)?;
            if newest.zip(read).is_some_and(|(newest, read)| newest.0 > read) {
                return Err(Error::conflict("error-question-continued"));
            }
            let months = match months {
                Some(months) => months,
                None => rules_of(tx, question.area_id)?.check_months,
            };
            let shown = desk::submit(tx, &question, &NewAnswer { months, ..new.clone() }, &by)?;
            desk::lead_on(tx, viewer, &question, by.account, shown)
        });
        answered.await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

/// The answer, and after how many months it is to be checked, where that is said.
fn parse_answer(submitted: &Submitted) -> Result<(NewAnswer, Option<u32>)> {
    let mut fields = submitted.fields();
    let language = fields.language("language");
    let summary = fields.text("summary", 10, SHORT);
    let body = fields.text("body", 1, LONGEST);
    let months = fields.number("months").map(|months| u32::try_from(months).unwrap_or_default());
    if months.is_some_and(|months| !(1..=24).contains(&months)) {
        fields.wrong("months", "error-answer-months");
    }
    let cited: Vec<&String> = submitted.all("sources").iter().filter(|id| !id.is_empty()).collect();
    let sources: Vec<SourceId> = cited.iter().filter_map(|id| id.parse().ok()).collect();
    if sources.is_empty() || sources.len() != cited.len() {
        fields.wrong("sources", "error-answer-sources");
    }
    let same_meaning = fields.flag("same_meaning");
    fields.finish()?;
    Ok((NewAnswer { language, summary, body, sources, months: months.unwrap_or_default(), same_meaning }, months))
}

/// Only who has taken a question writes to its asker.
fn taken_by(question: &Question, by: &Accreditation) -> Result<()> {
    if question.accreditation_id != Some(by.id) || question.state == State::Received {
        return Err(Error::conflict("error-question-not-taken"));
    }
    Ok(())
}

/// A change by an expert to whom the question was given; whoever may not read it finds nothing, and what its asker has
/// ended stays as it is.
pub async fn change<F>(
    visit: &Visit,
    id: QuestionId,
    to: &'static str,
    flash: &'static str,
    mut make: F,
) -> Result<Done>
where
    F: FnMut(&mut Tx, &Question, &Accreditation) -> Result<()> + Send + 'static,
{
    change_telling(visit, id, move |tx, _, question, by| make(tx, question, by).map(|()| (to, flash))).await
}

/// The same, where it depends on the change what it leads to and what is told.
pub async fn change_telling<F>(visit: &Visit, id: QuestionId, mut make: F) -> Result<Done>
where
    F: FnMut(&mut Tx, &Viewer, &Question, &Accreditation) -> Result<(&'static str, &'static str)> + Send + 'static,
{
    let changed = visit.write(move |tx, viewer, member| {
        let question = find_for_expert(tx, member.id, id, viewer.now)?;
        let by = reader_of(tx, member.id, &question, viewer.now)?.ok_or(Error::NotFound)?;
        if !question.is_open() {
            return Err(Error::conflict("error-question-ended"));
        }
        let (to, flash) = make(tx, viewer, &question, &by)?;
        let path = to.replace("{id}", &id.to_string());
        Ok(Done::changed(id.0, format!("/{}{path}", viewer.lang)).telling(flash))
    });
    changed.await
}

/// Whether the question is this expert's: not only given to them before somebody else took it.
pub fn holds(question: &Question, by: &Accreditation) -> Result<()> {
    let has = question.accreditation_id == Some(by.id);
    if has { Ok(()) } else { Err(Error::conflict("error-question-taken")) }
}

/// Leads on, or shows the expert's page again with what was typed.
pub async fn again(visit: Visit, outcome: Result<Done>, submitted: Submitted, id: QuestionId) -> Result<HttpResponse> {
    let making = expert_page::Making::of(&visit, Some(&submitted))?;
    visit.answer(outcome, &submitted, move |conn, viewer| expert_page::page(conn, viewer, &making, id)).await
}

/// "Still correct", of one answer or of many at once: by an expert of the body whose answers they are, who can read them.
pub async fn renewal(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let mut ids: Vec<AnswerId> = submitted.all("answers").iter().filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    let seen = Seen::parse(&submitted);
    let outcome = visit.write(move |tx, viewer, member| {
        let own = list_accreditations(tx, &[member.id], viewer.now)?;
        let bodies = bodies_of(tx, &ids)?;
        let by_body = |body: &OrganisationId| own.iter().find(|one| one.organisation == *body);
        let renewals: Option<Vec<_>> = bodies.iter().map(|(id, _, body)| Some((*id, by_body(body)?))).collect();
        // All of them, or none: another body's answer is not there.
        let renewals = renewals.filter(|all| !all.is_empty() && all.len() == ids.len()).ok_or(Error::NotFound)?;
        let of: Vec<QuestionId> = bodies.iter().map(|(_, question, _)| *question).collect();
        let readable = list_readable(tx, &own, &of)?;
        if !of.iter().all(|question| readable.contains(question)) {
            return Err(Error::Forbidden("error-renewal-unread"));
        }
        seen.require(tx, &ids)?;
        let renewed = renew(tx, &renewals)?;
        let renewed = i64::try_from(renewed).unwrap_or(0);
        Ok(Done::changed(renewed, format!("/{}/queue?view=review", viewer.lang)).telling("flash-answers-renewed"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

/// Of which questions answers are, and in whose names they were given.
fn bodies_of(conn: &mut Conn, ids: &[AnswerId]) -> QueryResult<Vec<(AnswerId, QuestionId, OrganisationId)>> {
    answers::table
        .inner_join(accreditations::table.on(accreditations::id.eq(answers::accreditation_id)))
        .filter(answers::id.eq_any(ids))
        .select((answers::id, answers::question_id, accreditations::organisation_id))
        .load(conn)
}

//! To whom a question goes: accredited experts of its area whom its asker lets read it, of its language first, then of
//! the asker's municipality or the whole country, the least loaded of these; in place of who is away, their stand-in.

use std::collections::{HashMap, HashSet};

use diesel::dsl::exists;
use diesel::prelude::*;

use super::question::{Audience, Question, State, moment, subject};
use crate::db::schema::{accreditation_languages, accreditations, question_routes, questions};
use crate::db::{AccountId, AccreditationId, Conn, Entry, OrganisationId, QuestionId, Subject, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Kind, away, list_accreditations, list_experts};
use crate::translations::load_original;

crate::text_codes! {
    /// What became of giving a question to an expert.
    RouteState { Offered = "offered", Accepted = "accepted", Declined = "declined", HandedOver = "handed_over" }
}

/// States in which an expert has work with a question.
pub const OPEN: [State; 4] = [State::Received, State::WithExpert, State::NeedsDetail, State::Reviewing];

/// Whether experts of such a body may read it: the reader may be the body that can expel.
pub fn may_read(audience: Audience, kind: Kind) -> bool {
    match audience {
        // An international organisation may run returns together with the state: it is no NGO.
        Audience::Ngo => matches!(kind, Kind::Ngo | Kind::Migrants),
        Audience::NgoAndState | Audience::Everyone => true,
    }
}

/// Gives a question to an expert who has not declined it; nobody has it where there is none, which is recorded.
pub fn route(tx: &mut Tx, question: &Question) -> Result<Option<AccreditationId>> {
    route_within(tx, question, None)
}

/// The same among the experts of one body.
pub fn route_within(tx: &mut Tx, question: &Question, body: Option<OrganisationId>) -> Result<Option<AccreditationId>> {
    let chosen = place(tx, question, body)?;
    match chosen {
        None => {
            offer(tx, question.id, None)?;
            question.record(tx, "question.unplaced", None);
        }
        Some(expert) if !reads_its_language(tx, question, expert)? => question.record(tx, "question.unspoken", None),
        Some(_) => {}
    }
    Ok(chosen)
}

fn reads_its_language(conn: &mut Conn, question: &Question, expert: AccreditationId) -> Result<bool> {
    let (language, _) = load_original(conn, question.text_id)?;
    let its = accreditation_languages::table.find((expert, language));
    Ok(diesel::select(exists(its)).get_result(conn)?)
}

/// Gives a question to a free expert, of one body or of any; where there is none, whoever has it keeps it.
pub fn place(tx: &mut Tx, question: &Question, body: Option<OrganisationId>) -> Result<Option<AccreditationId>> {
    let now = tx.now();
    let mut experts = list_free(tx, question, now)?;
    experts.retain(|expert| body.is_none_or(|body| expert.organisation == body));
    let chosen = choose(tx, question, experts)?;
    if let Some(expert) = chosen {
        route_to(tx, question, expert)?;
    }
    Ok(chosen)
}

/// Who of some experts is the first to be asked.
fn choose(conn: &mut Conn, question: &Question, experts: Vec<Accreditation>) -> Result<Option<AccreditationId>> {
    let (language, _) = load_original(conn, question.text_id)?;
    let asked_in: Option<String> = questions::table.find(question.id).select(questions::municipality).first(conn)?;
    let load = load_of(conn, &experts)?;
    let chosen = experts.into_iter().min_by_key(|expert| {
        let far = distance(expert.region.as_deref(), asked_in.as_deref());
        (!speaks(expert, language), far, load.get(&expert.account).copied().unwrap_or(0), expert.id)
    });
    Ok(chosen.map(|expert| expert.id))
}

/// What its asker has put right of a question may make another expert the first to be asked: as long as nobody has taken
/// it, that one gets it, and who was asked before reads it no more.
pub fn reroute(tx: &mut Tx, question: &Question) -> Result<()> {
    if question.state != State::Received {
        return Ok(());
    }
    let now = tx.now();
    let experts = list_free(tx, question, now)?;
    let chosen = choose(tx, question, experts)?;
    let (Some(chosen), had) = (chosen, question.accreditation_id) else { return Ok(()) };
    if had == Some(chosen) {
        return Ok(());
    }
    if let Some(had) = had {
        diesel::delete(question_routes::table.find((question.id, had))).execute(&mut **tx)?;
    }
    route_to(tx, question, chosen)
}

/// Gives a question to this expert, who is told.
pub fn route_to(tx: &mut Tx, question: &Question, expert: AccreditationId) -> Result<()> {
    offer(tx, question.id, Some(expert))?;
    tx.record(Entry {
        kind: "question.routed",
        actor: None,
        subject: subject(question.id),
        parent: None,
        container: Some(Subject { kind: "area", id: question.area_id.0 }),
        detail: serde_json::json!({ "accreditation": expert }),
    });
    Ok(())
}

/// Experts who are there, whom the asker lets read a question, and who have not declined it or handed it over.
pub fn list_free(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<Vec<Accreditation>> {
    let declined: HashSet<AccreditationId> =
        list_given_away(conn, &[question.id])?.into_iter().map(|(_, by)| by).collect();
    let mut experts = present_experts(conn, question, now)?;
    experts.retain(|expert| {
        may_read(question.audience, expert.kind)
            && !declined.contains(&expert.id)
            && Some(expert.account) != question.asker_id
    });
    Ok(experts)
}

/// Who has declined these questions or handed them over. One query.
pub fn list_given_away(conn: &mut Conn, ids: &[QuestionId]) -> QueryResult<Vec<(QuestionId, AccreditationId)>> {
    question_routes::table
        .filter(question_routes::question_id.eq_any(ids))
        .filter(question_routes::state.eq_any([RouteState::Declined, RouteState::HandedOver]))
        .select((question_routes::question_id, question_routes::accreditation_id))
        .load(conn)
}

/// Lets an expert have a question, or nobody.
pub fn offer(tx: &mut Tx, id: QuestionId, expert: Option<AccreditationId>) -> Result<()> {
    diesel::update(questions::table.find(id)).set(questions::accreditation_id.eq(expert)).execute(&mut **tx)?;
    match expert {
        Some(expert) => Ok(set_route(tx, id, expert, RouteState::Offered)?),
        None => Ok(()),
    }
}

/// Whether an expert answers in a language.
pub fn speaks(expert: &Accreditation, language: ContentLanguage) -> bool {
    expert.languages.contains(&language)
}

/// How far a body's place is from the asker's, where both are known: its own, any, another.
fn distance(region: Option<&str>, asked_in: Option<&str>) -> u8 {
    match (region, asked_in) {
        (Some(region), Some(asked_in)) if region == asked_in => 0,
        (Some(_), Some(_)) => 2,
        _ => 1,
    }
}

/// Experts of the area, each who is away replaced by their stand-in's accreditations there.
pub fn present_experts(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<Vec<Accreditation>> {
    let all = list_experts(conn, question.area_id, now)?;
    let accounts: Vec<AccountId> = all.iter().map(|expert| expert.account).collect();
    let away = away(conn, &accounts, now)?;
    let stand_ins: Vec<AccountId> = away.values().flatten().copied().collect();
    let (mut present, absent): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|expert| !away.contains_key(&expert.account));
    if !stand_ins.is_empty() {
        let organisations: HashSet<_> = absent.iter().map(|expert| expert.organisation).collect();
        for stand_in in list_accreditations(conn, &stand_ins, now)? {
            let known = present.iter().any(|expert| expert.id == stand_in.id);
            if organisations.contains(&stand_in.organisation) && !known {
                present.push(stand_in);
            }
        }
    }
    Ok(present)
}

/// Open questions that each has, under whichever of their accreditations.
fn load_of(conn: &mut Conn, experts: &[Accreditation]) -> QueryResult<HashMap<AccountId, i64>> {
    let accounts: Vec<AccountId> = experts.iter().map(|expert| expert.account).collect();
    let counted: Vec<(AccountId, i64)> = questions::table
        .inner_join(accreditations::table)
        .filter(accreditations::account_id.eq_any(accounts))
        .filter(questions::state.eq_any(OPEN))
        .group_by(accreditations::account_id)
        .select((accreditations::account_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(counted.into_iter().collect())
}

/// Notes what became of a question with an expert.
pub fn set_route(tx: &mut Tx, question: QuestionId, expert: AccreditationId, state: RouteState) -> QueryResult<()> {
    let asker: Option<AccountId> = questions::table.find(question).select(questions::asker_id).first(&mut **tx)?;
    let at = moment(asker, tx.now());
    let row = (
        question_routes::question_id.eq(question),
        question_routes::accreditation_id.eq(expert),
        question_routes::state.eq(state),
        question_routes::at.eq(at),
    );
    let new = (question_routes::state.eq(state), question_routes::at.eq(at));
    crate::on_both!(tx, c => diesel::insert_into(question_routes::table)
        .values(&row)
        .on_conflict((question_routes::question_id, question_routes::accreditation_id))
        .do_update()
        .set(new)
        .execute(c))?;
    Ok(())
}

/// The accreditation by which an account reads a question that was given to it, if it was.
pub fn reader_of(
    conn: &mut Conn,
    account: AccountId,
    question: &Question,
    now: Timestamp,
) -> Result<Option<Accreditation>> {
    let own = list_accreditations(conn, &[account], now)?;
    let ids: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let given: Vec<AccreditationId> = question_routes::table
        .filter(question_routes::question_id.eq(question.id))
        .filter(question_routes::accreditation_id.eq_any(ids))
        .filter(question_routes::state.eq_any([RouteState::Offered, RouteState::Accepted]))
        .select(question_routes::accreditation_id)
        .load(conn)?;
    let reads = |one: &&Accreditation| given.contains(&one.id) && may_read(question.audience, one.kind);
    // Who has it under one of several has it under that.
    let holds = own.iter().filter(reads).find(|one| Some(one.id) == question.accreditation_id);
    Ok(holds.or_else(|| own.iter().find(reads)).cloned())
}

/// The accreditation by which an account may take a question that nobody has, or that a colleague has not taken yet.
pub fn taker_of(conn: &mut Conn, account: AccountId, question: &Question, now: Timestamp) -> Result<Accreditation> {
    let own = list_accreditations(conn, &[account], now)?;
    let holder: Option<OrganisationId> = match question.accreditation_id {
        Some(id) => Some(accreditations::table.find(id).select(accreditations::organisation_id).first(conn)?),
        None => None,
    };
    let free = |one: &Accreditation| holder.is_none_or(|holder| holder == one.organisation);
    own.into_iter().find(|one| fits(one, question) && free(one)).ok_or(Error::NotFound)
}

/// Whether an expert answers in a question's area, for a body that its asker lets read it. Nobody answers themselves.
pub fn fits(one: &Accreditation, question: &Question) -> bool {
    one.areas.contains(&question.area_id)
        && may_read(question.audience, one.kind)
        && Some(one.account) != question.asker_id
}

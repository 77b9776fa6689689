//! Handing a question to another body, with a reason that its asker reads. Whom the asker keeps it from gets it only when
//! the asker agrees.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::dsl::max;
use diesel::prelude::*;
use serde::Serialize;

use super::body::{list_bodies, needs_consent};
use super::pending;
use crate::accounts::{Viewer, Visit};
use crate::db::schema::{activities, hand_overs, organisations, questions};
use crate::db::{
    AccountId, AccreditationId, ActivityId, Conn, Entry, HandOverId, OrganisationId, QuestionId, TextId, Timestamp, Tx,
};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Kind};
use crate::questions::following_up::follow_consent;
use crate::questions::question::{Audience, Question, State, load_question, moment, note_state, touch};
use crate::questions::route::{OPEN, RouteState, route_within, set_route};
use crate::questions::work::{again, change_telling, holds};
use crate::translations::load_shown;
use crate::web::Submitted;

/// Graphemes of a reason.
const REASON: usize = 500;

crate::text_codes! {
    /// What became of a hand-over. Messages: `hand-over-state-…`.
    HandOverState { Waiting = "waiting", Handed = "handed", Refused = "refused", Dropped = "dropped" }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = hand_overs)]
pub struct HandOver {
    pub id: HandOverId,
    pub accreditation_id: AccreditationId,
    pub organisation_id: OrganisationId,
    pub reason: String,
    pub state: HandOverState,
    pub at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// A hand-over as the asker and the experts are shown it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct HandOverView {
    id: HandOverId,
    organisation: String,
    language: ContentLanguage,
    kind: Kind,
    reason: String,
    pub state: HandOverState,
    /// When it was decided, or else proposed.
    at: Timestamp,
}

/// Hands a question over at once, or asks the asker first.
pub async fn propose(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let organisation = fields.choice("organisation", |text| text.parse().ok(), OrganisationId(0));
        let reason = fields.text("handing_reason", 3, REASON);
        fields.finish()?;
        change_telling(&visit, id, move |tx, viewer, question, by| {
            holds(question, by)?;
            if !OPEN.contains(&question.state) {
                return Err(Error::conflict("error-question-answered"));
            }
            let known = list_bodies(tx, viewer, question, by)?;
            let Some(body) = known.iter().find(|body| body.id == organisation) else {
                return Err(FieldError::new("organisation", "error-choose").into());
            };
            // Whoever has said no is not asked for the same again.
            if body.refused {
                return Err(Error::conflict("error-hand-over-refused"));
            }
            // Of two at once the second waits here, and finds what the first has left.
            claim(tx, question, by.id)?;
            if find_waiting(tx, question)?.is_some() {
                return Err(Error::conflict("error-hand-over-waits"));
            }
            let asks = needs_consent(question, body.kind);
            let id = insert(tx, question, by, organisation, &reason)?;
            if asks {
                record(tx, "question.consent_asked", question, Some(by.account), organisation);
                follow_consent(tx, question)?;
                return Ok(("/queue/{id}#hand-over", "flash-consent-asked"));
            }
            hand(tx, question, id, organisation, Some(by.account))?;
            Ok(("/queue", "flash-question-handed"))
        })
        .await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

/// Takes a proposal back that the asker has not decided on.
pub async fn drop_waiting(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = change_telling(&visit, id, move |tx, _, question, by| {
        holds(question, by)?;
        claim(tx, question, by.id)?;
        let waiting =
            find_waiting(tx, question)?.ok_or(Error::Conflict { message: "error-hand-over-settled", current: None })?;
        settle(tx, question, waiting.id, HandOverState::Dropped)?;
        record(tx, "question.hand_over_dropped", question, Some(by.account), waiting.organisation_id);
        Ok(("/queue/{id}#hand-over", "flash-hand-over-dropped"))
    });
    let outcome = outcome.await;
    again(visit, outcome, submitted, id).await
}

/// Holds the question as it was read: whoever changes it at the same time comes before or after.
fn claim(tx: &mut Tx, question: &Question, holder: AccreditationId) -> Result<()> {
    let as_read = questions::table
        .find(question.id)
        .filter(questions::accreditation_id.eq(holder))
        .filter(questions::state.eq(question.state))
        .filter(questions::audience.eq(question.audience));
    if diesel::update(as_read).set(questions::state.eq(question.state)).execute(&mut **tx)? == 0 {
        return Err(Error::conflict("error-question-taken"));
    }
    Ok(())
}

/// What waits for the asker's consent, as long as who proposed it has the question.
pub fn find_waiting(conn: &mut Conn, question: &Question) -> QueryResult<Option<HandOver>> {
    let Some(holder) = question.accreditation_id.filter(|_| OPEN.contains(&question.state)) else { return Ok(None) };
    hand_overs::table
        .filter(hand_overs::question_id.eq(question.id))
        .filter(hand_overs::state.eq(HandOverState::Waiting))
        .filter(hand_overs::accreditation_id.eq(holder))
        .order(hand_overs::id.desc())
        .select(HandOver::as_select())
        .first(conn)
        .optional()
}

/// Bodies that the asker of a question would not have read it. Whoever has written since may have changed their mind, and
/// can be asked again. Three queries.
pub fn list_refused(conn: &mut Conn, question: &Question) -> QueryResult<Vec<OrganisationId>> {
    // Of a case with a key messages and decisions have days alone: what came first is in the log.
    let mut newest = |kind: &str| -> QueryResult<Option<ActivityId>> {
        activities::table
            .filter(activities::subject_kind.eq(question.subject().kind))
            .filter(activities::subject_id.eq(question.id.0))
            .filter(activities::kind.eq(kind))
            .select(max(activities::id))
            .first(conn)
    };
    if newest("question.continued")? > newest("question.consent_refused")? {
        return Ok(Vec::new());
    }
    hand_overs::table
        .filter(hand_overs::question_id.eq(question.id))
        .filter(hand_overs::state.eq(HandOverState::Refused))
        .select(hand_overs::organisation_id)
        .load(conn)
}

fn insert(
    tx: &mut Tx,
    question: &Question,
    by: &Accreditation,
    to: OrganisationId,
    reason: &str,
) -> Result<HandOverId> {
    let at = moment(question.asker_id, tx.now());
    let id = diesel::insert_into(hand_overs::table)
        .values((
            hand_overs::question_id.eq(question.id),
            hand_overs::accreditation_id.eq(by.id),
            hand_overs::organisation_id.eq(to),
            hand_overs::reason.eq(reason),
            hand_overs::state.eq(HandOverState::Waiting),
            hand_overs::at.eq(at),
        ))
        .returning(hand_overs::id)
        .get_result(&mut **tx)?;
    touch(tx, question)?;
    Ok(id)
}

/// The asker's answer. Agreeing lets bodies of the state read the question from now on, and gives it to this one.
pub fn decide(tx: &mut Tx, question: &Question, shown: HandOverId, agrees: bool) -> Result<()> {
    let settled = || Error::conflict("error-hand-over-settled");
    let waiting = find_waiting(tx, question)?.filter(|waiting| waiting.id == shown).ok_or_else(settled)?;
    claim(tx, question, waiting.accreditation_id).map_err(|error| match error {
        Error::Conflict { .. } => settled(),
        error => error,
    })?;
    if !agrees {
        settle(tx, question, waiting.id, HandOverState::Refused)?;
        record(tx, "question.consent_refused", question, question.asker_id, waiting.organisation_id);
        return Ok(touch(tx, question)?);
    }
    let wider = questions::audience.eq(Audience::NgoAndState);
    diesel::update(questions::table.find(question.id).filter(questions::audience.eq(Audience::Ngo)))
        .set(wider)
        .execute(&mut **tx)?;
    record(tx, "question.consent_given", question, question.asker_id, waiting.organisation_id);
    let question = load_question(tx, question.id)?;
    hand(tx, &question, waiting.id, waiting.organisation_id, question.asker_id)
}

/// Gives a claimed question to an expert of a body, whoever had it before reads it no more.
fn hand(tx: &mut Tx, question: &Question, id: HandOverId, to: OrganisationId, actor: Option<AccountId>) -> Result<()> {
    let had = question.accreditation_id.ok_or(Error::NotFound)?;
    pending::forget(tx, question.id)?;
    set_route(tx, question.id, had, RouteState::HandedOver)?;
    diesel::update(questions::table.find(question.id)).set(questions::state.eq(State::Received)).execute(&mut **tx)?;
    note_state(tx, question.id, question.asker_id, State::Received, "")?;
    settle(tx, question, id, HandOverState::Handed)?;
    touch(tx, question)?;
    record(tx, "question.handed_over", question, actor, to);
    // Whoever was there when it was proposed may have left meanwhile.
    match route_within(tx, question, Some(to))? {
        Some(_) => Ok(()),
        None => Err(Error::conflict("error-hand-over-nobody")),
    }
}

fn settle(tx: &mut Tx, question: &Question, id: HandOverId, state: HandOverState) -> Result<()> {
    let at = moment(question.asker_id, tx.now());
    let waiting = hand_overs::table.find(id).filter(hand_overs::state.eq(HandOverState::Waiting));
    let settled = (hand_overs::state.eq(state), hand_overs::settled_at.eq(at));
    match diesel::update(waiting).set(settled).execute(&mut **tx)? {
        0 => Err(Error::conflict("error-hand-over-settled")),
        _ => Ok(()),
    }
}

fn record(tx: &mut Tx, kind: &'static str, question: &Question, actor: Option<AccountId>, to: OrganisationId) {
    tx.record(Entry {
        kind,
        actor,
        subject: question.subject(),
        parent: None,
        container: None,
        detail: serde_json::json!({ "organisation": to }),
    });
}

/// All hand-overs of a question that still say something, the oldest first. Three queries.
pub fn list_hand_overs(conn: &mut Conn, viewer: &Viewer, question: &Question) -> Result<Vec<HandOverView>> {
    let waiting = find_waiting(conn, question)?.map(|waiting| waiting.id);
    let rows: Vec<(HandOver, TextId, Kind)> = hand_overs::table
        .inner_join(organisations::table)
        .filter(hand_overs::question_id.eq(question.id))
        .filter(hand_overs::state.ne(HandOverState::Dropped))
        .order(hand_overs::id)
        .select((HandOver::as_select(), organisations::text_id, organisations::kind))
        .load(conn)?;
    let texts: Vec<TextId> = rows.iter().map(|row| row.1).collect();
    let shown = load_shown(conn, &texts, viewer.lang)?;
    // One that was proposed by who has the question no more is nothing to decide on.
    let rows = rows.into_iter().filter(|(row, ..)| row.state != HandOverState::Waiting || Some(row.id) == waiting);
    let view = |(row, text, kind): (HandOver, TextId, Kind)| {
        let words = shown.get(&text)?;
        Some(HandOverView {
            id: row.id,
            organisation: words.title.clone(),
            language: words.language,
            kind,
            reason: row.reason,
            state: row.state,
            at: row.settled_at.unwrap_or(row.at),
        })
    };
    Ok(rows.filter_map(view).collect())
}

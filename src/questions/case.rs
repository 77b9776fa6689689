//! A case as its asker sees it.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use super::answer::{AnswerView, find_answer, show_answers};
use super::community::{Community, load_community};
use super::desk::{HandOverView, Original, find_original, is_being_checked, list_hand_overs};
use super::email::mask;
use super::following_up::{Verdict, find_verdict};
use super::question::{Audience, Question, Situation, State, load_question, published};
use super::route::{OPEN, RouteState};
use super::versions::{Credit, credit_shown};
use crate::accounts::Viewer;
use crate::areas::list_areas;
use crate::db::schema::{accreditations, question_messages, question_routes, question_states, questions};
use crate::db::{AccountId, AccreditationId, Conn, QuestionId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Badge, load_badges};
use crate::translations::{list_versions, load_original};

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseView {
    /// What was asked, as it was written.
    text: String,
    language: ContentLanguage,
    dir: &'static str,
    area: String,
    municipality: Option<String>,
    audience: &'static str,
    situation: Option<Situation>,
    urgent: bool,
    /// By when it is to be answered, while it waits for that.
    due_at: Option<Timestamp>,
    /// For which body an expert has taken it.
    holder: Option<Badge>,
    /// The newest last.
    states: Vec<StateView>,
    messages: Vec<MessageView>,
    /// The official one.
    answer: Option<AnswerView>,
    /// Of which original it is a translation, and by whom, where it is one.
    answer_credit: Option<Credit>,
    /// Of a question that everybody reads: what members have answered, as everybody sees it.
    community: Option<Community>,
    /// Path of its public page, once there is one.
    public: Option<String>,
    /// It is for everybody, and waits for somebody to look at it first.
    held: bool,
    /// Why a moderator keeps it from everybody.
    hidden: Option<String>,
    /// The asker can still write to it.
    open: bool,
    /// To which bodies an expert has handed it, or wants to with the asker's consent.
    hand_overs: Vec<HandOverView>,
    /// The public question that was asked before.
    duplicate_of: Option<Original>,
    /// An answer is written; a second expert looks at it before it is shown.
    being_checked: bool,
    /// To whom "you have an answer" goes, masked.
    email: Option<String>,
    /// Whether the answer helped, once they have said so.
    verdict: Option<Verdict>,
}

impl CaseView {
    /// Everybody may read it.
    pub fn is_for_everyone(&self) -> bool {
        self.audience == Audience::Everyone.code()
    }

    /// What was asked, and in which language.
    pub fn words(&self) -> (&str, ContentLanguage) {
        (&self.text, self.language)
    }

    /// For whoever has no need to know to whom it is told that there is an answer.
    pub fn without_address(self) -> Self {
        Self { email: None, ..self }
    }
}

/// A change of state, dated.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StateView {
    state: State,
    /// What who changed it has said; empty when nothing.
    reason: String,
    at: Timestamp,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MessageView {
    from_asker: bool,
    /// For which body an expert has written it.
    by: Option<Badge>,
    language: ContentLanguage,
    dir: &'static str,
    text: String,
    at: Timestamp,
}

/// The case; whoever asks for it has shown that it is theirs. Some fifteen queries.
pub fn load_case(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<CaseView> {
    let question: Question = load_question(conn, id)?;
    let (original, _) = load_original(conn, question.text_id)?;
    let versions = list_versions(conn, question.text_id)?;
    let words = versions.into_iter().find(|version| version.language == original).ok_or(Error::NotFound)?;
    let area = list_areas(conn, viewer)?.into_iter().find(|area| area.id == question.area_id);
    let (municipality, email, due_at): (Option<String>, Option<String>, Option<Timestamp>) = questions::table
        .find(id)
        .select((questions::municipality, questions::notify_email, questions::due_at))
        .first(conn)?;
    let states: Vec<(State, String, Timestamp)> = question_states::table
        .filter(question_states::question_id.eq(id))
        .order(question_states::id)
        .select((question_states::state, question_states::reason, question_states::at))
        .load(conn)?;
    let messages: Vec<(bool, Option<AccountId>, ContentLanguage, String, Timestamp)> = question_messages::table
        .filter(question_messages::question_id.eq(id))
        .order(question_messages::id)
        .select((
            question_messages::from_asker,
            question_messages::author_id,
            question_messages::language,
            question_messages::body,
            question_messages::at,
        ))
        .load(conn)?;
    let experts = list_given(conn, id)?;
    let bearers: Vec<AccreditationId> = experts.values().copied().chain(question.taken_by()).collect();
    let badges = load_badges(conn, viewer, &bearers)?;
    let answer = find_answer(conn, id)?;
    let answer_credit = match &answer {
        Some(answer) => credit_shown(conn, viewer, answer.text_id)?,
        None => None,
    };
    let answer = show_answers(conn, viewer, "", answer.as_slice())?.remove(&id);
    // Nothing on this page says who reads it.
    let everybody = Viewer::guest(viewer.lang, viewer.now);
    let community = published(&question).then(|| load_community(conn, &everybody, "", &question, None)).transpose()?;
    Ok(CaseView {
        text: words.body,
        language: words.language,
        dir: words.language.dir(),
        area: area.map(|area| area.name).unwrap_or_default(),
        municipality,
        audience: question.audience.code(),
        situation: question.situation,
        urgent: question.urgent,
        due_at: due_at.filter(|_| OPEN.contains(&question.state)),
        holder: question.taken_by().filter(|_| question.is_open()).and_then(|by| badges.get(&by).cloned()),
        states: states.into_iter().map(|(state, reason, at)| StateView { state, reason, at }).collect(),
        messages: messages
            .into_iter()
            .map(|(from_asker, author, language, text, at)| {
                let by = author
                    .filter(|_| !from_asker)
                    .and_then(|author| experts.get(&author))
                    .and_then(|by| badges.get(by));
                MessageView { from_asker, by: by.cloned(), dir: language.dir(), language, text, at }
            })
            .collect(),
        answer,
        answer_credit,
        public: question.public_path(viewer.lang),
        community,
        held: question.is_held(),
        hidden: question.hidden_reason.clone().filter(|_| question.hidden_at.is_some()),
        open: question.is_open(),
        hand_overs: list_hand_overs(conn, viewer, &question)?,
        duplicate_of: find_original(conn, viewer, id)?,
        being_checked: is_being_checked(conn, id)?,
        email: email.as_deref().map(mask),
        verdict: find_verdict(conn, id)?,
    })
}

/// Under which accreditation each expert had a question, by account. One query.
fn list_given(conn: &mut Conn, id: QuestionId) -> QueryResult<HashMap<AccountId, AccreditationId>> {
    let rows: Vec<(AccountId, AccreditationId)> = question_routes::table
        .inner_join(accreditations::table.on(accreditations::id.eq(question_routes::accreditation_id)))
        .filter(question_routes::question_id.eq(id))
        .filter(question_routes::state.ne(RouteState::Offered))
        .select((accreditations::account_id, accreditations::id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

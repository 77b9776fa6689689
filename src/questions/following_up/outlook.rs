//! What an asker may expect: by when questions of the area are usually answered, and whether there is anybody who can.

use serde::Serialize;

use super::people::coordinators;
use super::rules::rules_of;
use crate::accounts::Viewer;
use crate::areas::list_areas;
use crate::db::Conn;
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::list_experts;
use crate::questions::question::{Audience, Question, State};
use crate::questions::route::{may_read, speaks};
use crate::translations::load_original;

/// Of a question that waits to be taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Outlook {
    area: String,
    /// Working days within which questions of the area are usually answered.
    answer_days: u32,
    /// No expert whom the asker lets read it answers in the area.
    nobody: bool,
    /// Only experts of NGOs may read it.
    only_ngo: bool,
    /// Experts of state bodies answer there, from whom the asker keeps it.
    state_could: bool,
    /// Experts there are whom the asker lets read it, and none answers in its language; in which of the interface they do.
    unspoken: bool,
    spoken: Vec<ContentLanguage>,
    /// There are coordinators, who are told of it.
    coordinator_told: bool,
}

/// `None` once somebody has taken the question, or it is over. Five queries.
pub fn find_outlook(conn: &mut Conn, viewer: &Viewer, question: &Question) -> Result<Option<Outlook>> {
    if question.state != State::Received {
        return Ok(None);
    }
    let experts = list_experts(conn, question.area_id, viewer.now)?;
    let admitted = |audience: Audience| experts.iter().any(|expert| may_read(audience, expert.kind));
    let nobody = question.accreditation_id.is_none() && !admitted(question.audience);
    let (language, _) = load_original(conn, question.text_id)?;
    let readers = || experts.iter().filter(|expert| may_read(question.audience, expert.kind));
    let unspoken = !nobody && !readers().any(|expert| speaks(expert, language));
    let spoken = Lang::ALL.into_iter().map(ContentLanguage::from);
    let spoken = spoken.filter(|one| unspoken && readers().any(|expert| speaks(expert, *one))).collect();
    let area = list_areas(conn, viewer)?.into_iter().find(|area| area.id == question.area_id);
    Ok(Some(Outlook {
        area: area.map(|area| area.name).unwrap_or_default(),
        answer_days: rules_of(conn, question.area_id)?.answer_days,
        nobody,
        only_ngo: question.audience == Audience::Ngo,
        state_could: nobody && question.audience == Audience::Ngo && admitted(Audience::NgoAndState),
        unspoken,
        spoken,
        coordinator_told: (nobody || unspoken) && !coordinators(conn, question.area_id, viewer.now)?.is_empty(),
    }))
}

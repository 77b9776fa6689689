//! What an asker may expect: by when questions of the area are usually answered, and whether there is anybody who can.

use serde::Serialize;

use super::people::coordinators;
use super::rules::rules_of;
use crate::accounts::Viewer;
use crate::areas::list_areas;
use crate::db::Conn;
use crate::error::Result;
use crate::organisations::list_experts;
use crate::questions::question::{Audience, Question, State};
use crate::questions::route::may_read;

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
    /// There are coordinators, who are told of it.
    coordinator_told: bool,
}

/// `None` once somebody has taken the question, or it is over. Four queries.
pub fn find_outlook(conn: &mut Conn, viewer: &Viewer, question: &Question) -> Result<Option<Outlook>> {
    if question.state != State::Received {
        return Ok(None);
    }
    let experts = list_experts(conn, question.area_id, viewer.now)?;
    let admitted = |audience: Audience| experts.iter().any(|expert| may_read(audience, expert.kind));
    let nobody = question.accreditation_id.is_none() && !admitted(question.audience);
    let area = list_areas(conn, viewer)?.into_iter().find(|area| area.id == question.area_id);
    Ok(Some(Outlook {
        area: area.map(|area| area.name).unwrap_or_default(),
        answer_days: rules_of(conn, question.area_id)?.answer_days,
        nobody,
        only_ngo: question.audience == Audience::Ngo,
        state_could: nobody && question.audience == Audience::Ngo && admitted(Audience::NgoAndState),
        coordinator_told: nobody && !coordinators(conn, question.area_id, viewer.now)?.is_empty(),
    }))
}

//! What the desk adds to a question's page.

use serde::Serialize;

use super::body::{Body, list_bodies};
use super::closing::Original;
use super::hand_over::HandOverState;
use super::next::neighbours;
use super::note::{NoteView, list_notes};
use super::pending::find_pending;
use super::reply::{ReplyItem, list_replies};
use super::verification::{Mode, find_awaited, find_refusal, list_verifiers, mode_of};
use crate::accounts::Viewer;
use crate::db::{Conn, QuestionId, SourceId};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, list_accreditations};
use crate::questions::question::Question;
use crate::questions::route::OPEN;
use crate::text::{self, Mentions};

#[derive(Default, Serialize, utoipa::ToSchema)]
pub struct Desk {
    previous: Option<QuestionId>,
    next: Option<QuestionId>,
    /// Of a case with a key only days are known.
    days_only: bool,
    /// The reader has the question, and can still work on it.
    pub holds: bool,
    /// And there is work with it.
    open: bool,
    replies: Vec<ReplyItem>,
    notes: Vec<NoteView>,
    /// To whom it can be handed.
    bodies: Vec<Body>,
    /// What everybody can read already, and the question may be a duplicate of.
    pub similar: Vec<Original>,
    /// Waits for the asker's consent.
    awaits_consent: bool,
    /// An answer that nobody is shown yet.
    pub pending: Option<PendingView>,
    /// Why the second expert has refused the answer; only experts read it.
    refusal: Option<String>,
    /// The second expert's part: the reader may begin to look, or has begun.
    pub may_check: bool,
    checking: bool,
    /// Names the wording that is verified.
    shown: String,
    /// A second expert is to verify what is written now, before it is shown.
    verified_before: bool,
    /// How many others could verify it.
    verifiers: usize,
}

/// An answer that waits to be verified.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PendingView {
    pub language: ContentLanguage,
    dir: &'static str,
    pub summary: String,
    /// Markdown, as its author has it.
    #[serde(skip)]
    pub body: String,
    html: String,
    pub sources: Vec<SourceId>,
    /// By the reader.
    pub mine: bool,
}

impl Desk {
    /// For who may look at an answer, and has not begun.
    pub fn to_check() -> Self {
        Self { may_check: true, ..Self::default() }
    }
}

/// For an expert who reads the question; `checks`: as the second one.
pub fn load_desk(
    conn: &mut Conn,
    viewer: &Viewer,
    base_url: &str,
    question: &Question,
    by: &Accreditation,
    checks: bool,
) -> Result<Desk> {
    let holds = !checks && question.accreditation_id == Some(by.id) && question.is_open();
    let open = holds && OPEN.contains(&question.state);
    let near = neighbours(conn, by.account, question.id, viewer.now)?;
    let awaited = if checks { find_awaited(conn, question.id)? } else { None };
    let own = list_accreditations(conn, &[by.account], viewer.now)?;
    let verified_before = holds && mode_of(conn, question.area_id)? == Mode::Before;
    let verifiers = if verified_before { list_verifiers(conn, question, by.account, viewer.now)?.len() } else { 0 };
    let hand_overs = super::list_hand_overs(conn, viewer, question)?;
    Ok(Desk {
        previous: near.previous,
        next: near.next,
        days_only: question.asker_id.is_none(),
        holds,
        open,
        replies: if holds { list_replies(conn, &own)? } else { Vec::new() },
        notes: list_notes(conn, viewer, question, by)?,
        bodies: if open { list_bodies(conn, viewer, question, by)? } else { Vec::new() },
        similar: Vec::new(),
        awaits_consent: hand_overs.iter().any(|one| one.state == HandOverState::Waiting),
        pending: pending_view(conn, base_url, question, by)?,
        refusal: find_refusal(conn, question.id)?,
        may_check: false,
        checking: checks,
        shown: awaited.map(|awaited| awaited.shown).unwrap_or_default(),
        verified_before,
        verifiers,
    })
}

fn pending_view(
    conn: &mut Conn,
    base_url: &str,
    question: &Question,
    by: &Accreditation,
) -> Result<Option<PendingView>> {
    let pending = find_pending(conn, question.id)?;
    Ok(pending.map(|pending| PendingView {
        language: pending.language,
        dir: pending.language.dir(),
        html: text::render(&pending.body, &Mentions::default(), base_url, "pending").html,
        sources: pending.sources(),
        mine: pending.accreditation_id == by.id,
        summary: pending.summary,
        body: pending.body,
    }))
}

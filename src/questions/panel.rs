//! What questions show on an area's page: those that a body has answered first.

use serde::Serialize;

use super::public_page::{QuestionItem, list_public};
use crate::accounts::Viewer;
use crate::activity::Tag;
use crate::areas::{Panel, PanelView};
use crate::db::{AreaId, Conn};
use crate::error::{Error, Result};

/// Questions shown.
const SHOWN: i64 = 10;

pub struct QuestionPanel;

#[derive(Serialize)]
struct View {
    questions: Vec<QuestionItem>,
}

impl Panel for QuestionPanel {
    fn show(&self, conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Option<PanelView>> {
        let (mut questions, _) = list_public(conn, viewer, Some(area), None, true, SHOWN)?;
        let (more, _) = list_public(conn, viewer, Some(area), None, false, SHOWN)?;
        let answered: Vec<_> = questions.iter().map(|question| question.id).collect();
        questions.extend(more.into_iter().filter(|question| !answered.contains(&question.id)));
        questions.truncate(usize::try_from(SHOWN).unwrap_or(0));
        let tags = vec![Tag::any("question"), Tag::any("source")];
        let data = serde_json::to_value(View { questions }).map_err(Error::internal)?;
        Ok(Some(PanelView { template: "questions/panel", data, tags }))
    }
}

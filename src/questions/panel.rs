//! What questions show on other pages: on an area's its guide and what bodies have answered, on a body's what it has
//! answered, on the front page the newest answers.

use std::sync::Arc;

use serde::Serialize;

use super::guide::{GuideItem, keeps_guide, list_guide};
use super::public_list::{Filter, QuestionItem, Row, items, list_public, list_rows};
use crate::accounts::Viewer;
use crate::activity::{Changes, Kept, Tag};
use crate::areas::{Panel, PanelView, list_areas};
use crate::config::Clock;
use crate::db::{AreaId, Conn, OrganisationId, QuestionId};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::organisations::OrganisationPanel;

/// Questions shown.
const SHOWN: i64 = 10;

/// What questions show on an area's page: the same for all readers of a language, read once.
pub struct QuestionPanel {
    changes: Arc<Changes>,
    kept: Kept<(AreaId, Lang), Arc<Shared>>,
}

/// The answers of a body on its page.
pub struct AnswersPanel;

#[derive(Serialize)]
struct View<'a> {
    /// The reader keeps the guide.
    keeps_guide: bool,
    #[serde(flatten)]
    shared: &'a Shared,
}

/// What all readers of a language share.
#[derive(Serialize)]
struct Shared {
    guide: Vec<GuideItem>,
    questions: Vec<QuestionItem>,
    /// The area's slug, where there are more than are shown.
    more: Option<String>,
}

#[derive(Serialize)]
struct AnswersView {
    questions: Vec<QuestionItem>,
    /// There are more than are shown.
    more: bool,
}

fn tags() -> Vec<Tag> {
    vec![Tag::any("question"), Tag::any("source")]
}

impl Panel for QuestionPanel {
    fn show(&self, conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Option<PanelView>> {
        let shared = self.shared(conn, viewer, area)?;
        let view = View { keeps_guide: keeps_guide(viewer), shared: &shared };
        let data = serde_json::to_value(view).map_err(Error::internal)?;
        Ok(Some(PanelView { template: "questions/panel", data, tags: tags() }))
    }
}

impl QuestionPanel {
    pub fn new(bytes: u64, changes: &Arc<Changes>, clock: &Clock) -> Self {
        let weigh =
            |_: &(AreaId, Lang), shared: &Arc<Shared>| 1_000 * (1 + shared.guide.len() + shared.questions.len());
        Self { changes: Arc::clone(changes), kept: Kept::new(bytes, weigh, changes, clock) }
    }

    fn shared(&self, conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Arc<Shared>> {
        // In the transaction that reads: the copy is as fresh as what is read beside it.
        let position = self.changes.catch_up(conn)?;
        let key = (area, viewer.lang);
        if let Some(shared) = self.kept.get(&key) {
            return Ok(shared);
        }
        // Nothing of it is for one reader alone.
        let guest = Viewer::guest(viewer.lang, viewer.now);
        let (questions, more) = list_for_reader(conn, &guest, area)?;
        let guide = list_guide(conn, &guest, area)?;
        let slug = if more { list_areas(conn, &guest)?.into_iter().find(|one| one.id == area) } else { None };
        let shared = Arc::new(Shared { guide, questions, more: slug.map(|area| area.slug) });
        let tags = [tags(), vec![Tag::of("area", area.0)]].concat();
        self.kept.keep(key, position, tags, Arc::clone(&shared));
        Ok(shared)
    }
}

/// Answered ones before the others; of both first those that can be read in the reader's language, the newest first; and
/// whether there are more. Up to four queries beside those of the items.
fn list_for_reader(conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<(Vec<QuestionItem>, bool)> {
    let most = usize::try_from(SHOWN).unwrap_or(0);
    let mut rows: Vec<Row> = Vec::new();
    for (readable, answered) in [(true, true), (false, true), (true, false), (false, false)] {
        if rows.len() <= most {
            let readable = Some((viewer.lang.into(), readable));
            let filter = Filter { area: Some(area), not_in_guide: true, readable, answered, ..Filter::default() };
            let known: Vec<QuestionId> = rows.iter().map(|row| row.0).collect();
            let more = list_rows(conn, filter, None, SHOWN + 1)?;
            rows.extend(more.into_iter().filter(|row| !known.contains(&row.0)));
        }
    }
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((items(conn, viewer, rows)?, more))
}

/// For the front page: what bodies have answered, those first that can be read in the reader's language. Up to two
/// queries beside those of the items.
pub fn newest_answered(conn: &mut Conn, viewer: &Viewer, most: i64) -> Result<Vec<QuestionItem>> {
    let mut rows: Vec<Row> = Vec::new();
    for readable in [true, false] {
        let left = most - i64::try_from(rows.len()).unwrap_or(most);
        if left > 0 {
            let filter = Filter { answered: true, readable: Some((viewer.lang.into(), readable)), ..Filter::default() };
            rows.extend(list_rows(conn, filter, None, left)?);
        }
    }
    items(conn, viewer, rows)
}

impl OrganisationPanel for AnswersPanel {
    fn show(&self, conn: &mut Conn, viewer: &Viewer, organisation: OrganisationId) -> Result<Option<PanelView>> {
        let filter = Filter { answered_by: Some(organisation), ..Filter::default() };
        let (questions, next) = list_public(conn, viewer, filter, None, SHOWN)?;
        let more = next.is_some();
        let data = serde_json::to_value(AnswersView { questions, more }).map_err(Error::internal)?;
        Ok(Some(PanelView { template: "questions/answers_panel", data, tags: tags() }))
    }
}

//! `/sources/{id}`: an entry of the register, and what rests on it.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::dsl::count_star;
use diesel::prelude::*;
use serde::Serialize;

use super::walk;
use super::{edits, keeps};
use crate::accounts::{Role, Viewer, Visit};
use crate::activity::Tag;
use crate::db::schema::{answer_doubts, answers, questions, source_changes};
use crate::db::{AccountId, Conn, MultiBackend, SourceChangeId, SourceId, Timestamp};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};
use crate::questions::State;
use crate::questions::public_list::{Behind, Filter, QuestionItem, list_public};
use crate::questions::source::{SourceView, count_citing, find_source, load_source};
use crate::translations::list_versions;
use crate::web::{LanguageVersions, Page};

/// Answers shown at once, and marks.
const SHOWN: i64 = 20;

#[derive(Serialize, utoipa::ToSchema)]
pub struct SourcePage {
    source: SourceView,
    /// Public questions whose answers cite it.
    questions: Vec<QuestionItem>,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
    /// How many of these there are.
    answers: i64,
    /// For those who keep the register: public questions whose answers are in doubt because of it, and the marks, the
    /// newest first.
    doubted: Vec<QuestionItem>,
    changes: Vec<ChangeView>,
    /// Answers that the reader may look at because of a change, and all that wait for that.
    to_review: i64,
    left: i64,
    keeps: bool,
    edits: bool,
    /// The reader has a queue, in which these answers are listed.
    answers_too: bool,
}

/// A mark: what was found to have changed, and what became of the answers.
#[derive(Serialize, utoipa::ToSchema)]
struct ChangeView {
    id: SourceChangeId,
    note: String,
    at: Timestamp,
    undone_at: Option<Timestamp>,
    /// Public answers that it put into review, and those of them that still are because of it.
    answers: i64,
    left: i64,
    may_undo: bool,
}

pub async fn show(visit: Visit, path: Path<(String, SourceId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let behind = visit.asked.cursor("after")?;
    visit.page(move |conn, viewer| page(conn, viewer, id, behind)).await
}

pub fn page(conn: &mut Conn, viewer: &Viewer, id: SourceId, behind: Option<Behind>) -> Result<Page<SourcePage>> {
    let source = load_source(conn, viewer, id)?;
    let filter = Filter { cites: Some(id), ..Filter::default() };
    let (questions, next) = list_public(conn, viewer, filter, behind, SHOWN)?;
    let answers = count_citing(conn, &[id])?.remove(&id).unwrap_or_default();
    let keeps = keeps(viewer);
    let changes = if keeps { changes_of(conn, viewer, id)? } else { Vec::new() };
    let doubted = match keeps && changes.iter().any(|change| change.left > 0) {
        true => list_public(conn, viewer, Filter { doubted_by: Some(id), ..Filter::default() }, None, SHOWN)?.0,
        false => Vec::new(),
    };
    let page = SourcePage {
        questions,
        doubted,
        next: next.map(|place| place.to_string()),
        answers,
        to_review: walk::count(conn, viewer, id)?,
        left: changes.iter().map(|change| change.left).sum(),
        changes,
        keeps,
        edits: edits(viewer),
        answers_too: viewer.has_role(Role::Expert),
        source,
    };
    let title = page.source.title.clone();
    let tags = vec![Tag::any("source"), Tag::any("question"), Tag::any("area")];
    Ok(Page::new("questions/source", title, page).kept_until_changed(tags).in_languages(told_in(conn, id)?))
}

/// In which languages of the interface its title is.
fn told_in(conn: &mut Conn, id: SourceId) -> Result<LanguageVersions> {
    let text = find_source(conn, id)?.text_id;
    let path = |lang: Lang| format!("/{lang}/sources/{id}");
    let versions = list_versions(conn, text)?;
    let there = |lang: &Lang| versions.iter().any(|version| version.language == ContentLanguage::from(*lang));
    let alternates: Vec<(Lang, String)> = Lang::ALL.into_iter().filter(there).map(|lang| (lang, path(lang))).collect();
    let default = alternates.first().map(|(_, path)| path.clone());
    Ok(LanguageVersions { canonical: None, alternates, default })
}

fn changes_of(conn: &mut Conn, viewer: &Viewer, id: SourceId) -> Result<Vec<ChangeView>> {
    type Row = (SourceChangeId, String, Timestamp, Option<Timestamp>, Option<AccountId>);
    let rows: Vec<Row> = source_changes::table
        .filter(source_changes::source_id.eq(id))
        .order(source_changes::id.desc())
        .limit(SHOWN)
        .select((
            source_changes::id,
            source_changes::note,
            source_changes::marked_at,
            source_changes::undone_at,
            source_changes::marked_by,
        ))
        .load(conn)?;
    let ids: Vec<SourceChangeId> = rows.iter().map(|row| row.0).collect();
    let all = count_doubts(conn, &ids, false)?;
    let open = count_doubts(conn, &ids, true)?;
    let count = |counts: &HashMap<SourceChangeId, i64>, id| counts.get(&id).copied().unwrap_or(0);
    let view = |(id, note, at, undone_at, by): Row| ChangeView {
        id,
        note,
        at,
        undone_at,
        answers: count(&all, id),
        left: count(&open, id),
        may_undo: undone_at.is_none() && (edits(viewer) || by.is_some() && by == viewer.id()),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Answers that each of these marks has put into review, or those that still are because of it, as far as everybody may
/// read them. One query.
fn count_doubts(conn: &mut Conn, of: &[SourceChangeId], open: bool) -> QueryResult<HashMap<SourceChangeId, i64>> {
    let mut query = answer_doubts::table
        .inner_join(answers::table.inner_join(questions::table))
        .filter(answer_doubts::change_id.eq_any(of))
        .filter(questions::published_at.is_not_null().and(questions::state.ne(State::Withdrawn)))
        .group_by(answer_doubts::change_id)
        .select((answer_doubts::change_id, count_star()))
        .into_boxed::<MultiBackend>();
    if open {
        query = query.filter(answer_doubts::settled_at.is_null());
    }
    Ok(query.load::<(SourceChangeId, i64)>(conn)?.into_iter().collect())
}

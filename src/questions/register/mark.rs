//! Marking a source as changed, and taking back a mark that was made in error.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::doubt::{mark_changed, undo_change};
use super::{edits, entry, keeps, permit};
use crate::accounts::{Done, Visit};
use crate::db::schema::source_changes;
use crate::db::{AccountId, SourceChangeId, SourceId};
use crate::error::{Error, Result};
use crate::web::Submitted;

/// Graphemes of what has changed.
const NOTE: usize = 500;

/// The source says something else: every answer that cites it is in review from now on.
pub async fn mark(visit: Visit, path: Path<(String, SourceId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let note = fields.text("note", 3, NOTE);
        fields.finish()?;
        let changed = visit.write_once(&submitted, "source-changes", move |tx, viewer, member| {
            permit(viewer, keeps)?;
            mark_changed(tx, id, &note, Some(member.id))?;
            Ok(Done::changed(id.0, format!("/{}/sources/{id}", viewer.lang)).telling("flash-source-changed"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| entry::page(conn, viewer, id, None)).await
}

/// By who has made the mark, or by an editor.
pub async fn undo(
    visit: Visit,
    path: Path<(String, SourceId, SourceChangeId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id, change) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        permit(viewer, keeps)?;
        let marked_by: Option<AccountId> =
            source_changes::table.find(change).select(source_changes::marked_by).first(&mut **tx)?;
        if !edits(viewer) && marked_by != Some(member.id) {
            return Err(Error::Forbidden("error-forbidden"));
        }
        undo_change(tx, id, change, member.id)?;
        Ok(Done::changed(id.0, format!("/{}/sources/{id}", viewer.lang)).telling("flash-source-undone"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

//! What a text said from some time on, and what that changed: the history of posts and of what is written like them.

use serde::Serialize;

use crate::accounts::{Author, Viewer, load_authors};
use crate::db::{AccountId, Conn, Timestamp};
use crate::error::Result;
use crate::text::diff::{self, Change};

#[derive(Serialize, utoipa::ToSchema)]
pub struct PostVersion {
    revision: i64,
    by: Option<Author>,
    at: Timestamp,
    changes: Vec<Change>,
}

/// A revision's number, its Markdown, who wrote it and when.
pub type Revision = (i64, String, AccountId, Timestamp);

/// The versions of a text, given in order; the newest first. Two queries.
pub fn versions(conn: &mut Conn, viewer: &Viewer, revisions: &[Revision]) -> Result<Vec<PostVersion>> {
    let people: Vec<AccountId> = revisions.iter().map(|(_, _, by, _)| *by).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let before = std::iter::once("").chain(revisions.iter().map(|(_, source, ..)| source.as_str()));
    let mut versions: Vec<PostVersion> = before
        .zip(revisions)
        .map(|(before, (revision, source, by, at))| PostVersion {
            revision: *revision,
            by: authors.get(by).cloned(),
            at: *at,
            changes: diff::words(if *revision == 1 { source } else { before }, source),
        })
        .collect();
    versions.reverse();
    Ok(versions)
}

//! The register of sources as it is kept: searching it, an entry with what rests on it, editing, marking as changed and
//! taking that back, and walking through the answers that a change has put into review.

mod article;
mod doubt;
mod edit;
mod entry;
mod key;
mod mark;
mod seen;
mod walk;

pub use article::say_article;
pub use doubt::{mark_changed, settle};
pub use key::{fill, set_key, words_of};
pub use seen::{Seen, name_seen};

use crate::accounts::{Role, Viewer};
use crate::error::{Error, Result};
use crate::questions::source_page;
use crate::web::{Endpoint, delete, get, post, put};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/sources", source_page::show)
            .page::<source_page::SourcesPage>("SourcesPage")
            .queries(&["q", "kind", "changed", "after"]),
        post("/{lang}/sources", source_page::add).takes(source_page::TAKES),
        get("/{lang}/sources/{id}", entry::show).page::<entry::SourcePage>("SourcePage").queries(&["after"]),
        put("/{lang}/sources/{id}", edit::change).takes(edit::TAKES),
        get("/{lang}/sources/{id}/edit", edit::form).page::<edit::SourceFormPage>("SourceFormPage"),
        post("/{lang}/sources/{id}/changes", mark::mark).takes(&["note"]),
        delete("/{lang}/sources/{id}/changes/{change}", mark::undo).takes(&[]),
        get("/{lang}/sources/{id}/review", walk::show).page::<walk::WalkPage>("SourceReviewPage").queries(&["after"]),
        post("/{lang}/sources/{id}/review", walk::renewal).takes(&["answer", "seen?"]),
    ]
}

/// Whether somebody adds to the register and marks what has changed.
pub fn keeps(viewer: &Viewer) -> bool {
    viewer.has_role(Role::Expert) || edits(viewer)
}

/// Whether somebody puts entries of the register right.
fn edits(viewer: &Viewer) -> bool {
    viewer.has_role(Role::Editor) || viewer.has_role(Role::Admin)
}

fn permit(viewer: &Viewer, may: fn(&Viewer) -> bool) -> Result<()> {
    viewer.id().ok_or(Error::SignIn)?;
    if may(viewer) { Ok(()) } else { Err(Error::Forbidden("error-forbidden")) }
}

//! What is about the same as a text that somebody is writing, for features that offer it.

use super::collect::Scope;
use super::find::scope_of;
use super::schema::kind_code;
use super::suggest::similar_to;
use super::suggestions_page::offered;
use super::{Search, Suggestion};
use crate::accounts::Viewer;
use crate::db::{Conn, Subject};
use crate::error::Result;
use crate::i18n::ContentLanguage;

/// Up to `limit` things that the viewer may see, the likest first; of one kind, or of any. None while the first index
/// is built. The text is neither stored nor logged.
pub fn similar_to_text(
    conn: &mut Conn,
    search: &Search,
    viewer: &Viewer,
    text: &str,
    language: ContentLanguage,
    kind: Option<&'static str>,
    limit: usize,
) -> Result<Vec<Suggestion>> {
    let Some(index) = search.index() else { return Ok(Vec::new()) };
    let (scope, _) = scope_of(conn, search, viewer)?;
    let scope = Scope { kind: kind.map(kind_code), alike: true, ..scope };
    let found = similar_to(&index.searcher(), &index.fields, &scope, text, language, limit)?;
    let things: Vec<Subject> = found.best.iter().filter_map(|place| search.subject(place.key)).collect();
    offered(conn, search, viewer, &things)
}

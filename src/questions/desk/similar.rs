//! Public questions with an answer that are about the same as the one on the page: what it may be a duplicate of.

use std::collections::HashSet;

use super::closing::{Original, list_answered_publicly, parse_address};
use crate::accounts::Viewer;
use crate::db::{Conn, QuestionId};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::search::{Search, similar_to_text};

/// How many are offered; of how many that are like it, since some have no answer.
const OFFERED: usize = 5;
const FOUND: usize = 12;

/// The likest first. The text is neither stored nor logged. One query beside those of the search.
pub fn list_similar(
    conn: &mut Conn,
    search: &Search,
    viewer: &Viewer,
    id: QuestionId,
    (text, language): (&str, ContentLanguage),
) -> Result<Vec<Original>> {
    let found = similar_to_text(conn, search, viewer, text, language, Some("question"), FOUND)?;
    let ids: Vec<QuestionId> = found.iter().filter_map(|one| parse_address(&one.url)).collect();
    let answered: HashSet<QuestionId> = list_answered_publicly(conn, &ids)?.into_iter().collect();
    let similar = found.into_iter().filter_map(|one| {
        let of = parse_address(&one.url).filter(|of| *of != id && answered.contains(of))?;
        Some(Original {
            id: of,
            title: one.title,
            language: one.language,
            dir: one.dir,
            url: one.url,
            stale: one.stale,
        })
    });
    Ok(similar.take(OFFERED).collect())
}

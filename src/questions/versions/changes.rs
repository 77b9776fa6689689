//! What of an answer has changed since a version of it was made.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use crate::db::schema::answer_checks;
use crate::db::{AnswerId, Conn};
use crate::i18n::ContentLanguage;
use crate::text::diff::{self, Change};
use crate::translations::Version;

/// By words, in the original's language.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Changes {
    pub language: ContentLanguage,
    pub dir: &'static str,
    /// Of "in short".
    pub summary: Vec<Change>,
    pub body: Vec<Change>,
}

impl Changes {
    pub fn between(language: ContentLanguage, old: (&str, &str), new: (&str, &str)) -> Self {
        let (summary, body) = (diff::words(old.0, new.0), diff::words(old.1, new.1));
        Self { language, dir: language.dir(), summary, body }
    }
}

type Wording = (AnswerId, i64, String, String);

/// How each original has changed since the revision beside it. One query.
pub fn changes_since(
    conn: &mut Conn,
    of: &[(AnswerId, i64, &Version)],
) -> QueryResult<HashMap<(AnswerId, i64), Changes>> {
    let answers: Vec<AnswerId> = of.iter().map(|(id, ..)| *id).collect();
    let revisions: Vec<i64> = of.iter().map(|(_, revision, _)| *revision).collect();
    // What was written while the question was not public is for nobody else.
    let rows: Vec<Wording> = answer_checks::table
        .filter(answer_checks::answer_id.eq_any(answers))
        .filter(answer_checks::text_revision.eq_any(revisions))
        .filter(answer_checks::is_public.eq(true))
        .order(answer_checks::id)
        .select((answer_checks::answer_id, answer_checks::text_revision, answer_checks::summary, answer_checks::body))
        .load(conn)?;
    let old: HashMap<(AnswerId, i64), (String, String)> =
        rows.into_iter().map(|(id, revision, summary, body)| ((id, revision), (summary, body))).collect();
    let changed = of.iter().filter_map(|(id, revision, new)| {
        let (summary, body) = old.get(&(*id, *revision))?;
        let changes = Changes::between(new.language, (summary, body), (&new.summary, &new.body));
        Some(((*id, *revision), changes))
    });
    Ok(changed.collect())
}

//! Which wording and which doubts of an answer somebody has seen who says that it is right or writes it anew: a source that
//! is marked as changed while they look at it puts it into a doubt that their word does not settle, and what a colleague
//! has written meanwhile is not written over.

use std::collections::HashMap;

use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::schema::{answer_doubts, answers};
use crate::db::{AnswerId, Conn, SourceChangeId, TextId, Tx};
use crate::error::{Error, Result};
use crate::translations::{list_versions, load_original};
use crate::web::Submitted;

/// What the pages that were sent have shown, by answer; what is not named is not compared.
#[derive(Debug, Clone, Default)]
pub struct Seen(HashMap<AnswerId, (i64, i64)>);

impl Seen {
    /// Of the field `seen`, once for each answer: `{answer}.{change}.{revision}`, as `name_seen` has made it.
    pub fn parse(submitted: &Submitted) -> Self {
        let one = |text: &String| {
            let (answer, shown) = text.split_once('.')?;
            let (change, revision) = shown.split_once('.')?;
            Some((answer.parse().ok()?, (change.parse().ok()?, revision.parse().ok()?)))
        };
        Self(submitted.all("seen").iter().filter_map(one).collect())
    }

    /// `Conflict` where an answer is in a doubt that was not shown, or in other words than were shown. Holds the answers until the transaction ends: a mark
    /// that comes meanwhile comes after.
    pub fn require(&self, tx: &mut Tx, ids: &[AnswerId]) -> Result<()> {
        let these = answers::table.filter(answers::id.eq_any(ids));
        diesel::update(these).set(answers::revision.eq(answers::revision)).execute(&mut **tx)?;
        let newest = list_newest(tx, ids)?;
        let unseen = |id: &AnswerId| self.0.get(id).is_some_and(|seen| seen.0 < newest.get(id).copied().unwrap_or(0));
        if ids.iter().any(unseen) {
            return Err(Error::conflict("error-answer-doubted"));
        }
        let revisions = list_revisions(tx, ids)?;
        let rewritten = |id: &&AnswerId| self.0.get(id).is_some_and(|seen| revisions.get(id) != Some(&seen.1));
        match ids.iter().find(rewritten) {
            Some(id) => {
                Err(Error::Conflict { message: "error-answer-rewritten", current: Some(say_standing(tx, *id)?) })
            }
            None => Ok(()),
        }
    }
}

/// The newest change of a source that has put each of these answers in doubt, settled, taken back or not. One query.
fn list_newest(conn: &mut Conn, ids: &[AnswerId]) -> QueryResult<HashMap<AnswerId, i64>> {
    let rows: Vec<(AnswerId, Option<SourceChangeId>)> = answer_doubts::table
        .filter(answer_doubts::answer_id.eq_any(ids))
        .group_by(answer_doubts::answer_id)
        .select((answer_doubts::answer_id, max(answer_doubts::change_id)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, change)| Some((id, change?.0))).collect())
}

fn list_revisions(conn: &mut Conn, ids: &[AnswerId]) -> QueryResult<HashMap<AnswerId, i64>> {
    let rows: Vec<(AnswerId, i64)> =
        answers::table.filter(answers::id.eq_any(ids)).select((answers::id, answers::revision)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The answer as it stands in its own language, for somebody whose page is out of date.
fn say_standing(conn: &mut Conn, id: AnswerId) -> Result<String> {
    let text: TextId = answers::table.find(id).select(answers::text_id).first(conn)?;
    let (original, _) = load_original(conn, text)?;
    let versions = list_versions(conn, text)?;
    let standing = versions.into_iter().find(|version| version.language == original).ok_or(Error::NotFound)?;
    Ok(format!("{}\n\n{}", standing.summary, standing.body))
}

/// What a page shows of these answers, for its field `seen`. Two queries.
pub fn name_seen(conn: &mut Conn, ids: &[AnswerId]) -> QueryResult<HashMap<AnswerId, String>> {
    let (newest, revisions) = (list_newest(conn, ids)?, list_revisions(conn, ids)?);
    let number = |of: &HashMap<AnswerId, i64>, id: &AnswerId| of.get(id).copied().unwrap_or(0);
    Ok(ids.iter().map(|id| (*id, format!("{id}.{}.{}", number(&newest, id), number(&revisions, id)))).collect())
}

//! Which doubts of an answer somebody has seen who says that it is right: a source that is marked as changed while they
//! look at it puts it into a doubt that their word does not settle.

use std::collections::HashMap;

use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::schema::{answer_doubts, answers};
use crate::db::{AnswerId, Conn, SourceChangeId, Tx};
use crate::error::{Error, Result};
use crate::web::Submitted;

/// What the pages that were sent have shown, by answer; what is not named is not compared.
#[derive(Debug, Clone, Default)]
pub struct Seen(HashMap<AnswerId, i64>);

impl Seen {
    /// Of the field `seen`, once for each answer: `{answer}.{change}`, as `name_seen` has made it.
    pub fn parse(submitted: &Submitted) -> Self {
        let one = |text: &String| {
            let (answer, change) = text.split_once('.')?;
            Some((answer.parse().ok()?, change.parse().ok()?))
        };
        Self(submitted.all("seen").iter().filter_map(one).collect())
    }

    /// `Conflict` where an answer is in a doubt that was not shown. Holds the answers until the transaction ends: a mark
    /// that comes meanwhile comes after.
    pub fn require(&self, tx: &mut Tx, ids: &[AnswerId]) -> Result<()> {
        let these = answers::table.filter(answers::id.eq_any(ids));
        diesel::update(these).set(answers::revision.eq(answers::revision)).execute(&mut **tx)?;
        let newest = list_newest(tx, ids)?;
        let unseen = |id: &AnswerId| self.0.get(id).is_some_and(|seen| *seen < newest.get(id).copied().unwrap_or(0));
        if ids.iter().any(unseen) { Err(Error::conflict("error-answer-doubted")) } else { Ok(()) }
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

/// What a page shows of these answers, for its field `seen`. One query.
pub fn name_seen(conn: &mut Conn, ids: &[AnswerId]) -> QueryResult<HashMap<AnswerId, String>> {
    let newest = list_newest(conn, ids)?;
    Ok(ids.iter().map(|id| (*id, format!("{id}.{}", newest.get(id).copied().unwrap_or(0)))).collect())
}

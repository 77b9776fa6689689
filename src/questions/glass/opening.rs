//! One opening: who, when, why, and until when it lasts.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;

use crate::accounts::{Author, Role, Viewer, load_authors};
use crate::db::schema::glass_openings;
use crate::db::{AccountId, Conn, QuestionId, Timestamp, Tx};
use crate::questions::question::{Question, moment};

/// How long a question is open to who broke the glass.
pub const LASTS: Duration = Duration::minutes(30);

/// An opening, as the asker and the administrators see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GlassOpening {
    pub question: QuestionId,
    /// `None`: a former member.
    pub by: Option<String>,
    /// In what role; there is one.
    pub role: Role,
    /// Empty once the question was erased.
    pub reason: String,
    /// Of a case with a key the day.
    pub at: Timestamp,
}

pub type Row = (QuestionId, AccountId, String, Timestamp);

/// Opens a question to an administrator.
pub fn break_glass(tx: &mut Tx, question: &Question, by: AccountId, reason: &str) -> QueryResult<()> {
    let now = tx.now();
    diesel::insert_into(glass_openings::table)
        .values((
            glass_openings::question_id.eq(question.id),
            glass_openings::account_id.eq(by),
            glass_openings::reason.eq(reason),
            glass_openings::at.eq(moment(question.asker_id, now)),
            glass_openings::until_at.eq(now + LASTS),
        ))
        .execute(&mut **tx)?;
    question.record(tx, "question.glass_broken", Some(by));
    Ok(())
}

/// Until when a question is open to an administrator, if it is.
pub fn find_open(
    conn: &mut Conn,
    by: AccountId,
    question: QuestionId,
    now: Timestamp,
) -> QueryResult<Option<Timestamp>> {
    glass_openings::table
        .filter(glass_openings::question_id.eq(question))
        .filter(glass_openings::account_id.eq(by))
        .filter(glass_openings::until_at.gt(now))
        .select(diesel::dsl::max(glass_openings::until_at))
        .first(conn)
}

/// Who has broken the glass of a question, for its asker: the newest last.
pub fn list_for_asker(conn: &mut Conn, viewer: &Viewer, question: QuestionId) -> QueryResult<Vec<GlassOpening>> {
    let rows: Vec<Row> = glass_openings::table
        .filter(glass_openings::question_id.eq(question))
        .order(glass_openings::id)
        .select((glass_openings::question_id, glass_openings::account_id, glass_openings::reason, glass_openings::at))
        .load(conn)?;
    with_names(conn, viewer, rows)
}

pub fn with_names(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> QueryResult<Vec<GlassOpening>> {
    let accounts: Vec<AccountId> = rows.iter().map(|row| row.1).collect();
    let people: HashMap<AccountId, Author> = load_authors(conn, &accounts, viewer.now)?;
    let opening = |(question, by, reason, at): Row| {
        let by = people.get(&by).and_then(|author| author.name.clone());
        GlassOpening { question, by, role: Role::Admin, reason, at }
    };
    Ok(rows.into_iter().map(opening).collect())
}

/// That an administrator has read a question stays when it is erased; the reason may say what stood in it, and goes.
pub fn erase(tx: &mut Tx, question: QuestionId) -> QueryResult<usize> {
    diesel::update(glass_openings::table.filter(glass_openings::question_id.eq(question)))
        .set((glass_openings::reason.eq(""), glass_openings::until_at.eq(glass_openings::at)))
        .execute(&mut **tx)
}

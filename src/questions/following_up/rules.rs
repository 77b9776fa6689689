//! What the questions of an area are held to: working days until the answer, months until it is checked again, days until
//! the asker is asked whether it helped.

use std::collections::HashMap;

use chrono::NaiveTime;
use chrono_tz::Tz;
use diesel::prelude::*;
use serde::Serialize;

use crate::accounts::last_moment;
use crate::db::schema::{area_rules, questions};
use crate::db::{AreaId, Conn, Timestamp, Tx};
use crate::questions::answer::MONTHS;
use crate::questions::question::{Question, USUAL_DAYS, moment};
use crate::questions::working_days::add_working_days;

/// Days after which an asker is asked, where an area has no rules of its own.
const HELPED_DAYS: u32 = 14;

/// Of one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Rules {
    /// Working days until the answer.
    pub answer_days: u32,
    /// Months until an answer is checked again.
    pub check_months: u32,
    /// Days after the answer until its asker is asked whether it helped.
    pub helped_days: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self { answer_days: USUAL_DAYS, check_months: MONTHS, helped_days: HELPED_DAYS }
    }
}

type Row = (AreaId, i64, i64, i64);

impl Rules {
    /// Stored numbers come from the form, which has limits; what does not fit is the usual.
    fn of((_, days, months, helped): Row) -> Self {
        let usual = Self::default();
        Self {
            answer_days: u32::try_from(days).unwrap_or(usual.answer_days),
            check_months: u32::try_from(months).unwrap_or(usual.check_months),
            helped_days: u32::try_from(helped).unwrap_or(usual.helped_days),
        }
    }
}

const COLUMNS: (area_rules::area_id, area_rules::answer_days, area_rules::check_months, area_rules::helped_days) =
    (area_rules::area_id, area_rules::answer_days, area_rules::check_months, area_rules::helped_days);

/// Those of one area. One query.
pub fn rules_of(conn: &mut Conn, area: AreaId) -> QueryResult<Rules> {
    let row: Option<Row> = area_rules::table.find(area).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(Rules::of).unwrap_or_default())
}

/// Those of the areas that have their own; the others have what is usual. One query.
pub fn all_rules(conn: &mut Conn) -> QueryResult<HashMap<AreaId, Rules>> {
    let rows: Vec<Row> = area_rules::table.select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.0, Rules::of(row))).collect())
}

/// Writes the rules of an area.
pub fn set_rules(tx: &mut Tx, area: AreaId, rules: Rules) -> QueryResult<()> {
    let numbers = (
        area_rules::answer_days.eq(i64::from(rules.answer_days)),
        area_rules::check_months.eq(i64::from(rules.check_months)),
        area_rules::helped_days.eq(i64::from(rules.helped_days)),
    );
    let row = (area_rules::area_id.eq(area), numbers);
    crate::on_both!(tx, c => diesel::insert_into(area_rules::table)
        .values(row)
        .on_conflict(area_rules::area_id)
        .do_update()
        .set(numbers)
        .execute(c))?;
    Ok(())
}

/// The last moment of the last day of a term of so many working days, which begins after the day of `from`: both days as
/// in Lithuania, where the experts work. As a date it reads as that last day.
pub fn end_of_term(from: Timestamp, days: u32) -> Timestamp {
    let zone = Tz::Europe__Vilnius;
    let last = add_working_days(from.utc().with_timezone(&zone).date_naive(), days);
    // Beyond the calendar there are no zones.
    last_moment(last, zone).unwrap_or(Timestamp::new(last.and_time(NaiveTime::MIN)))
}

/// The asker has written again: the expert has the whole term anew.
pub fn restart_term(tx: &mut Tx, question: &Question) -> QueryResult<()> {
    let from = moment(question.asker_id, tx.now());
    let due = end_of_term(from, rules_of(tx, question.area_id)?.answer_days);
    diesel::update(questions::table.find(question.id)).set(questions::due_at.eq(due)).execute(&mut **tx)?;
    Ok(())
}

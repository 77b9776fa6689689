//! Counting: when a question is asked, and never again. What becomes of it (withdrawn, erased, found to be in another
//! language) changes no count, so that two looks at the same month cannot be compared to tell what happened between them.

use diesel::prelude::*;

use super::month::Month;
use crate::db::schema::question_counts;
use crate::db::{AreaId, Conn, Timestamp, Tx};
use crate::i18n::ContentLanguage;

/// Counts a question that is being asked.
pub fn count(tx: &mut Tx, area: AreaId, language: ContentLanguage) -> QueryResult<()> {
    let now = tx.now();
    add(tx, now, area, language, 1)
}

/// Counts what was asked in the month of a moment: for the demonstration too, which has a past.
pub fn add(tx: &mut Tx, at: Timestamp, area: AreaId, language: ContentLanguage, asked: i64) -> QueryResult<()> {
    let row = (
        question_counts::month.eq(Month::of(at).0),
        question_counts::area_id.eq(area),
        question_counts::language.eq(language),
        question_counts::asked.eq(asked),
    );
    crate::on_both!(tx, c => diesel::insert_into(question_counts::table)
        .values(&row)
        .on_conflict((question_counts::month, question_counts::area_id, question_counts::language))
        .do_update()
        .set(question_counts::asked.eq(question_counts::asked + asked))
        .execute(c))?;
    Ok(())
}

/// How many were asked of an area in a language in a month.
pub type Counted = (i64, AreaId, ContentLanguage, i64);

/// All counts of these months.
pub fn list_counts(conn: &mut Conn, first: Month, last: Month) -> QueryResult<Vec<Counted>> {
    question_counts::table
        .filter(question_counts::month.between(first.0, last.0))
        .select((question_counts::month, question_counts::area_id, question_counts::language, question_counts::asked))
        .load(conn)
}

/// The first month in which something was asked.
pub fn first_month(conn: &mut Conn) -> QueryResult<Option<Month>> {
    let first: Option<i64> = question_counts::table.select(diesel::dsl::min(question_counts::month)).first(conn)?;
    Ok(first.map(Month))
}

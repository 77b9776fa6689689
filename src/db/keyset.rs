//! Pages by key: what stands behind a place in a list that is ordered by a time and then by id.

use diesel::dsl::sql;
use diesel::expression::{AsExpression, SqlLiteral, UncheckedBind};
use diesel::sql_types::{self, BigInt, Bool};

use super::Timestamp;

type Time = <Timestamp as AsExpression<sql_types::Timestamp>>::Expression;
type Id = <i64 as AsExpression<BigInt>>::Expression;
/// A condition with a time and an id in it.
pub type Behind = SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool>, Time>>, Id>>;

/// Rows whose two `columns`, such as `questions.published_at, questions.id`, are less than the place: as row values, so
/// that both databases find the place in the index. Thousands may share a time that is a week's Monday.
pub fn less(columns: &'static str, at: Timestamp, id: i64) -> Behind {
    compare(columns, "<", at, id)
}

/// The same where they are greater.
pub fn greater(columns: &'static str, at: Timestamp, id: i64) -> Behind {
    compare(columns, ">", at, id)
}

fn compare(columns: &str, sign: &str, at: Timestamp, id: i64) -> Behind {
    sql::<Bool>(&format!("({columns}) {sign} ("))
        .bind::<sql_types::Timestamp, _>(at)
        .sql(", ")
        .bind::<BigInt, _>(id)
        .sql(")")
}

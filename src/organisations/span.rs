//! From when until when, as forms say it.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::accounts::{Span, first_moment, last_moment};
use crate::db::Timestamp;
use crate::error::{FieldError, Result};

/// When something lasts from and until, as forms name days: from now when they name none.
pub fn span_of(now: Timestamp, zone: Tz, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<Span> {
    let bad = |field| FieldError::new(field, "error-date");
    // The day that it is where the administrator is has begun: it counts from this moment.
    let today = now.utc().with_timezone(&zone).date_naive();
    let from = match from.filter(|day| *day != today) {
        Some(day) => first_moment(day, zone).ok_or_else(|| bad("from"))?,
        None => now,
    };
    let until = until.map(|day| last_moment(day, zone).ok_or_else(|| bad("until"))).transpose()?;
    if until.is_some_and(|until| until <= now) {
        return Err(FieldError::new("until", "error-date-past").into());
    }
    if until.is_some_and(|until| until <= from) {
        return Err(FieldError::new("until", "error-date-order").into());
    }
    Ok(Span { from, until })
}

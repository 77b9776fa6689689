//! A calendar month in UTC, as counts keep it.

use std::fmt;

use chrono::Datelike;

use crate::config::Timestamp;

/// 12 times the year, plus the month less one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i64);

impl Month {
    pub fn of(at: Timestamp) -> Self {
        let date = at.utc().date_naive();
        Self(i64::from(date.year()) * 12 + i64::from(date.month0()))
    }

    pub fn first_of(year: i64) -> Self {
        Self(year * 12)
    }

    pub fn year(self) -> i64 {
        self.0.div_euclid(12)
    }

    /// This month and those behind it, up to another.
    pub fn up_to(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}

/// ISO 8601: `2026-10`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.0.rem_euclid(12) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_end_of_a_year() {
        let at = Timestamp::parse_rfc3339("2025-12-31T23:59:59Z").map(Month::of);
        assert_eq!(at, Some(Month(2025 * 12 + 11)));
        let shown: Vec<String> = Month(2025 * 12 + 11).up_to(Month::first_of(2026)).map(|m| m.to_string()).collect();
        assert_eq!(shown, ["2025-12", "2026-01"]);
    }
}

//! Days, as forms name them, and the moments that they are: roles and mandates last from one day to another.

use chrono::{Days, Duration, NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::db::Timestamp;
use crate::web::Fields;

/// The day that a field names, as `2027-01-31`; `None` when it is empty.
pub fn parse_day(fields: &mut Fields<'_>, name: &str) -> Option<NaiveDate> {
    let typed = fields.line(name, 0, 10);
    let day = typed.parse::<NaiveDate>().ok();
    if day.is_none() && !typed.is_empty() {
        fields.wrong(name, "error-date");
    }
    day
}

/// When a day begins in a zone.
pub fn first_moment(day: NaiveDate, zone: Tz) -> Option<Timestamp> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Where the clocks skip midnight, the day begins with the first moment that there is.
    let first = midnight
        .and_local_timezone(zone)
        .earliest()
        .or_else(|| (midnight + Duration::hours(1)).and_local_timezone(zone).earliest())?;
    Some(Timestamp::new(first.naive_utc()))
}

/// The last moment of a day in a zone: as a date it still reads as that day.
pub fn last_moment(day: NaiveDate, zone: Tz) -> Option<Timestamp> {
    Some(first_moment(day.checked_add_days(Days::new(1))?, zone)? - Duration::microseconds(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_zones_own() {
        let zone = Tz::Europe__Vilnius;
        let day = NaiveDate::from_ymd_opt(2027, 1, 31);
        let moments = day.and_then(|day| Some((first_moment(day, zone)?, last_moment(day, zone)?)));
        let said = moments.map(|(first, last)| (first.rfc3339(), last.rfc3339()));
        let wanted = ("2027-01-30T22:00:00.000000Z".to_owned(), "2027-01-31T21:59:59.999999Z".to_owned());
        assert_eq!(said, Some(wanted));
        // Lebanon's clocks skip midnight.
        let skipped = NaiveDate::from_ymd_opt(2026, 3, 29).and_then(|day| first_moment(day, Tz::Asia__Beirut));
        assert_eq!(skipped.map(Timestamp::rfc3339), Some("2026-03-28T22:00:00.000000Z".to_owned()));
    }
}

//! Lithuanian working days: Monday to Friday, public holidays aside. A pure calendar: what a term is and when it
//! begins is for the caller to know.
//!
//! The sources:
//! - Labour Code (Darbo kodeksas, No XII-2603), article 123, part 1: the public holidays. The list is today's, with
//!   2 November, which was added for 2020: earlier years are reckoned by it too. A holiday that falls on a weekend is
//!   not moved to another day.
//! - Civil Code (Civilinis kodeksas, No VIII-1864), article 1.118: a term begins on the day after the date or the
//!   event that sets it off. Article 1.121, part 1: Saturdays, Sundays and public holidays are no working days, and
//!   count in a term that is not stated in working days; part 2: such a term that ends on one of them ends on the
//!   next working day. Article 1.122: something may be done until the end of the last day, but at an institution
//!   only until its hours end. The Civil Code has no rule for a term stated in working days: that only working days
//!   count in it is what the words mean, and a special law may say otherwise.

use chrono::{Datelike, NaiveDate, Weekday};

/// Public holidays with a date of their own: month and day.
const FIXED: [(u32, u32); 12] =
    [(1, 1), (2, 16), (3, 11), (5, 1), (6, 24), (7, 6), (8, 15), (11, 1), (11, 2), (12, 24), (12, 25), (12, 26)];

pub fn is_working_day(date: NaiveDate) -> bool {
    !is_weekend(date) && !is_public_holiday(date)
}

/// Whether it is one of the public holidays of the Labour Code's article 123, be it on a weekend or not.
pub fn is_public_holiday(date: NaiveDate) -> bool {
    let after_easter = date.num_days_from_ce() - easter(date.year());
    FIXED.contains(&(date.month(), date.day())) || matches!(after_easter, 0 | 1) || is_parents_day(date)
}

/// The last day of a term of so many working days, which begins on the day after `from`; `from` itself for none.
/// A term that reaches beyond the calendar (year 262142) ends on the calendar's last day.
pub fn add_working_days(from: NaiveDate, days: u32) -> NaiveDate {
    let mut day = from;
    let mut left = i64::from(days);
    while left > 0 {
        if let Some((end, worked)) = year_after(day)
            && worked < left
        {
            (day, left) = (end, left - worked);
            continue;
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
        left -= i64::from(is_working_day(day));
    }
    day
}

/// How many working days there are after `from` until `to`, with `to` and without `from`; negative when `to` comes
/// first. The inverse of [`add_working_days`].
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    if to < from {
        return -working_days_between(to, from);
    }
    let mut day = from;
    let mut worked = 0;
    while day < to {
        if let Some((end, more)) = year_after(day)
            && end <= to
        {
            (day, worked) = (end, worked + more);
            continue;
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
        worked += i64::from(is_working_day(day));
    }
    worked
}

/// The last day of the year that begins after `day`, and how many working days that year has. Long terms go by it, a
/// year at a step.
fn year_after(day: NaiveDate) -> Option<(NaiveDate, i64)> {
    if (day.month(), day.day()) != (12, 31) {
        return None;
    }
    let year = day.year() + 1;
    let end = NaiveDate::from_ymd_opt(year, 12, 31)?;
    // Fifty-two weeks of five days, and the one or two days that are left at the year's end.
    let rest =
        (364..(end - day).num_days()).filter_map(|n| day.checked_add_days(chrono::Days::new(n.unsigned_abs() + 1)));
    let weekdays = 260 + rest.filter(|day| !is_weekend(*day)).count();
    let fixed = FIXED.iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
    let holidays = fixed.filter(|day| !is_weekend(*day)).count();
    // Easter Monday costs a day every year, for none of the others falls between 22 March and 26 April; the three
    // holidays that are Sundays cost none.
    i64::try_from(weekdays - holidays - 1).ok().map(|worked| (end, worked))
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mother's Day is the first Sunday of May, Father's Day that of June.
fn is_parents_day(date: NaiveDate) -> bool {
    matches!(date.month(), 5 | 6) && date.weekday() == Weekday::Sun && date.day() <= 7
}

/// Easter Sunday of the western churches, in days of the common era. The anonymous Gregorian algorithm (Nature, 20
/// April 1876; Jean Meeus, Astronomical Algorithms, chapter 8), with its letters.
#[allow(clippy::many_single_char_names)] // The letters of the source, so that it can be followed.
fn easter(year: i32) -> i32 {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    // Days after 22 March, which is the first day that Easter can be.
    let after = h + l - 7 * m;
    NaiveDate::from_ymd_opt(year, 3, 22).map_or(0, |first| first.num_days_from_ce() + after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Years and their working days in a week of five. 2025 is as published (ekaunta.lt, dalas.lt); all are reckoned
    /// anew by another program, with Knuth's Easter (The Art of Computer Programming, 1.3.2, exercise 14).
    const KNOWN_YEARS: [(i32, i64); 7] =
        [(2024, 251), (2025, 252), (2026, 251), (2027, 252), (2028, 251), (2029, 250), (2030, 251)];

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Slow and plain.
    fn counted(from: NaiveDate, to: NaiveDate) -> i64 {
        from.iter_days().skip(1).take_while(|day| *day <= to).map(|day| i64::from(is_working_day(day))).sum()
    }

    #[test]
    fn easter_of_known_years() {
        // The last two are the earliest and the latest that there can be.
        for sunday in [
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "1954-04-18",
            "1981-04-19",
            "1818-03-22",
            "2038-04-25",
        ] {
            let sunday = day(sunday);
            assert_eq!(easter(sunday.year()), sunday.num_days_from_ce(), "{sunday}");
            assert!(!is_working_day(sunday + chrono::Days::new(1)));
        }
    }

    #[test]
    fn holidays_of_2026() {
        let year = day("2026-01-01").iter_days().take_while(|day| day.year() == 2026);
        let holidays: Vec<String> = year.filter(|day| is_public_holiday(*day)).map(|day| day.to_string()).collect();
        assert_eq!(
            holidays.iter().map(|day| &day[5..]).collect::<Vec<_>>(),
            [
                "01-01", "02-16", "03-11", "04-05", "04-06", "05-01", "05-03", "06-07", "06-24", "07-06", "08-15",
                "11-01", "11-02", "12-24", "12-25", "12-26"
            ]
        );
    }

    #[test]
    fn days_that_are_and_are_not_worked() {
        for working in ["2024-03-29", "2025-04-18", "2026-01-02", "2026-06-23", "2027-12-23", "2030-12-31"] {
            assert!(is_working_day(day(working)), "{working}");
        }
        for free in ["2024-04-01", "2025-04-21", "2026-02-16", "2027-03-11", "2028-06-24", "2029-11-02", "2030-05-05"] {
            assert!(!is_working_day(day(free)), "{free}");
        }
    }

    #[test]
    fn terms_end_when_the_calendar_says() {
        for (from, days, end) in [
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-20", 5, "2026-11-27"),
            // Begun on a Saturday, it counts from Monday all the same.
            ("2026-11-21", 1, "2026-11-23"),
            // Over Christmas and the New Year.
            ("2026-12-23", 1, "2026-12-28"),
            ("2026-12-23", 5, "2027-01-04"),
            // Over Easter: Good Friday is worked.
            ("2026-04-02", 2, "2026-04-07"),
            // Over All Saints' and All Souls'.
            ("2027-10-29", 1, "2027-11-03"),
            ("2026-11-20", 0, "2026-11-20"),
            ("2026-11-21", 0, "2026-11-21"),
        ] {
            assert_eq!(add_working_days(day(from), days), day(end), "{from} + {days}");
        }
    }

    #[test]
    fn between_counts_the_last_day_and_not_the_first() {
        assert_eq!(working_days_between(day("2026-11-20"), day("2026-11-23")), 1);
        assert_eq!(working_days_between(day("2026-11-20"), day("2026-11-22")), 0);
        assert_eq!(working_days_between(day("2026-11-23"), day("2026-11-20")), -1);
        assert_eq!(working_days_between(day("2026-11-23"), day("2026-11-23")), 0);
    }

    #[test]
    fn whole_years_are_counted_right() {
        for year in 1890..2320 {
            let day = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
            let (end, worked) = year_after(day).unwrap();
            assert_eq!(worked, counted(day, end), "{}", end.year());
        }
    }

    #[test]
    fn working_days_of_known_years() {
        for (year, expected) in KNOWN_YEARS {
            let last = |year| NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
            assert_eq!(working_days_between(last(year - 1), last(year)), expected, "{year}");
        }
    }

    #[test]
    fn the_calendars_ends_are_reached_and_not_passed() {
        assert_eq!(add_working_days(day("2026-11-20"), u32::MAX), NaiveDate::MAX);
        assert_eq!(add_working_days(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(add_working_days(NaiveDate::MIN, u32::MAX), NaiveDate::MAX);
        let all = working_days_between(NaiveDate::MIN, NaiveDate::MAX);
        assert!((131_000_000..132_000_000).contains(&all), "{all}");
        assert_eq!(working_days_between(NaiveDate::MAX, NaiveDate::MIN), -all);
        is_working_day(NaiveDate::MIN);
    }

    fn dates() -> impl Strategy<Value = NaiveDate> {
        (-800_000i32..1_600_000).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).unwrap())
    }

    proptest! {
        #[test]
        fn between_undoes_adding(from in dates(), days in 0u32..3_000) {
            let end = add_working_days(from, days);
            prop_assert_eq!(working_days_between(from, end), i64::from(days));
            prop_assert!(days == 0 || is_working_day(end));
        }

        #[test]
        fn adding_is_monotonic(from in dates(), later in 0u64..500, days in 0u32..2_000, more in 0u32..500) {
            let to = from + chrono::Days::new(later);
            prop_assert!(add_working_days(from, days) <= add_working_days(to, days));
            prop_assert!(add_working_days(from, days) <= add_working_days(from, days + more));
            if days > 0 {
                prop_assert_eq!(add_working_days(add_working_days(from, days), more), add_working_days(from, days + more));
            }
        }

        #[test]
        fn between_is_what_counting_gives(from in dates(), later in 0u64..2_000) {
            let to = from + chrono::Days::new(later);
            prop_assert_eq!(working_days_between(from, to), counted(from, to));
            prop_assert_eq!(working_days_between(to, from), -counted(from, to));
        }
    }

    proptest! {
        // A quarter of a million years are gone through, one by one.
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn no_number_and_no_date_is_too_much(ce in any::<i32>(), other in any::<i32>(), days in any::<u32>()) {
            let date = |ce| NaiveDate::from_num_days_from_ce_opt(ce).unwrap_or(NaiveDate::MAX);
            let end = add_working_days(date(ce), days);
            prop_assert!(end >= date(ce));
            prop_assert!(working_days_between(date(ce), end) <= i64::from(days));
            working_days_between(date(ce), date(other));
        }
    }
}

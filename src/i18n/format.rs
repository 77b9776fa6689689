//! Numbers, dates, lists and sort keys, by ICU's data (CLDR). English formats as en-GB.

use std::sync::LazyLock;

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{self, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_list::ListFormatter;
use icu_locale_core::Locale;
use writeable::Writeable;

use super::Lang;
use crate::config::Timestamp;

/// The formatters of one language. Building them is slow, using them is not.
pub struct Formats {
    date: Option<DateTimeFormatter<YMD>>,
    date_time: Option<DateTimeFormatter<YMDT>>,
    number: Option<DecimalFormatter>,
    list: Option<ListFormatter>,
}

impl Formats {
    pub(super) fn new(lang: Lang) -> Self {
        let tag = match lang {
            Lang::En => "en-GB",
            Lang::Lt | Lang::Ru => lang.code(),
        };
        let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
        Self {
            date: DateTimeFormatter::try_new((&locale).into(), fieldsets::YMD::long()).ok(),
            date_time: DateTimeFormatter::try_new((&locale).into(), fieldsets::YMD::medium().with_time_hm()).ok(),
            number: DecimalFormatter::try_new(
                (&locale).into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
            list: ListFormatter::try_new_and((&locale).into(), icu_list::options::ListFormatterOptions::default()).ok(),
        }
    }

    /// For example `1 234`.
    pub fn number(&self, number: i64) -> String {
        match &self.number {
            Some(formatter) => formatter.format(&Decimal::from(number)).write_to_string().into_owned(),
            None => number.to_string(),
        }
    }

    /// The day in full, in the reader's zone.
    pub fn date(&self, at: Timestamp, zone: Tz) -> String {
        match (&self.date, local(at, zone)) {
            (Some(formatter), Some(local)) => formatter.format(&local.date).to_string(),
            _ => at.rfc3339(),
        }
    }

    /// Day and time to the minute, in the reader's zone.
    pub fn date_time(&self, at: Timestamp, zone: Tz) -> String {
        match (&self.date_time, local(at, zone)) {
            (Some(formatter), Some(local)) => formatter.format(&local).to_string(),
            _ => at.rfc3339(),
        }
    }

    /// "a, b and c".
    pub fn list<'a>(&self, items: impl Iterator<Item = &'a str> + Clone) -> String {
        match &self.list {
            Some(formatter) => formatter.format(items).write_to_string().into_owned(),
            None => items.collect::<Vec<_>>().join(", "),
        }
    }
}

fn local(at: Timestamp, zone: Tz) -> Option<DateTime<icu_calendar::Iso>> {
    let local = at.utc().with_timezone(&zone);
    let date = Date::try_new_iso(local.year(), u8::try_from(local.month()).ok()?, u8::try_from(local.day()).ok()?);
    let time = Time::try_new(
        u8::try_from(local.hour()).ok()?,
        u8::try_from(local.minute()).ok()?,
        u8::try_from(local.second()).ok()?,
        0,
    );
    Some(DateTime { date: date.ok()?, time: time.ok()? })
}

/// A key by whose bytes names sort as people expect, whatever the database's collation. Hexadecimal, so
/// that it is text on both databases.
pub fn sort_key(name: &str) -> String {
    use std::fmt::Write;
    // Made once: lists sort their tags with it.
    static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
        let lt = icu_locale_core::locale!("lt").into();
        let made = icu_collator::Collator::try_new(lt, CollatorOptions::default());
        made.inspect_err(|error| tracing::error!(%error, "names cannot be sorted")).ok()
    });
    let mut bytes: Vec<u8> = Vec::new();
    if let Some(collator) = &*COLLATOR {
        let Ok(()) = collator.write_sort_key_to(name, &mut bytes);
    }
    bytes.iter().fold(String::new(), |mut key, byte| {
        if write!(key, "{byte:02x}").is_err() {
            key.clear();
        }
        key
    })
}

/// The IANA zones that a person can choose.
pub fn zones() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_formats_by_itself() {
        let at = Timestamp::parse_rfc3339("2026-11-22T12:05:00Z").unwrap();
        let zone = chrono_tz::Europe::Vilnius;
        let all: Vec<String> = Lang::ALL.iter().map(|l| l.locale().formats.date_time(at, zone)).collect();
        assert_eq!(all, ["2026-11-22 14:05", "22 Nov 2026, 14:05", "22 нояб. 2026\u{202f}г., 14:05"]);
        let dates: Vec<String> = Lang::ALL.iter().map(|l| l.locale().formats.date(at, zone)).collect();
        assert_eq!(dates, ["2026 m. lapkričio 22 d.", "22 November 2026", "22 ноября 2026\u{202f}г."]);
        assert_eq!(Lang::Lt.locale().formats.number(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(Lang::Ru.locale().formats.list(["а", "б", "в"].into_iter()), "а, б и в");
    }

    #[test]
    fn names_sort_as_lithuanians_expect() {
        let mut names = ["Žana", "Zita", "Šarūnas", "Saulė", "ona", "Ona"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["ona", "Ona", "Saulė", "Šarūnas", "Zita", "Žana"]);
    }
}

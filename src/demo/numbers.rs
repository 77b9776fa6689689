//! What was asked in the year before, in numbers alone and invented: so that the page of them has something to show.

use chrono::Duration;

use crate::areas;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::questions::add_to_numbers;

/// Months that are counted, and the days after which another has surely begun.
const MONTHS: i64 = 14;
const DAYS: i64 = 30;

/// How much is asked of an area, roughly, in a month and a language.
const AREAS: [(&str, i64); 8] = [
    ("visas-and-residence-permits", 8),
    ("temporary-protection", 6),
    ("work", 5),
    ("housing", 4),
    ("health", 3),
    ("social-security", 2),
    ("education", 2),
    ("citizenship", 1),
];
const LANGUAGES: [(&str, i64); 6] = [("uk", 4), ("ru", 3), ("en", 2), ("be", 1), ("lt", 1), ("ar", 0)];

pub fn count(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    for (slug, weight) in AREAS {
        let area = areas::find_id(tx, slug)?.ok_or_else(|| Error::internal(format!("no area {slug}")))?;
        for (code, share) in LANGUAGES {
            let language = ContentLanguage::from_code(code).ok_or_else(|| Error::internal(code))?;
            for back in 1..=MONTHS {
                // Neither even nor at random: the demonstration is the same each time.
                let asked = weight * share / 5 + (back * 5 + weight * 3 + share) % 3;
                add_to_numbers(tx, now - Duration::days(back * DAYS), area, language, asked)?;
            }
        }
    }
    Ok(())
}

//! Numbers of passports, identity cards and residence permits. Hardly any of them can be checked, so that a word which
//! names a document must stand before them, unless they have the shape that most passports have.
//!
//! The shapes: ICAO Doc 9303, part 3, lets a number have nine letters and digits. Lithuanian passports and identity
//! cards have eight digits; Ukrainian, Belarusian, Georgian and most other passports one or two letters and six to
//! nine digits; Russian ones two digits and seven, those for use at home four and six.

use std::ops::Range;

use super::numbers::{self, Number, is_solid_date};
use super::signs::{Sign, TAKEN_DOCUMENT};
use super::words::{self, Clues, scan};

const CLUES: Clues = Clues {
    reach: 40,
    taken: TAKEN_DOCUMENT,
    opens: words::names_document,
    closes: |word| words::names_phone(word) || words::names_code(word),
};

/// Two letters before digits that name no person: a form's, and what stands for the word "number".
const NO_SERIES: [&str; 3] = ["KR", "NR", "NO"];

pub fn find(signs: &[Sign]) -> Vec<Range<usize>> {
    scan(signs, &CLUES, |signs, at, near| {
        let span = if signs[at].c.is_alphabetic() {
            with_series(signs, at, near)
        } else if near && signs[at].digit().is_some() {
            digits_alone(signs, at)
        } else {
            None
        }?;
        let clear = numbers::stands_alone(signs, &span) && !numbers::is_tied(signs, &span);
        (clear && !numbers::is_sum(signs, &span)).then_some(span)
    })
}

/// Letters and digits: `MP1234567`, and near a clue also `AA № 123456`.
fn with_series(signs: &[Sign], at: usize, near: bool) -> Option<Range<usize>> {
    let letters = signs[at..].iter().take(4).take_while(|sign| sign.c.is_alphabetic()).count();
    let series = &signs[at..at + letters];
    let skipped = gap(&signs[at + letters..]);
    let upper = series.iter().all(|sign| sign.c.is_uppercase());
    let digits = signs[at + letters + skipped..].iter().take(10).take_while(|sign| sign.digit().is_some()).count();
    let fits = if near {
        // In lower case only when nothing stands between: else it is a word of the sentence.
        let word = skipped > 0 && words::folded(series).is_some_and(|word| words::names_document(&word));
        letters <= 3 && (6..=9).contains(&digits) && (upper || skipped == 0) && !word
    } else {
        letters == 2 && (6..=7).contains(&digits) && upper && skipped == 0 && !is_of_acts(series)
    };
    fits.then_some(at..at + letters + skipped + digits)
}

/// Laws are numbered with the Seimas's term in Roman numerals: `IX-2206`, `XI-2220`.
fn is_of_acts(series: &[Sign]) -> bool {
    let letters = || series.iter().map(|sign| sign.c);
    letters().all(|c| matches!(c, 'I' | 'V' | 'X')) || NO_SERIES.iter().any(|no| no.chars().eq(letters()))
}

fn digits_alone(signs: &[Sign], at: usize) -> Option<Range<usize>> {
    let number = Number::read(signs, at, 12, gap);
    let fits = |count: usize| {
        let end = number.end_of(count)?;
        let known = match number.shape(end)[..] {
            [7 | 9 | 10] | [2, 7] | [4, 6] | [2, 2, 6] => true,
            [8] => !is_solid_date(&number.digits[..8]),
            _ => false,
        };
        known.then_some(at..end)
    };
    // A group of its own before groups that might follow by chance, but the Russian series go with theirs.
    (7..=10).rev().find_map(fits)
}

/// Between a series and its number.
fn gap(signs: &[Sign]) -> usize {
    let gap = signs.iter().take(4).take_while(|sign| matches!(sign.c, ' ' | '-' | '№')).count();
    let dashes = signs[..gap].iter().filter(|sign| sign.c == '-').count();
    if gap > 3 || dashes > 1 { 0 } else { gap }
}

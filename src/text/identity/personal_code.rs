//! Lithuanian personal codes: eleven digits, of which the last is reckoned from the others.
//!
//! Source: the standard RST 1185-91, "Asmens kodas. Sudėtis ir struktūra", as described at
//! <https://lt.wikipedia.org/wiki/Asmens_kodas>. Codes that begin with 9 keep none of its rules, and are not found.

use std::ops::Range;

use super::numbers::{Number, after, before, stands_alone};
use super::signs::Sign;

const LENGTH: usize = 11;
/// Codes are written in a few groups at most: `3 900101 0000`.
const GROUPS: usize = 5;

pub fn find(signs: &[Sign]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let starts = signs[at].digit().is_some() && (at == 0 || !signs[at - 1].is_word());
        match starts.then(|| code(signs, at)).flatten() {
            Some(span) => {
                at = span.end;
                found.push(span);
            }
            None => at += 1,
        }
    }
    found
}

fn code(signs: &[Sign], at: usize) -> Option<Range<usize>> {
    let number = Number::read(signs, at, LENGTH, gap);
    let span = at..number.end_of(LENGTH)?;
    let whole = number.groups.len() == 1 || (number.groups.len() <= GROUPS && is_apart(signs, &span));
    let plus = before(signs, &span, 1).is_some_and(|sign| sign.c == '+');
    (whole && !plus && stands_alone(signs, &span) && is_valid(&number.digits)).then_some(span)
}

/// A space or a dash.
fn gap(signs: &[Sign]) -> usize {
    usize::from(matches!(signs, [gap, next, ..] if matches!(gap.c, ' ' | '-') && next.digit().is_some()))
}

/// Whether no other group of digits belongs to it: of a longer number, some groups would now and then be a code.
fn is_apart(signs: &[Sign], span: &Range<usize>) -> bool {
    let joins = |near: Option<Sign>, far: Option<Sign>| {
        near.is_some_and(|near| matches!(near.c, ' ' | '-')) && far.is_some_and(|far| far.digit().is_some())
    };
    !joins(before(signs, span, 1), before(signs, span, 2)) && !joins(after(signs, span, 0), after(signs, span, 1))
}

fn is_valid(digits: &[u32]) -> bool {
    let [century, _, _, m1, m2, d1, d2, .., check] = *digits else { return false };
    // 1 and 2 are the nineteenth century's, 5 and 6 this one's.
    (1..=6).contains(&century) && is_birthday(m1 * 10 + m2, d1 * 10 + d2) && check == check_digit(digits)
}

/// Old people who did not remember the day, or the day and the month, of their birth have zeros there: a rare
/// exception, but these are the people whom a permit may hang on. A day without its month is none. 29 February is taken
/// for every year: 1900 was no leap year, but who was registered then is for the checksum to say.
fn is_birthday(month: u32, day: u32) -> bool {
    let days = match month {
        0 => 0,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    day <= days
}

/// Weighted by 1 to 9 and 1, modulo 11; should that be 10, by 3 to 9 and 1 to 3; should it be 10 again, 0.
pub(super) fn check_digit(digits: &[u32]) -> u32 {
    let sum =
        |shift: u32| (0..).zip(digits.iter().take(LENGTH - 1)).map(|(n, d)| ((n + shift) % 9 + 1) * d).sum::<u32>();
    [0, 2].into_iter().map(|shift| sum(shift) % 11).find(|rest| *rest < 10).unwrap_or(0)
}

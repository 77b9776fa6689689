//! International bank account numbers: ISO 13616, with the check digits of ISO 7064 (MOD 97-10).

use std::ops::Range;

use super::numbers::{before, stands_alone};
use super::signs::Sign;

/// ISO 13616: at most 34 characters; the shortest in SWIFT's registry (Norway) has 15.
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=34;
/// SWIFT's registry of formats: `LT2!n5!n11!n`.
const LITHUANIAN: usize = 20;
/// The number of every country has more digits than this. A sentence has not, and one in 97 would pass the check.
const FEWEST_DIGITS: usize = 8;

pub fn find(signs: &[Sign]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        match account(signs, at) {
            Some(span) => {
                at = span.end;
                found.push(span);
            }
            None => at += 1,
        }
    }
    found
}

fn account(signs: &[Sign], at: usize) -> Option<Range<usize>> {
    let [a, b, c, d, ..] = signs.get(at..)? else { return None };
    if !(a.c.is_ascii_alphabetic() && b.c.is_ascii_alphabetic() && c.digit().is_some() && d.digit().is_some())
        || before(signs, &(at..at), 1).is_some_and(Sign::is_word)
    {
        return None;
    }
    let lithuanian = a.c.eq_ignore_ascii_case(&'L') && b.c.eq_ignore_ascii_case(&'T');
    let ends = ends(signs, at);
    // The longest, for nothing tells where a number ends that words follow but its check.
    let end = ends.into_iter().rev().find(|(length, value, end)| {
        LENGTHS.contains(length) && (!lithuanian || *length == LITHUANIAN) && is_valid(value) && {
            stands_alone(signs, &(at..*end))
        }
    })?;
    Some(at..end.2)
}

/// Where groups end that an account number might end with: its length, its values and the sign after it.
fn ends(signs: &[Sign], from: usize) -> Vec<(usize, Vec<u32>, usize)> {
    let mut ends = Vec::new();
    let mut values = Vec::new();
    let mut at = from;
    while values.len() <= *LENGTHS.end() {
        let group: Vec<u32> = signs[at..].iter().map_while(|sign| sign.c.to_digit(36)).take(36).collect();
        // A group of letters alone is a bank's, of four letters; else it is a word of the sentence.
        let word = group.iter().all(|value| *value > 9) && group.len() != 4;
        if group.is_empty() || word {
            break;
        }
        at += group.len();
        values.extend(group);
        ends.push((values.len(), values.clone(), at));
        match signs.get(at..) {
            Some([gap, next, ..]) if matches!(gap.c, ' ' | '-') && next.c.is_ascii_alphanumeric() => at += 1,
            _ => break,
        }
    }
    ends
}

/// The first four go to the end, letters count from 10 (A) to 35 (Z), and the whole leaves 1 when divided by 97.
fn is_valid(values: &[u32]) -> bool {
    let turned = values.iter().skip(4).chain(values.iter().take(4));
    let rest = turned.fold(0, |rest, value| (rest * if *value > 9 { 100 } else { 10 } + value) % 97);
    rest == 1 && values.iter().filter(|value| **value < 10).count() > FEWEST_DIGITS
}

//! Numbers written in groups, and what stands around them.

use std::ops::Range;

use super::signs::Sign;
use super::words;

/// Digits that follow each other, with no more than gaps between them.
pub struct Number {
    pub digits: Vec<u32>,
    pub groups: Vec<Range<usize>>,
}

impl Number {
    /// Reads the number whose first digit stands at `from`: so many groups with no more digits than `most`. Nothing
    /// when a group has more; what stands behind is left out. Looks at a bounded number of signs.
    pub fn read(signs: &[Sign], from: usize, most: usize, gap: fn(&[Sign]) -> usize) -> Self {
        const GROUPS: usize = 9;
        let mut number = Self { digits: Vec::new(), groups: Vec::new() };
        let mut at = from;
        while number.groups.len() < GROUPS {
            let room = most - number.digits.len();
            let digits = signs[at..].iter().map_while(|sign| sign.digit()).take(room + 1).collect::<Vec<_>>();
            if digits.is_empty() || digits.len() > room {
                break;
            }
            let end = at + digits.len();
            number.groups.push(at..end);
            number.digits.extend(digits);
            let skipped = gap(&signs[end..]);
            if skipped == 0 {
                break;
            }
            at = end + skipped;
        }
        number
    }

    /// Where the first so many digits end, when a group ends with them.
    pub fn end_of(&self, digits: usize) -> Option<usize> {
        let mut read = 0;
        let end = self.groups.iter().find(|group| {
            read += group.len();
            read >= digits
        })?;
        (read == digits).then_some(end.end)
    }

    /// The numbers of digits that its groups end with.
    pub fn lengths(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().scan(0, |read, group| {
            *read += group.len();
            Some(*read)
        })
    }

    /// How long the groups are that end at `end`.
    pub fn shape(&self, end: usize) -> Vec<usize> {
        self.groups.iter().take_while(|group| group.end <= end).map(ExactSizeIterator::len).collect()
    }
}

/// Whether no word and no decimal goes on at either side of it, nor an address.
pub fn stands_alone(signs: &[Sign], span: &Range<usize>) -> bool {
    let clear = |near: Option<Sign>, far: Option<Sign>| match near {
        None => true,
        Some(near) if matches!(near.c, '.' | ',' | ':') => far.is_none_or(|far| far.digit().is_none()),
        Some(near) => !near.is_word() && near.c != '@',
    };
    clear(before(signs, span, 1), before(signs, span, 2)) && clear(after(signs, span, 0), after(signs, span, 1))
}

/// Whether a dash or a stroke ties it to a word: `IX-2206`, `e2-1234/2024`.
pub fn is_tied(signs: &[Sign], span: &Range<usize>) -> bool {
    let ties = |near: Option<Sign>, far: Option<Sign>| {
        near.is_some_and(|near| matches!(near.c, '-' | '/' | '\\')) && far.is_some_and(Sign::is_word)
    };
    ties(before(signs, span, 1), before(signs, span, 2)) || ties(after(signs, span, 0), after(signs, span, 1))
}

/// Whether a currency or a share stands beside it.
pub fn is_sum(signs: &[Sign], span: &Range<usize>) -> bool {
    let space = |sign: Option<Sign>| usize::from(sign.is_some_and(|sign| sign.c == ' '));
    let left = before(signs, span, 1 + space(before(signs, span, 1)));
    let skipped = space(after(signs, span, 0));
    let right = after(signs, span, skipped);
    if left.is_some_and(|sign| is_currency(sign.c)) || right.is_some_and(|sign| is_currency(sign.c) || sign.c == '%') {
        return true;
    }
    let at = span.end + skipped;
    if right.is_none_or(|sign| !sign.c.is_alphabetic()) {
        return false;
    }
    // A word that is no currency may be as long as it likes: only its beginning is looked at.
    let word = &signs[at..signs.len().min(at + 12)];
    let end = word.iter().take_while(|sign| sign.is_word()).count();
    words::folded(&word[..end]).is_some_and(|word| words::names_currency(&word))
}

/// Whether three of its groups make a date: `2024-05-12`, `12.05.2024`, `12 05 2024`.
pub fn has_date(signs: &[Sign], groups: &[Range<usize>]) -> bool {
    groups.windows(3).any(|three| {
        let value = |n: usize| three.get(n).map_or(0, |group: &Range<usize>| value(&signs[group.clone()]));
        let lengths = [three[0].len(), three[1].len(), three[2].len()];
        match lengths {
            [4, 1 | 2, 1 | 2] => is_day(value(0), value(1), value(2)),
            [1 | 2, 1 | 2, 4] => is_day(value(2), value(1), value(0)) || is_day(value(2), value(0), value(1)),
            _ => false,
        }
    })
}

/// Whether these eight digits are a date written in one: `20240512`.
pub fn is_solid_date(digits: &[u32]) -> bool {
    let value = |range: Range<usize>| digits.get(range).map_or(0, |part| part.iter().fold(0, |sum, d| sum * 10 + d));
    digits.len() == 8 && is_day(value(0..4), value(4..6), value(6..8))
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn value(signs: &[Sign]) -> u32 {
    signs.iter().filter_map(|sign| sign.digit()).fold(0, |sum, digit| sum * 10 + digit)
}

pub fn before(signs: &[Sign], span: &Range<usize>, steps: usize) -> Option<Sign> {
    span.start.checked_sub(steps).and_then(|at| signs.get(at)).copied()
}

pub fn after(signs: &[Sign], span: &Range<usize>, steps: usize) -> Option<Sign> {
    signs.get(span.end + steps).copied()
}

/// Unicode's block of currency signs, and those that are older than it.
fn is_currency(c: char) -> bool {
    matches!(c, '$' | '\u{A2}'..='\u{A5}' | '\u{20A0}'..='\u{20CF}')
}

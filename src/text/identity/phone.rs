//! Telephone numbers: Lithuanian ones in every way they are written, those of the countries from which most people
//! come, and international ones. Numbers of services stay: what is 112 or 8 800 to a person, everybody may know.

use std::ops::Range;

use super::numbers::{self, Number, after, before};
use super::signs::{Sign, TAKEN_PHONE};
use super::words::{self, Clues, scan};

/// ITU-T E.164, 6.2.1: fifteen digits at most.
const MOST: usize = 15;
/// Fewer digits behind a `+` are no number that is called from abroad.
const FEWEST: usize = 8;

const CLUES: Clues =
    Clues { reach: 24, taken: TAKEN_PHONE, opens: words::names_phone, closes: |word| words::names_document(word) };

/// Country codes and how many digits follow them, where all numbers of a country that people have are of one length
/// (the numbering plans that are announced to the ITU, E.164): to know where a number ends and the next one begins.
const PLANS: [(&[u32], usize); 37] = [
    (&[1], 10),
    (&[7], 10),
    (&[2, 0], 10),
    (&[3, 0], 10),
    (&[3, 1], 9),
    (&[3, 3], 9),
    (&[3, 4], 9),
    (&[4, 0], 9),
    (&[4, 1], 9),
    (&[4, 4], 10),
    (&[4, 5], 8),
    (&[4, 7], 8),
    (&[4, 8], 9),
    (&[6, 3], 10),
    (&[9, 0], 10),
    (&[9, 1], 10),
    (&[9, 2], 10),
    (&[9, 3], 9),
    (&[9, 4], 9),
    (&[9, 8], 10),
    (&[2, 3, 4], 10),
    (&[2, 5, 1], 9),
    (&[3, 5, 1], 9),
    (&[3, 7, 0], 8),
    (&[3, 7, 1], 8),
    (&[3, 7, 3], 8),
    (&[3, 7, 4], 8),
    (&[3, 7, 5], 9),
    (&[3, 8, 0], 9),
    (&[4, 2, 0], 9),
    (&[4, 2, 1], 9),
    (&[9, 7, 7], 10),
    (&[9, 9, 2], 9),
    (&[9, 9, 4], 9),
    (&[9, 9, 5], 9),
    (&[9, 9, 6], 9),
    (&[9, 9, 8], 9),
];

pub fn find(signs: &[Sign]) -> Vec<Range<usize>> {
    scan(signs, &CLUES, |signs, at, called| {
        let span = match signs.get(at)?.c {
            '+' => international(signs, at)?,
            c if c.is_ascii_digit() => national(signs, at, called)?,
            _ => return None,
        };
        Some(with_bracket(signs, span))
    })
}

fn international(signs: &[Sign], at: usize) -> Option<Range<usize>> {
    if before(signs, &(at..at), 1).is_some_and(|sign| sign.digit().is_some() || matches!(sign.c, '@' | '+')) {
        return None;
    }
    let open = signs[at + 1..].iter().take(2).take_while(|sign| matches!(sign.c, ' ' | '(')).count();
    let number = Number::read(signs, at + 1 + open, MOST, gap);
    // A `+` that stands apart adds two things up, unless a number of just the right length follows.
    let apart = after(signs, &(at..at), 1).is_some_and(|sign| sign.c == ' ');
    let span = at..if apart { planned(&number, 0) } else { abroad(&number, 0) }?;
    let goes_on = after(signs, &span, 0).is_some_and(|sign| sign.c == '@' || sign.digit().is_some());
    (!goes_on && is_plausible(signs, &number, &span)).then_some(span)
}

/// Where the number ends of which the first `skip` digits are the prefix for calls abroad.
fn abroad(number: &Number, skip: usize) -> Option<usize> {
    let digits = number.digits.get(skip..)?;
    if matches!(digits, [0, ..] | []) || is_service(digits) {
        return None;
    }
    let any = || number.lengths().filter(|length| (skip + FEWEST..=skip + MOST).contains(length)).last();
    planned(number, skip).or_else(|| number.end_of(any()?))
}

/// Where it ends by its country's plan, when a group does end there.
fn planned(number: &Number, skip: usize) -> Option<usize> {
    let digits = number.digits.get(skip..).filter(|digits| !is_service(digits))?;
    let (code, length) = PLANS.iter().find(|(code, _)| digits.starts_with(code))?;
    number.end_of(skip + code.len() + length)
}

/// Numbers without a `+`. `called` says that a word for telephones stands before.
fn national(signs: &[Sign], at: usize, called: bool) -> Option<Range<usize>> {
    let number = Number::read(signs, at, MOST + 2, gap);
    let end = match number.digits[..] {
        [0, 0, ..] => abroad(&number, 2).filter(|end| number.shape(*end).iter().sum::<usize>() >= 12),
        _ if is_service(&number.digits) => None,
        _ => lengths(&number.digits, called).into_iter().find_map(|length| number.end_of(length)),
    }?;
    let span = at..end;
    let plus = before(signs, &span, 1).is_some_and(|sign| sign.c == '+');
    // After a word for telephones, `Nr. 861234567` and `861234567/869876543` are no cases and laws.
    let of_a_case = !called && (is_numbered(signs, at) || numbers::is_tied(signs, &span));
    let alone = !plus && !of_a_case && numbers::stands_alone(signs, &span);
    (alone && is_plausible(signs, &number, &span)).then_some(span)
}

/// How many digits a number has that begins with these; none when no number does.
fn lengths(digits: &[u32], called: bool) -> Vec<usize> {
    match *digits {
        // Lithuania with its code: 3, 4 and 5 are places, 6 mobile. Russian mobile numbers with 8, which have two digits
        // more than Lithuanian ones, of which none has a 9 there.
        [3, 7, 0, 3..=6, ..] | [8, 9, ..] => vec![11],
        // Ukraine, Belarus.
        [3, 8, 0, 3..=9, ..] | [3, 7, 5, 1..=4, ..] => vec![12],
        [8, 3..=6, ..] => vec![9],
        // The National Numbering Plan puts 0 in the place of 8; Ukrainian numbers have ten digits with theirs, British
        // mobile ones eleven.
        [0, 3..=6, ..] => vec![9, 10],
        [0, 7, ..] => vec![10, 11],
        [0, 9, ..] => vec![10],
        [7, 9, ..] if called => vec![11],
        [3..=6, ..] if called => vec![8],
        _ => vec![],
    }
}

/// Free calls: 8 800, or 0 800, or with the country's code.
fn is_service(digits: &[u32]) -> bool {
    matches!(digits, [8 | 0, 8, 0, 0, ..] | [3, 7, 0, 8, 0, 0, ..])
}

/// Whether it is no sum, crowd, date or version.
fn is_plausible(signs: &[Sign], number: &Number, span: &Range<usize>) -> bool {
    let within = number.groups.iter().take_while(|group| group.end <= span.end).count();
    let groups = &number.groups[..within];
    let digits: Vec<char> = signs[span.clone()].iter().map(|sign| sign.c).filter(char::is_ascii_digit).collect();
    // Round numbers are sums and crowds.
    let round = digits.iter().rev().take_while(|digit| **digit == '0').count() >= 5;
    !round && !is_dotted(signs, groups) && !numbers::has_date(signs, groups) && !numbers::is_sum(signs, span)
}

/// Whether it is written like an IP address or a version: four short groups with dots alone between them.
fn is_dotted(signs: &[Sign], groups: &[Range<usize>]) -> bool {
    let dots = groups.windows(2).all(|two| two[1].start - two[0].end == 1 && signs[two[0].end].c == '.');
    groups.len() == 4 && dots && groups.iter().all(|group| group.len() <= 3)
}

/// Whether `Nr.` or the like stands right before it: the number of a law, an application or a case.
fn is_numbered(signs: &[Sign], at: usize) -> bool {
    let gap = signs[..at].iter().rev().take(3).take_while(|sign| matches!(sign.c, ' ' | '.' | ':')).count();
    let before = &signs[..at - gap];
    let length = before.iter().rev().take(3).take_while(|sign| sign.is_word()).count();
    let word = words::folded(&before[before.len() - length..]).unwrap_or_default();
    matches!(word.as_str(), "nr" | "no") || before.last().is_some_and(|sign| matches!(sign.c, '№' | '#'))
}

/// What stands between two groups of a number: spaces, brackets, and one dash or dot. No space follows a dot, for
/// with it a sentence ends.
fn gap(signs: &[Sign]) -> usize {
    let gap = signs.iter().take(4).take_while(|sign| matches!(sign.c, ' ' | '-' | '.' | '(' | ')')).count();
    let marks = signs[..gap].iter().filter(|sign| matches!(sign.c, '-' | '.')).count();
    let ends = signs[..gap].windows(2).any(|two| two[0].c == '.');
    if gap > 3 || marks > 1 || ends { 0 } else { gap }
}

/// With the bracket that opens before its first group, when it closes within: `(8 5) 212 3456`.
fn with_bracket(signs: &[Sign], span: Range<usize>) -> Range<usize> {
    let bracket = |c: char| signs[span.clone()].iter().position(|sign| sign.c == c);
    let opened = before(signs, &span, 1).is_some_and(|sign| sign.c == '(');
    let closes = bracket(')').is_some_and(|close| bracket('(').is_none_or(|open| close < open));
    if opened && closes { span.start - 1..span.end } else { span }
}

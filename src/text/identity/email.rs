//! E-mail addresses, those with letters of any script among them (RFC 6531), and `name (at) example.org`.

use std::ops::Range;

use super::signs::Sign;

/// RFC 5321, 4.5.3.1.1, which counts bytes. Of something longer, the end is taken: it is typed together with what
/// stands before.
const LOCAL: usize = 64;
/// RFC 5321, 4.5.3.1.2.
const DOMAIN: usize = 255;

pub fn find(signs: &[Sign]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut free) = (0, 0);
    while at < signs.len() {
        let Some(span) = address(signs, at, free) else {
            at += 1;
            continue;
        };
        at = span.end;
        free = span.end;
        found.push(span);
    }
    found
}

/// The address whose `@` begins at `at`; nothing before `free` is part of it.
fn address(signs: &[Sign], at: usize, free: usize) -> Option<Range<usize>> {
    let sign = at_sign(signs, at)?;
    let local = signs[free..sign.start].iter().rev().take(LOCAL).take_while(|sign| is_local(**sign)).count();
    // Quotation marks, dashes and dots before it belong to the sentence.
    let local = &signs[sign.start - local..sign.start];
    let start = sign.start - local.len() + local.iter().position(|sign| is_word(*sign))?;
    let mut end = domain(signs, sign.end)?;
    // `a@b.lt@c.lt`: to take the first alone would leave the rest looking like an address.
    while let Some(next) = at_sign(signs, end).filter(|next| next.start == end)
        && let Some(further) = domain(signs, next.end)
    {
        end = further;
    }
    Some(start..end)
}

/// An `@`, or a word for it in brackets with the spaces around it, that begins at `at` (the spaces before it may).
fn at_sign(signs: &[Sign], at: usize) -> Option<Range<usize>> {
    let is = |at: usize, wanted: char| signs.get(at).is_some_and(|sign| sign.c.eq_ignore_ascii_case(&wanted));
    if is(at, '@') {
        return Some(at..at + 1);
    }
    let open = at + usize::from(is(at, ' '));
    let close = match signs.get(open)?.c {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    // English, and the Lithuanian name of the sign.
    let word = ["at", "eta"].into_iter().find(|word| (open + 1..).zip(word.chars()).all(|(at, c)| is(at, c)))?;
    let end = open + 1 + word.len();
    is(end, close).then(|| at..end + 1 + usize::from(is(end + 1, ' ')))
}

/// Where the domain ends that begins at `at`: labels with dots between them, the last of them of two letters or more
/// (`example.lt.5` ends before its 5). Should none be of letters, all of it is taken nevertheless: somebody mistyped.
fn domain(signs: &[Sign], at: usize) -> Option<usize> {
    let length = signs.get(at..)?.iter().take(DOMAIN).take_while(|sign| is_domain(**sign)).count();
    let domain = &signs[at..at + length];
    if domain.first()?.c == '.' {
        return None;
    }
    let mut end = at;
    let mut from = at;
    for label in domain.split(|sign| sign.c == '.') {
        let trimmed = label.len() - label.iter().rev().take_while(|sign| sign.c == '-').count();
        if from > at && is_top_level(&label[..trimmed]) {
            end = from + trimmed;
        }
        if trimmed == 0 || trimmed < label.len() {
            break;
        }
        from += label.len() + 1;
    }
    let mistyped = || domain.iter().rposition(|sign| is_word(*sign)).map_or(at, |last| at + last + 1);
    let end = if end == at { mistyped() } else { end };
    let dotted = signs[at..end].iter().any(|sign| sign.c == '.');
    (dotted && signs[at..end].iter().any(|sign| sign.c.is_alphabetic() || sign.is_taken())).then_some(end)
}

/// Letters, or the ASCII form of letters (RFC 5890: `xn--…`).
fn is_top_level(label: &[Sign]) -> bool {
    let ascii = label.len() > 4 && label.iter().zip("xn--".chars()).all(|(sign, c)| sign.c.eq_ignore_ascii_case(&c));
    let long = label.len() >= 2 || label.iter().any(|sign| sign.is_taken());
    long && (ascii || label.iter().all(|sign| is_word(*sign) && sign.digit().is_none()))
}

/// What people have in addresses; not all of RFC 5322's `atext`, of which some is rather the sentence's: `=`, `/`, `|`.
fn is_local(sign: Sign) -> bool {
    is_word(sign) || matches!(sign.c, '.' | '-' | '+' | '%' | '\'' | '&' | '~')
}

fn is_domain(sign: Sign) -> bool {
    is_word(sign) || matches!(sign.c, '.' | '-')
}

/// Also what is taken: with a word in its place, `ona@+37061234567b.lt` would be an address.
fn is_word(sign: Sign) -> bool {
    sign.is_word() || sign.is_taken()
}

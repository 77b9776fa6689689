//! A text as the finders see it: digits of every script as ASCII, all dashes and spaces alike, what is not seen left
//! out; each sign with its bytes in the text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Stand for what has been taken: for a telephone number, for a document's, for anything else. Characters that are in no
/// text (but U+FFFC, for an object that is shown in it, which is no part of anything either).
pub const TAKEN_PHONE: char = '\u{FDD0}';
pub const TAKEN_DOCUMENT: char = '\u{FDD1}';
pub const TAKEN: char = '\u{FFFC}';

/// Zeros of scripts whose digits follow each other (Unicode, general category Nd): those that asylum seekers and
/// migrants in Lithuania write, and some more.
const ZEROS: [u32; 17] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
    0x0F20, 0x1040, 0xFF10,
];

/// One character of the text, folded, and where it stands there.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    pub c: char,
    pub from: usize,
    pub to: usize,
}

impl Sign {
    pub fn digit(self) -> Option<u32> {
        self.c.to_digit(10)
    }

    pub fn is_taken(self) -> bool {
        matches!(self.c, TAKEN | TAKEN_PHONE | TAKEN_DOCUMENT)
    }

    /// Whether it is part of a word: letters, digits and their marks.
    pub fn is_word(self) -> bool {
        is_word(self.c)
    }
}

pub fn read(text: &str) -> Vec<Sign> {
    let seen = text.char_indices().filter(|(_, c)| !is_unseen(*c));
    seen.map(|(from, c)| Sign { c: fold(c), from, to: from + c.len_utf8() }).collect()
}

/// The signs with one `taken` for each of these spans, which follow each other.
pub fn collapse(signs: &[Sign], spans: &[Range<usize>], taken: char) -> Vec<Sign> {
    let mut rest = Vec::with_capacity(signs.len());
    let mut kept = 0;
    for span in spans {
        rest.extend_from_slice(&signs[kept..span.start]);
        rest.push(Sign { c: taken, from: signs[span.start].from, to: signs[span.end - 1].to });
        kept = span.end;
    }
    rest.extend_from_slice(&signs[kept..]);
    rest
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

fn fold(c: char) -> char {
    if c.is_ascii() {
        return match c {
            '\t' => ' ',
            c => c,
        };
    }
    if let Some(digit) = digit(c) {
        return digit;
    }
    match c {
        // Full-width forms follow ASCII's order.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        // Ideographic full stops; Arabic decimal and thousands separators.
        '\u{3002}' | '\u{FF61}' | '\u{066B}' => '.',
        '\u{066C}' => ',',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    // Five alphabets of mathematical digits (U+1D7CE to U+1D7FF), which serve to get past filters.
    let value = match code {
        0x1D7CE..=0x1D7FF => (code - 0x1D7CE) % 10,
        _ => ZEROS.iter().map(|zero| code.wrapping_sub(*zero)).find(|value| *value < 10)?,
    };
    char::from_digit(value, 10)
}

/// Zero width, joiners, marks of direction, variation selectors: they stand between digits without being seen, above
/// all in right-to-left text.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

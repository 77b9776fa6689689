//! One spelling for all the ways a word is written: normal form and case, then the word without diacritics.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick, is_nfkc_quick};

/// NFKC and lower case, with one apostrophe and without invisible characters and stress marks.
pub(super) fn normal(word: &str, language: &str) -> String {
    if word.is_ascii() && !matches!(language, "tr" | "az") {
        return word.to_ascii_lowercase();
    }
    let turkic = matches!(language, "tr" | "az");
    let persian = matches!(language, "fa" | "ps");
    let mut lower = String::with_capacity(word.len());
    for letter in nfkc(word).chars() {
        match letter {
            'I' if turkic => lower.push('ı'),
            'İ' => lower.push('i'),
            _ => lower.extend(letter.to_lowercase()),
        }
    }
    let normal: String = nfkc(&lower)
        .chars()
        .filter(|letter| !invisible(*letter) && !matches!(letter, '\u{300}'..='\u{36f}'))
        .map(|letter| match letter {
            'ς' => 'σ',
            'ي' | 'ى' if persian => 'ی',
            'ك' if persian => 'ک',
            _ if apostrophe(letter) => '\'',
            _ => letter,
        })
        .collect();
    if normal.is_empty() { word.to_owned() } else { normal }
}

/// In the normal form NFKC, as most words are already.
fn nfkc(text: &str) -> Cow<'_, str> {
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes { text.into() } else { text.nfkc().collect::<String>().into() }
}

/// The text without diacritics: Latin, Cyrillic, Greek and Arabic letters become the plain ones of their script.
///
/// Case stays. `й` is a letter of its own and stays too; vowel signs of Indic scripts stay, but not the nukta.
pub fn fold(text: &str) -> String {
    if text.is_ascii() && !text.contains('\'') {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(|letter| fold_letter(letter, &mut folded));
    } else {
        text.nfc().for_each(|letter| fold_letter(letter, &mut folded));
    }
    // Marks that a dropped sign stood between now follow one another, in an order that may not be the normal one.
    if is_nfc(&folded) { folded } else { folded.nfc().collect() }
}

fn fold_letter(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        if letter != '\'' {
            folded.push(letter);
        }
        return;
    }
    if let Some(plain) = plain(letter) {
        folded.push_str(plain);
    } else if let Some(digit) = digit(letter) {
        folded.push(digit);
    } else if dropped(letter) {
    } else if with_diacritics(letter) {
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                match plain(part) {
                    Some(plain) => folded.push_str(plain),
                    None => folded.push(part),
                }
            }
        });
    } else {
        folded.push(letter);
    }
}

/// Letters whose plain form is not found by taking their marks away.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'Ł' => "L",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        'ə' => "e",
        'Ə' => "E",
        'ς' => "σ",
        'й' => "й",
        'Й' => "Й",
        'ґ' | 'ғ' => "г",
        'Ґ' | 'Ғ' => "Г",
        'қ' => "к",
        'Қ' => "К",
        'ң' => "н",
        'Ң' => "Н",
        'ү' | 'ұ' => "у",
        'Ү' | 'Ұ' => "У",
        'ө' => "о",
        'Ө' => "О",
        'ә' => "а",
        'Ә' => "А",
        'һ' | 'ҳ' => "х",
        'Һ' | 'Ҳ' => "Х",
        'ҷ' => "ч",
        'Ҷ' => "Ч",
        'آ' | 'أ' | 'إ' | 'ٱ' => "ا",
        'ة' | 'ۀ' | 'ە' | 'ۂ' => "ه",
        'ى' | 'ی' | 'ئ' | 'ې' | 'ۍ' => "ي",
        'ؤ' => "و",
        'ک' => "ك",
        'ँ' => "ं",
        _ => return None,
    })
}

fn dropped(letter: char) -> bool {
    invisible(letter)
        || apostrophe(letter)
        || matches!(letter,
            '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{610}'..='\u{61a}' | '\u{640}'
            | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}'
            | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{93c}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Soft hyphen, zero-width joiners, marks of direction, byte order mark.
fn invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}')
}

/// The signs that stand for an apostrophe in Ukrainian, Belarusian and Uzbek words.
fn apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '\u{2b9}'
            | '\u{2bb}'
            | '\u{2bc}'
            | '\u{2bd}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201b}'
            | '\u{b4}'
            | '\u{ff07}'
    )
}

/// Scripts whose letters lose their marks; elsewhere a mark may be a vowel.
fn with_diacritics(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1fff}' | '\u{370}'..='\u{52f}' | '\u{600}'..='\u{6ff}')
}

/// Arabic, Persian and Devanagari digits as ASCII ones.
fn digit(letter: char) -> Option<char> {
    let zero = match letter {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    char::from_digit(u32::from(letter) - u32::from(zero), 10)
}

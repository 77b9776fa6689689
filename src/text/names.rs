//! The cleaning of what people type, and the key under which names are the same.

use unicode_normalization::UnicodeNormalization;

use super::characters::{is_bidi_control, is_blank, is_junk, unpile};

/// A name or a title: NFC, one line, single spaces, nothing invisible in it but the joiners that words and emoji
/// need. Empty when nothing is to be seen.
pub fn clean_line(input: &str) -> String {
    let spaced = input
        .split_whitespace()
        .map(|word| unpile(word.chars().filter(|c| !is_junk(*c) && !is_bidi_control(*c) && !is_blank(*c)).nfc()));
    let line = spaced.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().all(|c| c.is_whitespace() || is_joiner(c)) { String::new() } else { line }
}

/// A text of several lines: NFC, every kind of line end as `\n`, no control characters but `\n` and tab, nothing
/// blank at its end. Empty when nothing is to be seen. Spaces at its start stay: they mean something in Markdown.
pub fn clean_text(input: &str) -> String {
    let lines = input.replace("\r\n", "\n").replace(is_line_end, "\n");
    let mut text: String = lines.chars().filter(|c| !is_junk(*c)).nfc().collect();
    text.truncate(text.trim_end().len());
    if text.chars().all(|c| c.is_whitespace() || is_unseen(c)) { String::new() } else { text }
}

/// Names with the same key are the same name: NFKC, case, spaces and invisible characters aside.
pub fn fold_key(name: &str) -> String {
    // Upper case first, for `ß` is SS, and `ς` and `σ` are both Σ; then twice, for each step can make work for the
    // other.
    let mut key = name.to_owned();
    for _ in 0..2 {
        let visible: String = key.nfkc().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
        key = visible.to_uppercase().chars().flat_map(char::to_lowercase).nfkc().collect();
    }
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a word has letters of more than one of the alphabets that look alike.
pub fn mixes_scripts(word: &str) -> bool {
    let script = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(0),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(1),
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' => Some(2),
        '\u{530}'..='\u{58F}' => Some(3),
        _ => None,
    };
    let mut scripts = word.chars().filter(|c| c.is_alphabetic()).filter_map(script);
    scripts.next().is_some_and(|first| scripts.any(|other| other != first))
}

fn is_unseen(c: char) -> bool {
    is_junk(c) || is_bidi_control(c) || is_blank(c) || is_joiner(c) || is_variant(c)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Selectors of another shape of the same character.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// What ends a line besides `\n` (and `\r\n`): other systems' ends, and those of Word and of Unicode.
fn is_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines() {
        assert_eq!(clean_line("  Ona\t\n  Z\u{30C}emaite\u{307}  "), "Ona Žemaitė");
        assert_eq!(clean_line("a\u{202E}b\u{0}c\u{FEFF}d\u{200B}"), "abcd");
        assert_eq!(clean_line("می\u{200C}خواهم 👨\u{200D}👩"), "می\u{200C}خواهم 👨\u{200D}👩");
        assert_eq!(clean_line(" \u{200B} \u{3164}\u{200D} "), "");
    }

    #[test]
    fn texts() {
        assert_eq!(clean_text("    a\r\nb\rc\u{2028}d\te\u{7}\u{0}\n\n \n"), "    a\nb\nc\nd\te");
        assert_eq!(clean_text("e\u{301}"), "é");
        assert_eq!(clean_text("\u{200B}\n \u{2060}\u{200D}"), "");
    }

    #[test]
    fn keys() {
        for (one, other) in [
            ("Ona  Žukaitė", "ONA ŽUKAITĖ"),
            ("Ｏna", "ona"),
            ("Straße", "STRASSE"),
            ("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ"),
            ("a\u{200B}nn\u{200D}", "Ann"),
            ("ﬁn", "fin"),
        ] {
            assert_eq!(fold_key(one), fold_key(other));
        }
        assert_ne!(fold_key("Žana"), fold_key("Zana"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(input in "\\PC*|[\\s\\S]*|(?s:.)*") {
            let line = clean_line(&input);
            prop_assert_eq!(clean_line(&line), line.clone());
            let text = clean_text(&input);
            prop_assert_eq!(clean_text(&text), text.clone());
            let key = fold_key(&input);
            prop_assert_eq!(fold_key(&key), key.clone());
            prop_assert_eq!(fold_key(&line), key);
        }
    }
}

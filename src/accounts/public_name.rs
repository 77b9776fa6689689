//! The name that a member is known by: what it may look like, and how it is stored beside its keys.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::error::FieldError;
use crate::text;

/// Length in graphemes.
const LEAST: usize = 2;
const MOST: usize = 60;

/// Names that would speak for the site, as `fold_key` writes them,
const RESERVED: [&str; 3] = ["former member", "buvęs narys", "бывший участник"];

/// and the beginnings of words that would.
const RESERVED_WORDS: [&str; 5] = ["admin", "админ", "moderator", "модератор", "mipas"];

/// A name that can be shown, sorted and called with `@`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicName(String);

impl PublicName {
    /// Cleans what was typed; `field` is where an error belongs. Whether the name is free, the database says.
    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let name = text::clean_line(typed);
        let length = name.graphemes(true).count();
        if name.is_empty() {
            return Err(FieldError::new(field, "error-empty"));
        }
        if length < LEAST {
            return Err(FieldError::new(field, "error-too-short").with("least", number(LEAST)));
        }
        if length > MOST || name.len() > MOST * 16 {
            let error = FieldError::new(field, "error-too-long").with("most", number(MOST));
            return Err(error.with("length", number(length)));
        }
        // What a handle cannot hold would make a name that nobody can call.
        if !name.chars().all(is_allowed) || !name.contains(char::is_alphabetic) {
            return Err(FieldError::new(field, "error-name-characters"));
        }
        // UTS 39 section 5.2, word by word: "Миша from Vilnius" is a name, "Jоnas" with a Cyrillic "о" is a mask.
        if name.split(' ').any(text::mixes_scripts) {
            return Err(FieldError::new(field, "error-name-scripts"));
        }
        let key = text::fold_key(&name);
        let speaks = |word: &str| RESERVED_WORDS.iter().any(|reserved| word.starts_with(reserved));
        if RESERVED.contains(&key.as_str()) || key.split([' ', '-', '_', '.']).any(speaks) {
            return Err(FieldError::new(field, "error-name-taken"));
        }
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

fn is_allowed(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, ' ' | '-' | '.' | '\'' | '_' | '\u{200C}' | '\u{200D}')
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_have_are_taken() {
        for name in ["Ona Pavyzdytė", "O'Brien", "Jean-Luc", "Ольга К.", "محمد علي", "می\u{200C}خواهم", "क्षमा"]
        {
            assert_eq!(PublicName::parse("n", name).map(PublicName::into_string), Ok(name.to_owned()));
        }
    }

    #[test]
    fn names_that_mislead_are_not() {
        let message = |name: &str| PublicName::parse("n", name).unwrap_err().message;
        assert_eq!(message(" \u{200B} "), "error-empty");
        assert_eq!(message("a"), "error-too-short");
        assert_eq!(message(&"a".repeat(61)), "error-too-long");
        assert_eq!(message("ona@example.org"), "error-name-characters");
        assert_eq!(message("12"), "error-name-characters");
        assert_eq!(message("ＡＤＭＩＮ"), "error-name-taken");
        assert_eq!(message("Buvęs  narys"), "error-name-taken");
        assert_eq!(message("MIPAS administracija"), "error-name-taken");
        assert_eq!(message("J\u{43E}nas"), "error-name-scripts");
        assert!(PublicName::parse("n", "Миша Alytus").is_ok());
    }
}

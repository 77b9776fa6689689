//! Text analysis of the search: words, stems, stop words, the language of a query and spelling in the other script.

mod belarusian;
mod fold;
mod guess;
mod latvian;
mod lithuanian;
mod russian;
mod stems;
mod stop_words;
mod transliteration;

#[cfg(test)]
mod tests;

use unicode_segmentation::UnicodeSegmentation;

use fold::fold;
pub use guess::guess_language;
pub use stop_words::is_stop_word;
pub use transliteration::transliterations;

/// Longest word, in bytes, that is indexed whole.
const LONGEST: usize = 60;

/// One word of a text as it is indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Place among the words of the text, from 0; stop words keep their places.
    pub position: usize,
    /// First byte of the word in the text.
    pub from: usize,
    /// The byte after the word in the text.
    pub to: usize,
    /// Case-folded stem in the text's language, with its diacritics.
    pub stem: String,
    /// The stem without diacritics.
    pub folded: String,
    /// The stem of the word without diacritics, where it differs from `folded`.
    pub alternative: Option<String>,
}

/// The terms of a single word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Case-folded stem in the language, with its diacritics.
    pub stem: String,
    /// The stem without diacritics.
    pub folded: String,
    /// The stem of the word without diacritics, where it differs from `folded`.
    pub alternative: Option<String>,
}

/// The words of a text in a language (ISO 639-1 code; a language without a stemmer keeps its words whole).
///
/// Words are those of UAX #29; one of more than 60 bytes is cut there. Takes time linear in the text.
pub fn tokens(text: &str, language: &str) -> Vec<Token> {
    text.unicode_word_indices()
        .enumerate()
        .map(|(position, (from, whole))| {
            let word = cut(whole);
            let Word { stem, folded, alternative } = analyse_word(word, language);
            Token { position, from, to: from + word.len(), stem, folded, alternative }
        })
        .collect()
}

/// The terms of a single word of a query in a language, the same as [`tokens`] makes of it in a text.
pub fn analyse_word(word: &str, language: &str) -> Word {
    let normal = fold::normal(cut(word), language);
    let normal = cut(&normal);
    let stem = stemmed(normal, language);
    let folded = fold_or_same(&stem);
    let plain = fold_or_same(normal);
    let alternative = if plain == normal {
        None
    } else {
        Some(fold_or_same(&stemmed(&plain, language))).filter(|other| *other != folded)
    };
    Word { stem, folded, alternative }
}

fn stemmed(word: &str, language: &str) -> String {
    let stem = stems::stem(word, language);
    if stem.is_empty() { word.to_owned() } else { stem }
}

/// A word of nothing but marks would fold to an empty term, so it stays as it is.
fn fold_or_same(word: &str) -> String {
    let folded = fold(word);
    if folded.is_empty() { word.to_owned() } else { folded }
}

fn cut(word: &str) -> &str {
    &word[..word.floor_char_boundary(LONGEST)]
}

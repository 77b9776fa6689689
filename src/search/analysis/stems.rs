//! Stems by language: Snowball where it has the language, own rules where it does not or where it falls short.

use frostem::{Algorithm, Stemmer};

use super::{belarusian, latvian, lithuanian, russian};

/// The stem of a word in normal form; the word itself in a language without rules, and where it has a digit.
pub(super) fn stem(word: &str, language: &str) -> String {
    if word.chars().any(char::is_numeric) {
        return word.to_owned();
    }
    let algorithm = match language {
        "lt" => return lithuanian::stem(word),
        "ru" => return russian::stem(word),
        "uk" => return ukrainian(word),
        "pl" => return polish(word),
        "lv" => return latvian::stem(word),
        "be" => return belarusian::stem(word),
        "en" => Algorithm::English,
        "et" => Algorithm::Estonian,
        "ar" => Algorithm::Arabic,
        "fa" => Algorithm::Persian,
        "tr" => Algorithm::Turkish,
        "hy" => Algorithm::Armenian,
        "hi" => Algorithm::Hindi,
        "fr" => Algorithm::French,
        _ => return word.to_owned(),
    };
    snowball(algorithm, word)
}

pub(super) fn snowball(algorithm: Algorithm, word: &str) -> String {
    Stemmer::new(algorithm).stem(word).into_owned()
}

/// `шкіл` meets `школа`: the last `і` of a stem, which is `о` in an open syllable, becomes `о` in every form.
fn ukrainian(word: &str) -> String {
    let stem = snowball(Algorithm::Ukrainian, word);
    let mut letters: Vec<char> = stem.chars().collect();
    if let [.., first, vowel @ 'і', last] = letters.as_mut_slice()
        && !vowel_of_cyrillic(*first)
        && !vowel_of_cyrillic(*last)
        && stem.chars().count() >= 4
    {
        *vowel = 'о';
        return letters.into_iter().collect();
    }
    stem
}

/// `podatek` meets `podatku`, `cudzoziemiec` meets `cudzoziemca`: the fleeting vowel goes from every form.
fn polish(word: &str) -> String {
    let stem = snowball(Algorithm::Polish, word);
    for (ending, short) in [("iec", "c"), ("ek", "k"), ("ec", "c")] {
        if let Some(start) = stem.strip_suffix(ending).filter(|start| start.chars().count() >= 3) {
            return format!("{start}{short}");
        }
    }
    stem
}

/// Whether a letter is a vowel of Russian, Ukrainian or Belarusian.
pub(super) fn vowel_of_cyrillic(letter: char) -> bool {
    matches!(letter, 'а' | 'е' | 'ё' | 'и' | 'і' | 'ї' | 'о' | 'у' | 'ы' | 'э' | 'є' | 'ю' | 'я')
}

/// The word without the longest of the endings that leaves at least `least` letters.
pub(super) fn without_ending<'word>(word: &'word str, endings: &[&str], least: usize) -> &'word str {
    endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|rest| rest.chars().count() >= least)
        .min_by_key(|rest| rest.len())
        .unwrap_or(word)
}

//! The key by which somebody without an account opens their case: eight words that can be read aloud, in Latin or
//! Cyrillic letters.
//!
//! 128 random bits and 16 that check them make 24 syllables of a consonant and a vowel. The letters sound alike in
//! Lithuanian, English and Russian and stand for each other in both scripts, so that a key that was noted down in one
//! can be typed in the other. Only its digest is stored.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::i18n::Lang;

/// Of each: in Latin, in Cyrillic.
const CONSONANTS: [(char, char); 13] = [
    ('b', 'б'),
    ('d', 'д'),
    ('g', 'г'),
    ('k', 'к'),
    ('l', 'л'),
    ('m', 'м'),
    ('n', 'н'),
    ('p', 'п'),
    ('r', 'р'),
    ('s', 'с'),
    ('t', 'т'),
    ('v', 'в'),
    ('z', 'з'),
];
const VOWELS: [(char, char); 5] = [('a', 'а'), ('e', 'е'), ('i', 'и'), ('o', 'о'), ('u', 'у')];
/// Bits of a syllable: the first 64 of the 65 there are.
const BITS: u32 = 6;
const SYLLABLES: u32 = 24;
/// Syllables of a word.
const WORD: usize = 3;
/// Longer is no key, whatever stands in it.
const LONGEST: usize = 1_000;

/// A case's key.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseKey(u128);

impl std::fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseKey(…)")
    }
}

impl CaseKey {
    /// A new one, from the system's source of randomness.
    pub fn new() -> Self {
        Self(rand::random())
    }

    /// Reads what was typed: in either script, in any case, with or without what stands between words. `None` when a
    /// syllable is missing, too much or wrong.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = typed.chars().take(LONGEST).nfd().flat_map(char::to_lowercase).filter_map(sound);
        let mut bits: u128 = 0;
        let mut check: u32 = 0;
        for at in 0..SYLLABLES {
            let (consonant, vowel) = (letters.next()?, letters.next()?);
            let consonant = CONSONANTS.iter().position(|(latin, _)| *latin == consonant)?;
            let vowel = VOWELS.iter().position(|(latin, _)| *latin == vowel)?;
            let syllable = u32::try_from(consonant * VOWELS.len() + vowel).ok().filter(|one| *one < 1 << BITS)?;
            // 21 syllables are bits of the key, the next one is shared, the last two check.
            for bit in (0..BITS).rev() {
                let one = syllable >> bit & 1;
                if at * BITS + (BITS - 1 - bit) < u128::BITS {
                    bits = bits << 1 | u128::from(one);
                } else {
                    check = check << 1 | one;
                }
            }
        }
        let key = Self(bits);
        (letters.next().is_none() && u32::from(key.check()) == check).then_some(key)
    }

    /// Eight words: in Cyrillic for who reads Russian.
    pub fn words(&self, lang: Lang) -> String {
        let mut words = String::new();
        for at in 0..SYLLABLES {
            let mut syllable = 0;
            for place in at * BITS..(at + 1) * BITS {
                syllable = syllable << 1 | usize::from(self.bit(place));
            }
            let (consonant, vowel) = (CONSONANTS[syllable / VOWELS.len()], VOWELS[syllable % VOWELS.len()]);
            if at > 0 && (at as usize).is_multiple_of(WORD) {
                words.push(' ');
            }
            for (latin, cyrillic) in [consonant, vowel] {
                words.push(if lang == Lang::Ru { cyrillic } else { latin });
            }
        }
        words
    }

    fn bit(&self, place: u32) -> bool {
        match place.checked_sub(u128::BITS) {
            None => self.0 >> (u128::BITS - 1 - place) & 1 == 1,
            Some(place) => self.check() >> (u16::BITS - 1 - place) & 1 == 1,
        }
    }

    fn check(&self) -> u16 {
        let digest = Sha256::digest(self.0.to_be_bytes());
        u16::from_be_bytes([digest[0], digest[1]])
    }

    /// What is stored: SHA-256, which gives nothing away of 128 random bits.
    pub fn digest(&self) -> String {
        let digest = Sha256::new().chain_update(b"case key").chain_update(self.0.to_be_bytes()).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Default for CaseKey {
    fn default() -> Self {
        Self::new()
    }
}

/// A letter as the key has it; `None` for what is no letter, and for the marks above letters.
fn sound(letter: char) -> Option<char> {
    let all = CONSONANTS.iter().chain(&VOWELS);
    let known = all.into_iter().find(|(_, cyrillic)| *cyrillic == letter).map(|(latin, _)| *latin);
    match letter {
        'э' => Some('e'),
        'й' => Some('i'),
        _ if known.is_some() => known,
        _ if letter.is_alphabetic() => Some(letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn eight_words_of_three_syllables() {
        let key = CaseKey(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        let (latin, cyrillic) = (key.words(Lang::Lt), key.words(Lang::Ru));
        assert_eq!(latin.split(' ').map(str::len).collect::<Vec<_>>(), [6; 8]);
        assert_eq!(cyrillic.split(' ').map(|word| word.chars().count()).collect::<Vec<_>>(), [6; 8]);
        assert!(cyrillic.chars().all(|c| c == ' ' || ('а'..='я').contains(&c)), "{cyrillic}");
        assert_eq!(format!("{key:?}"), "CaseKey(…)", "no key in a log line");
    }

    #[test]
    fn what_is_no_key_is_none() {
        let words = CaseKey::new().words(Lang::En);
        for wrong in ["", "ba", &words[..words.len() - 1], &format!("{words} ba"), &"ba".repeat(24), "🙂", "لا"] {
            assert!(CaseKey::parse(wrong).is_none() || wrong == words, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn it_is_read_in_both_scripts_and_any_case(bits in any::<u128>()) {
            let key = CaseKey(bits);
            for lang in Lang::ALL {
                let words = key.words(lang);
                prop_assert_eq!(CaseKey::parse(&words), Some(key.clone()));
                prop_assert_eq!(CaseKey::parse(&words.to_uppercase().replace(' ', "-\n")), Some(key.clone()));
                prop_assert_eq!(CaseKey::parse(&words.replace(' ', "")), Some(key.clone()));
            }
        }

        #[test]
        fn a_wrong_letter_is_noticed(bits in any::<u128>(), at in 0_usize..48, letter in "[bdgklmnprstvzaeiou]") {
            let key = CaseKey(bits);
            let mut letters: Vec<String> =
                key.words(Lang::Lt).replace(' ', "").chars().map(String::from).collect();
            prop_assume!(letters[at] != letter);
            letters[at] = letter;
            // One in 65,536 would be another key, and opens nothing.
            prop_assert_ne!(CaseKey::parse(&letters.concat()), Some(key));
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = CaseKey::parse(&text);
        }
    }
}

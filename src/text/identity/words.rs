//! Words that say what a number near them is, in the languages that people write here.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::signs::Sign;

/// A longer word tells nothing, and is not folded.
const LONGEST: usize = 32;

/// How far a family of words tells what follows them, in signs.
pub struct Clues {
    pub reach: usize,
    /// What has been taken of this family tells the same as its words: `+370 612 34567 arba 698 76543`. So may the words
    /// that are put in its place.
    pub taken: char,
    /// Whether a folded word says that what follows may be of this family.
    pub opens: fn(&str) -> bool,
    /// Whether it says that what follows is something else.
    pub closes: fn(&str) -> bool,
}

/// Goes over the signs once and tries `candidate` wherever something can start: at a `+`, and where a word begins. It
/// is told whether a clue stands near before.
pub fn scan(
    signs: &[Sign],
    clues: &Clues,
    candidate: impl Fn(&[Sign], usize, bool) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut reach) = (0_usize, 0_usize);
    while let Some(sign) = signs.get(at) {
        let starts = sign.is_word() || sign.c == '+';
        if starts && let Some(span) = candidate(signs, at, reach > 0) {
            reach = clues.reach;
            at = span.end;
            found.push(span);
            continue;
        }
        let end = word_end(signs, at).max(at + 1);
        let word = if sign.c.is_alphabetic() { folded(&signs[at..end]) } else { None };
        // Together with the word that will stand for what is taken, a word beside it may mean nothing any more.
        let glued = signs[at.saturating_sub(1)].is_taken() || signs.get(end).is_some_and(|sign| sign.is_taken());
        reach = match word {
            None if sign.c == clues.taken => clues.reach,
            Some(word) if (clues.opens)(&word) => clues.reach,
            Some(word) if (clues.closes)(&word) && !glued => 0,
            _ => reach.saturating_sub(end - at),
        };
        at = end;
    }
    found
}

/// Where the word ends that stands at `at`; `at` when none does.
pub fn word_end(signs: &[Sign], at: usize) -> usize {
    at + signs[at..].iter().take_while(|sign| sign.is_word()).count()
}

/// In lower case and without marks; none when it is too long to mean anything here.
pub fn folded(word: &[Sign]) -> Option<String> {
    let fold = |c: char| c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect::<Vec<_>>();
    (word.len() <= LONGEST).then(|| word.iter().flat_map(|sign| fold(sign.c)).collect())
}

/// Beginnings of words, one a space, folded: passports, identity cards and permits in Lithuanian, English, Polish,
/// German, Russian, Ukrainian, Belarusian, Georgian and Armenian.
const DOCUMENT_STEMS: &str = "tapatyb leidim kortel dokument pazymejim pasport passport identi permit document paszport \
    tozsamosci pasaport reisepas ausweis aufenthalt паспорт удостоверен документ внж рвп жительств посвидк посвідк \
    посвідчен дозв пашпарт дакумент дазвол პასპორტ անձնագ";

/// Whole words, since others begin like them (`pasakyti`, `ideja`): the cases of `pasas` and `viza`, and short names.
const DOCUMENT_WORDS: &str =
    "pasas paso pasui pasa pasu pase pasai pasus pasams pasuose viza vizos vizu id atk аиди віза виза визы візи";

/// Anywhere in a word, for Arabic puts articles and prepositions before it: passport, residence, identity; passport in
/// Persian.
const DOCUMENT_PARTS: &str = "جواز اقام هوي هویت پاسپورت پاسپرت گذرنامه";

/// Telephones in Lithuanian, English, Russian and Ukrainian, and the programs that go by the same numbers.
const PHONE_STEMS: &str = "tel mob skambin paskambin phone cell call whatsapp watsapp viber тел моб звон позвон \
    дзвон дзвін ватсап вотсап ваибер";

const PHONE_PARTS: &str = "هاتف تلفون تلفن واتس";

/// What else has a number: companies, invoices, orders.
const CODE_WORDS: &str = "kodas kodo koda code код коду кода";
const CODE_STEMS: &str = "imon saskait invoice uzsak order mokejim счет рахун";

/// After a sum; whole words, since others begin like them (`Europa`, `procesas`, `должен`).
const CURRENCY_WORDS: &str = "eur euro euros eurai euru eurus eurais usd gbp pln rub uah byn lt zl proc dol дол тис";
const CURRENCY_STEMS: &str = "procent doler dollar rubl litai litu litas zlot tukst mln mlrd milij million thousand руб \
    грн грив долл долар млн миллион мільион тыс тисяч евро євро еура يورو دولار";

pub fn names_document(word: &str) -> bool {
    is_one(word, DOCUMENT_WORDS) || begins(word, DOCUMENT_STEMS) || contains(word, DOCUMENT_PARTS)
}

pub fn names_phone(word: &str) -> bool {
    begins(word, PHONE_STEMS) || contains(word, PHONE_PARTS)
}

/// Whether the number after it is nobody's.
pub fn names_code(word: &str) -> bool {
    is_one(word, CODE_WORDS) || begins(word, CODE_STEMS)
}

/// Whether the number before it is a sum.
pub fn names_currency(word: &str) -> bool {
    is_one(word, CURRENCY_WORDS) || begins(word, CURRENCY_STEMS)
}

fn is_one(word: &str, of: &str) -> bool {
    of.split_whitespace().any(|one| word == one)
}

fn begins(word: &str, stems: &str) -> bool {
    stems.split_whitespace().any(|stem| word.starts_with(stem))
}

fn contains(word: &str, parts: &str) -> bool {
    parts.split_whitespace().any(|part| word.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::identity::signs;

    /// One that is not could never be met.
    #[test]
    fn all_words_are_folded() {
        for words in [
            DOCUMENT_STEMS,
            DOCUMENT_WORDS,
            DOCUMENT_PARTS,
            PHONE_STEMS,
            PHONE_PARTS,
            CODE_WORDS,
            CODE_STEMS,
            CURRENCY_WORDS,
            CURRENCY_STEMS,
        ] {
            for word in words.split_whitespace() {
                assert_eq!(folded(&signs::read(word)).as_deref(), Some(word));
            }
        }
    }
}

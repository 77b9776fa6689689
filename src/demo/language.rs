//! Which language a post of the demonstration is in: the file's, unless its letters or its commonest words say
//! otherwise. Good enough for texts that we know; nothing else uses it.

use crate::i18n::ContentLanguage;

/// Words that one of the two languages can hardly do without.
const LITHUANIAN: [&str; 12] = ["ir", "kad", "yra", "bet", "tai", "ar", "aš", "su", "iš", "į", "ne", "man"];
const ENGLISH: [&str; 12] = ["the", "and", "is", "to", "of", "a", "i", "you", "it", "that", "for", "in"];

pub fn guess(text: &str, of_file: ContentLanguage) -> ContentLanguage {
    let letters = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    let latin = letters(|c| c.is_ascii_alphabetic());
    let cyrillic = letters(|c| matches!(c, '\u{400}'..='\u{4FF}'));
    let arabic = letters(|c| matches!(c, '\u{600}'..='\u{6FF}'));
    let code = if arabic > latin.max(cyrillic) {
        "ar"
    } else if cyrillic > latin {
        cyrillic_language(text)
    } else {
        latin_language(text, of_file.code())
    };
    ContentLanguage::from_code(code).unwrap_or(of_file)
}

fn cyrillic_language(text: &str) -> &'static str {
    let has = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
    match () {
        () if has("ўЎ") > 0 => "be",
        // Russian texts name Ukrainian words; Ukrainian ones have none of the letters that are Russian alone.
        () if has("іїєґІЇЄҐ") > has("ыэъёЫЭЪЁ") => "uk",
        () => "ru",
    }
}

fn latin_language(text: &str, of_file: &'static str) -> &'static str {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let count = |known: &[&str]| words.iter().filter(|word| known.contains(&word.as_str())).count();
    let (lithuanian, english) = (count(&LITHUANIAN), count(&ENGLISH));
    match of_file {
        "lt" if english > lithuanian + 2 => "en",
        "en" if lithuanian > english + 2 => "lt",
        "ru" if english > lithuanian => "en",
        "ru" => "lt",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_words_are_told_apart() {
        for (text, of_file, expected) in [
            ("Привет из Алитуса. Про инструмент – точно", "lt", "ru"),
            ("Пані Ганно, я читаю українською з радістю. Пишіть!", "ru", "uk"),
            ("أهلاً وسهلاً يا سمر! We are glad", "en", "ar"),
            ("Ačiū! O ar aš galiu eiti kartu?", "lt", "lt"),
            ("Thank you. It is the first time that I write and I am glad", "lt", "en"),
            ("Labas! Tai yra mano pirmas įrašas, bet aš bandau", "en", "lt"),
            ("Спасибо!", "ru", "ru"),
            ("OK", "lt", "lt"),
        ] {
            let file = ContentLanguage::from_code(of_file).unwrap();
            assert_eq!(guess(text, file).code(), expected, "{text}");
        }
    }
}

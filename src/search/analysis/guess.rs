//! The language a query is probably in.

use std::collections::HashMap;

use super::fold::normal;
use super::stop_words::is_stop_word;

/// Most words looked at: a query is short, and a pasted page needs no more.
const MOST_WORDS: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Armenian,
    Georgian,
}

fn script(letter: char) -> Option<Script> {
    Some(match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => {
            Script::Arabic
        }
        '\u{900}'..='\u{97f}' => Script::Devanagari,
        '\u{530}'..='\u{58f}' => Script::Armenian,
        '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' => Script::Georgian,
        _ => return None,
    })
}

/// The scripts of a language, with its letters that other languages of the script do not all have.
fn scripts_of(language: &str) -> &'static [(Script, &'static str)] {
    use Script::{Arabic, Armenian, Cyrillic, Devanagari, Georgian, Latin};
    match language {
        "lt" => &[(Latin, "ąčęėįšųūžy")],
        "en" => &[(Latin, "qwxy")],
        "pl" => &[(Latin, "ąćęłńóśźżwy")],
        "lv" => &[(Latin, "āčēģīķļņšūž")],
        "et" => &[(Latin, "äõöüšž")],
        "tr" => &[(Latin, "çğıöşüâîûy")],
        "az" => &[(Latin, "çəğıöşüqxy")],
        "fr" => &[(Latin, "àâæçéèêëîïôœùûüÿqwxy")],
        "uz" => &[(Latin, "qxy'"), (Cyrillic, "иэъёўқғҳ")],
        "ru" => &[(Cyrillic, "ищыэъё")],
        "uk" => &[(Cyrillic, "ищіїєґ'")],
        "be" => &[(Cyrillic, "ыэёіў'")],
        "kk" => &[(Cyrillic, "ищыэъёіәғқңөұүһ")],
        "tg" => &[(Cyrillic, "иэъёғӣқӯҳҷ")],
        "ar" => &[(Arabic, "ةىيكؤإأ")],
        "fa" => &[(Arabic, "پچژگکیئؤأ")],
        "ps" => &[(Arabic, "پچژکیيټډړږښګڼېۍځڅئ")],
        "hi" => &[(Devanagari, "")],
        "hy" => &[(Armenian, "")],
        "ka" => &[(Georgian, "")],
        _ => &[],
    }
}

/// Letters that speak for the languages that have them and against those that do not.
const TELLING: [(Script, &str); 3] = [
    (Script::Latin, "ąčęėįšųūžćłńóśźżāēģīķļņäõöüçğıâîûəàæéèêëïôœùÿqwxy"),
    (Script::Cyrillic, "ищыэъёіїєґўәғқңөұүһӣӯҳҷ"),
    (Script::Arabic, "ةىيكؤإأپچژگکیئټډړږښګڼېۍځڅ"),
];

/// Endings of long words that a plain keyboard leaves recognisable.
const ENDINGS: [(&str, &[&str]); 5] = [
    (
        "lt",
        &[
            "imas", "imo", "ima", "ijos", "oti", "inti", "enti", "eti", "yti", "auti", "tojas", "tojai", "tojo",
            "ciai", "cio", "ams", "oms", "ybe", "ybes", "uose", "oje", "eje", "yje", "ikas", "etis", "tas", "kas",
            "umas", "umo",
        ],
    ),
    ("en", &["tion", "ing", "ment", "ity", "ence", "ance", "ship", "ness", "ted", "age", "ee", "ool", "ance"]),
    ("fr", &["tion", "ment", "eur", "aire", "eux", "oire", "elle", "ité"]),
    // Infinitives and verbal nouns, where no letter of the one or the other stands in a text.
    ("uk", &["ати", "ити", "яти", "тися", "ння", "нню", "нням"]),
    ("ru", &["ать", "еть", "ние", "ния", "нию", "нием", "ость"]),
];

/// Which language of `among` a text is probably in, by its script, its letters, its stop words and its endings.
///
/// Where two are as probable, or nothing speaks for any, the answer is `otherwise`.
pub fn guess_language(text: &str, among: &[&'static str], otherwise: &'static str) -> &'static str {
    let words: Vec<String> = text
        .split(|letter: char| {
            !letter.is_alphanumeric() && !matches!(letter, '\'' | '’' | 'ʼ' | '\u{200c}') && !mark(letter)
        })
        .filter(|word| !word.is_empty() && word.len() <= 100)
        .take(MOST_WORDS)
        .map(|word| normal(word, ""))
        .collect();
    let Some(main) = main_script(&words) else { return otherwise };
    let mut best: Option<(&'static str, i32)> = None;
    let mut tie = false;
    for language in among {
        let Some((_, own)) = scripts_of(language).iter().find(|(script, _)| *script == main) else { continue };
        let score = words.iter().map(|word| score(word, language, main, own)).sum();
        match best {
            Some((_, highest)) if score < highest => {}
            Some((known, highest)) if score == highest => tie |= known != *language,
            _ => {
                best = Some((language, score));
                tie = false;
            }
        }
    }
    match best {
        Some((language, _)) if !tie => language,
        _ => otherwise,
    }
}

fn mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{64b}'..='\u{65f}')
}

fn main_script(words: &[String]) -> Option<Script> {
    let mut counts: HashMap<Script, usize> = HashMap::new();
    for script in words.iter().flat_map(|word| word.chars()).filter_map(script) {
        // Latin names stand in texts of every script.
        *counts.entry(script).or_default() += if script == Script::Latin { 1 } else { 2 };
    }
    let most = counts.values().copied().max()?;
    let mut main = counts.into_iter().filter(|(_, count)| *count == most).map(|(script, _)| script);
    main.next().filter(|_| main.next().is_none())
}

fn score(word: &str, language: &str, main: Script, own: &str) -> i32 {
    let telling = TELLING.iter().find(|(script, _)| *script == main).map_or("", |(_, letters)| letters);
    let mut score = 0;
    for letter in word.chars().filter(|letter| telling.contains(*letter)) {
        score += if own.contains(letter) { i32::from(!letter.is_ascii()) } else { -3 };
    }
    if is_stop_word(word, language) {
        // One letter is a word in too many languages to say much.
        score += if word.chars().nth(1).is_some() { 2 } else { 1 };
    }
    let endings = ENDINGS.iter().find(|(of, _)| *of == language).map_or(&[][..], |(_, endings)| endings);
    if word.chars().count() >= 6 && endings.iter().any(|ending| word.ends_with(ending)) {
        score += 1;
    }
    score
}

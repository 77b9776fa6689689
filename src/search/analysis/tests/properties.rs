use proptest::prelude::*;

use super::super::{analyse_word, fold, guess_language, is_stop_word, tokens, transliterations};

const LANGUAGES: [&str; 21] = [
    "lt", "en", "ru", "uk", "be", "pl", "lv", "et", "ar", "fa", "ps", "tr", "ka", "hy", "az", "kk", "uz", "tg", "hi",
    "fr", "xx",
];

fn language() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&LANGUAGES[..])
}

/// Any characters, and letters, marks and signs of the languages of the forum.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,80}",
        "[a-zA-ZąčęėįšųūžĄČĘĖĮŠŲŪŽа-яёА-ЯЁіїєґўءآأإئةىیکگپچا-ي\u{0}\u{301}\u{30c}\u{345}\u{200c}\u{640}\u{64b}ऀ-ॿԱ-֏ა-ჰ🙂 '’ʼ\u{fdfa}ǰﬁßİıŉ0-9-]{0,120}",
    ]
}

fn check(text: &str, language: &'static str) {
    let found = tokens(text, language);
    let mut end = 0;
    for (place, token) in found.iter().enumerate() {
        assert_eq!(token.position, place);
        assert!(token.from >= end && token.to > token.from && token.to <= text.len());
        assert!(text.is_char_boundary(token.from) && text.is_char_boundary(token.to));
        assert!(!token.stem.is_empty() && !token.folded.is_empty());
        assert!(token.alternative.as_ref().is_none_or(|other| !other.is_empty() && *other != token.folded));
        end = token.to;
        let word = analyse_word(&text[token.from..token.to], language);
        assert_eq!((&token.stem, &token.folded, &token.alternative), (&word.stem, &word.folded, &word.alternative));
    }
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    is_stop_word(text, language);
    assert!(transliterations(text).len() <= 3);
    guess_language(text, &LANGUAGES, "lt");
    analyse_word(text, language);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_taken(text in text(), language in language()) {
        check(&text, language);
    }

    #[test]
    fn case_makes_no_difference(
        lt in "[a-ząčęėįšųūž]{1,14}( [a-ząčęėįšųūž]{1,14}){0,4}",
        en in "[a-z]{1,14}('s)?( [a-z]{1,14}){0,4}",
        ru in "[а-яё]{1,14}( [а-яё]{1,14}){0,4}",
    ) {
        for (text, language) in [(lt, "lt"), (en, "en"), (ru, "ru")] {
            let stems = |text: &str| tokens(text, language).into_iter().map(|token| token.stem).collect::<Vec<_>>();
            prop_assert_eq!(stems(&text), stems(&text.to_uppercase()));
        }
    }
}

#[test]
fn odd_texts_are_taken() {
    let mut odd: Vec<String> =
        ["\0", "\u{301}", "\u{345}", "🙂👨‍👩‍👧", "\u{200f}\u{202e}", "\u{640}", "\u{fdfa}", "ـَ", "ı̇", "'''"]
            .map(str::to_owned)
            .into();
    for letter in ["a", "ž", "я", "ی", "\u{640}", "\u{301}", "न", "ქ", "\u{fdfa}", "🙂", "0"] {
        odd.push(letter.repeat(10 * 1024 / letter.len()));
    }
    for text in odd {
        for language in LANGUAGES {
            check(&text, language);
        }
    }
}

#[test]
fn time_grows_with_the_text_only() {
    let text = "Leidimas gyventi užsieniečiams, справка о регистрации; ".repeat(2000);
    let start = std::time::Instant::now();
    assert_eq!(tokens(&text, "lt").len(), 12_000);
    assert!(start.elapsed().as_secs() < 5);
}

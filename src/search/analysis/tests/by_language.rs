use super::super::{Word, analyse_word, is_stop_word, tokens, transliterations};

/// Every form shares a term without diacritics with the first.
pub(super) fn meet(forms: &str, language: &str) {
    let terms = |word: &str| {
        let Word { folded, alternative, .. } = analyse_word(word, language);
        [Some(folded), alternative].into_iter().flatten().collect::<Vec<_>>()
    };
    let mut forms = forms.split_whitespace();
    let first = forms.next().unwrap();
    let wanted = terms(first);
    for form in forms {
        let found = terms(form);
        assert!(found.iter().any(|term| wanted.contains(term)), "{language}: {first} {wanted:?}, {form} {found:?}");
    }
}

#[test]
fn words_have_places() {
    let found = tokens("Kaip gauti leidimą (I-586)? A1, COVID-19.", "lt");
    let terms: Vec<_> = found.iter().map(|token| (token.position, token.folded.as_str())).collect();
    assert_eq!(terms, [(0, "kaip"), (1, "gau"), (2, "leid"), (3, "i"), (4, "586"), (5, "a1"), (6, "covid"), (7, "19")]);
    assert_eq!((found[2].from, found[2].to), (11, 19));
}

#[test]
fn a_word_typed_without_diacritics_is_found() {
    let word = analyse_word("žmogaus", "lt");
    assert_eq!((word.stem.as_str(), word.folded.as_str(), word.alternative), ("žmog", "zmog", None));
    let word = analyse_word("prieglobsčio", "lt");
    assert_eq!((word.stem.as_str(), word.folded.as_str()), ("prieglobst", "prieglobst"));
}

#[test]
fn long_words_are_cut() {
    let text = format!("x{} pabaiga", "ž".repeat(5000));
    let found = tokens(&text, "lt");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].from, found[0].to), (0, 59));
    assert!(found[0].stem.len() <= 60);
    assert_eq!(found[1].from, 10_002);
}

#[test]
fn unknown_languages_keep_words_whole() {
    for language in ["az", "kk", "uz", "tg", "ka", "ps", "xx", ""] {
        assert_eq!(analyse_word("permits", language).stem, "permits");
    }
    assert_eq!(analyse_word("რეგისტრაცია", "ka").folded, "რეგისტრაცია");
    assert_eq!(analyse_word("қазақстан", "kk").folded, "казакстан");
    assert_eq!(analyse_word("Oʻzbekiston", "uz").folded, analyse_word("O'zbekiston", "uz").folded);
}

#[test]
fn numbers_are_not_stemmed() {
    assert_eq!(analyse_word("2025", "lt").stem, "2025");
    assert_eq!(analyse_word("B2s", "en").stem, "b2s");
    assert_eq!(analyse_word("١٢", "ar").folded, "12");
}

#[test]
fn stop_words() {
    for (word, language) in [
        ("Kaip", "lt"),
        ("JŪSŲ", "lt"),
        ("jusu", "lt"),
        ("The", "en"),
        ("don’t", "en"),
        ("ещё", "ru"),
        ("еще", "ru"),
        ("ЧТО", "ru"),
        ("її", "uk"),
        ("ўжо", "be"),
        ("że", "pl"),
        ("arī", "lv"),
        ("või", "et"),
        ("إلى", "ar"),
        ("برای", "fa"),
        ("براي", "fa"),
        ("NASIL", "tr"),
        ("où", "fr"),
        ("में", "hi"),
    ] {
        assert!(is_stop_word(word, language), "{word} {language}");
    }
    for (word, language) in [("darbas", "lt"), ("work", "en"), ("работа", "ru"), ("the", "xx"), ("", "lt")] {
        assert!(!is_stop_word(word, language), "{word} {language}");
    }
}

#[test]
fn the_other_script() {
    for (latin, cyrillic) in [
        ("migracija", "миграция"),
        ("viza", "виза"),
        ("Vilnius", "вильнюс"),
        ("kaunas", "каунас"),
        ("leidimas", "лейдимас"),
        ("klaipėda", "клайпеда"),
        ("sodra", "содра"),
        ("šiauliai", "шяуляй"),
        ("pasport", "паспорт"),
        ("shkola", "школа"),
        ("migratsiya", "миграция"),
        ("karta", "карта"),
    ] {
        assert!(
            transliterations(latin).iter().any(|found| found == cyrillic),
            "{latin}: {:?}",
            transliterations(latin)
        );
    }
    for (cyrillic, latin) in [
        ("миграция", "migracija"),
        ("Виза", "viza"),
        ("вильнюс", "vilnius"),
        ("каунас", "kaunas"),
        ("содра", "sodra"),
        ("школа", "shkola"),
        ("регитра", "regitra"),
    ] {
        assert!(
            transliterations(cyrillic).iter().any(|found| found == latin),
            "{cyrillic}: {:?}",
            transliterations(cyrillic)
        );
    }
    for none in ["", "12", "a1", "visa виза", "იქ", "مرحبا", "vizaвиза", "नमस्ते"] {
        assert!(transliterations(none).is_empty(), "{none}");
    }
}

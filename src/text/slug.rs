//! Titles as part of a URL.

use deunicode::deunicode_char;

const MAX: usize = 60;

/// A title in ASCII: lower case, words joined by `-`, at most 60 characters, whole words where they fit; `t` when
/// nothing is left of it. Cyrillic is written as its speakers write it in Latin letters.
pub fn slug(title: &str) -> String {
    let ukrainian = title.chars().any(|c| "іїєґІЇЄҐ".contains(c));
    let mut latin = String::with_capacity(title.len());
    for c in title.chars().take(MAX * 4) {
        match c {
            // Within a word they stand for no letter.
            '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' => {}
            _ => match c.to_lowercase().next().and_then(|c| cyrillic(c, ukrainian)) {
                Some(letters) => latin.push_str(letters),
                None => latin.push_str(deunicode_char(c).unwrap_or(" ")),
            },
        }
    }
    let mut slug = String::new();
    let words = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let room = MAX.saturating_sub(slug.len() + usize::from(!slug.is_empty()));
        if word.len() > room && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(room)].to_ascii_lowercase());
    }
    if slug.is_empty() { "t".to_owned() } else { slug }
}

fn cyrillic(c: char, ukrainian: bool) -> Option<&'static str> {
    Some(match c {
        'г' if ukrainian => "h",
        'и' if ukrainian => "y",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ў' => "w",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_become_readable() {
        for (title, expected) in [
            ("Leidimas laikinai gyventi: ką daryti?", "leidimas-laikinai-gyventi-ka-daryti"),
            ("ŠŽĄČĘĖĮŲŪ", "szaceeiuu"),
            ("Как продлить ВНЖ? Ещё хороший съезд", "kak-prodlit-vnzh-eshchyo-khoroshiy-sezd"),
            ("Їжа і гроші: м'ята, Київ", "yizha-i-hroshi-myata-kyyiv"),
            ("О\u{301}стров", "ostrov"),
            ("Können wir? — O’Brien & Söhne", "konnen-wir-obrien-sohne"),
            ("北京", "bei-jing"),
            ("  --  ", "t"),
            ("", "t"),
        ] {
            assert_eq!(slug(title), expected);
        }
        assert_eq!(slug(&"žodis ".repeat(30)), "zodis-zodis-zodis-zodis-zodis-zodis-zodis-zodis-zodis-zodis");
        assert_eq!(slug(&"a".repeat(99)).len(), MAX);
    }

    proptest! {
        #[test]
        fn slugs_are_short_ascii(title in "\\PC*|[\\s\\S]*") {
            let slug = slug(&title);
            prop_assert!(!slug.is_empty() && slug.len() <= MAX);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}

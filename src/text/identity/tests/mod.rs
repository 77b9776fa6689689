mod examples;
mod phones;
mod properties;

use super::*;

/// The kinds that are found, each with its text.
fn found(text: &str) -> Vec<(&'static str, &str)> {
    find_identities(text).into_iter().map(|found| (found.kind.code(), &text[found.from..found.to])).collect()
}

fn check(cases: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "{text}");
    }
}

fn check_all(kind: &str, texts: &[&str]) {
    for text in texts {
        let within = format!("Sveiki, {text}, ačiū!");
        assert_eq!(found(&within), [(kind, *text)], "{within}");
        assert_eq!(found(text), [(kind, *text)], "{text}");
    }
}

fn check_none(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), [], "{text}");
    }
}

//! What is shown of a result: the place in its text where the words stand, marked. Made from the database's text, as
//! HTML in which everything but `<mark>` is escaped.

use std::collections::HashSet;

use handlebars::html_escape;

use super::analysis;
use super::spelling::terms_of;
use crate::i18n::ContentLanguage;

/// Words of an excerpt.
const LENGTH: usize = 36;
/// Bytes of one: what stands between words, and words without end, are not shown whole.
const LONGEST: usize = 1_000;
/// Words before the first that is marked.
const LEAD: usize = 6;

/// A whole line with its words marked.
pub fn mark(text: &str, language: ContentLanguage, marks: &HashSet<String>) -> String {
    let words = words(text, language, marks);
    write(text, 0, text.len(), &words)
}

/// The part of a text in which most of the words stand.
pub fn excerpt(text: &str, language: ContentLanguage, marks: &HashSet<String>) -> String {
    let words = words(text, language, marks);
    let start = best_start(&words);
    let from = words.get(start).filter(|_| start > 0).map_or(0, |first| first.from);
    let end = words.get(start + LENGTH).map_or(text.len(), |next| next.from);
    let end = end.min(text.floor_char_boundary(from + LONGEST));
    let mut html = String::new();
    if start > 0 {
        html.push_str("… ");
    }
    html.push_str(&write(text, from, end, &words));
    if end < text.len() {
        html.truncate(html.trim_end().len());
        html.push_str(" …");
    }
    html
}

struct Word {
    from: usize,
    to: usize,
    /// Which of the marks it is, as a number.
    mark: Option<u64>,
}

fn words(text: &str, language: ContentLanguage, marks: &HashSet<String>) -> Vec<Word> {
    let numbered: Vec<&String> = marks.iter().collect();
    let number = |term: &String| numbered.iter().position(|mark| *mark == term).and_then(|at| u64::try_from(at).ok());
    analysis::tokens(text, language.code())
        .into_iter()
        .map(|token| Word { from: token.from, to: token.to, mark: terms_of(&token).iter().find_map(number) })
        .collect()
}

/// Where the window begins that holds most different marks, and of those the first.
fn best_start(words: &[Word]) -> usize {
    let mut best = (0, 0);
    for (at, word) in words.iter().enumerate() {
        if word.mark.is_none() {
            continue;
        }
        let different: HashSet<u64> = words[at..].iter().take(LENGTH - LEAD).filter_map(|word| word.mark).collect();
        if different.len() > best.0 {
            best = (different.len(), at.saturating_sub(LEAD));
        }
    }
    best.1
}

fn write(text: &str, from: usize, to: usize, words: &[Word]) -> String {
    let mut html = String::with_capacity(to - from + 64);
    let mut at = from;
    for word in words.iter().filter(|word| word.mark.is_some() && word.from >= from && word.to <= to) {
        html.push_str(&html_escape(&text[at..word.from]));
        html.push_str("<mark>");
        html.push_str(&html_escape(&text[word.from..word.to]));
        html.push_str("</mark>");
        at = word.to;
    }
    html.push_str(&html_escape(&text[at..to]));
    html
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Lang;

    fn marks(words: &[&str]) -> HashSet<String> {
        let token =
            |word: &&str| analysis::tokens(word, "lt").into_iter().flat_map(|t| terms_of(&t)).collect::<Vec<_>>();
        words.iter().flat_map(token).collect()
    }

    #[test]
    fn words_are_marked_in_any_form_and_nothing_else_is_html() {
        assert_eq!(
            mark("Leidimas <b>gyventi</b> & dirbti", Lang::Lt.into(), &marks(&["leidimą", "dirbti"])),
            "<mark>Leidimas</mark> &lt;b&gt;gyventi&lt;/b&gt; &amp; <mark>dirbti</mark>"
        );
    }

    #[test]
    fn the_excerpt_is_where_most_words_stand() {
        let text = format!(
            "{} Viza. {} Dėl vizos ir leidimo kreipkitės čia. {}",
            "a ".repeat(60),
            "b ".repeat(60),
            "c ".repeat(60)
        );
        let html = excerpt(&text, Lang::Lt.into(), &marks(&["viza", "leidimas"]));
        assert!(html.starts_with("… b b") && html.ends_with(" …"), "{html}");
        assert!(html.contains("<mark>vizos</mark> ir <mark>leidimo</mark>"), "{html}");
    }

    #[test]
    fn what_stands_between_words_is_bounded() {
        for text in ["🙂".repeat(5_000), format!("viza {} viza", "🙂".repeat(5_000))] {
            let html = excerpt(&text, Lang::Lt.into(), &marks(&["viza"]));
            assert!(html.len() < 1_100 && html.ends_with(" …"), "{}", html.len());
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_safe_html(text in "\\PC{0,400}", word in "\\PC{1,8}") {
            let html = excerpt(&text, Lang::Lt.into(), &marks(&[&word]));
            let rest = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!rest.contains('<') && !rest.contains('>'));
        }
    }
}

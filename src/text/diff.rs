//! What changed between two versions of a text, by words.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};
use unicode_segmentation::UnicodeSegmentation;

/// After this the rest counts as replaced: two long texts without a word in common cost the square of their length.
const MAX_TIME: Duration = Duration::from_millis(200);

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    Same,
    Added,
    Removed,
}

/// A run of text, white space included.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Change {
    pub kind: ChangeKind,
    pub text: String,
}

/// How `old` became `new`: what is the same and what was added make up `new`, what is the same and what was removed
/// make up `old`, to the byte. Of what was replaced, the old comes first. No grapheme is split.
pub fn words(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (tokens(old), tokens(new));
    let diff = TextDiff::configure().timeout(MAX_TIME).diff_slices(&old, &new);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => same(&mut runs).push_str(text),
            ChangeTag::Delete => changed(&mut runs).0.push_str(text),
            ChangeTag::Insert => changed(&mut runs).1.push_str(text),
        }
    }
    let changes = runs.into_iter().flat_map(|run| match run {
        Run::Same(text) => vec![Change { kind: ChangeKind::Same, text }],
        Run::Changed(removed, added) => {
            vec![Change { kind: ChangeKind::Removed, text: removed }, Change { kind: ChangeKind::Added, text: added }]
        }
    });
    changes.filter(|change| !change.text.is_empty()).collect()
}

enum Run {
    Same(String),
    /// Removed, added.
    Changed(String, String),
}

fn same(runs: &mut Vec<Run>) -> &mut String {
    if !matches!(runs.last(), Some(Run::Same(_))) {
        runs.push(Run::Same(String::new()));
    }
    match runs.last_mut() {
        Some(Run::Same(text)) => text,
        _ => unreachable!("one was just pushed"),
    }
}

/// Blanks between two changes join them, within a line: a rewritten sentence reads as one sentence for another, not
/// as words taking turns.
fn changed(runs: &mut Vec<Run>) -> (&mut String, &mut String) {
    if let [.., Run::Changed(removed, added), Run::Same(blank)] = runs.as_mut_slice()
        && blank.chars().all(|c| c.is_whitespace() && c != '\n')
    {
        removed.push_str(blank);
        added.push_str(blank);
        runs.pop();
    }
    if !matches!(runs.last(), Some(Run::Changed(..))) {
        runs.push(Run::Changed(String::new(), String::new()));
    }
    match runs.last_mut() {
        Some(Run::Changed(removed, added)) => (removed, added),
        _ => unreachable!("one was just pushed"),
    }
}

/// Words, and what stands between them; together the text. Where a word would end inside a grapheme (a mark on a
/// space, some joined emoji) it goes on.
fn tokens(text: &str) -> Vec<&str> {
    let mut graphemes = text.grapheme_indices(true).map(|(at, _)| at).peekable();
    let mut tokens = Vec::new();
    let mut from = 0;
    for (at, word) in text.split_word_bound_indices() {
        let end = at + word.len();
        while graphemes.next_if(|at| *at < end).is_some() {}
        if end == text.len() || graphemes.peek() == Some(&end) {
            tokens.push(&text[from..end]);
            from = end;
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ChangeKind::{Added, Removed, Same};
    use super::*;

    fn kinds(old: &str, new: &str) -> Vec<(ChangeKind, String)> {
        words(old, new).into_iter().map(|change| (change.kind, change.text)).collect()
    }

    fn side(changes: &[Change], other: ChangeKind) -> String {
        changes.iter().filter(|change| change.kind != other).map(|change| change.text.as_str()).collect()
    }

    #[test]
    fn words_are_compared() {
        let expected = [
            (Same, "Leidimas galioja "),
            (Removed, "vienus metus"),
            (Added, "dvejus metų"),
            (Same, ".\n"),
            (Added, "Naujas."),
        ];
        let found = kinds("Leidimas galioja vienus metus.\n", "Leidimas galioja dvejus metų.\nNaujas.");
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
        assert_eq!(kinds("", ""), []);
        assert_eq!(kinds("שלום עולם", "שלום לכולם").first(), Some(&(Same, "שלום ".to_owned())));
    }

    #[test]
    fn graphemes_stay_whole() {
        for (old, new) in [
            ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👦"),
            ("e\u{301}", "e\u{300}"),
            ("🇱🇹", "🇱🇻"),
            (" \u{301}", " "),
        ] {
            assert_eq!(kinds(old, new), [(Removed, old.to_owned()), (Added, new.to_owned())]);
        }
    }

    #[test]
    fn huge_texts_take_bounded_time() {
        let old: String = (0..60_000).map(|n| format!("a{n} ")).collect();
        let new: String = (0..60_000).map(|n| format!("b{n} ")).collect();
        let start = std::time::Instant::now();
        let changes = words(&old, &new);
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        assert_eq!((side(&changes, Added), side(&changes, Removed)), (old, new));
    }

    const PIECES: &str = "[a-c \n.éшﺵ\u{301}\u{200D}\u{FE0F}\u{2067}👨👩🇱🇹🏽क\u{94D}ष]{0,12}";

    proptest! {
        #[test]
        fn both_texts_come_back(old in PIECES, new in PIECES, noise in "(?s:.){0,40}") {
            for (old, new) in [(&old, &new), (&old, &noise), (&noise, &new)] {
                let changes = words(old, new);
                prop_assert_eq!(&side(&changes, Added), old);
                prop_assert_eq!(&side(&changes, Removed), new);
                prop_assert!(changes.iter().all(|change| !change.text.is_empty()));
            }
        }

        #[test]
        fn tokens_end_with_graphemes(text in PIECES) {
            let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len()).collect();
            let mut end = 0;
            for token in tokens(&text) {
                end += token.len();
                prop_assert!(ends.contains(&end), "{:?} in {:?}", token, text);
            }
            prop_assert_eq!(end, text.len());
        }
    }
}

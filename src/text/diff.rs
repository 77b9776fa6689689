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
    let mut hunks = vec![Hunk::default()];
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => unchanged(&mut hunks).same.push_str(text),
            ChangeTag::Delete => changed(&mut hunks).removed.push_str(text),
            ChangeTag::Insert => changed(&mut hunks).added.push_str(text),
        }
    }
    let changes = hunks.into_iter().flat_map(|Hunk { same, removed, added }| {
        [(ChangeKind::Same, same), (ChangeKind::Removed, removed), (ChangeKind::Added, added)]
    });
    changes.filter(|(_, text)| !text.is_empty()).map(|(kind, text)| Change { kind, text }).collect()
}

/// What stayed, then what was replaced by what.
#[derive(Default)]
struct Hunk {
    same: String,
    removed: String,
    added: String,
}

impl Hunk {
    fn is_changed(&self) -> bool {
        !self.removed.is_empty() || !self.added.is_empty()
    }
}

/// The hunk that text which stayed belongs to.
fn unchanged(hunks: &mut Vec<Hunk>) -> &mut Hunk {
    if hunks.last().is_none_or(Hunk::is_changed) {
        hunks.push(Hunk::default());
    }
    let last = hunks.len() - 1;
    &mut hunks[last]
}

/// The hunk that a change belongs to. Blanks between two changes join them, within a line: a rewritten sentence reads
/// as one sentence for another, not as words taking turns.
fn changed(hunks: &mut Vec<Hunk>) -> &mut Hunk {
    if let [.., before, last] = hunks.as_mut_slice()
        && !last.is_changed()
        && last.same.chars().all(|c| c.is_whitespace() && c != '\n')
    {
        before.removed.push_str(&last.same);
        before.added.push_str(&last.same);
        hunks.pop();
    }
    let last = hunks.len() - 1;
    &mut hunks[last]
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

//! Characters that are not seen: which of them a text may hold, and which of them turn it against its reader.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// Marks where the direction of text changes: embeddings, overrides and isolates (UAX #9, section 2).
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Shown as nothing, and without a use in a name: zero width, fillers, invisible operators, tags. Not the joiners
/// U+200C and U+200D, which words (Persian) and emoji need.
pub fn is_blank(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// No character of any text: controls other than line feed and tab, and noncharacters (which XML, so feeds, refuse).
pub fn is_junk(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// More marks on one letter than this are a pile that covers other people's lines: scripts need six or seven.
const MAX_MARKS: usize = 8;

/// `text` without junk, without piles of marks, and without changes of direction that would reach beyond it. Balanced
/// embeddings and isolates stay; overrides always go: they show letters in another order than they stand in.
pub fn tame(text: &str) -> Cow<'_, str> {
    let mut piled = piled();
    if !text.chars().any(|c| is_bidi_control(c) || is_junk(c) || piled(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(unpile(text.chars().zip(balanced(text)).filter(|(c, keep)| *keep && !is_junk(*c)).map(|(c, _)| c)))
}

/// The text of these characters, without piles of marks.
pub fn unpile(chars: impl Iterator<Item = char>) -> String {
    let mut piled = piled();
    chars.filter(|c| !piled(*c)).collect()
}

/// Told one character after the other, whether it is a mark too many.
fn piled() -> impl FnMut(char) -> bool {
    let mut marks = 0;
    move |c| {
        marks = if c >= '\u{300}' && is_combining_mark(c) { marks + 1 } else { 0 };
        marks > MAX_MARKS
    }
}

/// For each character whether it is either no bidirectional control or half of a pair that nests properly.
fn balanced(text: &str) -> Vec<bool> {
    let mut keep = Vec::with_capacity(text.len());
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        keep.push(!is_bidi_control(c));
        let wanted = match c {
            '\u{202C}' => |open: char| ('\u{202A}'..='\u{202E}').contains(&open),
            '\u{2069}' => |open: char| ('\u{2066}'..='\u{2068}').contains(&open),
            c if is_bidi_control(c) => {
                open.push((at, c));
                continue;
            }
            _ => continue,
        };
        if let Some((start, opener)) = open.pop_if(|(_, opener)| wanted(*opener)) {
            let shown = !matches!(opener, '\u{202D}' | '\u{202E}');
            keep[start] = shown;
            keep[at] = shown;
        }
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_unbalanced_controls_go() {
        assert_eq!(tame("a\u{202E}b\u{202C}c"), "abc");
        assert_eq!(tame("a\u{2067}b"), "ab");
        assert_eq!(tame("a\u{2069}b\u{202C}"), "ab");
        assert_eq!(tame("\u{2067}\u{202A}a\u{2069}\u{202C}"), "\u{202A}a\u{202C}");
        assert_eq!(tame("a\u{1b}b\u{0}c\u{FFFE}"), "abc");
    }

    #[test]
    fn marks_do_not_pile_up() {
        assert_eq!(tame(&format!("a{}b", "\u{301}".repeat(99))), format!("a{}b", "\u{301}".repeat(MAX_MARKS)));
    }

    #[test]
    fn balanced_isolates_and_joiners_stay() {
        assert_eq!(tame("\u{2068}Ann\u{2069}: \u{2067}سلام\u{2069}"), "\u{2068}Ann\u{2069}: \u{2067}سلام\u{2069}");
        assert_eq!(tame("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }
}

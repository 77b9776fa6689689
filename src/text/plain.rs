//! Markdown to a line of plain text, for lists, previews and mail subjects.

use comrak::nodes::NodeValue;
use comrak::{Arena, Node};

use super::characters::{is_bidi_control, is_junk, tame};
use super::{cut, markdown};

/// The words of a text on one line, at most `max_graphemes` and then `…`. Code counts; footnotes do not.
pub fn excerpt(source: &str, max_graphemes: usize) -> String {
    let arena = Arena::new();
    let words = match markdown::parse(&arena, source) {
        // Enough, unless every grapheme is a large one; then the excerpt is a little shorter.
        Some(root) => words(root, max_graphemes.saturating_mul(32).saturating_add(256)),
        None => tame(source).into_owned(),
    };
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // A cut could leave half of a pair of directions.
    let line: String = line.chars().filter(|c| !is_bidi_control(*c) && !is_junk(*c)).collect();
    cut::at_word(&line, max_graphemes).map_or_else(|| line.clone(), |start| format!("{start}…"))
}

/// All the words of a text on one line.
pub fn plain(source: &str) -> String {
    excerpt(source, usize::MAX)
}

fn words(root: Node<'_>, enough: usize) -> String {
    let mut words = String::new();
    let shown = root.children().filter(|block| !matches!(block.data().value, NodeValue::FootnoteDefinition(_)));
    for node in shown.flat_map(|block| block.descendants()) {
        match &node.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::HtmlInline(literal) => words.push_str(literal),
            NodeValue::CodeBlock(block) => {
                words.push(' ');
                words.push_str(&block.literal);
            }
            NodeValue::HtmlBlock(block) => {
                words.push(' ');
                words.push_str(&block.literal);
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            value if value.block() => words.push(' '),
            _ => {}
        }
        if words.len() > enough {
            break;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out() {
        let source = "# Klausimas\n\n- **Ar** [galiu](https://x.lt)\n- `dirbti`?\n\n> a\nb[^1]\n\n| c | d |\n|---|---|\n\
                      | e | f |\n\n![paveikslas](/x) <b>x</b>\n\n[^1]: note";
        assert_eq!(excerpt(source, 200), "Klausimas Ar galiu dirbti? a b c d e f paveikslas <b>x</b>");
    }

    #[test]
    fn long_texts_end_with_a_word() {
        assert_eq!(excerpt("Labas *rytas*, Lietuva!", 14), "Labas rytas,…");
        assert_eq!(excerpt("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2), "👨‍👩‍👧‍👦👨‍👩‍👧‍👦…");
        assert_eq!(excerpt("", 10), "");
        assert_eq!(excerpt("\u{2067}שלום\u{2069}", 10), "שלום");
    }
}

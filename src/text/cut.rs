//! Shortening: a tree to its beginning, a string to whole words.

use std::borrow::Cow;

use comrak::Node;
use comrak::nodes::NodeValue;
use unicode_segmentation::UnicodeSegmentation;

/// How far back from the limit a space is looked for: longer "words" (URLs, Chinese) are cut where they stand.
const LONGEST_WORD: usize = 40;

/// About what a link shows besides its text.
const HOST: usize = 20;

/// The beginning of a text, at most `max` graphemes, ending with a word if one ends near; `None` when it all fits.
pub fn at_word(text: &str, max: usize) -> Option<&str> {
    // No more graphemes than bytes.
    if text.len() <= max {
        return None;
    }
    let (end, _) = text.grapheme_indices(true).nth(max)?;
    if text[end..].starts_with(char::is_whitespace) {
        return Some(text[..end].trim_end());
    }
    let head = &text[..end];
    let space = head.rfind(char::is_whitespace).filter(|at| head[*at..].graphemes(true).count() <= LONGEST_WORD);
    Some(head[..space.unwrap_or(end)].trim_end())
}

/// Takes from a tree what is beyond about `budget` characters: at the border of two blocks where one is near, else
/// inside a block. Footnotes go altogether. Returns whether anything went.
pub fn shorten(root: Node<'_>, budget: usize) -> bool {
    let mut left = budget;
    let mut cut = false;
    for block in root.children().collect::<Vec<_>>() {
        let length = block.descendants().map(length).sum::<usize>();
        let note = matches!(block.data().value, NodeValue::FootnoteDefinition(_));
        if !cut && !note && length <= left {
            left -= length;
        } else {
            // A third of the budget is enough to judge a text by; less would leave a lone heading.
            if !cut && !note && left > budget * 2 / 3 {
                shorten_block(block, left);
            } else {
                block.detach();
            }
            cut = true;
        }
    }
    cut
}

fn shorten_block(block: Node<'_>, mut left: usize) {
    for node in block.descendants().collect::<Vec<_>>() {
        let length = length(node);
        if length <= left {
            left -= length;
            continue;
        }
        let path: Vec<_> = node.ancestors().take_while(|outer| !outer.same_node(block)).collect();
        for later in path.iter().flat_map(|outer| outer.following_siblings().skip(1)).collect::<Vec<_>>() {
            later.detach();
        }
        match literal(&mut node.data_mut().value) {
            Some(Literal::Text(text)) => *text = shortened(text, left).into(),
            Some(Literal::Verbatim(text)) => *text = shortened(text, left),
            None => node.detach(),
        }
        return;
    }
}

fn shortened(text: &str, max: usize) -> String {
    at_word(text, max).map_or_else(|| text.to_owned(), |start| format!("{start}…"))
}

/// Every node counts, or a text of rules and line breaks would be endless.
fn length(node: Node<'_>) -> usize {
    let host = if matches!(node.data().value, NodeValue::Link(_) | NodeValue::Image(_)) { HOST } else { 0 };
    1 + host
        + match literal(&mut node.data_mut().value) {
            Some(Literal::Text(text)) => text.chars().count(),
            Some(Literal::Verbatim(text)) => text.chars().count(),
            None => 0,
        }
}

enum Literal<'n> {
    Text(&'n mut Cow<'static, str>),
    Verbatim(&'n mut String),
}

/// What of a node is shown letter by letter. `Raw` is HTML of ours (a mention): it stays or goes whole.
fn literal(value: &mut NodeValue) -> Option<Literal<'_>> {
    match value {
        NodeValue::Text(text) => Some(Literal::Text(text)),
        NodeValue::Code(code) => Some(Literal::Verbatim(&mut code.literal)),
        NodeValue::CodeBlock(block) => Some(Literal::Verbatim(&mut block.literal)),
        NodeValue::HtmlBlock(block) => Some(Literal::Verbatim(&mut block.literal)),
        NodeValue::HtmlInline(text) => Some(Literal::Verbatim(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Mentions, render};

    fn short(source: &str) -> Option<String> {
        render(source, &Mentions::default(), "https://mipas.lt", "p").short_html
    }

    #[test]
    fn strings_are_cut_at_words() {
        assert_eq!(at_word("labas rytas", 11), None);
        assert_eq!(at_word("labas rytas", 10), Some("labas"));
        assert_eq!(at_word("labas rytas", 5), Some("labas"));
        assert_eq!(at_word("labas rytas", 3), Some("lab"));
        assert_eq!(at_word(&"é🇱🇹".repeat(50), 60).map(|s| s.graphemes(true).count()), Some(60));
    }

    #[test]
    fn short_texts_are_not_folded() {
        assert_eq!(short(&"žodis ".repeat(660)), None);
    }

    #[test]
    fn long_texts_end_with_a_block() {
        let paragraph = format!("{}end\n\n", "word ".repeat(100));
        let html = short(&paragraph.repeat(9)).unwrap();
        assert_eq!(html.matches("<p>").count(), 2);
        assert!(html.ends_with("end</p>\n"), "{html}");
    }

    #[test]
    fn one_long_block_ends_with_a_word() {
        let html = short(&format!("- a\n- **{}end**\n- b\n", "word ".repeat(1_000))).unwrap();
        assert!(html.ends_with("word…</strong></li>\n</ul>\n"), "{html}");
        assert!((1_000..1_700).contains(&html.len()), "{}", html.len());
        let code = short(&format!("```\n{}\n```", "code\n".repeat(1_000))).unwrap();
        assert!(code.ends_with("code…</code></pre>\n"), "{code}");
        let rows = short(&format!("a|b\n-|-\n{}", "c|d\n".repeat(2_000))).unwrap();
        assert!(rows.len() < 15_000 && rows.ends_with("</table>\n</div>\n"), "{rows}");
    }

    #[test]
    fn folded_texts_have_no_ids() {
        let html = short(&format!("one[^1]\n\n{}\n\n[^1]: note", "word ".repeat(1_000))).unwrap();
        assert!(html.starts_with("<p>one<sup class=\"footnote-ref\">1</sup></p>"), "{html}");
        assert!(!html.contains("id="));
    }
}

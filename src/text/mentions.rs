//! `@handle`: who is spoken to. Which account a handle means is asked of the database by the caller.

use std::collections::HashMap;
use std::ops::Range;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;
use comrak::{Arena, Node};
use unicode_normalization::char::is_combining_mark;

use super::{fold_key, html, markdown};

/// One text calls at most so many people: more would be a way to write to everyone.
const MAX: usize = 20;

/// Whom the handles of a text mean: handle (as written after `@`, case and invisible characters aside) to account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions(HashMap<String, (i64, String)>);

impl Mentions {
    pub fn insert(&mut self, handle: &str, account: i64, public_name: impl Into<String>) {
        self.0.insert(fold_key(handle), (account, public_name.into()));
    }

    /// Account and public name.
    pub fn get(&self, handle: &str) -> Option<(i64, &str)> {
        self.0.get(&fold_key(handle)).map(|(account, name)| (*account, name.as_str()))
    }
}

/// A handle that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    pub handle: String,
    pub how: How,
}

/// How a text names somebody; of several ways the first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// They are spoken to.
    Called,
    /// Their words are quoted: a quotation begins with `@handle:`.
    Quoted,
    /// Inside a quotation: whoever was quoted had called them.
    Repeated,
}

/// The handles that a text may be calling people by, at most 20, each once, in the order of the text; those in code
/// and in links are none. For `@ann's` both `ann's` and `ann` are named, since both can be meant.
pub fn mentions(source: &str) -> Vec<Called> {
    let mut found: Vec<Called> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    // Most texts call nobody, and need no parsing to know it.
    if !source.contains('@') && !source.contains('&') {
        return found;
    }
    let arena = Arena::new();
    let Some(root) = markdown::parse(&arena, source) else { return found };
    for node in running_texts(root) {
        if let NodeValue::Text(text) = &node.data().value {
            for handle in handles(text).flat_map(|at| readings(&text[at.start + 1..at.end])) {
                let key = fold_key(handle);
                let inside = node.ancestors().any(|above| matches!(above.data().value, NodeValue::BlockQuote));
                let how = match inside {
                    false => How::Called,
                    true if text.starts_with(&format!("@{handle}:")) => How::Quoted,
                    true => How::Repeated,
                };
                if let Some(known) = keys.iter().position(|known| *known == key) {
                    found[known].how = how.min(found[known].how);
                } else if found.len() < MAX {
                    found.push(Called { handle: handle.to_owned(), how });
                    keys.push(key);
                }
            }
        }
    }
    found
}

/// Makes links of the handles that are known.
pub fn link<'a>(arena: &'a Arena<'a>, root: Node<'a>, mentions: &Mentions) {
    if mentions.0.is_empty() {
        return;
    }
    for node in running_texts(root) {
        let parts = match &node.data().value {
            NodeValue::Text(text) => linked(text, mentions),
            _ => continue,
        };
        let mut parts = parts.into_iter();
        if let Some(first) = parts.next() {
            node.data_mut().value = first;
            let mut last = node;
            for part in parts {
                let part: Node<'a> = arena.alloc(part.into());
                last.insert_after(part);
                last = part;
            }
        }
    }
}

/// The pieces that a text falls into; empty when it calls nobody.
fn linked(text: &str, mentions: &Mentions) -> Vec<NodeValue> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in handles(text) {
        let known = readings(&text[at.start + 1..at.end]).find_map(|handle| Some((handle, mentions.get(handle)?)));
        let Some((handle, (account, name))) = known else { continue };
        parts.push(NodeValue::Text(text[from..at.start].to_owned().into()));
        parts.push(NodeValue::Raw(html::mention(account, name)));
        from = at.start + 1 + handle.len();
    }
    if !parts.is_empty() {
        parts.push(NodeValue::Text(text[from..].to_owned().into()));
    }
    parts
}

/// Text nodes outside links and images.
fn running_texts<'a>(root: Node<'a>) -> Vec<Node<'a>> {
    let mut texts = Vec::new();
    let mut links = 0;
    for edge in root.traverse() {
        let (NodeEdge::Start(node) | NodeEdge::End(node)) = edge;
        let start = matches!(edge, NodeEdge::Start(_));
        match &node.data().value {
            NodeValue::Link(_) | NodeValue::Image(_) if start => links += 1,
            NodeValue::Link(_) | NodeValue::Image(_) => links -= 1,
            NodeValue::Text(_) if start && links == 0 => texts.push(node),
            _ => {}
        }
    }
    texts
}

/// The handle itself, and what stands before an English possessive.
fn readings(handle: &str) -> impl Iterator<Item = &str> {
    std::iter::once(handle).chain(handle.strip_suffix("'s").filter(|owner| !owner.is_empty()))
}

/// Where handles stand, each with its `@`.
fn handles(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('@').filter_map(|(at, _)| {
        // An e-mail address is nobody's handle, nor is either half of `@name@server`.
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| is_word(c) || c == '@') {
            return None;
        }
        let rest = &text[at + 1..];
        let end = rest.find(|c| !is_word(c) && !"-.'".contains(c)).unwrap_or(rest.len());
        let handle = rest[..end].trim_end_matches(|c| "-.'\u{200C}\u{200D}".contains(c));
        let starts = handle.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        (starts && !rest[end..].starts_with('@')).then_some(at..at + 1 + handle.len())
    })
}

/// Letters and digits of any script, with the marks and joiners that their words need.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::render;

    #[test]
    fn handles_are_found_in_running_text() {
        for (source, expected) in [
            ("@ann, ask @Žygimantas-K. and (@Ольга)!", vec!["ann", "Žygimantas-K", "Ольга"]),
            ("@o'brien @ann's", vec!["o'brien", "ann's", "ann"]),
            ("@محمد_علي @می\u{200C}خواهم @क्षमा", vec!["محمد_علي", "می\u{200C}خواهم", "क्षमा"]),
            ("ann@example.org, a@b, @@x, @a@b.c, @, @-x @.x", vec![]),
            ("`@code` [@link](/x) ![@image](/x) **@bold**", vec!["bold"]),
            ("    @indented\n\n```\n@fenced\n```", vec![]),
            ("@Ann @ann @ANN", vec!["Ann"]),
            ("&#64;ann", vec!["ann"]),
        ] {
            let handles: Vec<String> = mentions(source).into_iter().map(|called| called.handle).collect();
            assert_eq!(handles, expected, "{source}");
        }
        let crowd: String = (0..50).map(|n| format!("@m{n} ")).collect();
        assert_eq!(mentions(&crowd).len(), MAX);
    }

    #[test]
    fn who_is_quoted_is_not_called() {
        for (source, expected) in [
            ("@ann: hello", How::Called),
            ("> @ann:\n> hello\n\nYes", How::Quoted),
            ("> @ann: hello", How::Quoted),
            ("> hello @ann: you", How::Repeated),
            ("> @ann:\n> hello\n\n@Ann, yes", How::Called),
        ] {
            assert_eq!(mentions(source)[0].how, expected, "{source}");
        }
    }

    #[test]
    fn known_handles_become_links() {
        let mut known = Mentions::default();
        known.insert("Ann.K", 7, "Ann <K>");
        known.insert("ольга", 8, "Ольга");
        let html = |source| render(source, &known, "https://mipas.lt", "p").html;
        assert_eq!(
            html("@ann.k's and @ОЛЬГА. @bob [@ann.k](/x) `@ann.k`"),
            "<p><a class=\"mention\" href=\"/u/7\">@Ann &lt;K&gt;</a>'s and \
             <a class=\"mention\" href=\"/u/8\">@Ольга</a>. @bob <a href=\"/x\">@ann.k</a> <code>@ann.k</code></p>\n"
        );
    }
}

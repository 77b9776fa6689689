//! Markdown to comrak's tree: which Markdown is taken, and how much of it.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;
use comrak::{Arena, Node, Options};

use super::characters::tame;

/// Deeper than anything that people write; browsers stop at 512, and ammonia's time grows with the square of it.
const MAX_DEPTH: usize = 64;
/// A guard only: 100 KB of the worst known input take less than a tenth of it.
const MAX_TIME: Duration = Duration::from_secs(2);

/// CommonMark with the extensions of our field; everything else that comrak knows is off.
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options
}

/// The tree of a text, its strings tamed; `None` when it nests too deeply, costs too much time, or holds many
/// more nodes than bytes (comrak fills the short rows of a wide table: 10 KB of source would become 5 MB of cells).
pub fn parse<'a>(arena: &'a Arena<'a>, source: &str) -> Option<Node<'a>> {
    let end = Instant::now() + MAX_TIME;
    let root = comrak::try_parse_document(arena, source, &options(), &|| Instant::now() >= end).ok()?;
    let mut depth = 0;
    let mut nodes = 0;
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => {
                depth += 1;
                nodes += 1;
                if depth > MAX_DEPTH || nodes > 2 * source.len() + 1_000 {
                    return None;
                }
                tame_node(node);
            }
            NodeEdge::End(_) => depth -= 1,
        }
    }
    Some(root)
}

/// Here rather than in the source, for entities (`&#8238;`) are only now the characters that they stand for.
fn tame_node(node: Node<'_>) {
    let mut data = node.data_mut();
    match &mut data.value {
        NodeValue::Text(text) => {
            if let Cow::Owned(tamed) = tame(text) {
                *text = Cow::Owned(tamed);
            }
        }
        NodeValue::Code(code) => tame_string(&mut code.literal),
        NodeValue::CodeBlock(block) => tame_string(&mut block.literal),
        NodeValue::HtmlBlock(block) => tame_string(&mut block.literal),
        NodeValue::HtmlInline(literal) => tame_string(literal),
        NodeValue::Link(link) | NodeValue::Image(link) => tame_string(&mut link.title),
        _ => {}
    }
}

fn tame_string(text: &mut String) {
    if let Cow::Owned(tamed) = tame(text) {
        *text = tamed;
    }
}

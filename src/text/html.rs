//! comrak's tree to HTML, where ours differs from comrak's: no raw HTML, headings from h3, images as links, targets
//! of links shown, footnotes with ids of ours.

use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{NodeFootnoteReference, NodeLink, NodeValue};
use comrak::options::Plugins;
use comrak::{Node, node_matches};
use url::Url;

use super::characters::tame;
use super::links::{self, Target};
use super::{cut, markdown};

/// What a text's HTML depends on besides the text.
pub struct Page {
    base: Option<Url>,
    prefix: String,
}

impl Page {
    pub fn new(base_url: &str, prefix: &str) -> Self {
        let prefix = prefix.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        Self { base: Url::parse(base_url).ok(), prefix }
    }
}

/// How footnotes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notes {
    /// With their texts, and links there and back.
    #[default]
    Linked,
    /// Only their numbers: the texts are not there.
    Numbered,
}

/// Hosts have at most 253 characters (RFC 1035); what is no link of ours can be of any length.
const MAX_TOLD: usize = 253;

/// Most notes are referred to once; a line of arrows longer than this helps nobody.
const MAX_BACK_LINKS: u32 = 20;

struct State<'p> {
    page: &'p Page,
    notes: Notes,
    /// How many links and images we are inside of: HTML has no links in links.
    inside: usize,
    /// Footnotes begun.
    note: u32,
}

type Ctx<'o, 'c, 'p> = Context<'o, 'c, State<'p>>;
type Written = Result<ChildRendering, fmt::Error>;

/// The tree as HTML, not yet sanitised.
pub fn write<'a>(root: Node<'a>, page: &Page, notes: Notes) -> Result<String, fmt::Error> {
    let mut html = String::new();
    let state = State { page, notes, inside: 0, note: 0 };
    format_document_with_formatter(root, &markdown::options(), &mut html, &Plugins::default(), node, state)?;
    Ok(html)
}

/// A paragraph of text as it was typed, line by line.
pub fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text.trim_end()).replace('\n', "<br />\n"))
}

/// Goes through `/u/{id}`, which knows the reader's language: HTML is stored once for all of them.
pub fn mention(account: i64, name: &str) -> String {
    format!("<a class=\"mention\" href=\"/u/{account}\">@{}</a>", escape(name))
}

fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    // Writing to a string cannot fail.
    comrak::html::escape(&mut html, text).ok();
    html
}

fn node<'a>(ctx: &mut Ctx, node: Node<'a>, entering: bool) -> Written {
    match &node.data().value {
        NodeValue::Heading(heading) => {
            let level = (heading.level + 2).min(6);
            if entering {
                ctx.cr()?;
                write!(ctx, "<h{level}>")?;
            } else {
                writeln!(ctx, "</h{level}>")?;
            }
        }
        NodeValue::CodeBlock(block) if entering => {
            ctx.cr()?;
            ctx.write_str("<pre><code>")?;
            ctx.escape(&block.literal)?;
            ctx.write_str("</code></pre>\n")?;
        }
        NodeValue::HtmlBlock(block) if entering => {
            ctx.cr()?;
            ctx.write_str(&paragraph(&block.literal))?;
        }
        NodeValue::HtmlInline(literal) if entering => ctx.escape(literal)?,
        NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {}
        NodeValue::Link(target) => link(ctx, node, target, entering)?,
        NodeValue::Image(target) => return image(ctx, node, target, entering),
        NodeValue::Table(_) => {
            if entering {
                ctx.cr()?;
                ctx.write_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\">\n")?;
            }
            let rendering = format_node_default(ctx, node, entering)?;
            if !entering {
                ctx.write_str("</div>\n")?;
            }
            return Ok(rendering);
        }
        NodeValue::TaskItem(task) => {
            if entering {
                ctx.cr()?;
                let sign = if task.symbol.is_some() { '☑' } else { '☐' };
                write!(ctx, "<li class=\"task\">{sign} ")?;
            } else {
                ctx.write_str("</li>\n")?;
            }
        }
        NodeValue::FootnoteReference(note) if entering => note_reference(ctx, note)?,
        NodeValue::FootnoteReference(_) => {}
        NodeValue::FootnoteDefinition(definition) => note_text(ctx, definition.total_references, entering)?,
        // comrak would put its own link back into a note's last paragraph.
        NodeValue::Paragraph if node.parent().is_some_and(|p| node_matches!(p, NodeValue::FootnoteDefinition(_))) => {
            ctx.write_str(if entering { "<p>" } else { "</p>\n" })?;
        }
        NodeValue::Document if !entering && ctx.user.note > 0 => ctx.write_str("</ol>\n</section>\n")?,
        _ => return format_node_default(ctx, node, entering),
    }
    Ok(ChildRendering::HTML)
}

fn link(ctx: &mut Ctx, node: Node<'_>, link: &NodeLink, entering: bool) -> fmt::Result {
    let target = links::target(&link.url, ctx.user.page.base.as_ref());
    if entering {
        ctx.user.inside += 1;
        return match target {
            Some(target) if ctx.user.inside == 1 => open(ctx, &target, &link.title),
            _ => Ok(()),
        };
    }
    ctx.user.inside -= 1;
    if ctx.user.inside == 0 {
        close(ctx, target, &link.url, &node.collect_text())?;
    }
    Ok(())
}

/// An image is a link to it: showing it would tell a third party who reads here.
fn image(ctx: &mut Ctx, node: Node<'_>, image: &NodeLink, entering: bool) -> Written {
    let target = links::target(&image.url, ctx.user.page.base.as_ref());
    if entering {
        ctx.user.inside += 1;
        if ctx.user.inside == 1
            && let Some(target) = target
        {
            open(ctx, &target, &image.title)?;
        }
        return Ok(ChildRendering::Plain);
    }
    ctx.user.inside -= 1;
    let mut alt = node.collect_text();
    if alt.trim().is_empty() {
        alt = told(&image.url);
        ctx.escape(&alt)?;
    }
    if ctx.user.inside == 0 {
        close(ctx, target, &image.url, &alt)?;
    }
    Ok(ChildRendering::HTML)
}

fn open(ctx: &mut Ctx, target: &Target, title: &str) -> fmt::Result {
    write!(ctx, "<a href=\"{}\"", target.href)?;
    if target.outside.is_some() {
        ctx.write_str(" rel=\"nofollow ugc noopener\"")?;
    }
    if !title.is_empty() {
        ctx.write_str(" title=\"")?;
        ctx.escape(title)?;
        ctx.write_str("\"")?;
    }
    ctx.write_str(">")
}

/// Ends a link. Where it leads is said when its text does not; of what was no link to us, nothing is lost.
fn close(ctx: &mut Ctx, target: Option<Target>, url: &str, text: &str) -> fmt::Result {
    let shown = match &target {
        Some(target) => {
            ctx.write_str("</a>")?;
            target.shown_after(text, url)
        }
        None => (!url.is_empty() && url != text).then_some(url),
    };
    if let Some(shown) = shown {
        ctx.write_str(" <span class=\"host\">(")?;
        ctx.escape(&told(shown))?;
        ctx.write_str(")</span>")?;
    }
    Ok(())
}

/// A host or a URL as text.
fn told(target: &str) -> String {
    let tamed = tame(target);
    cut::at_word(&tamed, MAX_TOLD).map_or_else(|| tamed.to_string(), |start| format!("{start}…"))
}

fn note_reference(ctx: &mut Ctx, note: &NodeFootnoteReference) -> fmt::Result {
    let (number, again) = (note.ix, note.ref_num);
    let State { page: Page { prefix, .. }, notes, inside, .. } = &ctx.user;
    match (notes, inside) {
        (Notes::Numbered, _) => write!(ctx, "<sup class=\"footnote-ref\">{number}</sup>"),
        (Notes::Linked, 0) => write!(
            ctx,
            "<sup class=\"footnote-ref\" id=\"{prefix}-ref{number}-{again}\"><a href=\"#{prefix}-fn{number}\">{number}</a></sup>"
        ),
        (Notes::Linked, _) => {
            write!(ctx, "<sup class=\"footnote-ref\" id=\"{prefix}-ref{number}-{again}\">{number}</sup>")
        }
    }
}

fn note_text(ctx: &mut Ctx, references: u32, entering: bool) -> fmt::Result {
    let prefix = &ctx.user.page.prefix;
    if entering {
        ctx.user.note += 1;
        if ctx.user.note == 1 {
            ctx.cr()?;
            ctx.write_str("<section class=\"footnotes\">\n<ol>\n")?;
        }
        let number = ctx.user.note;
        return write!(ctx, "<li id=\"{prefix}-fn{number}\">");
    }
    let number = ctx.user.note;
    for again in 1..=references.min(MAX_BACK_LINKS) {
        write!(ctx, "<a class=\"footnote-back\" href=\"#{prefix}-ref{number}-{again}\">↩</a> ")?;
    }
    ctx.write_str("</li>\n")
}

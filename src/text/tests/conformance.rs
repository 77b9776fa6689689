//! The examples of the CommonMark specification, with what we do differently on purpose taken out of both sides.

use std::fmt::Write;

use comrak::Arena;
use comrak::nodes::NodeValue;
use scraper::{ElementRef, Html};
use serde::Deserialize;

use crate::text::{Mentions, links, markdown, render};

#[derive(Deserialize)]
struct Example {
    example: u32,
    section: String,
    markdown: String,
    html: String,
}

/// Bare addresses, which the specification leaves alone and we make links of (GFM, section 6.9).
const AUTOLINKED: [u32; 4] = [602, 608, 611, 612];

#[test]
fn the_examples_of_commonmark_render_as_specified() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/commonmark.json");
    let examples: Vec<Example> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut compared = 0;
    let mut wrong = String::new();
    for example in examples.iter().filter(|example| !has_raw_html(&example.markdown)) {
        let ours = render(&example.markdown, &Mentions::default(), "https://mipas.lt", "p").html;
        let same = normal(&ours, 0) == normal(&example.html, 2);
        compared += 1;
        if same == AUTOLINKED.contains(&example.example) {
            let Example { example, section, markdown, html } = example;
            writeln!(wrong, "{example} ({section})\n{markdown:?}\n{html:?}\n{ours:?}\n").unwrap();
        }
    }
    println!("compared {compared} of {} examples", examples.len());
    assert_eq!(wrong, "");
    assert!(compared > 550, "{compared}");
}

/// Raw HTML is shown as text by us.
fn has_raw_html(source: &str) -> bool {
    let arena = Arena::new();
    let root = markdown::parse(&arena, source).unwrap();
    root.descendants().any(|node| matches!(node.data().value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_)))
}

/// HTML in one way of writing, headings `shifted`: without our spans of hosts, without links that we make none of,
/// images as links.
fn normal(html: &str, shifted: u8) -> String {
    let mut normal = String::new();
    write_children(Html::parse_fragment(html).root_element(), shifted, false, &mut normal);
    normal
}

fn write_children(parent: ElementRef, shifted: u8, linked: bool, out: &mut String) {
    for child in parent.children() {
        if let Some(element) = ElementRef::wrap(child) {
            write_element(element, shifted, linked, out);
        } else if let Some(text) = child.value().as_text() {
            let between_blocks = ["html", "ul", "ol", "li", "blockquote"].contains(&parent.value().name());
            if !between_blocks || !text.trim().is_empty() {
                out.push_str(&text.replace('<', "&lt;"));
            }
        }
    }
}

fn write_element(element: ElementRef, shifted: u8, linked: bool, out: &mut String) {
    let attr = |name| element.value().attr(name);
    match element.value().name() {
        // It has a space before it.
        "span" if attr("class") == Some("host") => assert_eq!(out.pop(), Some(' ')),
        "a" | "img" => {
            let url = attr("href").or(attr("src")).unwrap();
            let link = !linked && links::target(url, None).is_some();
            if link {
                write!(out, "<a {url:?} {:?}>", attr("title").unwrap_or_default()).unwrap();
            }
            match attr("alt") {
                Some(alt) => out.push_str(if alt.is_empty() { url } else { alt }),
                None => write_children(element, shifted, true, out),
            }
            if link {
                out.push_str("</a>");
            }
        }
        name => {
            let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
            let name = level.map_or_else(|| name.to_owned(), |level| format!("h{}", (level + shifted).min(6)));
            write!(out, "<{name} {:?}>", attr("start")).unwrap();
            write_children(element, shifted, linked, out);
            writeln!(out, "</{name}>").unwrap();
        }
    }
}

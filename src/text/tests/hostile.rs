//! No text becomes anything but text.

use std::collections::HashSet;

use proptest::prelude::*;
use scraper::{Html, Node};
use serde::Deserialize;

use crate::text::{Mentions, excerpt, mentions, render};

const PREFIX: &str = "t1a";

#[derive(Deserialize)]
struct Input {
    name: String,
    text: String,
}

/// What a browser would make of it: only our elements and attributes, no way to script, ids of ours alone.
fn check(html: &str) -> Result<(), String> {
    let allowed = HashSet::from([
        "a",
        "blockquote",
        "body",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]);
    for node in Html::parse_fragment(html).tree.nodes() {
        let element = match node.value() {
            Node::Element(element) => element,
            Node::Comment(_) | Node::ProcessingInstruction(_) => return Err(format!("{:?}", node.value())),
            _ => continue,
        };
        if !allowed.contains(element.name()) {
            return Err(format!("element {}", element.name()));
        }
        for (name, value) in element.attrs() {
            let good = match name {
                "href" => href_is_good(value),
                "id" => value.starts_with("t1a-"),
                "rel" => value == "nofollow ugc noopener",
                "class" => matches!(
                    value,
                    "footnote-back" | "footnote-ref" | "footnotes" | "host" | "mention" | "scroll" | "task"
                ),
                "align" | "start" | "tabindex" | "role" => value.bytes().all(|b| b.is_ascii_alphanumeric()),
                "title" => true,
                _ => false,
            };
            if !good {
                return Err(format!("{name}={value:?}"));
            }
        }
    }
    Ok(())
}

fn href_is_good(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let other_host = lower.starts_with("//") || lower.starts_with("/\\");
    ["/", "#t1a-", "http://", "https://", "mailto:"].iter().any(|start| lower.starts_with(start)) && !other_host
}

fn check_source(source: &str) -> Result<(), String> {
    let mut known = Mentions::default();
    for handle in mentions(source).into_iter().map(|called| called.handle) {
        known.insert(&handle, 1, "\"><script>alert(1)</script>");
    }
    let rendered = render(source, &known, "https://mipas.lt", PREFIX);
    let crude = rendered.html.to_ascii_lowercase();
    for danger in ["<script", "<img", "<iframe", "<svg", "<style", "<!--"] {
        if crude.contains(danger) {
            return Err(danger.to_owned());
        }
    }
    check(&rendered.html)?;
    rendered.short_html.map_or(Ok(()), |short| check(&short))?;
    excerpt(source, 100);
    Ok(())
}

#[test]
fn hostile_inputs_stay_text() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/hostile.json");
    let inputs: Vec<Input> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(inputs.len() >= 300, "{}", inputs.len());
    for input in inputs {
        for source in [input.text.clone(), input.text.repeat(4_100 / input.text.len().max(1) + 1)] {
            assert_eq!(check_source(&source), Ok(()), "{}: {source:?}", input.name);
        }
    }
}

/// Pieces of which Markdown and attacks on it are made.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "[",
        "](",
        ")",
        "]",
        "![",
        "<",
        ">",
        "<a href=",
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "- [ ] ",
        "1. ",
        "# ",
        "*",
        "**",
        "_",
        "~~",
        "|",
        "|-|-|\n",
        "[^1]",
        "\n\n[^1]: ",
        "[x]: ",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "http://evil.example",
        "//evil",
        "/\\evil",
        "mailto:",
        "www.",
        "@ann",
        "@",
        "\"",
        "'",
        " style=x",
        " onload=x",
        "&#106;",
        "&Tab;",
        "&lt;",
        "\\",
        "\u{202E}",
        "\u{2067}",
        "\u{0}",
        "\u{1F468}\u{200D}",
        "é",
        "ж",
        "ש",
        "\t",
        " ",
        "x",
        "<!--",
        "-->",
        "<![CDATA[",
        "=",
        "---\n",
        "+",
        ":",
        "://",
        "?",
        "&amp;",
        "]:",
        "<?",
        "<x:y>",
        "<a@b.c>",
    ]);
    prop::collection::vec(prop_oneof![9 => pieces.prop_map(str::to_owned), 1 => "(?s:.){0,3}"], 0..60)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_stays_text(source in markdown()) {
        prop_assert_eq!(check_source(&source), Ok(()));
    }

    #[test]
    fn any_long_text_stays_text(source in markdown()) {
        prop_assert_eq!(check_source(&source.repeat(4_100 / source.len().max(1) + 1)), Ok(()));
    }

    #[test]
    fn excerpts_are_short(source in markdown(), max in 0_usize..50) {
        use unicode_segmentation::UnicodeSegmentation;
        let line = excerpt(&source, max);
        prop_assert!(line.graphemes(true).count() <= max + 1);
        prop_assert!(!line.contains('\n'));
    }
}

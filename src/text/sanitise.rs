//! The last word on HTML: what is not named here does not get into a page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(builder);

pub fn clean(html: &str) -> String {
    BUILDER.clean(html).to_string()
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "a",
            "blockquote",
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
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("li", HashSet::from(["id"])),
            ("ol", HashSet::from(["start"])),
            ("sup", HashSet::from(["id"])),
        ]))
        .tag_attribute_values(HashMap::from([
            ("a", HashMap::from([("rel", HashSet::from(["nofollow ugc noopener"]))])),
            ("div", HashMap::from([("tabindex", HashSet::from(["0"])), ("role", HashSet::from(["group"]))])),
            ("td", HashMap::from([("align", HashSet::from(["left", "center", "right"]))])),
            ("th", HashMap::from([("align", HashSet::from(["left", "center", "right"]))])),
        ]))
        .allowed_classes(HashMap::from([
            ("a", HashSet::from(["footnote-back", "mention"])),
            ("div", HashSet::from(["scroll"])),
            ("li", HashSet::from(["task"])),
            ("section", HashSet::from(["footnotes"])),
            ("span", HashSet::from(["host"])),
            ("sup", HashSet::from(["footnote-ref"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, name, value| {
            let pass = match name {
                "href" => may_lead_to(value),
                "id" => value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
                _ => true,
            };
            pass.then_some(Cow::Borrowed(value))
        });
    builder
}

/// Schemes are ammonia's business; of relative targets only our own paths and a text's own footnotes remain.
fn may_lead_to(href: &str) -> bool {
    match href.as_bytes() {
        [b'/', b'/' | b'\\', ..] => false,
        [b'/' | b'#', ..] => true,
        _ => href.contains(':'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pipeline never hands it such things; it must hold without that.
    #[test]
    fn alone_it_is_enough() {
        for (html, expected) in [
            ("<script>alert(1)</script>", ""),
            ("<p onclick=\"x\" style=\"color:red\" class=\"menu\" id=\"a b\">a</p>", "<p>a</p>"),
            ("<a href=\"javascript:x\" target=\"_top\" rel=\"opener\">a</a>", "<a>a</a>"),
            ("<a href=\"//evil.example\">a</a><a href=\"/\\evil.example\">b</a>", "<a>a</a><a>b</a>"),
            (
                "<a href=\"evil\">a</a><a href=\"/x\">b</a><a href=\"#x\">c</a>",
                "<a>a</a><a href=\"/x\">b</a><a href=\"#x\">c</a>",
            ),
            ("<a href=\"data:text/html,x\">a</a>", "<a>a</a>"),
            ("<img src=x onerror=alert(1)><svg onload=alert(1)><form><input>", ""),
            ("<div tabindex=\"1\" role=\"alert\">a</div>", "<div>a</div>"),
            ("<!-- a --><style>b{}</style>", ""),
        ] {
            assert_eq!(clean(html), expected);
        }
    }
}

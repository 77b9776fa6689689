//! How our Markdown looks as HTML.

use crate::text::{Mentions, render};

fn html(source: &str) -> String {
    render(source, &Mentions::default(), "https://mipas.lt", "t12a").html
}

#[test]
fn headings_start_below_those_of_the_page() {
    assert_eq!(html("# a\n\n## b\n\n###### c\n\nd\n==="), "<h3>a</h3>\n<h4>b</h4>\n<h6>c</h6>\n<h3>d</h3>\n");
}

#[test]
fn raw_html_is_shown() {
    assert_eq!(
        html("a <b onclick=\"x\">b</b>\n\n<script>\nalert(1)\n</script>\n\n<!-- c -->"),
        "<p>a &lt;b onclick=\"x\"&gt;b&lt;/b&gt;</p>\n<p>&lt;script&gt;<br>\nalert(1)<br>\n&lt;/script&gt;</p>\n\
         <p>&lt;!-- c --&gt;</p>\n"
    );
}

#[test]
fn links_say_where_they_lead() {
    assert_eq!(
        html("[a](https://example.org/x \"t\") [b](/en/t/1) [c](https://mipas.lt/lt) https://example.org/y"),
        "<p><a href=\"https://example.org/x\" rel=\"nofollow ugc noopener\" title=\"t\">a</a> \
         <span class=\"host\">(example.org)</span> <a href=\"/en/t/1\">b</a> <a href=\"https://mipas.lt/lt\">c</a> \
         <a href=\"https://example.org/y\" rel=\"nofollow ugc noopener\">https://example.org/y</a></p>\n"
    );
    assert_eq!(
        html("[a](javascript:alert(1)) [b](//evil.example) [c](tel:+370) <x@y.lt>"),
        "<p>a <span class=\"host\">(javascript:alert(1))</span> b <span class=\"host\">(//evil.example)</span> c \
         <span class=\"host\">(tel:+370)</span> <a href=\"mailto:x@y.lt\" rel=\"nofollow ugc noopener\">x@y.lt</a></p>\n"
    );
}

#[test]
fn images_are_links() {
    assert_eq!(
        html("![a *b*](https://example.org/i.png) ![](/files/1) [![c](/i)](/j)"),
        "<p><a href=\"https://example.org/i.png\" rel=\"nofollow ugc noopener\">a b</a> \
         <span class=\"host\">(example.org)</span> <a href=\"/files/1\">/files/1</a> <a href=\"/j\">c</a></p>\n"
    );
}

#[test]
fn footnotes_have_ids_of_the_text() {
    assert_eq!(
        html("a[^x\"] b[^x\"] [c[^x\"]](/d)\n\n[^x\"]: note\n"),
        "<p>a<sup class=\"footnote-ref\" id=\"t12a-ref1-1\"><a href=\"#t12a-fn1\">1</a></sup> \
         b<sup class=\"footnote-ref\" id=\"t12a-ref1-2\"><a href=\"#t12a-fn1\">1</a></sup> \
         <a href=\"/d\">c<sup class=\"footnote-ref\" id=\"t12a-ref1-3\">1</sup></a></p>\n<section class=\"footnotes\">\n<ol>\n\
         <li id=\"t12a-fn1\"><p>note</p>\n<a class=\"footnote-back\" href=\"#t12a-ref1-1\">↩</a> \
         <a class=\"footnote-back\" href=\"#t12a-ref1-2\">↩</a> \
         <a class=\"footnote-back\" href=\"#t12a-ref1-3\">↩</a> </li>\n</ol>\n</section>\n"
    );
}

#[test]
fn tables_scroll_and_align_without_style() {
    assert_eq!(
        html("a | b\n--- | --:\nc | ~~d~~"),
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\">\n<table>\n<thead>\n<tr>\n<th>a</th>\n\
         <th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n\
         <td align=\"right\"><del>d</del></td>\n</tr>\n</tbody>\n</table>\n</div>\n"
    );
}

#[test]
fn lists_code_and_tasks() {
    assert_eq!(
        html("- [x] a\n- [ ] b\n\n3. c\n\n```rust x\n<d>\n```"),
        "<ul>\n<li class=\"task\">☑ a</li>\n<li class=\"task\">☐ b</li>\n</ul>\n<ol start=\"3\">\n<li>c</li>\n</ol>\n\
         <pre><code>&lt;d&gt;\n</code></pre>\n"
    );
}

#[test]
fn what_is_too_deep_or_too_wide_is_shown_as_typed() {
    for source in [
        format!("{}a", "> ".repeat(1_000)),
        format!("{}a{}", "**".repeat(1_000), "**".repeat(1_000)),
        format!("{}\n{}\n{}", "a|".repeat(1_000), "-|".repeat(1_000), "x|\n".repeat(1_000)),
    ] {
        let rendered = render(&source, &Mentions::default(), "https://mipas.lt", "p");
        assert!(rendered.html.len() < source.len() * 5, "{}", rendered.html.len());
        if source.len() > 4_000 {
            assert!(rendered.short_html.is_some_and(|short| short.len() < 10_000));
        }
    }
}

#[test]
fn directions_do_not_leak() {
    let html = html(
        "a &#8238;b\n\n`c\u{202E}`\n\n[d\u{2067}](https://example.org/\u{202E} \"\u{202D}\")\n\n\
               ![](/x\u{202E}) [x](y\u{202E})\n\n<i \u{202E}>",
    );
    assert!(!html.chars().any(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')), "{html}");
}

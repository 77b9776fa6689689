//! Where a link leads: to ourselves, outside, to a mailbox, or nowhere that we would send a reader.

use url::Url;

/// A link target that may become an `href`.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// Percent-encoded and escaped for an attribute.
    pub href: String,
    /// What a reader should know about it when the link's text does not say so: host (and port), or mail address.
    /// `None` when it leads to our own pages.
    pub outside: Option<String>,
    /// Whether even the plain URL would mislead: letters that are not ASCII, or a name before an `@`.
    deceptive: bool,
}

impl Target {
    /// What to show after a link with this text and this URL, as written, if anything.
    pub fn shown_after(&self, text: &str, url: &str) -> Option<&str> {
        let outside = self.outside.as_deref()?;
        let text = bare(text.trim());
        let plain = text == bare(url) || text == bare(&unescape(&self.href)) || text.eq_ignore_ascii_case(outside);
        (self.deceptive || !plain).then_some(outside)
    }
}

/// Servers take no longer ones, and a page repeats them with every link.
const MAX_BYTES: usize = 2_000;

/// Where `url`, as it stands in a text, leads; `None`: no link is made of it. Taken are `http:`, `https:` and
/// `mailto:`, and paths from our root. A path that is relative to the page means nothing (texts are shown on many
/// pages and in mail), and `//host` and `/\host` are other people's pages in disguise.
pub fn target(url: &str, base: Option<&Url>) -> Option<Target> {
    if url.len() > MAX_BYTES {
        return None;
    }
    if url.strip_prefix('/').is_some_and(|path| path.trim_start_matches(is_skipped).starts_with(['/', '\\'])) {
        return None;
    }
    let mut href = String::new();
    comrak::html::escape_href(&mut href, url, false).ok()?;
    // What browsers will read, backslashes and tabs encoded: what is judged must be what is followed.
    let url = unescape(&href);
    let lower = url.get(..8).unwrap_or(&url).to_ascii_lowercase();
    if lower.starts_with('/') {
        return Some(Target { href, outside: None, deceptive: false });
    }
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let parsed = Url::parse(&url).ok()?;
        let own = base.is_some_and(|base| base.origin() == parsed.origin()) && !has_user(&parsed);
        let outside = if own { None } else { Some(host(&parsed)?) };
        return Some(Target { href, outside, deceptive: has_user(&parsed) || is_idn(&parsed) });
    }
    if lower.starts_with("mailto:") {
        let address = url[7..].split('?').next().unwrap_or_default();
        let address = percent_encoding::percent_decode_str(address).decode_utf8().ok()?;
        let outside = Some(super::characters::tame(&address).into_owned()).filter(|address| !address.is_empty());
        return Some(Target { href, deceptive: false, outside: Some(outside?) });
    }
    None
}

/// What browsers leave out of URLs, or might.
fn is_skipped(c: char) -> bool {
    c.is_control() || c.is_whitespace()
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn host(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|host| !host.is_empty())?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn is_idn(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.split('.').any(|label| label.starts_with("xn--")))
}

/// `escape_href` writes `&amp;` for every `&`, so this is its exact inverse.
fn unescape(href: &str) -> String {
    href.replace("&#x27;", "'").replace("&amp;", "&")
}

/// A URL without what people leave out when they write it.
fn bare(url: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:"];
    let bare = schemes.iter().find_map(|scheme| url.strip_prefix(scheme)).unwrap_or(url);
    bare.strip_suffix('/').unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str, text: &str) -> Option<String> {
        let base = Url::parse("https://mipas.lt").unwrap();
        target(url, Some(&base)).map(|target| target.shown_after(text, url).unwrap_or("-").to_owned())
    }

    #[test]
    fn own_pages_are_plain() {
        for url in ["/", "/en/t/1", "https://mipas.lt", "https://MIPAS.lt/x", "https://mipas.lt:443/x?y#z"] {
            assert_eq!(shown(url, "text").as_deref(), Some("-"), "{url}");
        }
    }

    #[test]
    fn other_pages_are_named() {
        for (url, text, host) in [
            ("https://example.org/a", "text", "example.org"),
            ("https://example.org/a", "https://example.org/a", "-"),
            ("https://example.org/a/", "example.org/a", "-"),
            ("https://example.org/a", "example.org", "-"),
            ("https://lt.example.org/Žemė", "https://lt.example.org/Žemė", "-"),
            ("https://lt.example.org/Žemė", "https://lt.example.org/%C5%BDem%C4%97", "-"),
            ("https://example.org/a\u{202E}", "https://example.org/a", "example.org"),
            ("http://www.example.org", "www.example.org", "-"),
            ("https://example.org/?a=1&b='2'", "https://example.org/?a=1&b='2'", "-"),
            ("https://example.org:8080", "text", "example.org:8080"),
            ("http://mipas.lt", "text", "mipas.lt"),
            ("https://mipas.lt.evil.example", "https://mipas.lt", "mipas.lt.evil.example"),
            ("https://mipas.lt@evil.example/", "https://mipas.lt@evil.example/", "evil.example"),
            ("https://mipas.lt\\@evil.example/", "x", "evil.example"),
            ("https://аррӏе.com", "https://аррӏе.com", "xn--80ak6aa92e.com"),
            ("mailto:a@b.lt?subject=x", "write", "a@b.lt"),
            ("mailto:a@b.lt", "a@b.lt", "-"),
        ] {
            assert_eq!(shown(url, text).as_deref(), Some(host), "{url}");
        }
    }

    #[test]
    fn the_rest_is_no_link() {
        for url in [
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n\\evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "tel:+370",
            "https:evil.example",
            "https:/evil.example",
            "https://",
            "http://[::",
            "relative",
            "#fragment",
            "?query",
            "",
            "mailto:",
            &format!("https://example.org/{}", "a".repeat(MAX_BYTES)),
            "\u{1}/x",
        ] {
            assert_eq!(shown(url, "text"), None, "{url:?}");
        }
    }
}

//! What a request asks for, before anything is known of who asks.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Lang;

pub const FLASH_COOKIE: &str = "mipas-flash";
pub const THEME_COOKIE: &str = "mipas-theme";

/// How the body may be compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// Language, form of the answer, address: everything about a request but the person. `Send`, so that it
/// can follow the work to another thread.
#[derive(Debug, Clone)]
pub struct Asked {
    pub lang: Lang,
    /// Path alone, for example `/lt/forum`.
    pub path: String,
    /// Query without `?`; empty when there is none.
    pub query: String,
    pub wants_json: bool,
    pub encoding: Encoding,
    pub is_get: bool,
    pub session: Option<String>,
    pub bearer: Option<String>,
    /// The message key that the last answer left behind.
    pub flash: Option<String>,
    /// `light` or `dark`, when a guest has chosen.
    pub theme: Option<String>,
    /// What limits count by: an IPv4 address or an IPv6 /64.
    pub address: IpAddr,
    /// Browser and system in a few words, from User-Agent.
    pub device: String,
}

impl Asked {
    pub fn of(request: &HttpRequest, config: &Config) -> Self {
        let cookie = |name: &str| request.cookie(name).map(|c| c.value().to_owned());
        let header = |name| request.headers().get(name).and_then(|v: &header::HeaderValue| v.to_str().ok());
        let path = request.path().to_owned();
        Self {
            lang: language(&path, header(header::ACCEPT_LANGUAGE)),
            query: request.query_string().to_owned(),
            wants_json: wants_json(header(header::ACCEPT)),
            encoding: encoding(header(header::ACCEPT_ENCODING)),
            is_get: request.method().is_safe(),
            session: cookie(session_cookie_name(config)),
            bearer: header(header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer ")).map(str::to_owned),
            flash: cookie(FLASH_COOKIE),
            theme: cookie(THEME_COOKIE).filter(|t| matches!(t.as_str(), "light" | "dark")),
            address: client_address(request, config),
            device: device(header(header::USER_AGENT).unwrap_or_default()),
            path,
        }
    }

    /// The decoded value of a query parameter. `BadRequest` when it is not UTF-8 or holds NUL.
    pub fn query(&self, name: &str) -> Result<Option<String>> {
        Ok(self.queries(name)?.into_iter().next())
    }

    /// What was typed into a field that takes anything: bytes that are no text, and NUL, are let go.
    pub fn typed(&self, name: &str) -> String {
        let mut pairs = self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let Some((_, value)) = pairs.find(|(key, _)| *key == name) else { return String::new() };
        let value = value.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&value).decode_utf8_lossy().replace(['\0', '\u{FFFD}'], " ");
        decoded.trim().to_owned()
    }

    /// Every value of a query parameter that may stand more than once; empty ones are left out.
    pub fn queries(&self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        for (key, value) in self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
            if key == name {
                let value = value.replace('+', " ");
                let decoded = percent_encoding::percent_decode_str(&value)
                    .decode_utf8()
                    .map_err(|_| Error::BadRequest("error-bad-text"))?;
                if decoded.contains('\0') {
                    return Err(Error::BadRequest("error-bad-text"));
                }
                values.push(decoded.into_owned());
            }
        }
        values.retain(|value| !value.is_empty());
        Ok(values)
    }

    /// The same page in another language of the interface.
    pub fn path_in(&self, lang: Lang) -> String {
        let rest = self.path.get(3..).filter(|_| Lang::from_code(self.path.get(1..3).unwrap_or("")).is_some());
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        match rest {
            Some(rest) => format!("/{lang}{rest}{query}"),
            None => format!("/{lang}/"),
        }
    }
}

/// `__Host-` needs Secure; Chromium drops such a cookie silently on a plain http address.
pub fn session_cookie_name(config: &Config) -> &'static str {
    if config.is_https() { "__Host-mipas" } else { "mipas" }
}

/// A cookie for the whole site, out of scripts' reach. `seconds` of 0 removes it.
pub fn cookie<'a>(config: &Config, name: &'a str, value: String, seconds: i64) -> Cookie<'a> {
    let mut cookie = passing_cookie(config, name, value);
    cookie.set_max_age(Duration::seconds(seconds));
    cookie
}

/// The same, gone when the browser is closed.
pub fn passing_cookie<'a>(config: &Config, name: &'a str, value: String) -> Cookie<'a> {
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(config.is_https()).finish()
}

/// A path on this site that a form may lead back to; anything else leads home. Browsers read `\` as `/`
/// and skip tabs and newlines, so that `/\evil` and `//evil` would leave the site.
pub fn own_path(target: &str, lang: Lang) -> String {
    let own = target.starts_with('/')
        && !target.starts_with("//")
        && !target.chars().any(|c| c == '\\' || c.is_control() || c.is_whitespace());
    if own { target.to_owned() } else { format!("/{lang}/") }
}

fn language(path: &str, accept: Option<&str>) -> Lang {
    let from_path = path.get(1..3).filter(|_| matches!(path.as_bytes().get(3), None | Some(b'/')));
    from_path.and_then(Lang::from_code).or_else(|| Lang::from_accept_language(accept?)).unwrap_or(Lang::Lt)
}

/// HTML unless JSON is asked for and HTML is not.
fn wants_json(accept: Option<&str>) -> bool {
    accept.is_some_and(|accept| accept.contains("application/json") && !accept.contains("text/html"))
}

fn encoding(accept: Option<&str>) -> Encoding {
    let accepts = |name: &str| {
        accept.is_some_and(|accept| {
            accept.split(',').any(|part| {
                let (coding, quality) = part.split_once(';').unwrap_or((part, ""));
                coding.trim() == name && !matches!(quality.trim(), "q=0" | "q=0.0")
            })
        })
    };
    match () {
        () if accepts("br") => Encoding::Brotli,
        () if accepts("gzip") => Encoding::Gzip,
        () => Encoding::Identity,
    }
}

/// The peer, or what the last proxy that is not trusted said: read from the right.
fn client_address(request: &HttpRequest, config: &Config) -> IpAddr {
    let trusted = |address: &IpAddr| config.trusted_proxies.iter().any(|network| network.contains(address));
    let mut address = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
    if trusted(&address) {
        let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|v| v.to_str().ok());
        let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
        for hop in hops.iter().rev() {
            let Ok(hop) = hop.parse::<IpAddr>() else { break };
            address = hop.to_canonical();
            if !trusted(&address) {
                break;
            }
        }
    }
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

/// Enough for a person to know their own session again, too little to tell people apart.
fn device(user_agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Firefox", "Firefox"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_redirect_targets() {
        assert_eq!(own_path("/lt/t/1/a?b=c#d", Lang::Lt), "/lt/t/1/a?b=c#d");
        for evil in ["//evil.example", "/\\evil", "https://evil", "", "\\/evil", "/\t/evil", "javascript:x", "/a\\b"] {
            assert_eq!(own_path(evil, Lang::En), "/en/", "{evil}");
        }
    }

    #[test]
    fn the_language_stands_in_the_path() {
        assert_eq!(language("/ru/forum", Some("lt")), Lang::Ru);
        assert_eq!(language("/ru", None), Lang::Ru);
        assert_eq!(language("/rules", Some("en")), Lang::En);
        assert_eq!(language("/", None), Lang::Lt);
    }

    #[test]
    fn json_is_asked_for_plainly() {
        assert!(wants_json(Some("application/json")));
        assert!(!wants_json(Some("text/html,application/json;q=0.9")));
        assert!(!wants_json(Some("*/*")));
    }
}

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use reqwest::Method;

use super::probe::{plain_client, send_raw};
use crate::support::{Answer, TestApp};

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(app, Method::GET, path, headers).await
}

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = plain_client().request(method, format!("{}{path}", app.base));
    Answer::of(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[actix_web::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::new().await;
    let mut ids = BTreeSet::new();
    for path in ["/en/", "/", "/en/nothing-here", "/healthz", "/api/openapi.json", "/en/", "/assets/none.css"] {
        let answer = get(&app, path, &[]).await;
        let policy: BTreeMap<&str, &str> =
            answer.header("content-security-policy").split("; ").filter_map(|part| part.split_once(' ')).collect();
        assert_eq!(policy["default-src"], "'self'", "{path}");
        for nothing in ["object-src", "base-uri", "frame-ancestors"] {
            assert_eq!(policy[nothing], "'none'", "{path}");
        }
        for (directive, value) in &policy {
            assert!(matches!(*value, "'self'" | "'none'"), "{path}: {directive} {value}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path} over plain http");
        assert!(answer.headers.get("set-cookie").is_none(), "{path} sets a cookie for a guest");
        let id = answer.header("x-request-id").to_owned();
        assert!(id.len() >= 16, "{path}: request id {id:?}");
        assert!(ids.insert(id), "{path}: a request id came twice");
    }
}

#[actix_web::test]
async fn https_is_kept_to() {
    let app = TestApp::with_settings(&[("base-url", "https://mipas.example.org")]).await;
    let answer = get(&app, "/en/", &[]).await;
    assert!(answer.header("strict-transport-security").starts_with("max-age=63072000"));
    assert!(answer.body.contains("hreflang=\"ru\" href=\"https://mipas.example.org/ru/\""));
}

#[actix_web::test]
async fn an_unchanged_page_is_not_sent_again() {
    let app = TestApp::new().await;
    for path in ["/en/areas", "/en/about"] {
        let first = get(&app, path, &[]).await;
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with('"') && etag.len() > 10, "{etag}");
        for sent in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
            let again = get(&app, path, &[("if-none-match", &sent)]).await;
            assert_eq!((again.status, again.body.as_str()), (304, ""), "{path} {sent}");
            assert_eq!(again.header("etag"), etag);
            assert!(again.header("vary").contains("Cookie"));
        }
        assert_eq!(get(&app, path, &[("if-none-match", "\"other\"")]).await.status, 200);
    }
}

#[actix_web::test]
async fn pages_are_compressed_as_asked() {
    let app = TestApp::new().await;
    let plain = get(&app, "/ru/privacy", &[]).await;
    assert_eq!(plain.header("content-encoding"), "");
    let mut tags = BTreeSet::from([plain.header("etag").to_owned()]);
    // Twice: rendered, and as it was kept.
    for round in 0..2 {
        for (accept, wanted) in [
            ("gzip", "gzip"),
            ("br", "br"),
            ("gzip, deflate, br, zstd", "br"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("deflate", ""),
            ("identity", ""),
        ] {
            let request = plain_client().get(format!("{}/ru/privacy", app.base)).header("accept-encoding", accept);
            let answer = request.send().await.unwrap();
            let header = |name| answer.headers().get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
            assert_eq!(header("content-encoding"), wanted, "{accept}");
            for name in ["Accept", "Accept-Encoding", "Cookie"] {
                assert!(header("vary").split(", ").any(|varies| varies == name), "{accept}: {}", header("vary"));
            }
            tags.insert(header("etag"));
            let bytes = answer.bytes().await.unwrap();
            assert_eq!(decoded(wanted, &bytes), plain.body, "{accept}, round {round}");
            assert!(wanted.is_empty() || bytes.len() < plain.body.len() / 2);
        }
    }
    assert_eq!(tags.len(), 3, "each encoding has a validator of its own");
}

fn decoded(encoding: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    match encoding {
        "gzip" => drop(flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap()),
        "br" => drop(brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text).unwrap()),
        _ => text = String::from_utf8(bytes.to_vec()).unwrap(),
    }
    text
}

#[actix_web::test]
async fn assets_never_change_under_their_names() {
    let app = TestApp::new().await;
    let page = get(&app, "/en/", &[]).await.body;
    let names: Vec<&str> = page.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(names.len() >= 3, "{names:?}");
    for name in names {
        let asset = get(&app, name, &[]).await;
        assert_eq!(asset.status, 200, "{name}");
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(asset.header("vary"), "Accept-Encoding");
        let (stem, rest) = name.split_once('.').unwrap();
        let extension = rest.rsplit('.').next().unwrap();
        for unknown in [format!("{stem}.000000000000.{extension}"), format!("{stem}.{extension}")] {
            let missing = get(&app, &unknown, &[]).await;
            assert_eq!(missing.status, 404, "{unknown}");
            assert!(!missing.header("cache-control").contains("immutable"));
        }
    }
    for outside in ["/assets/..%2fCargo.toml", "/assets/../Cargo.toml", "/assets/%2e%2e/Cargo.toml"] {
        assert_eq!(get(&app, outside, &[]).await.status, 404, "{outside}");
    }
}

#[actix_web::test]
async fn head_answers_as_get_without_the_body() {
    let app = TestApp::new().await;
    let address = app.base.trim_start_matches("http://").parse().unwrap();
    // Rendered, then as it was kept; an asset; a page that is not there.
    for path in ["/lt/areas", "/lt/areas", "/healthz", "/lt/nothing-here"] {
        let head = ask(&app, Method::HEAD, path, &[]).await;
        let got = get(&app, path, &[]).await;
        assert_eq!(head.status, got.status, "{path}");
        for header in ["content-type", "etag", "vary", "cache-control", "content-length"] {
            assert_eq!(head.header(header), got.header(header), "{path}: {header}");
        }
        let request = format!("HEAD {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let raw = send_raw(address, request.into_bytes()).await;
        assert!(raw.ends_with("\r\n\r\n"), "{path}: a body follows: {raw}");
    }
}

#[actix_web::test]
async fn the_root_leads_to_the_readers_language() {
    let app = TestApp::new().await;
    for (accept, target) in [("ru,en;q=0.5", "/ru/"), ("uk-UA,uk;q=0.9,en;q=0.8", "/en/"), ("de", "/lt/"), ("", "/lt/")]
    {
        let answer = get(&app, "/", &[("accept-language", accept)]).await;
        assert_eq!((answer.status, answer.header("location")), (302, target), "{accept}");
        assert!(answer.header("vary").contains("Accept-Language"));
    }
}

//! Bad input gets a clear answer, and nothing is lost.

use reqwest::Method;

use super::probe::{Probe, send_raw};
use crate::support::{Answer, TestApp};

const MEGABYTE: usize = 1024 * 1024;

#[actix_web::test]
async fn an_oversize_body_is_refused() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let just_fits = format!("{{\"title\":\"x\",\"rest\":\"{}\"}}", "y".repeat(MEGABYTE - 24));
    assert!(just_fits.len() <= MEGABYTE);
    assert_eq!(probe.post_json("/en/probe", just_fits).await.status, 201);

    let head = |more: &str| {
        format!(
            "POST /en/probe HTTP/1.1\r\nHost: x\r\nOrigin: {}\r\nAccept: application/json\r\n\
             Content-Type: application/json\r\nConnection: close\r\n{more}\r\n\r\n",
            probe.origin
        )
    };
    // Declared: refused before it is sent.
    let declared = send_raw(probe.address, head(&format!("Content-Length: {}", MEGABYTE + 1)).into_bytes()).await;
    assert!(declared.starts_with("HTTP/1.1 413"), "{declared}");
    assert!(declared.contains("\"error\":\"too_large\""));
    // In chunks: refused as soon as it is too much.
    let mut bytes = head("Transfer-Encoding: chunked").into_bytes();
    for _ in 0..20 {
        bytes.extend(format!("{:x}\r\n", 64 * 1024).bytes());
        bytes.extend(std::iter::repeat_n(b'x', 64 * 1024));
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    let chunked = send_raw(probe.address, bytes).await;
    assert!(chunked.starts_with("HTTP/1.1 413"), "{}", chunked.lines().next().unwrap_or("no answer"));
}

#[actix_web::test]
async fn a_wrong_content_type_is_named() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/xml", "application/jsonx"] {
        let request = probe.post("/en/probe").header("content-type", kind).header("accept", "application/json");
        let answer = Answer::of(request.body("title=x")).await;
        assert_eq!((answer.status, answer.json()["error"].as_str()), (415, Some("unsupported_media_type")), "{kind}");
    }
    let charset = probe.post("/en/probe").header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    assert_eq!(Answer::of(charset.body("title=x")).await.status, 303);
    assert_eq!(Answer::of(probe.post("/en/probe").body("title=x")).await.status, 415, "none at all");
}

#[actix_web::test]
async fn damaged_bodies_are_refused() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let json: [&[u8]; 9] = [
        b"{\"title\":",
        b"",
        b"[1]",
        b"\"text\"",
        b"{\"title\":\"\\ud800\"}",
        b"{\"title\":\"a\\u0000b\"}",
        b"{\"title\":\"\xff\"}",
        b"{\"titles\":[\"a\",\"\\u0000\"]}",
        b"{\"a\\u0000\":\"x\"}",
    ];
    for body in json {
        let answer = probe.post_json("/en/probe", body.to_vec()).await;
        let shown = String::from_utf8_lossy(body);
        assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some("bad_request")), "{shown}");
    }
    let deep = format!("{{\"title\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(probe.post_json("/en/probe", deep).await.status, 400, "nested deeply");
    for body in ["title=a%00b", "title=%FF", "title=%ED%A0%80", "ti%00tle=x", "%FF=x", "title=x&other=%C3%28"] {
        let answer = probe.post_form("/en/probe", body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.body.contains("<html lang=\"en\""), "{body}");
    }
    assert_eq!(probe.post_form("/en/probe", "title=%D0%96&&=&x").await.status, 303, "odd, but text");
}

#[actix_web::test]
async fn addresses_that_are_no_text_are_refused() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let get = |path: &'static str| Answer::of(probe.request(Method::GET, path).header("accept", "text/html"));
    let good = get("/ru/probe/%D0%B6?q=%D0%B6+%26").await;
    assert_eq!((good.status, good.body.as_str()), (200, "ж Some(\"ж &\")"));
    for path in [
        "/ru/probe/%FF",
        "/ru/probe/a%00b",
        "/ru/probe/%ED%A0%80",
        "/ru/probe/x?q=%FF",
        "/ru/probe/x?q=a%00",
        "/ru/probe/x?other=%ED%A0%80",
        "/ru/%C0%AF",
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status, 400, "{path}");
        assert!(answer.body.contains("<html lang=\"ru\""), "{path}");
    }
}

#[actix_web::test]
async fn a_wrong_type_names_the_field() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    for (body, field) in [
        (r#"{"title":1}"#, "title"),
        (r#"{"title":{"a":"b"}}"#, "title"),
        (r#"{"title":null}"#, "title"),
        (r#"{"title":["a",1]}"#, "title"),
        (r#"{"title":["a"]}"#, "title"),
        (r#"{"title":"x","amount":"much"}"#, "amount"),
        (r#"{"title":"x","amount":1.5}"#, "amount"),
        (r#"{"title":"x","amount":true}"#, "amount"),
        (r#"{"title":""}"#, "title"),
        (r#"{}"#, "title"),
    ] {
        let answer = probe.post_json("/lt/probe", body).await;
        assert_eq!(answer.status, 422, "{body}");
        let error = answer.json();
        assert_eq!(error["error"], "invalid");
        let fields = error["fields"].as_object().unwrap();
        assert_eq!(fields.keys().collect::<Vec<_>>(), [field], "{body}");
        assert!(fields[field].as_str().unwrap().len() > 10);
    }
    let long = probe.post_json("/lt/probe", serde_json::json!({"title": "ž".repeat(21)}).to_string()).await;
    assert_eq!(long.json()["fields"]["title"], "Telpa ne daugiau kaip 20 ženklų; parašėte 21.");
}

#[actix_web::test]
async fn what_was_typed_stays_on_the_page() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let answer = probe.post_form("/ru/probe", "title=&text=%D0%94%D0%BE%D0%BB%D0%B3%D0%B8%D0%B9&csrf=t").await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Долгий") && !answer.body.contains("<textarea readonly rows=\"8\">t<"));
    let form = probe.post_form("/ru/probe/form", "text=x").await;
    assert_eq!(form.status, 503, "a form of a page comes back with its status");
    assert!(form.header("content-type").starts_with("text/html"));
}

/// Nothing there, or not in that way: in the reader's language, as HTML and as JSON.
#[actix_web::test]
async fn errors_speak_the_readers_language() {
    let app = TestApp::new().await;
    for (lang, missing, method) in [
        ("lt", "Tokio puslapio nėra", "Čia taip daryti negalima"),
        ("en", "There is no such page", "That does not work here"),
        ("ru", "Такой страницы нет", "Здесь так сделать нельзя"),
    ] {
        for (path, send, status, title) in [
            (format!("/{lang}/nothing-here"), Method::GET, 404, missing),
            (format!("/{lang}/areas/nothing-here"), Method::GET, 404, missing),
            (format!("/{lang}/areas"), Method::POST, 405, method),
            (format!("/{lang}/areas"), Method::PATCH, 405, method),
        ] {
            let request = || app.guest().request(send.clone(), &path).header("origin", &app.base);
            let html = Answer::of(request().header("accept", "text/html")).await;
            assert_eq!(html.status, status, "{send} {path}");
            assert!(html.body.contains(&format!("<html lang=\"{lang}\"")), "{send} {path}");
            assert!(html.main_text().contains(title), "{}", html.main_text());
            assert!(html.body.contains("name=\"robots\" content=\"noindex\""));
            let json = Answer::of(request().header("accept", "application/json")).await;
            assert_eq!(json.status, status);
            let body = json.json();
            let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["error", "fields", "message"]);
            assert!(body["message"].as_str().unwrap().len() > 10);
            for answer in [&html, &json] {
                assert_eq!(answer.header("allow"), if status == 405 { "GET, HEAD" } else { "" });
                assert_eq!(answer.header("cache-control"), "no-store");
            }
        }
    }
    let elsewhere = app.guest().request(Method::GET, "/nothing").header("accept-language", "ru");
    assert!(Answer::of(elsewhere).await.body.contains("<html lang=\"ru\""));
}

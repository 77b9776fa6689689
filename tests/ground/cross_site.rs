use reqwest::{Method, RequestBuilder};

use super::probe::Probe;
use crate::support::{Answer, TestApp, Visitor};

/// A JSON write that would succeed, with an Origin or without.
fn write(probe: &Probe, headers: &[(&str, &str)]) -> RequestBuilder {
    let request = probe.request(Method::POST, "/en/probe").json(&serde_json::json!({"title": "x"}));
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

#[actix_web::test]
async fn a_write_must_come_from_this_site() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let own = app.base.as_str();
    let longer = format!("{own}.evil.example");
    let behind = format!("http://evil.example/{own}");
    let other_port = own.rsplit_once(':').unwrap().0.to_owned() + ":1";
    for origin in ["null", "https://evil.example", &longer, &behind, &other_port, "", "127.0.0.1"] {
        let answer = Answer::of(write(&probe, &[("origin", origin)])).await;
        assert_eq!(answer.status, 403, "Origin: {origin}");
        assert_eq!(answer.json()["error"], "forbidden");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(Answer::of(write(&probe, &[("sec-fetch-site", site)])).await.status, 403, "{site}");
    }
    assert_eq!(Answer::of(write(&probe, &[])).await.status, 403, "without Origin");
    assert_eq!(Answer::of(write(&probe, &[("referer", own)])).await.status, 403, "Referer is no proof");

    assert_eq!(Answer::of(write(&probe, &[("origin", own)])).await.status, 201);
    assert_eq!(Answer::of(write(&probe, &[("sec-fetch-site", "same-origin")])).await.status, 201);
    let body = serde_json::json!({"name": "program", "scope": "write", "days": 30});
    let made = app.member("Ona").await.post_json("/en/settings/tokens", &body).await.json();
    let known = format!("Bearer {}", made["created"]["token"].as_str().unwrap());
    assert_eq!(Answer::of(write(&probe, &[("authorization", &known)])).await.status, 201, "a program");
    for unknown in ["Bearer abc", "Bearer ", "Basic YTpi"] {
        let answer = Answer::of(write(&probe, &[("authorization", unknown)])).await;
        assert!(matches!(answer.status, 401 | 403), "{unknown}: {}", answer.status);
    }
    // Other methods that change something are no way around it, nor are those that a form can mean.
    for (method, path) in [(Method::PUT, "/en/probe"), (Method::POST, "/en/probe?_method=PUT")] {
        let request = probe.request(method.clone(), path).json(&serde_json::json!({"title": "x"}));
        assert_eq!(Answer::of(request).await.status, 403, "{method} {path}");
    }
    // Reading is free.
    let read = probe.request(Method::GET, "/en/probe/word").header("origin", "https://evil.example");
    assert_eq!(Answer::of(read).await.status, 200);
}

fn form(probe: &Probe, member: &Visitor, fields: &[(&str, &str)]) -> RequestBuilder {
    let session = format!("mipas={}", member.session.as_ref().unwrap());
    probe.post("/lt/probe").header("cookie", session).header("accept", "text/html").form(fields)
}

#[actix_web::test]
async fn a_form_needs_the_token_of_its_session() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let (ann, bob) = (app.member("ann").await, app.member("bob").await);
    let own = ann.csrf().unwrap();
    assert_ne!(own, ann.csrf().unwrap(), "masked anew each time");
    assert_eq!(Answer::of(form(&probe, &ann, &[("title", "a"), ("csrf", &own)])).await.status, 303);

    let foreign = bob.csrf().unwrap();
    let cut = own[..own.len() - 2].to_owned();
    let mut tokens: Vec<Vec<(&str, &str)>> = vec![vec![]];
    tokens.extend(["", "x", &foreign, &cut].map(|token| vec![("csrf", token)]));
    for token in tokens {
        let mut fields = vec![("title", "Ką parašiau <b>"), ("password", "paslaptis")];
        fields.extend(&token);
        let answer = Answer::of(form(&probe, &ann, &fields)).await;
        assert_eq!(answer.status, 403, "{token:?}");
        assert!(answer.body.contains("<html lang=\"lt\""));
        assert!(answer.body.contains("Ką parašiau &lt;b&gt;"), "what was typed stays on the page: {}", answer.body);
        assert!(!answer.body.contains("paslaptis"), "a password does not");
        assert!(!answer.body.contains(&own) && !answer.body.contains(&foreign));
    }
    // JSON with a cookie needs it too, in a header.
    let json = |token: &str| {
        let session = format!("mipas={}", ann.session.as_ref().unwrap());
        let request = probe.post("/en/probe").header("cookie", session).header("x-csrf", token);
        Answer::of(request.json(&serde_json::json!({"title": "x"})))
    };
    assert_eq!(json(&own).await.status, 201);
    assert_eq!(json(&foreign).await.status, 403);
}

/// Where a form leads back to is on this site.
#[actix_web::test]
async fn nobody_is_led_away() {
    let app = TestApp::new().await;
    let probe = Probe::start(&app);
    let lead = |next: &'static str| Answer::of(probe.post("/ru/probe/next").form(&[("next", next)]));
    assert_eq!(lead("/lt/areas?x=1#y").await.location(), "/lt/areas?x=1#y");
    for evil in [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ] {
        assert_eq!(lead(evil).await.location(), "/ru/", "{evil:?}");
    }
}

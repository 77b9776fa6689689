use futures_util::future::join_all;
use reqwest::Method;

use super::probe::plain_client;
use crate::support::{Answer, TestApp};

/// Asks for a kept page as somebody behind a proxy.
async fn ask(app: &TestApp, client: &reqwest::Client, forwarded: &str) -> Answer {
    let request = client.request(Method::GET, format!("{}/en/about", app.base));
    Answer::of(request.header("x-forwarded-for", forwarded)).await
}

/// Uses up what an address may; returns the answer that says so.
async fn exhaust(app: &TestApp, client: &reqwest::Client, forwarded: &str) -> Answer {
    for _ in 0..3_000 {
        let answer = ask(app, client, forwarded).await;
        if answer.status != 200 {
            return answer;
        }
    }
    panic!("no limit for {forwarded}")
}

#[actix_web::test]
async fn too_many_requests_are_told_to_wait() {
    let app = TestApp::with_settings(&[("limits", "on")]).await;
    let client = plain_client();
    let answer = exhaust(&app, &client, "192.0.2.1").await;
    assert_eq!(answer.status, 429);
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(answer.body.contains("<html lang=\"en\""));
    // Nobody trusts that header unless a proxy is named.
    assert_eq!(exhaust(&app, &client, "192.0.2.2").await.status, 429);
    // What keeps watch over the server is not limited, nor is what a page needs.
    assert_eq!(app.guest().get("/healthz").await.status, 200);
    assert_eq!(app.guest().get("/assets/none").await.status, 404);
    let mut json = app.guest().get_json("/en/areas").await;
    while json.status != 429 {
        json = app.guest().get_json("/en/areas").await;
    }
    assert_eq!(json.json()["error"], "too_many");
    assert!(!json.header("retry-after").is_empty());
}

#[actix_web::test]
async fn addresses_are_counted_behind_trusted_proxies() {
    let app = TestApp::with_settings(&[("limits", "on"), ("trusted-proxies", "127.0.0.1,10.0.0.0/8")]).await;
    let client = plain_client();
    exhaust(&app, &client, "192.0.2.1").await;
    // The last address that is not a proxy of ours counts; what stands before it anybody can write.
    for same in ["192.0.2.1", "198.51.100.7, 192.0.2.1", "192.0.2.1, 10.1.2.3", "::ffff:192.0.2.1", "x, 192.0.2.1"] {
        assert_eq!(exhaust(&app, &client, same).await.status, 429);
    }
    for other in ["192.0.2.2", "192.0.2.1, 192.0.2.3", "2001:db8::1"] {
        assert_eq!(ask(&app, &client, other).await.status, 200, "{other}");
    }
}

#[actix_web::test]
async fn an_ipv6_network_is_one_visitor() {
    let app = TestApp::with_settings(&[("limits", "on"), ("trusted-proxies", "127.0.0.1")]).await;
    let client = plain_client();
    // A new address of one /64 for each request.
    let mut refused = false;
    for n in 0..3_000 {
        refused = ask(&app, &client, &format!("2001:db8:0:1::{n:x}")).await.status == 429;
        if refused {
            break;
        }
    }
    assert!(refused, "addresses of one /64 are counted apart");
    assert_eq!(ask(&app, &client, "2001:db8:0:2::1").await.status, 200);
}

/// A session or a token that is made up anew each time makes no new visitor.
#[actix_web::test]
async fn made_up_sessions_are_counted_by_their_address() {
    let app = TestApp::with_settings(&[("limits", "on"), ("trusted-proxies", "127.0.0.1")]).await;
    let client = plain_client();
    for header in ["cookie", "authorization"] {
        let ask = async |path: &str, n: u32, address: &str| {
            let made_up = if header == "cookie" { format!("mipas=made-up-{n}") } else { format!("Bearer made-up-{n}") };
            let request = client.get(format!("{}{path}", app.base)).header(header, made_up);
            Answer::of(request.header("x-forwarded-for", address)).await.status
        };
        let address = format!("192.0.2.{}", header.len());
        let mut refused = false;
        // Many at once: a slow machine gives back what one after the other would use up.
        for batch in 0..20 {
            let tries = (0..40).map(|n| ask("/en/search?q=address", batch * 40 + n, &address));
            refused |= join_all(tries).await.contains(&429);
            if refused {
                break;
            }
        }
        assert!(refused, "{header}");
        assert_eq!(ask("/en/about", 0, &address).await, 200, "it is searching that is limited");
        assert_eq!(ask("/en/search?q=address", 0, "198.51.100.1").await, 200);
    }
}

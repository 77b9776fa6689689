use reqwest::Method;

use crate::forum::setup::{open_category, reply, start};
use crate::notifications::settle;
use crate::support::{Answer, TestApp, free_port};

const TOKEN: &str = "a token for the watch";

/// The number of a line such as `mipas_consumer_lag{consumer="notifications"} 0`.
fn value(text: &str, line: &str) -> i64 {
    let found = text.lines().find_map(|each| each.strip_prefix(line)?.trim().parse().ok());
    found.unwrap_or_else(|| panic!("no {line} in {text}"))
}

#[actix_web::test]
async fn metrics_are_for_those_with_the_token() {
    let app = TestApp::with_settings(&[("metrics-token", TOKEN)]).await;
    let guest = app.guest();
    assert_eq!(guest.get("/metrics").await.status, 404);
    for wrong in ["", "a token for the watc", "a token for the watch and more"] {
        assert_eq!(guest.with_bearer(wrong).get("/metrics").await.status, 404, "{wrong}");
    }
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    reply(&ivan, &thread, "A reply").await;
    settle(&app).await;
    let answer = guest.with_bearer(TOKEN).get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    assert_eq!(value(&answer.body, "mipas_consumer_lag{consumer=\"notifications\"}"), 0);
    assert_eq!(value(&answer.body, "mipas_consumer_set_aside{consumer=\"notifications\"}"), 0);
    assert!(value(&answer.body, "mipas_log_newest") > 20);
    assert_eq!(value(&answer.body, "mipas_live_sockets"), 0);
    assert_eq!(value(&answer.body, "mipas_outbox{state=\"failed\"}"), 0);
}

#[actix_web::test]
async fn metrics_have_an_address_of_their_own() {
    let port = free_port();
    let app = TestApp::with_settings(&[("metrics-listen", &format!("127.0.0.1:{port}"))]).await;
    let guest = app.guest();
    assert_eq!(guest.get("/metrics").await.status, 404);
    let there = |path: &str| Answer::of(guest.client.request(Method::GET, format!("http://127.0.0.1:{port}{path}")));
    assert_eq!(there("/metrics").await.status, 200);
    assert_eq!(there("/lt/").await.status, 404);
}

//! Requests made of noise, at every endpoint, by every kind of caller: nothing fails inside, and the server goes on.

use mipas::accounts::Role;
use mipas::web::Endpoint;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use reqwest::Method;

use crate::forum::setup::{open_category, start};
use crate::support::{TestApp, Visitor};

const REQUESTS: u32 = 6_000;

/// What stands in a path or a query, percent-encoded.
const PIECES: [&str; 30] = [
    "1",
    "2",
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "1.5",
    "1e9",
    "0x10",
    "housing",
    "lt",
    "xx",
    "%20",
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "%E2%80%AE",
    "%2F..%2F",
    "..",
    "%5C",
    "'",
    "%22%3E",
    "unread",
    "a%0d%0aSet-Cookie:x",
    "%F0%9F%98%80",
    "null",
    "{id}",
    "+",
    "%25",
];

fn piece(noise: &mut StdRng) -> &'static str {
    PIECES.choose(noise).unwrap()
}

fn bytes(noise: &mut StdRng, most: usize) -> Vec<u8> {
    let mut bytes = vec![0; noise.random_range(0..=most)];
    noise.fill_bytes(&mut bytes);
    bytes
}

fn path(noise: &mut StdRng, endpoint: &Endpoint) -> String {
    let mut path = String::new();
    for segment in endpoint.path.split('/').skip(1) {
        path.push('/');
        match segment {
            "{lang}" => path.push_str(["lt", "en", "ru"].choose(noise).unwrap()),
            "{id}" | "{number}" if noise.random_bool(0.7) => path.push(['1', '2'][noise.random_range(0..2)]),
            "{slug}" if noise.random_bool(0.5) => path.push_str("housing"),
            fixed if !fixed.contains('{') => path.push_str(fixed),
            _ => path.push_str(piece(noise)),
        }
    }
    let names: Vec<&str> = endpoint.queries.iter().copied().chain(["page", "next", "_method"]).collect();
    for (index, _) in (0..noise.random_range(0..3)).enumerate() {
        path.push(if index == 0 { '?' } else { '&' });
        path.push_str(names.choose(noise).unwrap());
        path.push('=');
        path.push_str(piece(noise));
    }
    path
}

fn json(noise: &mut StdRng, depth: u32) -> serde_json::Value {
    match noise.random_range(0..9) {
        0 => serde_json::Value::Null,
        1 => noise.random_bool(0.5).into(),
        2 => noise.random::<i64>().into(),
        3 => noise.random::<f64>().into(),
        4 => (0..noise.random_range(0..4)).map(|_| if depth > 3 { 1.into() } else { json(noise, depth + 1) }).collect(),
        5 => serde_json::json!({ (piece(noise)): if depth > 3 { 1.into() } else { json(noise, depth + 1) } }),
        6 => String::from_utf8_lossy(&bytes(noise, 60)).into(),
        7 => "e".repeat(noise.random_range(0..3_000)).into(),
        _ => piece(noise).into(),
    }
}

/// A body that names the fields, in one of the shapes that bodies have, or in none.
fn body(noise: &mut StdRng, endpoint: &Endpoint, csrf: Option<String>) -> (&'static str, Vec<u8>) {
    let fields = endpoint.takes.unwrap_or_default().iter().map(|name| name.trim_end_matches('?'));
    match noise.random_range(0..4) {
        0 | 1 => {
            let mut form: Vec<String> = fields.map(|name| format!("{name}={}", piece(noise))).collect();
            form.extend(csrf.map(|csrf| format!("csrf={csrf}")));
            if noise.random_bool(0.1) {
                form.push(format!("idempotency_key={}", piece(noise)));
            }
            let mut bytes = form.join("&").into_bytes();
            if noise.random_bool(0.1) {
                bytes.extend(self::bytes(noise, 40));
            }
            ("application/x-www-form-urlencoded", bytes)
        }
        2 => {
            let object: serde_json::Map<String, serde_json::Value> =
                fields.map(|name| (name.to_owned(), json(noise, 0))).collect();
            ("application/json", serde_json::to_vec(&object).unwrap())
        }
        _ => {
            let kind = ["application/json", "multipart/form-data; boundary=x", "text/plain", ""].choose(noise).unwrap();
            (kind, bytes(noise, 400))
        }
    }
}

async fn people(app: &TestApp, turn: u32) -> Vec<Visitor> {
    let admin = app.member_with(&format!("Ada {turn}"), &[Role::Admin]).await;
    let member = app.member(&format!("Ona {turn}")).await;
    start(&member, "housing", "A question of mine", "Its text").await;
    vec![app.guest(), member, admin]
}

#[actix_web::test]
#[ignore = "minutes: for tests/run --full"]
async fn noise_at_every_endpoint_fails_nowhere() {
    let seed: u64 = std::env::var("NOISE_SEED").ok().map_or_else(rand::random, |seed| seed.parse().unwrap());
    println!("NOISE_SEED={seed} makes the same requests again");
    let mut noise = StdRng::seed_from_u64(seed);
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let endpoints = mipas::app::endpoints();
    let mut callers = people(&app, 0).await;
    let mut seen: std::collections::BTreeMap<u16, u32> = std::collections::BTreeMap::new();
    for turn in 1..=REQUESTS {
        // Noise signs people out, and moves and hides what there is.
        if turn % 500 == 0 {
            callers = people(&app, turn).await;
        }
        let endpoint = endpoints.choose(&mut noise).unwrap();
        let caller = callers.choose(&mut noise).unwrap();
        let path = path(&mut noise, endpoint);
        let method = if noise.random_bool(0.95) { endpoint.method.as_str() } else { "BREW" };
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = caller.request(method.clone(), &path);
        if noise.random_bool(0.5) {
            request = request.header("accept", "application/json");
        }
        let mut sent = String::new();
        if method != Method::GET {
            let (kind, bytes) = body(&mut noise, endpoint, caller.csrf());
            sent = format!("{kind} {}", bytes.escape_ascii());
            request = request.header("origin", &caller.base).header("content-type", kind).body(bytes);
        }
        let status = request.send().await.unwrap().status().as_u16();
        assert!(status < 500, "{status} to {method} {path} {sent}");
        *seen.entry(status).or_default() += 1;
    }
    assert_eq!(app.guest().get("/readyz").await.status, 200);
    println!("{seen:?}");
    // It reached the handlers, not only the door.
    for status in [200, 303, 400, 404, 405, 415, 422] {
        assert!(seen.contains_key(&status), "no {status} in {seen:?}");
    }
}

//! Finding: in any language and form, what one may see and nothing else, right up to the last second.

mod finding;
mod input;
mod keeping;
mod leaks;
mod offering;
mod quality;

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{TestApp, Visitor};

/// Waits until this server's index has come to the end of the log.
pub async fn indexed(app: &TestApp) {
    let newest = app.db().read(mipas::activity::newest).await.unwrap();
    let began = Instant::now();
    while app.shared.search.cursor() < newest {
        assert!(began.elapsed() < Duration::from_secs(20), "the index is behind");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Percent-encoded, for a query parameter.
pub fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The answer to a query, as JSON.
pub async fn search(visitor: &Visitor, text: &str) -> Value {
    search_with(visitor, "en", text, "").await
}

/// The same in a language of the interface, with further parameters (`&type=post`).
pub async fn search_with(visitor: &Visitor, lang: &str, text: &str, more: &str) -> Value {
    let answer = visitor.get_json(&format!("/{lang}/search?q={}{more}", encoded(text))).await;
    assert_eq!(answer.status, 200, "{text}: {}", answer.body);
    answer.json()
}

/// The titles that are found, without marks; replies have those of their threads.
pub async fn titles(visitor: &Visitor, text: &str) -> Vec<String> {
    titles_of(&search(visitor, text).await)
}

pub fn titles_of(found: &Value) -> Vec<String> {
    let plain = |result: &Value| result["title"].as_str().unwrap().replace("<mark>", "").replace("</mark>", "");
    found["results"].as_array().unwrap().iter().map(plain).collect()
}

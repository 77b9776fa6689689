//! Questions to experts: asked without an account, opened with a key, erased without a trace.

pub mod answering;
mod asking;
pub mod community;
mod contacts;
mod desk;
mod desk_verification;
mod details;
mod erasure;
mod expecting;
mod expert_form;
mod following_up;
mod glass;
mod handing_on;
mod held;
mod hiding;
mod identity;
mod keeping_right;
mod keys;
pub mod letters;
mod notices;
mod numbers;
mod order;
mod own;
mod queue_views;
mod reader_language;
mod register;
mod similar;
mod solutions;
mod timing;
pub mod traces;
mod verdicts;
mod versions;

use crate::support::{Answer, Visitor};

/// The fields of a question that is sent from the page.
pub fn question<'a>(key: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("key", key), ("text", text), ("language", ""), ("area", "housing"), ("audience", "ngo")]
}

/// The key that the page for asking holds.
pub async fn key_of(visitor: &Visitor, lang: &str) -> String {
    let page = visitor.get_json(&format!("/{lang}/ask")).await;
    page.json()["key"].as_str().unwrap().to_owned()
}

/// Asks as somebody without an account does: the key, and what was answered.
pub async fn ask(visitor: &Visitor, lang: &str, text: &str) -> (String, Answer) {
    let key = key_of(visitor, lang).await;
    let answer = visitor.post_form(&format!("/{lang}/ask"), &question(&key, text)).await;
    assert_eq!(answer.status, 200, "{}", answer.main_text());
    (key, answer)
}

/// Opens a case in this browser.
pub async fn open(visitor: &mut Visitor, lang: &str, key: &str) -> Answer {
    let answer = visitor.post_form(&format!("/{lang}/case/opening"), &[("key", key)]).await;
    visitor.keep_cookies(&answer);
    answer
}

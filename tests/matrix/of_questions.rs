//! The endpoints that name a question, taken from the rows, and what is sent to them.

use serde_json::{Value, json};

use super::rows::{ROWS, Row};

/// How the number of a question stands in an address.
const NAMED: [&str; 4] = ["/q/{id}", "/queue/{id}", "/moderation/questions/{id}", "/admin/questions/{id}"];

/// Every row whose address names a question.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(|row| names_a_question(row.path))
}

pub fn names_a_question(pattern: &str) -> bool {
    NAMED.iter().any(|named| pattern.contains(named))
}

/// The address of a row for a question, in English.
pub fn path(pattern: &str, id: i64, slug: &str, answer: i64) -> String {
    let path = pattern.replace("{lang}", "en").replace("{id}", &id.to_string()).replace("{slug}", slug);
    let path = path.replace("{answer}", &answer.to_string());
    // Without a language there is no form for a version, whatever the number.
    if path.ends_with("/versions") { format!("{path}?language=ru") } else { path }
}

/// What each of the writes takes, in one: nothing but the question is missing.
pub fn body() -> Value {
    json!({
        "answer": "official", "audience": "ngo_and_state", "body": "Go there in time.", "closing_reason": "outdated",
        "consent": "agree", "direction": "up", "duplicate_of": "1", "hand_over": "1",
        "handing_reason": "It is not our field", "internal_note": "I have called them", "into": "body",
        "language": "ru", "months": "6", "objection": "This is not so", "organisation": "1",
        "password": "not the right one", "reason": "Because somebody has to look at it", "reply": "1",
        "request_text": "Which permit is it?", "revision": "1", "shown": "1", "source_q": "law", "sources": ["1"],
        "state": "1.0", "summary": "Renew it at the office.", "sure": "1", "text": "A text that is long enough",
        "title": "A title of mine", "verdict": "yes",
    })
}

/// The same as a form has it.
pub fn fields() -> Vec<(String, String)> {
    let body = body();
    let fields = body.as_object().unwrap().iter();
    let value = |value: &Value| value.as_str().or_else(|| value[0].as_str()).unwrap().to_owned();
    fields.map(|(name, of)| (name.clone(), value(of))).collect()
}

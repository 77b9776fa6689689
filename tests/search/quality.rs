//! Questions in other forms than the texts that answer them, among texts about the like: 60 pairs and 60 distractors
//! each in Lithuanian and Russian.

use serde::Deserialize;

use super::{indexed, search_with, titles_of};
use crate::forum::setup::open_category;
use crate::support::TestApp;

#[derive(Deserialize)]
struct Text {
    title: String,
    text: String,
    #[serde(default)]
    query: String,
}

fn read(jsonl: &str) -> Vec<Text> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn success(language: &str, pairs: &str, distractors: &str) {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let pairs = read(pairs);
    for text in pairs.iter().chain(&read(distractors)) {
        let fields = [("title", text.title.as_str()), ("text", text.text.as_str()), ("language", language)];
        ona.post_form("/en/c/housing/threads", &fields).await.location();
    }
    indexed(&app).await;
    let guest = app.guest();
    let (mut first, mut five) = (0, 0);
    for pair in &pairs {
        let found = titles_of(&search_with(&guest, language, &pair.query, "&type=thread").await);
        let place = found.iter().position(|title| *title == pair.title);
        first += usize::from(place == Some(0));
        five += usize::from(place.is_some_and(|place| place < 5));
        if place.is_none_or(|place| place >= 5) {
            println!("{}: {:?}, not {}", pair.query, found.first(), pair.title);
        }
    }
    println!("{language}: {first} of {} first, {five} among the first five", pairs.len());
    assert!(pairs.len() >= 60);
    assert!(five * 100 >= pairs.len() * 95, "only {five} of {} are among the first five", pairs.len());
}

#[actix_web::test]
async fn lithuanian_questions_find_their_texts() {
    success("lt", include_str!("pairs/lt.jsonl"), include_str!("pairs/lt-distractors.jsonl")).await;
}

#[actix_web::test]
async fn russian_questions_find_their_texts() {
    success("ru", include_str!("pairs/ru.jsonl"), include_str!("pairs/ru-distractors.jsonl")).await;
}

//! Being told: once, in the right place, of what concerns one, and never of what one may not see.

mod consumers;
mod following;
mod inbox;
pub mod leaks;
mod mail;
mod recipients;

use std::time::{Duration, Instant};

use diesel::prelude::*;
use mipas::activity::consumer_states;
use mipas::db::schema::notice_mails;
use serde_json::Value;

use crate::support::{TestApp, Visitor};

/// Waits until the consumer has come to the end of the log.
pub async fn settle(app: &TestApp) {
    let began = Instant::now();
    loop {
        let lag: i64 =
            app.db().read(|conn| Ok(consumer_states(conn)?.iter().map(|state| state.lag).sum())).await.unwrap();
        if lag == 0 {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "the consumer is {lag} activities behind");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Lets the time pass that mail waits, and waits until it is written.
pub async fn mail_is_due(app: &TestApp) {
    settle(app).await;
    app.clock.advance(chrono::Duration::minutes(11));
    let began = Instant::now();
    while app.db().read(|conn| Ok(notice_mails::table.count().get_result::<i64>(conn)?)).await.unwrap() > 0 {
        assert!(began.elapsed() < Duration::from_secs(20), "mail is not written");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The inbox as JSON, once the consumer has caught up.
pub async fn inbox(app: &TestApp, visitor: &Visitor) -> Value {
    settle(app).await;
    visitor.get_json("/en/inbox").await.json()
}

/// The lines of the inbox: title, kind, who, how many.
pub async fn lines(app: &TestApp, visitor: &Visitor) -> Vec<(String, String, String, i64)> {
    let page = inbox(app, visitor).await;
    let mut lines = Vec::new();
    for thing in page["things"].as_array().unwrap() {
        for line in thing["lines"].as_array().unwrap() {
            lines.push((
                thing["title"].as_str().unwrap_or("-").to_owned(),
                line["kind"].as_str().unwrap().to_owned(),
                line["who"].as_str().unwrap().to_owned(),
                line["count"].as_i64().unwrap(),
            ));
        }
    }
    lines
}

/// The kinds of the lines of the inbox.
pub async fn kinds(app: &TestApp, visitor: &Visitor) -> Vec<String> {
    lines(app, visitor).await.into_iter().map(|(_, kind, ..)| kind).collect()
}

/// The number in the header of a page.
pub async fn header_count(visitor: &Visitor, path: &str) -> i64 {
    let body = visitor.get(path).await.body;
    let document = scraper::Html::parse_document(&body);
    let count = scraper::Selector::parse("[data-inbox-count]").unwrap();
    let shown: String = document.select(&count).next().expect("a number in the header").text().collect();
    shown.trim().parse().unwrap()
}

/// Chooses a level: `follow(&ona, "thread:1", "watching")`.
pub async fn follow(visitor: &Visitor, thing: &str, level: &str) {
    let fields = [("thing", thing), ("level", level)];
    visitor.post_form("/en/following?_method=PUT", &fields).await.location();
}

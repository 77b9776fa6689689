//! `/demo/mail`: the mail of a demonstration, read in the browser. Nowhere else is there such a page.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::Visit;
use crate::db::{OutboxId, Timestamp};
use crate::error::{Error, Result};
use crate::mail::{Kept, find_kept, list_kept, read};
use crate::web::{Endpoint, Page, get};

/// How many letters are listed.
const NEWEST: i64 = 100;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/demo/mail", list).page::<DemoMail>("DemoMail"),
        get("/{lang}/demo/mail/{id}", show).page::<DemoLetterPage>("DemoLetterPage"),
    ]
}

/// The mail box as programs read it.
#[derive(Serialize, utoipa::ToSchema)]
struct DemoMail {
    messages: Vec<DemoMessage>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct DemoMessage {
    to: String,
    subject: String,
    text: String,
    html: String,
    /// None while it waits.
    sent_at: Option<Timestamp>,
}

/// The same for the page, where each leads to its own.
#[derive(Serialize)]
struct DemoMailPage {
    messages: Vec<DemoLine>,
}

#[derive(Serialize)]
struct DemoLine {
    id: OutboxId,
    to: String,
    subject: String,
    at: Timestamp,
}

#[derive(Serialize, utoipa::ToSchema)]
struct DemoLetterPage {
    to: String,
    subject: String,
    text: String,
    html: String,
    /// Name and value, in their order.
    headers: Vec<(String, String)>,
    /// Addresses on this site that the text names.
    links: Vec<String>,
    sent_at: Option<Timestamp>,
}

async fn list(visit: Visit) -> Result<HttpResponse> {
    only_in_demo(&visit)?;
    if visit.asked.wants_json {
        return visit
            .page(|conn, _| {
                let messages = list_kept(conn, NEWEST)?.into_iter().map(message).collect();
                Ok(Page::new("demo/mail", "", DemoMail { messages }))
            })
            .await;
    }
    visit
        .page(|conn, viewer| {
            let messages = list_kept(conn, NEWEST)?.into_iter().map(line).collect();
            let title = viewer.lang.locale().say("demo-mail-title");
            Ok(Page::new("demo/mail", title, DemoMailPage { messages }).not_indexed())
        })
        .await
}

async fn show(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse> {
    only_in_demo(&visit)?;
    let id: OutboxId = path.1.parse().map_err(|_| Error::NotFound)?;
    let base_url = visit.site.config.base_url.clone();
    visit
        .page(move |conn, _| {
            let kept = find_kept(conn, id)?.ok_or(Error::NotFound)?;
            let letter = read(&kept.message).ok_or(Error::NotFound)?;
            let words = letter.text.split_whitespace();
            let links = words.filter(|word| word.starts_with(&format!("{base_url}/"))).map(str::to_owned).collect();
            let page = DemoLetterPage {
                to: kept.to_address,
                subject: letter.subject.clone(),
                text: letter.text,
                html: letter.html,
                headers: letter.headers,
                links,
                sent_at: kept.sent_at,
            };
            Ok(Page::new("demo/letter", letter.subject, page).not_indexed())
        })
        .await
}

fn only_in_demo(visit: &Visit) -> Result<()> {
    if visit.site.config.demo { Ok(()) } else { Err(Error::NotFound) }
}

fn message(kept: Kept) -> DemoMessage {
    let letter = read(&kept.message);
    let (subject, text, html) = letter.map(|letter| (letter.subject, letter.text, letter.html)).unwrap_or_default();
    DemoMessage { to: kept.to_address, subject, text, html, sent_at: kept.sent_at }
}

fn line(kept: Kept) -> DemoLine {
    let subject = read(&kept.message).map(|letter| letter.subject).unwrap_or_default();
    DemoLine { id: kept.id, to: kept.to_address, subject, at: kept.created_at }
}

//! What a person writes: parsed, with its mentions looked up, rendered once before it is stored.

use actix_web::HttpResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::accounts::{Visit, find_mentioned};
use crate::db::{AccountId, Conn};
use crate::error::{Error, Result};
use crate::text::{self, How, PIPELINE};
use crate::web::{Fields, Limit, Submitted};

/// The longest post, in graphemes.
pub const LONGEST: usize = 20_000;

/// A text ready to be stored.
#[derive(Debug, Clone)]
pub struct PostText {
    pub source: String,
    pub html: String,
    pub short_html: Option<String>,
    pub pipeline: i64,
    /// Whom the text calls, and whom it quotes.
    pub mentioned: Vec<AccountId>,
    pub quoted: Vec<AccountId>,
}

impl PostText {
    /// Looks up whom the text mentions and renders it, off the request's thread and outside any write.
    pub async fn prepare(visit: &Visit, source: String) -> Result<Self> {
        let base_url = visit.site.config.base_url.clone();
        visit.read(move |conn, _| Self::render(conn, source, &base_url)).await
    }

    /// The same on this thread. `base_url` is the site's own address.
    pub fn render(conn: &mut Conn, source: String, base_url: &str) -> Result<Self> {
        let handles = text::mentions(&source);
        let names: Vec<String> = handles.iter().map(|called| called.handle.clone()).collect();
        let mentions = if names.is_empty() { text::Mentions::default() } else { find_mentioned(conn, &names)? };
        let named = |how: How| {
            let of = handles.iter().filter(|called| called.how == how);
            let mut ids: Vec<AccountId> = of.filter_map(|c| Some(AccountId(mentions.get(&c.handle)?.0))).collect();
            ids.sort();
            ids.dedup();
            ids
        };
        let (mentioned, quoted) = (named(How::Called), named(How::Quoted));
        let rendered = text::render(&source, &mentions, base_url, &prefix());
        Ok(Self { source, html: rendered.html, short_html: rendered.short_html, pipeline: PIPELINE, mentioned, quoted })
    }
}

/// What sets the ids of one text apart from those of others on the page.
pub fn prefix() -> String {
    let bytes: [u8; 6] = rand::random();
    format!("n{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// Up to five tags of at most 30 graphemes, from one line with commas.
pub fn parse_tags(fields: &mut Fields<'_>, submitted: &Submitted) -> Vec<String> {
    let typed: Vec<String> = match submitted.all("tags") {
        [one] => one.split(',').map(str::to_owned).collect(),
        many => many.to_vec(),
    };
    let mut tags: Vec<String> =
        typed.iter().map(|tag| text::clean_line(tag).to_lowercase()).filter(|tag| !tag.is_empty()).collect();
    tags.sort();
    tags.dedup();
    if tags.len() > 5 {
        fields.wrong("tags", "error-tags-many");
    }
    if tags.iter().any(|tag| tag.chars().count() > 30) {
        fields.wrong("tags", "error-tags-long");
    }
    tags
}

#[derive(Serialize)]
struct Preview {
    html: String,
}

/// How a text will look, for the composer's script. Without it, the form's own button shows the same.
pub async fn preview(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    visit.limit(Limit::Searching)?;
    visit.read(|_, viewer| viewer.member.as_ref().map(|_| ()).ok_or(Error::SignIn)).await?;
    let mut fields = submitted.fields();
    let text = fields.text("text", 0, LONGEST);
    fields.finish()?;
    let text = PostText::prepare(&visit, text).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(Preview { html: text.html }))
}

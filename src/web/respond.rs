//! Answers: rendered on the thread that read the data, sent by the one that serves the connection.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::page::{LATER, Layout, Main};
use super::{Asked, Encoding, FLASH_COOKIE, FormState, Page, Person, Site, cookie};
use crate::activity::{Position, Tag};
use crate::error::{Error, Result};
use crate::render::{brotli, gzip};

/// A finished answer; unlike actix' response it can cross threads.
pub struct Answer {
    status: u16,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    /// `Some`: a guest's page that may be kept.
    tags: Option<Vec<Tag>>,
}

/// What the front door keeps of a guest's page.
pub(super) struct Keepable {
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub etag: HeaderValue,
    pub body: Bytes,
    pub tags: Vec<Tag>,
}

/// The page as this reader asked for it: HTML or JSON, compressed. `position`: taken before it was read.
pub fn render<T: Serialize>(
    site: &Site,
    asked: &Asked,
    person: Option<&Person>,
    form: &FormState,
    mut page: Page<T>,
    position: Option<Position>,
) -> Result<Answer> {
    let (content_type, plain) = if asked.wants_json {
        ("application/json", serde_json::to_vec(&page.data).map_err(Error::internal)?)
    } else {
        // A session that is over still sends its cookie: signing in with it needs the token too.
        let csrf = asked.session.as_ref().map(|session| site.keys.csrf_token(session));
        let part = page.part.take().map(|make| make(site.views, csrf.as_deref())).transpose()?;
        let main = Main::new(site, asked, person, form, &page, csrf.as_deref());
        let mut main = site.views.render(asked.lang, page.template, &main)?;
        if let Some(part) = part {
            main = main.replacen(LATER, &part, 1);
        }
        let layout = Layout::new(site, asked, person, &page, csrf.as_deref(), position);
        let html = site.views.render(asked.lang, "layout", &layout)?.replacen(LATER, &main, 1);
        ("text/html; charset=utf-8", html.into_bytes())
    };
    let guest = person.is_none() && asked.bearer.is_none() && asked.session.is_none() && asked.flash.is_none();
    let tags = page.tags.filter(|_| guest && asked.theme.is_none() && asked.is_get && page.status == 200);
    // What is kept is compressed once and served often.
    let body = compress(plain, asked.encoding, if tags.is_some() { 5 } else { 1 });
    let mut headers = vec![
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::VARY, HeaderValue::from_static("Accept, Accept-Encoding, Cookie")),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static(if tags.is_some() {
                "public, max-age=0, must-revalidate"
            } else {
                "private, no-store"
            }),
        ),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(asked.lang.code())),
    ];
    match asked.encoding {
        Encoding::Identity => {}
        Encoding::Gzip => headers.push((header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))),
        Encoding::Brotli => headers.push((header::CONTENT_ENCODING, HeaderValue::from_static("br"))),
    }
    if asked.flash.is_some() && !asked.wants_json {
        let gone = cookie(&site.config, FLASH_COOKIE, String::new(), 0);
        headers.push((header::SET_COOKIE, HeaderValue::from_str(&gone.to_string()).map_err(Error::internal)?));
    }
    Ok(Answer { status: page.status, headers, body, tags })
}

fn compress(plain: Vec<u8>, encoding: Encoding, effort: u32) -> Bytes {
    match encoding {
        Encoding::Identity => Bytes::from(plain),
        Encoding::Gzip => gzip(&plain, effort),
        Encoding::Brotli => brotli(&plain, effort),
    }
}

impl Responder for Answer {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::new(StatusCode::from_u16(self.status).unwrap_or_default());
        for (name, value) in &self.headers {
            response.headers_mut().append(name.clone(), value.clone());
        }
        if let Some(tags) = self.tags {
            let etag = etag(&self.body);
            if matches_etag(request, &etag) {
                return not_modified(&etag);
            }
            response.headers_mut().insert(header::ETAG, etag.clone());
            let keepable = Keepable { headers: self.headers, etag, body: self.body.clone(), tags };
            request.extensions_mut().insert(keepable);
        }
        response.set_body(actix_web::body::BoxBody::new(self.body))
    }
}

/// A strong validator (RFC 9110 section 8.8.3): the encoded bytes' own digest.
fn etag(body: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

pub(super) fn matches_etag(request: &HttpRequest, etag: &HeaderValue) -> bool {
    let (Some(wanted), Ok(etag)) = (request.headers().get(header::IF_NONE_MATCH), etag.to_str()) else { return false };
    wanted.to_str().is_ok_and(|wanted| {
        wanted.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*")
    })
}

pub(super) fn not_modified(etag: &HeaderValue) -> HttpResponse {
    let mut response = HttpResponse::NotModified();
    response.insert_header((header::ETAG, etag.clone()));
    response.insert_header((header::VARY, "Accept, Accept-Encoding, Cookie"));
    response.insert_header((header::CACHE_CONTROL, "public, max-age=0, must-revalidate"));
    response.finish()
}

/// 303: the write is done, read the result there. The way of every form.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, path))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// The same, with a message (a Fluent id that begins with `flash-`) for the next page.
pub fn see_other_with(site: &Site, path: &str, flash: &str) -> HttpResponse {
    let mut response = see_other(path);
    if let Err(error) = response.add_cookie(&cookie(&site.config, FLASH_COOKIE, flash.to_owned(), 60)) {
        tracing::error!(%error, "the flash cookie was not set");
    }
    response
}

/// The JSON answer to a write.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Created {
    pub id: i64,
    /// Path on this site.
    pub url: String,
}

/// 201 for what was made, 200 for what was changed or had been made by an earlier try.
pub fn created(new: bool, id: i64, url: String) -> HttpResponse {
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    HttpResponse::build(status)
        .insert_header((header::LOCATION, url.clone()))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(Created { id, url })
}

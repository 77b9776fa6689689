//! The front door that every request passes: request id, limits, cross-site protection, kept pages, method
//! override, error pages, security headers, one log line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use super::cache::{KeptPage, Key};
use super::limits::{Limit, Who};
use super::respond::{Keepable, matches_etag, not_modified};
use super::{Asked, Person, Site, Submitted, error_page};
use crate::error::Error;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost middleware.
pub async fn front(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let Some(site) = request.app_data::<Data<Site>>().cloned() else {
        return Err(actix_web::error::ErrorInternalServerError("no site"));
    };
    let id = request_id();
    let asked = Asked::of(request.request(), &site.config);
    let admitted = match admit(&site, &asked, request.request()) {
        Ok(()) => bearer_is_known(&site, &asked).await,
        refused => refused,
    };
    if let Err(error) = admitted {
        let (request, _) = request.into_parts();
        let person = recognise(&site, &asked, &error).await;
        let response = error_page(&site, &asked, person.as_ref(), None, &error, &request);
        return Ok(finish(&site, &asked, id, started, ServiceResponse::new(request, response)));
    }
    override_method(&mut request);

    let key = keepable_key(&request, &asked);
    if let Some(kept) = key.as_ref().and_then(|key| site.cache.get(key)) {
        let response = if matches_etag(request.request(), &kept.etag) {
            not_modified(&kept.etag)
        } else {
            let mut response = HttpResponse::new(StatusCode::OK);
            for (name, value) in &kept.headers {
                response.headers_mut().append(name.clone(), value.clone());
            }
            response.headers_mut().insert(header::ETAG, kept.etag.clone());
            response.set_body(BoxBody::new(kept.body.clone()))
        };
        let (request, _) = request.into_parts();
        return Ok(finish(&site, &asked, id, started, ServiceResponse::new(request, response)));
    }

    let position = site.changes.position();
    // The router needs the request for itself alone: nothing may hold a clone of it here. Failures of handlers
    // and extractors come back as responses.
    let response = next.call(request).await?.map_into_boxed_body();
    let response = with_error_page(&site, &asked, response).await;
    if let Some(key) = key {
        let keepable = response.request().extensions_mut().remove::<Keepable>();
        if let Some(Keepable { headers, etag, body, tags }) = keepable {
            site.cache.keep(key, position, tags, Arc::new(KeptPage { headers, etag, body }));
        }
    }
    Ok(finish(&site, &asked, id, started, response))
}

/// Limits and cross-site protection: before anything is read or looked up.
fn admit(site: &Site, asked: &Asked, request: &HttpRequest) -> Result<(), Error> {
    let exempt = asked.path.starts_with("/assets/") || matches!(asked.path.as_str(), "/healthz" | "/readyz");
    if !exempt {
        site.limits.check(Limit::Everything, &Who::Address(asked.address))?;
    }
    // What is searched for may be anything.
    let anything = asked.path.get(3..).is_some_and(|path| path == "/search" || path.starts_with("/search/"));
    if !is_text(&asked.path) || !anything && !is_text(&asked.query) {
        return Err(Error::BadRequest("error-bad-text"));
    }
    // One-click unsubscribing comes from mail programs (RFC 8058): its token is the right to it.
    let sealed = asked.path.starts_with("/unsubscribe/");
    if request.method().is_safe() || asked.bearer.is_some() || sealed {
        return Ok(());
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let own_origin = header("origin").is_some_and(|origin| origin == site.config.base_url);
    let same_origin = header("sec-fetch-site") == Some("same-origin");
    if own_origin || same_origin { Ok(()) } else { Err(Error::Forbidden("error-cross-site")) }
}

/// A bearer token stands in place of `Origin` and the form's token, where something may be changed: one that nobody has,
/// or has any more, stands for nothing.
async fn bearer_is_known(site: &Data<Site>, asked: &Asked) -> Result<(), Error> {
    if asked.is_get || asked.bearer.is_none() {
        return Ok(());
    }
    let (this, asked) = (site.clone(), asked.clone());
    let person = site.db.read(move |conn| (this.recognise)(conn, &asked, this.clock.now())).await?;
    person.map(drop).ok_or(Error::SignIn)
}

/// What is percent-encoded in an address must be UTF-8 without NUL, for whoever decodes it.
fn is_text(encoded: &str) -> bool {
    let decoded = || percent_encoding::percent_decode_str(encoded).decode_utf8();
    !encoded.contains('%') || decoded().is_ok_and(|text| !text.contains('\0'))
}

/// Forms without JavaScript can only POST: `?_method=DELETE` says what they mean. A HEAD is answered as the GET
/// that it asks about; the connection remembers to leave out the body.
fn override_method(request: &mut ServiceRequest) {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    if request.method() != Method::POST {
        return;
    }
    let wanted = match request.query_string().split('&').find_map(|pair| pair.strip_prefix("_method=")) {
        Some("DELETE") => Method::DELETE,
        Some("PUT") => Method::PUT,
        _ => return,
    };
    request.head_mut().method = wanted;
}

/// Guests without any cookie may be served what another guest was.
fn keepable_key(request: &ServiceRequest, asked: &Asked) -> Option<Key> {
    let plain = request.method() == Method::GET
        && !request.headers().contains_key(header::COOKIE)
        && !request.headers().contains_key(header::AUTHORIZATION);
    plain.then(|| Key {
        path_and_query: if asked.query.is_empty() {
            asked.path.clone()
        } else {
            format!("{}?{}", asked.path, asked.query)
        },
        json: asked.wants_json,
        encoding: asked.encoding,
    })
}

/// Answers of the router itself (404, 405) and of extractors get a page as well.
async fn with_error_page(
    site: &Data<Site>,
    asked: &Asked,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let has_body = response.headers().contains_key(header::CONTENT_TYPE);
    if !failed || (has_body && response.response().error().is_none()) {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let (request, old) = response.into_parts();
    let own = old.error().and_then(|error| error.as_error::<Error>().cloned());
    let error = own.unwrap_or_else(|| from_status(old.status()));
    let person = recognise(site, asked, &error).await;
    // What was typed into the form that was refused.
    let typed = request.extensions_mut().remove::<Submitted>();
    let mut new = error_page(site, asked, person.as_ref(), typed.as_ref(), &error, &request);
    if let Some(allow) = allow {
        new.headers_mut().insert(header::ALLOW, allow);
    }
    ServiceResponse::new(request, new)
}

/// Whose error page it is. A reader whom the database cannot tell gets a guest's; one who asks too much as well.
async fn recognise(site: &Data<Site>, asked: &Asked, error: &Error) -> Option<Person> {
    if asked.session.is_none() || asked.wants_json || matches!(error, Error::TooMany { .. } | Error::Unavailable(_)) {
        return None;
    }
    let (site, asked) = (site.clone(), asked.clone());
    let look = move || site.db.read_now(|conn| (site.recognise)(conn, &asked, site.clock.now()));
    match tokio::task::spawn_blocking(look).await {
        Ok(Ok(person)) => person,
        Ok(Err(error)) => {
            tracing::debug!(%error, "nobody is recognised");
            None
        }
        Err(error) => {
            tracing::error!(%error, "recognising failed");
            None
        }
    }
}

fn from_status(status: StatusCode) -> Error {
    match status.as_u16() {
        404 => Error::NotFound,
        405 => Error::MethodNotAllowed,
        413 => Error::TooLarge,
        415 => Error::UnsupportedMediaType,
        403 => Error::Forbidden("error-forbidden"),
        400..=499 => Error::BadRequest("error-bad-request"),
        _ => Error::internal(format!("status {status}")),
    }
}

fn finish(
    site: &Site,
    asked: &Asked,
    id: HeaderValue,
    started: Instant,
    mut response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let status = response.status().as_u16();
    secure(site, response.headers_mut());
    response.headers_mut().insert(REQUEST_ID, id.clone());
    // Never a query, a cookie or an address: they can tell who asked what.
    let quiet = asked.path.starts_with("/assets/") || matches!(asked.path.as_str(), "/healthz" | "/readyz");
    if !quiet && tracing::enabled!(tracing::Level::DEBUG) || status >= 500 {
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let method = response.request().method().as_str().to_owned();
        let request = id.to_str().unwrap_or_default().to_owned();
        if status >= 500 {
            tracing::warn!(request, method, path = %asked.path, status, micros, "answered");
        } else {
            tracing::debug!(request, method, path = %asked.path, status, micros, "answered");
        }
    }
    response
}

/// OWASP ASVS 5.0 V3.4.
fn secure(site: &Site, headers: &mut HeaderMap) {
    const CSP: &str = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
                       form-action 'self'; img-src 'self'; style-src 'self'; script-src 'self'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
    if site.config.is_https() {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
}

/// Unique in this process' life and unlikely elsewhere.
fn request_id() -> HeaderValue {
    static START: std::sync::LazyLock<u64> = std::sync::LazyLock::new(rand::random);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let text = format!("{:08x}{count:08x}", *START & 0xffff_ffff);
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("-"))
}

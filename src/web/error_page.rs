//! Errors as a person or a program reads them. Logged once, here.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use serde::Serialize;

use super::page::{error_message, field_message, named_message};
use super::{Asked, FormState, Page, Person, Site, Submitted, render};
use crate::error::Error;

/// The JSON form of an error.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ErrorBody {
    /// A stable code, such as `not_found`.
    pub error: &'static str,
    /// In the language of the path or of Accept-Language.
    pub message: String,
    /// Field to message.
    pub fields: BTreeMap<String, String>,
    /// After a conflict: the text that stands now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
}

#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    message: String,
    advice: String,
    fields: Vec<String>,
    /// What was typed and could not be taken, so that it can be copied: nothing is lost.
    typed: Vec<String>,
    sign_in: bool,
}

/// What a ticked box of a form sends.
const TICKED: &str = "1";

/// The answer to a request that failed, with what was typed kept on the page.
pub fn error_page(
    site: &Site,
    asked: &Asked,
    person: Option<&Person>,
    submitted: Option<&Submitted>,
    error: &Error,
    request: &HttpRequest,
) -> HttpResponse {
    log(asked, error);
    let mut response = if asked.wants_json || is_json(request) {
        json(asked, error)
    } else {
        html(site, asked, person, submitted, error, request)
    };
    if let Error::TooMany { retry_after } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
    }
    if matches!(error, Error::Unavailable(_)) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if matches!(error, Error::SignIn) && asked.bearer.is_some() {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn is_json(request: &HttpRequest) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    content_type.is_some_and(|v| v.starts_with("application/json"))
}

fn log(asked: &Asked, error: &Error) {
    match error {
        Error::Internal(cause) => tracing::error!(path = %asked.path, %cause, "a request failed"),
        Error::Unavailable(cause) => tracing::warn!(path = %asked.path, %cause, "unavailable"),
        other => tracing::debug!(path = %asked.path, error = %other, "refused"),
    }
}

fn json(asked: &Asked, error: &Error) -> HttpResponse {
    let fields = match error {
        Error::Invalid(fields) => {
            fields.iter().map(|field| (field.field.clone(), field_message(field, asked.lang))).collect()
        }
        _ => BTreeMap::new(),
    };
    let current = match error {
        Error::Conflict { current, .. } => current.clone(),
        _ => None,
    };
    let body = ErrorBody { error: error.code(), message: error_message(error, asked.lang), fields, current };
    HttpResponse::build(StatusCode::from_u16(error.status()).unwrap_or_default()).json(body)
}

fn html(
    site: &Site,
    asked: &Asked,
    person: Option<&Person>,
    submitted: Option<&Submitted>,
    error: &Error,
    request: &HttpRequest,
) -> HttpResponse {
    let locale = asked.lang.locale();
    let typed = submitted.map_or_else(Vec::new, |submitted| {
        let hidden = ["csrf", "idempotency_key", "reply_to", "revision", "language"];
        let typed = submitted.typed().into_iter().filter(|(name, _)| !hidden.contains(&name.as_str()));
        // A ticked box was not written.
        let written = |text: &String| !text.is_empty() && text != TICKED;
        typed.filter_map(|(_, value)| value.as_str().map(str::to_owned)).filter(written).collect()
    });
    let fields = match error {
        Error::Invalid(fields) => fields.iter().map(|field| named_message(field, asked.lang)).collect(),
        _ => Vec::new(),
    };
    let page = ErrorPage {
        status: error.status(),
        message: error_message(error, asked.lang),
        advice: match error {
            // A reason of its own says what can be done: whom to ask is no advice to somebody who thanks themselves.
            Error::Forbidden(reason) if *reason != "error-forbidden" => String::new(),
            // There are no two texts to compare.
            Error::Conflict { current: None, .. } => String::new(),
            _ => locale.say(&format!("error-advice-{}", error.status())),
        },
        fields,
        typed,
        sign_in: matches!(error, Error::SignIn),
    };
    let title = locale.say(&format!("error-title-{}", error.status()));
    let page = Page::new("error", title, page).with_status(error.status()).not_indexed();
    let quiet = Asked { wants_json: false, flash: None, ..asked.clone() };
    match render(site, &quiet, person, &FormState::default(), page, None) {
        Ok(answer) => answer.respond_to(request),
        Err(cause) => {
            tracing::error!(%cause, "the error page failed");
            HttpResponse::build(StatusCode::from_u16(error.status()).unwrap_or_default())
                .content_type("text/plain; charset=utf-8")
                .body(error_message(error, asked.lang))
        }
    }
}

/// Handlers and extractors return `Error`; the front door turns it into the page.
impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

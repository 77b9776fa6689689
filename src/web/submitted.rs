//! What was sent with a write: a form or JSON, as named values. `Fields` parses them into typed values and
//! gathers what is wrong with each.

use std::collections::BTreeMap;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;

use super::{Asked, Site};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::text;

/// The largest body that is read, in bytes: a long post in Cyrillic, percent-encoded.
const LARGEST: usize = 1024 * 1024;

/// One field's value.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    /// Of a form: one or more; of JSON: just one.
    Texts(Vec<String>),
    /// A JSON array of texts.
    List(Vec<String>),
    /// JSON of another type than text: named in an error when a text is needed.
    Other(serde_json::Value),
}

/// The values of a write. Its extraction checks the form's token when a session cookie came along.
#[derive(Debug, Clone, Default)]
pub struct Submitted {
    values: BTreeMap<String, Value>,
    idempotency_key: Option<String>,
}

impl Submitted {
    /// The first value of a field as it was typed; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        match self.values.get(name) {
            Some(Value::Texts(texts)) => texts.first().map_or("", String::as_str),
            _ => "",
        }
    }

    pub fn all(&self, name: &str) -> &[String] {
        match self.values.get(name) {
            Some(Value::Texts(texts) | Value::List(texts)) => texts,
            _ => &[],
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    pub fn fields(&self) -> Fields<'_> {
        Fields { submitted: self, errors: Vec::new() }
    }

    /// The header of a JSON write, or the form's hidden field: the same key makes one thing.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    /// Tells one content from another, whatever key and token it came with.
    pub fn digest(&self) -> String {
        let mut typed = self.typed();
        typed.remove("idempotency_key");
        let digest = Sha256::digest(serde_json::Value::from_iter(typed).to_string());
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// What was typed, to be shown again: everything but passwords and tokens.
    pub fn typed(&self) -> BTreeMap<String, serde_json::Value> {
        let secret = |name: &str| name.contains("password") || name == "csrf";
        let shown = self.values.iter().filter(|(name, _)| !secret(name));
        shown
            .map(|(name, value)| {
                let value = match value {
                    Value::Texts(texts) if texts.len() == 1 => texts[0].clone().into(),
                    Value::Texts(texts) | Value::List(texts) => texts.clone().into(),
                    Value::Other(other) => other.clone(),
                };
                (name.clone(), value)
            })
            .collect()
    }
}

/// Parses the fields of one form; `finish` answers with everything that was wrong.
pub struct Fields<'a> {
    submitted: &'a Submitted,
    errors: Vec<FieldError>,
}

impl Fields<'_> {
    /// One line of `least` to `most` graphemes, cleaned of control characters.
    pub fn line(&mut self, name: &str, least: usize, most: usize) -> String {
        let value = text::clean_line(self.raw(name));
        self.check_length(name, &value, least, most);
        value
    }

    /// Text of several lines, `least` to `most` graphemes.
    pub fn text(&mut self, name: &str, least: usize, most: usize) -> String {
        let value = text::clean_text(self.raw(name));
        self.check_length(name, &value, least, most);
        value
    }

    /// A password: kept exactly as typed (NIST SP 800-63B 5.1.1.2 allows every character).
    pub fn secret(&mut self, name: &str) -> String {
        self.raw(name).to_owned()
    }

    /// A language that content can be in.
    pub fn language(&mut self, name: &str) -> ContentLanguage {
        let found = ContentLanguage::from_code(self.raw(name));
        if found.is_none() {
            self.wrong(name, "error-choose");
        }
        found.unwrap_or(ContentLanguage::from(crate::i18n::Lang::Lt))
    }

    /// One of a set of codes.
    pub fn choice<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>, otherwise: T) -> T {
        parse(self.raw(name)).unwrap_or_else(|| {
            self.wrong(name, "error-choose");
            otherwise
        })
    }

    /// A checkbox.
    pub fn flag(&self, name: &str) -> bool {
        match self.submitted.values.get(name) {
            Some(Value::Texts(texts)) => texts.first().is_some_and(|text| !text.is_empty() && text != "false"),
            Some(Value::Other(other)) => other.as_bool().unwrap_or(false),
            Some(Value::List(_)) | None => false,
        }
    }

    /// Codes of a set, each one of those that are known: the ticked boxes of a group. `None` when the field is not there.
    pub fn choices(&mut self, name: &str, known: &[&str]) -> Option<Vec<String>> {
        let texts: &[String] = match self.submitted.values.get(name) {
            None => return None,
            Some(Value::Texts(texts) | Value::List(texts)) => texts,
            Some(Value::Other(_)) => {
                self.wrong(name, "error-wrong-type");
                &[]
            }
        };
        // A form sends an empty one beside the boxes, so that a group with none ticked is there.
        let chosen: Vec<String> = texts.iter().filter(|text| !text.is_empty()).cloned().collect();
        if chosen.iter().any(|code| !known.contains(&code.as_str())) {
            self.wrong(name, "error-choose");
        }
        Some(chosen)
    }

    /// A whole number, or none when the field is empty or missing.
    pub fn number(&mut self, name: &str) -> Option<i64> {
        if let Some(Value::Other(other)) = self.submitted.values.get(name) {
            let number = other.as_i64();
            if number.is_none() && !other.is_null() {
                self.wrong(name, "error-wrong-type");
            }
            return number;
        }
        let raw = self.raw(name).trim().to_owned();
        let number = raw.parse().ok();
        if number.is_none() && !raw.is_empty() {
            self.wrong(name, "error-number");
        }
        number
    }

    pub fn wrong(&mut self, name: &str, message: &'static str) {
        self.errors.push(FieldError::new(name, message));
    }

    /// What a check of one's own has found.
    pub fn note(&mut self, outcome: Result<(), FieldError>) {
        self.errors.extend(outcome.err());
    }

    pub fn finish(self) -> Result<()> {
        if self.errors.is_empty() { Ok(()) } else { Err(Error::Invalid(self.errors)) }
    }

    fn raw(&mut self, name: &str) -> &str {
        match self.submitted.values.get(name) {
            Some(Value::Texts(texts)) => texts.first().map_or("", String::as_str),
            Some(Value::Other(_) | Value::List(_)) => {
                self.errors.push(FieldError::new(name, "error-wrong-type"));
                ""
            }
            None => "",
        }
    }

    fn check_length(&mut self, name: &str, value: &str, least: usize, most: usize) {
        if self.errors.iter().any(|error| error.field == name) {
            return;
        }
        // A grapheme has at least one byte: short texts need not be counted.
        let length = if value.len() <= most && least <= 1 { value.len() } else { value.graphemes(true).count() };
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        if value.is_empty() && least > 0 {
            self.errors.push(FieldError::new(name, "error-empty"));
        } else if length < least {
            self.errors.push(FieldError::new(name, "error-too-short").with("least", number(least)));
        } else if length > most || value.len() > most * 16 {
            let over = FieldError::new(name, "error-too-long");
            self.errors.push(over.with("most", number(most)).with("length", number(length)));
        }
    }
}

impl FromRequest for Submitted {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let header = |name| request.headers().get(name).and_then(|v| v.to_str().ok());
            let declared = header(CONTENT_LENGTH).and_then(|v| v.parse::<usize>().ok()).unwrap_or(0);
            if declared > LARGEST {
                return Err(Error::TooLarge);
            }
            let content_type = header(CONTENT_TYPE).map(|v| v.split(';').next().unwrap_or(v).trim().to_lowercase());
            let body = read(payload).await?;
            let mut submitted = match content_type.as_deref() {
                Some("application/x-www-form-urlencoded") => parse_form(&body)?,
                Some("application/json") => parse_json(&body)?,
                None if body.is_empty() => Self::default(),
                _ => return Err(Error::UnsupportedMediaType),
            };
            let key = request.headers().get("idempotency-key").and_then(|v| v.to_str().ok()).map(str::to_owned);
            let key = key.or_else(|| Some(submitted.text("idempotency_key").to_owned()));
            let key = key.filter(|key| !key.is_empty());
            // One that is passed over would promise what is not kept.
            if key.as_ref().is_some_and(|key| !(8..=100).contains(&key.len())) {
                return Err(Error::BadRequest("error-idempotency-key"));
            }
            submitted.idempotency_key = key;
            match submitted.check_token(&request) {
                Ok(()) => Ok(submitted),
                Err(error) => {
                    // The page that tells of it shows what was typed.
                    request.extensions_mut().insert(submitted);
                    Err(error)
                }
            }
        })
    }
}

impl Submitted {
    /// A session cookie alone proves nothing about who made the form.
    fn check_token(&self, request: &HttpRequest) -> Result<()> {
        let Some(site) = request.app_data::<Data<Site>>() else {
            return Err(Error::internal("no site"));
        };
        let asked = Asked::of(request, &site.config);
        let (Some(session), None) = (&asked.session, &asked.bearer) else { return Ok(()) };
        let header = request.headers().get("x-csrf").and_then(|v| v.to_str().ok());
        let token = header.unwrap_or_else(|| self.text("csrf"));
        if site.keys.csrf_matches(session, token) { Ok(()) } else { Err(Error::Forbidden("error-form-expired")) }
    }
}

async fn read(mut payload: Payload) -> Result<Bytes> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest("error-bad-request"))?;
        if body.len() + chunk.len() > LARGEST {
            return Err(Error::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn parse_form(body: &[u8]) -> Result<Submitted> {
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut parts = pair.splitn(2, |byte| *byte == b'=');
        let name = decode(parts.next().unwrap_or_default())?;
        let value = decode(parts.next().unwrap_or_default())?;
        match values.entry(name).or_insert_with(|| Value::Texts(Vec::new())) {
            Value::Texts(texts) => texts.push(value),
            Value::List(_) | Value::Other(_) => {}
        }
    }
    Ok(Submitted { values, idempotency_key: None })
}

/// application/x-www-form-urlencoded (WHATWG URL 5.1), but strict: what is not UTF-8 is refused.
fn decode(part: &[u8]) -> Result<String> {
    let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let decoded: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
    let text = String::from_utf8(decoded).map_err(|_| Error::BadRequest("error-bad-text"))?;
    if text.contains('\0') { Err(Error::BadRequest("error-bad-text")) } else { Ok(text) }
}

/// serde_json refuses invalid UTF-8 and lone surrogates by itself.
fn parse_json(body: &[u8]) -> Result<Submitted> {
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(body).map_err(|_| Error::BadRequest("error-bad-json"))?;
    let mut values = BTreeMap::new();
    for (name, value) in object {
        let value = match value {
            serde_json::Value::String(text) => Value::Texts(vec![text]),
            serde_json::Value::Array(items) if items.iter().all(serde_json::Value::is_string) => {
                Value::List(items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
            }
            other => Value::Other(other),
        };
        let texts = if let Value::Texts(texts) | Value::List(texts) = &value { texts.as_slice() } else { &[] };
        if name.contains('\0') || texts.iter().any(|text| text.contains('\0')) {
            return Err(Error::BadRequest("error-bad-text"));
        }
        values.insert(name, value);
    }
    Ok(Submitted { values, idempotency_key: None })
}

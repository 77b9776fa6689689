//! Guests' pages kept whole and compressed.

use std::sync::Arc;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;

use super::Encoding;
use crate::activity::{Changes, Kept};
use crate::config::Clock;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    pub path_and_query: String,
    pub json: bool,
    pub encoding: Encoding,
}

/// A whole answer.
pub struct KeptPage {
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub etag: HeaderValue,
    pub body: Bytes,
}

pub type PageCache = Kept<Key, Arc<KeptPage>>;

pub fn page_cache(bytes: u64, changes: &Arc<Changes>, clock: &Clock) -> PageCache {
    Kept::new(bytes, |key, page| key.path_and_query.len() + page.body.len() + 512, changes, clock)
}

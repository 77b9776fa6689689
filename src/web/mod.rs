//! How requests come in and answers go out: what was asked (`Asked`), what was sent (`Submitted`), pages that
//! are HTML or JSON (`Page`), guests' pages kept whole (`PageCache`), the front door every request passes
//! (`front`), limits, headers, error pages, the table of endpoints and its OpenAPI description.
//! Who is asking is `accounts`' to say.

mod asked;
mod assets;
mod cache;
mod csrf;
mod cursor;
mod endpoint;
mod error_page;
mod front;
mod health;
pub mod identity;
mod languages;
mod limits;
mod metrics;
mod openapi;
mod page;
mod respond;
mod submitted;

use std::sync::Arc;

pub use asked::{Asked, Encoding, FLASH_COOKIE, THEME_COOKIE, cookie, own_path, passing_cookie, session_cookie_name};
pub use cache::PageCache;
pub use csrf::{Keys, random_token};
pub use cursor::Cursor;
pub use endpoint::{Body, Endpoint, configure, delete, get, post, put};
pub use error_page::error_page;
pub use front::front;
pub use languages::LanguageVersions;
pub use limits::{Limit, Limits, Who};
pub use metrics::{Gauge, Gauges, show_openly as show_metrics};
pub use openapi::{Description, describe};
pub use page::{Counts, FormState, Page, Person, Shows};
pub use respond::{Answer, Created, created, render, see_other, see_other_with};
pub use submitted::{Fields, Submitted};

use crate::activity::{ActivityLog, Changes};
use crate::config::{Clock, Config};
use crate::db::{Conn, Db, Timestamp};
use crate::error::Result;
use crate::mail::Letterhead;
use crate::render::{Assets, Views};

/// What every handler of this process shares.
pub struct Site {
    pub config: Config,
    pub clock: Clock,
    pub db: Db,
    pub log: Arc<ActivityLog>,
    pub changes: Arc<Changes>,
    pub views: &'static Views,
    pub assets: &'static Assets,
    pub cache: PageCache,
    pub limits: Limits,
    pub keys: Keys,
    pub recognise: Recognise,
}

/// Says who asks, for error pages. Accounts stand below this module.
pub type Recognise = Box<dyn Fn(&mut Conn, &Asked, Timestamp) -> Result<Option<Person>> + Send + Sync>;

impl Site {
    pub fn new(
        config: Config,
        clock: Clock,
        db: Db,
        log: Arc<ActivityLog>,
        changes: Arc<Changes>,
        recognise: Recognise,
    ) -> Result<Self> {
        Ok(Self {
            views: Views::get_all(config.demo)?,
            limits: Limits::new(config.limits),
            keys: Keys::load(&config)?,
            assets: Assets::get_all(),
            cache: cache::page_cache(config.page_cache_bytes / 2, &changes, &clock),
            changes,
            recognise,
            config,
            clock,
            db,
            log,
        })
    }

    /// What every mail of this site is written on.
    pub fn letterhead(&self) -> Letterhead<'_> {
        Letterhead { views: self.views, config: &self.config }
    }

    /// An absolute address on this site.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.base_url)
    }
}

/// The endpoints that belong to no feature.
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = assets::endpoints();
    all.extend(health::endpoints());
    all.extend(metrics::endpoints());
    all.extend(openapi::endpoints());
    all
}

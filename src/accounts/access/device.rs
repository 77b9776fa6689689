//! Marks in a browser that somebody has signed in with before: it is not told about as new, and strangers who
//! guess at the account from elsewhere cannot slow it down.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use subtle::ConstantTimeEq;

use super::super::email_key;
use crate::db::Timestamp;
use crate::web::{Site, Who, cookie};

const COOKIE: &str = "mipas-device";
const LASTS: Duration = Duration::days(365);
/// Several people may share one browser.
const MOST_MARKS: usize = 4;

/// The marks of one browser. A mark is `expiry.mac`, the expiry in microseconds; between marks stands `~`.
pub struct Device {
    marks: Vec<String>,
}

impl Device {
    pub fn of(request: &HttpRequest) -> Self {
        let value = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
        let marks = value.split('~').filter(|mark| !mark.is_empty()).take(MOST_MARKS);
        Self { marks: marks.map(str::to_owned).collect() }
    }

    /// Whether the owner of this address has signed in here within a year.
    pub fn knows(&self, site: &Site, email: &str) -> bool {
        self.mark_of(site, email).is_some()
    }

    /// Who is counted here: this browser and nobody else. `None` in a browser without the mark.
    pub fn who(&self, site: &Site, email: &str) -> Option<Who> {
        Some(Who::Typed(site.keys.digest("device-tries", self.mark_of(site, email)?), None))
    }

    /// The cookie with a fresh mark for this address.
    pub fn marked(&self, site: &Site, email: &str) -> Cookie<'static> {
        let expiry = (site.clock.now() + LASTS).micros();
        let others = self.marks.iter().filter(|mark| !is_mark_of(site, mark, email)).take(MOST_MARKS - 1);
        let mut value = format!("{expiry}.{}", mac(site, expiry, email));
        for mark in others {
            value.push('~');
            value.push_str(mark);
        }
        cookie(&site.config, COOKIE, value, LASTS.num_seconds()).into_owned()
    }

    fn mark_of(&self, site: &Site, email: &str) -> Option<&str> {
        self.marks.iter().map(String::as_str).find(|mark| is_mark_of(site, mark, email))
    }
}

fn is_mark_of(site: &Site, mark: &str, email: &str) -> bool {
    let Some((expiry, given)) = mark.split_once('.') else { return false };
    let Ok(expiry) = expiry.parse::<i64>() else { return false };
    let lasts = Timestamp::from_micros(expiry).is_some_and(|at| at > site.clock.now());
    lasts && bool::from(mac(site, expiry, email).as_bytes().ct_eq(given.as_bytes()))
}

fn mac(site: &Site, expiry: i64, email: &str) -> String {
    URL_SAFE_NO_PAD.encode(site.keys.digest("device", &format!("{expiry} {}", email_key(email))))
}

//! `/metrics`: what is watched from outside, as Prometheus text (exposition format 0.0.4). On the site's own address
//! only with the token that the settings name; without one it is not there. `metrics-listen` serves it openly on an
//! address of its own.

use std::fmt::Write as _;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use diesel::dsl::count_star;
use diesel::prelude::*;
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;

use super::{Endpoint, Site, get};
use crate::activity::{consumer_states, newest};
use crate::db::Conn;
use crate::db::schema::outbox;
use crate::error::{Error, Result};
use crate::mail::OutboxState;

/// A number that a feature keeps in memory.
#[derive(Clone)]
pub struct Gauge {
    /// For example `mipas_live_sockets`.
    pub name: &'static str,
    pub help: &'static str,
    pub read: Arc<dyn Fn() -> i64 + Send + Sync>,
}

/// Those of this process. Registered in `app.rs`.
#[derive(Clone, Default)]
pub struct Gauges(pub Vec<Gauge>);

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/metrics", show)]
}

async fn show(site: Data<Site>, gauges: Data<Gauges>, request: HttpRequest) -> Result<HttpResponse> {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The scheme's case does not matter (RFC 9110, 11.1).
    let given = given.and_then(|value| value.split_once(' '));
    let given = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map_or("", |(_, token)| token);
    let right = site
        .config
        .metrics_token
        .as_ref()
        .is_some_and(|token| bool::from(token.expose_secret().as_bytes().ct_eq(given.as_bytes())));
    if right { show_openly(site, gauges).await } else { Err(Error::NotFound) }
}

/// For whoever reaches the address that is for this alone.
pub async fn show_openly(site: Data<Site>, gauges: Data<Gauges>) -> Result<HttpResponse> {
    let mut text = site.db.read(write).await?;
    for gauge in &gauges.0 {
        put(&mut text, gauge.name, gauge.help, &[(String::new(), (gauge.read)())]);
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}

/// What stands in the database, the same on every node.
fn write(conn: &mut Conn) -> Result<String> {
    let mut text = String::new();
    put(&mut text, "mipas_log_newest", "Id of the newest activity.", &[(String::new(), newest(conn)?.0)]);
    let states = consumer_states(conn)?;
    let of = |value: fn(&crate::activity::ConsumerState) -> i64| -> Vec<(String, i64)> {
        states.iter().map(|state| (format!("{{consumer=\"{}\"}}", state.name), value(state))).collect()
    };
    put(&mut text, "mipas_consumer_lag", "Activities that a consumer has not come to yet.", &of(|state| state.lag));
    put(&mut text, "mipas_consumer_retried", "Activities that wait for another try.", &of(|state| state.retried));
    put(&mut text, "mipas_consumer_set_aside", "Activities that were given up.", &of(|state| state.set_aside));
    let counted: Vec<(OutboxState, i64)> =
        outbox::table.group_by(outbox::state).select((outbox::state, count_star())).load(conn)?;
    // A state that no letter is in is zero, not unknown.
    let count = |state: OutboxState| counted.iter().find(|(of, _)| *of == state).map_or(0, |(_, count)| *count);
    let letters: Vec<_> =
        OutboxState::ALL.iter().map(|state| (format!("{{state=\"{state}\"}}"), count(*state))).collect();
    put(&mut text, "mipas_outbox", "Letters in the outbox.", &letters);
    Ok(text)
}

fn put(text: &mut String, name: &str, help: &str, values: &[(String, i64)]) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
    for (labels, value) in values {
        let _ = writeln!(text, "{name}{labels} {value}");
    }
}

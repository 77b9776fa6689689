//! The demonstration: an invented community, filled into an empty database through the forum's own functions, and
//! as many further posts as asked for, in bulk.

mod bulk;
mod community;
mod guide;
mod language;
mod numbers;
mod opening;
mod organisations;
mod people;
mod progress;
mod public_questions;
mod questions;
mod samples;
mod seeds;
mod story;

use chrono::Duration;
use diesel::prelude::*;

use crate::accounts::Hasher;
use crate::activity::{self, ActivityLog};
use crate::areas;
use crate::config::{Clock, Config, Timestamp};
use crate::db::schema::{accounts, activities};
use crate::db::{self, Conn, Db, Entry, Subject};
use crate::error::{Error, Result};
use crate::notifications;
use seeds::Seeds;

pub use people::introduction;

/// What differs from the settings' defaults.
pub const DEFAULTS: &[(&str, &str)] = &[("data-dir", "data/demo"), ("mail-url", "capture:")];

/// The one password of all members.
pub const PASSWORD: &str = "demo demo demo";

/// The log says that a database is the demonstration's: its password is on the screen, so it must be no other.
const BEGUN: &str = "demo.begun";
const FILLED: &str = "demo.filled";

/// What a database holds, as far as the demonstration is concerned.
#[derive(Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    /// The filling was interrupted.
    Part,
    Everything,
    /// Someone's real community.
    Other,
}

/// How much there is to be at least, where that is more than the seeds have.
#[derive(Debug, Clone, Copy, Default)]
pub struct Size {
    pub posts: u64,
    /// Questions that everybody may read.
    pub questions: u64,
}

/// Fills the database if it is empty. `false` when it was filled before.
pub fn fill(config: &Config, hasher: &Hasher, size: Size) -> Result<bool> {
    std::fs::create_dir_all(&config.data_dir).map_err(Error::internal)?;
    db::migrate(&config.database)?;
    // A clock of its own: it is moved through the community's past.
    let clock = Clock::default();
    let db = Db::open(&config.database, clock.clone(), ActivityLog::new() as _)?;
    let held = db.read_now(find_held)?;
    let refuse = |why: &str| Err(Error::Unavailable(format!("{} {why}", config.database)));
    let filled = match held {
        Held::Nothing => fill_empty(&db, &clock, config, hasher, size).map(|()| true),
        Held::Everything => Ok(false),
        Held::Part => refuse("holds a demonstration whose filling was interrupted: remove it and start again"),
        Held::Other => refuse("is not empty and is no demonstration: name another with --data-dir or --database-url"),
    };
    db.close();
    filled
}

fn find_held(conn: &mut Conn) -> Result<Held> {
    let said = |conn: &mut Conn, kind: &str, newest_first: bool| -> QueryResult<bool> {
        let found = activities::table.filter(activities::kind.eq(kind)).select(activities::id).limit(1).into_boxed();
        let order: Option<i64> = if newest_first {
            found.order(activities::id.desc()).first(conn).optional()?
        } else {
            // Before it stands no more than what every installation begins with.
            found.filter(activities::id.le(1_000)).first(conn).optional()?
        };
        Ok(order.is_some())
    };
    if !said(conn, BEGUN, false)? {
        let members: Option<i64> = accounts::table.select(accounts::id).first(conn).optional()?;
        return Ok(if members.is_none() { Held::Nothing } else { Held::Other });
    }
    Ok(if said(conn, FILLED, true)? { Held::Everything } else { Held::Part })
}

fn fill_empty(db: &Db, clock: &Clock, config: &Config, hasher: &Hasher, size: Size) -> Result<()> {
    let now = clock.now();
    let seeds = std::sync::Arc::new(Seeds::load()?);
    let oldest = seeds.threads.iter().map(|thread| thread.days_ago).max().unwrap_or(0);
    // The posts in bulk lie before those of the seeds: ids, numbers and activities follow the time.
    let story_begins = now - Duration::days(oldest + 2);
    let bulk = bulk::Span::new(&seeds, size.posts, story_begins);
    go_to(clock, bulk.begins - Duration::days(1));
    mark(db, BEGUN)?;
    db.write_now(areas::seed)?;
    db.write_now(crate::questions::seed)?;
    let password = hasher.hash_now(PASSWORD)?;
    let opening = std::sync::Arc::clone(&seeds);
    let community = db.write_now(move |tx| opening::open(tx, &opening, &password))?;
    bulk::fill(db, &seeds, &community, &bulk, &config.base_url)?;
    // What the story tells is news to its people; what was filled in bulk is not.
    db.write_now(|tx| activity::begin(tx, notifications::CONSUMER))?;
    story::tell(db, clock, now, &seeds, &community, &config.base_url)?;
    go_to(clock, now);
    let (asking, base_url) = (std::sync::Arc::clone(&seeds), config.base_url.clone());
    db.write_now(move |tx| {
        organisations::open(tx, &asking.organisations, &community)?;
        questions::ask(tx, &asking, &community)?;
        numbers::count(tx)?;
        community::answer(tx, &asking.community, &community, &base_url)
    })?;
    bulk::questions::fill(db, &seeds, size.questions, now, &config.base_url)?;
    mark(db, FILLED)?;
    db.analyse()
}

fn go_to(clock: &Clock, at: Timestamp) {
    clock.advance(at - clock.now());
}

fn mark(db: &Db, kind: &'static str) -> Result<()> {
    db.write_now(move |tx| {
        tx.record(Entry {
            kind,
            actor: None,
            subject: Subject { kind: "demo", id: 1 },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        });
        Ok(())
    })
}

//! The number in the header: how many things have news for a member, as far as they may still see them.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web::Data;
use diesel::prelude::*;

use super::Notifications;
use super::inbox::{Row, list_notices};
use super::meaning::Meanings;
use super::notice::mark_read;
use crate::accounts::{Chrome, Told, Viewer};
use crate::activity::{Changes, Kept, Position, Tag};
use crate::config::Clock;
use crate::db::schema::inbox;
use crate::db::{AccountId, Conn};
use crate::error::Result;
use crate::web::{Counts, Shows, Site};

/// Things that are counted; more are shown as so many.
const MOST_COUNTED: i64 = 100;

/// How much is unread, for one member.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Things; `MOST_COUNTED` when there are more.
    pub count: i64,
    /// Those that are counted, each with the position up to which one must read it.
    things: Arc<Vec<(String, i64, i64)>>,
}

/// The members' numbers, kept until something that they rest on changes.
pub struct InboxCounts {
    changes: Arc<Changes>,
    kept: Kept<AccountId, Unread>,
}

impl InboxCounts {
    pub fn new(bytes: u64, changes: &Arc<Changes>, clock: &Clock) -> Self {
        let weigh = |_: &AccountId, unread: &Unread| 64 + unread.things.len() * 40;
        Self { changes: Arc::clone(changes), kept: Kept::new(bytes, weigh, changes, clock) }
    }

    /// Counts only what the member may still see: a number tells too. `position`: of the open transaction, where it is
    /// known already.
    pub fn unread(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        meanings: &Meanings,
        position: Option<Position>,
    ) -> Result<Unread> {
        let Some(member) = &viewer.member else { return Ok(Unread { count: 0, things: Arc::default() }) };
        let position = match position {
            Some(position) => position,
            None => self.changes.catch_up(conn)?,
        };
        if let Some(unread) = self.kept.get(&member.id) {
            return Ok(unread);
        }
        let rows: Vec<Row> = inbox::table
            .filter(inbox::account_id.eq(member.id))
            .filter(inbox::unread.eq(true))
            .order(inbox::newest.desc())
            .limit(MOST_COUNTED)
            .select(Row::as_select())
            .load(conn)?;
        let mut tags = vec![Tag::of("inbox", member.id.0), Tag::of("account", member.id.0)];
        let mut shown: HashMap<(String, i64), i64> = HashMap::new();
        if !rows.is_empty() {
            tags.push(Tag::any("category"));
            tags.extend(rows.iter().map(|row| Tag::of(&row.thing_kind, row.thing_id)));
            let unread = list_notices(conn, member.id, &rows, None, true)?;
            let lines = meanings.lines(conn, viewer, &unread)?;
            for (notice, _) in unread.into_iter().zip(lines).filter(|(_, line)| line.is_some()) {
                let last = shown.entry((notice.thing_kind, notice.thing_id)).or_insert(0);
                *last = notice.position.max(*last);
            }
        }
        let things: Vec<_> = shown.into_iter().map(|((kind, id), last)| (kind, id, last)).collect();
        let count = i64::try_from(things.len()).unwrap_or(i64::MAX);
        let unread = Unread { count, things: Arc::new(things) };
        self.kept.keep(member.id, position, tags, unread.clone());
        Ok(unread)
    }
}

/// The header's number.
pub struct InboxChrome(pub Data<Notifications>);

impl Chrome for InboxChrome {
    fn counts(&self, conn: &mut Conn, viewer: &Viewer, shows: Option<Shows>) -> Result<Told> {
        let unread = self.0.counts.unread(conn, viewer, &self.0.meanings, shows.map(|shows| shows.read_at))?;
        let is_shown = |shows: Shows| {
            let of_page = |(kind, id, _): &&(String, i64, i64)| kind == shows.thing.kind && *id == shows.thing.id;
            unread.things.iter().find(of_page).map(|(.., last)| *last <= shows.position)
        };
        let shown = shows.and_then(is_shown);
        let count = unread.count - i64::from(shown == Some(true));
        Ok(Told { counts: Counts::from([("inbox", count)]), by_page: shown.is_some() })
    }

    fn shown(&self, site: &Site, viewer: &Viewer, shows: Shows) -> Result<()> {
        let Some(account) = viewer.id() else { return Ok(()) };
        site.db.write_now(move |tx| {
            mark_read(tx, account, (shows.thing.kind, shows.thing.id), Some(shows.position)).map(drop)
        })
    }
}

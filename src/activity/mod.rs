//! The activity log: the only bus. Every change appends what happened, as ids and codes, inside its own
//! transaction and in commit order; whoever wants to know follows with a cursor: `Follower` for what must be done
//! once in a cluster, `Changes` for what each node keeps to itself. Copies of what was read (`Kept`) live until the log says that it has
//! changed.

mod changes;
mod consumer;
mod kept;

use std::sync::Arc;

use diesel::prelude::*;
use parking_lot::RwLock;
use tokio::sync::watch;

pub use changes::{Changes, Position, Tag};
pub use consumer::{
    Consumer, ConsumerState, FailedActivity, Follower, Round, begin, consumer_states, failed_activities, retry,
};
pub use kept::Kept;

use crate::db::schema::activities;
use crate::db::{AccountId, ActivityId, Conn, Entry, Log, Timestamp};
use crate::error::Result;

/// A recorded change, as read back from the log.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = activities)]
pub struct Activity {
    pub id: ActivityId,
    pub at: Timestamp,
    pub kind: String,
    pub actor_id: Option<AccountId>,
    pub subject_kind: String,
    pub subject_id: i64,
    pub parent_kind: Option<String>,
    pub parent_id: Option<i64>,
    pub container_kind: Option<String>,
    pub container_id: Option<i64>,
    /// JSON: further ids and codes.
    pub detail: String,
}

#[derive(Insertable)]
// NULLs are written as such, so that SQLite too takes many rows in one statement.
#[diesel(table_name = activities, treat_none_as_default_value = false)]
struct NewActivity<'a> {
    at: Timestamp,
    kind: &'a str,
    actor_id: Option<AccountId>,
    subject_kind: &'a str,
    subject_id: i64,
    parent_kind: Option<&'a str>,
    parent_id: Option<i64>,
    container_kind: Option<&'a str>,
    container_id: Option<i64>,
    detail: String,
}

impl<'a> NewActivity<'a> {
    fn new(entry: &'a Entry, at: Timestamp) -> Self {
        Self {
            at,
            kind: entry.kind,
            actor_id: entry.actor,
            subject_kind: entry.subject.kind,
            subject_id: entry.subject.id,
            parent_kind: entry.parent.map(|s| s.kind),
            parent_id: entry.parent.map(|s| s.id),
            container_kind: entry.container.map(|s| s.kind),
            container_id: entry.container.map(|s| s.id),
            detail: entry.detail.to_string(),
        }
    }
}

/// Told of each commit in this process, before the writer's caller is answered.
pub trait Witness: Send + Sync {
    fn committed(&self, entries: &[Entry], last: ActivityId);
}

/// The log's writing end, and the wake-up of this process' consumers.
pub struct ActivityLog {
    last: watch::Sender<i64>,
    witnesses: RwLock<Vec<Arc<dyn Witness>>>,
}

impl ActivityLog {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { last: watch::Sender::new(0), witnesses: RwLock::default() })
    }

    pub fn add_witness(&self, witness: Arc<dyn Witness>) {
        self.witnesses.write().push(witness);
    }

    /// Changes when something was appended, here or (told through `wake`) on another node.
    pub fn subscribe(&self) -> watch::Receiver<i64> {
        self.last.subscribe()
    }

    /// Another node has appended.
    pub fn wake(&self) {
        self.last.send_modify(|_| ());
    }
}

impl Log for ActivityLog {
    fn append(&self, conn: &mut Conn, now: Timestamp, entries: &[Entry]) -> Result<ActivityId> {
        append(conn, now, entries)
    }

    fn committed(&self, entries: &[Entry], last: ActivityId) {
        for witness in self.witnesses.read().iter() {
            witness.committed(entries, last);
        }
        self.last.send_modify(|newest| *newest = last.0.max(*newest));
    }
}

/// Inserts the entries in their order and returns the last id.
fn append(conn: &mut Conn, now: Timestamp, entries: &[Entry]) -> Result<ActivityId> {
    let rows: Vec<NewActivity> = entries.iter().map(|entry| NewActivity::new(entry, now)).collect();
    let mut last = ActivityId(0);
    for chunk in rows.chunks(500) {
        crate::on_both!(conn, c => diesel::insert_into(activities::table).values(chunk).execute(c))?;
    }
    if !entries.is_empty() {
        last = newest(conn)?;
    }
    Ok(last)
}

/// Inserts what happened in the past, in its order: for filling a database that nobody follows yet.
pub fn append_past(conn: &mut Conn, entries: &[(Timestamp, Entry)]) -> Result<()> {
    let rows: Vec<NewActivity> = entries.iter().map(|(at, entry)| NewActivity::new(entry, *at)).collect();
    for chunk in rows.chunks(500) {
        crate::on_both!(conn, c => diesel::insert_into(activities::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// The last id of the log, 0 when it is empty.
pub fn newest(conn: &mut Conn) -> Result<ActivityId> {
    let newest: Option<ActivityId> =
        activities::table.select(activities::id).order(activities::id.desc()).first(conn).optional()?;
    Ok(newest.unwrap_or(ActivityId(0)))
}

/// Up to `limit` changes after `cursor`, in commit order: ids become visible in that order on both databases.
pub fn read_after(conn: &mut Conn, cursor: ActivityId, limit: i64) -> Result<Vec<Activity>> {
    Ok(activities::table
        .filter(activities::id.gt(cursor))
        .order(activities::id)
        .limit(limit)
        .select(Activity::as_select())
        .load(conn)?)
}

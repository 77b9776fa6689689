//! A write transaction, as a change sees it: a connection, the time, and the activity log's buffer.

use std::ops::{Deref, DerefMut};

use crate::db::{AccountId, ActivityId, Conn, Timestamp};
use crate::error::Result;

/// A thing that an activity speaks of: a kind (`thread`, `post`, `category`, …) and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subject {
    pub kind: &'static str,
    pub id: i64,
}

/// One change, as ids and codes: never text.
#[derive(Debug, Clone)]
pub struct Entry {
    /// For example `post.created`.
    pub kind: &'static str,
    /// `None` for the server itself and for people without an account.
    pub actor: Option<AccountId>,
    pub subject: Subject,
    /// What the subject stands in: a post's thread.
    pub parent: Option<Subject>,
    /// What decides who may see it: a thread's category.
    pub container: Option<Subject>,
    /// Further ids and codes, as JSON.
    pub detail: serde_json::Value,
}

/// Where entries go. Implemented by `activity`, which stands below this module.
pub trait Log: Send + Sync {
    /// Inserts the entries; called last in the transaction, with the log's lock held.
    fn append(&self, conn: &mut Conn, now: Timestamp, entries: &[Entry]) -> Result<ActivityId>;
    /// Told after the commit and before the writer's caller is answered.
    fn committed(&self, entries: &[Entry], last: ActivityId);
}

/// One change's view of the write transaction.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    now: Timestamp,
    pub(super) entries: Vec<Entry>,
}

impl<'a> Tx<'a> {
    pub(super) fn new(conn: &'a mut Conn, now: Timestamp) -> Self {
        Self { conn, now, entries: Vec::new() }
    }

    /// The Clock's time, the same for the whole change.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Appends to the activity log when the change commits.
    pub fn record(&mut self, entry: Entry) {
        self.entries.push(entry);
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

//! What was touched lately: for each thing, the last change in the log that did. Copies of what was read from
//! the database are judged by it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use parking_lot::{Mutex, RwLock};

use super::{Activity, Witness, newest, read_after};
use crate::db::{ActivityId, Conn, Entry};
use crate::error::Result;

/// Things that are remembered; past that, all older copies are stale.
const REMEMBERED: usize = 50_000;

/// A thing that a copy shows, as a hash of kind and id. Two things that share one only cost a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag(u64);

impl Tag {
    /// The thing `id` of a kind.
    pub fn of(kind: &str, id: i64) -> Self {
        let mut hasher = DefaultHasher::new();
        (kind, id).hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Anything of a kind: for lists.
    pub fn any(kind: &str) -> Self {
        Self::of(kind, i64::MIN)
    }
}

/// The place in the log up to which a copy is known to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(i64);

impl Position {
    /// The id of the activity that it stands at.
    pub fn seq(self) -> i64 {
        self.0
    }
}

#[derive(Default)]
struct Touched {
    last: HashMap<Tag, i64>,
    /// What was touched up to here may have been forgotten.
    forgotten: i64,
}

pub struct Changes {
    touched: RwLock<Touched>,
    /// Every change up to here is in `touched`; later ones may be, in any order.
    followed: AtomicI64,
    /// The greatest id in `touched`.
    greatest: AtomicI64,
    /// Grows whenever `touched` does.
    turns: AtomicU64,
    following: Mutex<()>,
}

impl Changes {
    /// Begins after `newest`: there are no copies of anything older.
    pub fn since(newest: ActivityId) -> Self {
        Self {
            touched: RwLock::new(Touched { last: HashMap::new(), forgotten: newest.0 }),
            followed: AtomicI64::new(newest.0),
            greatest: AtomicI64::new(newest.0),
            turns: AtomicU64::new(0),
            following: Mutex::new(()),
        }
    }

    /// A copy whose reading begins after this call is right up to here at least.
    pub fn position(&self) -> Position {
        Position(self.greatest.load(Ordering::SeqCst))
    }

    /// Inside a read transaction: takes in every change that the transaction sees, whoever made it, so that a
    /// copy is judged by the same snapshot that is read beside it. One look at the end of the log.
    pub fn catch_up(&self, conn: &mut Conn) -> Result<Position> {
        let end = newest(conn)?;
        while self.followed.load(Ordering::SeqCst) < end.0 {
            let _one_at_a_time = self.following.lock();
            let cursor = self.followed.load(Ordering::SeqCst);
            let read = read_after(conn, ActivityId(cursor), 500)?;
            let Some(last) = read.last().map(|activity| activity.id.0) else { break };
            for activity in &read {
                self.touch(activity.id.0, activity.touches());
            }
            self.followed.fetch_max(last, Ordering::SeqCst);
        }
        Ok(Position(end.0))
    }

    /// Whether nothing of these was touched after the position.
    pub(super) fn is_clean(&self, tags: &[Tag], since: Position) -> bool {
        let touched = self.touched.read();
        since.0 >= touched.forgotten && tags.iter().all(|tag| touched.last.get(tag).is_none_or(|at| *at <= since.0))
    }

    pub(super) fn turns(&self) -> u64 {
        self.turns.load(Ordering::SeqCst)
    }

    fn touch<'a>(&self, id: i64, things: impl Iterator<Item = (&'a str, i64)>) {
        let mut touched = self.touched.write();
        if touched.last.len() > REMEMBERED {
            touched.forgotten = touched.last.values().copied().max().unwrap_or(id);
            touched.last.clear();
        }
        let mut news = false;
        for (kind, thing) in things {
            for tag in [Tag::of(kind, thing), Tag::any(kind)] {
                let at = touched.last.entry(tag).or_insert(i64::MIN);
                news |= *at < id;
                *at = id.max(*at);
            }
        }
        if news {
            self.greatest.fetch_max(id, Ordering::SeqCst);
            self.turns.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Witness for Changes {
    fn committed(&self, entries: &[Entry], last: ActivityId) {
        for entry in entries {
            let things = [Some(entry.subject), entry.parent, entry.container].into_iter().flatten();
            // At the last id of its transaction: no snapshot stands between.
            self.touch(last.0, things.map(|thing| (thing.kind, thing.id)));
        }
        // Ids are given in commit order: where ours follow what is known, nobody else's are between.
        let before = last.0 - i64::try_from(entries.len()).unwrap_or(0);
        let followed = self.followed.compare_exchange(before, last.0, Ordering::SeqCst, Ordering::SeqCst);
        if followed.is_err() {
            tracing::trace!(last = last.0, "others have written too");
        }
    }
}

impl Activity {
    /// The things that this change touches, as (kind, id).
    pub fn touches(&self) -> impl Iterator<Item = (&str, i64)> {
        let parent = self.parent_kind.as_deref().zip(self.parent_id);
        let container = self.container_kind.as_deref().zip(self.container_id);
        [Some((self.subject_kind.as_str(), self.subject_id)), parent, container].into_iter().flatten()
    }
}

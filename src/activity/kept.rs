//! Copies of what was read or made, shared by all who may see them: kept until something that they show changes,
//! for at most a minute, within a number of bytes.

use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Duration;

use super::{Changes, Position, Tag};
use crate::config::{Clock, Timestamp};

struct Copy<V> {
    value: V,
    tags: Vec<Tag>,
    right_up_to: Position,
    until: Timestamp,
    /// The turn of the changes at which the tags were last found clean.
    clean_at: AtomicU64,
}

pub struct Kept<K, V> {
    copies: Option<moka::sync::Cache<K, Arc<Copy<V>>>>,
    changes: Arc<Changes>,
    clock: Clock,
}

impl<K, V> Kept<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// `weigh` says the bytes of a key and its value, roughly. With no bytes nothing is kept.
    pub fn new(bytes: u64, weigh: fn(&K, &V) -> usize, changes: &Arc<Changes>, clock: &Clock) -> Self {
        let weigh = move |key: &K, copy: &Arc<Copy<V>>| {
            u32::try_from(weigh(key, &copy.value) + 256 + copy.tags.len() * 8).unwrap_or(u32::MAX)
        };
        let copies = (bytes > 0).then(|| moka::sync::Cache::builder().max_capacity(bytes).weigher(weigh).build());
        Self { copies, changes: Arc::clone(changes), clock: clock.clone() }
    }

    /// The copy, unless something that it shows has changed.
    pub fn get(&self, key: &K) -> Option<V> {
        let copies = self.copies.as_ref()?;
        let copy = copies.get(key)?;
        let turn = self.changes.turns();
        let clean =
            copy.clean_at.load(Ordering::Relaxed) == turn || self.changes.is_clean(&copy.tags, copy.right_up_to);
        if !clean || copy.until < self.clock.now() {
            copies.invalidate(key);
            return None;
        }
        copy.clean_at.store(turn, Ordering::Relaxed);
        Some(copy.value.clone())
    }

    /// `position` must have been taken before the reading began, or inside its transaction.
    pub fn keep(&self, key: K, position: Position, tags: Vec<Tag>, value: V) {
        let Some(copies) = &self.copies else { return };
        if self.changes.is_clean(&tags, position) {
            let until = self.clock.now() + Duration::seconds(60);
            let copy = Copy { value, tags, right_up_to: position, until, clean_at: AtomicU64::new(u64::MAX) };
            copies.insert(key, Arc::new(copy));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Witness;
    use crate::db::{ActivityId, Entry, Subject};

    fn kept(clock: &Clock) -> (Arc<Changes>, Kept<&'static str, u8>) {
        let changes = Arc::new(Changes::since(ActivityId(10)));
        (Arc::clone(&changes), Kept::new(1_000_000, |_, _| 1, &changes, clock))
    }

    fn change(changes: &Changes, id: i64, kind: &'static str, thing: i64) {
        let entry = Entry {
            kind: "thing.changed",
            actor: None,
            subject: Subject { kind, id: thing },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        };
        changes.committed(&[entry], ActivityId(id));
    }

    #[test]
    fn a_change_drops_what_shows_it_and_nothing_else() {
        let (changes, kept) = kept(&Clock::default());
        kept.keep("a", changes.position(), vec![Tag::of("thread", 1)], 1);
        kept.keep("b", changes.position(), vec![Tag::of("thread", 2), Tag::any("category")], 2);
        change(&changes, 11, "thread", 1);
        assert_eq!((kept.get(&"a"), kept.get(&"b")), (None, Some(2)));
        change(&changes, 12, "category", 9);
        assert_eq!(kept.get(&"b"), None);
    }

    #[test]
    fn a_change_during_the_read_keeps_the_copy_out() {
        let (changes, kept) = kept(&Clock::default());
        let position = changes.position();
        change(&changes, 11, "thread", 1);
        kept.keep("a", position, vec![Tag::of("thread", 1)], 1);
        assert_eq!(kept.get(&"a"), None);
    }

    #[test]
    fn a_change_that_is_told_twice_drops_once() {
        let (changes, kept) = kept(&Clock::default());
        change(&changes, 11, "thread", 1);
        kept.keep("a", changes.position(), vec![Tag::of("thread", 1)], 1);
        let turn = changes.turns();
        change(&changes, 11, "thread", 1);
        assert_eq!((kept.get(&"a"), changes.turns()), (Some(1), turn));
    }

    #[test]
    fn another_nodes_earlier_change_is_taken_in_late() {
        let (changes, kept) = kept(&Clock::default());
        kept.keep("a", changes.position(), vec![Tag::of("thread", 1)], 1);
        change(&changes, 12, "thread", 2);
        assert_eq!(kept.get(&"a"), Some(1));
        change(&changes, 11, "thread", 1);
        assert_eq!(kept.get(&"a"), None);
    }

    #[test]
    fn a_copy_is_kept_for_a_minute() {
        let clock = Clock::default();
        let (changes, kept) = kept(&clock);
        kept.keep("a", changes.position(), Vec::new(), 1);
        clock.advance(Duration::seconds(59));
        assert_eq!(kept.get(&"a"), Some(1));
        clock.advance(Duration::seconds(2));
        assert_eq!(kept.get(&"a"), None);
    }
}

//! Guests' pages kept whole and compressed. A page is tagged by what it shows; a change marks its tags, and a
//! page is served only while none of its tags was marked since its read began. Bounded in bytes; at most 60 s.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use chrono::Duration;
use parking_lot::RwLock;

use super::Encoding;
use crate::activity::{Activity, Witness};
use crate::config::{Clock, Timestamp};
use crate::db::Entry;

/// Marks that are remembered; past that all kept pages are stale.
const MARKS: usize = 50_000;

/// A thing that a page shows, as a hash of kind and id. Two things that share one only cost a rendering.
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

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    pub path_and_query: String,
    pub json: bool,
    pub encoding: Encoding,
}

/// A whole answer.
pub struct Kept {
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub etag: HeaderValue,
    pub body: Bytes,
    tags: Vec<Tag>,
    until: Timestamp,
    /// The count of marks up to which the tags are known to be clean.
    clean_at: AtomicU64,
}

pub struct PageCache {
    pages: moka::sync::Cache<Key, Arc<Kept>>,
    on: bool,
    marks: RwLock<HashMap<Tag, u64>>,
    /// How many marks were made so far.
    count: AtomicU64,
    /// Marks before this count have been forgotten: a read that began earlier cannot be judged.
    floor: AtomicU64,
    clock: Clock,
}

impl PageCache {
    pub fn new(bytes: u64, clock: Clock) -> Self {
        let weigh = |key: &Key, kept: &Arc<Kept>| {
            u32::try_from(key.path_and_query.len() + kept.body.len() + 512 + kept.tags.len() * 8).unwrap_or(u32::MAX)
        };
        Self {
            pages: moka::sync::Cache::builder().max_capacity(bytes).weigher(weigh).build(),
            on: bytes > 0,
            marks: RwLock::default(),
            count: AtomicU64::new(0),
            floor: AtomicU64::new(0),
            clock,
        }
    }

    /// To be taken before the read begins whose page may be kept.
    pub fn begin(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    pub fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        let kept = self.pages.get(key)?;
        let count = self.count.load(Ordering::SeqCst);
        if kept.until < self.clock.now() || !self.is_clean(&kept.tags, kept.clean_at.load(Ordering::Relaxed), count) {
            self.pages.invalidate(key);
            return None;
        }
        kept.clean_at.store(count, Ordering::Relaxed);
        Some(kept)
    }

    pub fn keep(
        &self,
        key: Key,
        begun: u64,
        tags: Vec<Tag>,
        headers: Vec<(HeaderName, HeaderValue)>,
        etag: HeaderValue,
        body: Bytes,
    ) {
        if self.on && self.is_clean(&tags, begun, self.count.load(Ordering::SeqCst)) {
            let until = self.clock.now() + Duration::seconds(60);
            let kept = Kept { headers, etag, body, tags, until, clean_at: AtomicU64::new(begun) };
            self.pages.insert(key, Arc::new(kept));
        }
    }

    fn is_clean(&self, tags: &[Tag], since: u64, count: u64) -> bool {
        since == count
            || since >= self.floor.load(Ordering::SeqCst) && {
                let marks = self.marks.read();
                tags.iter().all(|tag| marks.get(tag).is_none_or(|mark| *mark <= since))
            }
    }

    /// Another process' change, read from the log.
    pub fn follow(&self, activity: &Activity) {
        self.mark(activity.touches());
    }

    fn mark<'a>(&self, things: impl Iterator<Item = (&'a str, i64)>) {
        let mut marks = self.marks.write();
        let count = self.count.load(Ordering::SeqCst) + 1;
        if marks.len() > MARKS {
            marks.clear();
            self.floor.store(count, Ordering::SeqCst);
        }
        for (kind, id) in things {
            marks.insert(Tag::of(kind, id), count);
            marks.insert(Tag::any(kind), count);
        }
        self.count.store(count, Ordering::SeqCst);
    }
}

impl Witness for PageCache {
    fn committed(&self, entries: &[Entry]) {
        for entry in entries {
            let things = [Some(entry.subject), entry.parent, entry.container].into_iter().flatten();
            self.mark(things.map(|thing| (thing.kind, thing.id)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str) -> Key {
        Key { path_and_query: path.into(), json: false, encoding: Encoding::Identity }
    }

    fn keep(cache: &PageCache, path: &str, begun: u64, tags: &[Tag]) {
        let etag = HeaderValue::from_static("\"x\"");
        cache.keep(key(path), begun, tags.to_vec(), Vec::new(), etag, Bytes::from_static(b"page"));
    }

    #[test]
    fn a_change_drops_what_shows_it_and_nothing_else() {
        let cache = PageCache::new(1_000_000, Clock::default());
        keep(&cache, "/a", cache.begin(), &[Tag::of("thread", 1)]);
        keep(&cache, "/b", cache.begin(), &[Tag::of("thread", 2), Tag::any("category")]);
        cache.mark([("thread", 1)].into_iter());
        assert!(cache.get(&key("/a")).is_none());
        assert!(cache.get(&key("/b")).is_some());
        cache.mark([("category", 9)].into_iter());
        assert!(cache.get(&key("/b")).is_none());
    }

    #[test]
    fn a_change_during_the_read_keeps_the_page_out() {
        let cache = PageCache::new(1_000_000, Clock::default());
        let begun = cache.begin();
        cache.mark([("thread", 1)].into_iter());
        keep(&cache, "/a", begun, &[Tag::of("thread", 1)]);
        assert!(cache.get(&key("/a")).is_none());
    }

    #[test]
    fn a_page_is_kept_for_a_minute() {
        let clock = Clock::default();
        let cache = PageCache::new(1_000_000, clock.clone());
        keep(&cache, "/a", cache.begin(), &[]);
        clock.advance(Duration::seconds(59));
        assert!(cache.get(&key("/a")).is_some());
        clock.advance(Duration::seconds(2));
        assert!(cache.get(&key("/a")).is_none());
    }
}

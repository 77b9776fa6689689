//! One pass over all that fits a query: the best of it, how much there is, and of what. What the viewer may not read is
//! left out in this pass, before anything is counted.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{DocSet, Searcher, TERMINATED};

use super::columns::Columns;
use super::deadline::Deadline;
use super::schema::Key;
use crate::error::{Error, Result};

/// Things between two looks at the clock.
const EVERY: usize = 64;

/// What the viewer may read, and what they ask for beside words.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Containers that the viewer may read: nothing else is found.
    pub readable: FxHashSet<u64>,
    /// Of these alone.
    pub containers: Option<FxHashSet<u64>>,
    /// Of this area's alone; counted apart, so that the other areas can be offered.
    pub area: Option<FxHashSet<u64>>,
    pub kind: Option<u16>,
    pub language: Option<u64>,
    /// Seconds since 1970: from, and before.
    pub from: Option<i64>,
    pub before: Option<i64>,
    /// What is in this language comes before the like in others.
    pub prefers: Option<u64>,
    /// Left out: one thing; kinds; what is in no other languages than these.
    pub except: Option<Key>,
    pub without_kinds: FxHashSet<u16>,
    pub without_languages: FxHashSet<u64>,
    /// Seconds since 1970, by which it is told what is new and what is past its time.
    pub now: i64,
    /// How alike things are counts, not what they are worth otherwise: what is stale or old, or nobody's answer, is
    /// offered where it is what was meant.
    pub alike: bool,
}

/// A place in the order of results: by score, then by key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub score: f32,
    pub key: Key,
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.key.cmp(&other.key))
    }
}

/// How much of what fits is looked at.
#[derive(Debug, Clone)]
pub struct Bounds {
    pub deadline: Deadline,
    /// Things that fit.
    pub things: usize,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Collected {
    /// The best first.
    pub best: Vec<Place>,
    pub total: u64,
    /// Of each kind, whatever kind is asked for; and so on.
    pub kinds: FxHashMap<u16, u64>,
    pub languages: FxHashMap<u64, u64>,
    pub containers: FxHashMap<u64, u64>,
    /// A bound was reached: there is more.
    pub cut: bool,
}

/// The best `limit` behind a place, without those that fit another query.
pub fn collect(
    searcher: &Searcher,
    query: &dyn Query,
    without: Option<&dyn Query>,
    scope: &Scope,
    behind: Option<Place>,
    limit: usize,
    bounds: &Bounds,
) -> Result<Collected> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).map_err(Error::internal)?;
    let unscored = |query: &dyn Query| query.weight(EnableScoring::disabled_from_searcher(searcher));
    let without = without.map(unscored).transpose().map_err(Error::internal)?;
    let mut collected = Collected::default();
    let mut best: BinaryHeap<Reverse<Place>> = BinaryHeap::with_capacity(limit + 1);
    let mut seen = 0;
    // What was written last is in the last segments, and what is new is looked at first.
    'all: for segment in searcher.segment_readers().iter().rev() {
        if bounds.deadline.is_over() {
            break;
        }
        let columns = Columns::open(segment)?;
        let mut scorer = weight.scorer(segment, 1.0).map_err(Error::internal)?;
        let mut without = match &without {
            Some(without) => Some(without.scorer(segment, 1.0).map_err(Error::internal)?),
            None => None,
        };
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            seen += 1;
            if seen > bounds.things {
                collected.cut = true;
                break 'all;
            }
            if seen.is_multiple_of(EVERY) && bounds.deadline.is_over() {
                break 'all;
            }
            let left_out = without.as_mut().is_some_and(|without| holds(without, doc));
            if !left_out && !segment.is_deleted(doc) {
                let fits = columns.count(doc, scope, &mut collected);
                if fits {
                    let place = columns.place(doc, scorer.score(), scope);
                    let is_behind = behind.is_none_or(|behind| place < behind);
                    if is_behind && (best.len() < limit || best.peek().is_some_and(|least| least.0 < place)) {
                        best.push(Reverse(place));
                        if best.len() > limit {
                            best.pop();
                        }
                    }
                }
            }
            doc = scorer.advance();
        }
    }
    // The query may have ended with it as well.
    collected.cut |= bounds.deadline.is_missed();
    collected.best = best.into_sorted_vec().into_iter().map(|Reverse(place)| place).collect();
    Ok(collected)
}

/// Whether a thing is among those of a scorer, which only goes forward.
fn holds(scorer: &mut dyn Scorer, doc: u32) -> bool {
    if scorer.doc() < doc {
        scorer.seek(doc);
    }
    scorer.doc() == doc
}

/// How many of the things that fit the viewer may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub count: usize,
    /// One of them.
    pub by: Key,
}

/// Counts the readable things that fit, up to `most`; `None` when there is none. What the viewer may not read does not
/// count: that there is much of it must not be told by what is found of the rest. Nothing can be said when the time is
/// over before.
pub fn count_readable(
    searcher: &Searcher,
    query: &dyn Query,
    scope: &Scope,
    most: usize,
    deadline: &Deadline,
) -> Result<Option<Held>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher)).map_err(Error::internal)?;
    let mut held: Option<Held> = None;
    let mut seen: usize = 0;
    for segment in searcher.segment_readers().iter().rev() {
        let columns = Columns::open(segment)?;
        let mut scorer = weight.scorer(segment, 1.0).map_err(Error::internal)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            seen += 1;
            if seen.is_multiple_of(EVERY) && deadline.is_over() {
                return Ok(held);
            }
            if !segment.is_deleted(doc) && columns.is_readable(doc, scope) {
                let held = held.get_or_insert(Held { count: 0, by: columns.key(doc) });
                held.count += 1;
                if held.count >= most {
                    return Ok(Some(*held));
                }
            }
            doc = scorer.advance();
        }
    }
    Ok(held)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use tantivy::Term;
    use tantivy::query::{AllQuery, PhraseQuery, TermQuery};
    use tantivy::schema::IndexRecordOption;

    use super::super::deadline::Bounded;
    use super::super::index::{Index, Writer};
    use super::super::searchable::{Document, Standing, Version};
    use super::*;
    use crate::config::Timestamp;
    use crate::db::{ActivityId, Subject};
    use crate::i18n::Lang;

    const PUBLIC: Subject = Subject { kind: "category", id: 1 };
    const SECRET: Subject = Subject { kind: "category", id: 2 };

    fn document(id: i64, container: Subject, title: &str) -> Document {
        let thing = Subject { kind: "thread", id };
        let version = Version { language: Lang::En.into(), title: title.to_owned(), body: String::new() };
        Document {
            thing,
            within: thing,
            container,
            by: Vec::new(),
            at: Some(Timestamp::default()),
            until: None,
            standing: Standing::Thing,
            versions: vec![version],
        }
    }

    fn filled(folder: &std::path::Path, documents: impl Iterator<Item = Document>) -> Writer {
        let mut writer = Index::create(folder).unwrap().writer().unwrap().unwrap();
        documents.for_each(|document| writer.add(&document).unwrap());
        writer.commit(ActivityId(7)).unwrap();
        writer
    }

    fn scope(containers: &[Subject]) -> Scope {
        Scope { readable: containers.iter().map(|one| Key::of(*one).0).collect(), ..Scope::default() }
    }

    fn within(time: Duration) -> Bounds {
        Bounds { deadline: Deadline::within(time), things: usize::MAX }
    }

    fn all() -> Bounds {
        within(Duration::from_secs(5))
    }

    #[test]
    fn what_is_not_readable_is_not_even_counted() {
        let folder = tempfile::tempdir().unwrap();
        let both = [document(1, PUBLIC, "open"), document(2, SECRET, "closed")];
        let writer = filled(folder.path(), both.into_iter());
        let searcher = writer.index.searcher();
        let found = collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, &all()).unwrap();
        assert_eq!((found.total, found.best.len(), found.kinds.len(), found.containers.len()), (1, 1, 1, 1));
        assert_eq!(collect(&searcher, &AllQuery, None, &scope(&[]), None, 10, &all()).unwrap().total, 0);
        assert_eq!(collect(&searcher, &AllQuery, None, &scope(&[PUBLIC, SECRET]), None, 10, &all()).unwrap().total, 2);
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_repetition() {
        let folder = tempfile::tempdir().unwrap();
        let writer = filled(folder.path(), (1..=25).map(|id| document(id, PUBLIC, "alike")));
        let searcher = writer.index.searcher();
        let mut keys = Vec::new();
        let mut behind = None;
        loop {
            let page = collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), behind, 10, &all()).unwrap();
            assert_eq!(page.total, 25);
            let Some(last) = page.best.last() else { break };
            behind = Some(*last);
            keys.extend(page.best.iter().map(|place| place.key.id()));
        }
        assert_eq!(keys, (1..=25).rev().collect::<Vec<_>>());
    }

    #[test]
    fn a_query_that_fits_too_much_is_cut_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let writer = filled(folder.path(), (1..=3_000).map(|id| document(id, PUBLIC, "alike")));
        let searcher = writer.index.searcher();
        let few =
            collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, &Bounds { things: 100, ..all() }).unwrap();
        assert!(few.cut && few.total == 100);
        let none = within(Duration::ZERO);
        let soon = collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, &none).unwrap();
        assert!(soon.cut && soon.total < 3_000, "{}", soon.total);
        assert!(!collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, &all()).unwrap().cut);
    }

    #[test]
    fn a_phrase_that_fits_nothing_ends_with_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let apart = (1..=5_000).map(|id| document(id, PUBLIC, "one and two and three"));
        let writer =
            filled(folder.path(), apart.chain([document(5_001, PUBLIC, "two one"), document(5_002, PUBLIC, "two")]));
        let (searcher, field) = (writer.index.searcher(), writer.index.fields.title.folded);
        let phrase = |deadline: &Deadline| {
            let terms = ["two", "one"].map(|word| Term::from_field_text(field, word)).to_vec();
            Bounded::slow(Box::new(PhraseQuery::new(terms)), deadline)
        };
        let look = |time: Duration| {
            let bounds = within(time);
            collect(&searcher, &*phrase(&bounds.deadline), None, &scope(&[PUBLIC]), None, 10, &bounds).unwrap()
        };
        let found = look(Duration::from_secs(5));
        assert_eq!((found.total, found.cut, found.best[0].key.id()), (1, false, 5_001));
        // A scorer that has passed over all of the first texts has looked at the clock meanwhile.
        let segment = &searcher.segment_readers()[0];
        let deadline = Deadline::within(Duration::from_millis(50));
        let scoring = EnableScoring::disabled_from_searcher(&searcher);
        let weight = phrase(&deadline).weight(scoring).unwrap();
        assert_eq!(weight.scorer(segment, 1.0).unwrap().doc(), 5_000);
        let (_, mut scorer) = weight.scorer_danger(segment, 0, 1.0).unwrap();
        while !deadline.is_over() {}
        assert_eq!((scorer.seek(1), deadline.is_missed()), (TERMINATED, true));
        assert!(look(Duration::ZERO).cut);
    }

    #[test]
    fn what_is_not_readable_does_not_hide_what_is() {
        let folder = tempfile::tempdir().unwrap();
        let hidden = (1..=20_000).map(|id| document(id, SECRET, "zebrazebra"));
        let writer = filled(folder.path(), hidden.chain([document(20_001, PUBLIC, "zebrazebra")]));
        let searcher = writer.index.searcher();
        let query = TermQuery::new(
            Term::from_field_text(writer.index.fields.title.folded, "zebrazebra"),
            IndexRecordOption::Basic,
        );
        let count = |scope: &Scope, time: Duration| {
            count_readable(&searcher, &query, scope, 3, &Deadline::within(time)).unwrap().map(|held| held.count)
        };
        let long = Duration::from_secs(5);
        assert_eq!(count(&scope(&[PUBLIC]), long), Some(1));
        assert_eq!((count(&scope(&[]), long), count(&scope(&[SECRET]), long)), (None, Some(3)));
    }

    #[test]
    fn what_is_past_its_time_counts_for_less_from_then_on() {
        let folder = tempfile::tempdir().unwrap();
        let until =
            |seconds: i64| Some(Timestamp::new(chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc()));
        let official = |id, seconds| Document {
            until: until(seconds),
            standing: Standing::Official,
            ..document(id, PUBLIC, "alike")
        };
        let three = [official(1, 100_000), document(2, PUBLIC, "alike"), official(3, 200_000)];
        let writer = filled(folder.path(), three.into_iter());
        let term = Term::from_field_text(writer.index.fields.title.folded, "alik");
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        let order = |now: i64| -> Vec<i64> {
            let scope = Scope { now, ..scope(&[PUBLIC]) };
            let found = collect(&writer.index.searcher(), &query, None, &scope, None, 10, &all()).unwrap();
            found.best.iter().map(|place| place.key.id()).collect()
        };
        assert_eq!((order(100_000), order(100_001)), (vec![3, 1, 2], vec![3, 2, 1]));
    }

    #[test]
    fn what_was_removed_leaves_the_files_when_they_are_purged() {
        let folder = tempfile::tempdir().unwrap();
        let five = (1..=5).map(|id| document(id, PUBLIC, if id == 3 { "zebrazebra" } else { "plain" }));
        let mut writer = filled(folder.path(), five);
        let holds = |writer: &Writer| {
            let field = writer.index.fields.title.folded;
            let searcher = writer.index.searcher();
            let segments = searcher.segment_readers().iter();
            segments.filter_map(|one| one.inverted_index(field).unwrap().terms().get("zebrazebra").unwrap()).count() > 0
        };
        let files = || -> std::collections::BTreeSet<_> {
            let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
            names.filter(|name| name.to_string_lossy().ends_with(".term")).collect()
        };
        let before = files();
        assert!(holds(&writer));
        writer.remove(Subject { kind: "thread", id: 3 });
        writer.commit(ActivityId(8)).unwrap();
        let term = Term::from_field_text(writer.index.fields.title.folded, "zebrazebra");
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = collect(&writer.index.searcher(), &query, None, &scope(&[PUBLIC]), None, 10, &all()).unwrap();
        assert_eq!(found.total, 0);
        assert!(holds(&writer), "its words are still in the file");
        writer.purge(Timestamp::default()).unwrap();
        assert!(!holds(&writer));
        // The old file goes when nothing beside reads it any more.
        let began = Instant::now();
        while !files().is_disjoint(&before) {
            assert!(began.elapsed() < Duration::from_secs(5), "the old file is still there");
            writer.purge(Timestamp::default()).unwrap();
        }
        assert_eq!(writer.index.cursor().unwrap(), ActivityId(8), "the place in the log stays");
        assert_eq!(writer.index.searcher().num_docs(), 4);
    }
}

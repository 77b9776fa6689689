//! One pass over all that fits a query: the best of it, how much there is, and of what. What the viewer may not read is
//! left out in this pass, before anything is counted.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED};

use super::schema::Key;
use crate::error::{Error, Result};

/// Seconds of a year, over which what is new fades.
const YEAR: f32 = 31_557_600.0;

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
    /// Left out.
    pub except: Option<Key>,
    /// By which what is new is told.
    pub now: i64,
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
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub time: Duration,
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
    bounds: Bounds,
) -> Result<Collected> {
    let began = Instant::now();
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).map_err(Error::internal)?;
    let unscored = |query: &dyn Query| query.weight(EnableScoring::disabled_from_searcher(searcher));
    let without = without.map(unscored).transpose().map_err(Error::internal)?;
    let mut collected = Collected::default();
    let mut best: BinaryHeap<Reverse<Place>> = BinaryHeap::with_capacity(limit + 1);
    let mut seen = 0;
    // What was written last is in the last segments, and what is new is looked at first.
    'all: for segment in searcher.segment_readers().iter().rev() {
        let columns = Columns::open(segment)?;
        let mut scorer = weight.scorer(segment, 1.0).map_err(Error::internal)?;
        let mut without = match &without {
            Some(without) => Some(without.scorer(segment, 1.0).map_err(Error::internal)?),
            None => None,
        };
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            seen += 1;
            if seen > bounds.things || seen % 1024 == 0 && began.elapsed() > bounds.time {
                collected.cut = true;
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

/// Whether anything that the viewer may read fits, looking at so many things at most.
pub fn is_any(searcher: &Searcher, query: &dyn Query, scope: &Scope, things: usize) -> Result<Option<Key>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher)).map_err(Error::internal)?;
    let mut seen = 0;
    for segment in searcher.segment_readers().iter().rev() {
        let columns = Columns::open(segment)?;
        let mut scorer = weight.scorer(segment, 1.0).map_err(Error::internal)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED && seen < things {
            seen += 1;
            if !segment.is_deleted(doc) && columns.is_readable(doc, scope) {
                return Ok(Some(columns.key(doc)));
            }
            doc = scorer.advance();
        }
    }
    Ok(None)
}

/// What is known of the things of a segment beside their words.
pub struct Columns {
    key: Column<u64>,
    container: Column<u64>,
    at: Column<i64>,
    weight: Column<u64>,
    language: Column<u64>,
}

impl Columns {
    pub fn open(segment: &SegmentReader) -> Result<Self> {
        let fast = segment.fast_fields();
        let numbers = |name: &str| fast.u64(name).map_err(Error::internal);
        Ok(Self {
            key: numbers("key")?,
            container: numbers("container")?,
            at: fast.i64("at").map_err(Error::internal)?,
            weight: numbers("weight")?,
            language: numbers("language")?,
        })
    }

    pub fn key(&self, doc: u32) -> Key {
        Key(self.key.first(doc).unwrap_or(0))
    }

    fn is_readable(&self, doc: u32, scope: &Scope) -> bool {
        self.container.first(doc).is_some_and(|container| scope.readable.contains(&container))
    }

    /// Counts a thing where it belongs; whether it is one of the results.
    fn count(&self, doc: u32, scope: &Scope, collected: &mut Collected) -> bool {
        let Some(container) = self.container.first(doc) else { return false };
        if !scope.readable.contains(&container) {
            return false;
        }
        if scope.containers.as_ref().is_some_and(|asked| !asked.contains(&container)) {
            return false;
        }
        if scope.from.is_some() || scope.before.is_some() {
            let Some(at) = self.at.first(doc) else { return false };
            if scope.from.is_some_and(|from| at < from) || scope.before.is_some_and(|before| at >= before) {
                return false;
            }
        }
        let key = self.key(doc);
        if scope.except == Some(key) {
            return false;
        }
        let kind = scope.kind.is_none_or(|kind| kind == key.kind_code());
        let language =
            scope.language.is_none_or(|asked| self.language.values_for_doc(doc).any(|language| language == asked));
        let area = scope.area.as_ref().is_none_or(|area| area.contains(&container));
        if language && area {
            *collected.kinds.entry(key.kind_code()).or_insert(0) += 1;
        }
        if kind && area {
            for language in self.language.values_for_doc(doc) {
                *collected.languages.entry(language).or_insert(0) += 1;
            }
        }
        if kind && language {
            *collected.containers.entry(container).or_insert(0) += 1;
        }
        let fits = kind && language && area;
        collected.total += u64::from(fits);
        fits
    }

    /// How well the words fit, what the thing counts for and how new it is.
    fn place(&self, doc: u32, score: f32, scope: &Scope) -> Place {
        let weight = self.weight.first(doc).unwrap_or(100) as f32 / 100.0;
        let fresh = self.at.first(doc).map_or(1.0, |at| 0.8 + 0.4 * (-((scope.now - at).max(0) as f32) / YEAR).exp());
        let own = scope.prefers.is_some_and(|prefers| self.language.values_for_doc(doc).any(|one| one == prefers));
        Place { score: score * weight * fresh * if own { 1.2 } else { 1.0 }, key: self.key(doc) }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::Term;
    use tantivy::query::{AllQuery, TermQuery};
    use tantivy::schema::IndexRecordOption;

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
            by: None,
            at: Some(Timestamp::default()),
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

    const ALL: Bounds = Bounds { time: Duration::from_secs(5), things: usize::MAX };

    #[test]
    fn what_is_not_readable_is_not_even_counted() {
        let folder = tempfile::tempdir().unwrap();
        let both = [document(1, PUBLIC, "open"), document(2, SECRET, "closed")];
        let writer = filled(folder.path(), both.into_iter());
        let searcher = writer.index.searcher();
        let found = collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, ALL).unwrap();
        assert_eq!((found.total, found.best.len(), found.kinds.len(), found.containers.len()), (1, 1, 1, 1));
        assert_eq!(collect(&searcher, &AllQuery, None, &scope(&[]), None, 10, ALL).unwrap().total, 0);
        assert_eq!(collect(&searcher, &AllQuery, None, &scope(&[PUBLIC, SECRET]), None, 10, ALL).unwrap().total, 2);
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_repetition() {
        let folder = tempfile::tempdir().unwrap();
        let writer = filled(folder.path(), (1..=25).map(|id| document(id, PUBLIC, "alike")));
        let searcher = writer.index.searcher();
        let mut keys = Vec::new();
        let mut behind = None;
        loop {
            let page = collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), behind, 10, ALL).unwrap();
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
            collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, Bounds { things: 100, ..ALL }).unwrap();
        assert!(few.cut && few.total == 100);
        let none = Bounds { time: Duration::ZERO, things: usize::MAX };
        let soon = collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, none).unwrap();
        assert!(soon.cut && soon.total < 3_000, "{}", soon.total);
        assert!(!collect(&searcher, &AllQuery, None, &scope(&[PUBLIC]), None, 10, ALL).unwrap().cut);
    }

    #[test]
    fn what_was_removed_leaves_the_files_when_they_are_purged() {
        let folder = tempfile::tempdir().unwrap();
        let all = (1..=5).map(|id| document(id, PUBLIC, if id == 3 { "zebrazebra" } else { "plain" }));
        let mut writer = filled(folder.path(), all);
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
        let found = collect(&writer.index.searcher(), &query, None, &scope(&[PUBLIC]), None, 10, ALL).unwrap();
        assert_eq!(found.total, 0);
        assert!(holds(&writer), "its words are still in the file");
        writer.purge().unwrap();
        assert!(!holds(&writer));
        // The old file goes when nothing beside reads it any more.
        let began = Instant::now();
        while !files().is_disjoint(&before) {
            assert!(began.elapsed() < Duration::from_secs(5), "the old file is still there");
            writer.purge().unwrap();
        }
        assert_eq!(writer.index.cursor().unwrap(), ActivityId(8), "the place in the log stays");
        assert_eq!(writer.index.searcher().num_docs(), 4);
    }
}

//! Until when a query may be looked for. The clock is looked at between results, and within what goes from one result
//! to the next as well: a phrase, or many words together, may pass over a million things that do not fit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

/// A debug build, in which the tests run, takes so many times as long.
pub const SLOWNESS: u64 = if cfg!(debug_assertions) { 10 } else { 1 };
/// Steps between two looks at the clock.
const EVERY: u32 = 64;

/// A time, shared by all that ends with it.
#[derive(Debug, Clone)]
pub struct Deadline {
    until: Instant,
    missed: Arc<AtomicBool>,
}

impl Deadline {
    pub fn within(time: Duration) -> Self {
        Self::at(Instant::now() + time)
    }

    pub fn at(until: Instant) -> Self {
        Self { until, missed: Arc::default() }
    }

    /// Looks at the clock.
    pub fn is_over(&self) -> bool {
        let over = Instant::now() >= self.until;
        if over {
            self.missed.store(true, Ordering::Relaxed);
        }
        over
    }

    /// Something was given up because of it.
    pub fn is_missed(&self) -> bool {
        self.missed.load(Ordering::Relaxed)
    }
}

/// A query that fits nothing more once the time is over.
#[derive(Debug)]
pub struct Bounded {
    query: Box<dyn Query>,
    deadline: Deadline,
    /// Its scorer looks for the next result by itself, for however long: it is led step by step.
    is_slow: bool,
}

impl Bounded {
    /// Anything else.
    pub fn quick(query: Box<dyn Query>, deadline: &Deadline) -> Box<dyn Query> {
        Box::new(Self { query, deadline: deadline.clone(), is_slow: false })
    }

    /// A phrase.
    pub fn slow(query: Box<dyn Query>, deadline: &Deadline) -> Box<dyn Query> {
        Box::new(Self { query, deadline: deadline.clone(), is_slow: true })
    }
}

impl Clone for Bounded {
    fn clone(&self) -> Self {
        Self { query: self.query.box_clone(), deadline: self.deadline.clone(), is_slow: self.is_slow }
    }
}

impl Query for Bounded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = self.query.weight(scoring)?;
        Ok(Box::new(BoundedWeight { weight, deadline: self.deadline.clone(), is_slow: self.is_slow }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct BoundedWeight {
    weight: Box<dyn Weight>,
    deadline: Deadline,
    is_slow: bool,
}

impl Weight for BoundedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.deadline.is_over() {
            return Ok(Box::new(EmptyScorer));
        }
        if !self.is_slow {
            let scorer = self.weight.scorer(segment, boost)?;
            let at = scorer.doc();
            return Ok(self.around(scorer, at));
        }
        let (found, scorer) = self.weight.scorer_danger(segment, 0, boost)?;
        Ok(match found {
            SeekDangerResult::Found => self.around(scorer, 0),
            SeekDangerResult::SeekLowerBound(TERMINATED) => Box::new(EmptyScorer),
            SeekDangerResult::SeekLowerBound(next) => {
                let mut bounded = self.bounded(scorer, 0);
                bounded.go_to(next);
                Box::new(bounded)
            }
        })
    }

    fn scorer_danger(
        &self,
        segment: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        if self.deadline.is_over() {
            return Ok((SeekDangerResult::SeekLowerBound(TERMINATED), Box::new(EmptyScorer)));
        }
        let (found, scorer) = self.weight.scorer_danger(segment, target, boost)?;
        // Where it is behind what is sought, it is led on from there.
        let at = match found {
            SeekDangerResult::Found => target,
            SeekDangerResult::SeekLowerBound(_) => target.saturating_sub(1),
        };
        Ok((found, Box::new(self.bounded(scorer, at))))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(segment, doc)
    }
}

impl BoundedWeight {
    fn bounded(&self, scorer: Box<dyn Scorer>, at: DocId) -> BoundedScorer {
        BoundedScorer { scorer, at, steps: 0, deadline: self.deadline.clone(), is_slow: self.is_slow }
    }

    fn around(&self, scorer: Box<dyn Scorer>, at: DocId) -> Box<dyn Scorer> {
        // tantivy knows what fits nothing by its type.
        if scorer.is::<EmptyScorer>() { scorer } else { Box::new(self.bounded(scorer, at)) }
    }
}

struct BoundedScorer {
    scorer: Box<dyn Scorer>,
    at: DocId,
    steps: u32,
    deadline: Deadline,
    is_slow: bool,
}

impl BoundedScorer {
    /// Whether it has come to its end, for whichever reason.
    fn ends(&mut self) -> bool {
        self.steps += 1;
        if self.steps.is_multiple_of(EVERY) && self.deadline.is_over() {
            self.at = TERMINATED;
        }
        self.at == TERMINATED
    }

    /// Step by step to the first that fits from here on.
    fn go_to(&mut self, mut target: DocId) -> DocId {
        loop {
            if self.ends() {
                return TERMINATED;
            }
            match self.scorer.seek_danger(target) {
                SeekDangerResult::Found => self.at = target,
                SeekDangerResult::SeekLowerBound(next) if next < TERMINATED => {
                    target = next;
                    continue;
                }
                SeekDangerResult::SeekLowerBound(_) => self.at = TERMINATED,
            }
            return self.at;
        }
    }
}

impl DocSet for BoundedScorer {
    fn advance(&mut self) -> DocId {
        if self.is_slow {
            return if self.at == TERMINATED { TERMINATED } else { self.go_to(self.at + 1) };
        }
        if !self.ends() {
            self.at = self.scorer.advance();
        }
        self.at
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.at {
            return self.at;
        }
        if target >= TERMINATED {
            self.at = TERMINATED;
        } else if self.is_slow {
            self.go_to(target);
        } else if !self.ends() {
            self.at = self.scorer.seek(target);
        }
        self.at
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED {
            self.at = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if self.at == target {
            return SeekDangerResult::Found;
        }
        if self.at > target || self.ends() {
            return SeekDangerResult::SeekLowerBound(self.at);
        }
        let found = self.scorer.seek_danger(target);
        match found {
            SeekDangerResult::Found => self.at = target,
            SeekDangerResult::SeekLowerBound(TERMINATED) => self.at = TERMINATED,
            SeekDangerResult::SeekLowerBound(_) => {}
        }
        found
    }

    fn doc(&self) -> DocId {
        self.at
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for BoundedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}

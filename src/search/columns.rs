//! What the index knows of things beside their words, and what it makes of it: whether a thing is one of the results, where
//! it is counted, and its place among the others.

use tantivy::SegmentReader;
use tantivy::columnar::Column;

use super::collect::{Collected, Place, Scope};
use super::schema::Key;
use super::searchable::Standing;
use crate::error::{Error, Result};

/// Seconds of a year, over which what is new fades.
const YEAR: f32 = 31_557_600.0;
/// Seconds of a day: what is new fades by days, so that the order of results does not change from page to page.
const DAY: i64 = 86_400;

/// What is in the reader's language counts for so much more.
const OWN: f32 = 1.2;

/// What is known of the things of a segment beside their words.
pub struct Columns {
    key: Column<u64>,
    container: Column<u64>,
    at: Column<i64>,
    /// An index of the format before has none.
    until: Option<Column<i64>>,
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
            until: fast.column_opt("until").map_err(Error::internal)?,
            weight: numbers("weight")?,
            language: numbers("language")?,
        })
    }

    pub fn key(&self, doc: u32) -> Key {
        Key(self.key.first(doc).unwrap_or(0))
    }

    pub fn is_readable(&self, doc: u32, scope: &Scope) -> bool {
        self.container.first(doc).is_some_and(|container| scope.readable.contains(&container))
    }

    /// Counts a thing where it belongs; whether it is one of the results.
    pub fn count(&self, doc: u32, scope: &Scope, collected: &mut Collected) -> bool {
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
        if scope.except == Some(key) || scope.without_kinds.contains(&key.kind_code()) {
            return false;
        }
        if !scope.without_languages.is_empty()
            && self.language.values_for_doc(doc).all(|language| scope.without_languages.contains(&language))
        {
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
    pub fn place(&self, doc: u32, score: f32, scope: &Scope) -> Place {
        let until = self.until.as_ref().and_then(|until| until.first(doc));
        let is_past = until.is_some_and(|until| until < scope.now);
        let stands = self.weight.first(doc).unwrap_or(100);
        let weight = match (is_past || stands == Standing::Stale.weight(), scope.alike) {
            (false, _) => stands,
            (true, false) => Standing::Stale.weight(),
            (true, true) => Standing::Official.weight(),
        };
        let weight = weight as f32 / 100.0;
        let today = scope.now / DAY * DAY;
        let fresh = self.at.first(doc).map_or(1.0, |at| 0.8 + 0.4 * (-((today - at).max(0) as f32) / YEAR).exp());
        let own = scope.prefers.is_some_and(|prefers| self.language.values_for_doc(doc).any(|one| one == prefers));
        let score = if own { score * OWN } else { score };
        Place { score: score * weight * fresh, key: self.key(doc) }
    }
}

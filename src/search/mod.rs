//! Finding what is written: an index on each node, derived from the database and kept right by following the log. An
//! engine: what can be found, and who may find it, is said by the features (`Searchable`).

mod analysis;
mod build;
mod check;
mod collect;
mod columns;
mod deadline;
mod find;
mod highlight;
mod index;
mod keeper;
mod narrow;
mod open_search;
mod page;
mod plan;
mod query;
mod schema;
mod searchable;
mod similar_page;
mod similar_text;
mod spelling;
mod suggest;
mod suggestions_page;
mod word;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::RwLock;

pub use build::{Progress, build};
pub use check::{Difference, check};
pub use collect::Place;
pub use find::{Choices, LONGEST, Results, SearchResult};
pub use index::Shelf;
pub use keeper::Keeper;
pub use query::Query;
pub use schema::FORMAT;
pub use searchable::{Container, Document, Found, Searchable, Searchables, Standing, Touched, Version};
pub use similar_text::similar_to_text;
pub use suggestions_page::Suggestion;

use crate::accounts::Viewer;
use crate::db::{ActivityId, Conn, Subject};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::web::Endpoint;
use index::Index;
use schema::{Key, kind_code};

/// What the handlers and the keeper of this node share.
pub struct Search {
    searchables: Searchables,
    shelf: Shelf,
    progress: Progress,
    /// The one that answers; none while the first is built.
    current: RwLock<Option<Arc<Index>>>,
    cursor: AtomicI64,
}

impl Search {
    /// The indexes stand below the data folder.
    pub fn new(data_dir: &Path, searchables: Searchables) -> Result<Self> {
        let mut codes: Vec<u16> = searchables.kinds().into_iter().map(kind_code).collect();
        codes.sort_unstable();
        if codes.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::internal("two kinds of things have one code: one needs another name"));
        }
        Ok(Self {
            searchables,
            shelf: Shelf::new(data_dir),
            progress: Progress::default(),
            current: RwLock::default(),
            cursor: AtomicI64::new(0),
        })
    }

    /// The server ends: what is being built is given up.
    pub fn stop(&self) {
        self.progress.stop();
    }

    /// Up to where in the log this node's index is right.
    pub fn cursor(&self) -> ActivityId {
        ActivityId(self.cursor.load(Ordering::Relaxed))
    }

    /// What is typed, as it was understood, and its results behind a place; none while the first index is built.
    pub fn find(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        text: &str,
        choices: &Choices,
        behind: Option<Place>,
    ) -> Result<(Query, Results)> {
        match self.index() {
            Some(index) => find::find(conn, self, &index, viewer, text, choices, behind),
            None => Ok((Query::parse(text, &self.searchables.kinds()), Results::default())),
        }
    }

    fn note(&self, cursor: ActivityId) {
        self.cursor.store(cursor.0, Ordering::Relaxed);
    }

    fn publish(&self, index: Option<Arc<Index>>) {
        *self.current.write() = index;
    }

    fn index(&self) -> Option<Arc<Index>> {
        self.current.read().clone()
    }

    /// The thing that a key stands for; `None` for a kind that is none any more.
    fn subject(&self, key: Key) -> Option<Subject> {
        let kind = self.searchables.kinds().into_iter().find(|kind| kind_code(kind) == key.kind_code())?;
        Some(Subject { kind, id: key.id() })
    }
}

/// The language that a text is probably in; `lang`'s when nothing tells.
pub fn guess_language(text: &str, lang: Lang) -> ContentLanguage {
    ContentLanguage::from_code(word::guess(text, lang)).unwrap_or(lang.into())
}

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = page::endpoints();
    all.extend(suggestions_page::endpoints());
    all.extend(similar_page::endpoints());
    all.extend(open_search::endpoints());
    all
}

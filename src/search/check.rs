//! Whether an index holds what the database says: for whoever runs the site.

use std::collections::HashSet;

use super::columns::Columns;
use super::index::{Index, Shelf};
use super::schema::Key;
use super::searchable::Searchables;
use crate::db::{Db, Subject};
use crate::error::{Error, Result};

/// Ids read from the database at once.
const CHUNK: i64 = 10_000;

/// What differs between an index and the database.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the database, and not in the index.
    pub missing: Vec<Subject>,
    /// In the index, and not to be found (any more), as its key.
    pub surplus: Vec<u64>,
    /// Things that are in both.
    pub same: u64,
}

/// Compares the newest index of the data folder with the database. An error when there is none.
pub fn check(db: &Db, searchables: &Searchables, shelf: &Shelf) -> Result<Difference> {
    let (folder, _) = shelf
        .newest()
        .ok_or_else(|| Error::Unavailable("there is no search index: mipas search rebuild".to_owned()))?;
    let mut keys = keys_of(&*Index::open(&folder)?)?;
    let mut difference = Difference::default();
    for kind in searchables.kinds() {
        let mut after = 0;
        loop {
            let ids = db.read_now(|conn| searchables.of_kind(kind)?.ids(conn, kind, after, CHUNK))?;
            let Some(last) = ids.last() else { break };
            after = *last;
            for id in ids {
                let thing = Subject { kind, id };
                if keys.remove(&Key::of(thing).0) { difference.same += 1 } else { difference.missing.push(thing) }
            }
        }
    }
    difference.surplus = keys.into_iter().collect();
    difference.surplus.sort_unstable();
    Ok(difference)
}

fn keys_of(index: &Index) -> Result<HashSet<u64>> {
    let mut keys = HashSet::new();
    for segment in index.searcher().segment_readers() {
        let columns = Columns::open(segment)?;
        keys.extend(segment.doc_ids_alive().map(|doc| columns.key(doc).0));
    }
    Ok(keys)
}

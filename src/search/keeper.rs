//! Keeps this node's index right: follows the log with a cursor that is committed with the index, builds it anew when it
//! is missing, of another format or too far behind, and goes over to one that the command line has built.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Search;
use super::build::build;
use super::index::{Index, Writer};
use super::searchable::{Document, Touched};
use crate::activity::{Activity, newest, read_after};
use crate::config::Timestamp;
use crate::db::{ActivityId, Conn, Db, Subject};
use crate::error::Result;

/// Activities taken in with one commit.
const BATCH: i64 = 500;
/// An index that is so many activities behind is sooner built anew than followed.
const TOO_FAR: i64 = 50_000;
/// What was removed is out of the files a day later at the latest.
const PURGE: chrono::Duration = chrono::Duration::hours(24);

/// How often it is tried again to write an index that another process writes.
const AGAIN: chrono::Duration = chrono::Duration::seconds(10);

pub struct Keeper {
    writer: Option<Writer>,
    /// Another process writes this one, a server that is ending perhaps: it is read as it stands, and when it was tried
    /// to write it.
    others: Option<(Arc<Index>, Timestamp)>,
    /// Up to where the index is right,
    cursor: ActivityId,
    /// and up to where it says so itself.
    committed: ActivityId,
}

impl Default for Keeper {
    fn default() -> Self {
        Self { writer: None, others: None, cursor: ActivityId(0), committed: ActivityId(0) }
    }
}

impl Keeper {
    /// Opens, builds or goes over to the index that is to be used, and takes in what has happened. Comes round a few
    /// times a second.
    pub fn round(&mut self, db: &Db, search: &Search) -> Result<()> {
        if self.reads_along(db, search)? {
            return Ok(());
        }
        self.choose(db, search)?;
        while self.follow(db, search)? {
            search.note(self.cursor);
        }
        self.purge(db.clock().now())
    }

    /// Sees to it that what was removed leaves the files, however often the server is started anew.
    fn purge(&mut self, now: Timestamp) -> Result<()> {
        let Some(writer) = self.writer.as_mut().filter(|writer| writer.is_to_be_purged(now, PURGE)) else {
            return Ok(());
        };
        writer.purge(now)?;
        // When it was done is kept with the index.
        writer.commit(self.cursor)?;
        self.committed = self.cursor;
        Ok(())
    }

    /// Reads what another process writes; not any more when it is time to try again.
    fn reads_along(&mut self, db: &Db, search: &Search) -> Result<bool> {
        let Some((index, since)) = &self.others else { return Ok(false) };
        if db.clock().now() > *since + AGAIN {
            self.others = None;
            return Ok(false);
        }
        index.reload()?;
        search.note(index.cursor()?);
        Ok(true)
    }

    fn choose(&mut self, db: &Db, search: &Search) -> Result<()> {
        let newest = search.shelf.newest();
        let held = self.writer.as_ref().map(|writer| writer.index.folder().to_owned());
        match newest {
            Some((folder, true)) if held.as_ref() == Some(&folder) => Ok(()),
            Some((folder, true)) => match Index::open(&folder) {
                Ok(index) => self.use_index(db, search, index),
                Err(error) => {
                    tracing::warn!(%error, "the search index cannot be read and is built anew");
                    self.rebuild(db, search)
                }
            },
            Some((folder, false)) => {
                // It answers while the new one is built, where it can.
                match Index::open(&folder) {
                    Ok(index) => search.publish(Some(index)),
                    Err(error) => tracing::info!(%error, "the old search index answers no more"),
                }
                self.rebuild(db, search)
            }
            None => {
                search.publish(None);
                self.rebuild(db, search)
            }
        }
    }

    fn rebuild(&mut self, db: &Db, search: &Search) -> Result<()> {
        self.writer = None;
        let folder = build(db, &search.searchables, &search.shelf, &search.progress)?;
        self.use_index(db, search, Index::open(&folder)?)
    }

    fn use_index(&mut self, db: &Db, search: &Search, index: Arc<Index>) -> Result<()> {
        // The lock of the index admits one writer.
        self.writer = None;
        self.cursor = index.cursor()?;
        self.committed = self.cursor;
        search.publish(Some(Arc::clone(&index)));
        search.note(self.cursor);
        match index.writer()? {
            Some(writer) => {
                search.shelf.clear_but(index.folder());
                self.writer = Some(writer);
            }
            None => {
                tracing::info!("another process writes the search index: it is read along");
                self.others = Some((index, db.clock().now()));
            }
        }
        Ok(())
    }

    /// Takes in what the log says, a batch at a time; whether there may be more.
    fn follow(&mut self, db: &Db, search: &Search) -> Result<bool> {
        let Some(writer) = &mut self.writer else { return Ok(false) };
        let cursor = self.cursor;
        let read = db.read_now(|conn| {
            let end = newest(conn)?;
            let behind = end.0 - cursor.0;
            // An end before the cursor: another database, or one from a backup.
            if !(0..=TOO_FAR).contains(&behind) {
                return Ok(Err(behind));
            }
            let read = read_after(conn, cursor, BATCH)?;
            Ok(Ok((changes(conn, search, &read)?, read.last().map(|activity| activity.id))))
        })?;
        let (changes, last) = match read {
            Ok(read) => read,
            Err(behind) => {
                tracing::info!(behind, "the search index is built anew");
                self.rebuild(db, search)?;
                return Ok(true);
            }
        };
        let Some(last) = last else { return Ok(false) };
        // Where nothing was to be written the next change takes the cursor along.
        if !changes.is_empty() || last.0 - self.committed.0 > TOO_FAR / 10 {
            let written = changes.write(writer).and_then(|()| writer.commit(last));
            if let Err(error) = written {
                // A writer that has failed does no more: the next round opens the index again.
                self.writer = None;
                return Err(error);
            }
            self.committed = last;
        }
        self.cursor = last;
        Ok(true)
    }
}

/// What a batch of activities changes in the index.
#[derive(Default)]
struct Changes {
    things: HashSet<Subject>,
    within: HashSet<Subject>,
    documents: HashMap<Subject, Document>,
}

/// Reads anew what the activities have touched, as it stands now.
fn changes(conn: &mut Conn, search: &Search, read: &[Activity]) -> Result<Changes> {
    let mut changes = Changes::default();
    for activity in read {
        for searchable in search.searchables.iter() {
            match searchable.touched(activity) {
                Some(Touched::Thing(thing)) => drop(changes.things.insert(thing)),
                Some(Touched::Within(thing)) => drop(changes.within.insert(thing)),
                None => {}
            }
        }
    }
    let mut wanted: HashSet<Subject> = changes.things.clone();
    for searchable in search.searchables.iter() {
        for thing in &changes.within {
            wanted.extend(searchable.within(conn, *thing)?);
        }
    }
    let wanted: Vec<Subject> = wanted.into_iter().collect();
    let documents = search.searchables.documents(conn, &wanted)?;
    changes.documents = documents.into_iter().map(|document| (document.thing, document)).collect();
    Ok(changes)
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.things.is_empty() && self.within.is_empty()
    }

    fn write(&self, writer: &Writer) -> Result<()> {
        for thing in &self.within {
            writer.remove_within(*thing);
        }
        for thing in &self.things {
            writer.remove(*thing);
        }
        self.documents.values().try_for_each(|document| writer.replace(document))
    }
}

//! Building an index from the database: at the first start, by the command line, and when the old one is of another
//! format or too far behind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;

use super::index::{Index, Shelf, Writer};
use super::searchable::{Document, Searchables};
use crate::activity::newest;
use crate::db::Db;
use crate::error::{Error, Result};

/// Things read from the database at once.
const CHUNK: i64 = 1_000;

/// How far a build has come.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    /// 0 while nothing is built.
    total: AtomicU64,
    stopping: AtomicBool,
}

impl Progress {
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// About how many things there are.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// What is being built is given up.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// `None` while nothing is built.
    pub fn percent(&self) -> Option<u64> {
        let total = self.total();
        (total > 0).then(|| (self.done() * 100 / total).min(99))
    }
}

/// Builds an index of everything and publishes it; the folder of what it has become. What changes meanwhile is taken
/// in afterwards: the log is followed from where it stood at the beginning.
pub fn build(db: &Db, searchables: &Searchables, shelf: &Shelf, progress: &Progress) -> Result<PathBuf> {
    let folder = shelf.building()?;
    let built = build_in(db, searchables, &folder, progress);
    progress.total.store(0, Ordering::Relaxed);
    match built {
        Ok(()) => shelf.publish(&folder),
        Err(error) => {
            if let Err(left) = std::fs::remove_dir_all(&folder) {
                tracing::warn!(%left, "what was built of a search index is not removed");
            }
            Err(error)
        }
    }
}

fn build_in(db: &Db, searchables: &Searchables, folder: &std::path::Path, progress: &Progress) -> Result<()> {
    let begun = db.read_now(newest)?;
    progress.done.store(0, Ordering::Relaxed);
    progress.total.store(count(db, searchables)?.max(1), Ordering::Relaxed);
    let index = Index::create(folder)?;
    let mut writer = index.builder()?;
    // One thread reads, another makes terms of what was read; tantivy's own write the segments.
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Vec<Document>>(2);
        let adding = scope.spawn(|| add(receiver, &writer, progress));
        let read = read_all(db, searchables, progress, &sender);
        drop(sender);
        let added = adding.join().unwrap_or_else(|_| Err(Error::internal("the thread that makes terms panicked")));
        added.and(read)
    })?;
    writer.commit(begun)?;
    writer.finish()
}

/// Reads everything there is, in chunks.
fn read_all(
    db: &Db,
    searchables: &Searchables,
    progress: &Progress,
    sender: &mpsc::SyncSender<Vec<Document>>,
) -> Result<()> {
    for kind in searchables.kinds() {
        let of_kind = searchables.of_kind(kind)?;
        let mut after = 0;
        loop {
            let documents = db.read_now(|conn| {
                let ids = of_kind.ids(conn, kind, after, CHUNK)?;
                let Some(last) = ids.last() else { return Ok(None) };
                Ok(Some((*last, of_kind.documents(conn, kind, &ids)?)))
            })?;
            let Some((last, documents)) = documents else { break };
            after = last;
            if progress.stopping.load(Ordering::Relaxed) {
                return Err(Error::Unavailable(
                    "the search index is not built to its end: the server stops".to_owned(),
                ));
            }
            // Nobody takes it any more after an error, which is told by the other thread.
            if sender.send(documents).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn add(chunks: mpsc::Receiver<Vec<Document>>, writer: &Writer, progress: &Progress) -> Result<()> {
    for documents in chunks {
        for document in &documents {
            writer.add(document)?;
        }
        progress.done.fetch_add(u64::try_from(documents.len()).unwrap_or(0), Ordering::Relaxed);
    }
    Ok(())
}

/// About how many things there are.
fn count(db: &Db, searchables: &Searchables) -> Result<u64> {
    let mut total = 0;
    for kind in searchables.kinds() {
        total += db.read_now(|conn| searchables.of_kind(kind)?.count(conn, kind))?;
    }
    Ok(total)
}

//! One index in its folder. It is derived from the database and may be deleted at any time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantivy::directory::error::LockError;
use tantivy::store::Compressor;
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, SegmentReader, TantivyError, Term};

use super::schema::{FORMAT, Fields, Key, register, schema};
use super::searchable::Document;
use crate::db::{ActivityId, Subject, Timestamp};
use crate::error::{Error, Result};

/// Bytes that the writer of a running server gathers before it writes a segment: the least that tantivy takes.
const WRITER_BYTES: usize = 15_000_000;
/// How often what was removed is looked for, while segments are being merged beside.
const PURGES: u32 = 20;
/// Bytes for each thread that builds an index anew.
const BUILDER_BYTES: usize = 64_000_000;

pub struct Index {
    folder: PathBuf,
    index: tantivy::Index,
    reader: IndexReader,
    pub fields: Fields,
}

impl Index {
    /// A new one in an empty folder.
    pub fn create(folder: &Path) -> Result<Arc<Self>> {
        std::fs::create_dir_all(folder).map_err(Error::internal)?;
        // Nothing is stored: what is shown comes from the database.
        let settings = IndexSettings { docstore_compression: Compressor::None, ..IndexSettings::default() };
        let index = tantivy::Index::builder()
            .schema(schema())
            .settings(settings)
            .create_in_dir(folder)
            .map_err(Error::internal)?;
        Self::around(folder, index)
    }

    /// One that is there. An error when it cannot be read, or lacks what queries need.
    pub fn open(folder: &Path) -> Result<Arc<Self>> {
        Self::around(folder, tantivy::Index::open_in_dir(folder).map_err(Error::internal)?)
    }

    fn around(folder: &Path, index: tantivy::Index) -> Result<Arc<Self>> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(Error::internal)?;
        let fields = Fields::of(&index.schema())?;
        register(index.tokenizers());
        Ok(Arc::new(Self { folder: folder.to_owned(), index, reader, fields }))
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Sees what was committed by now.
    pub fn reload(&self) -> Result<()> {
        self.reader.reload().map_err(Error::internal)
    }

    /// What was committed when it was last reloaded.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Up to where in the log it is right: committed with the documents.
    pub fn cursor(&self) -> Result<ActivityId> {
        Ok(ActivityId(self.note(0)?.unwrap_or(0)))
    }

    /// One of the numbers that are committed with the documents: the place in the log; when what was removed left the
    /// files, in seconds since 1970.
    fn note(&self, at: usize) -> Result<Option<i64>> {
        let payload = self.index.load_metas().map_err(Error::internal)?.payload.unwrap_or_default();
        Ok(payload.split_whitespace().nth(at).and_then(|number| number.parse().ok()))
    }

    /// The one writer that an index can have, of this server; `None` while another process has it.
    pub fn writer(self: &Arc<Self>) -> Result<Option<Writer>> {
        self.writer_with(1, WRITER_BYTES)
    }

    /// The writer that builds it, on all cores.
    pub fn builder(self: &Arc<Self>) -> Result<Writer> {
        let threads = std::thread::available_parallelism().map_or(2, usize::from).min(4);
        let writer = self.writer_with(threads, BUILDER_BYTES * threads)?;
        writer.ok_or_else(|| Error::internal("another process writes what is being built"))
    }

    fn writer_with(self: &Arc<Self>, threads: usize, bytes: usize) -> Result<Option<Writer>> {
        let writer = match self.index.writer_with_num_threads(threads, bytes) {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Ok(None),
            writer => writer.map_err(Error::internal)?,
        };
        let mut policy = tantivy::merge_policy::LogMergePolicy::default();
        // What was erased leaves the files when their segment is merged: a tenth of it gone is enough.
        policy.set_del_docs_ratio_before_merge(0.1);
        writer.set_merge_policy(Box::new(policy));
        Ok(Some(Writer { index: Arc::clone(self), writer, purged: self.note(1)? }))
    }
}

/// Writes to an index.
pub struct Writer {
    pub index: Arc<Index>,
    writer: IndexWriter,
    /// Seconds since 1970. Committed with the index: a server may be started anew more often than it purges.
    purged: Option<i64>,
}

impl Writer {
    /// In place of what stands there of the same thing.
    pub fn replace(&self, document: &Document) -> Result<()> {
        self.remove(document.thing);
        self.add(document)
    }

    /// Of a thing that is not there yet.
    pub fn add(&self, document: &Document) -> Result<()> {
        self.writer.add_document(self.index.fields.document(document)).map_err(Error::internal).map(drop)
    }

    pub fn remove(&self, thing: Subject) {
        self.writer.delete_term(Term::from_field_u64(self.index.fields.key, Key::of(thing).0));
    }

    pub fn remove_within(&self, thing: Subject) {
        self.writer.delete_term(Term::from_field_u64(self.index.fields.within, Key::of(thing).0));
    }

    /// Makes what was written findable and durable, together with the place in the log that it is right up to.
    pub fn commit(&mut self, cursor: ActivityId) -> Result<()> {
        let mut prepared = self.writer.prepare_commit().map_err(Error::internal)?;
        let purged = self.purged.map(|at| format!(" {at}")).unwrap_or_default();
        prepared.set_payload(&format!("{}{purged}", cursor.0));
        prepared.commit().map_err(Error::internal)?;
        self.index.reload()
    }

    /// Whether it is time to purge, where it is to be done so often.
    pub fn is_to_be_purged(&self, now: Timestamp, every: chrono::Duration) -> bool {
        let recently = |last: i64| (last..=last + every.num_seconds()).contains(&seconds(now));
        !self.purged.is_some_and(recently)
    }

    /// Writes anew every segment that still holds what was removed. The next commit says when.
    pub fn purge(&mut self, now: Timestamp) -> Result<()> {
        for _ in 0..PURGES {
            self.index.reload()?;
            let searcher = self.index.searcher();
            let old: Vec<_> = searcher
                .segment_readers()
                .iter()
                .filter(|one| one.has_deletes())
                .map(SegmentReader::segment_id)
                .collect();
            if old.is_empty() {
                break;
            }
            for segment in old {
                if let Err(error) = self.writer.merge(&[segment]).wait() {
                    // It is being merged with others already.
                    tracing::debug!(%error, "a segment is not written anew");
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
        }
        self.purged = Some(seconds(now));
        self.writer.garbage_collect_files().wait().map_err(Error::internal).map(drop)
    }

    /// Waits for what is merged beside.
    pub fn finish(self) -> Result<()> {
        self.writer.wait_merging_threads().map_err(Error::internal)
    }
}

fn seconds(at: Timestamp) -> i64 {
    at.micros() / 1_000_000
}

/// The folders of a data folder's indexes: `search/FORMAT-GENERATION`, the greatest generation being the one that
/// counts. What is being built stands beside them under another name.
pub struct Shelf(PathBuf);

impl Shelf {
    pub fn new(data_dir: &Path) -> Self {
        Self(data_dir.join("search"))
    }

    /// The newest index of this format, if there is any; else, marked so, the newest of another.
    pub fn newest(&self) -> Option<(PathBuf, bool)> {
        let all = self.list();
        let of_format =
            all.iter().filter(|(format, ..)| *format == FORMAT).max_by_key(|(_, generation, _)| *generation);
        let newest = of_format.or_else(|| all.iter().max_by_key(|(format, generation, _)| (*format, *generation)))?;
        Some((newest.2.clone(), newest.0 == FORMAT))
    }

    fn list(&self) -> Vec<(u32, u32, PathBuf)> {
        let entries = std::fs::read_dir(&self.0).into_iter().flatten().flatten();
        let named = |path: PathBuf| {
            let (format, generation) = path.file_name()?.to_str()?.split_once('-')?;
            Some((format.parse().ok()?, generation.parse().ok()?, path))
        };
        entries.filter_map(|entry| named(entry.path())).collect()
    }

    /// An empty folder to build in.
    pub fn building(&self) -> Result<PathBuf> {
        let folder = self.0.join(format!("building.{}.{:08x}", std::process::id(), rand::random::<u32>()));
        std::fs::create_dir_all(&folder).map_err(Error::internal)?;
        Ok(folder)
    }

    /// Gives what was built the name under which every process finds it.
    pub fn publish(&self, built: &Path) -> Result<PathBuf> {
        let last = self.list().iter().filter(|(format, ..)| *format == FORMAT).map(|(_, one, _)| *one).max();
        let folder = self.0.join(format!("{FORMAT}-{:06}", last.unwrap_or(0) + 1));
        std::fs::rename(built, &folder).map_err(Error::internal)?;
        Ok(folder)
    }

    /// Removes all indexes but one, and what was never finished for a day.
    pub fn clear_but(&self, kept: &Path) {
        let stale = |path: &Path| {
            let changed = std::fs::metadata(path).and_then(|about| about.modified()).ok();
            changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age.as_secs() > 86_400)
        };
        for entry in std::fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let path = entry.path();
            let building = entry.file_name().to_string_lossy().starts_with("building.");
            if path == kept || building && !stale(&path) {
                continue;
            }
            if let Err(error) = std::fs::remove_dir_all(&path) {
                tracing::warn!(%error, "an old search index is not removed");
            }
        }
    }
}

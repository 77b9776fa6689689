//! Write transactions. SQLite has one writer thread that groups waiting changes into one commit, a
//! savepoint each; on PostgreSQL each change has a transaction of its own, run again when it collides.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::r2d2::Pool;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use parking_lot::Mutex;
use tokio::sync::oneshot;

use super::connection::{Manager, connect};
use super::{Conn, Entry, Log, Tx, checkout};
use crate::config::{Clock, DatabaseUrl};
use crate::error::{Error, Result};

/// Changes that may wait for the writer; one more is refused with 503.
const QUEUE: usize = 1_024;
/// Changes in one commit at most, and the time after which a group is closed.
const GROUP: usize = 64;
const GROUP_TIME: Duration = Duration::from_millis(10);
/// PostgreSQL: how often a change is run again after a serialisation failure or a deadlock.
const TRIES: u32 = 5;

pub(super) enum Writer {
    Sqlite { queue: Mutex<Option<SyncSender<Box<dyn Job>>>>, thread: Mutex<Option<JoinHandle<()>>> },
    Postgres { pool: Pool<Manager>, clock: Clock, log: Arc<dyn Log> },
}

/// A change waiting for the writer thread.
pub(super) trait Job: Send {
    /// Runs the change; `Some` with its entries when it is to be kept.
    fn run(&mut self, conn: &mut Conn, clock: &Clock) -> Option<Vec<Entry>>;
    /// Tells the caller, once the group's commit has been tried.
    fn finish(self: Box<Self>, group: Result<(), &str>);
}

struct Change<T, F> {
    change: F,
    result: Option<Result<T>>,
    answer: Box<dyn FnOnce(Result<T>) + Send>,
}

impl<T: Send, F: FnMut(&mut Tx) -> Result<T> + Send> Job for Change<T, F> {
    fn run(&mut self, conn: &mut Conn, clock: &Clock) -> Option<Vec<Entry>> {
        let mut tx = Tx::new(conn, clock.now());
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (self.change)(&mut tx)))
            .unwrap_or_else(|_| Err(Error::internal("a change panicked")));
        let entries = outcome.is_ok().then_some(tx.entries);
        self.result = Some(outcome);
        entries
    }

    fn finish(self: Box<Self>, group: Result<(), &str>) {
        let result = match (group, self.result) {
            (Err(cause), Some(Ok(_)) | None) => Err(Error::Unavailable(cause.to_owned())),
            (_, Some(result)) => result,
            (Ok(()), None) => Err(Error::internal("a change was not run")),
        };
        (self.answer)(result);
    }
}

impl Writer {
    pub(super) fn sqlite(url: &DatabaseUrl, clock: Clock, log: Arc<dyn Log>) -> Result<Self> {
        let mut conn = connect(url).map_err(|e| Error::Unavailable(format!("cannot open {url}: {e}")))?;
        let (sender, receiver) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || serve(&mut conn, &receiver, &clock, &*log))
            .map_err(Error::internal)?;
        Ok(Self::Sqlite { queue: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    pub(super) fn postgres(pool: Pool<Manager>, clock: Clock, log: Arc<dyn Log>) -> Self {
        Self::Postgres { pool, clock, log }
    }

    pub(super) async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T> + Send + 'static,
    {
        match self {
            Self::Sqlite { .. } => {
                let (answer, receiver) = oneshot::channel();
                // The caller may have gone away; its change stands all the same.
                self.enqueue(change, move |result| drop(answer.send(result)))?;
                receiver.await.map_err(|_| closing())?
            }
            Self::Postgres { pool, clock, log } => {
                let (pool, clock, log) = (pool.clone(), clock.clone(), Arc::clone(log));
                tokio::task::spawn_blocking(move || write_postgres(&pool, &clock, &*log, change))
                    .await
                    .map_err(Error::internal)?
            }
        }
    }

    pub(super) fn write_now<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T> + Send + 'static,
    {
        match self {
            Self::Sqlite { .. } => {
                let (answer, receiver) = sync_channel(1);
                self.enqueue(change, move |result| drop(answer.send(result)))?;
                receiver.recv().map_err(|_| closing())?
            }
            Self::Postgres { pool, clock, log } => write_postgres(pool, clock, &**log, change),
        }
    }

    fn enqueue<T, F>(&self, change: F, answer: impl FnOnce(Result<T>) + Send + 'static) -> Result<()>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T> + Send + 'static,
    {
        let Self::Sqlite { queue, .. } = self else { return Err(closing()) };
        let answer = Box::new(answer);
        let sender = queue.lock().clone().ok_or_else(closing)?;
        match sender.try_send(Box::new(Change { change, result: None, answer })) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_)) => Err(Error::Unavailable("the writer's queue is full".into())),
            Err(TrySendError::Disconnected(_)) => Err(closing()),
        }
    }

    pub(super) fn close(&self) {
        if let Self::Sqlite { queue, thread } = self {
            drop(queue.lock().take());
            let handle = thread.lock().take();
            if let Some(handle) = handle
                && handle.join().is_err()
            {
                tracing::error!("the writer thread panicked");
            }
        }
    }
}

fn closing() -> Error {
    Error::Unavailable("the database is closing".into())
}

/// The writer thread: until every sender is gone and the queue is empty.
fn serve(conn: &mut Conn, queue: &Receiver<Box<dyn Job>>, clock: &Clock, log: &dyn Log) {
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        let outcome = run_group(conn, queue, clock, log, &mut group);
        if let Err(error) = &outcome {
            tracing::warn!(%error, changes = group.len(), "a group of changes was not committed");
            // Fails when the transaction has been rolled back already, as it may have been.
            if let Err(error) = conn.rollback() {
                tracing::debug!(%error, "nothing to roll back");
            }
        }
        let cause = outcome.err().map(|e| e.to_string());
        for job in group {
            job.finish(cause.as_deref().map_or(Ok(()), Err));
        }
    }
    if let Err(error) = conn.batch_execute("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);") {
        tracing::warn!(%error, "the last checkpoint failed");
    }
}

fn run_group(
    conn: &mut Conn,
    queue: &Receiver<Box<dyn Job>>,
    clock: &Clock,
    log: &dyn Log,
    group: &mut Vec<Box<dyn Job>>,
) -> Result<()> {
    conn.begin_write()?;
    let started = Instant::now();
    let mut entries = Vec::new();
    let mut next = 0;
    loop {
        while next < group.len() {
            conn.savepoint()?;
            match group[next].run(conn, clock) {
                Some(recorded) => {
                    conn.commit()?;
                    entries.extend(recorded);
                }
                None => conn.rollback()?,
            }
            next += 1;
        }
        if group.len() >= GROUP || started.elapsed() > GROUP_TIME {
            break;
        }
        match queue.try_recv() {
            Ok(job) => group.push(job),
            Err(_) => break,
        }
    }
    let last = if entries.is_empty() { None } else { Some(log.append(conn, clock.now(), &entries)?) };
    conn.commit()?;
    if let Some(last) = last {
        log.committed(&entries, last);
    }
    Ok(())
}

fn write_postgres<T>(
    pool: &Pool<Manager>,
    clock: &Clock,
    log: &dyn Log,
    mut change: impl FnMut(&mut Tx) -> Result<T>,
) -> Result<T> {
    let mut conn = checkout(pool)?;
    let mut tries = 0;
    loop {
        tries += 1;
        match try_postgres(&mut conn, clock, log, &mut change) {
            Err(Failure::Again(error)) if tries < TRIES => {
                tracing::debug!(%error, tries, "a change is run again");
                std::thread::sleep(Duration::from_millis(5 * u64::from(tries)));
            }
            Err(Failure::Again(error)) => return Err(Error::Unavailable(error.to_string())),
            // The second run sees the other's row and says what is wrong in its own words.
            Err(Failure::Taken(error)) if tries == 1 => tracing::debug!(%error, "another change was first"),
            Err(Failure::Taken(error)) => return Err(error),
            Err(Failure::Final(error)) => return Err(error),
            Ok(value) => return Ok(value),
        }
    }
}

enum Failure {
    Again(DieselError),
    /// A unique value that another change took after this one had looked.
    Taken(Error),
    Final(Error),
}

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Failure::Again(error),
            // 40P01 has no kind of its own.
            DieselError::DatabaseError(_, info) if info.message().contains("deadlock detected") => {
                Failure::Again(error)
            }
            _ => Failure::Final(error.into()),
        }
    }
}

fn try_postgres<T>(
    conn: &mut Conn,
    clock: &Clock,
    log: &dyn Log,
    change: &mut impl FnMut(&mut Tx) -> Result<T>,
) -> Result<T, Failure> {
    conn.begin_write()?;
    let committed = (|| {
        let mut tx = Tx::new(conn, clock.now());
        let value = change(&mut tx).map_err(again_or_final)?;
        let entries = tx.entries;
        let mut last = None;
        if !entries.is_empty() {
            conn.lock_log()?;
            last = Some(log.append(conn, clock.now(), &entries).map_err(again_or_final)?);
            conn.notify()?;
        }
        conn.commit()?;
        Ok((value, entries, last))
    })();
    match committed {
        Ok((value, entries, last)) => {
            if let Some(last) = last {
                log.committed(&entries, last);
            }
            Ok(value)
        }
        Err(failure) => {
            if let Err(error) = conn.rollback() {
                tracing::debug!(%error, "nothing to roll back");
            }
            Err(failure)
        }
    }
}

/// A change's own error has lost its database kind; what can be run again is told by its words.
fn again_or_final(error: Error) -> Failure {
    match &error {
        Error::Internal(cause) if cause.contains("deadlock detected") || cause.contains("could not serialize") => {
            Failure::Again(DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, Box::new(cause.clone())))
        }
        // The words of SQLSTATE 23505, unique_violation.
        Error::Internal(cause) if cause.contains("duplicate key value") => Failure::Taken(error),
        _ => Failure::Final(error),
    }
}

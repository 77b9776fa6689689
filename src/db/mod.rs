//! The databases: one connection enum over SQLite and PostgreSQL, read and write entry points, the schema,
//! typed ids. Only this module knows about pools, threads and dialects.
//!
//! `Db::read` runs its closure in one read transaction, `Db::write` in one write transaction that also
//! appends to the activity log. A write closure may be run again and does nothing but talk to the database.

mod bulk;
mod connection;
mod ids;
pub mod keyset;
mod listener;
mod migrations;
pub mod schema;
mod tx;
mod writer;

use std::sync::Arc;

use diesel::r2d2::{self, Pool, PooledConnection};

use connection::Manager;
pub use connection::{Conn, MultiBackend};
pub use ids::*;
pub use listener::Listener;
pub use migrations::{Schema, describe, migrate, pending};
pub use tx::{Entry, Log, Subject, Tx};
use writer::Writer;

pub use crate::config::Timestamp;
use crate::config::{Clock, DatabaseUrl};
use crate::error::{Error, Result};

/// Compiles the same expression once for each database: for what `MultiConnection` lacks (ON CONFLICT,
/// inserts of many rows, `as_returning`).
#[macro_export]
macro_rules! on_both {
    ($conn:expr, $c:ident => $body:expr) => {{
        let conn: &mut $crate::db::Conn = &mut *$conn;
        match conn {
            $crate::db::Conn::Sqlite($c) => $body,
            $crate::db::Conn::Pg($c) => $body,
        }
    }};
}

/// The handle that the server holds: cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    readers: Pool<Manager>,
    writer: Writer,
    clock: Clock,
}

impl Db {
    /// Opens the pools. The database must have been migrated (see `migrate`).
    pub fn open(url: &DatabaseUrl, clock: Clock, log: Arc<dyn Log>) -> Result<Self> {
        let readers = pool(url, 8)?;
        let writer = match url {
            DatabaseUrl::Sqlite(_) => Writer::sqlite(url, clock.clone(), log)?,
            DatabaseUrl::Postgres(_) => Writer::postgres(readers.clone(), clock.clone(), log),
        };
        Ok(Self { inner: Arc::new(Inner { readers, writer, clock }) })
    }

    /// Runs `query` in one read transaction on the blocking pool: a stable view of the database.
    pub async fn read<T, F>(&self, query: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.read_now(query)).await.map_err(Error::internal)?
    }

    /// The same on this thread, for threads that may block.
    pub fn read_now<T>(&self, query: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = checkout(&self.inner.readers)?;
        conn.begin_read()?;
        let result = query(&mut conn);
        // Nothing was written; a rollback ends it after a failed query too.
        conn.rollback()?;
        result
    }

    /// Runs `change` in one write transaction; its activities are appended before the commit. The answer
    /// comes after the commit. The closure can be run more than once.
    pub async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.writer.write(change).await
    }

    /// The same on this thread, for the command line and background threads.
    pub fn write_now<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.writer.write_now(change)
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Finishes the writes that were accepted and closes the writer's connection.
    pub fn close(&self) {
        self.inner.writer.close();
    }
}

fn pool(url: &DatabaseUrl, size: u32) -> Result<Pool<Manager>> {
    r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
        .connection_timeout(std::time::Duration::from_secs(5))
        .error_handler(Box::new(r2d2::NopErrorHandler))
        .build(Manager::new(url.clone()))
        .map_err(|e| Error::Unavailable(format!("cannot open {url}: {e}")))
}

fn checkout(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>> {
    pool.get().map_err(|e| Error::Unavailable(e.to_string()))
}

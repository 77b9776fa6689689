//! Opening connections, and the few statements whose wording differs between the databases.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::dsl::sql;
use diesel::r2d2::ManageConnection;
use diesel::{Connection, PgConnection, QueryResult, RunQueryDsl, SqliteConnection, sql_types};

use crate::config::{DatabaseUrl, Timestamp};

/// A connection to either database. Queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(SqliteConnection),
    Pg(PgConnection),
}

/// Opens one connection with everything that a session needs set.
pub(super) fn connect(url: &DatabaseUrl) -> diesel::ConnectionResult<Conn> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy())?;
            conn.batch_execute(
                "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; \
                 PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824;",
            )
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
            Ok(Conn::Sqlite(conn))
        }
        DatabaseUrl::Postgres(url) => PgConnection::establish(url.as_str()).map(Conn::Pg),
    }
}

/// Write-ahead logging is a property of the file: set once, before several connections open it.
pub(super) fn prepare(url: &DatabaseUrl) -> diesel::ConnectionResult<()> {
    if let DatabaseUrl::Sqlite(path) = url {
        let mut conn = SqliteConnection::establish(&path.to_string_lossy())?;
        conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;")
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    }
    Ok(())
}

/// Transactions go through diesel's own manager, so that it knows when it stands in one already.
impl Conn {
    /// A read transaction: one snapshot for all its queries.
    pub(super) fn begin_read(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN DEFERRED"),
            Conn::Pg(c) => {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
    }

    pub(super) fn begin_write(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
            Conn::Pg(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN"),
        }
    }

    /// Inside a transaction: a savepoint, ended by `commit` or `rollback`.
    pub(super) fn savepoint(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction(c),
            Conn::Pg(c) => AnsiTransactionManager::begin_transaction(c),
        }
    }

    pub(super) fn commit(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::commit_transaction(c),
            Conn::Pg(c) => AnsiTransactionManager::commit_transaction(c),
        }
    }

    pub(super) fn rollback(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::rollback_transaction(c),
            Conn::Pg(c) => AnsiTransactionManager::rollback_transaction(c),
        }
    }

    /// Held until the commit, so that activity ids become visible in commit order. SQLite has one writer.
    pub(super) fn lock_log(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(_) => Ok(()),
            Conn::Pg(c) => c.batch_execute("SELECT pg_advisory_xact_lock(7305508)"),
        }
    }

    /// The database's own clock: for leases, which several nodes with clocks of their own must agree on.
    pub fn database_now(&mut self) -> QueryResult<Timestamp> {
        const SQLITE: &str = "strftime('%Y-%m-%d %H:%M:%f', 'now')";
        const POSTGRES: &str = "clock_timestamp() AT TIME ZONE 'UTC'";
        match self {
            Conn::Sqlite(c) => diesel::select(sql::<sql_types::Timestamp>(SQLITE)).get_result(c),
            Conn::Pg(c) => diesel::select(sql::<sql_types::Timestamp>(POSTGRES)).get_result(c),
        }
    }

    /// Wakes whoever listens for the log on another node, when the transaction commits. In one process a wake-up is
    /// `ActivityLog::subscribe`.
    pub fn notify(&mut self) -> QueryResult<()> {
        match self {
            Conn::Sqlite(_) => Ok(()),
            Conn::Pg(c) => c.batch_execute("NOTIFY mipas_log"),
        }
    }

    /// A connection that was lost, or left in the middle of something.
    fn is_broken(&mut self) -> bool {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::is_broken_transaction_manager(c),
            Conn::Pg(c) => AnsiTransactionManager::is_broken_transaction_manager(c),
        }
    }
}

/// Makes pooled connections.
pub(super) struct Manager {
    url: DatabaseUrl,
}

impl Manager {
    pub(super) fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        connect(&self.url).map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.batch_execute("SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    /// A closure that panicked may have left a transaction open.
    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

//! Embedded migrations for both databases, and a description of the schema they make.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, connection};
use crate::config::DatabaseUrl;
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Brings the database up to this binary's schema; returns the names of what was run.
pub fn migrate(url: &DatabaseUrl) -> Result<Vec<String>> {
    connection::prepare(url).map_err(|e| Error::Unavailable(format!("cannot open {url}: {e}")))?;
    let mut conn = connect(url)?;
    let run = match &mut conn {
        Conn::Sqlite(c) => c.run_pending_migrations(SQLITE),
        Conn::Pg(c) => c.run_pending_migrations(POSTGRES),
    };
    Ok(run.map_err(Error::internal)?.iter().map(ToString::to_string).collect())
}

/// The names of migrations that have not been run.
pub fn pending(url: &DatabaseUrl) -> Result<Vec<String>> {
    let mut conn = connect(url)?;
    let names = match &mut conn {
        Conn::Sqlite(c) => c.pending_migrations(SQLITE).map(|all| all.iter().map(|m| m.name().to_string()).collect()),
        Conn::Pg(c) => c.pending_migrations(POSTGRES).map(|all| all.iter().map(|m| m.name().to_string()).collect()),
    };
    names.map_err(Error::internal)
}

fn connect(url: &DatabaseUrl) -> Result<Conn> {
    connection::connect(url).map_err(|e| Error::Unavailable(format!("cannot open {url}: {e}")))
}

/// A column and what may be in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Column {
    #[diesel(sql_type = Text)]
    pub table_name: String,
    #[diesel(sql_type = Text)]
    pub column_name: String,
    #[diesel(sql_type = Bool)]
    pub nullable: bool,
}

/// A set of columns that is unique in its table, as `a,b`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Unique {
    #[diesel(sql_type = Text)]
    pub table_name: String,
    #[diesel(sql_type = Text)]
    pub columns: String,
}

/// What a migrated database looks like, in terms that both share.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    pub columns: Vec<Column>,
    pub unique: Vec<Unique>,
}

/// Reads the schema back from the database's own catalogue.
pub fn describe(conn: &mut Conn) -> Result<Schema> {
    let (columns, unique) = match conn {
        Conn::Sqlite(_) => (
            "SELECT m.name AS table_name, c.name AS column_name, c.\"notnull\" = 0 AS nullable \
             FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '__diesel_schema_migrations'",
            "SELECT table_name, group_concat(column_name, ',') AS columns FROM (\
               SELECT m.name AS table_name, i.name AS index_name, c.name AS column_name \
               FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c \
               WHERE m.type = 'table' AND i.\"unique\" = 1 AND m.name <> '__diesel_schema_migrations' \
               ORDER BY m.name, i.name, c.seqno) GROUP BY table_name, index_name \
             UNION SELECT m.name, 'id' FROM sqlite_master m JOIN pragma_table_info(m.name) c \
               WHERE m.type = 'table' AND c.pk = 1 AND c.name = 'id' AND m.name NOT LIKE 'sqlite_%'",
        ),
        Conn::Pg(_) => (
            "SELECT table_name::text, column_name::text, is_nullable = 'YES' AS nullable \
             FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'",
            "SELECT t.relname::text AS table_name, string_agg(a.attname, ',' ORDER BY k.ord)::text AS columns \
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
             JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, ord) ON true \
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum \
             WHERE i.indisunique AND n.nspname = 'public' AND t.relname <> '__diesel_schema_migrations' \
             GROUP BY t.relname, i.indexrelid",
        ),
    };
    let mut columns: Vec<Column> = diesel::sql_query(columns).load(conn)?;
    let mut unique: Vec<Unique> = diesel::sql_query(unique).load(conn)?;
    columns.sort();
    unique.sort();
    Ok(Schema { columns, unique })
}

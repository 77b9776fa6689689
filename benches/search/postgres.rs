//! PostgreSQL's full text, on a cluster of its own that ends with the benchmark.

use std::path::Path;
use std::process::Command;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

/// Any of the words is enough.
const BEST: &str = "WITH asked AS \
     (SELECT replace(plainto_tsquery($1::regconfig, $2)::text, ' & ', ' | ')::tsquery AS query) \
     SELECT id FROM texts, asked WHERE vector @@ query ORDER BY ts_rank_cd(vector, query) DESC, id LIMIT 5";

pub struct Postgres {
    cluster: tempfile::TempDir,
    conn: PgConnection,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

fn script(order: &str, folder: &Path) -> std::process::Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres");
    Command::new(script).arg(order).arg(folder).output().expect("tests/postgres runs")
}

impl Postgres {
    /// What is in the way when there is none.
    pub fn start() -> Result<Self, String> {
        let cluster = tempfile::tempdir().expect("a folder");
        let started = script("start", cluster.path());
        if !started.status.success() {
            return Err(String::from_utf8_lossy(&started.stderr).trim().to_owned());
        }
        let url = String::from_utf8_lossy(&started.stdout).trim().to_owned();
        match PgConnection::establish(&url) {
            Ok(conn) => Ok(Self { cluster, conn }),
            Err(error) => {
                script("stop", cluster.path());
                Err(error.to_string())
            }
        }
    }

    pub fn empty(&mut self) {
        let table = "CREATE TABLE texts (id BIGINT PRIMARY KEY, vector TSVECTOR NOT NULL)";
        let index = "CREATE INDEX texts_by_word ON texts USING gin (vector)";
        let statements = format!("DROP TABLE IF EXISTS texts; {table}; {index}");
        self.conn.batch_execute(&statements).expect("a table");
    }

    pub fn add(&mut self, configuration: &str, id: i64, title: &str, body: &str) {
        let insert = "INSERT INTO texts VALUES ($1, to_tsvector($2::regconfig, $3 || ' ' || $4))";
        let row = diesel::sql_query(insert).bind::<BigInt, _>(id).bind::<Text, _>(configuration);
        row.bind::<Text, _>(title).bind::<Text, _>(body).execute(&mut self.conn).expect("a text");
    }

    pub fn best(&mut self, configuration: &str, question: &str) -> Vec<i64> {
        let query = diesel::sql_query(BEST).bind::<Text, _>(configuration).bind::<Text, _>(question);
        let rows: Vec<Id> = query.load(&mut self.conn).expect("results");
        rows.into_iter().map(|row| row.id).collect()
    }
}

impl Drop for Postgres {
    /// After a failure too.
    fn drop(&mut self) {
        script("stop", self.cluster.path());
    }
}

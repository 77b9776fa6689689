//! SQLite's FTS5: the words of a title and of a body, split as `unicode61` does, best by bm25.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

/// The best of what fits, and how many.
const BEST: &str = "SELECT rowid AS number FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?";
const COUNT: &str = "SELECT count(*) AS number FROM texts WHERE texts MATCH ?";
/// A first post with its thread's title, a reply without: what ours takes in as well.
const FILL: &str = "INSERT INTO texts (rowid, title, body) \
     SELECT posts.id, CASE posts.number WHEN 1 THEN threads.title ELSE '' END, posts.source \
     FROM forum.posts JOIN forum.threads ON threads.id = posts.thread_id";

pub struct Fts(SqliteConnection);

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Body {
    #[diesel(sql_type = Text)]
    text: String,
}

impl Fts {
    /// With the memory for pages that our builder may take, and read as our database is. Without a log, into which one
    /// transaction would write everything twice.
    pub fn open(file: &Path) -> Self {
        let mut conn = SqliteConnection::establish(&file.to_string_lossy()).expect("a file");
        conn.batch_execute(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -128000; \
             PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;",
        )
        .expect("settings");
        conn.batch_execute("CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(title, body, tokenize = 'unicode61')")
            .expect("a table");
        Self(conn)
    }

    pub fn add(&mut self, id: i64, title: &str, body: &str) {
        let insert = diesel::sql_query("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)");
        let row = insert.bind::<BigInt, _>(id).bind::<Text, _>(title).bind::<Text, _>(body);
        row.execute(&mut self.0).expect("a text");
    }

    /// All posts of a forum, in one transaction; how many.
    pub fn fill(&mut self, forum: &Path) -> usize {
        self.run(&format!("ATTACH '{}' AS forum; BEGIN", forum.display()));
        let texts = diesel::sql_query(FILL).execute(&mut self.0).expect("texts");
        self.run("COMMIT; DETACH forum");
        texts
    }

    pub fn run(&mut self, statements: &str) {
        self.0.batch_execute(statements).expect("a statement");
    }

    pub fn best(&mut self, matching: &str, limit: i64) -> Vec<i64> {
        let query = diesel::sql_query(BEST).bind::<Text, _>(matching).bind::<BigInt, _>(limit);
        let rows: Vec<Number> = query.load(&mut self.0).expect("results");
        rows.into_iter().map(|row| row.number).collect()
    }

    pub fn count(&mut self, matching: &str) -> i64 {
        self.number(COUNT, matching)
    }

    /// How many texts hold a term as the index has it; 0 for one that it has not.
    pub fn frequency(&mut self, term: &str) -> i64 {
        self.number("SELECT doc AS number FROM temp.terms WHERE term = ?", term)
    }

    /// Words of at least so many letters, those first that most texts hold.
    pub fn commonest(&mut self, letters: usize, limit: usize) -> Vec<String> {
        let query = format!(
            "SELECT term AS text FROM temp.terms WHERE length(term) >= {letters} ORDER BY doc DESC, term LIMIT {limit}"
        );
        let rows: Vec<Body> = diesel::sql_query(query).load(&mut self.0).expect("words");
        rows.into_iter().map(|row| row.text).collect()
    }

    /// Posts of an attached forum in place of what stands here of them, in one transaction.
    pub fn replace(&mut self, from: i64, to: i64) {
        self.run("BEGIN");
        let between = format!("{FILL} WHERE posts.id >= {from} AND posts.id <= {to}");
        let insert = between.replacen("INSERT", "INSERT OR REPLACE", 1);
        diesel::sql_query(insert).execute(&mut self.0).expect("texts");
        self.run("COMMIT");
    }

    /// The greatest number of a row.
    pub fn last(&mut self) -> i64 {
        self.number("SELECT coalesce(max(rowid), 0) AS number FROM texts WHERE '' = ?", "")
    }

    pub fn body(&mut self, id: i64) -> String {
        let query = diesel::sql_query("SELECT body AS text FROM texts WHERE rowid = ?").bind::<BigInt, _>(id);
        let rows: Vec<Body> = query.load(&mut self.0).expect("a text");
        rows.into_iter().next().map(|row| row.text).unwrap_or_default()
    }

    /// Bytes of the file, and of it without the copy of the texts.
    pub fn bytes(&mut self) -> (u64, u64) {
        let sum = "SELECT sum(pgsize) AS number FROM dbstat WHERE aggregate = TRUE AND name <> ?";
        (self.number(sum, "").unsigned_abs(), self.number(sum, "texts_content").unsigned_abs())
    }

    fn number(&mut self, query: &str, text: &str) -> i64 {
        let rows: Vec<Number> = diesel::sql_query(query).bind::<Text, _>(text).load(&mut self.0).expect("a number");
        rows.first().map_or(0, |row| row.number)
    }
}

/// Words as FTS5 takes them, each quoted.
pub fn joined(text: &str, by: &str) -> String {
    words(text).map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(by)
}

/// Runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

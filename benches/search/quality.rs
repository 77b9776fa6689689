//! Questions, and whether the text that answers each is found: first, and among the first five.

use std::path::{Path, PathBuf};

use diesel::prelude::*;
use mipas::accounts::{self, Hasher, NewAccount};
use mipas::db::schema::{posts, threads};
use mipas::db::{PostId, ThreadId, Tx};
use mipas::error::Result;
use mipas::forum::{Access, NewCategory, insert_category};
use mipas::i18n::{ContentLanguage, Lang};
use mipas::translations::Words;
use serde::Deserialize;

use crate::fts::{self, Fts};
use crate::ours::Ours;
use crate::postgres::Postgres;

/// Rows of one statement.
const STATEMENT: usize = 500;

#[derive(Deserialize)]
struct Line {
    question: String,
    answer: Vec<String>,
    page: String,
}

#[derive(Clone)]
struct Pair {
    question: String,
    title: String,
    body: String,
}

pub fn run() {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/migration-qa");
    let folder = std::env::var_os("BENCH_QA").map_or_else(default, PathBuf::from);
    println!("\nquality: each question's own answer among all answers");
    if !folder.is_dir() {
        println!("SKIPPED: BENCH_QA names no folder with en.jsonl and uk.jsonl");
        return;
    }
    let mut postgres = Postgres::start();
    if let Err(error) = &postgres {
        println!("SKIPPED: PostgreSQL: {error}");
    }
    println!("{:<10} {:<28} {:>10} {:>10} {:>10}", "language", "engine", "questions", "success@1", "success@5");
    let (mut is_met, mut compared) = (true, 0);
    for (code, configuration) in [("en", "english"), ("uk", "simple")] {
        let Ok(lines) = std::fs::read_to_string(folder.join(format!("{code}.jsonl"))) else {
            println!("SKIPPED: there is no {code}.jsonl");
            continue;
        };
        let pairs: Vec<Pair> = lines.lines().map(pair).collect();
        let own = tell(code, "ours", &pairs, ours(code, &pairs));
        let mut others = vec![tell(code, "SQLite FTS5", &pairs, sqlite(&pairs))];
        if let Ok(postgres) = &mut postgres {
            let found = full_text(postgres, configuration, &pairs);
            others.push(tell(code, &format!("PostgreSQL ({configuration})"), &pairs, found));
        }
        is_met &= others.iter().all(|other| own.0 > other.0 && own.1 > other.1);
        compared += others.len();
    }
    // Both languages, beside both engines.
    match (is_met, compared) {
        (true, 4) => println!("  goal: better than both, first and among five, in both languages: met"),
        (true, _) => {
            println!("  goal: better than both, first and among five, in both languages: not all were compared")
        }
        (false, _) => println!("  goal: better than both, first and among five, in both languages: MISSED"),
    }
}

fn pair(line: &str) -> Pair {
    let line: Line = serde_json::from_str(line).expect("a question with its answer");
    Pair { question: line.question, title: line.page, body: line.answer.join("\n\n") }
}

/// `found`: for each question the texts found, the best first, by their place in `pairs`. Several questions may have
/// one answer: its words count, not its number. The success at one, and at five.
fn tell(language: &str, engine: &str, pairs: &[Pair], found: Vec<Vec<Option<usize>>>) -> (f64, f64) {
    let (mut first, mut five) = (0.0, 0.0);
    for (pair, found) in pairs.iter().zip(found) {
        let right = |place: &Option<usize>| place.is_some_and(|place| pairs[place].body == pair.body);
        match found.iter().take(5).position(right) {
            Some(0) => (first, five) = (first + 1.0, five + 1.0),
            Some(_) => five += 1.0,
            None => {}
        }
    }
    let of = pairs.len() as f64;
    println!("{language:<10} {engine:<28} {:>10} {:>10.3} {:>10.3}", pairs.len(), first / of, five / of);
    (first / of, five / of)
}

/// From a row's number, which counts from 1.
fn place(id: i64) -> Option<usize> {
    usize::try_from(id - 1).ok()
}

fn sqlite(pairs: &[Pair]) -> Vec<Vec<Option<usize>>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut fts = Fts::open(&folder.path().join("fts.db"));
    for (id, pair) in (1..).zip(pairs) {
        fts.add(id, &pair.title, &pair.body);
    }
    let mut ask = |pair: &Pair| fts.best(&fts::joined(&pair.question, " OR "), 5).into_iter().map(place).collect();
    pairs.iter().map(&mut ask).collect()
}

fn full_text(postgres: &mut Postgres, configuration: &str, pairs: &[Pair]) -> Vec<Vec<Option<usize>>> {
    postgres.empty();
    for (id, pair) in (1..).zip(pairs) {
        postgres.add(configuration, id, &pair.title, &pair.body);
    }
    let mut ask = |pair: &Pair| postgres.best(configuration, &pair.question).into_iter().map(place).collect();
    pairs.iter().map(&mut ask).collect()
}

fn ours(code: &str, pairs: &[Pair]) -> Vec<Vec<Option<usize>>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ours = Ours::open(folder.path(), &folder.path().join("mipas.db"), Lang::En);
    let language = ContentLanguage::from_code(code).expect("a language");
    let all = pairs.to_vec();
    ours.db.write_now(move |tx| fill(tx, language, &all)).expect("threads");
    ours.follow();
    let ask = |pair: &Pair| {
        let results = ours.ask(&format!("lang:{code} {}", pair.question)).results;
        // A category found before it counts as well.
        results.iter().map(|one| if one.kind == "thread" { place(one.id) } else { None }).collect()
    };
    pairs.iter().map(ask).collect()
}

/// A thread of one post for each pair, numbered from 1.
fn fill(tx: &mut Tx, language: ContentLanguage, pairs: &[Pair]) -> Result<()> {
    let words = Words { title: "Answers".into(), summary: "Answers".into(), body: "Answers".into() };
    let new = NewCategory {
        parent: None,
        slug: "answers".to_owned(),
        position: 1,
        area: None,
        read: Access::Everyone,
        write: Access::Members,
        versions: Lang::ALL.map(|lang| (ContentLanguage::from(lang), words.clone())).to_vec(),
    };
    let category = insert_category(tx, &new, None)?;
    let new = NewAccount {
        public_name: "Ona".to_owned(),
        email: "ona@example.org".to_owned(),
        password: Hasher::new(64, 1)?.hash_now("correct horse")?,
        language: Lang::En,
    };
    let (author, now) = (accounts::create_account(tx, &new)?, tx.now());
    let rows: Vec<(i64, &Pair)> = (1..).zip(pairs).collect();
    for chunk in rows.chunks(STATEMENT) {
        let thread = |(id, pair): &(i64, &Pair)| {
            (
                threads::id.eq(ThreadId(*id)),
                threads::category_id.eq(category),
                threads::author_id.eq(author),
                threads::title.eq(pair.title.clone()),
                threads::slug.eq("answer"),
                threads::language.eq(language),
                threads::created_at.eq(now),
                threads::last_post_at.eq(now),
                threads::last_number.eq(1_i64),
                threads::last_author_id.eq(author),
            )
        };
        let post = |(id, pair): &(i64, &Pair)| {
            (
                posts::id.eq(PostId(*id)),
                posts::thread_id.eq(ThreadId(*id)),
                posts::number.eq(1_i64),
                posts::author_id.eq(author),
                posts::language.eq(language),
                posts::source.eq(pair.body.clone()),
                posts::html.eq("<p></p>"),
                posts::pipeline.eq(1_i64),
                posts::revision.eq(1_i64),
                posts::thanks.eq(0_i64),
                posts::created_at.eq(now),
            )
        };
        let (begun, said): (Vec<_>, Vec<_>) = chunk.iter().map(|one| (thread(one), post(one))).unzip();
        mipas::on_both!(tx, c => diesel::insert_into(threads::table).values(&begun).execute(c))?;
        mipas::on_both!(tx, c => diesel::insert_into(posts::table).values(&said).execute(c))?;
    }
    Ok(())
}

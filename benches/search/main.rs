//! `cargo bench --bench search`: what the search finds and what it costs, beside others in the same run.
//!
//! `-- quality`: questions and the texts that answer them (`BENCH_QA`: the folder with `en.jsonl` and `uk.jsonl`),
//! asked of ours, of SQLite's FTS5 and of PostgreSQL's full text. `-- speed`: building, size, queries, suggestions and
//! memory beside FTS5, at 10,000 and at 1,000,000 posts. `-- worst`: of these the worst queries alone, beside their
//! limit of time. `BENCH_POSTS` (a list such as `1000,100000`) chooses other sizes. Filled data folders are kept in `target/bench` and shared with `pages`; the indexes stand beside them. Without
//! an argument both.

#![allow(clippy::expect_used)] // a benchmark that cannot go on says so by panicking

#[allow(dead_code)] // each benchmark uses its part of it
#[path = "../demo/mod.rs"]
mod demo;
mod fts;
mod memory;
mod ours;
mod postgres;
mod quality;
mod queries;
mod server;
mod speed;
mod suggestions;
mod worst;
mod writing;

use std::path::Path;

/// The server's: memory is measured with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(position) = arguments.iter().position(|argument| argument == "--memory") {
        return memory::child(Path::new(&arguments[position + 1]), Path::new(&arguments[position + 2]));
    }
    let named = |name: &str| arguments.iter().any(|argument| argument == name);
    if named("worst") {
        return worst::run();
    }
    let both = !named("quality") && !named("speed");
    if both || named("quality") {
        quality::run();
    }
    if both || named("speed") {
        speed::run();
    }
}

/// How many posts there are to be, in turn.
pub fn sizes() -> Vec<u64> {
    let sizes = std::env::var("BENCH_POSTS").unwrap_or_else(|_| "10000,1000000".to_owned());
    sizes.split(',').map(|size| size.trim().parse().expect("BENCH_POSTS: numbers")).collect()
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

//! `cargo bench --bench questions`: what the pages of public questions cost, and how well like questions are found.
//!
//! `-- similar`: for each Ukrainian question of `BENCH_QA` (a folder as `../shared/data/migration-qa`) whether its English
//! twin is offered, and for paraphrases (`paraphrases.json`: half of them were looked at while the function was tuned,
//! half were kept aside) whether the right question is, among the first five things, as `/ask/similar` offers them.
//! `-- speed`: area page, list and question page as ratios to a bare actix-web handler that sends the same bytes, at 1,000
//! and at 200,000 public questions; then what finding like questions costs, at 2,000 and at 200,000. `BENCH_QUESTIONS` (two
//! numbers such as `500,2000`) chooses other sizes, for both. Filled data folders are kept in `target/bench`. Without an
//! argument both.

#![allow(clippy::expect_used)] // a benchmark that cannot go on says so by panicking

#[path = "../pages/bare.rs"]
mod bare;
#[path = "../pages/compare.rs"]
mod compare;
#[allow(dead_code)] // each benchmark uses its part of it
#[path = "../demo/mod.rs"]
mod demo;
#[path = "../pages/load.rs"]
mod load;
#[allow(dead_code)] // each benchmark uses its part of it
#[path = "../search/ours.rs"]
mod ours;
mod pages;
mod server;
mod similar;
mod speed;
mod twins;

/// The server's: what allocates is measured with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(position) = arguments.iter().position(|argument| argument == "--bare") {
        return bare::serve(&arguments[position + 1]);
    }
    let named = |name: &str| arguments.iter().any(|argument| argument == name);
    let both = !named("similar") && !named("speed");
    if both || named("similar") {
        similar::run();
    }
    if both || named("speed") {
        pages::run();
        speed::run();
    }
}

/// The small size and the large one.
pub fn sizes(usual: [u64; 2]) -> [u64; 2] {
    let Ok(chosen) = std::env::var("BENCH_QUESTIONS") else { return usual };
    let sizes: Vec<u64> =
        chosen.split(',').map(|size| size.trim().parse().expect("BENCH_QUESTIONS: numbers")).collect();
    sizes.try_into().expect("BENCH_QUESTIONS: two numbers")
}

//! Building, size, queries, suggestions and memory at each size.

use mipas::i18n::Lang;

use crate::ours::Ours;
use crate::server::Site;
use crate::{memory, queries, suggestions, writing};

/// What a suggestion may cost at the largest size, against the smallest.
const GOAL: f64 = 3.0;

pub fn run() {
    let sizes = std::env::var("BENCH_POSTS").unwrap_or_else(|_| "10000,1000000".to_owned());
    let sizes = sizes.split(',').map(|size| size.trim().parse::<u64>().expect("BENCH_POSTS: numbers"));
    let costs: Vec<f64> = sizes.map(measure).collect();
    if let [small, .., large] = costs.as_slice() {
        let met = if large / small <= GOAL { "met" } else { "MISSED" };
        println!("\na suggestion at the largest size against the smallest: {:.2}", large / small);
        println!("  goal: at most {GOAL}: {met}");
    }
}

/// Milliseconds of a suggestion.
fn measure(posts: u64) -> f64 {
    println!("\nspeed: {posts} posts");
    let site = Site::of(posts);
    let mut ours = Ours::open(&site.folder, &site.database, Lang::En);
    let mut fts = writing::compare(&site, &ours);
    ours.follow();
    let asked = queries::choose(&mut fts);
    queries::compare(&asked, &ours, &mut fts);
    ours.release();
    let suggestion = suggestions::compare(&site, &ours, &mut fts);
    drop(ours);
    memory::tell(&site, &asked);
    suggestion
}

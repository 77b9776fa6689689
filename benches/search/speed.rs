//! Building, size, queries, suggestions and memory at each size.

use mipas::i18n::Lang;

use crate::ours::Ours;
use crate::server::Site;
use crate::{memory, queries, sizes, suggestions, worst, writing};

/// What a suggestion may cost at the largest size, against the smallest.
const GOAL: f64 = 3.0;

pub fn run() {
    let costs: Vec<f64> = sizes().into_iter().map(measure).collect();
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
    worst::compare(&ours, &mut fts);
    writing::keep_up(&site, &mut ours, &mut fts);
    ours.release();
    let suggestion = suggestions::compare(&site, &ours, &mut fts);
    drop(ours);
    memory::tell(&site, &asked);
    suggestion
}

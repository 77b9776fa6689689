//! What the search box offers for the beginning of a word: over HTTP, beside FTS5's titles in this process and beside a
//! request that does nothing.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use mipas::db::ThreadId;
use mipas::db::schema::threads;

use crate::demo::Demo;
use crate::fts::{Fts, words};
use crate::median;
use crate::ours::Ours;
use crate::server::{Site, time};

/// Titles whose words are begun, evenly over all.
const TITLES: i64 = 30;
const TURNS: usize = 5;
const PATH: &str = "/en/search/suggestions";
const OFFERED: i64 = 8;

/// Milliseconds of one request, the mean of the prefixes' medians.
pub fn compare(site: &Site, ours: &Ours, fts: &mut Fts) -> f64 {
    let begun = beginnings(ours);
    let server = site.serve();
    wait(&server, &begun[0]);
    let mut sums = [0.0; 3];
    for prefix in &begun {
        let mut times: [Vec<f64>; 3] = Default::default();
        for _ in 0..TURNS {
            times[0].push(time(&server, PATH, prefix).0);
            times[1].push(time(&server, "/readyz", prefix).0);
            let began = Instant::now();
            fts.best(&format!("title : \"{prefix}\" *"), OFFERED);
            times[2].push(began.elapsed().as_secs_f64());
        }
        for (sum, times) in sums.iter_mut().zip(times) {
            *sum += median(times) * 1_000.0 / begun.len() as f64;
        }
    }
    let [ours, nothing, fts] = sums;
    println!("suggestions for {} beginnings of 2 to 6 letters: {ours:.2} ms over HTTP", begun.len());
    println!("  FTS5's titles without HTTP {fts:.2} ms, ratio {:.2}", ours / fts);
    println!("  a request that does nothing (/readyz) {nothing:.2} ms, ratio {:.2}", ours / nothing);
    ours
}

/// Beginnings of words in titles.
fn beginnings(ours: &Ours) -> Vec<String> {
    let titles: Vec<String> = ours
        .db
        .read_now(|conn| {
            let last: Option<ThreadId> = threads::table.select(diesel::dsl::max(threads::id)).first(conn)?;
            let last = last.map_or(0, |id| id.0);
            let ids: Vec<ThreadId> = (1..=TITLES).map(|at| ThreadId(at * last / (TITLES + 1))).collect();
            Ok(threads::table.filter(threads::id.eq_any(ids)).order(threads::id).select(threads::title).load(conn)?)
        })
        .expect("titles");
    let long = |title: &String| words(title).find(|word| word.chars().count() > 5).map(str::to_lowercase);
    let begun = titles.iter().filter_map(long).zip((2..=6).cycle());
    begun.map(|(word, letters)| word.chars().take(letters).collect()).collect()
}

/// Until the server has opened its index.
fn wait(server: &Demo, prefix: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    while !time(server, PATH, prefix).1.contains("\"kind\"") {
        assert!(Instant::now() < end, "no suggestions for {prefix}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

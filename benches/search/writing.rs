//! Building the index anew, beside filling an FTS5 table with the same texts; and how large both are.

use std::time::Instant;

use diesel::prelude::*;
use mipas::db::schema::posts;

use crate::fts::Fts;
use crate::ours::{Ours, bytes_in, index_folder};
use crate::server::Site;
use crate::{median, megabytes};

/// Texts a second that a build is to take in.
const GOAL: f64 = 5_000.0;

/// In turns where it is quick. What the last turn has built stays.
pub fn compare(site: &Site, ours: &Ours) -> Fts {
    let turns = if site.posts > 100_000 { 1 } else { 3 };
    warm(ours);
    let (mut our_rates, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        site.clear();
        let began = Instant::now();
        let texts = ours.build();
        our_rates.push(texts as f64 / began.elapsed().as_secs_f64());
        let mut fts = Fts::open(&site.fts());
        let began = Instant::now();
        let texts = fts.fill(&site.database);
        rates.push(texts as f64 / began.elapsed().as_secs_f64());
    }
    let mut fts = Fts::open(&site.fts());
    let (our_rate, rate) = (median(our_rates), median(rates));
    println!("building: ours {our_rate:.0} texts/s, FTS5 {rate:.0}/s, ratio {:.2}", our_rate / rate);
    let met = if our_rate >= GOAL { "met" } else { "MISSED" };
    println!("  goal: at least {GOAL:.0} texts/s: {met}");
    let size = megabytes(bytes_in(&index_folder(&site.folder)));
    let (whole, words) = fts.bytes();
    let (whole, words) = (megabytes(whole), megabytes(words));
    println!("size: ours {size:.1} MB, FTS5 {whole:.1} MB, ratio {:.2}", size / whole);
    println!("  without its copy of the texts FTS5 {words:.1} MB, ratio {:.2}", size / words);
    fts
}

/// Both read the same pages of the database.
fn warm(ours: &Ours) {
    let read = |conn: &mut mipas::db::Conn| {
        let mut after = mipas::db::PostId(0);
        loop {
            let next = posts::table.filter(posts::id.gt(after)).order(posts::id).limit(10_000);
            let rows: Vec<(mipas::db::PostId, String)> = next.select((posts::id, posts::source)).load(conn)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            after = *last;
        }
    };
    ours.db.read_now(read).expect("the posts");
}

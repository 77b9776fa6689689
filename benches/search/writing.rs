//! Building the index anew, beside filling an FTS5 table with the same texts, and how large both are; keeping up with
//! what changes, beside the same changes of the table.

use std::time::Instant;

use diesel::prelude::*;
use mipas::db::schema::posts;
use mipas::db::{Entry, PostId, Subject, Tx};

use crate::fts::Fts;
use crate::ours::{Ours, bytes_in, index_folder};
use crate::server::Site;
use crate::{median, megabytes};

/// Texts a second that a build is to take in.
const GOAL: f64 = 5_000.0;
/// Texts that change, and of these in one transaction.
const CHANGED: i64 = 5_000;
const TOGETHER: i64 = 500;

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

/// The newest posts are said to have changed, and both take each in again: a removal and a new text. The log is written
/// before; ours reads it and the posts.
pub fn keep_up(site: &Site, ours: &mut Ours, fts: &mut Fts) {
    let last = fts.last();
    let first = (last - CHANGED + 1).max(1);
    let batches: Vec<(i64, i64)> = (0..)
        .map(|batch| first + batch * TOGETHER)
        .take_while(|from| *from <= last)
        .map(|from| (from, (from + TOGETHER - 1).min(last)))
        .collect();
    ours.follow();
    for (from, to) in &batches {
        let (from, to) = (*from, *to);
        ours.db.write_now(move |tx| change(tx, from, to)).expect("changes");
    }
    let began = Instant::now();
    ours.follow();
    let our_time = began.elapsed().as_secs_f64();
    fts.run(&format!("ATTACH '{}' AS forum", site.database.display()));
    let began = Instant::now();
    for (from, to) in batches {
        fts.replace(from, to);
    }
    let time = began.elapsed().as_secs_f64();
    fts.run("DETACH forum");
    let changed = (last - first + 1) as f64;
    let (our_rate, rate) = (changed / our_time, changed / time);
    println!("keeping up: ours {our_rate:.0} changes/s, FTS5 {rate:.0}/s in transactions of {TOGETHER}");
    println!("  ratio {:.2}", our_rate / rate);
}

/// Nothing is changed but what the log says.
fn change(tx: &mut Tx, from: i64, to: i64) -> mipas::error::Result<()> {
    let ids: Vec<PostId> = posts::table
        .filter(posts::id.between(PostId(from), PostId(to)))
        .order(posts::id)
        .select(posts::id)
        .load(&mut **tx)?;
    for id in ids {
        tx.record(Entry {
            kind: "post.read_again",
            actor: None,
            subject: Subject { kind: "post", id: id.0 },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        });
    }
    Ok(())
}

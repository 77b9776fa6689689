//! What an open index takes of memory: measured in a process that has built none.

use std::path::Path;
use std::process::Command;

use mipas::i18n::Lang;

use crate::ours::Ours;
use crate::queries::{Asked, write};
use crate::server::Site;

const QUERIES: &str = "queries.txt";

pub fn tell(site: &Site, asked: &[Asked]) {
    write(asked, &site.folder.join(QUERIES));
    let child = Command::new(std::env::current_exe().expect("this program"))
        .arg("--memory")
        .args([&site.folder, &site.database])
        .status();
    assert!(child.expect("a process").success(), "memory");
}

/// The process itself: before the index is opened, with it and its writer open, after all queries.
pub fn child(folder: &Path, database: &Path) {
    let queries = std::fs::read_to_string(folder.join(QUERIES)).expect("the queries");
    let mut ours = Ours::open(folder, database, Lang::En);
    let before = rss_anon();
    ours.follow();
    let open = rss_anon();
    queries.lines().for_each(|query| drop(ours.ask(query)));
    let after = rss_anon();
    println!(
        "memory (RssAnon): {before:.1} MB before the index is open, {open:.1} MB with it, {after:.1} MB after the"
    );
    println!("  queries: {:.1} MB more, ratio {:.2}", after - before, after / before);
}

fn rss_anon() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("this process");
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("RssAnon");
    line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
}

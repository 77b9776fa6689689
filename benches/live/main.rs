//! `cargo bench --bench live`: 5,000 sockets that look at one thread. Memory for each of them, and the time until all
//! have the hint of a new reply (p50, p99, the last), beside a bare actix-ws server that broadcasts the same bytes in
//! the same run, in turns.
//!
//! Our server, the bare one and the clients of each are processes of their own; clients' addresses are spread over
//! 127.0.0.0/8. The time runs from the moment in which the request that causes the hint is sent: for ours it includes
//! writing the reply. `BENCH_SOCKETS` chooses another number.

#![allow(clippy::expect_used)] // a benchmark that cannot go on says so by panicking

mod bare;
mod client;
#[allow(dead_code)] // each benchmark uses its part of it
#[path = "../demo/mod.rs"]
mod demo;
mod server;

use std::net::SocketAddr;

use client::{Client, Round};

/// The allocator of our binary, for the bare server too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns of each.
const TURNS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("--bare") => return bare::serve(),
        Some("--client") => return client::run(&arguments[2]),
        _ => {}
    }
    let count: usize = std::env::var("BENCH_SOCKETS").map_or(5_000, |text| text.parse().expect("BENCH_SOCKETS"));
    let ours = server::Server::start();
    let (path, reply) = ours.prepare();
    let (mut to_ours, our_memory) = open(ours.demo.address, &path, ours.cookie.clone(), &reply, count, ours.demo.pid());
    // The bytes of a hint, for the other to send.
    let hint = to_ours.round().text;
    let bare = bare::Bare::start();
    let broadcast = bare::request(bare.address, &hint);
    let (mut to_bare, bare_memory) = open(bare.address, "/ws", String::new(), &broadcast, count, bare.pid());
    to_bare.round();

    let (mut our_rounds, mut bare_rounds) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        our_rounds.push(to_ours.round());
        bare_rounds.push(to_bare.round());
    }
    println!("{count} sockets, a hint of {} bytes: {hint}", hint.len());
    println!("{:<28} {:>10} {:>10} {:>7}", "", "ours", "bare", "ratio");
    row("memory per socket, KB", our_memory, bare_memory);
    for (name, of) in [
        ("hint, p50, ms", (|round: &Round| round.p50) as fn(&Round) -> f64),
        ("hint, p99, ms", |round| round.p99),
        ("hint, the last, ms", |round| round.last),
    ] {
        row(name, median(our_rounds.iter().map(of)), median(bare_rounds.iter().map(of)));
    }
}

fn row(name: &str, ours: f64, bare: f64) {
    println!("{name:<28} {ours:>10.2} {bare:>10.2} {:>7.2}", ours / bare);
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Opens the sockets; the memory that each takes, in KB.
fn open(address: SocketAddr, path: &str, cookie: String, trigger: &str, count: usize, pid: u32) -> (Client, f64) {
    let ask = |count| client::Ask {
        address,
        path: path.to_owned(),
        cookie: cookie.clone(),
        trigger: trigger.to_owned(),
        count,
    };
    // What the first sockets cost once is not counted.
    drop(Client::start(&ask(200)));
    std::thread::sleep(std::time::Duration::from_secs(2));
    let before = rss_anon_kib(pid);
    let client = Client::start(&ask(count));
    std::thread::sleep(std::time::Duration::from_secs(2));
    #[allow(clippy::cast_precision_loss)] // far below 2^53
    let each = (rss_anon_kib(pid) - before) as f64 / count as f64;
    (client, each)
}

/// A process' own memory: anonymous pages, without mapped files.
fn rss_anon_kib(pid: u32) -> i64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the process runs");
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("RssAnon");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

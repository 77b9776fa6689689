//! `cargo bench --bench pages`: the thread page for a guest and for a member, and the category list, as
//! requests a second and as a ratio to a bare actix-web handler that sends the same bytes in the same run; at
//! 1,000 and at 1,000,000 posts. Afterwards the server's own memory.
//!
//! Server, bare server and load each are a process; bare and ours are measured in turns. `BENCH_POSTS`
//! (a list such as `1000,100000`) chooses other sizes. Filled data folders are kept in `target/bench`.

#![allow(clippy::expect_used)] // a benchmark that cannot go on says so by panicking

mod bare;
mod load;
mod server;

use std::time::Duration;

use load::Request;
use server::Server;

/// Turns of each pair, and how long a turn takes.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_secs(2);

/// One row of the result: what was asked, and the medians.
struct Row {
    name: String,
    bytes: usize,
    ours: f64,
    bare: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(position) = arguments.iter().position(|argument| argument == "--bare") {
        return bare::serve(&arguments[position + 1]);
    }
    let sizes = std::env::var("BENCH_POSTS").unwrap_or_else(|_| "1000,1000000".to_owned());
    let mut by_size: Vec<Vec<Row>> = Vec::new();
    for size in sizes.split(',').map(|size| size.trim().parse::<u64>().expect("BENCH_POSTS: numbers")) {
        let server = Server::start(size);
        let rows = measure(&server);
        println!("\n{size} posts");
        println!("{:<34} {:>9} {:>12} {:>12} {:>7}", "", "bytes", "ours/s", "bare/s", "ratio");
        for row in &rows {
            let ratio = row.ours / row.bare;
            println!("{:<34} {:>9} {:>12.0} {:>12.0} {:>7.3}", row.name, row.bytes, row.ours, row.bare, ratio);
        }
        println!("server's RssAnon after the load: {:.1} MB", server.rss_anon_kib() as f64 / 1024.0);
        by_size.push(rows);
    }
    if let [small, .., large] = by_size.as_slice() {
        println!("\ncost of the largest size against the smallest (1.00: the same)");
        for (small, large) in small.iter().zip(large) {
            println!("{:<34} {:>7.2}", small.name, (small.ours / small.bare) / (large.ours / large.bare));
        }
    }
}

fn measure(server: &Server) -> Vec<Row> {
    let thread = server.thread_of_twenty();
    let category = server.category();
    let cookie = server.sign_in();
    let guest = |path: &str, encoding: &'static str| Request { path: path.to_owned(), encoding, cookie: None };
    let member = |path: &str, encoding| Request { path: path.to_owned(), encoding, cookie: Some(cookie.clone()) };
    [
        ("thread, guest", guest(&thread, "identity")),
        ("thread, guest, brotli", guest(&thread, "br")),
        ("thread, member", member(&thread, "identity")),
        ("thread, member, brotli", member(&thread, "br")),
        ("category, guest", guest(&category, "identity")),
        ("category, member", member(&category, "identity")),
    ]
    .into_iter()
    .map(|(name, request)| compare(name, server, &request))
    .collect()
}

/// Ours and bare in turns; the median of each.
fn compare(name: &str, server: &Server, request: &Request) -> Row {
    let body = load::fetch(server.address, request);
    let bare = bare::Bare::start(&body);
    let bare_request = Request { path: "/".to_owned(), encoding: "identity", cookie: None };
    load::run(server.address, request, Duration::from_secs(1));
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(load::run(server.address, request, TURN));
        others.push(load::run(bare.address, &bare_request, TURN));
    }
    Row { name: name.to_owned(), bytes: body.len(), ours: median(ours), bare: median(others) }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

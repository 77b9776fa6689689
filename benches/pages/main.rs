//! `cargo bench --bench pages`: the thread page for a guest and for a member, and the category list, as
//! requests a second and as a ratio to a bare actix-web handler that sends the same bytes in the same run; at
//! 1,000 and at 1,000,000 posts. Afterwards the server's own memory.
//!
//! Server, bare server and load each are a process; bare and ours are measured in turns. `BENCH_POSTS`
//! (a list such as `1000,100000`) chooses other sizes. Filled data folders are kept in `target/bench`.

#![allow(clippy::expect_used)] // a benchmark that cannot go on says so by panicking

mod bare;
mod compare;
#[allow(dead_code)] // each benchmark uses its part of it
#[path = "../demo/mod.rs"]
mod demo;
mod load;
mod server;

use compare::Row;
use demo::Demo;
use load::Request;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(position) = arguments.iter().position(|argument| argument == "--bare") {
        return bare::serve(&arguments[position + 1]);
    }
    let sizes = std::env::var("BENCH_POSTS").unwrap_or_else(|_| "1000,1000000".to_owned());
    let mut by_size: Vec<Vec<Row>> = Vec::new();
    for size in sizes.split(',').map(|size| size.trim().parse::<u64>().expect("BENCH_POSTS: numbers")) {
        let server = server::start(size);
        let rows = measure(&server);
        println!("\n{size} posts");
        compare::print(&rows);
        println!("server's RssAnon after the load: {:.1} MB", server.rss_anon_kib() as f64 / 1024.0);
        by_size.push(rows);
    }
    if let [small, .., large] = by_size.as_slice() {
        compare::print_costs(small, large);
    }
}

fn measure(server: &Demo) -> Vec<Row> {
    let thread = server::thread_of_twenty(server);
    let category = server::category(server);
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
    .map(|(name, request)| Row::measure(name, server.address, &request))
    .collect()
}

//! A page beside a bare actix-web handler that sends the same bytes, in turns.

use std::net::SocketAddr;
use std::time::Duration;

use crate::bare::Bare;
use crate::load::{self, Request};

/// Turns of each pair, and how long a turn takes.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_secs(2);

/// One row of the result: what was asked, and the medians of requests a second.
pub struct Row {
    name: &'static str,
    bytes: usize,
    ours: f64,
    bare: f64,
}

impl Row {
    /// Ours and bare in turns; the median of each.
    pub fn measure(name: &'static str, address: SocketAddr, request: &Request) -> Self {
        let body = load::fetch(address, request);
        let bare = Bare::start(&body);
        let bare_request = Request { path: "/".to_owned(), encoding: "identity", cookie: None };
        load::run(address, request, Duration::from_secs(1));
        let (mut ours, mut others) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            ours.push(load::run(address, request, TURN));
            others.push(load::run(bare.address, &bare_request, TURN));
        }
        Self { name, bytes: body.len(), ours: median(ours), bare: median(others) }
    }
}

pub fn print(rows: &[Row]) {
    println!("{:<34} {:>9} {:>12} {:>12} {:>7}", "", "bytes", "ours/s", "bare/s", "ratio");
    for row in rows {
        let ratio = row.ours / row.bare;
        println!("{:<34} {:>9} {:>12.0} {:>12.0} {:>7.3}", row.name, row.bytes, row.ours, row.bare, ratio);
    }
}

/// What a page costs among many things, against few.
pub fn print_costs(small: &[Row], large: &[Row]) {
    println!("\ncost of the largest size against the smallest (1.00: the same)");
    for (small, large) in small.iter().zip(large) {
        println!("{:<34} {:>7.2}", small.name, (small.ours / small.bare) / (large.ours / large.bare));
    }
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

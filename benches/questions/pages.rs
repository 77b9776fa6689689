//! The pages that a search engine and a hurried person come to, for a guest and for a member, beside a bare handler.

use std::time::Duration;

use crate::bare::Bare;
use crate::load::{self, Request};
use crate::server::Server;
use crate::{median, sizes};

/// Turns of each pair, and how long a turn takes.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_secs(2);

const AREA: &str = "housing";

/// One row of the result: what was asked, and the medians.
struct Row {
    name: &'static str,
    bytes: usize,
    ours: f64,
    bare: f64,
}

pub fn run() {
    let [small, large] = sizes([1_000, 200_000]).map(measure);
    println!("\ncost of the large size against the small (1.00: the same)");
    for (small, large) in small.iter().zip(&large) {
        println!("{:<34} {:>7.2}", small.name, (small.ours / small.bare) / (large.ours / large.bare));
    }
}

fn measure(questions: u64) -> Vec<Row> {
    let server = Server::start(questions);
    let cookie = server.sign_in();
    let question = server.question(AREA);
    let (area, list) = (format!("/lt/areas/{AREA}"), "/lt/questions".to_owned());
    let request = |path: &str, cookie: Option<&String>| Request {
        path: path.to_owned(),
        encoding: "identity",
        cookie: cookie.cloned(),
    };
    let rows: Vec<Row> = [
        ("area, guest", request(&area, None)),
        ("area, member", request(&area, Some(&cookie))),
        ("question, guest", request(&question, None)),
        ("question, member", request(&question, Some(&cookie))),
        ("questions of all areas, guest", request(&list, None)),
        ("questions of all areas, member", request(&list, Some(&cookie))),
    ]
    .into_iter()
    .map(|(name, request)| compare(name, &server, &request))
    .collect();
    println!("\n{questions} public questions");
    println!("{:<34} {:>9} {:>12} {:>12} {:>7}", "", "bytes", "ours/s", "bare/s", "ratio");
    for row in &rows {
        let ratio = row.ours / row.bare;
        println!("{:<34} {:>9} {:>12.0} {:>12.0} {:>7.3}", row.name, row.bytes, row.ours, row.bare, ratio);
    }
    rows
}

/// Ours and bare in turns; the median of each.
fn compare(name: &'static str, server: &Server, request: &Request) -> Row {
    let body = load::fetch(server.address, request);
    let bare = Bare::start(&body);
    let bare_request = Request { path: "/".to_owned(), encoding: "identity", cookie: None };
    load::run(server.address, request, Duration::from_secs(1));
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(load::run(server.address, request, TURN));
        others.push(load::run(bare.address, &bare_request, TURN));
    }
    Row { name, bytes: body.len(), ours: median(ours), bare: median(others) }
}

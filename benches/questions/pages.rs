//! The pages that a search engine and a hurried person come to, for a guest and for a member, beside a bare handler.

use crate::compare::{self, Row};
use crate::load::Request;
use crate::{server, sizes};

const AREA: &str = "housing";

pub fn run() {
    let [small, large] = sizes([1_000, 200_000]).map(measure);
    compare::print_costs(&small, &large);
}

fn measure(questions: u64) -> Vec<Row> {
    let server = server::start(questions);
    let cookie = server.sign_in();
    let question = server::question(&server, AREA);
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
    .map(|(name, request)| Row::measure(name, server.address, &request))
    .collect();
    println!("\n{questions} public questions");
    compare::print(&rows);
    rows
}

//! The demonstration at a size, and where in it is looked.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::demo::Demo;

/// Where the data of a size stand.
pub fn folder(questions: u64) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench").join(format!("questions-{questions}"))
}

/// Fills the folder at first.
pub fn start(questions: u64) -> Demo {
    let demo = Demo::start(&folder(questions), &["--questions", &questions.to_string()]);
    demo.wait_for_index();
    demo
}

/// An answered question from the middle of an area's list.
pub fn question(demo: &Demo, area: &str) -> String {
    let list = demo.json(&format!("/lt/questions?area={area}"));
    let all = list["questions"].as_array().expect("questions");
    let answered: Vec<&Value> = all.iter().filter(|question| !question["answer"].is_null()).collect();
    answered[answered.len() / 2]["url"].as_str().expect("an address").to_owned()
}

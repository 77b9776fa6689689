//! The demonstration at a size, and where in it is looked.

use std::path::Path;

use crate::demo::Demo;

/// Fills `target/bench/<posts>` at first.
pub fn start(posts: u64) -> Demo {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench").join(posts.to_string());
    let demo = Demo::start(&folder, &["--posts", &posts.to_string()]);
    demo.wait_for_index();
    demo
}

fn categories(demo: &Demo) -> Vec<String> {
    let forum = demo.json("/lt/forum");
    let groups = forum["groups"].as_array().expect("groups");
    let children = groups.iter().flat_map(|group| group["children"].as_array().expect("children"));
    let mut all: Vec<(i64, String)> = children
        .map(|c| (c["threads"].as_i64().unwrap_or(0), c["slug"].as_str().expect("a slug").to_owned()))
        .collect();
    all.sort();
    all.into_iter().rev().map(|(_, slug)| slug).collect()
}

/// The largest category.
pub fn category(demo: &Demo) -> String {
    format!("/lt/c/{}", categories(demo)[0])
}

/// A thread whose first page is full.
pub fn thread_of_twenty(demo: &Demo) -> String {
    for slug in categories(demo) {
        let page = demo.json(&format!("/lt/c/{slug}"));
        for thread in page["threads"].as_array().expect("threads") {
            if thread["replies"].as_i64().unwrap_or(0) >= 19 {
                return format!("/lt/t/{}/{}", thread["id"], thread["slug"].as_str().expect("a slug"));
            }
        }
    }
    panic!("no thread of twenty posts on the first pages");
}

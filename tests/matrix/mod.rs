//! Who may see what, on every way out: each endpoint of the URL table is tried as each role against public,
//! members-only, hidden and deleted things, as HTML and as JSON. Driven by `rows::ROWS`: an endpoint without a
//! row fails the test, so that what comes later (search, feeds, files) cannot be forgotten.

mod alike;
mod asked;
pub mod of_questions;
mod questions;
pub mod rows;
mod unchanged;
mod world;

use std::collections::BTreeSet;

use reqwest::Method;

use crate::notifications::header_count;
use crate::search::{indexed, search};
use crate::support::Answer;
use rows::{ROWS, Row, Way};
use world::{Reader, Thing, World};

#[actix_web::test]
async fn every_endpoint_has_a_row() {
    let served: BTreeSet<String> =
        mipas::app::endpoints().iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect();
    let rows: BTreeSet<String> = ROWS.iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    let missing: Vec<_> = served.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&served).collect();
    assert!(missing.is_empty() && gone.is_empty(), "endpoints without a row: {missing:#?}; rows of none: {gone:#?}");
}

/// Nothing of a thing stands in any answer to somebody who may not see it, and its own addresses answer as
/// unknown ones do.
#[actix_web::test]
async fn nobody_reads_what_is_not_theirs() {
    let world = World::new().await;
    let mut tried = 0;
    let mut shown = 0;
    for row in ROWS.iter().filter(|row| row.method == "GET") {
        for reader in Reader::ALL {
            for thing in Thing::ALL {
                let path = world.path_of(row.path, thing);
                for json in [false, true] {
                    let visitor = world.visitor(reader);
                    let answer = if json { visitor.get_json(&path).await } else { visitor.get(&path).await };
                    check_status(&world, row, reader, thing, &path, &answer);
                    shown += check_leaks(&world, reader, &path, &answer);
                    tried += 1;
                }
                if matches!(row.way, Way::Open(_) | Way::Members | Way::Editors | Way::Admins) {
                    break;
                }
            }
        }
    }
    // The test is worth something only if the marks are really shown to those who may see them.
    assert!(tried > 1_000, "only {tried} requests");
    assert!(shown > 100, "the marks were shown only {shown} times");
}

fn check_status(world: &World, row: &Row, reader: Reader, thing: Thing, path: &str, answer: &Answer) {
    let expected: &[u16] = match row.way {
        Way::Open(statuses) => statuses,
        Way::Members if reader == Reader::Guest => &[303, 401, 404],
        Way::Moderators if !reader.moderates() => &[303, 401, 403, 404],
        Way::Editors if !reader.edits() => &[303, 401, 404],
        Way::Admins if reader != Reader::Admin => &[303, 401, 404],
        Way::Members | Way::Moderators | Way::Editors | Way::Admins => &[200, 400, 404],
        // Where a hidden thread stood, a note says why: without its title, its address or its text.
        Way::Thread if !world.reaches(reader, thing, row.path) && thing == Thing::HiddenThread => &[410],
        Way::Thread | Way::Post | Way::Category if !world.reaches(reader, thing, row.path) => &[404],
        Way::Thread | Way::Post | Way::Category => &[200, 301],
        // That there is a post is told by its number: only its text is closed.
        Way::Form if !world.reaches(reader, thing, row.path) && thing.is_post() => &[303, 401, 403, 404],
        Way::Form if !world.reaches(reader, thing, row.path) => &[303, 401, 404],
        Way::Form => &[200, 303, 401, 403, 404],
    };
    assert!(
        expected.contains(&answer.status),
        "{reader:?} {path} ({thing:?}): {} not in {expected:?}\n{}",
        answer.status,
        answer.main_text()
    );
}

/// Fails when a mark of a thing stands where its reader may not see it; counts the marks that are shown.
fn check_leaks(world: &World, reader: Reader, path: &str, answer: &Answer) -> usize {
    let mut shown = 0;
    // The address that was asked for stands in the page's own links: it tells nothing that was not known.
    let body = answer.body.replace(path.trim_start_matches("/en"), "");
    for thing in Thing::ALL {
        for mark in world.marks(thing) {
            let found = body.contains(&mark);
            assert!(!found || world.sees(reader, thing), "{reader:?} {path}: {mark} of {thing:?}");
            shown += usize::from(found);
        }
    }
    shown
}

/// Writes are refused to those without the right, and change nothing.
#[actix_web::test]
async fn nobody_changes_what_is_not_theirs() {
    let world = World::new().await;
    let mut tried = 0;
    for row in ROWS.iter().filter(|row| row.method != "GET") {
        for reader in Reader::ALL {
            for thing in Thing::ALL {
                let refused = match row.way {
                    // Those that name a question are tried in alike.rs.
                    Way::Open(_) => continue,
                    Way::Members => reader == Reader::Guest,
                    Way::Moderators => !reader.moderates(),
                    Way::Editors => !reader.edits(),
                    Way::Admins => reader != Reader::Admin,
                    Way::Thread | Way::Category | Way::Post | Way::Form => !world.reaches(reader, thing, row.path),
                };
                if !refused {
                    continue;
                }
                let path = world.path_of(row.path, thing);
                let before = world.newest_activity().await;
                let body = serde_json::json!({
                    "text": "x", "title": "A title of mine", "language": "en", "revision": "1", "reason": "no reason",
                    "category": "public", "name": "x", "direction": "up", "role": "expert", "slug": "x",
                });
                let method: Method = row.method.parse().unwrap();
                let answer = world.visitor(reader).send_json(method, &path, &body).await;
                assert!(
                    matches!(answer.status, 401 | 403 | 404)
                        || answer.status == 422 && matches!(row.way, Way::Members | Way::Editors | Way::Admins),
                    "{reader:?} {} {path} ({thing:?}): {}\n{}",
                    row.method,
                    answer.status,
                    answer.body
                );
                if reader != Reader::Guest
                    && !thing.is_post()
                    && !matches!(row.way, Way::Moderators | Way::Editors | Way::Admins)
                {
                    assert_eq!(answer.status, 404, "{reader:?} {} {path} ({thing:?})", row.method);
                }
                check_leaks(&world, reader, &path, &answer);
                assert_eq!(world.newest_activity().await, before, "{reader:?} {} {path} changed something", row.method);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "only {tried} writes");
}

/// What is found, counted, offered and corrected is what each reader may see; hidden and deleted things are found by
/// nobody.
#[actix_web::test]
async fn searching_finds_for_each_what_they_see() {
    let world = World::new().await;
    indexed(world.app()).await;
    for reader in Reader::ALL {
        let visitor = world.visitor(reader);
        for thing in Thing::ALL {
            let sees = world.sees(reader, thing) && !matches!(thing, Thing::HiddenThread) && !thing.is_post();
            for mark in world.marks(thing) {
                let found = search(&visitor, &mark).await;
                assert_eq!(found["total"], i64::from(sees), "{reader:?} {mark}: {found}");
                let counted: i64 = ["kinds", "languages", "areas"]
                    .iter()
                    .flat_map(|of| found[of].as_array().unwrap())
                    .map(|choice| choice["count"].as_i64().unwrap())
                    .sum();
                assert_eq!(counted > 0, sees, "{reader:?} {mark}: {found}");
                // A slip of the pen is put right only towards what is seen.
                let mut slip = mark.clone();
                slip.truncate(mark.len() - 1);
                let slipped = search(&visitor, &slip).await;
                assert_eq!(slipped["meant"].is_string(), sees, "{reader:?} {slip}: {slipped}");
                assert_eq!(slipped["total"], i64::from(sees), "{reader:?} {slip}: {slipped}");
                let offered = visitor.get_json(&format!("/en/search/suggestions?q={}", &mark[..mark.len() - 3])).await;
                check_leaks(&world, reader, &format!("/en/search/suggestions?q={}", &mark[..mark.len() - 3]), &offered);
            }
            let path = world.path_of("/{lang}/search/similar?to=thread:{id}", thing).replace("%3A", ":");
            let path = path.replace("to=thread:", &format!("title={}&kind=thread&x=", world.marks(thing)[0]));
            let similar = visitor.get_json(&path).await;
            check_leaks(&world, reader, &path, &similar);
            let count = similar.json()["similar"].as_array().unwrap().len();
            assert_eq!(count, usize::from(sees), "{reader:?} {path}: {}", similar.body);
        }
    }
}

/// Lists and counts leave out what is not there for the reader.
#[actix_web::test]
async fn lists_and_counts_agree_with_what_is_seen() {
    let world = World::new().await;
    for reader in Reader::ALL {
        let visitor = world.visitor(reader);
        if reader != Reader::Guest {
            // Everybody has a notice of everything: shown and counted is what they see.
            let seen = [Thing::MembersOnly, Thing::Staff, Thing::HiddenThread].map(|thing| world.sees(reader, thing));
            let seen = 2 + seen.iter().filter(|sees| **sees).count();
            let told = visitor.get_json("/en/inbox").await.json();
            assert_eq!(told["things"].as_array().unwrap().len(), seen, "{reader:?}");
            assert_eq!(told["unread"], seen, "{reader:?}");
            assert_eq!(header_count(&visitor, "/en/forum").await, i64::try_from(seen).unwrap(), "{reader:?}");
        }
        let forum = visitor.get_json("/en/forum").await.json();
        let slugs: Vec<&str> =
            forum["groups"].as_array().unwrap().iter().map(|g| g["slug"].as_str().unwrap()).collect();
        assert_eq!(slugs.contains(&"inner"), reader != Reader::Guest, "{reader:?}");
        assert_eq!(slugs.contains(&"staff"), world.sees(reader, Thing::Staff), "{reader:?}");
        let public = forum["groups"].as_array().unwrap().iter().find(|g| g["slug"] == "public").unwrap().clone();
        assert_eq!(public["threads"], 2, "{reader:?}: the hidden thread is not counted");
        let page = visitor.get_json("/en/c/public").await.json();
        let expected = if reader.moderates() { 3 } else { 2 };
        assert_eq!(page["threads"].as_array().unwrap().len(), expected, "{reader:?}");
    }
}

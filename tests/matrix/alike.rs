//! A question that is not theirs and one that is nobody's are answered alike, whatever is asked of them and whatever is
//! sent to them.

use reqwest::Method;

use super::asked::{Asked, World};
use super::of_questions;
use super::rows::Row;
use crate::support::{Answer, Visitor};

/// A number and a title that no question has.
const UNKNOWN: (i64, &str) = (12345, "where-is-nothing");

/// What is compared, without the address that was asked for.
#[derive(Debug, PartialEq)]
struct Seen {
    status: u16,
    location: String,
    cached: String,
    text: String,
}

impl Seen {
    fn of(answer: &Answer, (id, slug): (i64, &str)) -> Self {
        let text = if answer.body.starts_with('{') { answer.body.clone() } else { answer.main_text() };
        let plain = |text: &str| text.replace(&id.to_string(), "ID").replace(slug, "SLUG");
        Self {
            status: answer.status,
            location: plain(answer.header("location")),
            cached: answer.header("cache-control").to_owned(),
            text: plain(&text),
        }
    }
}

/// A request about a question and one of its community answers, as a program or as a browser makes it.
async fn ask(visitor: &Visitor, row: &Row, of: (i64, &str), community: Option<i64>, form: bool) -> Seen {
    let path = of_questions::path(row.path, of.0, of.1, community.unwrap_or(1));
    let method: Method = row.method.parse().unwrap();
    let answer = match (method == Method::GET, form) {
        (true, true) => visitor.get(&path).await,
        (true, false) => visitor.get_json(&path).await,
        (false, true) => {
            let fields = of_questions::fields();
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let joint = if path.contains('?') { '&' } else { '?' };
            visitor.post_form(&format!("{path}{joint}_method={method}"), &fields).await
        }
        (false, false) => visitor.send_json(method, &path, &of_questions::body()).await,
    };
    Seen::of(&answer, of)
}

async fn ask_about(visitor: &Visitor, row: &Row, asked: &Asked, form: bool) -> Seen {
    ask(visitor, row, (asked.id, &asked.slug()), asked.community, form).await
}

/// Of an answer that says that there is nothing: signing in, no right, not found. The page for breaking the glass is the
/// same for every number, and wants another password than the one that is sent; an expert who takes a question is told that
/// it is not free, or not there.
fn says_nothing(row: &Row, seen: &Seen) -> bool {
    let glass = row.path.ends_with("/glass") && matches!(seen.status, 200 | 422);
    // Pages without a life of their own lead back to the question, whatever the number.
    let back = row.method == "GET" && seen.status == 303;
    let taken = row.path.ends_with("/acceptance") && (seen.status == 409 || seen.location == "/en/queue");
    matches!(seen.status, 401 | 403 | 404) || back || glass || taken
}

#[actix_web::test]
async fn what_is_not_there_and_what_is_not_theirs_are_alike() {
    let world = World::new().await;
    let (mut alike, mut unlike) = (0, Vec::new());
    for (reader, visitor) in &world.readers {
        let before = newest(&world).await;
        let others = |asked: &&Asked| !asked.readers.contains(reader) && !asked.knowers.contains(reader);
        let others: Vec<&Asked> = world.asked.iter().filter(others).collect();
        for (number, row) in of_questions::rows().enumerate() {
            let none = [ask(visitor, row, UNKNOWN, None, false).await, ask(visitor, row, UNKNOWN, None, true).await];
            for (turn, asked) in others.iter().enumerate() {
                // As a form too, of one of them: which one changes from row to row.
                let ways: &[bool] = if turn == number % others.len() { &[false, true] } else { &[false] };
                for form in ways {
                    let (seen, none) = (ask_about(visitor, row, asked, *form).await, &none[usize::from(*form)]);
                    if seen != *none || !says_nothing(row, &seen) || seen.text.contains(asked.mark) {
                        let what = format!("{reader} {} {} of {}", row.method, row.path, asked.mark);
                        unlike.push(format!("{what}, as a form: {form}: {seen:?}, of none: {none:?}"));
                    }
                    alike += 1;
                }
            }
        }
        assert_eq!(newest(&world).await, before, "{reader} has changed something");
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
    assert!(alike > 4_000, "{alike}");
}

/// Who knows that a colleague has a question reads nothing of it and changes nothing, until they take it.
#[actix_web::test]
async fn colleagues_change_nothing_of_what_they_have_not_taken() {
    let world = World::new().await;
    let (mut tried, mut unlike) = (0, Vec::new());
    for (reader, visitor) in &world.readers {
        for asked in world.asked.iter().filter(|one| one.knowers.contains(reader) && !one.readers.contains(reader)) {
            let before = newest(&world).await;
            for row in of_questions::rows().filter(|row| row.method != "GET" && !row.path.ends_with("/acceptance")) {
                for form in [false, true] {
                    let seen = ask_about(visitor, row, asked, form).await;
                    let what = format!("{reader} {} {} of {}", row.method, row.path, asked.mark);
                    // The page without the words, with what was sent in it.
                    let closed = ["/insertions", "/sources"].iter().any(|noun| row.path.ends_with(noun));
                    if !(says_nothing(row, &seen) || closed && seen.status == 200) || seen.text.contains(asked.mark) {
                        unlike.push(format!("{what}: {seen:?}"));
                    }
                    tried += 1;
                }
            }
            assert_eq!(newest(&world).await, before, "{reader} has changed {}", asked.mark);
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
    assert!(tried > 300, "{tried}");
}

async fn newest(world: &World) -> i64 {
    world.app.db().read(mipas::activity::newest).await.unwrap().0
}

//! The program is killed while people write, again and again: what was confirmed is there, once, and everything that
//! is counted agrees.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use diesel::prelude::*;
use mipas::activity::ActivityLog;
use mipas::config::{Clock, Config};
use mipas::db::schema::{activities, categories, posts, threads};
use mipas::db::{Conn, Db, PostId};
use reqwest::blocking::Client;
use serde_json::json;

use crate::support::TestDatabase;

const ROUNDS: u64 = 10;
const WRITERS: usize = 6;

struct Installation {
    folder: tempfile::TempDir,
    database: TestDatabase,
}

impl Installation {
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mipas"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MIPAS_")) {
            command.env_remove(name);
        }
        command.env("MIPAS_DATA_DIR", self.folder.path()).env("MIPAS_DATABASE_URL", self.database.url());
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn serve(&self) -> (Child, String) {
        let mut command = self.command();
        command.args(["serve", "--listen", "127.0.0.1:0", "--limits", "off", "--workers", "2"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("MIPAS listens on ").unwrap_or_else(|| panic!("{line}")).to_owned();
        (child, address)
    }

    fn open(&self) -> Db {
        let values = [("database-url".to_owned(), self.database.url())];
        let config = Config::gather(&values.into(), std::iter::empty(), None).unwrap();
        Db::open(&config.database, Clock::default(), ActivityLog::new() as _).unwrap()
    }
}

/// One post; `None` when no answer came.
fn send(client: &Client, address: &str, token: &str, thread: &str, key: &str) -> Option<u16> {
    let body = json!({ "text": format!("Said once: {key}."), "language": "en" });
    let request = client.post(format!("{address}{thread}/posts")).bearer_auth(token);
    let answer = request.header("idempotency-key", key).header("accept", "application/json").json(&body).send().ok()?;
    Some(answer.status().as_u16())
}

/// Writes until the server is gone; the keys that were confirmed, and the one that may have been written.
fn write_on(address: &str, token: &str, thread: &str, name: &str) -> (Vec<String>, String) {
    let client = Client::builder().timeout(Duration::from_secs(10)).build().unwrap();
    let mut confirmed = Vec::new();
    for number in 0.. {
        let key = format!("{name}-{number}");
        match send(&client, address, token, thread, &key) {
            Some(201) => confirmed.push(key),
            Some(status) => panic!("{key} was answered with {status}"),
            None => return (confirmed, key),
        }
    }
    unreachable!()
}

#[test]
#[ignore = "a minute: for tests/run --full"]
fn what_was_confirmed_outlives_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new(folder.path());
    let site = Installation { folder, database };
    site.run(&["migrate"]);
    site.run(&["user", "create", "--name", "Ada", "--email", "ada@example.org", "--role", "admin"]);
    let token = site.run(&["token", "create", "ada@example.org", "--name", "writer", "--scope", "write"]);
    let token = token.trim().to_owned();

    let (mut child, address) = site.serve();
    let client = Client::new();
    let category = json!({
        "slug": "life", "original": "en", "name_en": "Life", "read": "everyone", "write": "members", "area": "housing",
    });
    let made =
        client.post(format!("{address}/en/admin/categories")).bearer_auth(&token).json(&category).send().unwrap();
    assert_eq!(made.status(), 201);
    let opening = json!({ "title": "Everything at once", "text": "Opened.", "language": "en" });
    let made = client.post(format!("{address}/en/c/life/threads")).bearer_auth(&token).json(&opening).send().unwrap();
    let made: serde_json::Value = made.json().unwrap();
    let url = made["url"].as_str().unwrap();
    let thread = url.rsplit_once('/').unwrap().0.to_owned();

    let mut confirmed: BTreeSet<String> = BTreeSet::new();
    let mut address = address;
    for round in 0..ROUNDS {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (address, token, thread) = (address.clone(), token.clone(), thread.clone());
                std::thread::spawn(move || write_on(&address, &token, &thread, &format!("r{round}-w{writer}")))
            })
            .collect();
        // A different moment in each round.
        std::thread::sleep(Duration::from_millis(700 + 137 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let written: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        (child, address) = site.serve();
        for (keys, doubtful) in written {
            confirmed.extend(keys);
            // Sent again under the same key: made now, or made then.
            let status = send(&client, &address, &token, &thread, &doubtful);
            assert!(matches!(status, Some(200 | 201)), "{doubtful}: {status:?}");
            confirmed.insert(doubtful);
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    println!("{} posts confirmed in {ROUNDS} rounds", confirmed.len());
    assert!(confirmed.len() > 100, "hardly anything was written");
    let db = site.open();
    let checked = db.read_now(|conn| {
        check(conn, &confirmed);
        Ok(())
    });
    checked.unwrap();
    db.close();
}

fn check(conn: &mut Conn, confirmed: &BTreeSet<String>) {
    let rows: Vec<(PostId, i64, String)> =
        posts::table.order(posts::number).select((posts::id, posts::number, posts::source)).load(conn).unwrap();
    let numbers: Vec<i64> = rows.iter().map(|(_, number, _)| *number).collect();
    assert_eq!(numbers, (1..=rows.len() as i64).collect::<Vec<_>>(), "numbers without gaps");
    let said = rows.iter().filter_map(|(.., source)| source.strip_prefix("Said once: ")?.strip_suffix('.'));
    let said: Vec<String> = said.map(str::to_owned).collect();
    let once: BTreeSet<String> = said.iter().cloned().collect();
    assert_eq!(once.len(), said.len(), "nothing twice");
    assert_eq!(&once, confirmed, "what was confirmed, and nothing else");
    let last: i64 = threads::table.select(threads::last_number).first(conn).unwrap();
    let counted: i64 = categories::table.select(categories::post_count).first(conn).unwrap();
    assert_eq!((last, counted), (rows.len() as i64, rows.len() as i64));
    let told: Vec<i64> = activities::table
        .filter(activities::kind.eq("post.created"))
        .order(activities::id)
        .select(activities::subject_id)
        .load(conn)
        .unwrap();
    let ids: Vec<i64> = rows.iter().map(|(id, ..)| id.0).collect();
    assert_eq!(told.iter().collect::<BTreeSet<_>>(), ids.iter().collect(), "an activity for each post");
    assert_eq!(told.len(), ids.len(), "and only one");
    if let Conn::Sqlite(sqlite) = conn {
        #[derive(QueryableByName)]
        struct Found {
            #[diesel(sql_type = diesel::sql_types::Text)]
            integrity_check: String,
        }
        let found: Vec<Found> = diesel::sql_query("PRAGMA integrity_check").load(sqlite).unwrap();
        assert_eq!(found[0].integrity_check, "ok");
    }
}

//! The program is killed while people write, again and again: what was confirmed is there, once, everything that is
//! counted agrees, and whoever was to be told was told once.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use mipas::activity::consumer_states;
use mipas::db::schema::{activities, categories, notices, posts, threads};
use mipas::db::{Conn, Db, PostId};
use mipas::search;
use reqwest::blocking::Client;

use crate::support::{Installation, TestDatabase, write_on};

const WRITERS: usize = 6;

/// How often; `tests/run --full` asks for more.
fn kills() -> u32 {
    std::env::var("KILLS").map_or(5, |text| text.parse().expect("KILLS is a number"))
}

#[test]
fn what_was_confirmed_outlives_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new(folder.path());
    let mut site = Installation::new(folder, database.url());
    let mut server = site.serve("node");
    site.open_thread(&server.address);
    let client = Client::new();
    let mut confirmed: BTreeSet<String> = BTreeSet::new();
    let rounds = kills();
    for round in 0..rounds {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| write_on(&site, &server.address, &format!("round-{round}-writer-{writer}")))
            .collect();
        std::thread::sleep(Duration::from_millis(rand::random_range(100..1_500)));
        server.kill();
        let written: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        server = site.serve("node");
        for (keys, doubtful) in written {
            confirmed.extend(keys);
            // Sent again under the same key: made now, or made then.
            let status = site.reply(&client, &server.address, &doubtful);
            assert!(matches!(status, Some(200 | 201)), "{doubtful}: {status:?}");
            confirmed.insert(doubtful);
        }
    }
    let db = site.open();
    settle(&db);
    indexed(&db, &site.data_of("node"));
    server.kill();
    println!("{} posts confirmed in {rounds} rounds", confirmed.len());
    assert!(confirmed.len() > 20 * rounds as usize, "hardly anything was written");
    db.read_now(|conn| {
        check(conn, &confirmed);
        Ok(())
    })
    .unwrap();
    db.close();
}

/// Waits until everybody is told. The lease of the process that was killed must run out first.
fn settle(db: &Db) {
    let began = Instant::now();
    while db.read_now(consumer_states).unwrap().iter().any(|state| state.lag + state.retried > 0) {
        assert!(began.elapsed() < Duration::from_secs(60), "{:?}", db.read_now(consumer_states));
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Waits until the node's search index holds what the database does: all of it, and nothing twice.
pub fn indexed(db: &Db, data_dir: &Path) {
    let began = Instant::now();
    loop {
        // The server may be putting away the very file that is about to be read.
        let difference = search::check(db, &mipas::app::searchables(), &search::Shelf::new(data_dir));
        if difference.as_ref().is_ok_and(|found| found.missing.is_empty() && found.surplus.is_empty()) {
            println!("the search index agrees after {} ms", began.elapsed().as_millis());
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{difference:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

pub fn check(conn: &mut Conn, confirmed: &BTreeSet<String>) {
    // The first is the thread's opening.
    let rows: Vec<(PostId, i64, String)> =
        posts::table.order(posts::number).select((posts::id, posts::number, posts::source)).load(conn).unwrap();
    let numbers: Vec<i64> = rows.iter().map(|(_, number, _)| *number).collect();
    assert_eq!(numbers, (1..=rows.len() as i64).collect::<Vec<_>>(), "numbers without gaps");
    let said = rows.iter().filter_map(|(.., source)| source.strip_prefix("Said once: ")?.strip_suffix('.'));
    let said: Vec<String> = said.map(str::to_owned).collect();
    let once: BTreeSet<String> = said.iter().cloned().collect();
    let twice: Vec<_> = once.iter().filter(|key| said.iter().filter(|other| other == key).count() > 1).collect();
    assert!(twice.is_empty(), "said twice: {twice:?}");
    assert_eq!(&once, confirmed, "what was confirmed, and nothing else");
    let last: i64 = threads::table.select(threads::last_number).first(conn).unwrap();
    let counted: i64 = categories::table.select(categories::post_count).first(conn).unwrap();
    assert_eq!((last, counted), (rows.len() as i64, rows.len() as i64));
    let told: Vec<(i64, i64)> = activities::table
        .filter(activities::kind.eq("post.created"))
        .order(activities::id)
        .select((activities::id, activities::subject_id))
        .load(conn)
        .unwrap();
    let ids: BTreeSet<i64> = rows.iter().map(|(id, ..)| id.0).collect();
    assert_eq!(told.iter().map(|(_, post)| *post).collect::<BTreeSet<_>>(), ids, "an activity for each post");
    assert_eq!(told.len(), ids.len(), "and only one");
    // Ona is told of every reply, once, and nobody else is told anything.
    let noticed: Vec<i64> = notices::table.order(notices::activity_id).select(notices::activity_id).load(conn).unwrap();
    let replies: Vec<i64> = told.iter().skip(1).map(|(activity, _)| *activity).collect();
    assert_eq!(noticed, replies, "a notice for each reply");
    if let Conn::Sqlite(sqlite) = conn {
        #[derive(QueryableByName)]
        struct Found {
            #[diesel(sql_type = diesel::sql_types::Text)]
            integrity_check: String,
        }
        #[derive(QueryableByName)]
        struct Broken {
            #[diesel(sql_type = diesel::sql_types::Text)]
            table: String,
        }
        let found: Vec<Found> = diesel::sql_query("PRAGMA integrity_check").load(sqlite).unwrap();
        assert_eq!(found[0].integrity_check, "ok");
        let broken: Vec<Broken> = diesel::sql_query("PRAGMA foreign_key_check").load(sqlite).unwrap();
        assert_eq!(broken.iter().map(|row| row.table.as_str()).collect::<Vec<_>>(), [""; 0]);
    }
}

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use mipas::activity::{self, Activity};
use mipas::config::DatabaseUrl;
use mipas::db::{ActivityId, Db};
use mipas::error::Error;

use super::probe::entry;
use crate::support::TestApp;

const WRITERS: i64 = 8;
const WRITES: i64 = 200;

fn all_of_probe(db: &Db) -> Vec<Activity> {
    let all = db.read_now(|conn| activity::read_after(conn, ActivityId(0), 1_000_000)).unwrap();
    all.into_iter().filter(|activity| activity.subject_kind == "probe").collect()
}

/// Follows the log as a consumer does, until it has seen so many; returns the ids in the order of their appearance.
fn follow(db: &Db, from: ActivityId, wanted: usize) -> Vec<i64> {
    let (mut cursor, mut seen) = (from, Vec::new());
    let began = Instant::now();
    while seen.len() < wanted && began.elapsed() < Duration::from_secs(60) {
        let read = db.read_now(|conn| activity::read_after(conn, cursor, 50)).unwrap();
        for activity in read {
            cursor = activity.id;
            seen.push(activity.id.0);
        }
    }
    seen
}

/// A consumer with a cursor never sees a later id before an earlier one: none is skipped.
#[actix_web::test]
async fn ids_become_visible_in_their_order() {
    let app = TestApp::new().await;
    let newest = app.db().read(activity::newest).await.unwrap();
    let db = app.db().clone();
    let consumer = std::thread::spawn(move || follow(&db, newest, usize::try_from(WRITERS * WRITES).unwrap()));
    let writers = (0..WRITERS).map(|writer| {
        let db = app.db().clone();
        tokio::spawn(async move {
            for n in 0..WRITES {
                db.write(move |tx| {
                    tx.record(entry("probe.changed", writer * WRITES + n));
                    Ok(())
                })
                .await
                .unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let seen = consumer.join().unwrap();
    let table = all_of_probe(app.db());
    assert_eq!(table.len(), usize::try_from(WRITERS * WRITES).unwrap());
    assert!(seen.is_sorted(), "seen out of order");
    let skipped: Vec<i64> = table.iter().map(|activity| activity.id.0).filter(|id| !seen.contains(id)).collect();
    assert!(skipped.is_empty(), "the consumer skipped {skipped:?}");
    assert_eq!(seen.len(), table.len(), "the consumer saw something twice");
    // Each writer's own changes stand in the order in which they were made, and nothing came twice.
    for writer in 0..WRITERS {
        let own: Vec<i64> = table.iter().map(|a| a.subject_id).filter(|id| id / WRITES == writer).collect();
        assert_eq!(own, (writer * WRITES..(writer + 1) * WRITES).collect::<Vec<_>>());
    }
    let times: Vec<_> = table.iter().map(|activity| activity.at).collect();
    assert!(times.is_sorted(), "times run with the ids");
}

#[actix_web::test]
async fn a_change_that_fails_leaves_no_activity() {
    let app = TestApp::new().await;
    let failed: Result<(), Error> = app
        .db()
        .write(|tx| {
            tx.record(entry("probe.changed", 1));
            Err(Error::NotFound)
        })
        .await;
    assert!(matches!(failed, Err(Error::NotFound)));
    let panicked: Result<(), Error> = app
        .db()
        .write(|tx| {
            tx.record(entry("probe.changed", 2));
            panic!("in the middle of a change")
        })
        .await;
    assert!(panicked.is_err());
    app.db()
        .write(|tx| {
            tx.record(entry("probe.changed", 3));
            Ok(())
        })
        .await
        .unwrap();
    let ids: Vec<i64> = all_of_probe(app.db()).iter().map(|activity| activity.subject_id).collect();
    assert_eq!(ids, [3]);
}

/// The connection dies in the middle of a transaction, as when the database is restarted.
#[actix_web::test]
async fn a_killed_transaction_leaves_no_activity() {
    let app = TestApp::new().await;
    if !matches!(app.shared.site.config.database, DatabaseUrl::Postgres(_)) {
        return; // SQLite lives in this process: it dies with it, and `writer` kills that.
    }
    let killed: Result<(), Error> = app
        .db()
        .write(|tx| {
            tx.record(entry("probe.changed", 1));
            tx.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())")?;
            Ok(())
        })
        .await;
    assert!(matches!(killed, Err(Error::Unavailable(_))), "{killed:?}");
    for id in 2..12 {
        app.db()
            .write(move |tx| {
                tx.record(entry("probe.changed", id));
                Ok(())
            })
            .await
            .unwrap();
    }
    let ids: BTreeSet<i64> = all_of_probe(app.db()).iter().map(|activity| activity.subject_id).collect();
    assert_eq!(ids, (2..12).collect());
}

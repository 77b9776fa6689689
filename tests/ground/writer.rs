//! The one writer of SQLite, and what happens to readers and writers when the database cannot be written.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use mipas::activity;
use mipas::config::DatabaseUrl;
use mipas::db::{ActivityId, Db};
use mipas::error::Error;

use super::probe::{Probe, entry};
use crate::support::TestApp;

/// A server on SQLite, whatever database the other tests run on.
async fn on_sqlite(folder: &tempfile::TempDir) -> TestApp {
    TestApp::with_settings(&[("database-url", &format!("sqlite:{}", folder.path().join("own.db").display()))]).await
}

fn recorded(db: &Db) -> Vec<i64> {
    let all = db.read_now(|conn| activity::read_after(conn, ActivityId(0), 1_000_000)).unwrap();
    all.into_iter().filter(|activity| activity.subject_kind == "probe").map(|activity| activity.subject_id).collect()
}

async fn record(db: &Db, id: i64) -> Result<(), Error> {
    db.write(move |tx| {
        tx.record(entry("probe.changed", id));
        Ok(())
    })
    .await
}

/// Keeps the writer busy until something is sent, or the sender is dropped.
async fn hold(db: &Db) -> Sender<()> {
    let (release, released): (Sender<()>, Receiver<()>) = channel();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (db, mut begun, mut released) = (db.clone(), Some(begun), Some(released));
    tokio::spawn(async move {
        let held = db.write(move |_| {
            if let (Some(begun), Some(released)) = (begun.take(), released.take()) {
                begun.send(()).unwrap();
                released.recv().ok();
            }
            Ok(())
        });
        held.await.unwrap();
    });
    has_begun.await.unwrap();
    release
}

/// Changes that share a commit fail each for itself.
#[actix_web::test]
async fn a_failing_change_takes_no_other_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = on_sqlite(&folder).await;
    let release = hold(app.db()).await;
    // All wait for the writer now, and are run as groups.
    let changes = (0..200_i64).map(|id| {
        let db = app.db().clone();
        tokio::spawn(async move {
            db.write(move |tx| {
                tx.record(entry("probe.changed", id));
                match id % 7 {
                    1 => Err(Error::NotFound),
                    2 => tx.batch_execute("INSERT INTO nothing VALUES (1)").map_err(Error::from).map(|()| id),
                    3 => panic!("in the middle of a group"),
                    _ => Ok(id),
                }
            })
            .await
        })
    });
    let changes: Vec<_> = changes.collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(release);
    for (id, change) in changes.into_iter().enumerate() {
        let outcome = change.await.unwrap();
        match id % 7 {
            1 => assert!(matches!(outcome, Err(Error::NotFound)), "{id}: {outcome:?}"),
            2 | 3 => assert!(matches!(outcome, Err(Error::Internal(_))), "{id}: {outcome:?}"),
            _ => assert_eq!(outcome.unwrap(), i64::try_from(id).unwrap()),
        }
    }
    let mut kept = recorded(app.db());
    kept.sort_unstable();
    assert_eq!(kept, (0..200).filter(|id| !matches!(id % 7, 1..=3)).collect::<Vec<_>>());
}

/// A full queue refuses at once, loses nothing that it took, and does not stop readers.
#[actix_web::test]
async fn a_full_queue_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let app = on_sqlite(&folder).await;
    let probe = Probe::start(&app);
    let release = hold(app.db()).await;
    let waiting: Vec<_> = (0..1_024_i64)
        .map(|id| {
            let db = app.db().clone();
            tokio::spawn(async move { record(&db, id).await })
        })
        .collect();
    let began = Instant::now();
    while !matches!(
        tokio::time::timeout(Duration::from_millis(50), record(app.db(), 9_999)).await,
        Ok(Err(Error::Unavailable(_)))
    ) {
        assert!(began.elapsed() < Duration::from_secs(10), "the queue has no end");
    }
    let answer = probe.post_form("/en/probe/change", "text=A+long+text").await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("A long text"), "{}", answer.main_text());
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(app.guest().get_json("/en/areas").await.status, 200, "reads go on");
    drop(release);
    let mut taken = Vec::new();
    for (id, change) in waiting.into_iter().enumerate() {
        match change.await.unwrap() {
            Ok(()) => taken.push(i64::try_from(id).unwrap()),
            Err(error) => assert!(matches!(error, Error::Unavailable(_)), "{error:?}"),
        }
    }
    assert!(taken.len() > 1_000, "only {} were taken", taken.len());
    let mut kept: Vec<i64> = recorded(app.db()).into_iter().filter(|id| *id != 9_999).collect();
    kept.sort_unstable();
    assert_eq!(kept, taken, "what was answered well is there, and nothing else");
    record(app.db(), 5_000).await.unwrap();
}

/// Another program holds the write lock, as a backup gone wrong may.
#[actix_web::test]
async fn a_locked_database_stops_writes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let app = on_sqlite(&folder).await;
    let probe = Probe::start(&app);
    let DatabaseUrl::Sqlite(path) = &app.shared.site.config.database else { panic!("not SQLite") };
    let mut other = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    // The background writes a little of its own: it is waited for.
    other.batch_execute("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE").unwrap();

    let write = probe.post_form("/lt/probe/change", "text=Ilgas+tekstas");
    let reads = async {
        for _ in 0..20 {
            assert_eq!(app.guest().get_json("/lt/areas").await.status, 200);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let (answer, ()) = futures_util::future::join(write, reads).await;
    assert_eq!(answer.status, 503);
    assert!(answer.main_text().contains("Šiuo metu nepavyksta išsaugoti"), "{}", answer.main_text());
    assert!(answer.body.contains("Ilgas tekstas"), "what was typed stays on the page");
    assert!(recorded(app.db()).is_empty());

    other.batch_execute("ROLLBACK").unwrap();
    assert_eq!(probe.post_form("/lt/probe/change", "text=x").await.status, 303, "it goes on when the lock is gone");
    assert_eq!(recorded(app.db()), [1]);
}

/// A database that may not grow: SQLite answers as on a full disk.
#[actix_web::test]
async fn a_full_disk_stops_writes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let app = on_sqlite(&folder).await;
    let probe = Probe::start(&app);
    let set = |pages: &'static str| {
        app.db().write(move |tx| Ok(tx.batch_execute(&format!("PRAGMA max_page_count = {pages}"))?))
    };
    // Cannot be less than there are: no page more.
    set("1").await.unwrap();
    let mut written = 0;
    let refused = loop {
        let answer = probe.post_form("/en/probe/change", "text=Kept").await;
        if answer.status != 303 {
            break answer;
        }
        written += 1;
        assert!(written < 10_000, "the disk has no end");
    };
    assert_eq!(refused.status, 503, "{}", refused.main_text());
    assert!(refused.body.contains("Kept"));
    // A change that itself needs room fails alike, and takes nobody's change with it.
    let large = app.db().write(|tx| {
        let blob = "CREATE TABLE large (x); INSERT INTO large VALUES (zeroblob(10000000))";
        Ok(tx.batch_execute(blob)?)
    });
    assert!(matches!(large.await, Err(Error::Unavailable(_))));
    assert_eq!(recorded(app.db()).len(), written);
    assert_eq!(app.guest().get_json("/en/areas").await.status, 200, "reads go on");
    assert_eq!(app.guest().get("/en/about").await.status, 200);

    set("1000000").await.unwrap();
    assert_eq!(probe.post_form("/en/probe/change", "text=x").await.status, 303, "it goes on when there is room");
    assert_eq!(recorded(app.db()).len(), written + 1);
}

/// Changes that the closing database had accepted are in it.
#[actix_web::test]
async fn closing_finishes_what_was_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("own.db"));
    mipas::db::migrate(&url).unwrap();
    let open = || Db::open(&url, mipas::config::Clock::default(), activity::ActivityLog::new() as _).unwrap();
    let db = open();
    let release = hold(&db).await;
    let changes: Vec<_> = (0..50)
        .map(|id| {
            let db = db.clone();
            tokio::spawn(async move { record(&db, id).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let closing = {
        let db = db.clone();
        std::thread::spawn(move || db.close())
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(matches!(record(&db, 99).await, Err(Error::Unavailable(_))), "nothing new is accepted");
    drop(release);
    closing.join().unwrap();
    for change in changes {
        change.await.unwrap().unwrap();
    }
    assert_eq!(recorded(&open()).len(), 50);
}

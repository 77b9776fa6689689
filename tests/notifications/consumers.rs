use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use diesel::prelude::*;
use mipas::activity::{self, Activity, Consumer, Follower, Round, consumer_states, failed_activities};
use mipas::db::schema::{consumers, notices};
use mipas::db::{Db, Tx};
use mipas::error::{Error, Result};
use parking_lot::Mutex;

use super::settle;
use crate::forum::setup::{open_category, reply, start};
use crate::ground::probe::entry;
use crate::support::TestApp;

/// Notes what it was given; fails at one subject while it is told to.
#[derive(Default)]
struct Probe {
    seen: Mutex<Vec<i64>>,
    poison: AtomicI64,
    panics: AtomicBool,
}

impl Consumer for Probe {
    fn name(&self) -> &'static str {
        "probe"
    }

    fn minds(&self, kind: &str) -> bool {
        kind == "probe.changed"
    }

    fn consume(&self, _: &mut Tx, activity: &Activity) -> Result<()> {
        if activity.subject_id == self.poison.load(Ordering::SeqCst) {
            assert!(!self.panics.load(Ordering::SeqCst), "told to");
            return Err(Error::internal("poisoned"));
        }
        self.seen.lock().push(activity.subject_id);
        Ok(())
    }
}

async fn record(app: &TestApp, ids: std::ops::Range<i64>) {
    for id in ids {
        app.db()
            .write(move |tx| {
                tx.record(entry("probe.changed", id));
                Ok(())
            })
            .await
            .unwrap();
    }
}

/// Rounds on a thread that may block, until nothing is left to do.
async fn rounds(mut follower: Follower, db: &Db) -> (Follower, Round) {
    let db = db.clone();
    tokio::task::spawn_blocking(move || {
        let mut round = follower.round(&db).unwrap();
        while round == Round::Worked {
            round = follower.round(&db).unwrap();
        }
        (follower, round)
    })
    .await
    .unwrap()
}

async fn begin(app: &TestApp) {
    app.db().write(|tx| activity::begin(tx, "probe")).await.unwrap();
}

#[actix_web::test]
async fn each_activity_is_consumed_once_in_its_order() {
    let app = TestApp::new().await;
    begin(&app).await;
    record(&app, 1..120).await;
    let probe = Arc::new(Probe::default());
    let follower = Follower::new(Arc::clone(&probe) as _, "here");
    let (follower, round) = rounds(follower, app.db()).await;
    assert_eq!(round, Round::Idle);
    record(&app, 120..125).await;
    let (_, _) = rounds(follower, app.db()).await;
    // On PostgreSQL a transaction may be run again: what is done beside it then happens twice, in its order.
    let mut seen = probe.seen.lock().clone();
    seen.dedup();
    assert_eq!(seen, (1..125).collect::<Vec<_>>());
}

#[actix_web::test]
async fn a_poisoned_activity_holds_up_nothing_and_is_set_aside_in_the_end() {
    let app = TestApp::new().await;
    begin(&app).await;
    record(&app, 1..10).await;
    let probe = Arc::new(Probe::default());
    probe.poison.store(5, Ordering::SeqCst);
    let mut follower = Follower::new(Arc::clone(&probe) as _, "here");
    (follower, _) = rounds(follower, app.db()).await;
    for id in [1, 4, 6, 9] {
        assert!(probe.seen.lock().contains(&id), "{id}");
    }
    let state = |app: &TestApp| {
        let db = app.db().clone();
        async move {
            let states = db.read(consumer_states).await.unwrap();
            states.into_iter().find(|state| state.name == "probe").unwrap()
        }
    };
    let stands = state(&app).await;
    assert_eq!((stands.lag, stands.retried, stands.set_aside), (0, 1, 0));
    for seconds in [10, 40, 160] {
        app.clock.advance(chrono::Duration::seconds(seconds));
        (follower, _) = rounds(follower, app.db()).await;
        assert_eq!(state(&app).await.set_aside, 0, "after {seconds} s");
    }
    probe.panics.store(true, Ordering::SeqCst);
    app.clock.advance(chrono::Duration::seconds(640));
    (follower, _) = rounds(follower, app.db()).await;
    let stands = state(&app).await;
    assert_eq!((stands.retried, stands.set_aside), (0, 1));
    let failed = app.db().read(|conn| Ok(failed_activities(conn)?)).await.unwrap();
    assert_eq!((failed.len(), failed[0].attempts), (1, 5));
    assert!(failed[0].error.contains("panicked"), "{}", failed[0].error);

    // The administrator has it tried again, once its cause is mended.
    let admin = app.member_with("Ada", &[mipas::accounts::Role::Admin]).await;
    let page = admin.get_json("/en/admin/consumers").await.json();
    assert_eq!(page["failed"][0]["consumer"], "probe");
    let text = admin.get("/en/admin/consumers").await.main_text();
    assert!(text.contains("panicked") && text.contains("Set aside"), "{text}");
    probe.poison.store(0, Ordering::SeqCst);
    let path = format!("/en/admin/consumers/probe/{}/retry", failed[0].activity);
    admin.post_form(&path, &[]).await.location();
    rounds(follower, app.db()).await;
    assert!(probe.seen.lock().contains(&5));
    assert_eq!(state(&app).await.set_aside, 0);
}

#[actix_web::test]
async fn a_lease_has_one_holder_and_its_loser_writes_nothing() {
    let app = TestApp::new().await;
    begin(&app).await;
    record(&app, 1..3).await;
    let probe = Arc::new(Probe::default());
    let (here, _) = rounds(Follower::new(Arc::clone(&probe) as _, "here"), app.db()).await;
    record(&app, 3..5).await;
    let (there, round) = rounds(Follower::new(Arc::clone(&probe) as _, "there"), app.db()).await;
    assert_eq!(round, Round::Elsewhere);
    assert!(!probe.seen.lock().contains(&3));

    // The lease is over; another node takes it, with a higher fence.
    let expire = |tx: &mut Tx| {
        let past = tx.database_now()? - chrono::Duration::seconds(1);
        diesel::update(consumers::table.find("probe")).set(consumers::lease_until.eq(past)).execute(&mut **tx)?;
        Ok(())
    };
    app.db().write(expire).await.unwrap();
    let (_there, round) = rounds(there, app.db()).await;
    assert_eq!(round, Round::Idle);
    let fence: i64 =
        app.db().read(|conn| Ok(consumers::table.find("probe").select(consumers::fence).first(conn)?)).await.unwrap();
    assert_eq!(fence, 2);
    record(&app, 5..7).await;
    let (_, round) = rounds(here, app.db()).await;
    assert_eq!(round, Round::Elsewhere);
    assert!(!probe.seen.lock().contains(&5));
}

/// What was consumed before is not told again, though the cursor is put back.
#[actix_web::test]
async fn consuming_again_tells_nobody_twice() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    for text in ["One", "@Ona two"] {
        reply(&ivan, &thread, text).await;
    }
    ivan.post_form(&format!("/en/t/{}/posts/1/thanks", crate::forum::setup::id_of(&thread)), &[]).await.location();
    settle(&app).await;
    let count = || async { app.db().read(|conn| Ok(notices::table.count().get_result::<i64>(conn)?)).await.unwrap() };
    assert_eq!(count().await, 3);
    let back = |tx: &mut Tx| {
        diesel::update(consumers::table).set(consumers::cursor.eq(0)).execute(&mut **tx)?;
        Ok(())
    };
    app.db().write(back).await.unwrap();
    settle(&app).await;
    assert_eq!(count().await, 3);
}

//! Consumers of the log that must act once, however many nodes there are: each has a stored cursor and a lease with
//! fencing. An activity that it fails at is tried again later and does not hold up the rest.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chrono::Duration;
use diesel::dsl::{count, count_star};
use diesel::prelude::*;

use super::{Activity, newest, read_after};
use crate::db::schema::{activities, consumers, failed_activities};
use crate::db::{ActivityId, Conn, Db, Timestamp, Tx};
use crate::error::{Error, Result};

/// A holder that has not written for this long may be followed by another node.
const LEASE: Duration = Duration::seconds(6);
/// An activity is tried this often before it is set aside.
const MOST_ATTEMPTS: i64 = 5;
/// Activities in one transaction at most.
const BATCH: usize = 50;
/// Activities read at once.
const READ: i64 = 500;

/// What follows the log and acts on it.
pub trait Consumer: Send + Sync {
    /// Its name in the database: never to be changed.
    fn name(&self) -> &'static str;

    /// Whether activities of this kind lead to anything; others are passed over.
    fn minds(&self, kind: &str) -> bool;

    /// Does what the activity leads to, in the transaction that moves the cursor past it: both happen, or neither.
    /// What it does beside the transaction may happen twice.
    fn consume(&self, tx: &mut Tx, activity: &Activity) -> Result<()>;
}

/// One consumer on this node.
pub struct Follower {
    consumer: Arc<dyn Consumer>,
    /// This node's name, unique among all that share the database.
    node: String,
    fence: Option<i64>,
}

/// What a round came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Nothing is waiting.
    Idle,
    /// Another node holds the lease.
    Elsewhere,
    /// Something was done; there may be more.
    Worked,
}

#[derive(Queryable)]
struct Stand {
    cursor: i64,
    holder: Option<String>,
    fence: i64,
    lease_until: Option<Timestamp>,
}

/// Why a step was not taken.
enum Failed {
    /// The database cannot be asked, or the lease is lost: nothing is said of the activity.
    Stopped(Error),
    /// The consumer failed at it.
    Poisoned(String),
}

impl Follower {
    pub fn new(consumer: Arc<dyn Consumer>, node: impl Into<String>) -> Self {
        Self { consumer, node: node.into(), fence: None }
    }

    /// Takes in what has happened since the last round, up to 500 activities, and tries again what has failed and is
    /// due. An error means that the database could not be asked; another round goes on where this one stopped.
    pub fn round(&mut self, db: &Db) -> Result<Round> {
        let name = self.consumer.name();
        let (stand, end, due) =
            db.read_now(|conn| Ok((find(conn, name)?, newest(conn)?, list_due(conn, name, db.clock().now())?)))?;
        if stand.is_some_and(|stand| stand.cursor >= end.0) && due.is_empty() {
            return Ok(Round::Idle);
        }
        if !self.take_lease(db)? {
            return Ok(Round::Elsewhere);
        }
        let worked = self.work(db, &due);
        if worked.is_err() {
            self.fence = None;
        }
        worked
    }

    /// Extends this node's lease, or takes the one that nobody holds any more.
    fn take_lease(&mut self, db: &Db) -> Result<bool> {
        let (name, node, mine) = (self.consumer.name(), self.node.clone(), self.fence);
        self.fence = db.write_now(move |tx| {
            let now = tx.database_now()?;
            let until = now + LEASE;
            let Some(stand) = find(tx, name)? else {
                begin(tx, name)?;
                let first = (consumers::holder.eq(&node), consumers::fence.eq(1), consumers::lease_until.eq(until));
                diesel::update(consumers::table.find(name)).set(first).execute(&mut **tx)?;
                return Ok(Some(1));
            };
            let held = stand.lease_until.is_some_and(|until| until > now);
            let fence = match mine {
                Some(mine) if mine == stand.fence && stand.holder.as_deref() == Some(&node) => mine,
                _ if held => return Ok(None),
                _ => stand.fence + 1,
            };
            let taken = diesel::update(consumers::table.find(name).filter(consumers::fence.eq(stand.fence)))
                .set((consumers::holder.eq(&node), consumers::fence.eq(fence), consumers::lease_until.eq(until)))
                .execute(&mut **tx)?;
            Ok((taken == 1).then_some(fence))
        })?;
        Ok(self.fence.is_some())
    }

    fn work(&self, db: &Db, due: &[ActivityId]) -> Result<Round> {
        for id in due {
            self.try_again(db, *id)?;
        }
        let name = self.consumer.name();
        let read = db.read_now(|conn| {
            let cursor = find(conn, name)?.map_or(0, |stand| stand.cursor);
            read_after(conn, ActivityId(cursor), READ)
        })?;
        for batch in read.chunks(BATCH) {
            match self.step(db, batch.to_vec()) {
                Ok(()) => continue,
                Err(Failed::Stopped(error)) => return Err(error),
                Err(Failed::Poisoned(_)) => {}
            }
            // One of them: each by itself, so that the others are not held up.
            for activity in batch {
                match self.step(db, vec![activity.clone()]) {
                    Ok(()) => {}
                    Err(Failed::Stopped(error)) => return Err(error),
                    Err(Failed::Poisoned(error)) => self.pass_over(db, activity.id, error)?,
                }
            }
        }
        Ok(Round::Worked)
    }

    /// Acts on activities that follow each other and moves the cursor past them, in one transaction.
    fn step(&self, db: &Db, batch: Vec<Activity>) -> Result<(), Failed> {
        let (consumer, fence) = (Arc::clone(&self.consumer), self.fence);
        let outcome = db.write_now(move |tx| {
            let Some(last) = batch.last() else { return Ok(Ok(())) };
            move_cursor(tx, consumer.name(), fence, last.id)?;
            for activity in batch.iter().filter(|activity| consumer.minds(&activity.kind)) {
                consume(&*consumer, tx, activity)?;
            }
            Ok(Ok(()))
        });
        sort(outcome)
    }

    /// Notes that the consumer failed at an activity, and goes on behind it.
    fn pass_over(&self, db: &Db, activity: ActivityId, error: String) -> Result<()> {
        let (name, fence) = (self.consumer.name(), self.fence);
        tracing::warn!(consumer = name, activity = activity.0, %error, "an activity is tried again later");
        db.write_now(move |tx| {
            move_cursor(tx, name, fence, activity)?;
            let now = tx.now();
            let row = (
                failed_activities::consumer.eq(name),
                failed_activities::activity_id.eq(activity),
                failed_activities::attempts.eq(1),
                failed_activities::error.eq(&error),
                failed_activities::next_attempt_at.eq(Some(now + back_off(1))),
                failed_activities::failed_at.eq(now),
            );
            crate::on_both!(tx, c => diesel::insert_into(failed_activities::table)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
            Ok(())
        })
    }

    fn try_again(&self, db: &Db, id: ActivityId) -> Result<()> {
        let (consumer, fence) = (Arc::clone(&self.consumer), self.fence);
        let name = consumer.name();
        let outcome = db.write_now(move |tx| {
            hold(tx, name, fence)?;
            let activity: Activity = activities::table.find(id).select(Activity::as_select()).first(&mut **tx)?;
            consume(&*consumer, tx, &activity)?;
            diesel::delete(failed_activities::table.find((name, id))).execute(&mut **tx)?;
            Ok(Ok(()))
        });
        match sort(outcome) {
            Ok(()) => Ok(()),
            Err(Failed::Stopped(error)) => Err(error),
            Err(Failed::Poisoned(error)) => db.write_now(move |tx| {
                hold(tx, name, fence)?;
                note_failure(tx, name, id, &error)
            }),
        }
    }
}

/// What a transaction came to. Errors of the database's own say nothing of the activity.
fn sort(outcome: Result<Result<(), Failed>>) -> Result<(), Failed> {
    match outcome {
        Ok(done) => done,
        Err(error @ Error::Unavailable(_)) => Err(Failed::Stopped(error)),
        Err(error) => Err(Failed::Poisoned(error.to_string())),
    }
}

fn consume(consumer: &dyn Consumer, tx: &mut Tx, activity: &Activity) -> Result<()> {
    catch_unwind(AssertUnwindSafe(|| consumer.consume(tx, activity)))
        .unwrap_or_else(|_| Err(Error::internal("the consumer panicked")))
}

/// Fails with `Unavailable` when another node has taken over: what this one would write is no longer its own.
fn hold(tx: &mut Tx, name: &str, fence: Option<i64>) -> Result<()> {
    let until = tx.database_now()? + LEASE;
    let held = diesel::update(consumers::table.find(name).filter(consumers::fence.eq(fence.unwrap_or(-1))))
        .set(consumers::lease_until.eq(until))
        .execute(&mut **tx)?;
    if held == 1 { Ok(()) } else { Err(Error::Unavailable("another node has taken over".into())) }
}

fn move_cursor(tx: &mut Tx, name: &str, fence: Option<i64>, to: ActivityId) -> Result<()> {
    hold(tx, name, fence)?;
    let behind = consumers::table.find(name).filter(consumers::cursor.lt(to.0));
    let moved = diesel::update(behind).set(consumers::cursor.eq(to.0)).execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::Unavailable("another node has taken over".into())) }
}

fn note_failure(tx: &mut Tx, name: &str, id: ActivityId, error: &str) -> Result<()> {
    let row = failed_activities::table.find((name, id));
    let attempts: i64 = row.select(failed_activities::attempts).first(&mut **tx)?;
    let attempts = attempts + 1;
    let now = tx.now();
    let next = (attempts < MOST_ATTEMPTS).then(|| now + back_off(attempts));
    if next.is_none() {
        tracing::error!(consumer = name, activity = id.0, error, "an activity is set aside");
    }
    diesel::update(row)
        .set((
            failed_activities::attempts.eq(attempts),
            failed_activities::error.eq(error),
            failed_activities::next_attempt_at.eq(next),
            failed_activities::failed_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ten seconds after the first try, four times as long after each further one: about an hour in all.
fn back_off(attempts: i64) -> Duration {
    Duration::seconds(10 * 4_i64.pow(u32::try_from(attempts - 1).unwrap_or(0).min(6)))
}

fn find(conn: &mut Conn, name: &str) -> QueryResult<Option<Stand>> {
    consumers::table
        .find(name)
        .select((consumers::cursor, consumers::holder, consumers::fence, consumers::lease_until))
        .first(conn)
        .optional()
}

fn list_due(conn: &mut Conn, name: &str, now: Timestamp) -> QueryResult<Vec<ActivityId>> {
    failed_activities::table
        .filter(failed_activities::consumer.eq(name))
        .filter(failed_activities::next_attempt_at.le(now))
        .order(failed_activities::next_attempt_at)
        .limit(20)
        .select(failed_activities::activity_id)
        .load(conn)
}

/// Registers a consumer, which begins with what happens from now on. One that is registered stays where it is.
pub fn begin(tx: &mut Tx, name: &str) -> Result<()> {
    let cursor = newest(tx)?;
    let row = (consumers::name.eq(name), consumers::cursor.eq(cursor.0), consumers::fence.eq(0));
    crate::on_both!(tx, c => diesel::insert_into(consumers::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// How a consumer stands, for whoever looks after the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsumerState {
    pub name: String,
    /// Activities that it has not come to yet.
    pub lag: i64,
    pub holder: Option<String>,
    /// Activities that wait for another try.
    pub retried: i64,
    pub set_aside: i64,
}

/// An activity that a consumer failed at.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct FailedActivity {
    pub consumer: String,
    pub activity: ActivityId,
    pub attempts: i64,
    pub error: String,
    /// `None`: set aside.
    pub next_attempt_at: Option<Timestamp>,
    pub failed_at: Timestamp,
}

/// All consumers that have ever begun, by name.
pub fn consumer_states(conn: &mut Conn) -> Result<Vec<ConsumerState>> {
    let end = newest(conn)?;
    let rows: Vec<(String, i64, Option<String>)> = consumers::table
        .order(consumers::name)
        .select((consumers::name, consumers::cursor, consumers::holder))
        .load(conn)?;
    // Those with a time for another try are counted by it.
    let failed: Vec<(String, i64, i64)> = failed_activities::table
        .group_by(failed_activities::consumer)
        .select((failed_activities::consumer, count(failed_activities::next_attempt_at), count_star()))
        .load(conn)?;
    let state = |(name, cursor, holder): (String, i64, Option<String>)| {
        let (retried, all) =
            failed.iter().find(|(of, ..)| *of == name).map_or((0, 0), |(_, retried, all)| (*retried, *all));
        ConsumerState { lag: (end.0 - cursor).max(0), retried, set_aside: all - retried, name, holder }
    };
    Ok(rows.into_iter().map(state).collect())
}

/// What consumers failed at, the newest first, at most 200.
pub fn failed_activities(conn: &mut Conn) -> QueryResult<Vec<FailedActivity>> {
    failed_activities::table.order(failed_activities::failed_at.desc()).limit(200).load(conn)
}

/// Has an activity tried again at the next round. `NotFound` when it did not fail.
pub fn retry(tx: &mut Tx, consumer: &str, activity: ActivityId) -> Result<()> {
    let now = tx.now();
    let again = (failed_activities::next_attempt_at.eq(Some(now)), failed_activities::attempts.eq(0));
    let found = diesel::update(failed_activities::table.find((consumer, activity))).set(again).execute(&mut **tx)?;
    if found == 1 { Ok(()) } else { Err(Error::NotFound) }
}

//! The work beside the requests: a thread for each sort of it.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::Shared;
use crate::accounts;
use crate::activity::{Follower, Round};
use crate::db::Listener;
use crate::error::{Error, Result};
use crate::forum;
use crate::mail::{self, Courier};
use crate::notifications::{self, LiveFollower};
use crate::questions;
use crate::search::Keeper;

type Job = Box<dyn FnMut(&Shared) -> Result<()> + Send>;

/// Threads beside the requests.
pub(super) struct Background {
    stopping: watch::Sender<bool>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

impl Background {
    pub(super) fn start(shared: &Shared) -> Result<Self> {
        let stopping = watch::Sender::new(false);
        let mut threads = Vec::new();
        let courier = Courier::new(&shared.site.config)?;
        let mut follower = Follower::new(Arc::new(shared.notifications.notifier()), shared.node.clone());
        let mut live = LiveFollower::new(&shared.site)?;
        let mut keeper = Keeper::default();
        let mut jobs: Vec<(&str, Duration, Job)> = vec![
            // Waits for news by itself: a hint is worth the more the sooner it comes.
            ("live", Duration::ZERO, Box::new(move |shared| live.round(&shared.site, &shared.notifications))),
            ("follow-log", Duration::from_millis(250), Box::new(follow_log)),
            ("notify", Duration::from_millis(250), Box::new(move |shared| follow(&mut follower, shared))),
            (
                "search",
                Duration::from_millis(250),
                Box::new(move |shared| keeper.round(&shared.site.db, &shared.search)),
            ),
            (
                "notice-mail",
                Duration::from_secs(1),
                Box::new(|shared| {
                    notifications::write_due(&shared.site, &shared.notifications)?;
                    questions::write_letters(&shared.site)
                }),
            ),
            (
                "flush",
                Duration::from_secs(3),
                Box::new(|shared| {
                    shared.forum.reading.flush(&shared.site.db)?;
                    shared.seen.flush(&shared.site.db)
                }),
            ),
            ("mail", Duration::from_secs(1), Box::new(move |shared| courier.deliver_due(&shared.site.db))),
            (
                "sweep",
                Duration::from_secs(60),
                Box::new(|shared| {
                    shared.site.limits.forget_quiet();
                    shared.site.db.write_now(|tx| {
                        mail::sweep(tx)?;
                        notifications::sweep(tx)?;
                        questions::sweep(tx)?;
                        accounts::sweep(tx)
                    })
                }),
            ),
            ("rerender", Duration::from_secs(1), Box::new(rerender_posts)),
        ];
        if let Some(mut listener) = Listener::new(&shared.site.config.database) {
            let listen = move |shared: &Shared| {
                if listener.heard()? {
                    shared.site.log.wake();
                }
                Ok(())
            };
            jobs.push(("listen", Duration::from_millis(25), Box::new(listen)));
        }
        for (name, every, mut job) in jobs {
            let shared = shared.clone();
            let mut pause = Pause::new(stopping.subscribe(), shared.site.log.subscribe())?;
            let body = move || {
                while !pause.is_over() {
                    if let Err(error) = job(&shared) {
                        tracing::warn!(%error, name, "work beside the requests failed");
                    }
                    pause.take(every);
                }
            };
            threads.push(std::thread::Builder::new().name(name.into()).spawn(body).map_err(Error::internal)?);
        }
        Ok(Self { stopping, threads })
    }

    pub(super) fn stop(self) {
        self.stopping.send_replace(true);
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a thread beside the requests panicked");
            }
        }
    }
}

/// How a thread waits for its next turn, asleep.
struct Pause {
    runtime: Runtime,
    stopping: watch::Receiver<bool>,
    news: watch::Receiver<i64>,
}

impl Pause {
    fn new(stopping: watch::Receiver<bool>, news: watch::Receiver<i64>) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(Error::internal)?;
        Ok(Self { runtime, stopping, news })
    }

    fn is_over(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Until the time is over or the server ends; work that comes round more than once a second is woken by news.
    fn take(&mut self, time: Duration) {
        let Self { runtime, stopping, news } = self;
        let wakes = time < Duration::from_secs(1);
        runtime.block_on(async {
            tokio::select! {
                () = tokio::time::sleep(time) => {}
                // The senders outlive the threads.
                _ = stopping.changed() => {}
                _ = news.changed(), if wakes => {}
            }
        });
    }
}

/// Until the consumer has caught up.
fn follow(follower: &mut Follower, shared: &Shared) -> Result<()> {
    while follower.round(&shared.site.db)? == Round::Worked {}
    Ok(())
}

/// Takes in what another process has changed: a node of the cluster, or the command line.
fn follow_log(shared: &Shared) -> Result<()> {
    shared.site.db.read_now(|conn| shared.site.changes.catch_up(conn)).map(drop)
}

/// What an older version has rendered; a batch a second leaves the writer to others.
fn rerender_posts(shared: &Shared) -> Result<()> {
    forum::rerender(&shared.site.db, &shared.site.config.base_url).map(drop)
}

//! Follows the log for the sockets of this process: makes each hint once, and only where somebody looks.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::super::Notifications;
use super::hint::{concerned_account, concerned_inbox, of_feature, of_inbox};
use super::hub::Order;
use crate::activity::{Activity, newest, read_after};
use crate::db::{ActivityId, Conn, Timestamp};
use crate::error::{Error, Result};
use crate::web::Site;

/// The log is looked at this often even when nothing is heard: another node's word may be lost.
const PATIENCE: Duration = Duration::from_millis(250);
/// Activities read at once.
const READ: i64 = 200;

pub struct Follower {
    /// What was told, or had no one to be told to.
    cursor: ActivityId,
    news: watch::Receiver<i64>,
    /// To wait for the news with: this is a thread without a runtime.
    runtime: Runtime,
}

impl Follower {
    /// Begins at the end of the log. To be made before the first socket can be opened.
    pub fn new(site: &Site) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(Error::internal)?;
        Ok(Self { cursor: site.db.read_now(newest)?, news: site.log.subscribe(), runtime })
    }

    /// Waits until something was written, a quarter of a second at most, and tells it. An error means that the database
    /// could not be asked; the next round goes on where this one stopped.
    pub fn round(&mut self, site: &Site, notifications: &Notifications) -> Result<()> {
        let news = &mut self.news;
        // Either way it is time to look; the sender lives as long as the site.
        drop(self.runtime.block_on(async { tokio::time::timeout(PATIENCE, news.changed()).await }));
        while self.step(site, notifications)? {}
        Ok(())
    }

    /// Whether there may be more.
    fn step(&mut self, site: &Site, notifications: &Notifications) -> Result<bool> {
        let hub = &notifications.live;
        if !hub.is_anything_watched() {
            let end = site.db.read_now(newest)?;
            // Whoever begins to look after this question reads an end of the log that is no earlier than ours.
            if !hub.is_anything_watched() {
                self.cursor = end;
                return Ok(false);
            }
        }
        let (orders, read_to) = site.db.read_now(|conn| {
            let read = read_after(conn, self.cursor, READ)?;
            let mut orders = Vec::new();
            for activity in &read {
                match orders_of(conn, notifications, activity, site.clock.now()) {
                    Ok(made) => orders.extend(made),
                    Err(error @ Error::Unavailable(_)) => return Err(error),
                    // The snapshot may be spoiled: what follows is read anew.
                    Err(error) => {
                        tracing::warn!(%error, activity = activity.id.0, "an activity is not told");
                        return Ok((orders, Some(activity.id)));
                    }
                }
            }
            Ok((orders, read.last().map(|activity| activity.id)))
        })?;
        for order in &orders {
            hub.order(order);
        }
        if let Some(read_to) = read_to {
            self.cursor = read_to;
        }
        Ok(read_to.is_some())
    }
}

fn orders_of(
    conn: &mut Conn,
    notifications: &Notifications,
    activity: &Activity,
    now: Timestamp,
) -> Result<Vec<Order>> {
    if !notifications.live.is_watched(activity) {
        return Ok(Vec::new());
    }
    if let Some(account) = concerned_account(activity) {
        return Ok(vec![Order::Recheck(account)]);
    }
    let told = match concerned_inbox(activity) {
        Some(account) => of_inbox(conn, notifications, activity, account, now)?,
        None => of_feature(conn, &notifications.meanings, activity)?,
    };
    Ok(told.map(|told| Order::Tell(Arc::new(told))).into_iter().collect())
}

//! Telling people: what is followed, who is told of what, the inbox and its number, mail about it, and live hints. An
//! engine: what activities mean is said by the features that record them (`Meaning`).

mod counts;
mod erased;
mod follow;
mod following;
mod inbox;
mod letters;
mod live;
mod meaning;
mod notice;
mod notifier;
mod panel;
mod preferences;
mod unsubscribe;

use std::sync::Arc;

use actix_web::web::Data;
use chrono::Duration;

pub use counts::{InboxChrome, InboxCounts};
pub use erased::{NotificationsErased, forget_thing, sweep};
pub use follow::{Level, MEMBER};
pub use following::{Following, Follows, follow_by_writing};
pub use letters::write_due;
pub use live::{Follower as LiveFollower, Hub, Room, keep_connection};
pub use meaning::{Concern, Followed, Hint, Line, Meaning, Meanings, Named, NoticeKind, Once, Sight, Wanted};
pub use notice::Notice;
pub use notifier::{NAME as CONSUMER, Notifier};
pub use panel::FollowPanel;

use crate::activity::Changes;
use crate::config::Clock;
use crate::web::Endpoint;

/// What the handlers here share.
pub struct Notifications {
    pub meanings: Meanings,
    pub counts: InboxCounts,
    /// How long mail waits whether its notice is read on the site.
    pub delay: Duration,
    /// The sockets of this process.
    pub live: Arc<Hub>,
}

impl Notifications {
    /// Keeps up to `bytes` of copies.
    pub fn new(
        meanings: Meanings,
        delay: Duration,
        bytes: u64,
        live: Arc<Hub>,
        changes: &Arc<Changes>,
        clock: &Clock,
    ) -> Data<Self> {
        let counts = InboxCounts::new(bytes, changes, clock);
        Data::new(Self { meanings, counts, delay, live })
    }

    /// The consumer that makes notices.
    pub fn notifier(&self) -> Notifier {
        Notifier { meanings: self.meanings.clone(), delay: self.delay }
    }
}

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = inbox::endpoints();
    all.extend(following::endpoints());
    all.extend(preferences::endpoints());
    all.extend(unsubscribe::endpoints());
    all.extend(live::endpoints());
    all
}

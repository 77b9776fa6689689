//! When a session was last seen: buffered in memory and flushed now and then; the latest wins.

use std::collections::HashMap;

use diesel::prelude::*;
use parking_lot::Mutex;

use crate::db::schema::sessions;
use crate::db::{Db, SessionId, Timestamp};
use crate::error::Result;

#[derive(Default)]
pub struct Seen {
    buffer: Mutex<HashMap<SessionId, Timestamp>>,
}

impl Seen {
    pub fn note(&self, session: SessionId, now: Timestamp) {
        self.buffer.lock().insert(session, now);
    }

    /// Writes the buffer. What could not be written is dropped: the next request notes it again.
    pub fn flush(&self, db: &Db) -> Result<()> {
        let seen: Vec<_> = std::mem::take(&mut *self.buffer.lock()).into_iter().collect();
        if seen.is_empty() {
            return Ok(());
        }
        db.write_now(move |tx| {
            for (session, at) in &seen {
                diesel::update(sessions::table.filter(sessions::id.eq(session)).filter(sessions::last_seen_at.lt(at)))
                    .set(sessions::last_seen_at.eq(at))
                    .execute(&mut **tx)?;
            }
            Ok(())
        })
    }
}

//! The Clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{Duration, Utc};

use super::Timestamp;

/// The time. Everything asks it, nothing asks the system or SQL; tests move it.
#[derive(Clone, Default)]
pub struct Clock {
    ahead_micros: Arc<AtomicI64>,
}

impl Clock {
    pub fn now(&self) -> Timestamp {
        let ahead = Duration::microseconds(self.ahead_micros.load(Ordering::Relaxed));
        Timestamp::new(Utc::now().naive_utc()) + ahead
    }

    /// Moves the time, for tests.
    pub fn advance(&self, by: Duration) {
        self.ahead_micros.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }
}

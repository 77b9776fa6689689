//! Rate limits by account and by client address, in memory only.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::Semaphore;

use crate::db::AccountId;
use crate::error::{Error, Result};

/// What is limited. The quotas stand in `Limits::new`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Every request of an address: many people may share one (a library, a reception centre).
    Everything,
    SignIn,
    /// Signing up and asking for a new password: each sends a mail.
    SignUp,
    Posting,
    Searching,
    /// Asking, which needs no account: beyond its budget each waits a little (`Limits::check_slowly`).
    Asking,
    /// Keys of cases that are tried.
    Guessing,
    /// Opening a socket and polling: each may read the log of some hours. After a restart all of a library come at once.
    Live,
}

/// How long one waits who is over the budget, and how many wait at once.
const SLOWED: Duration = Duration::from_secs(5);
const MOST_SLOWED: usize = 20;

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    Address(IpAddr),
    Account(AccountId),
    /// A digest of the address that was typed at sign-in, alone or with the client's address.
    Typed([u8; 32], Option<IpAddr>),
}

type Limiter = DefaultKeyedRateLimiter<Who>;

pub struct Limits {
    on: bool,
    everything: Limiter,
    sign_in: Limiter,
    sign_in_shared: Limiter,
    sign_up: Limiter,
    mail_to: Limiter,
    posting: Limiter,
    searching: Limiter,
    asking: Limiter,
    guessing: Limiter,
    /// Those who wait for having asked too much.
    slowed: Semaphore,
    live: Limiter,
    clock: DefaultClock,
}

impl Limits {
    pub fn new(on: bool) -> Self {
        Self {
            on,
            everything: limiter(Duration::from_millis(50), 400),
            sign_in: limiter(Duration::from_secs(30), 10),
            sign_in_shared: limiter(Duration::from_secs(2), 60),
            sign_up: limiter(Duration::from_secs(60), 20),
            mail_to: limiter(Duration::from_secs(300), 5),
            posting: limiter(Duration::from_secs(6), 20),
            searching: limiter(Duration::from_secs(1), 60),
            asking: limiter(Duration::from_secs(60), 20),
            guessing: limiter(Duration::from_secs(10), 30),
            slowed: Semaphore::new(MOST_SLOWED),
            live: limiter(Duration::from_millis(200), 200),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one event; `TooMany` with the seconds to wait when there were too many.
    pub fn check(&self, limit: Limit, who: &Who) -> Result<()> {
        if !self.on {
            return Ok(());
        }
        let limiter = match (limit, who) {
            (Limit::Everything, _) => &self.everything,
            (Limit::SignIn, Who::Address(_)) => &self.sign_in_shared,
            (Limit::SignIn, _) => &self.sign_in,
            // However many ask: nobody's mail box is filled from here.
            (Limit::SignUp, Who::Typed(..)) => &self.mail_to,
            (Limit::SignUp, _) => &self.sign_up,
            (Limit::Posting, _) => &self.posting,
            (Limit::Searching, _) => &self.searching,
            (Limit::Asking, _) => &self.asking,
            (Limit::Guessing, _) => &self.guessing,
            (Limit::Live, _) => &self.live,
        };
        limiter.check_key(who).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            Error::TooMany { retry_after: wait.as_secs() + 1 }
        })
    }

    /// The same, but who is over the budget waits a while and is let through: an address that many share, of a library
    /// or a reception centre, is not locked out. Only so many wait at once; `TooMany` for those beyond.
    pub async fn check_slowly(&self, limit: Limit, who: &Who) -> Result<()> {
        let Err(early) = self.check(limit, who) else { return Ok(()) };
        let Ok(_waiting) = self.slowed.try_acquire() else { return Err(early) };
        tokio::time::sleep(SLOWED).await;
        Ok(())
    }

    /// Forgets those who have been quiet long enough; called now and then.
    pub fn forget_quiet(&self) {
        let all = [
            &self.everything,
            &self.sign_in,
            &self.sign_in_shared,
            &self.sign_up,
            &self.mail_to,
            &self.posting,
            &self.searching,
            &self.asking,
            &self.guessing,
            &self.live,
        ];
        for limiter in all {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

fn limiter<K: Hash + Eq + Clone>(one_per: Duration, burst: u32) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(one_per).unwrap_or(Quota::per_second(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(burst))
}

//! Rate limits by account and by client address, in memory only.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::db::AccountId;
use crate::error::{Error, Result};

/// What is limited. The quotas stand in `Limits::new`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// Keys of cases that are tried, right and wrong ones; beyond its budget each waits a little.
    Guessing,
    /// Opening a socket and polling: each may read the log of some hours. After a restart all of a library come at once.
    Live,
}

/// How long one waits who is over the budget, and how many wait at once: of one address, and of all.
const SLOWED: Duration = Duration::from_secs(5);
const MOST_SLOWED_HERE: u32 = 20;
const MOST_SLOWED: usize = 400;

impl Limit {
    /// Needs no account: a session or a token, which anybody can make up, makes nobody another visitor.
    pub fn is_by_address(self) -> bool {
        matches!(self, Limit::Everything | Limit::Asking | Limit::Guessing)
    }
}

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    Address(IpAddr),
    Account(AccountId),
    /// All those at an address who bring a session or a token: whether it is anybody's is not known yet.
    Signed(IpAddr),
    /// A digest of what was typed or brought, such as the address at sign-in, alone or with the client's address.
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
    searching_shared: Limiter,
    asking: Limiter,
    guessing: Limiter,
    live: Limiter,
    live_shared: Limiter,
    /// Those who wait for having asked too much.
    slowed: Slowed,
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
            searching_shared: limiter(Duration::from_millis(250), 240),
            asking: limiter(Duration::from_secs(60), 20),
            guessing: limiter(Duration::from_secs(10), 30),
            live: limiter(Duration::from_millis(200), 200),
            live_shared: limiter(Duration::from_millis(100), 400),
            slowed: Slowed::new(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one event; `TooMany` with the seconds to wait when there were too many.
    pub fn check(&self, limit: Limit, who: &Who) -> Result<()> {
        if !self.on {
            return Ok(());
        }
        let limiter = match (limit, who) {
            (Limit::Searching, Who::Signed(_)) => &self.searching_shared,
            (Limit::Live, Who::Signed(_)) => &self.live_shared,
            // The others do nothing for whoever has no account, and `Everything` counts them.
            (_, Who::Signed(_)) => return Ok(()),
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
        let Some(_waiting) = self.slowed.enter(limit, who) else { return Err(early) };
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
            &self.searching_shared,
            &self.asking,
            &self.guessing,
            &self.live,
            &self.live_shared,
        ];
        for limiter in all {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// Those who wait: whoever fills all places of an address takes none of another's, nor those for something else.
struct Slowed {
    all: Semaphore,
    here: Mutex<HashMap<(Limit, Who), u32>>,
}

/// A place among them, until it is dropped.
struct Waiting<'a> {
    of: &'a Slowed,
    key: (Limit, Who),
    _place: SemaphorePermit<'a>,
}

impl Slowed {
    fn new() -> Self {
        Self { all: Semaphore::new(MOST_SLOWED), here: Mutex::default() }
    }

    fn enter(&self, limit: Limit, who: &Who) -> Option<Waiting<'_>> {
        let place = self.all.try_acquire().ok()?;
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (limit, who.clone());
        let waiting = here.entry(key.clone()).or_default();
        if *waiting >= MOST_SLOWED_HERE {
            return None;
        }
        *waiting += 1;
        Some(Waiting { of: self, key, _place: place })
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut here = self.of.here.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = here.get_mut(&self.key) {
            *waiting -= 1;
            if *waiting == 0 {
                here.remove(&self.key);
            }
        }
    }
}

fn limiter<K: Hash + Eq + Clone>(one_per: Duration, burst: u32) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(one_per).unwrap_or(Quota::per_second(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(burst))
}

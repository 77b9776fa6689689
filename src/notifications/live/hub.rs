//! What the follower and the workers of one process share: the way to each worker, what is looked at, how many sockets
//! everybody has. Nothing here is true for other nodes, and nothing is asked of it: every node follows the log itself.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;
use tokio::sync::mpsc;

use super::hint::Told;
use crate::activity::Activity;
use crate::db::{AccountId, Subject};
use crate::error::{Error, Result};

/// Orders that may wait for one worker. A worker that is further behind holds up the follower, not the memory.
const WAITING: usize = 1024;

/// What the follower asks of each worker.
#[derive(Clone)]
pub enum Order {
    Tell(Arc<Told>),
    /// Look again who this account is and what it may.
    Recheck(AccountId),
}

/// How many sockets one address and one account may have at a time, on one node.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    pub per_address: u32,
    pub per_account: u32,
}

pub struct Hub {
    most: Most,
    workers: Mutex<Vec<mpsc::Sender<Order>>>,
    watched: Mutex<Watched>,
    places: Mutex<Places>,
    stopping: AtomicBool,
    next: AtomicU64,
}

/// Things that are looked at, with how many sockets look.
#[derive(Default)]
struct Watched(HashMap<&'static str, HashMap<i64, u32>>);

#[derive(Default)]
struct Places {
    by_address: HashMap<IpAddr, u32>,
    by_account: HashMap<AccountId, u32>,
}

impl Hub {
    pub fn new(per_address: u32, per_account: u32) -> Arc<Self> {
        Arc::new(Self {
            most: Most { per_address, per_account },
            workers: Mutex::default(),
            watched: Mutex::default(),
            places: Mutex::default(),
            stopping: AtomicBool::new(false),
            next: AtomicU64::new(1),
        })
    }

    /// The server ends: sockets are closed with 1001 within half a second, and none is opened any more.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Sockets that are open now.
    pub fn count(&self) -> i64 {
        self.places.lock().by_address.values().map(|count| i64::from(*count)).sum()
    }

    /// A number for a socket, unique in this process.
    pub(super) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn add_worker(&self) -> mpsc::Receiver<Order> {
        let (sender, receiver) = mpsc::channel(WAITING);
        self.workers.lock().push(sender);
        receiver
    }

    /// Hands an order to every worker; waits for one that is far behind. For a thread that may block.
    pub(super) fn order(&self, order: &Order) {
        let workers = self.workers.lock().clone();
        let gone = workers.iter().filter(|worker| worker.blocking_send(order.clone()).is_err()).count() > 0;
        if gone {
            self.workers.lock().retain(|worker| !worker.is_closed());
        }
    }

    pub(super) fn watch(&self, channel: Subject) {
        *self.watched.lock().0.entry(channel.kind).or_default().entry(channel.id).or_default() += 1;
    }

    pub(super) fn unwatch(&self, channel: Subject) {
        let mut watched = self.watched.lock();
        let Some(of_kind) = watched.0.get_mut(channel.kind) else { return };
        if let Some(count) = of_kind.get_mut(&channel.id) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                of_kind.remove(&channel.id);
            }
        }
        if of_kind.is_empty() {
            watched.0.remove(channel.kind);
        }
    }

    pub(super) fn is_anything_watched(&self) -> bool {
        !self.watched.lock().0.is_empty()
    }

    /// Whether anybody here looks at what the activity touches.
    pub(super) fn is_watched(&self, activity: &Activity) -> bool {
        let watched = self.watched.lock();
        activity.touches().any(|(kind, id)| watched.0.get(kind).is_some_and(|ids| ids.contains_key(&id)))
    }

    /// A place for a socket from this address; `TooMany` when it has as many as it may.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr) -> Result<Place> {
        if self.is_stopping() {
            return Err(Error::Unavailable("the server ends".into()));
        }
        take(self.places.lock().by_address.entry(address).or_default(), self.most.per_address)?;
        Ok(Place { hub: Arc::clone(self), address, account: None })
    }
}

/// Seconds after which one may try again: sockets that were left are noticed by then.
const RETRY: u64 = 60;

fn take(taken: &mut u32, most: u32) -> Result<()> {
    if *taken >= most {
        return Err(Error::TooMany { retry_after: RETRY });
    }
    *taken += 1;
    Ok(())
}

/// One socket among those of its address and account, until it is dropped.
pub struct Place {
    hub: Arc<Hub>,
    address: IpAddr,
    account: Option<AccountId>,
}

impl Place {
    /// Counts the socket as this account's too.
    pub(super) fn belongs_to(&mut self, account: AccountId) -> Result<()> {
        take(self.hub.places.lock().by_account.entry(account).or_default(), self.hub.most.per_account)?;
        self.account = Some(account);
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = self.hub.places.lock();
        if let Some(left) = places.by_address.get_mut(&self.address) {
            *left = left.saturating_sub(1);
            if *left == 0 {
                places.by_address.remove(&self.address);
            }
        }
        if let Some(account) = self.account
            && let Some(left) = places.by_account.get_mut(&account)
        {
            *left = left.saturating_sub(1);
            if *left == 0 {
                places.by_account.remove(&account);
            }
        }
    }
}

//! The sockets that one worker thread serves. Everything here is of that thread alone: a hint comes once, and is handed
//! to each socket's bounded queue without waiting. Who does not keep up is closed.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::{self, time};
use actix_web::web::Data;
use actix_ws::{CloseCode, Session};
use bytestring::ByteString;
use futures_util::FutureExt;
use tokio::sync::mpsc;

use super::super::Notifications;
use super::Connection;
use super::hint::{Told, account_channel, notice, own_channel};
use super::hub::{Order, Place};
use super::socket::finish;
use crate::accounts::Viewer;
use crate::db::{AccountId, Subject, Timestamp};
use crate::web::{Asked, Site};

/// How often the sockets are looked through.
const TICK: Duration = Duration::from_millis(250);
/// Hints that are held back for one socket while it is read what it may see. They fit into its queue; with more
/// it has to read the log again.
const MOST_HELD: usize = 24;
pub type SocketId = u64;

/// One open socket.
pub struct Socket {
    /// Gone once it is closing. The queue behind it holds 32 messages (actix-ws).
    pub session: Option<Session>,
    pub connection: Option<Connection>,
    pub viewer: Rc<Viewer>,
    /// The session or token that the member came with; `None` for guests.
    pub asked: Option<Arc<Asked>>,
    pub channels: Vec<Subject>,
    /// While this is not 0, hints are held back: what the viewer may see is being read.
    pub holds: u32,
    held: Vec<Arc<Told>>,
    /// More came than could be held: the log is to be read again.
    has_lost: bool,
    /// A reading has failed: its hold stands until one succeeds.
    pub owes: bool,
    /// Of the latest reading: an earlier one that ends later is out of date.
    pub check: u32,
    /// What the log says up to here was told otherwise.
    pub floor: i64,
    pub heard: Timestamp,
    pub pinged: Timestamp,
    pub checked: Timestamp,
    _place: Place,
}

/// The sockets of one worker.
pub struct Room {
    pub site: Data<Site>,
    pub notifications: Data<Notifications>,
    pub(super) sockets: RefCell<HashMap<SocketId, Socket>>,
    lookers: RefCell<HashMap<Subject, HashSet<SocketId>>>,
    is_attended: Cell<bool>,
}

impl Room {
    /// One for each worker.
    pub fn new(site: Data<Site>, notifications: Data<Notifications>) -> Rc<Self> {
        let (sockets, lookers) = (RefCell::default(), RefCell::default());
        Rc::new(Self { site, notifications, sockets, lookers, is_attended: Cell::new(false) })
    }

    /// Takes a socket in; its hints are held back until `release`.
    pub fn enter(
        self: &Rc<Self>,
        session: Session,
        connection: Option<Connection>,
        viewer: Viewer,
        asked: Option<Arc<Asked>>,
        place: Place,
    ) -> SocketId {
        self.attend();
        let id = self.notifications.live.number();
        let now = self.site.clock.now();
        let own = viewer.id().map(|account| [own_channel(account), account_channel(account)]);
        let socket = Socket {
            session: Some(session),
            connection,
            viewer: Rc::new(viewer),
            asked,
            channels: Vec::new(),
            holds: 1,
            held: Vec::new(),
            has_lost: false,
            owes: false,
            check: 0,
            floor: 0,
            heard: now,
            pinged: now,
            checked: now,
            _place: place,
        };
        self.sockets.borrow_mut().insert(id, socket);
        for channel in own.into_iter().flatten() {
            self.look(id, channel);
        }
        id
    }

    /// The socket's task has ended.
    pub fn leave(&self, id: SocketId) {
        self.look_away(id);
        self.sockets.borrow_mut().remove(&id);
    }

    pub fn has(&self, id: SocketId) -> bool {
        self.sockets.borrow().contains_key(&id)
    }

    /// Something of a socket that is open.
    pub fn with<T>(&self, id: SocketId, act: impl FnOnce(&mut Socket) -> T) -> Option<T> {
        self.sockets.borrow_mut().get_mut(&id).filter(|socket| socket.session.is_some()).map(act)
    }

    pub fn look(&self, id: SocketId, channel: Subject) {
        let new = self.with(id, |socket| {
            let new = !socket.channels.contains(&channel);
            if new {
                socket.channels.push(channel);
            }
            new
        });
        if new == Some(true) {
            self.notifications.live.watch(channel);
            self.lookers.borrow_mut().entry(channel).or_default().insert(id);
        }
    }

    pub fn unlook(&self, id: SocketId, channel: Subject) {
        let mut sockets = self.sockets.borrow_mut();
        let Some(socket) = sockets.get_mut(&id) else { return };
        let before = socket.channels.len();
        socket.channels.retain(|one| *one != channel);
        if socket.channels.len() == before {
            return;
        }
        let mut lookers = self.lookers.borrow_mut();
        if let Some(those) = lookers.get_mut(&channel) {
            those.remove(&id);
            if those.is_empty() {
                lookers.remove(&channel);
            }
        }
        self.notifications.live.unwatch(channel);
    }

    fn look_away(&self, id: SocketId) {
        let channels = self.sockets.borrow().get(&id).map(|socket| socket.channels.clone());
        for channel in channels.into_iter().flatten() {
            self.unlook(id, channel);
        }
    }

    /// Hands a message to a socket; a full queue closes it.
    pub fn send(self: &Rc<Self>, id: SocketId, text: ByteString) {
        let kept_up = self.with(id, |socket| hand(socket, text));
        if kept_up == Some(false) {
            self.close(id, CloseCode::Again);
        }
    }

    /// Nothing is told to the socket until `release`.
    pub fn hold(&self, id: SocketId) {
        self.with(id, |socket| socket.holds += 1);
    }

    /// The log was told up to here. Says whether it is to be read again, since more has come than could be held.
    pub fn catch_up(&self, id: SocketId, seq: i64) -> bool {
        let lost = self.with(id, |socket| {
            socket.floor = seq;
            socket.held.retain(|told| told.seq > seq);
            std::mem::take(&mut socket.has_lost)
        });
        lost == Some(true)
    }

    /// What was held back, to be sent at the client's own pace before `release`; `None` when there is nothing, or when the
    /// viewer is being read again.
    pub fn drain(&self, id: SocketId) -> Option<Vec<ByteString>> {
        let drained = self.with(id, |socket| {
            if socket.holds > 1 || socket.held.is_empty() {
                return None;
            }
            let held = std::mem::take(&mut socket.held);
            let known = held.iter().filter(|told| told.seq > socket.floor && (told.sight)(&socket.viewer));
            Some(known.map(|told| told.text.clone()).collect())
        });
        drained.flatten()
    }

    /// What was held back goes out. Who has lost something is closed, and asks the log from where it knows.
    pub fn release(self: &Rc<Self>, id: SocketId) {
        let held = self.with(id, |socket| {
            socket.holds = socket.holds.saturating_sub(1);
            match socket.holds {
                0 if socket.has_lost => Err(()),
                0 => Ok(std::mem::take(&mut socket.held)),
                _ => Ok(Vec::new()),
            }
        });
        let held = match held {
            Some(Err(())) => return self.close(id, CloseCode::Again),
            held => held.and_then(Result::ok),
        };
        for told in held.into_iter().flatten() {
            let kept_up = self.with(id, |socket| tell(socket, &told, (told.sight)(&socket.viewer)));
            if kept_up == Some(false) {
                return self.close(id, CloseCode::Again);
            }
        }
    }

    /// Closes a socket: it is told the code if it can be, and its connection ends within ten seconds.
    pub fn close(self: &Rc<Self>, id: SocketId, code: CloseCode) {
        let taken = self.with(id, |socket| (socket.session.take(), socket.connection.clone()));
        let Some((Some(session), connection)) = taken else { return };
        self.look_away(id);
        let room = Rc::clone(self);
        rt::spawn(async move {
            let ended = async {
                while room.has(id) {
                    time::sleep(Duration::from_millis(50)).await;
                }
            };
            finish(session, connection, code, ended).await;
        });
    }

    /// Begins to carry out orders, with the first socket.
    fn attend(self: &Rc<Self>) {
        if !self.is_attended.replace(true) {
            let orders = self.notifications.live.add_worker();
            rt::spawn(Rc::clone(self).work(orders));
        }
    }

    async fn work(self: Rc<Self>, mut orders: mpsc::Receiver<Order>) {
        let mut tick = time::interval(TICK);
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Tell(told)) => {
                        self.tell_all(&told);
                        // The connections take it over before the next: a burst is not a slow client.
                        tokio::task::yield_now().await;
                    }
                    Some(Order::Recheck(account)) => {
                        let sockets = self.lookers.borrow().get(&account_channel(account)).cloned();
                        self.recheck(sockets.into_iter().flatten().collect());
                    }
                    None => return,
                },
                _ = tick.tick() => self.look_through(),
            }
        }
    }

    /// Hands a hint to everyone who looks and may know. Each account is judged once, and guests together.
    fn tell_all(self: &Rc<Self>, told: &Arc<Told>) {
        let (mut slow, mut shut_out) = (Vec::new(), Vec::new());
        {
            let (lookers, mut sockets) = (self.lookers.borrow(), self.sockets.borrow_mut());
            let mut may: HashMap<Option<AccountId>, bool> = HashMap::new();
            for (place, channel) in told.channels.iter().enumerate() {
                let (earlier, _) = told.channels.split_at(place);
                for id in lookers.get(channel).into_iter().flatten() {
                    let Some(socket) = sockets.get_mut(id).filter(|socket| socket.session.is_some()) else { continue };
                    if earlier.iter().any(|earlier| socket.channels.contains(earlier)) {
                        continue;
                    }
                    // One that is held may be out of date, and is judged when it is released.
                    let viewer = &socket.viewer;
                    let may = socket.holds == 0 && *may.entry(viewer.id()).or_insert_with(|| (told.sight)(viewer));
                    // Its page still shows what is not for this reader any more.
                    if !may && socket.holds == 0 && told.takes_away(*channel) {
                        shut_out.push((*id, *channel));
                        continue;
                    }
                    if !tell(socket, told, may) {
                        slow.push(*id);
                    }
                }
            }
        }
        for id in slow {
            self.close(id, CloseCode::Again);
        }
        for (id, channel) in shut_out {
            self.unlook(id, channel);
            self.send(id, notice("gone", Some(told.seq), Some(&format!("{}:{}", channel.kind, channel.id))));
        }
    }
}

/// Hands a hint on, or keeps it while the socket is held. False when the client does not keep up.
fn tell(socket: &mut Socket, told: &Arc<Told>, may: bool) -> bool {
    if socket.holds > 0 {
        if socket.held.len() < MOST_HELD && !socket.has_lost {
            socket.held.push(Arc::clone(told));
        } else {
            socket.held.clear();
            socket.has_lost = true;
        }
        return true;
    }
    told.seq <= socket.floor || !may || hand(socket, told.text.clone())
}

/// False when the queue is full. A socket that has gone counts as told: its task is about to notice.
fn hand(socket: &mut Socket, text: ByteString) -> bool {
    let Some(session) = &mut socket.session else { return true };
    // Outside of tokio's budget: in a long loop it would report queues as full that are not.
    tokio::task::unconstrained(session.text(text)).now_or_never().is_some()
}

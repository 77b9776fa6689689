//! Live hints: what changes at the things that somebody looks at is told to them at once, as ids and codes. HTTP stays
//! the truth: a hint says that something is to be read again, and whoever misses one reads it from the log.
//!
//! One follower a process reads the log and makes each hint once (`follower`); each worker thread knows the sockets that
//! it serves and hands the hint to those who look at the thing and may know (`room`). The protocol is docs/live.md.

mod follower;
mod frames;
mod hint;
mod hub;
mod missed;
mod poll;
mod room;
mod rounds;
mod socket;

use std::any::Any;
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::sync::Arc;

use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;

pub use follower::Follower;
pub use hub::Hub;
pub use room::Room;

use super::Meanings;
use crate::db::Subject;
use crate::error::{Error, Result};
use crate::web::{Asked, Endpoint};

/// Things that one socket may look at.
const MOST_CHANNELS: usize = 8;
/// Activities that are read for one who was away; after more than that the page is to be loaded again.
const MOST_MISSED: i64 = 500;

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = socket::endpoints();
    all.extend(poll::endpoints());
    all
}

/// The connection below a request. A client that reads nothing can be told nothing: its connection is shut down, which
/// actix-ws has no means for.
#[derive(Clone)]
pub struct Connection(Arc<std::net::TcpStream>);

impl Connection {
    /// Ends it whatever is still to be sent. One that has ended already is left as it is.
    fn shut_down(&self) {
        if let Err(error) = self.0.shutdown(Shutdown::Both) {
            tracing::trace!(%error, "a connection had ended");
        }
    }

    /// Little waits in the kernel, so that a client that does not keep up is noticed. The kernel doubles the number.
    fn send_in_small_portions(&self) {
        if let Err(error) = socket2::SockRef::from(&*self.0).set_send_buffer_size(16 * 1024) {
            tracing::debug!(%error, "a connection's send buffer stays as it is");
        }
    }
}

/// Keeps a second handle of each connection beside it: what asks to become a socket is known only later. Called by the
/// server for each connection; costs one file descriptor.
pub fn keep_connection(connection: &dyn Any, kept: &mut Extensions) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
    match stream.as_fd().try_clone_to_owned() {
        Ok(handle) => drop(kept.insert(Connection(Arc::new(handle.into())))),
        Err(error) => tracing::warn!(%error, "a connection is served without a second handle"),
    }
}

/// What a request asks to look at, and from where.
#[derive(Debug, Default)]
struct Wishes {
    /// As they were sent, such as `thread:12`.
    channels: Vec<String>,
    /// The last activity that the client knows of.
    since: Option<i64>,
}

impl Wishes {
    fn of(asked: &Asked) -> Result<Self> {
        let bad = || Error::BadRequest("error-bad-request");
        let since = asked.query("since")?.map(|text| text.parse::<i64>().map_err(|_| bad())).transpose()?;
        let channels = asked.queries("channel")?;
        if channels.len() > MOST_CHANNELS { Err(bad()) } else { Ok(Self { channels, since }) }
    }
}

/// The thing that a channel is of, if such things can be looked at.
fn parse_channel(meanings: &Meanings, text: &str) -> Option<Subject> {
    let (kind, id) = text.split_once(':')?;
    Some(Subject { kind: meanings.followable(kind)?, id: id.parse().ok()? })
}

//! What is done for open sockets now and then: asking clients whether they are there, and members who they still are.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::rt;
use actix_ws::CloseCode;
use futures_util::FutureExt;

use super::room::{Room, SocketId};
use crate::accounts::Viewer;
use crate::web::Asked;

/// A client that has said nothing for so long is asked whether it is still there,
const PING: chrono::Duration = chrono::Duration::seconds(25);
/// and given up when nothing came for so long after that.
const PATIENCE: chrono::Duration = chrono::Duration::seconds(35);
/// Sessions, tokens and grants also end by time alone.
const RECHECK: chrono::Duration = chrono::Duration::seconds(60);

impl Room {
    /// Pings, gives up, asks anew.
    pub(super) fn look_through(self: &Rc<Self>) {
        let now = self.site.clock.now();
        let stopping = self.notifications.live.is_stopping();
        let (mut lost, mut due) = (Vec::new(), Vec::new());
        for (id, socket) in self.sockets.borrow_mut().iter_mut() {
            let Some(session) = &mut socket.session else { continue };
            let is_asked = socket.pinged > socket.heard;
            if stopping {
                lost.push((*id, CloseCode::Away));
            } else if is_asked && now > socket.pinged + PATIENCE {
                lost.push((*id, CloseCode::Policy));
            } else if !is_asked && now > socket.heard + PING {
                socket.pinged = now;
                match tokio::task::unconstrained(session.ping(b"")).now_or_never() {
                    Some(_) => {}
                    None => lost.push((*id, CloseCode::Again)),
                }
            }
            if socket.asked.is_some() && now > socket.checked + RECHECK {
                due.push(*id);
            }
        }
        for (id, code) in lost {
            self.close(id, code);
        }
        if !due.is_empty() {
            self.recheck(due);
        }
    }

    /// Reads anew who the members behind some sockets are; those whose session or token is over are closed. Until then
    /// nothing is told to them.
    pub(super) fn recheck(self: &Rc<Self>, ids: Vec<SocketId>) {
        let now = self.site.clock.now();
        let begin = |id: SocketId| {
            self.with(id, |socket| {
                let asked = socket.asked.clone()?;
                socket.holds += u32::from(!std::mem::take(&mut socket.owes));
                socket.check += 1;
                socket.checked = now;
                Some((id, socket.check, asked))
            })
        };
        let begun: Vec<(SocketId, u32, Arc<Asked>)> = ids.into_iter().filter_map(begin).flatten().collect();
        if begun.is_empty() {
            return;
        }
        let room = Rc::clone(self);
        rt::spawn(async move {
            let checks: Vec<(SocketId, u32)> = begun.iter().map(|(id, check, _)| (*id, *check)).collect();
            let load = move |conn: &mut _| {
                begun.iter().map(|(_, _, asked)| Viewer::load(conn, asked, now)).collect::<Result<Vec<_>, _>>()
            };
            match room.site.db.read(load).await {
                Ok(viewers) => {
                    for ((id, check), viewer) in checks.into_iter().zip(viewers) {
                        room.recognise(id, check, viewer);
                        room.release(id);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "members behind sockets could not be read anew");
                    // They stay silent; the next look through asks again.
                    for (id, _) in checks {
                        room.with(id, |socket| {
                            socket.holds -= u32::from(std::mem::replace(&mut socket.owes, true));
                            socket.checked = now - RECHECK;
                        });
                    }
                }
            }
        });
    }

    /// Goes on with the viewer as they were read when the `check` was the latest; a member who is none any more is
    /// closed.
    pub fn recognise(self: &Rc<Self>, id: SocketId, check: u32, viewer: Viewer) {
        let is_over = self.with(id, |socket| {
            let is_over = socket.asked.is_some() && viewer.member.is_none();
            if socket.check == check {
                socket.viewer = Rc::new(viewer);
            }
            is_over
        });
        if is_over == Some(true) {
            self.close(id, CloseCode::Policy);
        }
    }
}

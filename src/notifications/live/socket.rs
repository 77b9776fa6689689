//! `/live`: a socket from its opening to its end.

use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::rt::{self, time};
use actix_web::web::{self, Data};
use actix_ws::{CloseCode, MessageStream, Session};
use bytestring::ByteString;
use futures_util::FutureExt;

use super::super::Notifications;
use super::frames::{Frame, Frames, LONGEST, Said};
use super::hint::notice;
use super::missed::Missed;
use super::room::{Room, SocketId};
use super::{Connection, MOST_CHANNELS, Wishes, parse_channel};
use crate::accounts::{Viewer, Visit};
use crate::error::{Error, Result};
use crate::web::{Asked, Endpoint, Limit, get};

/// A client that reads nothing has this long to take its last message,
const LAST_WORD: Duration = Duration::from_secs(4);
/// and this long to end the connection after it. Together less than ten seconds.
const FAREWELL: Duration = Duration::from_secs(4);
/// What was missed must be taken within this time.
const CATCHING_UP: Duration = Duration::from_secs(30);

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/live", open).queries(&["since", "channel"])]
}

async fn open(visit: Visit, notifications: Data<Notifications>, payload: web::Payload) -> Result<HttpResponse> {
    check_origin(&visit)?;
    let Some(room) = visit.request().app_data::<Rc<Room>>().cloned() else {
        return Err(Error::internal("no room for sockets"));
    };
    let wishes = Wishes::of(&visit.asked)?;
    visit.limit(Limit::Live)?;
    let mut place = notifications.live.enter(visit.asked.address)?;
    let viewer = visit.read(|_, viewer| Ok(viewer.clone())).await?;
    if let Some(account) = viewer.id() {
        place.belongs_to(account)?;
    } else if visit.asked.bearer.is_some() {
        return Err(Error::SignIn);
    }
    let upgraded = actix_ws::handle(visit.request(), payload);
    let (response, session, stream) = upgraded.map_err(|_| Error::BadRequest("error-bad-request"))?;
    let connection = visit.request().conn_data::<Connection>().cloned();
    if let Some(connection) = &connection {
        connection.send_in_small_portions();
    }
    let asked = viewer.member.is_some().then(|| Arc::new(credentials(&visit.asked)));
    let id = room.enter(session, connection, viewer, asked, place);
    let seat = Seat { room, id };
    // Nothing of the request is kept: a socket lives long.
    rt::spawn(seat.serve(stream.max_frame_size(LONGEST), wishes));
    Ok(response)
}

/// Browsers send cookies with sockets that other sites open, and always say whose page it was (RFC 6455 section 10.2).
/// Programs have no Origin, and no cookie: they come with a token.
fn check_origin(visit: &Visit) -> Result<()> {
    let mut origins = visit.request().headers().get_all(header::ORIGIN);
    let allowed = match (origins.next(), origins.next()) {
        (None, _) => visit.asked.bearer.is_some(),
        (Some(origin), None) => origin.as_bytes() == visit.site.config.base_url.as_bytes(),
        (Some(_), Some(_)) => false,
    };
    if allowed { Ok(()) } else { Err(Error::Forbidden("error-cross-site")) }
}

/// What it takes to look again who somebody is, and nothing else.
fn credentials(asked: &Asked) -> Asked {
    Asked {
        lang: asked.lang,
        path: String::new(),
        query: String::new(),
        wants_json: false,
        encoding: asked.encoding,
        is_get: true,
        session: asked.session.clone(),
        bearer: asked.bearer.clone(),
        flash: None,
        theme: None,
        address: asked.address,
        device: String::new(),
    }
}

/// A socket's place in its room, left when its task ends, however it does.
struct Seat {
    room: Rc<Room>,
    id: SocketId,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.leave(self.id);
    }
}

impl Seat {
    async fn serve(self, mut stream: MessageStream, wishes: Wishes) {
        let (room, id) = (&self.room, self.id);
        if let Err(error) = self.begin(wishes).await {
            tracing::warn!(%error, "a socket could not be opened");
            room.close(id, CloseCode::Again);
        }
        let mut frames = Frames::default();
        while let Some(message) = stream.recv().await {
            let now = room.site.clock.now();
            if room.with(id, |socket| socket.heard = now).is_none() {
                // It is closing: what else the client says is not looked at, only whether it is still there.
                if message.is_err() {
                    return;
                }
                continue;
            }
            let code = match frames.take(message, now) {
                Frame::Nothing => continue,
                Frame::Ping(bytes) => {
                    let pong = |session: &mut Session| tokio::task::unconstrained(session.pong(&bytes)).now_or_never();
                    match room.with(id, |socket| socket.session.as_mut().and_then(pong)).flatten() {
                        Some(_) => continue,
                        None => CloseCode::Again,
                    }
                }
                Frame::Said(said) => match self.answer(said).await {
                    Ok(()) => continue,
                    Err(error) => {
                        tracing::warn!(%error, "a socket's question could not be answered");
                        CloseCode::Again
                    }
                },
                // The client closes in good order, and then ends the connection.
                Frame::Close(CloseCode::Normal) => {
                    let ended = async { while let Some(Ok(_)) = stream.recv().await {} };
                    return self.close(CloseCode::Normal, ended).await;
                }
                Frame::Gone => return,
                Frame::Close(code) => code,
            };
            // Long enough for the code to be read: an end while the client still sends would throw it away.
            return self.close(code, time::sleep(Duration::from_secs(1))).await;
        }
    }

    /// What was asked for with the address: reads the log until nothing has come meanwhile that could not be held.
    async fn begin(&self, wishes: Wishes) -> Result<()> {
        let Wishes { mut channels, mut since } = wishes;
        loop {
            let missed = self.read(channels, since).await?;
            if self.send(texts_of(&missed)).await.is_none() {
                return Ok(());
            }
            channels = missed.channels.into_iter().filter(|(_, thing)| thing.is_some()).map(|(text, _)| text).collect();
            since = Some(missed.seq);
            if !self.room.catch_up(self.id, missed.seq) {
                self.send(vec![notice("hello", since, None)]).await;
                loop {
                    // The connection takes over what waits in the queue: what is sent from here on finds room.
                    for _ in 0..4 {
                        tokio::task::yield_now().await;
                    }
                    match self.room.drain(self.id) {
                        Some(texts) => drop(self.send(texts).await),
                        None => break,
                    }
                }
                self.room.release(self.id);
                return Ok(());
            }
        }
    }

    /// Waits for the client to take each message; closes it when that takes too long. `None` when it has gone.
    async fn send(&self, texts: Vec<ByteString>) -> Option<()> {
        let mut session = self.room.with(self.id, |socket| socket.session.clone()).flatten()?;
        let all = async {
            for text in texts {
                session.text(text).await.ok()?;
            }
            Some(())
        };
        match time::timeout(CATCHING_UP, all).await {
            Ok(sent) => sent,
            Err(_) => {
                self.room.close(self.id, CloseCode::Again);
                None
            }
        }
    }

    async fn answer(&self, said: Said) -> Result<()> {
        let (room, id) = (&self.room, self.id);
        match said {
            Said::Unsubscribe(text) => {
                if let Some(channel) = parse_channel(&room.notifications.meanings, &text) {
                    room.unlook(id, channel);
                }
            }
            Said::Subscribe(text) => {
                // Its own two are not counted.
                let looks_at =
                    room.with(id, |s| s.channels.iter().filter(|c| c.kind != "inbox" && c.kind != "account").count());
                if looks_at.is_none_or(|count| count >= MOST_CHANNELS) {
                    room.send(id, notice("refused", None, Some(&text)));
                    return Ok(());
                }
                room.hold(id);
                let read = self.read(vec![text], None).await;
                if let Ok(missed) = &read {
                    for (text, thing) in &missed.channels {
                        let answer = match thing {
                            Some(_) => notice("subscribed", Some(missed.seq), Some(text)),
                            None => notice("refused", None, Some(text)),
                        };
                        room.send(id, answer);
                    }
                }
                room.release(id);
                read?;
            }
        }
        Ok(())
    }

    /// Looks at the channels first and reads the log then: what comes between is held back, not lost.
    async fn read(&self, asked: Vec<String>, since: Option<i64>) -> Result<Missed> {
        let (room, id) = (&self.room, self.id);
        let known = room.with(id, |socket| socket.channels.clone()).unwrap_or_default();
        let things: Vec<_> =
            asked.iter().filter_map(|text| parse_channel(&room.notifications.meanings, text)).collect();
        for thing in &things {
            room.look(id, *thing);
        }
        let found = room.with(id, |socket| (socket.asked.clone(), (*socket.viewer).clone(), socket.check));
        let (credentials, viewer, check) = found.ok_or(Error::NotFound)?;
        let (notifications, now) = (room.notifications.clone(), room.site.clock.now());
        let load = move |conn: &mut _| {
            // Read again, now that changes of the account are heard: it may have been another since the handshake.
            let viewer = match credentials {
                Some(credentials) => Viewer::load(conn, &credentials, now)?,
                None => viewer,
            };
            Ok((Missed::load(conn, &notifications, &viewer, asked, since)?, viewer))
        };
        let missed = room.site.db.read(load).await.map(|(missed, viewer)| {
            room.recognise(id, check, viewer);
            missed
        });
        let open: Vec<_> = missed.iter().flat_map(|missed| &missed.channels).filter_map(|(_, thing)| *thing).collect();
        for thing in things.into_iter().filter(|thing| !open.contains(thing) && !known.contains(thing)) {
            room.unlook(id, thing);
        }
        missed
    }

    /// Ends the socket for what its client has sent. Its frames are not taken any more.
    async fn close(&self, code: CloseCode, ended: impl Future<Output = ()>) {
        let taken = self.room.with(self.id, |socket| (socket.session.take(), socket.connection.clone()));
        if let Some((Some(session), connection)) = taken {
            finish(session, connection, code, ended).await;
        }
    }
}

fn texts_of(missed: &Missed) -> Vec<ByteString> {
    let refused = missed.channels.iter().filter(|(_, thing)| thing.is_none());
    let refused = refused.map(|(text, _)| notice("refused", None, Some(text)));
    let reload = missed.reload.then(|| notice("reload", Some(missed.seq), None));
    refused.chain(missed.hints.iter().cloned()).chain(reload).collect()
}

/// Says the code, waits for the end, and ends the connection in any case.
pub async fn finish(
    session: Session,
    connection: Option<Connection>,
    code: CloseCode,
    ended: impl Future<Output = ()>,
) {
    let told = time::timeout(LAST_WORD, session.close(Some(code.into()))).await;
    if matches!(told, Ok(Ok(()))) {
        drop(time::timeout(FAREWELL, ended).await);
    }
    if let Some(connection) = connection {
        connection.shut_down();
    }
}

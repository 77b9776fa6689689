//! `GET /live/poll`: the same hints for those without sockets.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;
use serde_json::Value;

use super::super::Notifications;
use super::Wishes;
use super::missed::Missed;
use crate::accounts::Visit;
use crate::error::{Error, Result};
use crate::web::{Endpoint, Limit, get};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/live/poll", poll).page::<LivePoll>("LivePoll").queries(&["since", "channel"])]
}

/// What has happened since `since` at the asked channels and in the member's own inbox.
#[derive(Serialize, utoipa::ToSchema)]
pub struct LivePoll {
    /// The `since` of the next poll.
    seq: i64,
    /// In the order in which it happened; each as the socket sends it.
    hints: Vec<Value>,
    /// Too much has happened: the page is to be loaded again.
    reload: bool,
    /// Channels that are not there, or not for this reader.
    refused: Vec<String>,
}

async fn poll(visit: Visit, notifications: Data<Notifications>) -> Result<HttpResponse> {
    let Wishes { channels, since } = Wishes::of(&visit.asked)?;
    visit.limit(Limit::Live)?;
    let load = move |conn: &mut _, viewer: &_| Missed::load(conn, &notifications, viewer, channels, since);
    let missed = visit.read(load).await?;
    let hints = missed.hints.iter().map(|text| serde_json::from_str(text)).collect::<Result<_, _>>();
    let refused = missed.channels.into_iter().filter(|(_, thing)| thing.is_none()).map(|(text, _)| text).collect();
    let answer = LivePoll { seq: missed.seq, hints: hints.map_err(Error::internal)?, reload: missed.reload, refused };
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "private, no-store")).json(answer))
}

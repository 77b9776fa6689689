//! `/settings/sessions`: where one is signed in, and ending it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::{in_person, owner, record};
use crate::accounts::session::{self, IDLE};
use crate::accounts::{Done, Member, Viewer, Visit};
use crate::db::schema::sessions;
use crate::db::{Conn, SessionId, Timestamp};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Page, Submitted, delete, get};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/sessions", show).page::<SessionsPage>("SessionsPage"),
        delete("/{lang}/settings/sessions", end_others).takes(&[]),
        delete("/{lang}/settings/sessions/{id}", end).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct SessionsPage {
    sessions: Vec<SessionLine>,
    /// There are others than this one.
    others: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
struct SessionLine {
    id: SessionId,
    /// Browser and system in a few words.
    device: String,
    created_at: Timestamp,
    last_seen_at: Timestamp,
    /// The one that asks.
    this: bool,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            let sessions = list(conn, owner(viewer)?, viewer)?;
            let page = SessionsPage { others: sessions.iter().any(|session| !session.this), sessions };
            Ok(Page::new("settings/sessions", viewer.lang.locale().say("settings-sessions"), page).not_indexed())
        })
        .await
}

async fn end(visit: Visit, path: Path<(String, SessionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let url = visit.path("/settings/sessions");
    let outcome = visit
        .write(move |tx, _, member| {
            in_person(member)?;
            if session::close(tx, member.id, id)? == 0 {
                return Err(Error::NotFound);
            }
            record(tx, member, "session.ended", serde_json::json!({ "session": id }));
            Ok(Done::changed(id.0, url.clone()).telling("flash-session-ended"))
        })
        .await;
    visit.answer_plainly(outcome, &submitted)
}

async fn end_others(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let url = visit.path("/settings/sessions");
    let outcome = visit
        .write(move |tx, _, member| {
            in_person(member)?;
            session::close_others(tx, member.id, member.session)?;
            record(tx, member, "session.others_ended", serde_json::json!({}));
            Ok(Done::changed(member.id.0, url.clone()).telling("flash-sessions-ended"))
        })
        .await;
    visit.answer_plainly(outcome, &submitted)
}

/// Those that are in force, the last used first.
fn list(conn: &mut Conn, member: &Member, viewer: &Viewer) -> QueryResult<Vec<SessionLine>> {
    let rows: Vec<(SessionId, String, Timestamp, Timestamp)> = sessions::table
        .filter(sessions::account_id.eq(member.id))
        .filter(sessions::expires_at.gt(viewer.now))
        .filter(sessions::last_seen_at.gt(viewer.now - IDLE))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .limit(100)
        .select((sessions::id, sessions::device, sessions::created_at, sessions::last_seen_at))
        .load(conn)?;
    let lines = rows.into_iter().map(|(id, device, created_at, last_seen_at)| {
        let this = member.session == Some(id);
        // Seeing is written every few seconds; this request is the latest.
        let last_seen_at = if this { viewer.now } else { last_seen_at };
        SessionLine { id, device, created_at, last_seen_at, this }
    });
    Ok(lines.collect())
}

//! `/settings/notifications`: where a member wants each kind of notice.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Data;
use diesel::prelude::*;
use serde::Serialize;

use super::Notifications;
use super::meaning::{NoticeKind, Wanted};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::notice_preferences;
use crate::db::{AccountId, Conn, Entry, Subject, Tx};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Page, Submitted, get, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/notifications", show).page::<PreferencesPage>("PreferencesPage"),
        post("/{lang}/settings/notifications", change).takes(&["KIND?"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct PreferencesPage {
    kinds: Vec<KindPreference>,
    /// Minutes that mail waits whether its notice is read on the site; a part of one counts as one.
    delay: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
struct KindPreference {
    kind: &'static str,
    wanted: Wanted,
}

async fn show(visit: Visit, notifications: Data<Notifications>) -> Result<HttpResponse> {
    visit.page(move |conn, viewer| page(conn, viewer, &notifications)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, notifications: &Notifications) -> Result<Page<PreferencesPage>> {
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    let chosen = load(conn, member.id)?;
    let preference = |kind: &'static NoticeKind| KindPreference {
        kind: kind.code,
        wanted: chosen.get(kind.code).copied().unwrap_or(kind.wanted),
    };
    let kinds = notifications.meanings.kinds().map(preference).collect();
    let page = PreferencesPage { kinds, delay: (notifications.delay.num_seconds() + 59) / 60 };
    let title = viewer.lang.locale().say("notifications-title");
    Ok(Page::new("notifications/preferences", title, page).not_indexed())
}

/// What an account has chosen, by the kind's code.
fn load(conn: &mut Conn, account: AccountId) -> QueryResult<HashMap<String, Wanted>> {
    let rows: Vec<(String, bool, bool, bool, bool)> = notice_preferences::table
        .filter(notice_preferences::account_id.eq(account))
        .select((
            notice_preferences::kind,
            notice_preferences::inbox,
            notice_preferences::live,
            notice_preferences::mail,
            notice_preferences::digest,
        ))
        .load(conn)?;
    let wanted = |(kind, inbox, live, mail, digest)| (kind, Wanted { inbox, live, mail, digest });
    Ok(rows.into_iter().map(wanted).collect())
}

async fn change(visit: Visit, notifications: Data<Notifications>, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = save(&visit, &notifications, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, &notifications)).await
}

/// For each kind the codes of the places that are ticked: `reply=inbox&reply=mail`. Kinds that are not sent stay.
async fn save(visit: &Visit, notifications: &Notifications, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let mut chosen: Vec<(&'static NoticeKind, Wanted)> = Vec::new();
    for kind in notifications.meanings.kinds() {
        let Some(places) = fields.choices(kind.code, &["inbox", "live", "mail", "digest"]) else { continue };
        let has = |place: &str| places.iter().any(|ticked| ticked == place);
        // What is told live is told of the inbox.
        let inbox = has("inbox") || has("live");
        chosen.push((kind, Wanted { inbox, live: has("live"), mail: has("mail"), digest: has("digest") }));
    }
    fields.finish()?;
    let url = visit.path("/settings/notifications");
    visit
        .write(move |tx, _, member| {
            for (kind, wanted) in &chosen {
                set(tx, member.id, kind, *wanted)?;
            }
            tx.record(Entry {
                kind: "account.preferences_changed",
                actor: Some(member.id),
                subject: Subject { kind: "account", id: member.id.0 },
                parent: None,
                container: None,
                detail: serde_json::json!({}),
            });
            Ok(Done::changed(member.id.0, url.clone()).telling("flash-settings-saved"))
        })
        .await
}

pub fn set(tx: &mut Tx, account: AccountId, kind: &NoticeKind, wanted: Wanted) -> Result<()> {
    let places = (
        notice_preferences::inbox.eq(wanted.inbox),
        notice_preferences::live.eq(wanted.live),
        notice_preferences::mail.eq(wanted.mail),
        notice_preferences::digest.eq(wanted.digest),
    );
    let row = (notice_preferences::account_id.eq(account), notice_preferences::kind.eq(kind.code), places);
    crate::on_both!(tx, c => diesel::insert_into(notice_preferences::table)
        .values(row)
        .on_conflict((notice_preferences::account_id, notice_preferences::kind))
        .do_update()
        .set(places)
        .execute(c))?;
    Ok(())
}

//! Mail about notices: after a delay, unless they were read on the site meanwhile; one at a time for a member and
//! thing, and what it says is looked at again when it is written.

use std::collections::HashMap;

use actix_web::web::Data;
use diesel::prelude::*;
use serde_json::json;

use super::Notifications;
use super::follow::{self, Level};
use super::inbox::InboxLine;
use super::meaning::{Followed, Line};
use super::notice::{Notice, load_wanted};
use super::unsubscribe::Target;
use crate::accounts::{Viewer, load_authors, load_viewers};
use crate::db::schema::{accounts, notice_mails, notices};
use crate::db::{AccountId, Conn, NoticeId, Timestamp, Tx};
use crate::error::Result;
use crate::mail::{self, Conversation, NewMail};
use crate::web::Site;

/// Letters that are written in one round.
const ROUND: i64 = 20;
/// Notices that one letter tells of at most; the site has the rest.
const LONGEST: i64 = 200;

/// A letter that waits.
#[derive(Debug, Clone, Queryable)]
struct Waiting {
    account: AccountId,
    thing_kind: String,
    thing_id: i64,
    from: NoticeId,
}

/// Writes the letters whose time has come.
pub fn write_due(site: &Data<Site>, notifications: &Data<Notifications>) -> Result<()> {
    let now = site.clock.now();
    for waiting in site.db.read_now(|conn| Ok(list_due(conn, now)?))? {
        let (site, notifications) = (site.clone(), notifications.clone());
        let db = site.db.clone();
        db.write_now(move |tx| write_one(tx, &site, &notifications, &waiting))?;
    }
    Ok(())
}

fn list_due(conn: &mut Conn, now: Timestamp) -> QueryResult<Vec<Waiting>> {
    notice_mails::table
        .filter(notice_mails::due_at.le(now))
        .order(notice_mails::due_at)
        .limit(ROUND)
        .select((notice_mails::account_id, notice_mails::thing_kind, notice_mails::thing_id, notice_mails::from_notice))
        .load(conn)
}

/// Takes the row and queues the letter, in one transaction: of several nodes one does.
fn write_one(tx: &mut Tx, site: &Site, notifications: &Notifications, waiting: &Waiting) -> Result<()> {
    let row = notice_mails::table.find((waiting.account, &waiting.thing_kind, waiting.thing_id));
    if diesel::delete(row.filter(notice_mails::from_notice.eq(waiting.from))).execute(&mut **tx)? == 0 {
        return Ok(());
    }
    let now = tx.now();
    let Some(viewer) = load_viewers(tx, &[waiting.account], now)?.remove(&waiting.account) else { return Ok(()) };
    let address: Option<String> = accounts::table.find(waiting.account).select(accounts::email).first(&mut **tx)?;
    let Some(address) = address else { return Ok(()) };
    let told = unread(tx, notifications, &viewer, waiting)?;
    if told.is_empty() {
        return Ok(());
    }
    let people: Vec<AccountId> = told.iter().filter_map(|(notice, _)| notice.actor_id).collect();
    let authors = load_authors(tx, &people, now)?;
    let pairs: Vec<(&Notice, Line)> = told.iter().map(|(notice, line)| (notice, line.clone())).collect();
    let lang = viewer.lang;
    let lines: Vec<serde_json::Value> = InboxLine::gather(&pairs, &authors, lang)
        .into_iter()
        .map(|line| {
            json!({
                "message": line.message, "who": line.who, "others": line.others, "count": line.count,
                "reason": line.reason, "url": site.url(&line.url),
            })
        })
        .collect();
    let discreet = told.iter().any(|(_, line)| line.discreet);
    let title = told.iter().find_map(|(_, line)| line.title.clone()).map(|(title, _)| title);
    let title = title.filter(|_| !discreet);
    let followable = notifications.meanings.followable(&waiting.thing_kind).is_some();
    let target = Target::of(waiting.account, &told, (&waiting.thing_kind, waiting.thing_id), followable);
    let unsubscribe = site.url(&target.path(&site.keys));
    let page = json!({
        "title": title.unwrap_or_else(|| {
            lang.locale().say(if discreet { "notice-discreet" } else { "notice-untitled" })
        }),
        "lines": lines,
        "unsubscribe": unsubscribe,
        "preferences": site.url(&format!("/{lang}/settings/notifications")),
    });
    let conversation = Conversation { root: format!("{}-{}", waiting.thing_kind, waiting.thing_id), unsubscribe };
    let mail = NewMail {
        kind: "notices",
        account: Some(waiting.account),
        to: &address,
        lang,
        page,
        conversation: Some(conversation),
    };
    mail::queue(tx, site.letterhead(), &mail).map(drop)
}

/// What is still unread and may still be told, the newest first: the member's wishes are asked again, too.
fn unread(
    tx: &mut Tx,
    notifications: &Notifications,
    viewer: &Viewer,
    waiting: &Waiting,
) -> Result<Vec<(Notice, Line)>> {
    let rows: Vec<Notice> = notices::table
        .filter(notices::account_id.eq(waiting.account))
        .filter(notices::thing_kind.eq(&waiting.thing_kind))
        .filter(notices::thing_id.eq(waiting.thing_id))
        .filter(notices::id.ge(waiting.from))
        .filter(notices::read_at.is_null())
        .order(notices::id.desc())
        .limit(LONGEST)
        .select(Notice::as_select())
        .load(&mut **tx)?;
    let muted = match notifications.meanings.followable(&waiting.thing_kind) {
        Some(kind) => follow::find(tx, waiting.account, &Followed::new(kind, waiting.thing_id))? == Some(Level::Muted),
        None => false,
    };
    let mut mailed: HashMap<&str, bool> = HashMap::new();
    for kind in notifications.meanings.kinds() {
        if rows.iter().any(|notice| notice.kind == kind.code) {
            let chosen = load_wanted(tx, kind, &[waiting.account])?.remove(&waiting.account);
            mailed.insert(kind.code, chosen.unwrap_or(kind.wanted).mail && (!muted || kind.always));
        }
    }
    let rows: Vec<Notice> =
        rows.into_iter().filter(|notice| mailed.get(notice.kind.as_str()).copied().unwrap_or(false)).collect();
    let lines = notifications.meanings.lines(tx, viewer, &rows)?;
    Ok(rows.into_iter().zip(lines).filter_map(|(notice, line)| Some((notice, line?))).collect())
}

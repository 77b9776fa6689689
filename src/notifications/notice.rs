//! Notices: what one member is told of one activity, and the inbox rows that gather them by thing.

use std::collections::HashMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::meaning::{NoticeKind, Wanted};
use crate::db::schema::{inbox, notice_mails, notice_preferences, notices};
use crate::db::{AccountId, ActivityId, Conn, Entry, NoticeId, Subject, Timestamp, Tx};
use crate::error::Result;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = notices)]
pub struct Notice {
    pub id: NoticeId,
    pub activity_id: ActivityId,
    pub kind: String,
    pub thing_kind: String,
    pub thing_id: i64,
    pub subject_kind: String,
    pub subject_id: i64,
    pub position: i64,
    pub actor_id: Option<AccountId>,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// The change that tells an account's pages, on every node, that its inbox is another.
pub fn inbox_entry(kind: &'static str, account: AccountId) -> Entry {
    Entry {
        kind,
        actor: None,
        subject: Subject { kind: "inbox", id: account.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    }
}

/// Where each of some accounts wants a kind of notice. One query.
pub fn load_wanted(
    conn: &mut Conn,
    kind: &NoticeKind,
    accounts: &[AccountId],
) -> QueryResult<HashMap<AccountId, Wanted>> {
    let rows: Vec<(AccountId, bool, bool, bool, bool)> = notice_preferences::table
        .filter(notice_preferences::account_id.eq_any(accounts))
        .filter(notice_preferences::kind.eq(kind.code))
        .select((
            notice_preferences::account_id,
            notice_preferences::inbox,
            notice_preferences::live,
            notice_preferences::mail,
            notice_preferences::digest,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, inbox, live, mail, digest)| (id, Wanted { inbox, live, mail, digest })).collect())
}

/// Marks what an account was told of a thing as read, up to a position; says whether anything was unread.
pub fn mark_read(tx: &mut Tx, account: AccountId, thing: (&str, i64), up_to: Option<i64>) -> Result<bool> {
    let now = tx.now();
    let unread = notices::table
        .filter(notices::account_id.eq(account))
        .filter(notices::thing_kind.eq(thing.0))
        .filter(notices::thing_id.eq(thing.1))
        .filter(notices::read_at.is_null());
    let seen = unread.filter(notices::position.le(up_to.unwrap_or(i64::MAX)));
    if diesel::update(seen).set(notices::read_at.eq(now)).execute(&mut **tx)? == 0 {
        return Ok(false);
    }
    let left: i64 = unread.count().get_result(&mut **tx)?;
    if left == 0 {
        diesel::update(inbox::table.find((account, thing.0, thing.1)))
            .set(inbox::unread.eq(false))
            .execute(&mut **tx)?;
        diesel::delete(notice_mails::table.find((account, thing.0, thing.1))).execute(&mut **tx)?;
    }
    tx.record(inbox_entry("inbox.read", account));
    Ok(true)
}

/// Marks everything read that an account was told up to a notice: what has come since its page was made stays.
pub fn mark_all_read(tx: &mut Tx, account: AccountId, up_to: NoticeId) -> Result<()> {
    let now = tx.now();
    let seen = notices::table
        .filter(notices::account_id.eq(account))
        .filter(notices::read_at.is_null())
        .filter(notices::id.le(up_to));
    if diesel::update(seen).set(notices::read_at.eq(now)).execute(&mut **tx)? == 0 {
        return Ok(());
    }
    let of_row = notices::table
        .filter(notices::account_id.eq(inbox::account_id))
        .filter(notices::thing_kind.eq(inbox::thing_kind))
        .filter(notices::thing_id.eq(inbox::thing_id))
        .filter(notices::read_at.is_null());
    diesel::update(
        inbox::table.filter(inbox::account_id.eq(account)).filter(inbox::unread).filter(not(exists(of_row))),
    )
    .set(inbox::unread.eq(false))
    .execute(&mut **tx)?;
    let of_mail = notices::table
        .filter(notices::account_id.eq(notice_mails::account_id))
        .filter(notices::thing_kind.eq(notice_mails::thing_kind))
        .filter(notices::thing_id.eq(notice_mails::thing_id))
        .filter(notices::read_at.is_null());
    diesel::delete(notice_mails::table.filter(notice_mails::account_id.eq(account)).filter(not(exists(of_mail))))
        .execute(&mut **tx)?;
    tx.record(inbox_entry("inbox.read", account));
    Ok(())
}

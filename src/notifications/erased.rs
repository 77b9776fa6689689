//! What goes with an account, and what goes with time.

use chrono::Duration;
use diesel::prelude::*;

use super::follow::MEMBER;
use crate::accounts::AccountErased;
use crate::db::schema::{follows, inbox, notice_mails, notice_preferences, notices};
use crate::db::{AccountId, Subject, Tx};
use crate::error::Result;

/// Notices are kept this long, read or not; what they tell of stays where it is.
const KEPT: Duration = Duration::days(365);
/// Rows that one sweep removes at most.
const BATCH: i64 = 1_000;

pub struct NotificationsErased;

impl AccountErased for NotificationsErased {
    fn erase(&self, tx: &mut Tx, account: AccountId) -> Result<()> {
        diesel::delete(notice_mails::table.filter(notice_mails::account_id.eq(account))).execute(&mut **tx)?;
        diesel::delete(inbox::table.filter(inbox::account_id.eq(account))).execute(&mut **tx)?;
        diesel::delete(notices::table.filter(notices::account_id.eq(account))).execute(&mut **tx)?;
        diesel::delete(notice_preferences::table.filter(notice_preferences::account_id.eq(account)))
            .execute(&mut **tx)?;
        diesel::delete(follows::table.filter(follows::account_id.eq(account))).execute(&mut **tx)?;
        // Nobody is left to be muted.
        let muted = follows::table.filter(follows::thing_kind.eq(MEMBER));
        diesel::delete(muted.filter(follows::thing_key.eq(account.to_string()))).execute(&mut **tx)?;
        Ok(())
    }
}

/// Forgets all that anybody was told of a thing that is no more, by activities of which it was the subject.
pub fn forget_thing(tx: &mut Tx, thing: Subject) -> QueryResult<()> {
    let told = notices::table.filter(notices::subject_kind.eq(thing.kind)).filter(notices::subject_id.eq(thing.id));
    let accounts: Vec<AccountId> = told.select(notices::account_id).distinct().load(&mut **tx)?;
    for chunk in accounts.chunks(500) {
        let mails = notice_mails::table.filter(notice_mails::account_id.eq_any(chunk));
        diesel::delete(
            mails.filter(notice_mails::thing_kind.eq(thing.kind)).filter(notice_mails::thing_id.eq(thing.id)),
        )
        .execute(&mut **tx)?;
        let rows = inbox::table.filter(inbox::account_id.eq_any(chunk));
        diesel::delete(rows.filter(inbox::thing_kind.eq(thing.kind)).filter(inbox::thing_id.eq(thing.id)))
            .execute(&mut **tx)?;
    }
    diesel::delete(told).execute(&mut **tx)?;
    Ok(())
}

/// Forgets old notices, and the inbox rows that have none left.
pub fn sweep(tx: &mut Tx) -> QueryResult<usize> {
    let old: Vec<i64> = notices::table
        .filter(notices::at.lt(tx.now() - KEPT))
        .order(notices::at)
        .limit(BATCH)
        .select(notices::id)
        .load(&mut **tx)?;
    let Some(newest) = old.iter().max().copied() else { return Ok(0) };
    diesel::delete(inbox::table.filter(inbox::newest.le(newest)).filter(inbox::newest.eq_any(&old)))
        .execute(&mut **tx)?;
    diesel::delete(notices::table.filter(notices::id.eq_any(&old))).execute(&mut **tx)
}

//! An expert's leave, and who answers meanwhile: an expert of the same organisation.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::accreditation::{list_accreditations, list_with_colleagues};
use crate::db::schema::absences;
use crate::db::{AbsenceId, AccountId, Conn, Entry, Subject, Timestamp, Tx};
use crate::error::{Error, FieldError, Result};

/// Leaves of one expert that may be planned at a time.
const PLANNED: i64 = 20;

/// A leave to be noted.
#[derive(Debug, Clone, Copy)]
pub struct NewAbsence {
    pub from: Timestamp,
    pub until: Timestamp,
    pub stand_in: Option<AccountId>,
}

/// Who of these accounts is away at a moment, each with whoever stands in for them. A stand-in who is away as well, or
/// is no expert any more, is none. Six queries at most.
pub fn away(
    conn: &mut Conn,
    accounts: &[AccountId],
    now: Timestamp,
) -> QueryResult<HashMap<AccountId, Option<AccountId>>> {
    let absent = load_absent(conn, accounts, now)?;
    let stand_ins: Vec<AccountId> = absent.iter().filter_map(|(_, stand_in)| *stand_in).collect();
    if stand_ins.is_empty() {
        return Ok(absent.into_iter().collect());
    }
    let away_too: HashSet<AccountId> =
        load_absent(conn, &stand_ins, now)?.into_iter().map(|(account, _)| account).collect();
    let experts: HashSet<AccountId> =
        list_accreditations(conn, &stand_ins, now)?.into_iter().map(|expert| expert.account).collect();
    let present = |account: &AccountId| experts.contains(account) && !away_too.contains(account);
    Ok(absent.into_iter().map(|(account, stand_in)| (account, stand_in.filter(present))).collect())
}

/// The latest to begin counts, where two overlap.
fn load_absent(
    conn: &mut Conn,
    accounts: &[AccountId],
    now: Timestamp,
) -> QueryResult<Vec<(AccountId, Option<AccountId>)>> {
    absences::table
        .filter(absences::account_id.eq_any(accounts))
        .filter(absences::from_at.le(now))
        .filter(absences::until_at.gt(now))
        .order((absences::from_at, absences::id))
        .select((absences::account_id, absences::stand_in_id))
        .load(conn)
}

/// Those who can stand in for an expert: the other experts of the same organisations. Six queries.
pub fn list_colleagues(conn: &mut Conn, account: AccountId, now: Timestamp) -> QueryResult<Vec<AccountId>> {
    let all = list_with_colleagues(conn, account, now)?;
    let mut colleagues: Vec<AccountId> =
        all.into_iter().map(|expert| expert.account).filter(|other| *other != account).collect();
    colleagues.sort_unstable();
    colleagues.dedup();
    Ok(colleagues)
}

/// Notes a leave.
pub fn set_absence(tx: &mut Tx, account: AccountId, new: NewAbsence) -> Result<AbsenceId> {
    let now = tx.now();
    if let Some(stand_in) = new.stand_in
        && !list_colleagues(tx, account, now)?.contains(&stand_in)
    {
        return Err(FieldError::new("stand_in", "error-choose").into());
    }
    let own = absences::table.filter(absences::account_id.eq(account)).filter(absences::until_at.gt(now));
    let planned: i64 = own.count().get_result(&mut **tx)?;
    if planned >= PLANNED {
        return Err(Error::conflict("error-many-absences"));
    }
    let id: AbsenceId = diesel::insert_into(absences::table)
        .values((
            absences::account_id.eq(account),
            absences::from_at.eq(new.from),
            absences::until_at.eq(new.until),
            absences::stand_in_id.eq(new.stand_in),
            absences::created_at.eq(now),
        ))
        .returning(absences::id)
        .get_result(&mut **tx)?;
    record(tx, "absence.set", account, id);
    Ok(id)
}

/// Takes a leave back, or ends it; not found when it is another's.
pub fn remove_absence(tx: &mut Tx, account: AccountId, id: AbsenceId) -> Result<()> {
    let own = absences::table.filter(absences::id.eq(id)).filter(absences::account_id.eq(account));
    if diesel::delete(own).execute(&mut **tx)? == 0 {
        return Err(Error::NotFound);
    }
    record(tx, "absence.removed", account, id);
    Ok(())
}

fn record(tx: &mut Tx, kind: &'static str, account: AccountId, id: AbsenceId) {
    tx.record(Entry {
        kind,
        actor: Some(account),
        subject: Subject { kind: "absence", id: id.0 },
        parent: Some(Subject { kind: "account", id: account.0 }),
        container: None,
        detail: serde_json::json!({}),
    });
}

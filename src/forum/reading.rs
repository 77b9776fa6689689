//! How far each member has read: one row a member and thread. Buffered in memory and flushed every few
//! seconds; the greatest number wins. No activity: nobody else is to know.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use parking_lot::Mutex;

use crate::db::schema::{accounts, reading};
use crate::db::{AccountId, Conn, Db, ThreadId, Timestamp, Tx};
use crate::error::Result;

#[derive(Default)]
pub struct Reading {
    buffer: Mutex<HashMap<(AccountId, ThreadId), (i64, Timestamp)>>,
}

impl Reading {
    pub fn note(&self, account: AccountId, thread: ThreadId, number: i64, now: Timestamp) {
        let mut buffer = self.buffer.lock();
        let (last, at) = buffer.entry((account, thread)).or_insert((0, now));
        *last = number.max(*last);
        *at = now;
    }

    /// The last number read of each thread that was opened at all, the buffer included. One query.
    pub fn of(&self, conn: &mut Conn, account: AccountId, threads: &[ThreadId]) -> QueryResult<HashMap<ThreadId, i64>> {
        let rows: Vec<(ThreadId, i64)> = reading::table
            .filter(reading::account_id.eq(account))
            .filter(reading::thread_id.eq_any(threads))
            .select((reading::thread_id, reading::last_number))
            .load(conn)?;
        let mut read: HashMap<ThreadId, i64> = rows.into_iter().collect();
        let buffer = self.buffer.lock();
        for thread in threads {
            if let Some((number, _)) = buffer.get(&(account, *thread)) {
                let last = read.entry(*thread).or_insert(0);
                *last = (*last).max(*number);
            }
        }
        Ok(read)
    }

    /// The last number read of one thread. One query.
    pub fn of_one(&self, conn: &mut Conn, account: AccountId, thread: ThreadId) -> QueryResult<Option<i64>> {
        let written = reading::table.find((account, thread)).select(reading::last_number).first(conn).optional()?;
        let noted = self.buffer.lock().get(&(account, thread)).map(|(number, _)| *number);
        Ok(written.max(noted))
    }

    /// The threads that a member read last, the latest first, up to `limit` of those that are written already.
    pub fn latest(&self, conn: &mut Conn, account: AccountId, limit: i64) -> QueryResult<Vec<ThreadId>> {
        reading::table
            .filter(reading::account_id.eq(account))
            .order(reading::updated_at.desc())
            .limit(limit)
            .select(reading::thread_id)
            .load(conn)
    }

    /// Writes the buffer; what could not be written stays in it.
    pub fn flush(&self, db: &Db) -> Result<()> {
        let taken = std::mem::take(&mut *self.buffer.lock());
        if taken.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> =
            taken.iter().map(|((account, thread), (number, at))| (*account, *thread, *number, *at)).collect();
        let written = db.write_now(move |tx| {
            // An account that was erased meanwhile leaves no trace of what it read.
            let readers: Vec<AccountId> = rows.iter().map(|(account, ..)| *account).collect();
            let there: HashSet<AccountId> = accounts::table
                .filter(accounts::id.eq_any(readers))
                .filter(accounts::deleted_at.is_null())
                .select(accounts::id)
                .load(&mut **tx)?
                .into_iter()
                .collect();
            for (account, thread, number, at) in rows.iter().filter(|(account, ..)| there.contains(account)) {
                set(tx, *account, *thread, *number, *at)?;
            }
            Ok(())
        });
        if written.is_err() {
            for ((account, thread), (number, at)) in taken {
                self.note(account, thread, number, at);
            }
        }
        written
    }
}

/// Inside a change: a member has read what they have just written.
pub fn set(tx: &mut Tx, account: AccountId, thread: ThreadId, number: i64, at: Timestamp) -> QueryResult<()> {
    let row = (
        reading::account_id.eq(account),
        reading::thread_id.eq(thread),
        reading::last_number.eq(number),
        reading::updated_at.eq(at),
    );
    let inserted = crate::on_both!(tx, c => diesel::insert_into(reading::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 0 {
        diesel::update(reading::table.find((account, thread)).filter(reading::last_number.lt(number)))
            .set((reading::last_number.eq(number), reading::updated_at.eq(at)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

//! The outbox: letters as they will go out, byte for byte, written with the change that causes them.

use chrono::Duration;
use diesel::prelude::*;

use super::{Letterhead, NewMail};
use crate::db::schema::outbox;
use crate::db::{Conn, OutboxId, Timestamp, Tx};
use crate::error::Result;

crate::text_codes! {
    /// How far a letter has come.
    OutboxState { Waiting = "waiting", Sending = "sending", Sent = "sent", Failed = "failed" }
}

/// A letter is tried this often before it counts as failed: over about 29 hours.
const MOST_ATTEMPTS: i64 = 12;
/// A courier that has not come back after this long is taken for lost.
const LEASE: Duration = Duration::minutes(10);
/// How long letters that have left, or have failed, are on record.
const KEPT: Duration = Duration::days(30);
/// A server's reply is kept up to this length, in characters.
const LONGEST_REPLY: usize = 500;

/// Puts a letter into the outbox, in the transaction of the change that causes it.
pub fn queue(tx: &mut Tx, letterhead: Letterhead, mail: &NewMail) -> Result<OutboxId> {
    insert(tx, letterhead, mail, false)
}

/// The same, of a letter whose receiver must not be known any longer than it takes to send it: nothing of it stays, be it
/// sent or refused for good.
pub fn queue_fleeting(tx: &mut Tx, letterhead: Letterhead, mail: &NewMail) -> Result<OutboxId> {
    insert(tx, letterhead, mail, true)
}

/// Takes letters back. One that a courier carries at this moment may still arrive; it leaves nothing behind.
pub fn take_back(tx: &mut Tx, ids: &[OutboxId]) -> QueryResult<usize> {
    diesel::delete(outbox::table.filter(outbox::id.eq_any(ids))).execute(&mut **tx)
}

fn insert(tx: &mut Tx, letterhead: Letterhead, mail: &NewMail, fleeting: bool) -> Result<OutboxId> {
    let now = tx.now();
    let built = letterhead.build(mail, now)?;
    let id = diesel::insert_into(outbox::table)
        .values((
            outbox::account_id.eq(mail.account),
            outbox::kind.eq(mail.kind),
            outbox::to_address.eq(mail.to),
            outbox::language.eq(mail.lang.code()),
            outbox::message_id.eq(built.message_id),
            outbox::message.eq(built.bytes),
            outbox::state.eq(OutboxState::Waiting),
            outbox::attempts.eq(0_i64),
            outbox::next_attempt_at.eq(now),
            outbox::created_at.eq(now),
            outbox::fleeting.eq(fleeting),
        ))
        .returning(outbox::id)
        .get_result(&mut **tx)?;
    Ok(id)
}

/// A letter that this courier alone carries now.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Claimed {
    pub id: OutboxId,
    pub to_address: String,
    pub message_id: String,
    pub message: Vec<u8>,
    /// This try included. Fences off a courier that was taken for lost.
    pub attempts: i64,
    /// Nothing of it may stay.
    pub fleeting: bool,
}

/// What became of a try.
pub(super) enum Outcome {
    /// With the bytes kept, or not: they hold links that let people in.
    Sent {
        reply: String,
        keep: bool,
    },
    Refused {
        reply: String,
        for_good: bool,
    },
}

/// Letters whose time has come: waiting ones, and those whose courier was lost.
pub(super) fn list_due(conn: &mut Conn, now: Timestamp, limit: i64) -> QueryResult<Vec<OutboxId>> {
    outbox::table
        .filter(outbox::state.eq_any([OutboxState::Waiting, OutboxState::Sending]))
        .filter(outbox::next_attempt_at.le(now))
        .order((outbox::next_attempt_at, outbox::id))
        .limit(limit)
        .select(outbox::id)
        .load(conn)
}

/// Takes one; `None` when another node was faster.
pub(super) fn claim(tx: &mut Tx, id: OutboxId) -> QueryResult<Option<Claimed>> {
    let now = tx.now();
    let due = outbox::table
        .filter(outbox::id.eq(id))
        .filter(outbox::state.eq_any([OutboxState::Waiting, OutboxState::Sending]))
        .filter(outbox::next_attempt_at.le(now));
    diesel::update(due)
        .set((
            outbox::state.eq(OutboxState::Sending),
            outbox::attempts.eq(outbox::attempts + 1),
            outbox::next_attempt_at.eq(now + LEASE),
        ))
        .returning((
            outbox::id,
            outbox::to_address,
            outbox::message_id,
            outbox::message,
            outbox::attempts,
            outbox::fleeting,
        ))
        .get_result(&mut **tx)
        .optional()
}

/// Writes down what became of it.
pub(super) fn settle(tx: &mut Tx, letter: &Claimed, outcome: &Outcome) -> QueryResult<()> {
    let now = tx.now();
    let mine = outbox::table
        .filter(outbox::id.eq(letter.id))
        .filter(outbox::state.eq(OutboxState::Sending))
        .filter(outbox::attempts.eq(letter.attempts));
    let short = |reply: &str| reply.chars().take(LONGEST_REPLY).collect::<String>();
    match outcome {
        Outcome::Sent { keep: false, .. } if letter.fleeting => {
            diesel::delete(mine).execute(&mut **tx)?;
        }
        Outcome::Sent { reply, keep } => {
            let bytes = if *keep { letter.message.clone() } else { Vec::new() };
            let sent = (
                outbox::state.eq(OutboxState::Sent),
                outbox::reply.eq(short(reply)),
                outbox::sent_at.eq(now),
                outbox::message.eq(bytes),
            );
            diesel::update(mine).set(sent).execute(&mut **tx)?;
        }
        Outcome::Refused { reply, for_good } => {
            let over = *for_good || letter.attempts >= MOST_ATTEMPTS;
            if over && letter.fleeting {
                diesel::delete(mine).execute(&mut **tx)?;
                return Ok(());
            }
            // What a server says may name the address.
            let reply = if letter.fleeting { "" } else { reply };
            let state = if over { OutboxState::Failed } else { OutboxState::Waiting };
            let refused = (
                outbox::state.eq(state),
                outbox::reply.eq(short(reply)),
                outbox::next_attempt_at.eq(now + back_off(letter.attempts)),
            );
            diesel::update(mine).set(refused).execute(&mut **tx)?;
        }
    }
    Ok(())
}

/// One minute after the first try, twice as long after each further one, twelve hours at most.
fn back_off(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    Duration::minutes(1 << doublings).min(Duration::hours(12))
}

/// A letter as the outbox keeps it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct Kept {
    pub id: OutboxId,
    pub to_address: String,
    pub message: Vec<u8>,
    pub state: OutboxState,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}

/// The newest letters. Whoever asks must be allowed to read everybody's: the demonstration, and tests.
pub fn list_kept(conn: &mut Conn, limit: i64) -> QueryResult<Vec<Kept>> {
    outbox::table.order(outbox::id.desc()).limit(limit).select(Kept::as_select()).load(conn)
}

/// One letter, under the same condition.
pub fn find_kept(conn: &mut Conn, id: OutboxId) -> QueryResult<Option<Kept>> {
    outbox::table.find(id).select(Kept::as_select()).first(conn).optional()
}

/// Forgets letters that have long left or failed.
pub fn sweep(tx: &mut Tx) -> QueryResult<usize> {
    let old = outbox::table
        .filter(outbox::state.eq_any([OutboxState::Sent, OutboxState::Failed]))
        .filter(outbox::created_at.lt(tx.now() - KEPT));
    diesel::delete(old).execute(&mut **tx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_half_a_day() {
        let minutes: Vec<i64> = (1..=MOST_ATTEMPTS).map(|n| back_off(n).num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720]);
    }
}

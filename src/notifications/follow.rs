//! Following: how much a member wants to hear of a thing.

use std::collections::HashMap;

use diesel::prelude::*;

use super::meaning::Followed;
use crate::db::schema::follows;
use crate::db::{AccountId, Conn, Tx};

crate::text_codes! {
    /// How much a member hears of a thing.
    Level {
        /// Of everything new, where the member's preferences say.
        Watching = "watching",
        /// Of everything new, in the inbox and the digest alone: never by mail at once.
        Following = "following",
        /// Only of what concerns them by name.
        Normal = "normal",
        /// Of nothing, but of what moderators do with what is theirs.
        Muted = "muted",
    }
}

/// The kind of thing that a member is, to be muted.
pub const MEMBER: &str = "member";

/// What a member has chosen, or what has been chosen for them by what they did; says whether anything is new.
pub fn set(tx: &mut Tx, account: AccountId, thing: &Followed, level: Level, chosen: bool) -> QueryResult<bool> {
    let now = tx.now();
    let row = (
        follows::account_id.eq(account),
        follows::thing_kind.eq(thing.kind),
        follows::thing_key.eq(&thing.key),
        follows::level.eq(level),
        follows::chosen.eq(chosen),
        follows::updated_at.eq(now),
    );
    let new = (follows::level.eq(level), follows::chosen.eq(chosen), follows::updated_at.eq(now));
    let written = crate::on_both!(tx, c => {
        let insert = diesel::insert_into(follows::table).values(&row);
        if chosen {
            insert
                .on_conflict((follows::account_id, follows::thing_kind, follows::thing_key))
                .do_update()
                .set(new)
                .execute(c)
        } else {
            // What somebody has chosen, or was following already, stays.
            insert.on_conflict_do_nothing().execute(c)
        }
    })?;
    Ok(written > 0)
}

/// An account's level for one thing; `None` when nothing was ever chosen.
pub fn find(conn: &mut Conn, account: AccountId, thing: &Followed) -> QueryResult<Option<Level>> {
    follows::table.find((account, thing.kind, &thing.key)).select(follows::level).first(conn).optional()
}

/// The levels of all who have one for any of these things. One query.
pub fn load(conn: &mut Conn, things: &[Followed]) -> QueryResult<HashMap<AccountId, Vec<Level>>> {
    let keys: Vec<&str> = things.iter().map(|thing| thing.key.as_str()).collect();
    let kinds: Vec<&str> = things.iter().map(|thing| thing.kind).collect();
    let rows: Vec<(AccountId, String, String, Level)> = follows::table
        .filter(follows::thing_kind.eq_any(kinds))
        .filter(follows::thing_key.eq_any(keys))
        .select((follows::account_id, follows::thing_kind, follows::thing_key, follows::level))
        .load(conn)?;
    let mut levels: HashMap<AccountId, Vec<Level>> = HashMap::new();
    for (account, kind, key, level) in rows {
        // A tag may be spelt as an id is.
        if things.iter().any(|thing| thing.kind == kind && thing.key == key) {
            levels.entry(account).or_default().push(level);
        }
    }
    Ok(levels)
}

/// What an account hears of by all its levels for one activity: muted anywhere is not told; else the most.
pub fn loudest(levels: &[Level]) -> Option<Level> {
    if levels.contains(&Level::Muted) { Some(Level::Muted) } else { levels.iter().copied().min() }
}

/// Who of these accounts has muted what one member does.
pub fn load_muting(conn: &mut Conn, member: AccountId, accounts: &[AccountId]) -> QueryResult<Vec<AccountId>> {
    follows::table
        .filter(follows::thing_kind.eq(MEMBER))
        .filter(follows::thing_key.eq(member.to_string()))
        .filter(follows::level.eq(Level::Muted))
        .filter(follows::account_id.eq_any(accounts))
        .select(follows::account_id)
        .load(conn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn muted_anywhere_is_muted_and_else_the_most_counts() {
        use Level::{Following, Muted, Normal, Watching};
        assert_eq!(loudest(&[Following, Watching, Normal]), Some(Watching));
        assert_eq!(loudest(&[Watching, Muted]), Some(Muted));
        assert_eq!(loudest(&[Normal]), Some(Normal));
        assert_eq!(loudest(&[]), None);
    }
}

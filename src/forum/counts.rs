//! What a category counts: the threads that are not hidden, their posts, the time of the latest.

use diesel::prelude::*;

use crate::db::schema::{categories, threads};
use crate::db::{CategoryId, Timestamp, Tx};

/// A thread enters its category's counts or leaves them.
#[derive(Debug, Clone, Copy)]
pub enum Turn {
    Enters = 1,
    Leaves = -1,
}

/// Counts a thread with its posts in or out. To be called after the thread's row has changed.
pub fn count_thread(tx: &mut Tx, category: CategoryId, turn: Turn, posts: i64) -> QueryResult<()> {
    let by = turn as i64;
    // First, for it locks the row: a reply elsewhere in the category is then either seen below or comes after.
    diesel::update(categories::table.find(category))
        .set((
            categories::thread_count.eq(categories::thread_count + by),
            categories::post_count.eq(categories::post_count + by * posts),
        ))
        .execute(&mut **tx)?;
    let latest: Option<Timestamp> = threads::table
        .filter(threads::category_id.eq(category))
        .filter(threads::hidden_at.is_null())
        .order(threads::last_post_at.desc())
        .select(threads::last_post_at)
        .first(&mut **tx)
        .optional()?;
    diesel::update(categories::table.find(category)).set(categories::last_post_at.eq(latest)).execute(&mut **tx)?;
    Ok(())
}

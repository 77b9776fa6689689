//! What the forum removes with an account: drafts, thanks, how far it has read. Threads and posts stay.

use diesel::prelude::*;

use crate::accounts::AccountErased;
use crate::db::schema::{drafts, posts, reading, thanks};
use crate::db::{AccountId, Tx};
use crate::error::Result;

pub struct ForumErased;

impl AccountErased for ForumErased {
    fn erase(&self, tx: &mut Tx, account: AccountId) -> Result<()> {
        let thanked = thanks::table.filter(thanks::account_id.eq(account)).select(thanks::post_id);
        diesel::update(posts::table.filter(posts::id.eq_any(thanked)))
            .set(posts::thanks.eq(posts::thanks - 1))
            .execute(&mut **tx)?;
        diesel::delete(thanks::table.filter(thanks::account_id.eq(account))).execute(&mut **tx)?;
        diesel::delete(drafts::table.filter(drafts::account_id.eq(account))).execute(&mut **tx)?;
        diesel::delete(reading::table.filter(reading::account_id.eq(account))).execute(&mut **tx)?;
        Ok(())
    }
}

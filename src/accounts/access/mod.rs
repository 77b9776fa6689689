//! Getting in and staying in control: sign-up and its confirmation, sign-in and out, resetting a password,
//! changing password and address. Whether an address is known here is told to nobody but its owner, by mail.

mod credentials;
mod device;
mod email_change;
mod entry;
mod letters;
mod link;
mod recipient;
mod reset;
mod sent;
mod sign_in;
mod sign_up;
mod typed;

pub use credentials::prove_password;
pub use typed::parse_email;

use chrono::Duration;
use diesel::prelude::*;

use super::session;
use crate::db::Tx;
use crate::db::schema::{account_links, idempotency, signups};
use crate::error::Result;
use crate::web::Endpoint;

/// How long a repeated form leads to what its first try made.
const REPEATS: Duration = Duration::hours(24);

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = sign_up::endpoints();
    all.extend(sign_in::endpoints());
    all.extend(reset::endpoints());
    all.extend(credentials::endpoints());
    all.extend(email_change::endpoints());
    all.extend(sent::endpoints());
    all
}

/// An answer about an address takes no less than this, known or not: what differs in the work is hidden in it.
const EVEN: std::time::Duration = std::time::Duration::from_millis(150);

async fn evenly<T>(work: impl Future<Output = T>) -> T {
    futures_util::future::join(work, tokio::time::sleep(EVEN)).await.0
}

/// Removes what has expired: sign-ups, links, sessions, remembered forms.
pub fn sweep(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    diesel::delete(signups::table.filter(signups::expires_at.le(now))).execute(&mut **tx)?;
    diesel::delete(account_links::table.filter(account_links::expires_at.le(now))).execute(&mut **tx)?;
    diesel::delete(idempotency::table.filter(idempotency::created_at.le(now - REPEATS))).execute(&mut **tx)?;
    session::sweep(tx)?;
    Ok(())
}

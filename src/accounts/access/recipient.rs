//! The owner of an account as mail reaches them.

use chrono_tz::Tz;
use diesel::prelude::*;

use super::super::{PasswordHash, email_key};
use crate::db::schema::accounts;
use crate::db::{AccountId, Conn, Timestamp};
use crate::i18n::Lang;

#[derive(Debug, Clone)]
pub struct Recipient {
    pub id: AccountId,
    pub email: String,
    pub lang: Lang,
    pub zone: Tz,
    pub password: PasswordHash,
    pub disabled: bool,
}

type Row = (AccountId, Option<String>, String, String, Option<String>, Option<Timestamp>);

type Columns = (
    accounts::id,
    accounts::email,
    accounts::language,
    accounts::time_zone,
    accounts::password_hash,
    accounts::disabled_at,
);

const COLUMNS: Columns = (
    accounts::id,
    accounts::email,
    accounts::language,
    accounts::time_zone,
    accounts::password_hash,
    accounts::disabled_at,
);

/// The account with this address.
pub fn find_by_email(conn: &mut Conn, email: &str) -> QueryResult<Option<Recipient>> {
    let row: Option<Row> = accounts::table
        .filter(accounts::email_key.eq(email_key(email)))
        .filter(accounts::deleted_at.is_null())
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(Recipient::from))
}

/// An account that is not deleted.
pub fn find(conn: &mut Conn, id: AccountId) -> QueryResult<Option<Recipient>> {
    let row: Option<Row> =
        accounts::table.find(id).filter(accounts::deleted_at.is_null()).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(Recipient::from))
}

impl From<Row> for Recipient {
    fn from((id, email, language, zone, password, disabled_at): Row) -> Self {
        Self {
            id,
            email: email.unwrap_or_default(),
            lang: Lang::from_code(&language).unwrap_or(Lang::Lt),
            zone: zone.parse().unwrap_or(chrono_tz::Europe::Vilnius),
            password: PasswordHash(password.unwrap_or_default()),
            disabled: disabled_at.is_some(),
        }
    }
}

//! The account itself: making one, finding one.

use diesel::prelude::*;

use super::password::PasswordHash;
use crate::db::schema::accounts;
use crate::db::{AccountId, Conn, Entry, Subject, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Lang, sort_key};
use crate::text;

/// What a new account begins with. The address has been confirmed.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub public_name: String,
    pub email: String,
    pub password: PasswordHash,
    pub language: Lang,
}

/// A public name as people mention it: `@Ona_Pavyzdytė`.
pub fn mention_of(public_name: &str) -> String {
    public_name.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Addresses are one when their letters are: no server of note tells `Ona@` from `ona@`.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Makes an account. A name or an address that is taken is a field error.
pub fn create_account(tx: &mut Tx, new: &NewAccount) -> Result<AccountId> {
    let now = tx.now();
    let row = (
        accounts::public_name.eq(&new.public_name),
        accounts::name_key.eq(text::fold_key(&new.public_name)),
        accounts::mention.eq(text::fold_key(&mention_of(&new.public_name))),
        accounts::sort_key.eq(sort_key(&new.public_name)),
        accounts::email.eq(&new.email),
        accounts::email_key.eq(email_key(&new.email)),
        accounts::password_hash.eq(&new.password.0),
        accounts::language.eq(new.language.code()),
        accounts::time_zone.eq("Europe/Vilnius"),
        accounts::theme.eq("auto"),
        accounts::about.eq(""),
        accounts::reads.eq(serde_json::json!([new.language.code()]).to_string()),
        accounts::created_at.eq(now),
    );
    let inserted = crate::on_both!(tx, c => diesel::insert_into(accounts::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 0 {
        let known = find_by_email(tx, &new.email)?.is_some();
        let (field, message) = if known { ("email", "error-email-taken") } else { ("public_name", "error-name-taken") };
        return Err(Error::from(FieldError::new(field, message)));
    }
    let id = find_by_email(tx, &new.email)?.ok_or_else(|| Error::internal("the new account is not there"))?;
    tx.record(Entry {
        kind: "account.created",
        actor: Some(id),
        subject: Subject { kind: "account", id: id.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
    Ok(id)
}

pub fn find_by_email(conn: &mut Conn, email: &str) -> QueryResult<Option<AccountId>> {
    accounts::table.filter(accounts::email_key.eq(email_key(email))).select(accounts::id).first(conn).optional()
}

//! `/settings`: what members decide for themselves. Address and password stand in `/settings/account`.

mod deletion;
mod interface;
mod profile;
mod sessions;
mod tokens;

use super::{Member, Viewer};
use crate::db::{Entry, Subject, Tx};
use crate::error::{Error, Result};
use crate::web::Endpoint;

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = interface::endpoints();
    all.extend(profile::endpoints());
    all.extend(sessions::endpoints());
    all.extend(tokens::endpoints());
    all.extend(deletion::endpoints());
    all
}

/// Whose settings these are.
fn owner(viewer: &Viewer) -> Result<&Member> {
    viewer.member.as_ref().ok_or(Error::SignIn)
}

/// Keys to the account are for its owner alone: a program with a token could make its own access outlast a
/// revocation.
fn in_person(member: &Member) -> Result<()> {
    if member.session.is_some() { Ok(()) } else { Err(Error::Forbidden("error-in-person")) }
}

/// Notes a change that members make to their own account.
fn record(tx: &mut Tx, member: &Member, kind: &'static str, detail: serde_json::Value) {
    tx.record(Entry {
        kind,
        actor: Some(member.id),
        subject: Subject { kind: "account", id: member.id.0 },
        parent: None,
        container: None,
        detail,
    });
}

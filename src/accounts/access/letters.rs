//! What is told by mail about getting in. Each function queues one letter in the change's transaction.

use serde_json::json;

use super::recipient::Recipient;
use crate::db::Tx;
use crate::error::Result;
use crate::i18n::Lang;
use crate::mail::{self, NewMail};
use crate::web::{Asked, Site};

/// To a new address: the link that makes the account.
pub fn sign_up(tx: &mut Tx, site: &Site, to: &str, lang: Lang, public_name: &str, token: &str) -> Result<()> {
    let link = site.url(&format!("/{lang}/confirm/{token}"));
    let page = json!({ "link": link, "public_name": public_name, "hours": 24 });
    unowned(tx, site, "sign-up", to, lang, page)
}

/// Instead of it, to an address that has an account already.
pub fn sign_up_known(tx: &mut Tx, site: &Site, owner: &Recipient) -> Result<()> {
    let lang = owner.lang;
    let page = json!({
        "link": site.url(&format!("/{lang}/sign-in")),
        "reset": site.url(&format!("/{lang}/password-reset")),
    });
    owned(tx, site, "sign-up-known", owner, page)
}

/// The link that sets a new password.
pub fn reset(tx: &mut Tx, site: &Site, owner: &Recipient, token: &str) -> Result<()> {
    let link = site.url(&format!("/{}/password-reset/{token}", owner.lang));
    owned(tx, site, "reset", owner, json!({ "link": link, "hours": 1 }))
}

/// Instead of it, to an address without an account.
pub fn reset_unknown(tx: &mut Tx, site: &Site, to: &str, lang: Lang) -> Result<()> {
    let page = json!({ "link": site.url(&format!("/{lang}/sign-up")) });
    unowned(tx, site, "reset-unknown", to, lang, page)
}

/// To a new address of an account: the link that puts it in place.
pub fn email_confirm(tx: &mut Tx, site: &Site, owner: &Recipient, to: &str, token: &str) -> Result<()> {
    let link = site.url(&format!("/{}/confirm-email/{token}", owner.lang));
    to_other_address(tx, site, "email-confirm", owner, to, json!({ "link": link, "hours": 24 }))
}

/// Instead of it, to an address that another account has.
pub fn email_taken(tx: &mut Tx, site: &Site, owner: &Recipient, to: &str) -> Result<()> {
    let link = site.url(&format!("/{}/sign-in", owner.lang));
    to_other_address(tx, site, "email-taken", owner, to, json!({ "link": link }))
}

/// To the address that stands: somebody wants another.
pub fn email_asked(tx: &mut Tx, site: &Site, owner: &Recipient, new_email: &str) -> Result<()> {
    let page = json!({ "new_email": new_email, "link": reset_page(site, owner) });
    owned(tx, site, "email-asked", owner, page)
}

/// To the address that stood: it is no longer the account's.
pub fn email_changed(tx: &mut Tx, site: &Site, owner: &Recipient, new_email: &str) -> Result<()> {
    owned(tx, site, "email-changed", owner, json!({ "new_email": new_email }))
}

pub fn password_changed(tx: &mut Tx, site: &Site, owner: &Recipient) -> Result<()> {
    let page = json!({ "at": at(tx, owner), "link": reset_page(site, owner) });
    owned(tx, site, "password-changed", owner, page)
}

/// A sign-in from a browser that has never been used with this account.
pub fn new_device(tx: &mut Tx, site: &Site, owner: &Recipient, asked: &Asked) -> Result<()> {
    let page = json!({ "device": asked.device, "at": at(tx, owner), "link": reset_page(site, owner) });
    owned(tx, site, "new-device", owner, page)
}

fn reset_page(site: &Site, owner: &Recipient) -> String {
    site.url(&format!("/{}/password-reset", owner.lang))
}

fn at(tx: &Tx, owner: &Recipient) -> String {
    owner.lang.locale().formats.date_time(tx.now(), owner.zone)
}

fn owned(tx: &mut Tx, site: &Site, kind: &'static str, owner: &Recipient, page: serde_json::Value) -> Result<()> {
    to_other_address(tx, site, kind, owner, &owner.email, page)
}

fn to_other_address(
    tx: &mut Tx,
    site: &Site,
    kind: &'static str,
    owner: &Recipient,
    to: &str,
    page: serde_json::Value,
) -> Result<()> {
    let mail = NewMail { kind, account: Some(owner.id), to, lang: owner.lang, page, conversation: None };
    mail::queue(tx, site.letterhead(), &mail).map(drop)
}

fn unowned(tx: &mut Tx, site: &Site, kind: &'static str, to: &str, lang: Lang, page: serde_json::Value) -> Result<()> {
    mail::queue(tx, site.letterhead(), &NewMail { kind, account: None, to, lang, page, conversation: None }).map(drop)
}

//! `/unsubscribe/{token}`: no more mail of this sort, with one click and without signing in (RFC 8058). The token is
//! the mail's own; whoever holds it can do just that.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use subtle::ConstantTimeEq;

use super::Notifications;
use super::follow::{self, Level};
use super::following::record_change;
use super::meaning::{Followed, Line};
use super::notice::{Notice, load_wanted};
use super::preferences;
use crate::accounts::Visit;
use crate::db::{AccountId, Tx};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Keys, Page, get, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/unsubscribe/{token}", show).page::<UnsubscribePage>("UnsubscribePage"),
        post("/unsubscribe/{token}", stop),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct UnsubscribePage {
    token: String,
    done: bool,
    /// The kind of notices that is stopped; `None`: what is told of one thing.
    kind: Option<String>,
}

/// What a token stops: mail of a kind, or all that is told of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    account: AccountId,
    /// `kind` and the kind's code, or a thing's kind and id.
    kind: String,
    key: String,
}

impl Target {
    /// A letter of new things stops letters of new things; one of what happens in a thing stops what is told of it, where
    /// it can be followed.
    pub fn of(account: AccountId, told: &[(Notice, Line)], thing: (&str, i64), followable: bool) -> Self {
        let code = told.first().map(|(notice, _)| notice.kind.as_str()).unwrap_or_default();
        let alone = told.iter().all(|(notice, _)| notice.kind == code);
        if !followable || alone && matches!(code, "new_thread" | "moderation" | "thanks") {
            return Self { account, kind: "kind".into(), key: code.into() };
        }
        Self { account, kind: thing.0.into(), key: thing.1.to_string() }
    }

    /// The path that stops it.
    pub fn path(&self, keys: &Keys) -> String {
        format!("/unsubscribe/{}.{}.{}.{}", self.account, self.kind, self.key, self.seal(keys))
    }

    fn seal(&self, keys: &Keys) -> String {
        let text = format!("{}.{}.{}", self.account, self.kind, self.key);
        URL_SAFE_NO_PAD.encode(keys.digest("unsubscribe", &text))
    }

    /// `NotFound` for a token that was not made here.
    fn parse(token: &str, keys: &Keys) -> Result<Self> {
        let mut parts = token.splitn(4, '.');
        let mut part = || parts.next().ok_or(Error::NotFound);
        let account = AccountId(part()?.parse().map_err(|_| Error::NotFound)?);
        let target = Self { account, kind: part()?.to_owned(), key: part()?.to_owned() };
        let sealed = bool::from(part()?.as_bytes().ct_eq(target.seal(keys).as_bytes()));
        if sealed { Ok(target) } else { Err(Error::NotFound) }
    }

    fn notice_kind(self) -> Option<String> {
        (self.kind == "kind").then_some(self.key)
    }

    fn stop(&self, tx: &mut Tx, notifications: &Notifications) -> Result<()> {
        if self.kind == "kind" {
            let kind = notifications.meanings.kinds().find(|kind| kind.code == self.key).ok_or(Error::NotFound)?;
            let mut wanted = load_wanted(tx, kind, &[self.account])?.remove(&self.account).unwrap_or(kind.wanted);
            wanted.mail = false;
            return preferences::set(tx, self.account, kind, wanted);
        }
        let kind = notifications.meanings.followable(&self.kind).ok_or(Error::NotFound)?;
        follow::set(tx, self.account, &Followed::new(kind, &self.key), Level::Muted, true)?;
        record_change(tx, self.account);
        Ok(())
    }
}

async fn show(visit: Visit, path: Path<String>) -> Result<HttpResponse> {
    answer(&visit, path.into_inner(), false).await
}

/// Mail programs send this by themselves when their reader says so; people, by the page's button.
async fn stop(visit: Visit, path: Path<String>, notifications: Data<Notifications>) -> Result<HttpResponse> {
    let token = path.into_inner();
    let target = Target::parse(&token, &visit.site.keys)?;
    visit.site.db.write(move |tx| target.stop(tx, &notifications)).await?;
    answer(&visit, token, true).await
}

async fn answer(visit: &Visit, token: String, done: bool) -> Result<HttpResponse> {
    let kind = Target::parse(&token, &visit.site.keys)?.notice_kind();
    visit
        .page(move |_, viewer| {
            let page = UnsubscribePage { token, done, kind };
            Ok(Page::new("notifications/unsubscribe", viewer.lang.locale().say("unsubscribe-title"), page)
                .not_indexed())
        })
        .await
}

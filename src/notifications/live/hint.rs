//! One hint: made once from an activity, sent to many.

use bytestring::ByteString;
use serde_json::{Map, Value};

use super::super::{Hint, Meanings, Notifications, Sight};
use crate::accounts::{Viewer, load_viewers};
use crate::activity::Activity;
use crate::db::{AccountId, Conn, Subject, Timestamp};
use crate::error::Result;

/// What is sent, to whom.
pub struct Told {
    pub seq: i64,
    /// The JSON, as it is sent.
    pub text: ByteString,
    pub channels: Vec<Subject>,
    takes_away: bool,
    pub sight: Sight,
}

impl Told {
    /// Whether those who look at the channel and may not know have just lost it.
    pub fn takes_away(&self, channel: Subject) -> bool {
        self.takes_away && self.channels.first() == Some(&channel)
    }
}

/// An account's own channel.
pub fn own_channel(account: AccountId) -> Subject {
    Subject { kind: "inbox", id: account.0 }
}

/// Under which it is known that an account has sockets.
pub fn account_channel(account: AccountId) -> Subject {
    Subject { kind: "account", id: account.0 }
}

/// The account whose rights an activity may have changed: its sockets are judged anew.
pub fn concerned_account(activity: &Activity) -> Option<AccountId> {
    (activity.subject_kind == "account").then_some(AccountId(activity.subject_id))
}

/// The account whose inbox an activity has changed.
pub fn concerned_inbox(activity: &Activity) -> Option<AccountId> {
    (activity.subject_kind == "inbox").then_some(AccountId(activity.subject_id))
}

/// What an activity of a feature tells to those who look.
pub fn of_feature(conn: &mut Conn, meanings: &Meanings, activity: &Activity) -> Result<Option<Told>> {
    for meaning in meanings.iter() {
        if let Some(hint) = meaning.hint(conn, activity)? {
            let Hint { channels, detail, takes_away, sight } = hint;
            let text = serialise(activity, detail);
            return Ok(Some(Told { seq: activity.id.0, text, channels, takes_away, sight }));
        }
    }
    Ok(None)
}

/// What a change of an inbox tells to its owner: how much is unread now.
pub fn of_inbox(
    conn: &mut Conn,
    notifications: &Notifications,
    activity: &Activity,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<Told>> {
    let Some(viewer) = load_viewers(conn, &[account], now)?.remove(&account) else { return Ok(None) };
    let text = inbox_text(conn, notifications, activity, &viewer)?;
    let sight: Sight = Box::new(move |viewer| viewer.id() == Some(account));
    Ok(Some(Told { seq: activity.id.0, text, channels: vec![own_channel(account)], takes_away: false, sight }))
}

pub fn inbox_text(
    conn: &mut Conn,
    notifications: &Notifications,
    activity: &Activity,
    viewer: &Viewer,
) -> Result<ByteString> {
    let unread = notifications.counts.unread(conn, viewer, &notifications.meanings, None)?.count;
    Ok(serialise(activity, Map::from_iter([("unread".to_owned(), unread.into())])))
}

fn serialise(activity: &Activity, mut detail: Map<String, Value>) -> ByteString {
    detail.insert("seq".to_owned(), activity.id.0.into());
    detail.insert("kind".to_owned(), activity.kind.clone().into());
    Value::Object(detail).to_string().into()
}

/// What the server says of the socket itself: `hello`, `reload`, …
pub fn notice(kind: &str, seq: Option<i64>, channel: Option<&str>) -> ByteString {
    let mut object = Map::new();
    object.insert("kind".to_owned(), kind.into());
    if let Some(seq) = seq {
        object.insert("seq".to_owned(), seq.into());
    }
    if let Some(channel) = channel {
        object.insert("channel".to_owned(), channel.into());
    }
    Value::Object(object).to_string().into()
}

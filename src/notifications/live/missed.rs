//! What somebody has missed, read from the log: for a socket that opens again, and for polls.

use bytestring::ByteString;

use super::super::Notifications;
use super::hint::{concerned_inbox, inbox_text, of_feature, own_channel};
use super::{MOST_MISSED, parse_channel};
use crate::accounts::Viewer;
use crate::activity::{Activity, newest, read_after};
use crate::db::{ActivityId, Conn, Subject};
use crate::error::Result;

/// What stands in the log for one viewer, as of one moment.
pub struct Missed {
    /// The end of the log at that moment.
    pub seq: i64,
    /// The asked channels, each with the thing that it is of where the viewer may look at it.
    pub channels: Vec<(String, Option<Subject>)>,
    pub hints: Vec<ByteString>,
    /// Too much was missed to be told one by one.
    pub reload: bool,
}

impl Missed {
    /// Reads what the viewer, looking at the `asked` channels, has missed since an activity; nothing without one. To be
    /// called inside one read transaction. Up to 500 activities are read, and a hint costs a few queries where it is
    /// of a channel.
    pub fn load(
        conn: &mut Conn,
        notifications: &Notifications,
        viewer: &Viewer,
        asked: Vec<String>,
        since: Option<i64>,
    ) -> Result<Self> {
        let seq = newest(conn)?.0;
        let mut channels = Vec::new();
        for text in asked {
            let subject = parse_channel(&notifications.meanings, &text);
            let open = match subject {
                Some(subject) if may_look(conn, notifications, viewer, subject)? => Some(subject),
                _ => None,
            };
            channels.push((text, open));
        }
        let mut missed = Self { seq, channels, hints: Vec::new(), reload: false };
        if let Some(since) = since {
            missed.read(conn, notifications, viewer, since)?;
        }
        Ok(missed)
    }

    fn read(&mut self, conn: &mut Conn, notifications: &Notifications, viewer: &Viewer, since: i64) -> Result<()> {
        let read = read_after(conn, ActivityId(since), MOST_MISSED + 1)?;
        // From the future: the log is another, restored from a backup.
        if i64::try_from(read.len()).unwrap_or(i64::MAX) > MOST_MISSED || since > self.seq || since < 0 {
            self.reload = true;
            return Ok(());
        }
        let mut looked_at: Vec<Subject> = self.channels.iter().filter_map(|(_, subject)| *subject).collect();
        looked_at.extend(viewer.id().map(own_channel));
        let touches = |activity: &Activity| {
            activity.touches().any(|(kind, id)| looked_at.iter().any(|one| one.kind == kind && one.id == id))
        };
        for activity in read.iter().filter(|activity| touches(activity)) {
            if concerned_inbox(activity).is_some() {
                self.hints.push(inbox_text(conn, notifications, activity, viewer)?);
            } else if let Some(told) = of_feature(conn, &notifications.meanings, activity)?
                && told.channels.iter().any(|channel| looked_at.contains(channel))
                && (told.sight)(viewer)
            {
                self.hints.push(told.text);
            }
        }
        Ok(())
    }
}

fn may_look(conn: &mut Conn, notifications: &Notifications, viewer: &Viewer, thing: Subject) -> Result<bool> {
    for meaning in notifications.meanings.iter() {
        if let Some(may) = meaning.admits(conn, viewer, thing.kind, thing.id)? {
            return Ok(may);
        }
    }
    Ok(false)
}

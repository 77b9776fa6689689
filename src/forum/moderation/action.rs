//! One act of a moderator: a row of the log and an activity.

use diesel::prelude::*;

use super::super::post::PostRow;
use super::super::thread::Thread;
use crate::db::schema::moderation_actions;
use crate::db::{AccountId, CategoryId, Entry, Subject, Tx};
use crate::error::Result;

crate::text_codes! {
    /// What was done.
    Action {
        ThreadClosed = "thread_closed",
        ThreadOpened = "thread_opened",
        ThreadPinned = "thread_pinned",
        ThreadUnpinned = "thread_unpinned",
        ThreadHidden = "thread_hidden",
        ThreadShown = "thread_shown",
        ThreadMoved = "thread_moved",
        PostHidden = "post_hidden",
        PostShown = "post_shown",
    }
}

impl Action {
    /// The kind of its activity.
    fn kind(self) -> &'static str {
        match self {
            Self::ThreadClosed => "thread.closed",
            Self::ThreadOpened => "thread.opened",
            Self::ThreadPinned => "thread.pinned",
            Self::ThreadUnpinned => "thread.unpinned",
            Self::ThreadHidden => "thread.hidden",
            Self::ThreadShown => "thread.shown",
            Self::ThreadMoved => "thread.moved",
            Self::PostHidden => "post.hidden",
            Self::PostShown => "post.shown",
        }
    }
}

/// What is written down of an act. `thread` as it stood before.
pub struct Act<'a> {
    pub action: Action,
    pub thread: &'a Thread,
    pub post: Option<&'a PostRow>,
    /// Where the thread was moved.
    pub to: Option<CategoryId>,
    pub reason: &'a str,
}

impl<'a> Act<'a> {
    pub fn on_thread(action: Action, thread: &'a Thread, reason: &'a str) -> Self {
        Self { action, thread, post: None, to: None, reason }
    }

    pub fn on_post(action: Action, thread: &'a Thread, post: &'a PostRow, reason: &'a str) -> Self {
        Self { post: Some(post), ..Self::on_thread(action, thread, reason) }
    }

    pub fn record(&self, tx: &mut Tx, by: AccountId) -> Result<()> {
        let now = tx.now();
        let id: i64 = diesel::insert_into(moderation_actions::table)
            .values((
                moderation_actions::at.eq(now),
                moderation_actions::moderator_id.eq(by),
                moderation_actions::action.eq(self.action),
                moderation_actions::category_id.eq(self.thread.category_id),
                moderation_actions::to_category_id.eq(self.to),
                moderation_actions::thread_id.eq(self.thread.id),
                moderation_actions::post_id.eq(self.post.map(|post| post.id)),
                moderation_actions::reason.eq(self.reason),
            ))
            .returning(moderation_actions::id)
            .get_result(&mut **tx)?;
        let left = self.thread.container();
        let (parent, container) = match (self.post, self.to) {
            (Some(_), _) => (Some(self.thread.subject()), left),
            // Kept pages of both categories show the thread, or should: the one that it left is named as well.
            (None, Some(to)) => (Some(left), Subject { kind: "category", id: to.0 }),
            (None, None) => (None, left),
        };
        tx.record(Entry {
            kind: self.action.kind(),
            actor: Some(by),
            subject: self.post.map_or(self.thread.subject(), PostRow::subject),
            parent,
            container: Some(container),
            detail: serde_json::json!({ "moderation_action": id }),
        });
        Ok(())
    }
}

//! How the forum's notices are shown: what they say, where they lead, and which of them a viewer may see now.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::Readable;
use super::meaning::{MODERATION, THANKS};
use super::moderation::Action;
use super::post::PostRow;
use super::thread::Thread;
use crate::accounts::Viewer;
use crate::db::schema::{activities, moderation_actions, posts, thanks, threads};
use crate::db::{AccountId, ActivityId, Conn, PostId, ThreadId};
use crate::error::Result;
use crate::i18n::Lang;
use crate::notifications::{Line, Notice};

/// What the lines of some notices are made of.
pub(super) struct Known {
    readable: Readable,
    threads: HashMap<ThreadId, Thread>,
    posts: HashMap<PostId, PostRow>,
    /// Action and reason, by activity.
    acts: HashMap<ActivityId, (Action, String)>,
    /// Thanks that still stand.
    thanked: HashSet<(PostId, AccountId)>,
}

impl Known {
    pub fn load(conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Self> {
        let ids: Vec<i64> = notices.iter().map(|notice| notice.thing_id).collect();
        let of_posts = notices.iter().filter(|notice| notice.subject_kind == "post");
        let post_ids: Vec<PostId> = of_posts.map(|notice| PostId(notice.subject_id)).collect();
        let found: Vec<Thread> =
            threads::table.filter(threads::id.eq_any(ids)).select(Thread::as_select()).load(conn)?;
        let rows: Vec<PostRow> = if post_ids.is_empty() {
            Vec::new()
        } else {
            posts::table.filter(posts::id.eq_any(&post_ids)).select(PostRow::as_select()).load(conn)?
        };
        let of_thanks: Vec<PostId> =
            notices.iter().filter(|n| n.kind == THANKS.code).map(|n| PostId(n.subject_id)).collect();
        let thanked: Vec<(PostId, AccountId)> = if of_thanks.is_empty() {
            Vec::new()
        } else {
            thanks::table
                .filter(thanks::post_id.eq_any(of_thanks))
                .select((thanks::post_id, thanks::account_id))
                .load(conn)?
        };
        Ok(Self {
            readable: Readable::load(conn, viewer)?,
            threads: found.into_iter().map(|thread| (thread.id, thread)).collect(),
            posts: rows.into_iter().map(|post| (post.id, post)).collect(),
            acts: acts(conn, notices)?,
            thanked: thanked.into_iter().collect(),
        })
    }

    pub fn line(&self, viewer: &Viewer, notice: &Notice) -> Option<Line> {
        let thread = self.threads.get(&ThreadId(notice.thing_id))?;
        let post = self.posts.get(&PostId(notice.subject_id)).filter(|_| notice.subject_kind == "post");
        let admitted = thread.admit(viewer, &self.readable).is_ok();
        let shown =
            admitted && (notice.subject_kind != "post" || post.is_some_and(|post| post.shows_text(viewer, thread)));
        let url = match post {
            Some(post) => thread.post_path(viewer.lang, post.number),
            None => thread.path(viewer.lang),
        };
        let title = Some((thread.title.clone(), thread.language));
        if notice.kind == MODERATION.code {
            let own = post.map_or(thread.author_id, |post| post.author_id);
            let (action, reason) = self.acts.get(&notice.activity_id).filter(|_| viewer.id() == Some(own))?;
            let message = format!("notice-{action}");
            // Where the thread was taken out of sight its author learns why, and neither its title nor its place.
            return Some(Line {
                message,
                url: if admitted { url } else { rules(viewer.lang) },
                title: title.filter(|_| admitted),
                reason: Some(reason.clone()),
                discreet: false,
            });
        }
        let stands = notice.kind != THANKS.code
            || notice.actor_id.is_some_and(|actor| self.thanked.contains(&(PostId(notice.subject_id), actor)));
        (shown && stands).then(|| Line {
            message: format!("notice-{}", notice.kind),
            url,
            title,
            reason: None,
            discreet: false,
        })
    }
}

/// Where it is said what moderators do.
fn rules(lang: Lang) -> String {
    format!("/{lang}/rules")
}

/// What moderators did and why, for notices of it.
fn acts(conn: &mut Conn, notices: &[Notice]) -> Result<HashMap<ActivityId, (Action, String)>> {
    let of: Vec<ActivityId> =
        notices.iter().filter(|notice| notice.kind == MODERATION.code).map(|notice| notice.activity_id).collect();
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let details: Vec<(ActivityId, String)> =
        activities::table.filter(activities::id.eq_any(of)).select((activities::id, activities::detail)).load(conn)?;
    let act_of = |detail: &str| -> Option<i64> {
        serde_json::from_str::<serde_json::Value>(detail).ok()?.get("moderation_action")?.as_i64()
    };
    let by_act: HashMap<i64, ActivityId> =
        details.iter().filter_map(|(id, detail)| Some((act_of(detail)?, *id))).collect();
    let rows: Vec<(i64, Action, String)> = moderation_actions::table
        .filter(moderation_actions::id.eq_any(by_act.keys().copied().collect::<Vec<_>>()))
        .select((moderation_actions::id, moderation_actions::action, moderation_actions::reason))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, action, reason)| Some((*by_act.get(&id)?, (action, reason)))).collect())
}

//! What the forum's activities mean: whom they concern and who may know. How they are told stands in `told`.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::category::Category;
use super::post::PostRow;
use super::thread::{Thread, find_thread, visible};
use super::told::Known;
use super::{Readable, list};
use crate::accounts::{Role, Viewer};
use crate::activity::Activity;
use crate::areas::list_areas;
use crate::db::schema::{grants, posts, threads};
use crate::db::{AccountId, CategoryId, Conn, Subject, ThreadId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::notifications::{Concern, Followed, Hint, Line, Meaning, Named, Notice, NoticeKind, Once, Sight, Wanted};

const AT_ONCE: Wanted = Wanted { inbox: true, live: true, mail: true, digest: true };
const ON_THE_SITE: Wanted = Wanted { inbox: true, live: true, mail: false, digest: true };

const KINDS: &[NoticeKind] = &[
    NoticeKind { code: "mention", wanted: AT_ONCE, always: false },
    NoticeKind { code: "quote", wanted: AT_ONCE, always: false },
    NoticeKind { code: "reply", wanted: AT_ONCE, always: false },
    NoticeKind { code: "followed_reply", wanted: AT_ONCE, always: false },
    NoticeKind { code: "new_thread", wanted: AT_ONCE, always: false },
    NoticeKind { code: "thanks", wanted: ON_THE_SITE, always: false },
    NoticeKind { code: "moderation", wanted: AT_ONCE, always: true },
];
const MENTION: &NoticeKind = &KINDS[0];
const QUOTE: &NoticeKind = &KINDS[1];
const REPLY: &NoticeKind = &KINDS[2];
const FOLLOWED_REPLY: &NoticeKind = &KINDS[3];
const NEW_THREAD: &NoticeKind = &KINDS[4];
pub(super) const THANKS: &NoticeKind = &KINDS[5];
pub(super) const MODERATION: &NoticeKind = &KINDS[6];

pub struct ForumMeaning;

/// A thread as a thing to follow.
pub fn followed_thread(id: ThreadId) -> Followed {
    Followed::new("thread", id)
}

pub fn followed_category(id: CategoryId) -> Followed {
    Followed::new("category", id)
}

/// The thread that an activity is of, with the categories that decide who reads it.
struct Scene {
    thread: Arc<Thread>,
    categories: Arc<Vec<Category>>,
    post: Option<Arc<PostRow>>,
    /// What the activity notes beside its ids.
    detail: serde_json::Value,
}

impl Scene {
    fn load(conn: &mut Conn, activity: &Activity) -> Result<Option<Self>> {
        let (thread, post) = match (activity.subject_kind.as_str(), activity.parent_kind.as_deref()) {
            ("thread", _) => (activity.subject_id, None),
            ("post", Some("thread")) => (activity.parent_id.unwrap_or(0), Some(activity.subject_id)),
            _ => return Ok(None),
        };
        let thread: Option<Thread> = threads::table.find(thread).select(Thread::as_select()).first(conn).optional()?;
        let Some(thread) = thread else { return Ok(None) };
        let post = match post {
            Some(id) => posts::table.find(id).select(PostRow::as_select()).first(conn).optional()?.map(Arc::new),
            None => None,
        };
        let detail = serde_json::from_str(&activity.detail).map_err(Error::internal)?;
        Ok(Some(Self { thread: Arc::new(thread), categories: Arc::new(Category::list(conn)?), post, detail }))
    }

    /// Accounts that the activity names.
    fn accounts(&self, name: &str) -> Vec<AccountId> {
        let ids = self.detail.get(name).and_then(serde_json::Value::as_array);
        ids.into_iter().flatten().filter_map(serde_json::Value::as_i64).map(AccountId).collect()
    }

    /// Those who see the thread and, where it is of a post, its text.
    fn sight(&self) -> Sight {
        let (thread, categories, post) = (Arc::clone(&self.thread), Arc::clone(&self.categories), self.post.clone());
        Box::new(move |viewer| {
            thread.admit(viewer, &Readable::among(&categories, viewer)).is_ok()
                && post.as_ref().is_none_or(|post| post.shows_text(viewer, &thread))
        })
    }

    /// Those who see the thread, or would if it were not hidden: they are told that it is.
    fn sight_of_place(&self, hidden: bool) -> Sight {
        let (thread, categories) = (Arc::clone(&self.thread), Arc::clone(&self.categories));
        Box::new(move |viewer| {
            let readable = Readable::among(&categories, viewer);
            if hidden { readable.find(thread.category_id).is_some() } else { thread.admit(viewer, &readable).is_ok() }
        })
    }

    /// Everyone by name: moderators' acts are told to the author even of what they cannot see any more.
    fn sight_of(account: AccountId) -> Sight {
        Box::new(move |viewer| viewer.id() == Some(account))
    }

    fn concern(&self) -> Concern {
        Concern {
            thing: self.thread.subject(),
            position: self.post.as_ref().map_or(1, |post| post.number),
            told: Vec::new(),
            followed: vec![followed_thread(self.thread.id)],
            followed_as: None,
            around: self.around(),
            by_role: Vec::new(),
            told_elsewhere: Vec::new(),
            once: Once::No,
            sight: self.sight(),
        }
    }

    fn category(&self) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == self.thread.category_id)
    }

    /// The category of the thread, the one above and their area.
    fn around(&self) -> Vec<Followed> {
        let category = self.category();
        let mut around = vec![followed_category(self.thread.category_id)];
        around.extend(category.and_then(|c| c.parent_id).map(followed_category));
        around.extend(category.and_then(|c| c.area_id).map(|id| Followed::new("area", id)));
        around
    }

    fn called(&self) -> Vec<(AccountId, &'static NoticeKind)> {
        let mentions = self.accounts("mentions").into_iter().map(|id| (id, MENTION));
        mentions.chain(self.accounts("quotes").into_iter().map(|id| (id, QUOTE))).collect()
    }

    fn new_thread(&self, conn: &mut Conn, now: Timestamp) -> Result<Concern> {
        let thread = &self.thread;
        let mut followed = self.around();
        followed.push(Followed::new("language", thread.language.code()));
        let tags = list::tags_of(conn, &[thread.id])?.remove(&thread.id).unwrap_or_default();
        followed.extend(tags.into_iter().map(|tag| Followed::new("tag", tag)));
        let by_role = moderators_of(conn, thread.category_id, now)?;
        // Whom its first post calls by name is told of that.
        let told_elsewhere = self.called().into_iter().map(|(account, _)| account).collect();
        Ok(Concern { followed, followed_as: Some(NEW_THREAD), by_role, told_elsewhere, ..self.concern() })
    }

    fn new_post(&self, conn: &mut Conn, post: &PostRow) -> Result<Concern> {
        let mut told = self.called();
        if post.number == 1 {
            return Ok(Concern { told, ..self.concern() });
        }
        if let Some(to) = self.detail.get("reply_to").and_then(serde_json::Value::as_i64) {
            let author = posts::table
                .filter(posts::thread_id.eq(self.thread.id))
                .filter(posts::number.eq(to))
                .select(posts::author_id)
                .first(conn)
                .optional()?;
            told.extend(author.map(|author: AccountId| (author, REPLY)));
        }
        told.push((self.thread.author_id, REPLY));
        Ok(Concern { told, followed_as: Some(FOLLOWED_REPLY), ..self.concern() })
    }

    /// What a moderator did, to whose thread or post it is.
    fn moderated(&self) -> Concern {
        let author = self.post.as_ref().map_or(self.thread.author_id, |post| post.author_id);
        Concern { told: vec![(author, MODERATION)], sight: Self::sight_of(author), ..self.concern() }
    }
}

/// Those who moderate this category by name: they hear of what is new there.
fn moderators_of(conn: &mut Conn, category: CategoryId, now: Timestamp) -> QueryResult<Vec<AccountId>> {
    grants::table
        .filter(grants::role.eq(Role::Moderator))
        .filter(grants::scope_kind.eq("category"))
        .filter(grants::scope_id.eq(category.0))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .select(grants::account_id)
        .distinct()
        .load(conn)
}

impl Meaning for ForumMeaning {
    fn kinds(&self) -> &'static [NoticeKind] {
        KINDS
    }

    fn followable(&self) -> &'static [&'static str] {
        &["thread", "category", "area", "tag", "language"]
    }

    fn minds(&self, kind: &str) -> bool {
        matches!(
            kind,
            "thread.created"
                | "post.created"
                | "post.edited"
                | "thanks.given"
                | "post.hidden"
                | "post.shown"
                | "thread.closed"
                | "thread.opened"
                | "thread.hidden"
                | "thread.shown"
                | "thread.moved"
        )
    }

    fn concern(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Concern>> {
        let Some(scene) = Scene::load(conn, activity)? else { return Ok(None) };
        let concern = match (activity.kind.as_str(), scene.post.as_deref()) {
            ("thread.created", _) => scene.new_thread(conn, activity.at)?,
            ("post.created", Some(post)) => scene.new_post(conn, post)?,
            ("post.edited", _) => Concern { told: scene.called(), once: Once::Subject, ..scene.concern() },
            ("thanks.given", Some(post)) => {
                Concern { told: vec![(post.author_id, THANKS)], once: Once::SubjectAndActor, ..scene.concern() }
            }
            _ => scene.moderated(),
        };
        Ok(Some(concern))
    }

    fn lines(&self, conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Vec<Option<Line>>> {
        let known = Known::load(conn, viewer, notices)?;
        Ok(notices.iter().map(|notice| known.line(viewer, notice)).collect())
    }

    fn names(&self, conn: &mut Conn, viewer: &Viewer, things: &[Followed]) -> Result<HashMap<Followed, Named>> {
        let lang = viewer.lang;
        let readable = Readable::load(conn, viewer)?;
        let categories = readable.names(conn, viewer)?;
        let titles = titles(conn, viewer, &readable, things)?;
        let areas =
            if things.iter().any(|thing| thing.kind == "area") { list_areas(conn, viewer)? } else { Vec::new() };
        let name = |thing: &Followed| -> Option<Named> {
            let id = || thing.key.parse::<i64>().ok();
            match thing.kind {
                "thread" => titles.get(&ThreadId(id()?)).cloned(),
                "category" => {
                    let category = readable.find(CategoryId(id()?))?;
                    let name = categories.get(&category.id)?.title.clone();
                    Some(Named { name, url: Some(format!("/{lang}/c/{}", category.slug)) })
                }
                "area" => {
                    let area = areas.iter().find(|area| Some(area.id.0) == id())?;
                    Some(Named { name: area.name.clone(), url: Some(format!("/{lang}/areas/{}", area.slug)) })
                }
                "tag" => Some(Named { name: thing.key.clone(), url: None }),
                "language" => {
                    let language = ContentLanguage::from_code(&thing.key)?;
                    Some(Named { name: language.own_name().to_owned(), url: None })
                }
                _ => None,
            }
        };
        Ok(things.iter().filter_map(|thing| Some((thing.clone(), name(thing)?))).collect())
    }

    fn hint(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Hint>> {
        const HINTED: [&str; 14] = [
            "post.created",
            "post.edited",
            "post.deleted",
            "post.restored",
            "post.hidden",
            "post.shown",
            "thread.created",
            "thread.edited",
            "thread.closed",
            "thread.opened",
            "thread.hidden",
            "thread.shown",
            "thread.moved",
            "thread.pinned",
        ];
        if !HINTED.contains(&activity.kind.as_str()) {
            return Ok(None);
        }
        let Some(scene) = Scene::load(conn, activity)? else { return Ok(None) };
        let mut detail = serde_json::Map::new();
        detail.insert("thread".into(), scene.thread.id.0.into());
        if let Some(post) = &scene.post {
            detail.insert("number".into(), post.number.into());
        }
        if matches!(activity.kind.as_str(), "post.created" | "thread.created") {
            detail.insert("by".into(), activity.actor_id.map(|id| id.0).into());
        }
        let mut channels = vec![scene.thread.subject()];
        let categories = [
            activity.container_kind.as_deref().zip(activity.container_id),
            activity.parent_kind.as_deref().zip(activity.parent_id),
        ];
        let categories = categories.into_iter().flatten().filter(|(kind, _)| *kind == "category");
        channels.extend(categories.map(|(_, id)| Subject { kind: "category", id }));
        let sight = scene.sight_of_place(activity.kind == "thread.hidden");
        Ok(Some(Hint { channels, detail, takes_away: activity.kind == "thread.moved", sight }))
    }

    fn admits(&self, conn: &mut Conn, viewer: &Viewer, kind: &str, id: i64) -> Result<Option<bool>> {
        let readable = Readable::load(conn, viewer)?;
        match kind {
            "thread" => match find_thread(conn, viewer, &readable, ThreadId(id)) {
                Ok(_) => Ok(Some(true)),
                Err(Error::NotFound) => Ok(Some(false)),
                Err(error) => Err(error),
            },
            "category" => Ok(Some(readable.find(CategoryId(id)).is_some())),
            _ => Ok(None),
        }
    }
}

/// Titles of followed threads.
fn titles(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    things: &[Followed],
) -> Result<HashMap<ThreadId, Named>> {
    let of_threads = things.iter().filter(|thing| thing.kind == "thread");
    let ids: Vec<ThreadId> = of_threads.filter_map(|thing| Some(ThreadId(thing.key.parse().ok()?))).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Thread> = threads::table
        .filter(threads::id.eq_any(ids))
        .filter(visible(viewer, readable.ids()))
        .select(Thread::as_select())
        .load(conn)?;
    let named = |thread: Thread| (thread.id, Named { url: Some(thread.path(viewer.lang)), name: thread.title });
    Ok(rows.into_iter().map(named).collect())
}

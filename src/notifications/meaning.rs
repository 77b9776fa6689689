//! What activities mean to people. The engine here knows none of them: each feature says in one file whom its
//! activities concern, how they are told and where they lead. Registered in `app.rs`.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::notice::Notice;
use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::db::{AccountId, Conn, Subject};
use crate::error::Result;
use crate::i18n::ContentLanguage;

/// A kind of notice. The message `notice-kind-{code}` names it.
#[derive(Debug, PartialEq, Eq)]
pub struct NoticeKind {
    /// In the database and in forms: never to be changed.
    pub code: &'static str,
    /// Where members have it until they choose otherwise.
    pub wanted: Wanted,
    /// Told whatever its receiver has muted: what was done to what is theirs.
    pub always: bool,
}

/// Where a member wants a kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Wanted {
    pub inbox: bool,
    pub live: bool,
    /// By e-mail, after a delay.
    pub mail: bool,
    pub digest: bool,
}

/// Something that can be followed: `thread` and its id, `tag` and its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Followed {
    pub kind: &'static str,
    pub key: String,
}

impl Followed {
    pub fn new(kind: &'static str, key: impl ToString) -> Self {
        Self { kind, key: key.to_string() }
    }
}

/// Says of a viewer whether they may know; holds all that it needs to.
pub type Sight = Box<dyn Fn(&Viewer) -> bool + Send + Sync>;

/// Whom an activity concerns.
pub struct Concern {
    /// What notices are gathered by: a thread.
    pub thing: Subject,
    /// How far one must read there to have seen it: the number of the post.
    pub position: i64,
    /// Those whom it concerns by name; of several kinds for one account the first counts.
    pub told: Vec<(AccountId, &'static NoticeKind)>,
    /// Followers of these are told, unless they have muted one of them.
    pub followed: Vec<Followed>,
    /// What lies around them: whoever has muted it, and has chosen nothing for what is followed, is not told.
    pub around: Vec<Followed>,
    /// As what they are told.
    pub followed_as: Option<&'static NoticeKind>,
    /// Those who follow the thing by their role, until they choose otherwise.
    pub by_role: Vec<AccountId>,
    /// Accounts that another activity of the same moment tells of it.
    pub told_elsewhere: Vec<AccountId>,
    pub once: Once,
    pub sight: Sight,
}

/// What is told only once, though it may happen again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Once {
    /// Each time counts.
    No,
    /// Nobody is told of one subject by one kind twice: for texts that change.
    Subject,
    /// The same, of each who does it: for what is taken back and done again.
    SubjectAndActor,
}

/// How a notice is shown.
#[derive(Debug, Clone)]
pub struct Line {
    /// The Fluent message that tells it: `who`, `others`, `count`.
    pub message: String,
    /// Path on this site, in the viewer's language.
    pub url: String,
    /// Of the thing; `None` where the viewer may know of the notice alone.
    pub title: Option<(String, ContentLanguage)>,
    /// What a moderator gave.
    pub reason: Option<String>,
    /// Its title stays on the site: a letter about it says that there is something, and not about what.
    pub discreet: bool,
}

/// What a followed thing is called.
#[derive(Debug, Clone)]
pub struct Named {
    pub name: String,
    /// Where it can be seen, if anywhere.
    pub url: Option<String>,
}

/// What is told to whoever looks at a thing while it changes: ids and codes only, so that it may be sent to all.
pub struct Hint {
    /// The things at whose pages it is of interest: among those that the activity touches, so that it is not made where
    /// nobody looks.
    pub channels: Vec<Subject>,
    /// Members of the JSON object beside `seq` and `kind`.
    pub detail: serde_json::Map<String, serde_json::Value>,
    /// It may take the first of the channels out of a reader's sight: whoever looks there and may not any more is told
    /// so. Of what happens to it later they hear nothing.
    pub takes_away: bool,
    pub sight: Sight,
}

/// What a feature's activities mean.
pub trait Meaning: Send + Sync {
    /// The kinds of notices that it makes.
    fn kinds(&self) -> &'static [NoticeKind];

    /// The kinds of things that can be followed, in the order of the page that lists them.
    fn followable(&self) -> &'static [&'static str];

    /// Whether activities of this kind concern anybody.
    fn minds(&self, kind: &str) -> bool;

    /// Whom the activity concerns, and who may know of it as things stand.
    fn concern(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Concern>>;

    /// How the notices of its kinds are shown to a viewer, one for each; `None` for what the viewer may not see (any
    /// more). A fixed number of queries.
    fn lines(&self, conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Vec<Option<Line>>>;

    /// What followed things of its kinds are called; what the viewer may not see is left out. A fixed number of
    /// queries.
    fn names(&self, conn: &mut Conn, viewer: &Viewer, things: &[Followed]) -> Result<HashMap<Followed, Named>>;

    /// What is told at once to those who look at the thing; `None` when nothing is.
    fn hint(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Hint>>;

    /// Whether the viewer may look at a thing of its kinds; `None` when the kind is not its own.
    fn admits(&self, conn: &mut Conn, viewer: &Viewer, kind: &str, id: i64) -> Result<Option<bool>>;
}

/// Those of this process.
#[derive(Clone)]
pub struct Meanings(pub Arc<Vec<Arc<dyn Meaning>>>);

impl Meanings {
    pub fn new(all: Vec<Arc<dyn Meaning>>) -> Self {
        Self(Arc::new(all))
    }

    pub fn iter(&self) -> impl Iterator<Item = &dyn Meaning> {
        self.0.iter().map(|meaning| &**meaning)
    }

    /// Every kind of notice, in the order of the preferences.
    pub fn kinds(&self) -> impl Iterator<Item = &'static NoticeKind> {
        self.iter().flat_map(|meaning| meaning.kinds())
    }

    /// What can be followed, under the name that the features use.
    pub fn followable(&self, kind: &str) -> Option<&'static str> {
        self.iter().flat_map(|meaning| meaning.followable()).copied().find(|known| *known == kind)
    }

    /// How notices are shown, one for each: `None` for what the viewer may not see.
    pub fn lines(&self, conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Vec<Option<Line>>> {
        let mut lines: Vec<Option<Line>> = vec![None; notices.len()];
        for meaning in self.iter() {
            let knows = |notice: &Notice| meaning.kinds().iter().any(|kind| kind.code == notice.kind);
            let (places, own): (Vec<usize>, Vec<Notice>) =
                notices.iter().cloned().enumerate().filter(|(_, notice)| knows(notice)).unzip();
            if own.is_empty() {
                continue;
            }
            for (place, line) in places.into_iter().zip(meaning.lines(conn, viewer, &own)?) {
                lines[place] = line;
            }
        }
        Ok(lines)
    }

    /// What followed things are called; those that the viewer may not see are left out.
    pub fn names(&self, conn: &mut Conn, viewer: &Viewer, things: &[Followed]) -> Result<HashMap<Followed, Named>> {
        let mut named = HashMap::new();
        for meaning in self.iter() {
            let own: Vec<Followed> =
                things.iter().filter(|thing| meaning.followable().contains(&thing.kind)).cloned().collect();
            if !own.is_empty() {
                named.extend(meaning.names(conn, viewer, &own)?);
            }
        }
        Ok(named)
    }
}

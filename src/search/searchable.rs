//! What a feature gives so that its things are found: one implementation a feature, registered in `app`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::db::{AccountId, AreaId, Conn, Subject, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;

/// A thing as it is indexed: one result, in however many languages it is written.
#[derive(Debug, Clone)]
pub struct Document {
    pub thing: Subject,
    /// With what it goes out of sight and comes back: the thread of a post. Itself when nothing.
    pub within: Subject,
    /// What decides who reads it: a category.
    pub container: Subject,
    /// Who has written of it what everybody reads under their name: `by:` finds it.
    pub by: Vec<AccountId>,
    /// `None` for what has no time: `before:` and `after:` leave it out.
    pub at: Option<Timestamp>,
    /// Behind this it counts as stale without being indexed anew.
    pub until: Option<Timestamp>,
    pub standing: Standing,
    pub versions: Vec<Version>,
}

/// The words of one language. Plain text, without markup.
#[derive(Debug, Clone)]
pub struct Version {
    pub language: ContentLanguage,
    pub title: String,
    pub body: String,
}

/// What a thing counts for beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What is past its time, and is shown marked.
    Stale,
    /// Part of a conversation.
    Remark,
    /// What begins a conversation.
    Thing,
    /// A place where things are.
    Place,
    /// An answer of a body that is responsible for it.
    Official,
}

impl Standing {
    /// By how much a score is multiplied, in hundredths.
    pub(super) fn weight(self) -> u64 {
        match self {
            Self::Stale => 50,
            Self::Remark => 90,
            Self::Thing => 110,
            Self::Place => 90,
            Self::Official => 160,
        }
    }
}

/// Something that holds things and decides who reads them.
#[derive(Debug, Clone)]
pub struct Container {
    pub subject: Subject,
    /// The one above it: `in:` takes what lies below along.
    pub parent: Option<Subject>,
    /// How `in:` names it: its slug, and its name in the viewer's language.
    pub slug: String,
    pub name: String,
    pub area: Option<AreaId>,
}

/// What an activity changes of what is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// This thing alone.
    Thing(Subject),
    /// All that lies within it.
    Within(Subject),
}

/// A thing as a result shows it.
#[derive(Debug, Clone)]
pub struct Found {
    pub title: String,
    /// Plain text, in which the words that were looked for are marked.
    pub body: String,
    /// Of the title, where it is another than the body's: a reply has the title of its thread.
    pub title_language: Option<ContentLanguage>,
    /// Of title and body: the one asked for where there is such a version.
    pub language: ContentLanguage,
    /// Path on this site, in the viewer's language.
    pub url: String,
    /// The name of its container.
    pub place: Option<String>,
    pub by: Option<AccountId>,
    pub at: Option<Timestamp>,
    /// No more is known of the time than its week.
    pub by_week: bool,
    /// It may not be true any more.
    pub stale: bool,
}

pub trait Searchable: Send + Sync {
    /// The kinds of things that are found, with which `type:` and results name them. The message `search-kind-{kind}`
    /// names them to people.
    fn kinds(&self) -> &'static [&'static str];

    /// What is indexed anew after an activity.
    fn touched(&self, activity: &Activity) -> Option<Touched>;

    /// Ids of the things of a kind that can be found, in order, behind one.
    fn ids(&self, conn: &mut Conn, kind: &str, after: i64, limit: i64) -> Result<Vec<i64>>;

    /// About how many things of a kind there are: for saying how far a build has come.
    fn count(&self, conn: &mut Conn, kind: &str) -> Result<u64>;

    /// The things within another that can be found, and the other itself.
    fn within(&self, conn: &mut Conn, subject: Subject) -> Result<Vec<Subject>>;

    /// These things as they stand; those that nobody is to find are left out. A thing that is shown as part of another
    /// (the first post of a thread) gives the other.
    fn documents(&self, conn: &mut Conn, kind: &str, ids: &[i64]) -> Result<Vec<Document>>;

    /// The containers that a viewer may read: what else there is cannot be found.
    fn containers(&self, conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Container>>;

    /// How things of its kinds are shown, in this language where they have such a version; what the viewer may not see
    /// as things stand is left out.
    fn found(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        things: &[Subject],
        language: ContentLanguage,
    ) -> Result<HashMap<Subject, Found>>;
}

/// Those of this process.
#[derive(Clone)]
pub struct Searchables(Arc<Vec<Arc<dyn Searchable>>>);

impl Searchables {
    pub fn new(all: Vec<Arc<dyn Searchable>>) -> Self {
        Self(Arc::new(all))
    }

    pub fn iter(&self) -> impl Iterator<Item = &dyn Searchable> {
        self.0.iter().map(|one| &**one)
    }

    /// Every kind, in the order of the features.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.iter().flat_map(|one| one.kinds()).copied().collect()
    }

    /// Whose a kind is.
    pub(super) fn of_kind(&self, kind: &str) -> Result<&dyn Searchable> {
        self.iter().find(|one| one.kinds().contains(&kind)).ok_or_else(|| Error::internal(format!("no kind {kind}")))
    }

    /// All containers that a viewer may read.
    pub(super) fn containers(&self, conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Container>> {
        let mut all = Vec::new();
        for one in self.iter() {
            all.extend(one.containers(conn, viewer)?);
        }
        Ok(all)
    }

    pub(super) fn documents(&self, conn: &mut Conn, things: &[Subject]) -> Result<Vec<Document>> {
        let mut all = Vec::new();
        for kind in self.kinds() {
            let ids: Vec<i64> = things.iter().filter(|thing| thing.kind == kind).map(|thing| thing.id).collect();
            for chunk in ids.chunks(500) {
                all.extend(self.of_kind(kind)?.documents(conn, kind, chunk)?);
            }
        }
        Ok(all)
    }

    /// How things are shown, one for each: `None` for what the viewer may not see. A fixed number of queries a feature.
    pub(super) fn found(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        things: &[Subject],
        language: ContentLanguage,
    ) -> Result<Vec<Option<Found>>> {
        let mut found: HashMap<Subject, Found> = HashMap::new();
        for one in self.iter() {
            let own: Vec<Subject> = things.iter().copied().filter(|thing| one.kinds().contains(&thing.kind)).collect();
            if !own.is_empty() {
                found.extend(one.found(conn, viewer, &own, language)?);
            }
        }
        Ok(things.iter().map(|thing| found.remove(thing)).collect())
    }
}

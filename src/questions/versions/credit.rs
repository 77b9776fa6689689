//! What readers are told of a version: whether it is the original, who made it, who has looked it over.

use diesel::prelude::*;
use serde::Serialize;

use crate::accounts::{Author, Viewer, load_authors};
use crate::activity::Tag;
use crate::db::schema::texts;
use crate::db::{AccountId, AccreditationId, Conn, TextId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::organisations::{Badge, load_badges};
use crate::translations::{Origin, Version, list_versions};

/// A text with all its versions, those that readers do not see too.
pub struct Text {
    pub original: ContentLanguage,
    /// Of the original; a version that follows an older one is stale.
    pub revision: i64,
    pub versions: Vec<Version>,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Credit {
    pub language: ContentLanguage,
    pub original_language: ContentLanguage,
    pub original: bool,
    /// The original has changed since.
    pub stale: bool,
    /// Made by a machine.
    pub machine: bool,
    /// The revision of the original that it follows, and the one that there is.
    pub follows: i64,
    pub revision: i64,
    pub at: Timestamp,
    /// For which body it was translated; or, for none, by whom.
    pub by: Option<Badge>,
    pub person: Option<Author>,
    /// When somebody else compared it with the original, for which body or who.
    pub reviewed_at: Option<Timestamp>,
    pub reviewed_by: Option<Badge>,
    pub reviewer: Option<Author>,
}

impl Text {
    pub fn load(conn: &mut Conn, id: TextId) -> Result<Self> {
        let (original, revision) =
            texts::table.find(id).select((texts::original_language, texts::revision)).first(conn)?;
        Ok(Self { original, revision, versions: list_versions(conn, id)? })
    }

    pub fn version(&self, language: ContentLanguage) -> Option<&Version> {
        self.versions.iter().find(|version| version.language == language)
    }

    /// What a reader of this language sees: the version, or the original.
    pub fn shown(&self, language: ContentLanguage) -> Option<&Version> {
        self.version(language).filter(|version| !version.withheld).or_else(|| self.version(self.original))
    }

    /// The languages that readers find it in.
    pub fn languages(&self) -> impl Iterator<Item = ContentLanguage> + '_ {
        self.versions.iter().filter(|version| !version.withheld).map(|version| version.language)
    }

    pub fn is_stale(&self, version: &Version) -> bool {
        version.follows < self.revision
    }
}

/// What is told of these versions, each of its text. At most six queries.
pub fn credit(conn: &mut Conn, viewer: &Viewer, of: &[(&Text, &Version)]) -> Result<Vec<Credit>> {
    // An original's writer is not told here: a question's is its asker, an answer's the body that it names.
    let translations = || of.iter().filter(|(text, version)| version.language != text.original);
    let bodies: Vec<AccreditationId> =
        translations().flat_map(|(_, version)| version.updated_for.into_iter().chain(version.reviewed_for)).collect();
    let people: Vec<AccountId> = translations()
        .flat_map(|(_, version)| {
            let writer = version.updated_by.filter(|_| version.updated_for.is_none());
            let reviewer = version.reviewed_by.filter(|_| version.reviewed_for.is_none());
            writer.into_iter().chain(reviewer)
        })
        .collect();
    let (badges, people) = (load_badges(conn, viewer, &bodies)?, load_authors(conn, &people, viewer.now)?);
    let told = of.iter().map(|(text, version)| {
        let original = version.language == text.original;
        let body = |id: Option<AccreditationId>| id.filter(|_| !original).and_then(|id| badges.get(&id).cloned());
        let person = |id: Option<AccountId>, body: Option<AccreditationId>| {
            id.filter(|_| !original && body.is_none()).and_then(|id| people.get(&id).cloned())
        };
        Credit {
            language: version.language,
            original_language: text.original,
            original,
            stale: text.is_stale(version),
            machine: version.origin == Origin::Machine,
            follows: version.follows,
            revision: text.revision,
            at: version.updated_at,
            by: body(version.updated_for),
            person: person(version.updated_by, version.updated_for),
            reviewed_at: version.reviewed_at.filter(|_| !original),
            reviewed_by: body(version.reviewed_for),
            reviewer: person(version.reviewed_by, version.reviewed_for),
        }
    });
    Ok(told.collect())
}

/// What the reader of a language is told of what they are shown of a text: nothing where that is the original. At most
/// eight queries.
pub fn credit_shown(conn: &mut Conn, viewer: &Viewer, id: TextId) -> Result<Option<Credit>> {
    let text = Text::load(conn, id)?;
    let Some(version) = text.shown(viewer.lang.into()) else { return Ok(None) };
    Ok(credit(conn, viewer, &[(&text, version)])?.pop().filter(|credit| !credit.original))
}

/// A kept page is dropped when somebody whom it names changes their name.
pub fn named(credits: &[Credit]) -> Vec<Tag> {
    let people = credits.iter().flat_map(|credit| credit.person.iter().chain(&credit.reviewer));
    people.map(|person| Tag::of("account", person.id.0)).collect()
}

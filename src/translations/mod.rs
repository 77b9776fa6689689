//! Texts with language versions: one mechanism for names, descriptions and, later, whole articles.
//!
//! A text has an original language. A version remembers the revision of the original that it follows: one
//! that follows an older revision is stale, and is still shown, marked.

mod credit;

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use crate::db::schema::{text_versions, texts};
use crate::db::{AccountId, AccreditationId, Conn, TextId, Timestamp, Tx};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};

pub use credit::{Writer, review_version, withhold_stale, write_translation};

crate::text_codes! {
    /// Where a version comes from.
    Origin { Human = "human", Machine = "machine" }
}

/// The words of one version. What each part means is the owner's to say (a category: name, description,
/// rules).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub title: String,
    pub summary: String,
    pub body: String,
}

/// A version as it stands.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = text_versions)]
pub struct Version {
    pub text_id: TextId,
    pub language: ContentLanguage,
    pub revision: i64,
    pub follows: i64,
    pub origin: Origin,
    pub updated_at: Timestamp,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub updated_by: Option<AccountId>,
    pub updated_for: Option<AccreditationId>,
    pub reviewed_by: Option<AccountId>,
    pub reviewed_for: Option<AccreditationId>,
    pub reviewed_at: Option<Timestamp>,
    pub withheld: bool,
}

/// The version that a reader is shown.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Shown {
    /// The language that it is in: not the reader's when there is no version in theirs.
    pub language: ContentLanguage,
    pub title: String,
    pub summary: String,
    pub body: String,
    /// The original has changed since this version was made.
    pub stale: bool,
}

/// Writes a new text with its versions; the first one is the original.
pub fn insert_text(tx: &mut Tx, versions: &[(ContentLanguage, Words)], by: Option<AccountId>) -> Result<TextId> {
    let original = versions.first().map_or(ContentLanguage::from(Lang::Lt), |(language, _)| *language);
    let now = tx.now();
    let id: TextId = diesel::insert_into(texts::table)
        .values((texts::original_language.eq(original), texts::revision.eq(1), texts::created_at.eq(now)))
        .returning(texts::id)
        .get_result(&mut **tx)?;
    for (language, words) in versions {
        insert_version(tx, id, *language, words, 1, by)?;
    }
    Ok(id)
}

fn insert_version(
    tx: &mut Tx,
    text: TextId,
    language: ContentLanguage,
    words: &Words,
    follows: i64,
    by: Option<AccountId>,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(text_versions::table)
        .values((
            text_versions::text_id.eq(text),
            text_versions::language.eq(language),
            text_versions::revision.eq(1),
            text_versions::follows.eq(follows),
            text_versions::origin.eq(Origin::Human),
            text_versions::updated_by.eq(by),
            text_versions::updated_at.eq(now),
            text_versions::title.eq(&words.title),
            text_versions::summary.eq(&words.summary),
            text_versions::body.eq(&words.body),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Changes or adds a version; the same words change nothing. A changed original makes the other versions
/// stale, unless the editor says that the meaning is the same. The owner records the activity.
pub fn write_version(
    tx: &mut Tx,
    text: TextId,
    language: ContentLanguage,
    words: &Words,
    same_meaning: bool,
    by: AccountId,
) -> Result<bool> {
    let (original, revision): (ContentLanguage, i64) =
        texts::table.find(text).select((texts::original_language, texts::revision)).first(&mut **tx)?;
    let standing: Option<Version> =
        text_versions::table.find((text, language)).select(Version::as_select()).first(&mut **tx).optional()?;
    let Some(standing) = standing else {
        insert_version(tx, text, language, words, revision, Some(by))?;
        return Ok(true);
    };
    let same = standing.title == words.title && standing.summary == words.summary && standing.body == words.body;
    if same && (language == original || standing.follows == revision) {
        return Ok(false);
    }
    let follows = match () {
        () if language == original && !same_meaning => revision + 1,
        () => revision,
    };
    if follows != revision {
        diesel::update(texts::table.find(text)).set(texts::revision.eq(follows)).execute(&mut **tx)?;
    }
    diesel::update(text_versions::table.find((text, language)))
        .set((
            text_versions::revision.eq(standing.revision + 1),
            text_versions::follows.eq(follows),
            text_versions::origin.eq(Origin::Human),
            text_versions::updated_by.eq(by),
            text_versions::updated_for.eq(None::<AccreditationId>),
            text_versions::reviewed_by.eq(None::<AccountId>),
            text_versions::reviewed_for.eq(None::<AccreditationId>),
            text_versions::reviewed_at.eq(None::<Timestamp>),
            text_versions::withheld.eq(false),
            text_versions::updated_at.eq(tx.now()),
            text_versions::title.eq(&words.title),
            text_versions::summary.eq(&words.summary),
            text_versions::body.eq(&words.body),
        ))
        .execute(&mut **tx)?;
    Ok(true)
}

/// Takes a version away; the original stays. The owner records the activity.
pub fn remove_version(tx: &mut Tx, text: TextId, language: ContentLanguage) -> Result<bool> {
    let original: ContentLanguage = texts::table.find(text).select(texts::original_language).first(&mut **tx)?;
    if language == original {
        return Ok(false);
    }
    Ok(diesel::delete(text_versions::table.find((text, language))).execute(&mut **tx)? == 1)
}

/// Makes the versions in the interface's languages those that a form has: writes what was changed, takes away what it
/// leaves out. One that was left as it is stays stale if it is, unless it is named in `current`: checked, and right.
pub fn write_versions(
    tx: &mut Tx,
    text: TextId,
    versions: &[(ContentLanguage, Words)],
    current: &[ContentLanguage],
    same_meaning: bool,
    by: AccountId,
) -> Result<bool> {
    let standing = list_versions(tx, text)?;
    let mut changed = false;
    for (language, words) in versions {
        let stands = standing.iter().find(|version| version.language == *language);
        let same = stands.is_some_and(|v| v.title == words.title && v.summary == words.summary && v.body == words.body);
        if !same || current.contains(language) {
            changed |= write_version(tx, text, *language, words, same_meaning, by)?;
        }
    }
    for version in standing {
        let offered = Lang::from_code(version.language.code()).is_some();
        if offered && !versions.iter().any(|(language, _)| *language == version.language) {
            changed |= remove_version(tx, text, version.language)?;
        }
    }
    Ok(changed)
}

/// The versions as they stand, in one word: `en.2-lt.1`. Names what a form has shown.
pub fn name_state(conn: &mut Conn, text: TextId) -> QueryResult<String> {
    let versions = list_versions(conn, text)?;
    let marks: Vec<String> = versions.iter().map(|v| format!("{}.{}", v.language.code(), v.revision)).collect();
    Ok(marks.join("-"))
}

/// All that stands now, for somebody whose form is out of date.
pub fn say_all(conn: &mut Conn, text: TextId) -> QueryResult<String> {
    let versions = list_versions(conn, text)?;
    let parts = versions.iter().map(|v| format!("{}\n{}\n{}\n{}", v.language.own_name(), v.title, v.summary, v.body));
    Ok(parts.map(|part| part.trim_end().to_owned()).collect::<Vec<_>>().join("\n\n"))
}

/// Says in which language the original is, when it was taken for another. A translation into that language was made
/// from a mistake, and goes. The owner records the activity.
pub fn correct_language(tx: &mut Tx, text: TextId, language: ContentLanguage) -> QueryResult<bool> {
    let (taken_for, _) = load_original(tx, text)?;
    if taken_for == language {
        return Ok(false);
    }
    diesel::delete(text_versions::table.find((text, language))).execute(&mut **tx)?;
    diesel::update(text_versions::table.find((text, taken_for)))
        .set(text_versions::language.eq(language))
        .execute(&mut **tx)?;
    diesel::update(texts::table.find(text)).set(texts::original_language.eq(language)).execute(&mut **tx)?;
    Ok(true)
}

/// Deletes a text with all its versions. Nothing may refer to it any more.
pub fn delete_text(tx: &mut Tx, text: TextId) -> QueryResult<()> {
    diesel::delete(text_versions::table.filter(text_versions::text_id.eq(text))).execute(&mut **tx)?;
    diesel::delete(texts::table.find(text)).execute(&mut **tx)?;
    Ok(())
}

/// The original's language, and the revision that a version follows unless it is stale.
pub fn load_original(conn: &mut Conn, text: TextId) -> QueryResult<(ContentLanguage, i64)> {
    texts::table.find(text).select((texts::original_language, texts::revision)).first(conn)
}

/// Every version of one text, by language code.
pub fn list_versions(conn: &mut Conn, text: TextId) -> QueryResult<Vec<Version>> {
    text_versions::table
        .filter(text_versions::text_id.eq(text))
        .order(text_versions::language)
        .select(Version::as_select())
        .load(conn)
}

/// What is shown of each text to who asks for `language`: that version, else the original. One query.
pub fn load_shown(
    conn: &mut Conn,
    ids: &[TextId],
    language: impl Into<ContentLanguage>,
) -> QueryResult<HashMap<TextId, Shown>> {
    let asked = language.into();
    let rows: Vec<(ContentLanguage, i64, Version)> = text_versions::table
        .inner_join(texts::table)
        .filter(text_versions::text_id.eq_any(ids))
        .filter(text_versions::language.eq(asked).or(text_versions::language.eq(texts::original_language)))
        .filter(text_versions::withheld.eq(false))
        .select((texts::original_language, texts::revision, Version::as_select()))
        .load(conn)?;
    let mut shown: HashMap<TextId, Shown> = HashMap::with_capacity(rows.len());
    for (_, revision, version) in rows {
        let wanted = version.language == asked;
        if wanted || !shown.contains_key(&version.text_id) {
            let stale = version.follows < revision;
            let Version { text_id, language, title, summary, body, .. } = version;
            shown.insert(text_id, Shown { language, title, summary, body, stale });
        }
    }
    Ok(shown)
}

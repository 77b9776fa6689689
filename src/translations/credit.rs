//! Versions in other languages than the original: who made them, by hand or by machine, and who has looked them over.

use diesel::prelude::*;

use super::{Origin, Version, Words, load_original, write_version};
use crate::db::schema::{text_versions, texts};
use crate::db::{AccountId, AccreditationId, TextId, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;

/// Who writes or reviews a version, and for which body where it is for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    pub account: AccountId,
    pub accreditation: Option<AccreditationId>,
}

/// Changes or adds a version in another language than the original, which is its owner's alone to change. The same words
/// of a stale version say that it is still right. The owner records the activity.
pub fn write_translation(
    tx: &mut Tx,
    text: TextId,
    language: ContentLanguage,
    words: &Words,
    origin: Origin,
    by: Writer,
) -> Result<bool> {
    let (original, _) = load_original(tx, text)?;
    if language == original {
        return Err(Error::Forbidden("error-version-original"));
    }
    let this = text_versions::table.find((text, language));
    let stood: Option<Origin> = this.select(text_versions::origin).first(&mut **tx).optional()?;
    let written = write_version(tx, text, language, words, false, by.account)?;
    if !written && stood == Some(origin) {
        return Ok(false);
    }
    diesel::update(this)
        .set((text_versions::origin.eq(origin), text_versions::updated_for.eq(by.accreditation)))
        .execute(&mut **tx)?;
    Ok(true)
}

/// Somebody has compared a version with the original as it stands, and found it right. Nobody does so with what they
/// have translated themselves; a machine's work they may. `false` where it was reviewed already, or is not there.
pub fn review_version(tx: &mut Tx, text: TextId, language: ContentLanguage, by: Writer) -> Result<bool> {
    let this = text_versions::table.find((text, language));
    let (original, revision) = load_original(tx, text)?;
    let standing: Option<Version> = this.select(Version::as_select()).first(&mut **tx).optional()?;
    let Some(standing) = standing.filter(|_| language != original) else { return Ok(false) };
    if standing.reviewed_at.is_some() && standing.follows == revision {
        return Ok(false);
    }
    if standing.origin == Origin::Human && standing.updated_by == Some(by.account) {
        return Err(Error::Forbidden("error-version-own"));
    }
    diesel::update(this)
        .set((
            text_versions::follows.eq(revision),
            text_versions::reviewed_by.eq(by.account),
            text_versions::reviewed_for.eq(by.accreditation),
            text_versions::reviewed_at.eq(Some(tx.now())),
            text_versions::withheld.eq(false),
        ))
        .execute(&mut **tx)?;
    Ok(true)
}

/// Keeps from readers what follows an older revision of a text, until somebody has looked at it: what was taken out of
/// the original may still stand there.
pub fn withhold_stale(tx: &mut Tx, text: TextId) -> QueryResult<usize> {
    let revision: i64 = texts::table.find(text).select(texts::revision).first(&mut **tx)?;
    let stale =
        text_versions::table.filter(text_versions::text_id.eq(text)).filter(text_versions::follows.lt(revision));
    diesel::update(stale).set(text_versions::withheld.eq(true)).execute(&mut **tx)
}

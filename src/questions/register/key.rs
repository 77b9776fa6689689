//! By what an entry of the register is found: its number, article, titles and address in one spelling, since databases
//! compare letters in ways of their own.

use diesel::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::db::schema::{sources, text_versions};
use crate::db::{SourceId, TextId, Tx};
use crate::error::Result;
use crate::text;

/// Small letters without diacritics, and none of the characters that mean something in LIKE.
fn search_key(parts: &[&str]) -> String {
    let joined = text::fold_key(&parts.join(" "));
    joined
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if matches!(c, '%' | '_' | '\\') { ' ' } else { c })
        .collect()
}

/// What is looked for, word by word.
pub fn words_of(query: &str) -> Vec<String> {
    search_key(&[query]).split_whitespace().map(str::to_owned).collect()
}

/// Makes the key of an entry anew.
pub fn set_key(tx: &mut Tx, id: SourceId) -> Result<()> {
    let (text, number, article, url): (TextId, String, String, String) = sources::table
        .find(id)
        .select((sources::text_id, sources::number, sources::article, sources::url))
        .first(&mut **tx)?;
    let titles: Vec<String> = text_versions::table
        .filter(text_versions::text_id.eq(text))
        .order(text_versions::language)
        .select(text_versions::title)
        .load(&mut **tx)?;
    let parts: Vec<&str> = [&number, &article, &url].into_iter().chain(&titles).map(String::as_str).collect();
    diesel::update(sources::table.find(id)).set(sources::search_key.eq(search_key(&parts))).execute(&mut **tx)?;
    Ok(())
}

/// Gives a key to entries from before there were keys. Called after each migration.
pub fn fill(tx: &mut Tx) -> Result<()> {
    let without: Vec<SourceId> =
        sources::table.filter(sources::search_key.eq("")).select(sources::id).load(&mut **tx)?;
    without.into_iter().try_for_each(|id| set_key(tx, id))
}

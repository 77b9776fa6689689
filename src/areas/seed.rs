//! The areas that every installation begins with.

use diesel::prelude::*;
use serde::Deserialize;

use crate::db::schema::areas;
use crate::db::{Entry, Subject, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::{Words, insert_text};

#[derive(Deserialize)]
struct SeedArea {
    slug: String,
    name: Trilingual,
    summary: Trilingual,
}

#[derive(Deserialize)]
struct Trilingual {
    lt: String,
    en: String,
    ru: String,
}

/// Inserts the areas when there are none. Called after each migration.
pub fn seed(tx: &mut Tx) -> Result<()> {
    let count: i64 = areas::table.count().get_result(&mut **tx)?;
    if count > 0 {
        return Ok(());
    }
    let list: Vec<SeedArea> = serde_json::from_str(include_str!("../../seed/areas.json")).map_err(Error::internal)?;
    for (position, area) in (1..).zip(list) {
        let words = [
            (Lang::Lt, area.name.lt, area.summary.lt),
            (Lang::En, area.name.en, area.summary.en),
            (Lang::Ru, area.name.ru, area.summary.ru),
        ];
        let versions = words
            .map(|(lang, title, summary)| (ContentLanguage::from(lang), Words { title, summary, body: String::new() }));
        let text = insert_text(tx, &versions, None)?;
        let id: i64 = diesel::insert_into(areas::table)
            .values((areas::slug.eq(&area.slug), areas::position.eq(position), areas::text_id.eq(text)))
            .returning(areas::id)
            .get_result(&mut **tx)?;
        tx.record(Entry {
            kind: "area.created",
            actor: None,
            subject: Subject { kind: "area", id },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        });
    }
    Ok(())
}

//! Whom to reach directly, at the top of the page where one asks: kept by an editor.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::schema::urgent_contacts;
use crate::db::{Conn, TextId, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::{self, Words, insert_text};

/// One line of the list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UrgentContact {
    /// When this is for whoever asks: "detained".
    pub when: String,
    /// Whom to reach, and how.
    pub whom: String,
    pub language: ContentLanguage,
    /// As it is dialled; empty when there is none.
    pub phone: String,
    /// Empty when there is none.
    pub url: String,
}

/// The list in its order.
pub fn list_contacts(conn: &mut Conn, lang: Lang) -> Result<Vec<UrgentContact>> {
    let rows: Vec<(TextId, String, String)> = urgent_contacts::table
        .order(urgent_contacts::position)
        .select((urgent_contacts::text_id, urgent_contacts::phone, urgent_contacts::url))
        .load(conn)?;
    let texts: Vec<TextId> = rows.iter().map(|(text, ..)| *text).collect();
    let mut shown = translations::load_shown(conn, &texts, lang)?;
    let contact = |(text, phone, url)| {
        let words = shown.remove(&text)?;
        Some(UrgentContact { when: words.title, whom: words.summary, language: words.language, phone, url })
    };
    Ok(rows.into_iter().filter_map(contact).collect())
}

#[derive(Deserialize)]
struct SeedContact {
    phone: String,
    url: String,
    lt: [String; 2],
    en: [String; 2],
    ru: [String; 2],
}

/// Writes the list that every installation begins with, when there is none.
pub fn seed(tx: &mut Tx) -> Result<()> {
    let count: i64 = urgent_contacts::table.count().get_result(&mut **tx)?;
    if count > 0 {
        return Ok(());
    }
    let list: Vec<SeedContact> =
        serde_json::from_str(include_str!("../../seed/urgent_contacts.json")).map_err(Error::internal)?;
    for (position, contact) in (1_i64..).zip(list) {
        let versions =
            [(Lang::Lt, contact.lt), (Lang::En, contact.en), (Lang::Ru, contact.ru)].map(|(lang, [title, summary])| {
                (ContentLanguage::from(lang), Words { title, summary, body: String::new() })
            });
        let text = insert_text(tx, &versions, None)?;
        diesel::insert_into(urgent_contacts::table)
            .values((
                urgent_contacts::position.eq(position),
                urgent_contacts::text_id.eq(text),
                urgent_contacts::phone.eq(contact.phone),
                urgent_contacts::url.eq(contact.url),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}

//! What is shown to whoever has sent a question without an account: the one place where the key stands.

use serde::Serialize;

use super::case_key::CaseKey;
use super::following_up::{Outlook, find_outlook};
use super::question::{find_by_key, load_question};
use crate::accounts::Viewer;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::translations::load_original;
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct AskedPage {
    key: String,
    /// As which the question was understood.
    language: ContentLanguage,
    /// What the asker may expect, until somebody has taken the question.
    outlook: Option<Outlook>,
}

/// The page of a key whose question was sent.
pub fn asked_page(conn: &mut Conn, viewer: &Viewer, key: &CaseKey) -> Result<Page<AskedPage>> {
    let id = find_by_key(conn, &key.digest())?.ok_or(Error::NotFound)?;
    let question = load_question(conn, id)?;
    let (language, _) = load_original(conn, question.text_id)?;
    let outlook = find_outlook(conn, viewer, &question)?;
    let page = AskedPage { key: key.words(viewer.lang), language, outlook };
    Ok(Page::new("questions/asked", viewer.lang.locale().say("asked-title"), page).not_indexed())
}

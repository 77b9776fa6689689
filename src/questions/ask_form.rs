//! A question as it comes from its form: parsed, looked at for what identifies a person, written.

use diesel::prelude::*;

use super::question::{Audience, NewQuestion, Owner, Situation, find_by_key, insert_question, is_burnt, load_question};
use crate::accounts::parse_email;
use crate::areas::find_id;
use crate::db::schema::questions;
use crate::db::{AreaId, Conn, QuestionId, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::find_region;
use crate::search::guess_language;
use crate::text;
use crate::translations::{Words, list_versions, load_original};
use crate::web::identity::{Finding, settle, tick_new};
use crate::web::{Fields, Submitted};

/// Graphemes of a question.
pub const LONGEST: usize = 5_000;
/// Something else was sent under the same key.
pub const SENT_BEFORE: &str = "error-question-sent";
/// The case of this key was erased.
pub const BURNT: &str = "error-key-burnt";
/// Fewer say nothing.
const SHORTEST: usize = 10;
/// Of its first sentence, which stands for it in lists.
const LONGEST_TITLE: usize = 120;
/// RFC 5321 section 4.5.3.1.3, less the angle brackets.
const LONGEST_ADDRESS: usize = 254;

/// What was written, before it is known where its area stands.
pub struct AskForm {
    pub words: Words,
    language: ContentLanguage,
    area: String,
    municipality: Option<&'static str>,
    situation: Option<Situation>,
    urgent: bool,
    audience: Audience,
    email: Option<String>,
    /// To the account of who asks.
    pub linked: bool,
}

impl AskForm {
    /// A form without mistakes; an error, and what was `found`, while its writer is to be shown that first.
    pub fn parse(submitted: &Submitted, lang: Lang, found: &mut Vec<Finding>) -> Result<Self> {
        let mut fields = submitted.fields();
        let (body, language) = parse_text(&mut fields, submitted, lang);
        let area = fields.line("area", 1, 60);
        let municipality = match submitted.text("municipality") {
            "" => None,
            _ => Some(fields.choice("municipality", find_region, "")),
        };
        let situation = match submitted.text("situation") {
            "" => None,
            _ => Some(fields.choice("situation", Situation::from_code, Situation::Abroad)),
        };
        let audience = fields.choice("audience", Audience::from_code, Audience::Ngo);
        let email = parse_address(&mut fields);
        let (urgent, linked) = (fields.flag("urgent"), fields.flag("link"));
        fields.finish()?;
        let settled = settle(submitted, [body], language, "", found);
        tick_new(found, audience == Audience::Everyone);
        let [body] = settled?;
        let words = Words { title: first_sentence(&body), summary: String::new(), body };
        Ok(Self { words, language, area, municipality, situation, urgent, audience, email, linked })
    }
}

impl AskForm {
    /// Whether this is what was sent as that question. Its language may have been put right since, and an address that is
    /// not typed again may have been deleted: neither is compared.
    fn is_what(&self, conn: &mut Conn, id: QuestionId, area: AreaId) -> Result<bool> {
        let question = load_question(conn, id)?;
        let (original, _) = load_original(conn, question.text_id)?;
        let body = list_versions(conn, question.text_id)?.into_iter().find(|version| version.language == original);
        let (municipality, email): (Option<String>, Option<String>) =
            questions::table.find(id).select((questions::municipality, questions::notify_email)).first(conn)?;
        Ok(body.is_some_and(|version| version.body == self.words.body)
            && question.audience == self.audience
            && question.area_id == area
            && question.situation == self.situation
            && question.urgent == self.urgent
            && municipality.as_deref() == self.municipality
            && (self.email.is_none() || email == self.email))
    }
}

/// The question and its language; nothing chosen: as it is written.
pub fn parse_text(fields: &mut Fields<'_>, submitted: &Submitted, lang: Lang) -> (String, ContentLanguage) {
    let body = fields.text("text", SHORTEST, LONGEST);
    let language = match submitted.text("language") {
        "" => guess_language(&body, lang),
        _ => fields.language("language"),
    };
    (body, language)
}

fn parse_address(fields: &mut Fields<'_>) -> Option<String> {
    let typed = fields.line("email", 0, LONGEST_ADDRESS);
    if typed.is_empty() {
        return None;
    }
    let address = parse_email(&typed);
    if address.is_none() {
        fields.wrong("email", "error-email");
    }
    address
}

/// Writes the question. Of a key that was used already the one that it opens stays as it is: what is sent once more is
/// the same, and something else is a conflict. A key whose case was erased takes nothing any more.
pub fn insert(tx: &mut Tx, form: &AskForm, lang: Lang, owner: Owner) -> Result<QuestionId> {
    let area = find_id(tx, &form.area)?.ok_or_else(|| FieldError::new("area", "error-choose"))?;
    if let Owner::Key(hash) = &owner
        && let Some(known) = find_by_key(tx, hash)?
    {
        return if form.is_what(tx, known, area)? { Ok(known) } else { Err(Error::conflict(SENT_BEFORE)) };
    }
    if let Owner::Key(hash) = &owner
        && is_burnt(tx, hash)?
    {
        return Err(Error::conflict(BURNT));
    }
    let new = NewQuestion {
        owner,
        audience: form.audience,
        area,
        situation: form.situation,
        urgent: form.urgent,
        municipality: form.municipality,
        notify: form.email.clone().map(|address| (address, lang)),
        language: form.language,
        words: form.words.clone(),
    };
    insert_question(tx, &new)
}

/// What stands for a question in lists.
pub fn first_sentence(body: &str) -> String {
    let end = body
        .char_indices()
        .find(|(at, c)| matches!(c, '\n' | '?' | '؟') || *c == '.' && body[at + 1..].starts_with(char::is_whitespace));
    let sentence = end.map_or(body, |(at, c)| &body[..at + if c == '\n' { 0 } else { c.len_utf8() }]);
    let sentence = sentence.trim();
    text::at_word(sentence, LONGEST_TITLE).map_or_else(|| sentence.to_owned(), |cut| format!("{cut}…"))
}

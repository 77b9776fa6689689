//! `/ask`: the page on which anybody asks, and the sending of a question. Whoever has no account, or does not want the
//! question linked to it, gets a key instead: the server puts it into the form, so that a question that is sent twice is
//! one case with one key.

use actix_web::HttpResponse;
use serde::Serialize;

use super::case_key::CaseKey;
use super::contacts::{UrgentContact, list_contacts};
use super::question::{Audience, NewQuestion, Owner, Situation, USUAL_DAYS, insert_question};
use crate::accounts::{Done, Viewer, Visit};
use crate::areas::{Area, find_id, list_areas};
use crate::db::{Conn, QuestionId, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::search::guess_language;
use crate::text;
use crate::translations::Words;
use crate::web::{Body, Limit, Page, Submitted};

/// Graphemes of a question.
const LONGEST: usize = 5_000;
/// Of its first sentence, which stands for it in lists.
const LONGEST_TITLE: usize = 120;

pub const TAKES: Body = &["text", "language?", "area", "situation?", "urgent?", "audience", "key?", "link?"];

#[derive(Serialize, utoipa::ToSchema)]
pub struct AskPage {
    /// Whom to reach directly.
    contacts: Vec<UrgentContact>,
    /// Working days in which most questions are answered.
    usual_days: u32,
    areas: Vec<Area>,
    situations: Vec<&'static str>,
    audiences: Vec<&'static str>,
    /// The words of the key, if the question is sent with this page.
    key: String,
    longest: usize,
}

/// What is shown to whoever has sent a question without an account: the one place where the key stands.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AskedPage {
    key: String,
}

/// One of both: the same address answers with either.
#[derive(Serialize)]
#[serde(untagged)]
enum Answered {
    Form(AskPage),
    Sent(AskedPage),
}

pub async fn form(visit: Visit) -> Result<HttpResponse> {
    visit.unseen().page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<AskPage>> {
    let page = AskPage {
        contacts: list_contacts(conn, viewer.lang)?,
        usual_days: USUAL_DAYS,
        areas: list_areas(conn, viewer)?,
        situations: Situation::ALL.iter().map(|one| one.code()).collect(),
        audiences: Audience::ALL.iter().map(|one| one.code()).collect(),
        key: CaseKey::new().words(viewer.lang),
        longest: LONGEST,
    };
    let locale = viewer.lang.locale();
    Ok(Page::new("questions/ask", locale.say("ask-title"), page).described(locale.say("ask-lead")))
}

pub async fn send(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let sent = try_send(&visit, &submitted).await;
    match sent {
        Ok(Sent::Linked(id)) => Ok(visit.lead_on(Done::made(id.0, format!("/{}/q/{id}", visit.asked.lang)))),
        Ok(Sent::Keyed(key)) => visit.page(move |_, viewer| Ok(asked(viewer, &key))).await,
        Err(error) => {
            visit.answer(Err(error), &submitted, |conn, viewer| Ok(page(conn, viewer)?.map(Answered::Form))).await
        }
    }
}

fn asked(viewer: &Viewer, key: &CaseKey) -> Page<Answered> {
    let sent = AskedPage { key: key.words(viewer.lang) };
    Page::new("questions/asked", viewer.lang.locale().say("asked-title"), Answered::Sent(sent)).not_indexed()
}

enum Sent {
    /// To the account of who asked.
    Linked(QuestionId),
    Keyed(CaseKey),
}

/// What was written, before it is known where its area stands.
struct Form {
    words: Words,
    language: ContentLanguage,
    area: String,
    situation: Option<Situation>,
    urgent: bool,
    audience: Audience,
    linked: bool,
}

async fn try_send(visit: &Visit, submitted: &Submitted) -> Result<Sent> {
    visit.limit_slowly(Limit::Asking).await?;
    let form = parse(submitted, visit.asked.lang)?;
    if form.linked {
        let id = visit.write(move |tx, _, member| insert(tx, &form, Owner::Account(member.id))).await?;
        return Ok(Sent::Linked(id));
    }
    // A program may bring no key: it is given one.
    let typed = submitted.text("key");
    let key = if typed.is_empty() { Some(CaseKey::new()) } else { CaseKey::parse(typed) };
    let key = key.ok_or(Error::BadRequest("error-case-key"))?;
    let owner = Owner::Key(key.digest());
    visit.site.db.write(move |tx| insert(tx, &form, owner.clone())).await?;
    Ok(Sent::Keyed(key))
}

fn parse(submitted: &Submitted, lang: Lang) -> Result<Form> {
    let mut fields = submitted.fields();
    let body = fields.text("text", 10, LONGEST);
    // Nothing chosen: as it is written.
    let language = match submitted.text("language") {
        "" => guess_language(&body, lang),
        _ => fields.language("language"),
    };
    let area = fields.line("area", 1, 60);
    let situation = match submitted.text("situation") {
        "" => None,
        _ => Some(fields.choice("situation", Situation::from_code, Situation::Abroad)),
    };
    let audience = fields.choice("audience", Audience::from_code, Audience::Ngo);
    let (urgent, linked) = (fields.flag("urgent"), fields.flag("link"));
    fields.finish()?;
    let words = Words { title: first_sentence(&body), summary: String::new(), body };
    Ok(Form { words, language, area, situation, urgent, audience, linked })
}

fn insert(tx: &mut Tx, form: &Form, owner: Owner) -> Result<QuestionId> {
    let area = find_id(tx, &form.area)?.ok_or_else(|| FieldError::new("area", "error-choose"))?;
    let new = NewQuestion {
        owner,
        audience: form.audience,
        area,
        situation: form.situation,
        urgent: form.urgent,
        language: form.language,
        words: form.words.clone(),
    };
    insert_question(tx, &new)
}

/// What stands for a question in lists.
fn first_sentence(body: &str) -> String {
    let end = body
        .char_indices()
        .find(|(at, c)| matches!(c, '\n' | '?' | '؟') || *c == '.' && body[at + 1..].starts_with(char::is_whitespace));
    let sentence = end.map_or(body, |(at, c)| &body[..at + if c == '\n' { 0 } else { c.len_utf8() }]);
    let sentence = sentence.trim();
    text::at_word(sentence, LONGEST_TITLE).map_or_else(|| sentence.to_owned(), |cut| format!("{cut}…"))
}

//! Letting a question through to everybody: what is shown of it is written apart, with what identifies a person taken
//! out; what was asked stays as it was, for its asker and expert.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{Datelike, Days};
use diesel::prelude::*;
use serde::Serialize;

use super::ask_form::first_sentence;
use super::expert_page;
use super::question::{Audience, Question, load_question, public_path, touch};
use super::reach::find_for_expert;
use super::route::reader_of;
use super::versions::make_public;
use crate::accounts::{Done, Member, Visit};
use crate::db::schema::questions;
use crate::db::{AccountId, Conn, QuestionId, TextId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::text::{self, find_identities, redact};
use crate::translations::{Words, insert_text, list_versions, load_original, withhold_stale, write_version};
use crate::web::Submitted;

/// Graphemes of a public title and of a public question.
pub const TITLE: usize = 150;
pub const LONGEST: usize = 5_000;

/// A question as it would be shown to everybody.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Draft {
    title: String,
    text: String,
    language: ContentLanguage,
}

/// What an expert may let through; `None` where the asker does not want it, or a moderator has hidden it.
pub fn draft(conn: &mut Conn, question: &Question, lang: Lang) -> Result<Option<Draft>> {
    if question.audience != Audience::Everyone || question.hidden_at.is_some() {
        return Ok(None);
    }
    draft_of(conn, question, lang).map(Some)
}

/// What stands publicly, or what was asked, without what identifies a person.
pub fn draft_of(conn: &mut Conn, question: &Question, lang: Lang) -> Result<Draft> {
    let text = question.public_text_id.unwrap_or(question.text_id);
    let (original, _) = load_original(conn, text)?;
    let versions = list_versions(conn, text)?;
    let words = versions.into_iter().find(|version| version.language == original).ok_or(Error::NotFound)?;
    let text = without_identities(&words.body, lang);
    let title = match question.public_text_id {
        Some(_) => without_identities(&words.title, lang),
        // The title that is kept may be cut in the midst of a number, which nothing would know for one then.
        None => first_sentence(&text),
    };
    Ok(Draft { title, text, language: original })
}

/// A text with what identifies a person left out.
pub fn without_identities(text: &str, lang: Lang) -> String {
    redact(text, &find_identities(text), |_| lang.locale().say("publication-left-out"))
}

/// The words in which a question is let through.
pub fn parse_words(submitted: &Submitted) -> Result<Words> {
    let mut fields = submitted.fields();
    let title = fields.line("title", 5, TITLE);
    let body = fields.text("text", 10, LONGEST);
    fields.finish()?;
    Ok(Words { title, summary: String::new(), body })
}

pub async fn publish(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let words = parse_words(&submitted)?;
        let published = visit.write(move |tx, viewer, member| {
            let question = find_for_expert(tx, member.id, id, viewer.now)?;
            reader_of(tx, member.id, &question, viewer.now)?.ok_or(Error::NotFound)?;
            if !question.is_open() {
                return Err(Error::conflict("error-question-ended"));
            }
            if question.audience != Audience::Everyone {
                return Err(Error::Forbidden("error-question-private"));
            }
            let slug = let_through(tx, &question, &words, member.id)?;
            Ok(Done::changed(id.0, public_path(viewer.lang, id, &slug)).telling("flash-question-published"))
        });
        published.await
    }
    .await;
    let making = expert_page::Making::of(&visit, Some(&submitted))?;
    visit.answer(outcome, &submitted, move |conn, viewer| expert_page::page(conn, viewer, &making, id)).await
}

/// Shows a question at once to everybody, as it was asked, if its asker wants that, is no newcomer, is linked to it, and
/// nothing in it was found that identifies a person. Says whether it was; experts and moderators can take out more.
pub fn let_through_at_once(tx: &mut Tx, id: QuestionId, words: &Words, asker: &Member) -> Result<bool> {
    let question = load_question(tx, id)?;
    let now = tx.now();
    let waits =
        asker.is_newcomer(now) || question.asker_id != Some(asker.id) || !find_identities(&words.body).is_empty();
    if waits || question.audience != Audience::Everyone {
        return Ok(false);
    }
    let_through(tx, &question, words, asker.id).map(|_| true)
}

/// Shows a question to everybody, in these words; what stands in its address.
pub fn let_through(tx: &mut Tx, question: &Question, words: &Words, by: AccountId) -> Result<String> {
    if question.hidden_at.is_some() {
        return Err(Error::Forbidden("error-question-hidden"));
    }
    let text = write_public(tx, question, words, by)?;
    let (slug, now) = (slug_of(&words.title), tx.now());
    diesel::update(questions::table.find(question.id))
        .set((
            questions::public_text_id.eq(text),
            questions::published_at.eq(question.published_at.unwrap_or(week_of(now))),
            questions::slug.eq(&slug),
        ))
        .execute(&mut **tx)?;
    if question.published_at.is_none() {
        make_public(tx, question.id)?;
    }
    touch(tx, question)?;
    question.record(tx, "question.published", Some(by));
    Ok(slug)
}

fn write_public(tx: &mut Tx, question: &Question, words: &Words, by: AccountId) -> Result<TextId> {
    let (language, _) = load_original(tx, question.text_id)?;
    match question.public_text_id {
        // By nobody: the words are the asker's.
        None => insert_text(tx, &[(language, words.clone())], None),
        Some(text) => {
            write_version(tx, text, language, words, false, by)?;
            // What was taken out may still stand in other languages.
            withhold_stale(tx, text)?;
            Ok(text)
        }
    }
}

/// What follows `/q/{id}/` and is not a title; a test compares them with the endpoints.
const NOUNS: [&str; 11] = [
    "answers",
    "audience",
    "consent",
    "email",
    "guide",
    "language",
    "messages",
    "solution",
    "verdict",
    "versions",
    "withdrawal",
];

fn slug_of(title: &str) -> String {
    let slug = text::slug(title);
    if NOUNS.contains(&slug.as_str()) { format!("{slug}-q") } else { slug }
}

/// Of when it was asked everybody sees the week: its Monday.
fn week_of(at: Timestamp) -> Timestamp {
    let date = at.utc().date_naive();
    let monday = date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday()))).unwrap_or(date);
    Timestamp::new(monday.and_time(chrono::NaiveTime::MIN))
}

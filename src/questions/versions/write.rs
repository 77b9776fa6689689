//! Writing a version of a question and its answer, and marking one as reviewed.

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::form::{Translatable, page};
use crate::accounts::{Done, Visit};
use crate::db::{AccountId, Entry, QuestionId, TextId, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::questions::question::Question;
use crate::questions::{publication, work};
use crate::translations::{Origin, Words, review_version, write_translation};
use crate::web::identity::{Finding, settle, tick_new};
use crate::web::{Body, Submitted};

pub const TAKES: Body =
    &["language", "title?", "text?", "summary?", "body?", "machine?", "state?", "checked?", "remove?"];

/// A version as its translator sends it: of the question, of the answer, or of both.
struct NewVersion {
    language: ContentLanguage,
    question: Option<Words>,
    answer: Option<Words>,
    origin: Origin,
    /// What the form had shown; none when it was not said.
    state: Option<String>,
}

impl NewVersion {
    fn parse(submitted: &Submitted) -> Result<Self> {
        let mut fields = submitted.fields();
        let language = fields.language("language");
        let question = pair(submitted, ("title", "text")).then(|| {
            let title = fields.line("title", 5, publication::TITLE);
            Words { title, summary: String::new(), body: fields.text("text", 10, publication::LONGEST) }
        });
        let answer = pair(submitted, ("summary", "body")).then(|| {
            let summary = fields.text("summary", 10, work::SHORT);
            Words { title: String::new(), summary, body: fields.text("body", 1, work::LONGEST) }
        });
        if question.is_none() && answer.is_none() {
            fields.wrong(if submitted.has("summary") { "summary" } else { "title" }, "error-empty");
        }
        let origin = if fields.flag("machine") { Origin::Machine } else { Origin::Human };
        fields.finish()?;
        let state = Some(submitted.text("state").to_owned()).filter(|state| !state.is_empty());
        Ok(Self { language, question, answer, origin, state })
    }
}

/// What is to be written without what its translator wants left out; an error, and what was `found`, while they are to be
/// shown that first. What stands already, in any language, nobody is asked about again.
fn settle_version(
    submitted: &Submitted,
    new: NewVersion,
    standing: &str,
    found: &mut Vec<Finding>,
) -> Result<NewVersion> {
    let of = |words: &Option<Words>| words.clone().unwrap_or_default();
    let (asked, answered) = (of(&new.question), of(&new.answer));
    let texts = [asked.title, asked.body, answered.summary, answered.body];
    let settled = settle(submitted, texts, new.language, standing, found);
    tick_new(found, true);
    let [title, text, summary, body] = settled?;
    Ok(NewVersion {
        question: new.question.map(|_| Words { title, summary: String::new(), body: text }),
        answer: new.answer.map(|_| Words { title: String::new(), summary, body }),
        ..new
    })
}

/// Whether one of two fields that belong together was filled in.
fn pair(submitted: &Submitted, (one, other): (&str, &str)) -> bool {
    [one, other].iter().any(|name| !submitted.text(name).trim().is_empty())
}

pub async fn save(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let mut found = Vec::new();
    let outcome = async {
        let new = NewVersion::parse(&submitted)?;
        let language = new.language;
        let standing = visit
            .read(move |conn, viewer| {
                let this = Translatable::load(conn, viewer, id, language)?;
                Ok(this.say_all(language))
            })
            .await?;
        let new = settle_version(&submitted, new, &standing, &mut found)?;
        let written = visit.write(move |tx, viewer, member| {
            let this = Translatable::load(tx, viewer, id, new.language)?;
            check_state(&this, new.state.as_deref(), new.language)?;
            if this.public.is_none() && new.question.is_some() {
                return Err(FieldError::new("title", "error-version-private").into());
            }
            let texts = [(Some(&this.asked), this.public), (this.answered.as_ref(), answer_text(&this))];
            let mut changed = false;
            for ((text, text_id), (words, field)) in
                texts.into_iter().zip([(&new.question, "title"), (&new.answer, "summary")])
            {
                let Some(words) = words else { continue };
                let (Some(text), Some(text_id)) = (text, text_id) else {
                    return Err(FieldError::new(field, "error-version-no-answer").into());
                };
                // The original stands beside its translation, and is not changed here.
                if text.original != new.language {
                    changed |= write_translation(tx, text_id, new.language, words, new.origin, this.by)?;
                }
            }
            if changed {
                record(tx, "question.version_written", &this.question, member.id, new.language);
            }
            Ok(Done::changed(id.0, url(&this, viewer.lang, new.language)).telling("flash-version-written"))
        });
        written.await
    }
    .await;
    let language = ContentLanguage::from_code(submitted.text("language"));
    visit
        .answer(outcome, &submitted, move |conn, viewer| {
            Ok(page(conn, viewer, id, language.ok_or(Error::NotFound)?)?.map(|page| page.asking(found)))
        })
        .await
}

fn answer_text(this: &Translatable) -> Option<TextId> {
    this.answer.as_ref().map(|answer| answer.text_id)
}

fn check_state(this: &Translatable, shown: Option<&str>, language: ContentLanguage) -> Result<()> {
    if shown.is_none_or(|shown| shown == this.name_state(language)) {
        return Ok(());
    }
    Err(Error::Conflict { message: "error-version-changed", current: Some(this.say_all(language)) })
}

/// The public page with this version on it, or the expert's.
fn url(this: &Translatable, lang: Lang, language: ContentLanguage) -> String {
    let path = this.back(lang);
    if this.public.is_none() || ContentLanguage::from(lang) == language {
        return path;
    }
    format!("{path}?in={}", language.code())
}

/// "Compared with the original, and right": all that stands in a language.
pub async fn review(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let language = ContentLanguage::from_code(submitted.text("language"));
    let outcome = async {
        let mut fields = submitted.fields();
        let language = fields.language("language");
        fields.finish()?;
        let shown = Some(submitted.text("state").to_owned()).filter(|state| !state.is_empty());
        let reviewed = visit.write(move |tx, viewer, member| {
            let this = Translatable::load(tx, viewer, id, language)?;
            check_state(&this, shown.as_deref(), language)?;
            let mut reviewed = false;
            for text in this.public.into_iter().chain(answer_text(&this)) {
                reviewed |= review_version(tx, text, language, this.by)?;
            }
            if reviewed {
                record(tx, "question.version_reviewed", &this.question, member.id, language);
            }
            Ok(Done::changed(id.0, url(&this, viewer.lang, language)).telling("flash-version-reviewed"))
        });
        reviewed.await
    }
    .await;
    visit
        .answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, id, language.ok_or(Error::NotFound)?))
        .await
}

fn record(tx: &mut Tx, kind: &'static str, question: &Question, by: AccountId, language: ContentLanguage) {
    tx.record(Entry {
        kind,
        actor: Some(by),
        subject: question.subject(),
        parent: None,
        container: None,
        detail: serde_json::json!({ "language": language }),
    });
}

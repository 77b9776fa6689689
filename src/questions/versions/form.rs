//! The form of a version: the original on the left, the version on the right.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::changes::{Changes, changes_since};
use super::credit::{Credit, Text, credit};
use super::translator::{Translated, Translator};
use crate::accounts::{Viewer, Visit};
use crate::db::{Conn, QuestionId, TextId};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::questions::answer::{Answer, find_answer};
use crate::questions::community::find_public;
use crate::questions::question::Question;
use crate::questions::reach::find_for_expert;
use crate::questions::route::reader_of;
use crate::translations::{Origin, Version, Writer};
use crate::web::Page;
use crate::web::identity::Finding;

#[derive(Serialize, utoipa::ToSchema)]
pub struct VersionPage {
    id: QuestionId,
    /// Path of the page that it is translated from: the public one, or the expert's.
    back: String,
    /// Only the answer is translated: nobody else reads the question.
    private: bool,
    language: ContentLanguage,
    dir: &'static str,
    question: Side,
    answer: Option<Side>,
    /// How the answer's original has changed since the version was made.
    changes: Option<Changes>,
    /// What stands was made by a machine.
    machine: bool,
    /// There is something that the reader may mark as reviewed.
    may_review: bool,
    /// Names what the form shows: a change made meanwhile is noticed.
    state: String,
    /// What identifies a person in the version, to be decided on before it is written.
    found: Vec<Finding>,
}

impl VersionPage {
    /// The same page, asking about what was found.
    pub fn asking(self, found: Vec<Finding>) -> Self {
        Self { found, ..self }
    }
}

/// One text beside its version.
#[derive(Serialize, utoipa::ToSchema)]
struct Side {
    original: Wording,
    original_language: ContentLanguage,
    original_dir: &'static str,
    /// It was written in the very language that is asked for: nothing is to be translated.
    is_original: bool,
    version: Wording,
    /// Of the version, where there is one.
    credit: Option<Credit>,
}

#[derive(Default, Serialize, utoipa::ToSchema)]
struct Wording {
    title: String,
    summary: String,
    body: String,
}

impl From<&Version> for Wording {
    fn from(version: &Version) -> Self {
        let Version { title, summary, body, .. } = version;
        Self { title: title.clone(), summary: summary.clone(), body: body.clone() }
    }
}

/// A question that somebody may translate, with its texts.
pub struct Translatable {
    pub question: Question,
    /// The question's text that everybody reads; none while it is not public. Then only its answer has versions, and its
    /// expert writes them: its asker reads their own words.
    pub public: Option<TextId>,
    pub answer: Option<Answer>,
    pub asked: Text,
    pub answered: Option<Text>,
    pub by: Writer,
}

impl Translatable {
    /// `NotFound` where there is no such question, or nothing that the viewer may translate; `Forbidden` in a language
    /// that is not theirs.
    pub fn load(conn: &mut Conn, viewer: &Viewer, id: QuestionId, language: ContentLanguage) -> Result<Self> {
        let translator = Translator::require(conn, viewer)?;
        match find_public(conn, id) {
            Ok(question) => Self::of_public(conn, question, &translator, language),
            Err(Error::NotFound) => Self::of_expert(conn, viewer, id),
            Err(error) => Err(error),
        }
    }

    fn of_public(
        conn: &mut Conn,
        question: Question,
        translator: &Translator,
        language: ContentLanguage,
    ) -> Result<Self> {
        let public = question.public_text_id.ok_or(Error::NotFound)?;
        let answer = find_answer(conn, question.id)?;
        let page = Translated::of(conn, &question, answer.as_ref())?;
        let by = translator.writer(page, language).ok_or(Error::Forbidden("error-version-scope"))?;
        let asked = Text::load(conn, public)?;
        let answered = answer.as_ref().map(|answer| Text::load(conn, answer.text_id)).transpose()?;
        Ok(Self { question, public: Some(public), answer, asked, answered, by })
    }

    /// A question that only its asker and its experts read: who has it translates its answer.
    fn of_expert(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<Self> {
        let account = viewer.id().ok_or(Error::SignIn)?;
        let question = find_for_expert(conn, account, id, viewer.now)?;
        let holder = reader_of(conn, account, &question, viewer.now)?;
        let holder = holder.filter(|by| question.taken_by() == Some(by.id)).ok_or(Error::NotFound)?;
        let answer = find_answer(conn, id)?.ok_or(Error::NotFound)?;
        let by = Writer { account, accreditation: Some(holder.id) };
        let (asked, answered) = (Text::load(conn, question.text_id)?, Text::load(conn, answer.text_id)?);
        Ok(Self { question, public: None, answer: Some(answer), asked, answered: Some(answered), by })
    }

    /// The page that it is translated from.
    pub fn back(&self, lang: Lang) -> String {
        let public = self.question.public_path(lang).filter(|_| self.public.is_some());
        public.unwrap_or_else(|| format!("/{lang}/queue/{}", self.question.id))
    }

    fn texts(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.asked).chain(&self.answered)
    }

    /// The originals' revisions, and the version's: in one word.
    pub fn name_state(&self, language: ContentLanguage) -> String {
        let mark = |text: &Text| {
            let version = text.version(language).map_or(0, |version| version.revision);
            format!("{}.{version}", text.revision)
        };
        self.texts().map(mark).collect::<Vec<_>>().join("-")
    }

    /// Originals and version as they stand, for somebody whose form is out of date.
    pub fn say_all(&self, language: ContentLanguage) -> String {
        let versions = self.texts().flat_map(|text| [text.version(text.original), text.version(language)]);
        let said =
            versions.flatten().map(|v| format!("{}\n{}\n{}\n{}", v.language.own_name(), v.title, v.summary, v.body));
        said.collect::<Vec<_>>().join("\n\n")
    }

    /// Whether there is a version that this person may mark as reviewed.
    fn may_review(&self, language: ContentLanguage) -> bool {
        let open = |text: &Text| {
            text.version(language).is_some_and(|version| {
                let own = version.origin == Origin::Human && version.updated_by == Some(self.by.account);
                let done = version.reviewed_at.is_some() && !text.is_stale(version);
                text.original != language && !own && !done
            })
        };
        self.texts().any(open)
    }
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let language = visit.asked.query("language")?;
    visit
        .page(move |conn, viewer| {
            viewer.id().ok_or(Error::SignIn)?;
            let language = language.as_deref().and_then(ContentLanguage::from_code).ok_or(Error::NotFound)?;
            page(conn, viewer, id, language)
        })
        .await
}

pub fn page(conn: &mut Conn, viewer: &Viewer, id: QuestionId, language: ContentLanguage) -> Result<Page<VersionPage>> {
    let this = Translatable::load(conn, viewer, id, language)?;
    let question = side(conn, viewer, &this.asked, language)?;
    let answer = this.answered.as_ref().map(|text| side(conn, viewer, text, language)).transpose()?;
    let page = VersionPage {
        id,
        back: this.back(viewer.lang),
        private: this.public.is_none(),
        language,
        dir: language.dir(),
        changes: changes(conn, &this, language)?,
        machine: this.texts().filter_map(|text| text.version(language)).any(|v| v.origin == Origin::Machine),
        may_review: this.may_review(language),
        state: this.name_state(language),
        found: Vec::new(),
        question,
        answer,
    };
    Ok(Page::new("questions/version", viewer.lang.locale().say("version-title"), page).not_indexed())
}

fn side(conn: &mut Conn, viewer: &Viewer, text: &Text, language: ContentLanguage) -> Result<Side> {
    let original = text.version(text.original).ok_or(Error::NotFound)?;
    let version = text.version(language).filter(|_| language != text.original);
    let credit = match version {
        Some(version) => credit(conn, viewer, &[(text, version)])?.pop(),
        None => None,
    };
    Ok(Side {
        original: original.into(),
        original_language: text.original,
        original_dir: text.original.dir(),
        is_original: language == text.original,
        version: version.map(Wording::from).unwrap_or_default(),
        credit,
    })
}

fn changes(conn: &mut Conn, this: &Translatable, language: ContentLanguage) -> Result<Option<Changes>> {
    let (Some(answer), Some(text)) = (&this.answer, &this.answered) else { return Ok(None) };
    let (Some(version), Some(original)) = (text.version(language), text.version(text.original)) else {
        return Ok(None);
    };
    if !text.is_stale(version) {
        return Ok(None);
    }
    let since = (answer.id, version.follows);
    Ok(changes_since(conn, &[(answer.id, version.follows, original)])?.remove(&since))
}

//! The language versions of a public question's page: what the reader sees, and what else there is.

use serde::Serialize;

use super::changes::{Changes, changes_since};
use super::credit::{Credit, Text, credit, named};
use super::translator::{Translated, Translator};
use crate::accounts::Viewer;
use crate::activity::Tag;
use crate::db::{Conn, TextId};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::questions::answer::Answer;
use crate::questions::question::Question;
use crate::web::LanguageVersions;

/// In which languages a page is, and what is told of the words that are shown.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Versions {
    languages: Vec<LanguageChoice>,
    question: Credit,
    answer: Option<Credit>,
    /// How the answer's original has changed since the shown version was made.
    changes: Option<Changes>,
    /// Languages in which the reader may write versions.
    writes: Vec<ContentLanguage>,
}

/// A language that the page can be read in.
#[derive(Serialize, utoipa::ToSchema)]
struct LanguageChoice {
    language: ContentLanguage,
    dir: &'static str,
    url: String,
    /// It was written in this language.
    original: bool,
    current: bool,
}

/// What a page shows of its versions, what search engines are told of them, and whom a kept copy names.
pub struct Loaded {
    pub versions: Versions,
    pub told: LanguageVersions,
    pub tags: Vec<Tag>,
}

/// The versions of a page that is read in `language`; `NotFound` where the reader has asked for one that there is not.
pub fn load_versions(
    conn: &mut Conn,
    viewer: &Viewer,
    question: &Question,
    answer: Option<&Answer>,
    asked: Option<ContentLanguage>,
) -> Result<Loaded> {
    let public: TextId = question.public_text_id.ok_or(Error::NotFound)?;
    let asked_text = Text::load(conn, public)?;
    let answer_text = answer.map(|answer| Text::load(conn, answer.text_id)).transpose()?;
    let available = available(&asked_text, answer_text.as_ref());
    let language = asked.unwrap_or(viewer.lang.into());
    if asked.is_some_and(|asked| !available.contains(&asked)) {
        return Err(Error::NotFound);
    }
    let mut shown = vec![(&asked_text, asked_text.shown(language).ok_or(Error::NotFound)?)];
    if let Some(text) = &answer_text {
        shown.push((text, text.shown(language).ok_or(Error::NotFound)?));
    }
    let mut credits = credit(conn, viewer, &shown)?;
    let changes = match (answer, shown.get(1)) {
        (Some(answer), Some((text, version))) if text.is_stale(version) => {
            let original = text.version(text.original).ok_or(Error::NotFound)?;
            let since = (answer.id, version.follows);
            changes_since(conn, &[(answer.id, version.follows, original)])?.remove(&since)
        }
        _ => None,
    };
    let writes = match Translator::load(conn, viewer)? {
        Some(translator) => translator.languages_of(Translated::of(conn, question, answer)?),
        None => Vec::new(),
    };
    let path = question.public_path(viewer.lang).ok_or(Error::NotFound)?;
    let leading = answer_text.as_ref().unwrap_or(&asked_text);
    let current = leading.shown(language).map(|version| version.language);
    let choice = |one: &ContentLanguage| LanguageChoice {
        language: *one,
        dir: one.dir(),
        url: match ContentLanguage::from(viewer.lang) == *one {
            true => path.clone(),
            false => format!("{path}?in={}", one.code()),
        },
        original: leading.original == *one,
        current: current == Some(*one),
    };
    let tags = named(&credits);
    let languages = available.iter().map(choice).collect();
    let told = told(question, viewer.lang, &asked_text, answer_text.as_ref(), asked)?;
    let answer = if credits.len() > 1 { credits.pop() } else { None };
    let mut told_of_question = credits.pop().ok_or(Error::NotFound)?;
    if let Some(week) = question.published_at.filter(|_| told_of_question.original) {
        // When somebody has asked is for nobody to know but by the week.
        told_of_question.at = week;
    }
    let question = told_of_question;
    Ok(Loaded { versions: Versions { languages, question, answer, changes, writes }, told, tags })
}

/// Every language in which one of the texts is, in the order in which languages are listed everywhere.
fn available(question: &Text, answer: Option<&Text>) -> Vec<ContentLanguage> {
    let has = |language: ContentLanguage| {
        question.languages().chain(answer.into_iter().flat_map(Text::languages)).any(|one| one == language)
    };
    ContentLanguage::all().filter(|language| has(*language)).collect()
}

/// Search engines are led to pages that are in their language throughout: question and answer, current or not.
fn told(
    question: &Question,
    lang: Lang,
    asked: &Text,
    answer: Option<&Text>,
    chosen: Option<ContentLanguage>,
) -> Result<LanguageVersions> {
    let whole = |language: ContentLanguage| {
        let in_it = |text: &Text| text.languages().any(|one| one == language);
        in_it(asked) && answer.is_none_or(in_it)
    };
    let path = |lang: Lang| question.public_path(lang).ok_or(Error::NotFound);
    let pages: Vec<Lang> = Lang::ALL.into_iter().filter(|lang| whole((*lang).into())).collect();
    let alternates = pages.iter().map(|lang| Ok((*lang, path(*lang)?))).collect::<Result<Vec<_>>>()?;
    let original = answer.unwrap_or(asked).original;
    let page_in =
        |language: ContentLanguage| pages.iter().copied().find(|lang| ContentLanguage::from(*lang) == language);
    let main = page_in(original).or(pages.first().copied()).map(path).transpose()?;
    let canonical = match chosen {
        // A version in a language that the site itself is not in stands for itself.
        Some(language) if Lang::from_code(language.code()).is_none() => {
            Some(format!("{}?in={}", path(lang)?, language.code()))
        }
        chosen => page_in(chosen.unwrap_or(lang.into())).map(path).transpose()?.or(main.clone()),
    };
    Ok(LanguageVersions { canonical, alternates, default: main })
}

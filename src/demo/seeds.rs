//! The texts of the demonstration, embedded: where they come from stands in seed/demo/SOURCES.md.

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::community::SeedCommunity;
use super::language::guess;
use super::organisations::SeedOrganisations;
use super::questions::{Answered, SeedQuestions};
use super::samples::SampleQuestions;
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};

#[derive(RustEmbed)]
#[folder = "seed/demo/"]
#[include = "*.json"]
struct Files;

/// The account that posts the OMoS-QA samples.
pub const SAMPLES: &str = "samples";

/// Everything that the demonstration is made from.
pub struct Seeds {
    pub members: Vec<SeedMember>,
    pub categories: Vec<SeedCategory>,
    pub threads: Vec<SeedThread>,
    pub mishaps: Vec<Mishap>,
    pub organisations: SeedOrganisations,
    pub questions: SeedQuestions,
    pub answered: Vec<Answered>,
    pub sample_questions: SampleQuestions,
    pub community: SeedCommunity,
}

#[derive(Debug, Clone, Deserialize)]
pub struct SeedMember {
    pub name: String,
    pub login: String,
    pub language: Lang,
    pub reads: Vec<String>,
    pub about: String,
    pub roles: Vec<SeedRole>,
}

impl SeedMember {
    pub fn address(&self) -> String {
        format!("{}@example.org", self.login)
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct SeedRole {
    pub role: crate::accounts::Role,
    /// Only in these; everywhere when none is named.
    #[serde(default)]
    pub categories: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct SeedCategory {
    pub slug: String,
    pub area: Option<String>,
    pub read: String,
    pub write: String,
    pub name: Trilingual,
    pub description: Trilingual,
    pub rules: Option<Trilingual>,
    pub children: Vec<SeedCategory>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Trilingual {
    pub lt: String,
    pub en: String,
    pub ru: String,
}

impl Trilingual {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Lt => &self.lt,
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct SeedThread {
    pub category: String,
    pub author: String,
    pub title: String,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    /// Why it stands first.
    pub pinned: Option<String>,
    /// Why it was closed.
    pub closed: Option<String>,
    /// When it was begun.
    pub days_ago: i64,
    /// The first is the opening post.
    pub posts: Vec<SeedPost>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct SeedPost {
    pub author: String,
    pub text: String,
    /// Hours after the thread was begun.
    pub hours_later: i64,
    /// A post's number.
    pub reply_to: Option<i64>,
    /// Who has thanked for it.
    #[serde(default)]
    pub thanks: Vec<String>,
    /// Guessed when the file is read.
    #[serde(skip)]
    pub language: Option<ContentLanguage>,
}

/// A post that did not stay.
#[derive(Debug, Clone, Deserialize)]
pub struct Mishap {
    /// The title of the thread that it comes last in.
    pub thread: String,
    pub author: String,
    /// Days after the thread was begun.
    pub days_later: i64,
    pub text: String,
    pub hidden: Option<Hidden>,
    pub deleted_by: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Hidden {
    pub by: String,
    pub reason: String,
}

#[derive(Deserialize)]
struct Sample {
    language: ContentLanguage,
    title: String,
    text: String,
    note: String,
    category: String,
}

impl Seeds {
    pub fn load() -> Result<Self> {
        let mut threads = Vec::new();
        for lang in Lang::ALL {
            let mut of_file: Vec<SeedThread> = read(&format!("threads.{lang}.json"))?;
            for post in of_file.iter_mut().flat_map(|thread| &mut thread.posts) {
                post.language = Some(guess(&post.text, lang.into()));
            }
            threads.extend(of_file);
        }
        let mut answered = Vec::new();
        for lang in Lang::ALL {
            answered.extend(read::<Vec<Answered>>(&format!("questions.{lang}.json"))?);
        }
        let samples: Vec<Sample> = read("samples.json")?;
        threads.extend(samples.into_iter().zip(0..).map(|(sample, at)| sample.into_thread(at)));
        Ok(Self {
            members: read("members.json")?,
            categories: read("categories.json")?,
            threads,
            mishaps: read("mishaps.json")?,
            organisations: read("organisations.json")?,
            questions: read("questions.json")?,
            answered,
            sample_questions: read("questions.omos-qa.json")?,
            community: read("community.json")?,
        })
    }
}

impl Sample {
    /// One every eleven hours: three languages of a question stand together, and no day has them all.
    fn into_thread(self, at: i64) -> SeedThread {
        let text = format!("{}\n\n> {}", self.text, self.note);
        let hours_ago = 105 * 24 - at * 11;
        let post = SeedPost {
            author: SAMPLES.into(),
            text,
            hours_later: (24 - hours_ago % 24) % 24,
            reply_to: None,
            thanks: Vec::new(),
            language: Some(self.language),
        };
        SeedThread {
            category: self.category,
            author: SAMPLES.into(),
            title: self.title,
            tags: vec!["omos-qa".into()],
            pinned: None,
            closed: None,
            days_ago: (hours_ago + 23) / 24,
            posts: vec![post],
        }
    }
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T> {
    let file = Files::get(name).ok_or_else(|| Error::internal(format!("{name} is not embedded")))?;
    serde_json::from_slice(&file.data).map_err(|error| Error::internal(format!("{name}: {error}")))
}

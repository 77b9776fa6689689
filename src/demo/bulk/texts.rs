//! A few hundred texts a language, put together from the seeds' sentences and rendered once: the filling is bound by
//! the database then.

use rand::RngExt;
use rand::rngs::StdRng;

use super::plan::{log_normal, to_count};
use crate::demo::seeds::{SAMPLES, Seeds};
use crate::i18n::ContentLanguage;
use crate::text::{self, Mentions};

/// Languages of the threads, and how many of a hundred are in each.
pub const LANGUAGES: [(&str, u32); 3] = [("lt", 48), ("ru", 29), ("en", 23)];

const TEXTS: usize = 240;
/// Characters; posts of forums are mostly short, and a few are very long.
const MEDIAN: f64 = 300.0;
const SPREAD: f64 = 0.9;
const LONGEST: usize = 6_000;
/// Of these many texts, one is as long as an article.
const ARTICLE_EVERY: usize = 60;

pub struct PreparedText {
    pub source: String,
    pub html: String,
    pub short_html: Option<String>,
}

#[derive(Default)]
struct OfLanguage {
    texts: Vec<PreparedText>,
    titles: Vec<String>,
    tags: Vec<String>,
}

/// By language, in the order of `LANGUAGES`.
pub struct Texts(Vec<OfLanguage>);

impl Texts {
    pub fn prepare(random: &mut StdRng, seeds: &Seeds, base_url: &str) -> Self {
        Self(LANGUAGES.iter().map(|(code, _)| OfLanguage::prepare(random, seeds, code, base_url)).collect())
    }

    pub fn of(&self, language: usize) -> &[PreparedText] {
        &self.0[language].texts
    }

    pub fn title(&self, language: usize, chosen: u64) -> &str {
        pick(&self.0[language].titles, chosen).map_or("…", String::as_str)
    }

    /// Up to three.
    pub fn tags(&self, language: usize, chosen: u64) -> Vec<&str> {
        let all = &self.0[language].tags;
        let count = [0, 1, 1, 2, 3][usize::try_from(chosen % 5).unwrap_or(0)];
        let mut tags: Vec<&str> =
            (0..count).filter_map(|n| pick(all, (chosen >> 8) + n * 7).map(String::as_str)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }
}

fn pick<T>(list: &[T], chosen: u64) -> Option<&T> {
    list.get(usize::try_from(chosen % list.len().max(1) as u64).unwrap_or(0))
}

pub fn code(language: usize) -> ContentLanguage {
    ContentLanguage::from_code(LANGUAGES[language].0).unwrap_or(crate::i18n::Lang::Lt.into())
}

pub fn any_language(random: &mut StdRng) -> usize {
    let mut at = random.random_range(0..LANGUAGES.iter().map(|(_, share)| share).sum());
    for (index, (_, share)) in LANGUAGES.iter().enumerate() {
        if at < *share {
            return index;
        }
        at -= share;
    }
    0
}

impl OfLanguage {
    fn prepare(random: &mut StdRng, seeds: &Seeds, code: &str, base_url: &str) -> Self {
        let mut made = Self::default();
        let mut sentences: Vec<String> = Vec::new();
        // The OMoS-QA samples stand under their own account and label, and nowhere else.
        for thread in seeds.threads.iter().filter(|thread| thread.author != SAMPLES) {
            let posts = thread.posts.iter().filter(|post| post.language.is_some_and(|l| l.code() == code));
            let before = sentences.len();
            posts.for_each(|post| sentences.extend(sentences_of(&post.text)));
            if sentences.len() > before {
                made.titles.push(thread.title.clone());
                made.tags.extend(thread.tags.iter().cloned());
            }
        }
        let titles = sentences.iter().filter(|s| (25..90).contains(&s.chars().count()));
        let titles: Vec<String> = titles.map(|s| s.trim_end_matches(['.', '!']).to_owned()).collect();
        made.titles.extend(titles);
        for index in 0..TEXTS {
            let length = if index % ARTICLE_EVERY == 7 { 5_000 } else { to_count(log_normal(random, MEDIAN, SPREAD)) };
            let source = compose(random, &sentences, length.clamp(15, LONGEST));
            // No footnotes in them, so no ids that would need a prefix of the text's own.
            let rendered = text::render(&source, &Mentions::default(), base_url, "bulk");
            made.texts.push(PreparedText { source, html: rendered.html, short_html: rendered.short_html });
        }
        made
    }
}

/// The sentences of running paragraphs; lists, code and quotes are left out.
fn sentences_of(source: &str) -> Vec<String> {
    let plain = |paragraph: &&str| {
        paragraph.starts_with(char::is_alphabetic) && !paragraph.contains(['`', '[', '@', '\n', '*', '|'])
    };
    let mut sentences = Vec::new();
    for paragraph in source.split("\n\n").filter(plain) {
        let ends = paragraph.match_indices(['.', '!', '?', '؟']).map(|(at, end)| at + end.len());
        let mut from = 0;
        for end in ends.filter(|end| paragraph[*end..].starts_with(' ')).chain([paragraph.len()]) {
            sentences.push(paragraph[from..end].trim().to_owned());
            from = end;
        }
    }
    sentences.retain(|sentence| sentence.chars().count() > 3);
    sentences
}

/// Sentences until the length is reached, three or so to a paragraph.
fn compose(random: &mut StdRng, sentences: &[String], length: usize) -> String {
    let mut text = String::new();
    let mut characters = 0;
    while characters < length {
        let Some(sentence) = sentences.get(random.random_range(0..sentences.len().max(1))) else { return text };
        if !text.is_empty() {
            text.push_str(if random.random_bool(0.3) { "\n\n" } else { " " });
        }
        text.push_str(sentence);
        characters += sentence.chars().count() + 1;
    }
    text
}

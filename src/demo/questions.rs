//! Questions of the demonstration, with answers that rest on real laws and are given by invented bodies: some fresh, some
//! past their date, one whose source has changed, some that wait.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;
use serde::Deserialize;

use super::opening::Community;
use crate::areas;
use crate::db::schema::answers;
use crate::db::{AnswerId, SourceId, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::list_experts;
use crate::questions::{
    Audience, CaseKey, NewAnswer, NewQuestion, NewSource, Owner, SourceKind, insert_question, insert_source,
    let_through, load_question, mark_changed, take, write_answer,
};
use crate::translations::Words;

/// Days for which an answer is held to be right.
const LASTS: Duration = Duration::days(182);

#[derive(Debug, Clone, Deserialize)]
pub struct SeedQuestions {
    sources: Vec<SeedSource>,
    questions: Vec<SeedQuestion>,
}

#[derive(Debug, Clone, Deserialize)]
struct SeedSource {
    code: String,
    kind: SourceKind,
    number: String,
    article: String,
    url: String,
    lt: String,
    en: String,
    ru: String,
    changed: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct SeedQuestion {
    language: ContentLanguage,
    area: String,
    audience: Audience,
    #[serde(default)]
    urgent: bool,
    title: Option<String>,
    text: String,
    /// How many days ago its answer was checked; `None` for one without.
    checked: Option<i64>,
    #[serde(default)]
    short: String,
    #[serde(default)]
    body: String,
    sources: Vec<String>,
}

/// Asks and answers all of them.
pub fn ask(tx: &mut Tx, seeds: &SeedQuestions, community: &Community) -> Result<()> {
    let by = Some(community.member("admin")?);
    let mut sources: HashMap<&str, SourceId> = HashMap::new();
    for seed in &seeds.sources {
        let titles = [(Lang::Lt, &seed.lt), (Lang::En, &seed.en), (Lang::Ru, &seed.ru)];
        let titles = titles.map(|(lang, title)| (ContentLanguage::from(lang), title.clone())).to_vec();
        let (number, article, url) = (seed.number.clone(), seed.article.clone(), seed.url.clone());
        let new = NewSource { kind: seed.kind, titles, number, article, url };
        sources.insert(&seed.code, insert_source(tx, &new, by)?);
    }
    for seed in &seeds.questions {
        ask_one(tx, seed, &sources)?;
    }
    for seed in &seeds.sources {
        if let (Some(note), Some(id)) = (&seed.changed, sources.get(seed.code.as_str())) {
            mark_changed(tx, *id, note, by)?;
        }
    }
    Ok(())
}

fn ask_one(tx: &mut Tx, seed: &SeedQuestion, sources: &HashMap<&str, SourceId>) -> Result<()> {
    let no_area = || Error::internal(format!("no area {}", seed.area));
    let area = areas::find_id(tx, &seed.area)?.ok_or_else(no_area)?;
    let title = seed.title.clone().unwrap_or_else(|| seed.text.clone());
    let new = NewQuestion {
        owner: Owner::Key(CaseKey::new().digest()),
        audience: seed.audience,
        area,
        situation: None,
        urgent: seed.urgent,
        municipality: None,
        notify: None,
        language: seed.language,
        words: Words { title: title.clone(), summary: String::new(), body: seed.text.clone() },
    };
    let id = insert_question(tx, &new)?;
    let question = load_question(tx, id)?;
    let now = tx.now();
    let experts = list_experts(tx, area, now)?;
    let Some(expert) = experts.into_iter().find(|expert| Some(expert.id) == question.accreditation_id) else {
        return Ok(());
    };
    if seed.title.is_some() {
        let words = Words { title, summary: String::new(), body: seed.text.clone() };
        let_through(tx, &question, &words, expert.account)?;
    }
    let Some(days) = seed.checked else { return Ok(()) };
    take(tx, &question, &expert)?;
    let cited = seed.sources.iter().filter_map(|code| sources.get(code.as_str()).copied()).collect();
    let (summary, body) = (seed.short.clone(), seed.body.clone());
    let new = NewAnswer { language: seed.language, summary, body, sources: cited, months: 6 };
    let question = load_question(tx, id)?;
    let answer = write_answer(tx, &question, &new, &expert)?;
    backdate(tx, answer, days)
}

/// As if it had been checked so many days ago.
fn backdate(tx: &mut Tx, answer: AnswerId, days: i64) -> Result<()> {
    let checked = tx.now() - Duration::days(days);
    diesel::update(answers::table.find(answer))
        .set((answers::checked_at.eq(checked), answers::check_by.eq(checked + LASTS)))
        .execute(&mut **tx)?;
    Ok(())
}

//! Questions of the demonstration, with answers that rest on real laws and are given by invented bodies: some fresh, some
//! past their date, one whose source has changed; and those that wait, so that each expert has something to do.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::Deserialize;

use super::guide;
use super::opening::Community;
use super::public_questions::{self, PublicAnswer, PublicQuestion, Version, id_of, week};
use super::samples;
use super::seeds::Seeds;
use crate::db::schema::{areas, question_routes, question_states, question_verdicts, questions};
use crate::db::{AccountId, AccreditationId, AreaId, QuestionId, SourceId, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::{Accreditation, list_accreditations};
use crate::questions::{
    Audience, CaseKey, NewQuestion, NewSource, Owner, RouteState, SourceKind, USUAL_DAYS, ask_for_detail, day,
    end_of_term, insert_question, insert_source, let_through, list_free, load_question, mark_changed, offer, set_route,
    take,
};
use crate::translations::{Origin, Words};

/// Days for which an answer is held to be right.
const LASTS: Duration = Duration::days(182);

#[derive(Debug, Clone, Deserialize)]
pub struct SeedQuestions {
    sources: Vec<SeedSource>,
    waiting: Vec<Waiting>,
    /// Titles of answered questions: the guides of their areas, in their order.
    guide: Vec<String>,
    /// Answered questions that a member has linked, and is asked about.
    linked: Vec<Linked>,
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

/// A public question with its answer.
#[derive(Debug, Clone, Deserialize)]
pub struct Answered {
    language: ContentLanguage,
    area: String,
    /// The sign-in name of the expert who answered.
    by: String,
    /// How many days ago its answer was checked.
    checked: i64,
    title: String,
    text: String,
    short: String,
    body: String,
    sources: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Linked {
    title: String,
    /// A member's sign-in name.
    asker: String,
}

/// A question that has no answer yet. With a title it is shown to everybody already.
#[derive(Debug, Clone, Deserialize)]
struct Waiting {
    language: ContentLanguage,
    area: String,
    audience: Audience,
    #[serde(default)]
    urgent: bool,
    title: Option<String>,
    text: String,
    /// How many days ago it was asked.
    asked: i64,
    /// The sign-in name of the expert who has it; else it goes where it is sent.
    by: Option<String>,
    #[serde(default)]
    holds: Held,
    /// What its expert, who has taken it, asks of the asker.
    request: Option<String>,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Held {
    #[default]
    Offered,
    Taken,
    Nobody,
}

/// What is looked up while questions are made.
struct Asking<'a> {
    community: &'a Community,
    areas: HashMap<String, AreaId>,
    sources: HashMap<&'a str, SourceId>,
}

/// Asks and answers all of them.
pub fn ask(tx: &mut Tx, seeds: &Seeds, community: &Community) -> Result<()> {
    let by = Some(community.member("admin")?);
    let areas: HashMap<String, AreaId> =
        areas::table.select((areas::slug, areas::id)).load(&mut **tx)?.into_iter().collect();
    let mut sources: HashMap<&str, SourceId> = HashMap::new();
    for seed in &seeds.questions.sources {
        sources.insert(&seed.code, insert_source(tx, &seed.source(), by)?);
    }
    let asking = Asking { community, areas, sources };
    let mut answered = samples::gather(tx, &seeds.sample_questions, community, &asking.areas)?;
    let mut random = StdRng::seed_from_u64(2_012);
    for seed in &seeds.answered {
        answered.push(asking.answered(tx, seed, id_of(random.next_u64()))?);
    }
    public_questions::insert(tx, &answered)?;
    for seed in &seeds.questions.linked {
        link(tx, &answered, &seed.title, community.member(&seed.asker)?)?;
    }
    guide::open(tx, &seeds.questions.guide, &answered, community.member("admin")?)?;
    for seed in &seeds.questions.waiting {
        asking.wait(tx, seed)?;
    }
    for seed in &seeds.questions.sources {
        if let (Some(note), Some(id)) = (&seed.changed, asking.sources.get(seed.code.as_str())) {
            mark_changed(tx, *id, note, by)?;
        }
    }
    Ok(())
}

impl SeedSource {
    fn source(&self) -> NewSource {
        let titles = [(Lang::Lt, &self.lt), (Lang::En, &self.en), (Lang::Ru, &self.ru)];
        NewSource {
            kind: self.kind,
            titles: titles.map(|(lang, title)| (ContentLanguage::from(lang), title.clone())).to_vec(),
            number: self.number.clone(),
            article: self.article.clone(),
            url: self.url.clone(),
        }
    }
}

impl Asking<'_> {
    fn area(&self, slug: &str) -> Result<AreaId> {
        self.areas.get(slug).copied().ok_or_else(|| Error::internal(format!("no area {slug}")))
    }

    /// As whom a member answers in an area.
    fn expert(&self, tx: &mut Tx, login: &str, area: AreaId) -> Result<Accreditation> {
        let now = tx.now();
        let own = list_accreditations(tx, &[self.community.member(login)?], now)?;
        let fits = |one: &Accreditation| one.areas.contains(&area);
        own.into_iter().find(fits).ok_or_else(|| Error::internal(format!("{login} does not answer there")))
    }

    fn answered(&self, tx: &mut Tx, seed: &Answered, id: QuestionId) -> Result<PublicQuestion> {
        let area = self.area(&seed.area)?;
        let checked_at = tx.now() - Duration::days(seed.checked);
        let cited = |code: &String| {
            self.sources.get(code.as_str()).copied().ok_or_else(|| Error::internal(format!("no source {code}")))
        };
        let version = |words: Words| vec![Version { language: seed.language, origin: Origin::Human, words }];
        let (title, body) = (seed.title.clone(), seed.text.clone());
        let answer = Words { title: String::new(), summary: seed.short.clone(), body: seed.body.clone() };
        Ok(PublicQuestion {
            id,
            area,
            asked_at: checked_at - public_questions::TAKES,
            words: version(Words { title, summary: String::new(), body }),
            answer: PublicAnswer {
                by: self.expert(tx, &seed.by, area)?.id,
                words: version(answer),
                checked_at,
                check_by: checked_at + LASTS,
                sources: seed.sources.iter().map(cited).collect::<Result<_>>()?,
            },
        })
    }

    fn wait(&self, tx: &mut Tx, seed: &Waiting) -> Result<()> {
        let area = self.area(&seed.area)?;
        let title = seed.title.clone().unwrap_or_else(|| seed.text.clone());
        let words = Words { title, summary: String::new(), body: seed.text.clone() };
        let new = NewQuestion {
            owner: Owner::Key(CaseKey::new().digest()),
            audience: seed.audience,
            area,
            situation: None,
            urgent: seed.urgent,
            municipality: None,
            notify: None,
            language: seed.language,
            words: words.clone(),
        };
        let id = insert_question(tx, &new)?;
        match &seed.by {
            Some(login) => {
                let expert = self.expert(tx, login, area)?;
                hold(tx, id, seed, &words, &expert)?;
            }
            None if seed.holds == Held::Nobody => give(tx, id, None)?,
            None => {}
        }
        backdate(tx, id, seed.asked)
    }
}

/// The question of this title is that member's, who is asked now whether the answer has helped.
fn link(tx: &mut Tx, answered: &[PublicQuestion], title: &str, asker: AccountId) -> Result<()> {
    let is_it = |one: &&PublicQuestion| one.words.first().is_some_and(|version| version.words.title == title);
    let question = answered.iter().find(is_it).ok_or_else(|| Error::internal(format!("nobody asks: {title}")))?;
    diesel::update(questions::table.find(question.id)).set(questions::asker_id.eq(asker)).execute(&mut **tx)?;
    let row = (
        question_verdicts::question_id.eq(question.id),
        question_verdicts::ask_at.eq(tx.now()),
        question_verdicts::mailed.eq(true),
    );
    diesel::insert_into(question_verdicts::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The expert has it, as far as it has come.
fn hold(tx: &mut Tx, id: QuestionId, seed: &Waiting, words: &Words, expert: &Accreditation) -> Result<()> {
    give(tx, id, Some(expert.id))?;
    let question = load_question(tx, id)?;
    if seed.title.is_some() {
        let_through(tx, &question, words, expert.account)?;
    }
    if seed.holds == Held::Offered {
        return Ok(());
    }
    take(tx, &question, expert)?;
    if let Some(request) = &seed.request {
        let lang = Lang::from_code(seed.language.code()).unwrap_or(Lang::En);
        let question = load_question(tx, id)?;
        ask_for_detail(tx, &question, expert.account, request, lang)?;
    }
    Ok(())
}

/// To this expert in place of whom it was sent to; or to nobody, as when everybody has declined it.
fn give(tx: &mut Tx, id: QuestionId, expert: Option<AccreditationId>) -> Result<()> {
    diesel::delete(question_routes::table.filter(question_routes::question_id.eq(id))).execute(&mut **tx)?;
    if expert.is_none() {
        let (question, now) = (load_question(tx, id)?, tx.now());
        for expert in list_free(tx, &question, now)? {
            set_route(tx, id, expert.id, RouteState::Declined)?;
        }
    }
    offer(tx, id, expert)
}

/// As if it had been asked so many days ago.
fn backdate(tx: &mut Tx, id: QuestionId, days: i64) -> Result<()> {
    let at = tx.now() - Duration::days(days);
    let due = end_of_term(at, USUAL_DAYS);
    diesel::update(questions::table.find(id))
        .set((questions::asked_at.eq(day(at)), questions::due_at.eq(due)))
        .execute(&mut **tx)?;
    diesel::update(questions::table.find(id).filter(questions::published_at.is_not_null()))
        .set(questions::published_at.eq(week(at)))
        .execute(&mut **tx)?;
    diesel::update(question_states::table.filter(question_states::question_id.eq(id)))
        .set(question_states::at.eq(day(at)))
        .execute(&mut **tx)?;
    Ok(())
}

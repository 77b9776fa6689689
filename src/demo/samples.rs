//! Questions of OMoS-QA with the answers that people marked, in English, Ukrainian and Arabic. They speak of Germany, so
//! nobody answers them but a body that is there for them alone, and each says what it is: in its text, in its answer and
//! by its source.

use std::collections::HashMap;

use chrono::Duration;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::Deserialize;

use super::opening::Community;
use super::public_questions::{PublicAnswer, PublicQuestion, Version, id_of};
use super::seeds::SAMPLES;
use crate::db::{AreaId, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::list_accreditations;
use crate::questions::{NewSource, SourceKind, insert_source};
use crate::translations::{Origin, Words};

/// What the data set is called in the register, in the languages of the interface and of the samples.
const SOURCE: [(&str, &str); 5] = [
    ("en", "OMoS-QA: questions and answers about Germany, by S. Kleinle, J. Prange and A. Friedrich"),
    ("lt", "OMoS-QA: klausimai ir atsakymai apie Vokietiją (S. Kleinle, J. Prange, A. Friedrich)"),
    ("ru", "OMoS-QA: вопросы и ответы о Германии (S. Kleinle, J. Prange, A. Friedrich)"),
    ("uk", "OMoS-QA: запитання й відповіді про Німеччину (S. Kleinle, J. Prange, A. Friedrich)"),
    ("ar", "OMoS-QA: أسئلة وأجوبة عن ألمانيا (S. Kleinle، J. Prange، A. Friedrich)"),
];
const LICENCE: &str = "CC BY 4.0";
const URL: &str = "https://github.com/digitalfabrik/integreat-qa-dataset";
/// They do not become old: nobody would renew them.
const LASTS: Duration = Duration::days(3_650);

/// What a text is, said in its language: `label` under a question and an answer, `short` before the answer in short.
#[derive(Debug, Clone, Deserialize)]
struct Label {
    language: ContentLanguage,
    label: String,
    short: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct SampleQuestions {
    labels: Vec<Label>,
    questions: Vec<SampleQuestion>,
}

#[derive(Debug, Clone, Deserialize)]
struct SampleQuestion {
    area: String,
    /// The first is the original.
    versions: Vec<SampleVersion>,
}

#[derive(Debug, Clone, Deserialize)]
struct SampleVersion {
    language: ContentLanguage,
    title: String,
    short: String,
    body: String,
}

/// All of them, as questions of the last half year.
pub fn gather(
    tx: &mut Tx,
    seeds: &SampleQuestions,
    community: &Community,
    areas: &HashMap<String, AreaId>,
) -> Result<Vec<PublicQuestion>> {
    let now = tx.now();
    let account = community.member(SAMPLES)?;
    let own = list_accreditations(tx, &[account], now)?;
    let by = own.first().ok_or_else(|| Error::internal("nobody answers for the samples"))?.id;
    let source = insert_source(tx, &source(), Some(community.member("admin")?))?;
    let mut random = StdRng::seed_from_u64(2_024);
    let mut gathered = Vec::with_capacity(seeds.questions.len());
    for (at, sample) in (0..).zip(&seeds.questions) {
        let area = areas.get(&sample.area).ok_or_else(|| Error::internal(format!("no area {}", sample.area)))?;
        let asked_at = now - Duration::days(20 + at);
        let (words, answered): (Vec<Version>, Vec<Version>) =
            sample.versions.iter().filter_map(|version| seeds.labelled(version)).unzip();
        let answer = PublicAnswer {
            by,
            words: answered,
            checked_at: asked_at,
            check_by: asked_at + LASTS,
            sources: vec![source],
        };
        gathered.push(PublicQuestion { id: id_of(random.next_u64()), area: *area, asked_at, words, answer });
    }
    Ok(gathered)
}

impl SampleQuestions {
    /// The question and the answer in one language, each with what it is.
    fn labelled(&self, version: &SampleVersion) -> Option<(Version, Version)> {
        let Label { label, short, .. } = self.labels.iter().find(|label| label.language == version.language)?;
        let of = |words: Words| Version { language: version.language, origin: origin(version.language), words };
        let question = Words { title: version.title.clone(), summary: String::new(), body: label.clone() };
        let answer = Words {
            title: String::new(),
            summary: format!("{short} {}", version.short),
            body: format!("{}\n\n> {label}", version.body),
        };
        Some((of(question), of(answer)))
    }
}

/// The data set's Ukrainian and Arabic versions were made by machine.
fn origin(language: ContentLanguage) -> Origin {
    if language == Lang::En.into() { Origin::Human } else { Origin::Machine }
}

fn source() -> NewSource {
    let titles =
        SOURCE.iter().filter_map(|(code, title)| Some((ContentLanguage::from_code(code)?, (*title).to_owned())));
    NewSource {
        kind: SourceKind::Page,
        titles: titles.collect(),
        number: LICENCE.to_owned(),
        article: String::new(),
        url: URL.to_owned(),
    }
}

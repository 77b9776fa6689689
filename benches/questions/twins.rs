//! Every question of OMoS-QA in the database, in English and in Ukrainian: the demonstration has 150 of the 380.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use mipas::config::Timestamp;
use mipas::db::schema::{answers, questions, text_versions};
use mipas::db::{AccreditationId, AreaId, QuestionId, Tx};
use mipas::error::Result;
use mipas::i18n::ContentLanguage;
use mipas::questions::{Audience, State};
use mipas::translations::{Words, insert_text};
use serde::Deserialize;

/// A question with its answer in one language, as a line of the data set.
#[derive(Clone, Deserialize)]
struct Line {
    id: i64,
    question: String,
    answer: Vec<String>,
}

/// One question in both languages.
#[derive(Clone)]
pub struct Twin {
    id: i64,
    versions: [(ContentLanguage, Line); 2],
}

impl Twin {
    pub fn english(&self) -> &str {
        &self.versions[0].1.question
    }

    pub fn ukrainian(&self) -> &str {
        &self.versions[1].1.question
    }

    fn words(&self, words: impl Fn(&Line) -> Words) -> Vec<(ContentLanguage, Words)> {
        self.versions.iter().map(|(language, line)| (*language, words(line))).collect()
    }
}

/// All of them, where `BENCH_QA` names a folder with en.jsonl and uk.jsonl.
pub fn read() -> Option<Vec<Twin>> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/migration-qa");
    let folder = std::env::var_os("BENCH_QA").map_or_else(default, PathBuf::from);
    let lines = |code: &str| {
        let text = std::fs::read_to_string(folder.join(format!("{code}.jsonl"))).ok()?;
        let language = ContentLanguage::from_code(code)?;
        let line = |line: &str| (language, serde_json::from_str::<Line>(line).expect("a question with its answer"));
        Some(text.lines().map(line).collect::<Vec<_>>())
    };
    let pairs = lines("en")?.into_iter().zip(lines("uk")?);
    let twin = |(english, ukrainian): ((ContentLanguage, Line), (ContentLanguage, Line))| {
        assert_eq!(english.1.id, ukrainian.1.id, "the lines of both files are of the same questions");
        Twin { id: english.1.id, versions: [english, ukrainian] }
    };
    Some(pairs.map(twin).collect())
}

/// Writes those that the demonstration does not have, as public questions with an official answer.
pub fn add(tx: &mut Tx, all: &[Twin], known: &HashSet<i64>) -> Result<usize> {
    // The body that answers for the samples, and an area: neither is asked about here.
    let (by, area): (AccreditationId, AreaId) = answers::table
        .inner_join(questions::table)
        .order(answers::id.desc())
        .select((answers::accreditation_id, questions::area_id))
        .first(&mut **tx)?;
    let missing = all.iter().filter(|twin| !known.contains(&twin.id));
    missing.map(|twin| add_one(tx, twin, by, area)).sum()
}

fn add_one(tx: &mut Tx, twin: &Twin, by: AccreditationId, area: AreaId) -> Result<usize> {
    let now: Timestamp = tx.now();
    let asked = twin.words(|line| Words { title: line.question.clone(), ..Words::default() });
    let answered = twin.words(|line| Words {
        summary: line.answer.first().cloned().unwrap_or_default(),
        body: line.answer.join("\n\n"),
        ..Words::default()
    });
    let (asked_text, public_text) = (insert_text(tx, &asked[..1], None)?, insert_text(tx, &asked, None)?);
    let answer_text = insert_text(tx, &answered, None)?;
    // Those of the demonstration are large and random.
    let id = QuestionId(twin.id);
    let question = (
        questions::id.eq(id),
        questions::audience.eq(Audience::Everyone),
        questions::area_id.eq(area),
        questions::urgent.eq(false),
        questions::text_id.eq(asked_text),
        questions::public_text_id.eq(public_text),
        questions::state.eq(State::Answered),
        questions::asked_at.eq(now),
        questions::active_at.eq(now),
        questions::accreditation_id.eq(by),
        questions::published_at.eq(now),
        questions::slug.eq("question"),
    );
    diesel::insert_into(questions::table).values(question).execute(&mut **tx)?;
    let answer = (
        answers::question_id.eq(id),
        answers::accreditation_id.eq(by),
        answers::text_id.eq(answer_text),
        answers::revision.eq(1),
        answers::created_at.eq(now),
        answers::checked_at.eq(now),
        answers::check_by.eq(now + chrono::Duration::days(3_650)),
        answers::review_reason.eq(""),
    );
    Ok(diesel::insert_into(answers::table).values(answer).execute(&mut **tx)?)
}

/// Takes the Ukrainian wording of all questions away; that of their answers stays.
pub fn forget_titles(tx: &mut Tx) -> Result<usize> {
    let public = questions::table.select(questions::public_text_id.assume_not_null());
    let of =
        text_versions::table.filter(text_versions::language.eq("uk")).filter(text_versions::text_id.eq_any(public));
    Ok(diesel::delete(of).execute(&mut **tx)?)
}

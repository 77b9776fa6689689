//! What members of the demonstration answer to its public questions, and whom that has helped.

use serde::Deserialize;

use super::opening::Community;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::questions::{Written, change_vote, find_by_slug, insert_community_answer};
use crate::text;

#[derive(Debug, Clone, Deserialize)]
pub struct SeedCommunity {
    answers: Vec<SeedAnswer>,
}

#[derive(Debug, Clone, Deserialize)]
struct SeedAnswer {
    /// The title of a public question.
    question: String,
    by: String,
    language: ContentLanguage,
    text: String,
    helped: Vec<String>,
}

pub fn answer(tx: &mut Tx, seeds: &SeedCommunity, community: &Community, base_url: &str) -> Result<()> {
    for seed in &seeds.answers {
        let none = || Error::internal(format!("no public question {}", seed.question));
        let question = find_by_slug(tx, &text::slug(&seed.question))?.ok_or_else(none)?;
        let written = Written::new(seed.language, seed.text.clone(), base_url);
        let answer = insert_community_answer(tx, &question, community.member(&seed.by)?, &written)?;
        for login in &seed.helped {
            change_vote(tx, community.member(login)?, &question, &answer, true)?;
        }
    }
    Ok(())
}

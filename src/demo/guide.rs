//! The guide of the demonstration: answered questions in the order in which somebody who has just come would read them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::public_questions::PublicQuestion;
use crate::db::schema::guide_entries;
use crate::db::{AccountId, AreaId, Tx};
use crate::error::{Error, Result};

/// Puts the questions with these titles into the guides of their areas, in this order.
pub fn open(tx: &mut Tx, titles: &[String], answered: &[PublicQuestion], by: AccountId) -> Result<()> {
    let mut last: HashMap<AreaId, i64> = HashMap::new();
    for title in titles {
        let of_title = |one: &&PublicQuestion| one.words.iter().any(|version| version.words.title == *title);
        let question = answered.iter().find(of_title).ok_or_else(|| Error::internal(format!("no question {title}")))?;
        let position = last.entry(question.area).or_default();
        *position += 1;
        diesel::insert_into(guide_entries::table)
            .values((
                guide_entries::question_id.eq(question.id),
                guide_entries::area_id.eq(question.area),
                guide_entries::position.eq(*position),
                guide_entries::added_by.eq(by),
                guide_entries::added_at.eq(tx.now()),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}

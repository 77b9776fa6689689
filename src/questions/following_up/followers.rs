//! What followers of an organisation hear: that it has answered a question that everybody may read. Apart from what those
//! are told whom the question is about: what they mute is another thing.

use std::collections::HashMap;

use diesel::prelude::*;

use super::meaning::AT_ONCE;
use super::told::Known;
use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::db::schema::{accreditations, answers, notices, questions};
use crate::db::{AccountId, Conn, OrganisationId, QuestionId};
use crate::error::Result;
use crate::notifications::{Concern, Followed, Hint, Line, Meaning, Named, Notice, NoticeKind, Once};
use crate::questions::question::{Question, published};

const KINDS: &[NoticeKind] = &[NoticeKind { code: "organisation_answer", wanted: AT_ONCE, always: false }];
pub(super) const FOLLOWED: &NoticeKind = &KINDS[0];

const ANSWERED: &str = "question.answered";
/// A question was let through: from then on everybody may read it.
const PUBLISHED: &str = "question.published";

pub struct AnswersMeaning;

impl Meaning for AnswersMeaning {
    fn kinds(&self) -> &'static [NoticeKind] {
        KINDS
    }

    /// Organisations are followed: that is said where they are kept.
    fn followable(&self) -> &'static [&'static str] {
        &[]
    }

    fn minds(&self, kind: &str) -> bool {
        matches!(kind, ANSWERED | PUBLISHED)
    }

    fn concern(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Concern>> {
        let found = questions::table.find(QuestionId(activity.subject_id)).select(Question::as_select()).first(conn);
        let Some(question): Option<Question> = found.optional()? else { return Ok(None) };
        let Some(body) = newly_answering(conn, activity, &question)? else { return Ok(None) };
        let mut told_elsewhere = told_before(conn, question.id)?;
        told_elsewhere.extend(question.asker_id);
        Ok(Some(Concern {
            thing: question.subject(),
            position: 1,
            told: Vec::new(),
            followed: vec![Followed::new("organisation", body)],
            followed_as: Some(FOLLOWED),
            around: Vec::new(),
            by_role: Vec::new(),
            told_elsewhere,
            once: Once::No,
            sight: Box::new(|_| true),
        }))
    }

    fn lines(&self, conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Vec<Option<Line>>> {
        let known = Known::load(conn, viewer, notices)?;
        Ok(notices.iter().map(|notice| known.line(viewer, notice)).collect())
    }

    fn names(&self, _: &mut Conn, _: &Viewer, _: &[Followed]) -> Result<HashMap<Followed, Named>> {
        Ok(HashMap::new())
    }

    fn hint(&self, _: &mut Conn, _: &Activity) -> Result<Option<Hint>> {
        Ok(None)
    }

    fn admits(&self, _: &mut Conn, _: &Viewer, _: &str, _: i64) -> Result<Option<bool>> {
        Ok(None)
    }
}

/// The organisation whose answer everybody can read from now on: its first answer to a public question, or the letting
/// through of a question that it has answered.
fn newly_answering(conn: &mut Conn, activity: &Activity, question: &Question) -> QueryResult<Option<OrganisationId>> {
    let first = activity.kind == ANSWERED;
    if !published(question) || !(first || activity.kind == PUBLISHED) {
        return Ok(None);
    }
    let found: Option<(OrganisationId, i64)> = answers::table
        .inner_join(accreditations::table.on(accreditations::id.eq(answers::accreditation_id)))
        .filter(answers::question_id.eq(question.id))
        .select((accreditations::organisation_id, answers::revision))
        .first(conn)
        .optional()?;
    Ok(found.filter(|(_, revision)| !first || *revision == 1).map(|(body, _)| body))
}

/// Those who were told of a question's answer as followers: once is enough.
fn told_before(conn: &mut Conn, question: QuestionId) -> QueryResult<Vec<AccountId>> {
    notices::table
        .filter(notices::thing_kind.eq("question"))
        .filter(notices::thing_id.eq(question.0))
        .filter(notices::kind.eq(FOLLOWED.code))
        .select(notices::account_id)
        .load(conn)
}

//! What the activities of questions mean: whom they concern and who may know. How they are told stands in `told`.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::people::{author, checkers, coordinators, holder, keepers, workers};
use super::told::Known;
use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::db::schema::{activities, answer_sources, answers, questions};
use crate::db::{AccountId, AccreditationId, ActivityId, Conn, QuestionId, SourceId, Subject, Timestamp};
use crate::error::Result;
use crate::notifications::{Concern, Followed, Hint, Line, Meaning, Named, Notice, NoticeKind, Once, Wanted};
use crate::questions::answer::find_answer;
use crate::questions::question::Question;
use crate::questions::route::reader_of;

pub(super) const AT_ONCE: Wanted = Wanted { inbox: true, live: true, mail: true, digest: true };

const KINDS: &[NoticeKind] = &[
    NoticeKind { code: "question_own", wanted: AT_ONCE, always: false },
    NoticeKind { code: "question_new", wanted: AT_ONCE, always: false },
    NoticeKind { code: "question_replied", wanted: AT_ONCE, always: false },
    NoticeKind { code: "question_due", wanted: AT_ONCE, always: false },
    NoticeKind { code: "question_late", wanted: AT_ONCE, always: false },
    NoticeKind { code: "answer_review", wanted: AT_ONCE, always: false },
];
/// To who has asked: what became of it.
pub(super) const OWN: &NoticeKind = &KINDS[0];
/// To experts: it was given to them.
pub(super) const NEW: &NoticeKind = &KINDS[1];
pub(super) const REPLIED: &NoticeKind = &KINDS[2];
/// To experts: due soon, or overdue.
pub(super) const DUE: &NoticeKind = &KINDS[3];
/// To coordinators: overdue in an area, or nobody there can have it.
pub(super) const LATE: &NoticeKind = &KINDS[4];
/// To who keeps an answer right: its day is over, its source has changed, it did not help; to a second expert, and to the
/// first about what that one has found.
pub(super) const REVIEW: &NoticeKind = &KINDS[5];

/// What is recorded of questions and concerns somebody.
const MINDED: [&str; 21] = [
    "question.routed",
    "question.handed_over",
    "question.declined",
    "question.detail_asked",
    "question.answered",
    "question.closed",
    "question.duplicate",
    "question.consent_asked",
    "question.continued",
    "question.hidden",
    "question.shown",
    "question.doubted",
    "question.due_soon",
    "question.overdue",
    UNPLACED,
    UNSPOKEN,
    "answer.due",
    AWAITS,
    VERIFIED,
    REFUSED,
    COMMUNITY,
];

/// There was no expert to whom a question could be given.
pub(super) const UNPLACED: &str = "question.unplaced";

/// Nobody who could be given it answers in its language.
pub(super) const UNSPOKEN: &str = "question.unspoken";

/// What happens between the expert who has written an answer and the second one.
pub(super) const AWAITS: &str = "answer.awaits_verification";
pub(super) const VERIFIED: &str = "answer.verified";
pub(super) const REFUSED: &str = "answer.refused";

/// Activities of one change stand one after the other in the log, and there are fewer of them than this.
const ONE_CHANGE: i64 = 8;

/// A member has answered a question: it is the activity's parent.
const COMMUNITY: &str = "community_answer.created";

pub struct QuestionMeaning;

type Told = Vec<(AccountId, &'static NoticeKind)>;

impl Meaning for QuestionMeaning {
    fn kinds(&self) -> &'static [NoticeKind] {
        KINDS
    }

    fn followable(&self) -> &'static [&'static str] {
        &[]
    }

    fn minds(&self, kind: &str) -> bool {
        kind == "source.changed" || MINDED.contains(&kind)
    }

    fn concern(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Concern>> {
        if activity.kind == "source.changed" {
            let id = SourceId(activity.subject_id);
            let told = told_of_source(conn, id, activity.at)?;
            return Ok(Some(concern(Subject { kind: "source", id: id.0 }, told)));
        }
        let of = if activity.kind == COMMUNITY { activity.parent_id } else { Some(activity.subject_id) };
        let Some(id) = of.map(QuestionId) else { return Ok(None) };
        let question: Option<Question> =
            questions::table.find(id).select(Question::as_select()).first(conn).optional()?;
        let Some(question) = question else { return Ok(None) };
        let told = told_of_question(conn, activity, &question)?;
        Ok(Some(concern(question.subject(), told)))
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

    /// Its asker's account, and the experts to whom it was given.
    fn admits(&self, conn: &mut Conn, viewer: &Viewer, kind: &str, id: i64) -> Result<Option<bool>> {
        if kind != "question" {
            return Ok(None);
        }
        let Some(account) = viewer.id() else { return Ok(Some(false)) };
        let found = questions::table.find(QuestionId(id)).select(Question::as_select()).first(conn).optional()?;
        let Some(question): Option<Question> = found else { return Ok(Some(false)) };
        if question.asker_id == Some(account) {
            return Ok(Some(true));
        }
        Ok(Some(reader_of(conn, account, &question, viewer.now)?.is_some()))
    }
}

/// Those who are told are looked up as things stand, so that nobody else may know.
fn concern(thing: Subject, told: Told) -> Concern {
    let may: HashSet<AccountId> = told.iter().map(|(account, _)| *account).collect();
    Concern {
        thing,
        position: 1,
        told,
        followed: Vec::new(),
        around: Vec::new(),
        followed_as: None,
        by_role: Vec::new(),
        told_elsewhere: Vec::new(),
        once: Once::No,
        sight: Box::new(move |viewer| viewer.id().is_some_and(|id| may.contains(&id))),
    }
}

/// Whom something concerns that happened to a question, and as what. The asker comes first: one may be an expert too.
fn told_of_question(conn: &mut Conn, activity: &Activity, question: &Question) -> Result<Told> {
    let now = activity.at;
    let as_kind = |kind: &'static NoticeKind| move |account: AccountId| (account, kind);
    let asker = question.asker_id.into_iter().map(as_kind(OWN));
    Ok(match activity.kind.as_str() {
        // Who is given it by a hand-over is told of that.
        "question.routed" if is_handed_over(conn, activity)? => Vec::new(),
        "question.routed" => holder(conn, question, now)?.into_iter().map(as_kind(NEW)).collect(),
        "question.handed_over" => asker.chain(holder(conn, question, now)?.into_iter().map(as_kind(NEW))).collect(),
        "question.declined"
        | "question.detail_asked"
        | "question.answered"
        | "question.closed"
        | "question.duplicate"
        | "question.consent_asked"
        | "question.hidden"
        | "question.shown"
        | COMMUNITY => asker.collect(),
        "question.continued" => holder(conn, question, now)?.into_iter().map(as_kind(REPLIED)).collect(),
        "question.due_soon" => workers(conn, question, now)?.into_iter().map(as_kind(DUE)).collect(),
        "question.overdue" => {
            let late = coordinators(conn, question.area_id, now)?.into_iter().map(as_kind(LATE));
            workers(conn, question, now)?.into_iter().map(as_kind(DUE)).chain(late).collect()
        }
        AWAITS => checkers(conn, question, now)?.into_iter().map(as_kind(REVIEW)).collect(),
        VERIFIED | REFUSED => author(conn, question.id)?.into_iter().map(as_kind(REVIEW)).collect(),
        UNPLACED | UNSPOKEN => coordinators(conn, question.area_id, now)?.into_iter().map(as_kind(LATE)).collect(),
        "question.doubted" | "answer.due" => {
            let by: Vec<AccreditationId> =
                find_answer(conn, question.id)?.into_iter().map(|answer| answer.accreditation_id).collect();
            keepers(conn, &by, now)?.into_iter().map(as_kind(REVIEW)).collect()
        }
        _ => Vec::new(),
    })
}

/// Whether a question was given to somebody because it was handed over.
fn is_handed_over(conn: &mut Conn, activity: &Activity) -> QueryResult<bool> {
    let before: Option<String> = activities::table
        .filter(activities::id.lt(activity.id).and(activities::id.ge(ActivityId(activity.id.0 - ONE_CHANGE))))
        .filter(activities::subject_kind.eq(&activity.subject_kind))
        .filter(activities::subject_id.eq(activity.subject_id))
        .order(activities::id.desc())
        .select(activities::kind)
        .first(conn)
        .optional()?;
    Ok(before.as_deref() == Some("question.handed_over"))
}

/// Those whose answers rest on a source.
fn told_of_source(conn: &mut Conn, id: SourceId, now: Timestamp) -> Result<Told> {
    let by: Vec<AccreditationId> =
        answers::table
            .filter(answers::id.eq_any(
                answer_sources::table.filter(answer_sources::source_id.eq(id)).select(answer_sources::answer_id),
            ))
            .select(answers::accreditation_id)
            .distinct()
            .load(conn)?;
    Ok(keepers(conn, &by, now)?.into_iter().map(|account| (account, REVIEW)).collect())
}

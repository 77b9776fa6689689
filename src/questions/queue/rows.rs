//! Which questions stand in a view of the queue, a page of them at a time. What an asker keeps from a body is not even
//! counted there: each accreditation admits to what its own body may read, in its own areas.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use diesel::prelude::*;

use super::View;
use crate::accounts::Viewer;
use crate::db::schema::{accreditations, answer_sources, answers, questions};
use crate::db::{
    AccreditationId, AreaId, Conn, MultiBackend, OrganisationId, QuestionId, SourceId, TextId, Timestamp, keyset,
};
use crate::error::Result;
use crate::organisations::Accreditation;
use crate::questions::answer::Answer;
use crate::questions::desk::{Check, list_checks};
use crate::questions::following_up::AT_WORK;
use crate::questions::question::{Audience, State};
use crate::questions::route::{OPEN, may_read};
use crate::web::Cursor;

/// Questions on a page of a view: the ones due first.
const SHOWN: i64 = 50;
/// Answers that are gone through for a view: those whose day was over first. What is renewed makes room.
const REVIEWED: i64 = 1000;

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = questions)]
pub struct Row {
    pub id: QuestionId,
    pub area_id: AreaId,
    pub state: State,
    pub urgent: bool,
    pub asked_at: Timestamp,
    pub due_at: Option<Timestamp>,
    pub accreditation_id: Option<AccreditationId>,
    pub text_id: TextId,
    pub public_text_id: Option<TextId>,
    pub published_at: Option<Timestamp>,
}

impl Row {
    /// What everybody may read of it.
    pub fn public_text(&self) -> Option<TextId> {
        self.public_text_id.filter(|_| self.published_at.is_some() && self.state != State::Withdrawn)
    }
}

/// A place in the queue: `1.1700000000000000.12`, urgent or not, then when it is due and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    urgent: bool,
    due: Cursor<QuestionId>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", u8::from(self.urgent), self.due)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (urgent, due) = text.split_once('.').ok_or(())?;
        let urgent = match urgent {
            "0" => false,
            "1" => true,
            _ => return Err(()),
        };
        Ok(Self { urgent, due: due.parse()? })
    }
}

/// A page of a view.
pub struct Rows {
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// Of questions that are to be looked at again, their answers.
    pub reviewed: HashMap<QuestionId, Answer>,
    pub checks: HashMap<QuestionId, Check>,
}

/// Which questions are listed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub view: View,
    /// Of those that are to be looked at again, only those whose answers cite this source.
    pub source: Option<SourceId>,
    pub behind: Option<Place>,
}

/// Accreditations, some of them of bodies from which nothing is kept.
struct Bearers {
    all: Vec<AccreditationId>,
    admitted: Vec<AccreditationId>,
}

impl Bearers {
    fn own(own: &[Accreditation]) -> Self {
        let of = |admitted: &dyn Fn(&Accreditation) -> bool| -> Vec<AccreditationId> {
            own.iter().filter(|one| admitted(one)).map(|one| one.id).collect()
        };
        Self { all: of(&|_| true), admitted: of(&admits_all) }
    }

    /// All of the bodies that somebody answers for, ended ones too.
    fn of_bodies(conn: &mut Conn, own: &[Accreditation]) -> QueryResult<Self> {
        let bodies: Vec<OrganisationId> = own.iter().map(|one| one.organisation).collect();
        let admitted: HashSet<OrganisationId> =
            own.iter().filter(|one| admits_all(one)).map(|one| one.organisation).collect();
        let rows: Vec<(AccreditationId, OrganisationId)> = accreditations::table
            .filter(accreditations::organisation_id.eq_any(bodies))
            .select((accreditations::id, accreditations::organisation_id))
            .load(conn)?;
        let all = rows.iter().map(|row| row.0).collect();
        Ok(Self { all, admitted: rows.iter().filter(|row| admitted.contains(&row.1)).map(|row| row.0).collect() })
    }
}

/// Whether its body may read what is for the fewest.
fn admits_all(one: &Accreditation) -> bool {
    may_read(Audience::Ngo, one.kind)
}

/// Questions that these accreditations have, as far as their bodies may read them.
macro_rules! had_by {
    ($bearers:expr) => {{
        let ids = |all: &[AccreditationId]| all.iter().copied().map(Some).collect::<Vec<_>>();
        let admitted = questions::accreditation_id.eq_any(ids(&$bearers.admitted));
        let wide = questions::accreditation_id.is_not_null().and(questions::audience.ne(Audience::Ngo));
        questions::accreditation_id.eq_any(ids(&$bearers.all)).and(admitted.or(wide))
    }};
}

/// Up to five queries, however many questions there are.
pub fn list_rows(conn: &mut Conn, viewer: &Viewer, own: &[Accreditation], wanted: Wanted) -> Result<Rows> {
    let mut query = questions::table
        .order((questions::urgent.desc(), questions::due_at, questions::id))
        .limit(SHOWN)
        .select(Row::as_select())
        .into_boxed::<MultiBackend>();
    if wanted.view != View::Review {
        query = query.filter(questions::state.eq_any(OPEN));
    }
    let mut checks = HashMap::new();
    let mut bodies = None;
    match wanted.view {
        View::Mine => query = query.filter(had_by!(Bearers::own(own))),
        View::Organisation => query = query.filter(had_by!(Bearers::of_bodies(conn, own)?)),
        View::Unassigned => {
            let areas = |fits: &dyn Fn(&Accreditation) -> bool| -> Vec<AreaId> {
                own.iter().filter(|one| fits(one)).flat_map(|one| one.areas.iter().copied()).collect()
            };
            let narrow = questions::area_id.eq_any(areas(&admits_all));
            let wide = questions::area_id.eq_any(areas(&|_| true)).and(questions::audience.ne(Audience::Ngo));
            query = query.filter(questions::accreditation_id.is_null()).filter(narrow.or(wide));
        }
        View::Overdue => {
            query = query.filter(had_by!(Bearers::of_bodies(conn, own)?));
            query = query.filter(questions::state.eq_any(AT_WORK)).filter(questions::due_at.lt(viewer.now));
        }
        View::Review => {
            let of = Bearers::of_bodies(conn, own)?;
            let mut ids = list_to_review(conn, viewer.now, &of, wanted.source)?;
            // What a second expert verifies is another list than what rests on a source.
            if wanted.source.is_none() {
                checks = list_checks(conn, own)?;
                ids.extend(checks.keys());
            }
            query = query.filter(questions::id.eq_any(ids));
            bodies = Some(of);
        }
    }
    if let Some(Place { urgent, due }) = wanted.behind {
        let later = keyset::greater("questions.due_at, questions.id", due.at, due.id.0);
        query = match urgent {
            true => query.filter(questions::urgent.eq(false).or(later)),
            false => query.filter(questions::urgent.eq(false)).filter(later),
        };
    }
    let rows: Vec<Row> = query.load(conn)?;
    let full = rows.len() == usize::try_from(SHOWN).unwrap_or(0);
    let next = rows
        .last()
        .filter(|_| full)
        .and_then(|last| Some(Place { urgent: last.urgent, due: Cursor { at: last.due_at?, id: last.id } }));
    let reviewed = match bodies {
        Some(bodies) => load_reviewed(conn, viewer.now, &bodies, &rows)?,
        None => HashMap::new(),
    };
    Ok(Rows { rows, next, reviewed, checks })
}

/// Questions whose answers, of some bodies, are past their day or in doubt.
fn list_to_review(
    conn: &mut Conn,
    now: Timestamp,
    bodies: &Bearers,
    source: Option<SourceId>,
) -> QueryResult<Vec<QuestionId>> {
    // Two queries, each with an index of its own: with an "or" every answer of the body would be read.
    let theirs = || {
        let mut query = answers::table
            .inner_join(questions::table)
            .filter(answers::accreditation_id.eq_any(&bodies.all))
            .filter(answers::accreditation_id.eq_any(&bodies.admitted).or(questions::audience.ne(Audience::Ngo)))
            .order((answers::check_by, answers::id))
            .limit(REVIEWED)
            .select(answers::question_id)
            .into_boxed::<MultiBackend>();
        if let Some(source) = source {
            let citing =
                answer_sources::table.filter(answer_sources::source_id.eq(source)).select(answer_sources::answer_id);
            query = query.filter(answers::id.eq_any(citing));
        }
        query
    };
    let mut ids: Vec<QuestionId> = theirs().filter(answers::check_by.lt(now)).load(conn)?;
    ids.extend(theirs().filter(answers::review_since.is_not_null()).load::<QuestionId>(conn)?);
    Ok(ids)
}

/// The answers of these questions that are to be looked at again by one of the bodies.
fn load_reviewed(
    conn: &mut Conn,
    now: Timestamp,
    bodies: &Bearers,
    rows: &[Row],
) -> QueryResult<HashMap<QuestionId, Answer>> {
    let of: Vec<QuestionId> = rows.iter().map(|row| row.id).collect();
    let bearers: HashSet<AccreditationId> = bodies.all.iter().copied().collect();
    let found: Vec<Answer> =
        answers::table.filter(answers::question_id.eq_any(of)).select(Answer::as_select()).load(conn)?;
    let due = |answer: &Answer| {
        bearers.contains(&answer.accreditation_id) && (answer.check_by < now || answer.review_since.is_some())
    };
    Ok(found.into_iter().filter(due).map(|answer| (answer.question_id, answer)).collect())
}

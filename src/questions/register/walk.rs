//! `/sources/{id}/review`: answers that a change of the source has put into review, one after another, to whoever answers
//! for their body: still correct, or to be changed; and how many are left. Editors walk all that everybody reads, and see
//! what the change has touched; what is said of it is for the bodies to say.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use serde::Serialize;

use super::edits;
use super::seen::{Seen, name_seen};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{accreditations, answer_doubts, answers, question_routes, questions, source_changes};
use crate::db::{AccreditationId, AnswerId, Conn, OrganisationId, QuestionId, SourceId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, list_accreditations};
use crate::questions::State;
use crate::questions::answer::{Answer, AnswerView, answered_for, show_answers_in};
use crate::questions::check::renew;
use crate::questions::question::load_question;
use crate::questions::route::{RouteState, reader_of};
use crate::questions::source::{SourceView, load_source};
use crate::questions::succession::successor_of;
use crate::translations::{load_original, load_shown};
use crate::web::{Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct WalkPage {
    source: SourceView,
    /// Answers that are left for the reader, this one included.
    left: i64,
    /// `None` when there is none behind the place that was asked for.
    current: Option<Current>,
}

/// The answer that is looked at, with its question.
#[derive(Serialize, utoipa::ToSchema)]
struct Current {
    question: QuestionId,
    title: String,
    language: ContentLanguage,
    dir: &'static str,
    answer: AnswerView,
    /// Path of the public page.
    public: Option<String>,
    /// The reader answers for its body, and may say that it is right.
    own: bool,
    /// The reader has the question, and may write the answer anew.
    may_change: bool,
    /// They may take it over, and write the answer anew then.
    takes_over: bool,
    /// Names the doubts that are shown: another one is not settled unseen.
    seen: String,
}

/// Who walks: under which accreditations, and whether they see the answers of other bodies too.
struct Walker {
    own: Vec<Accreditation>,
    edits: bool,
}

impl Walker {
    /// `None`: nothing of this is theirs.
    fn of(conn: &mut Conn, viewer: &Viewer) -> Result<Option<Self>> {
        let Some(account) = viewer.id() else { return Ok(None) };
        let walker = Self { own: list_accreditations(conn, &[account], viewer.now)?, edits: edits(viewer) };
        Ok(Some(walker).filter(|walker| walker.edits || !walker.own.is_empty()))
    }

    /// The accreditation for the body in whose name an answer is.
    fn own_for(&self, conn: &mut Conn, question: QuestionId) -> QueryResult<Option<&Accreditation>> {
        let body = answered_for(conn, question)?;
        Ok(self.own.iter().find(|one| Some(one.organisation) == body))
    }
}

/// Answers in doubt because of a source, of the bodies that somebody answers for, that they may read: of public
/// questions, and of those that were given to them. To editors those of all public ones.
macro_rules! waiting {
    ($source:expr, $walker:expr) => {{
        let walker: &Walker = $walker;
        let own = &walker.own;
        let bodies: Vec<OrganisationId> = own.iter().map(|one| one.organisation).collect();
        let mine: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
        let of_bodies =
            accreditations::table.filter(accreditations::organisation_id.eq_any(bodies)).select(accreditations::id);
        let given = question_routes::table
            .filter(question_routes::accreditation_id.eq_any(mine))
            .filter(question_routes::state.eq_any([RouteState::Offered, RouteState::Accepted]))
            .select(question_routes::question_id);
        let doubted = answer_doubts::table
            .inner_join(source_changes::table)
            .filter(source_changes::source_id.eq($source))
            .filter(answer_doubts::settled_at.is_null())
            .select(answer_doubts::answer_id);
        let public = || questions::published_at.is_not_null().and(questions::state.ne(State::Withdrawn));
        let theirs = answers::accreditation_id.eq_any(of_bodies).and(public().or(questions::id.eq_any(given)));
        answers::table
            .inner_join(questions::table)
            .filter(answers::id.eq_any(doubted))
            .filter(theirs.or(walker.edits.into_sql::<Bool>().and(public())))
    }};
}

/// How many answers wait for somebody because of a source. Four queries, none for guests.
pub fn count(conn: &mut Conn, viewer: &Viewer, source: SourceId) -> Result<i64> {
    match Walker::of(conn, viewer)? {
        Some(walker) => Ok(waiting!(source, &walker).count().get_result(conn)?),
        None => Ok(0),
    }
}

pub async fn show(visit: Visit, path: Path<(String, SourceId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let after = visit.asked.cursor("after")?.unwrap_or(AnswerId(0));
    let base = visit.site.config.base_url.clone();
    visit.page(move |conn, viewer| page(conn, viewer, &base, id, after)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, base_url: &str, id: SourceId, after: AnswerId) -> Result<Page<WalkPage>> {
    viewer.id().ok_or(Error::SignIn)?;
    let walker = Walker::of(conn, viewer)?.ok_or(Error::NotFound)?;
    let source = load_source(conn, viewer, id)?;
    let left: i64 = waiting!(id, &walker).count().get_result(conn)?;
    let next: Option<Answer> = waiting!(id, &walker)
        .filter(answers::id.gt(after))
        .order(answers::id)
        .select(Answer::as_select())
        .first(conn)
        .optional()?;
    let current = next.map(|answer| current(conn, viewer, &walker, base_url, &answer)).transpose()?;
    let title = viewer.lang.locale().say("source-review-title");
    Ok(Page::new("questions/source_review", title, WalkPage { source, left, current }).not_indexed())
}

fn current(conn: &mut Conn, viewer: &Viewer, walker: &Walker, base_url: &str, answer: &Answer) -> Result<Current> {
    let account = viewer.id().ok_or(Error::SignIn)?;
    let question = load_question(conn, answer.question_id)?;
    let reader = reader_of(conn, account, &question, viewer.now)?;
    let public = question.public_path(viewer.lang);
    if public.is_none() && reader.is_none() {
        return Err(Error::NotFound);
    }
    let takes_over = successor_of(conn, account, &question, viewer.now)?.is_some();
    // What is looked at is the original.
    let (language, _) = load_original(conn, answer.text_id)?;
    let shown = show_answers_in(conn, viewer, language, base_url, std::slice::from_ref(answer))?;
    let text = question.public_text_id.filter(|_| public.is_some()).unwrap_or(question.text_id);
    let words = load_shown(conn, &[text], viewer.lang)?.remove(&text).ok_or(Error::NotFound)?;
    Ok(Current {
        question: question.id,
        title: words.title,
        language: words.language,
        dir: words.language.dir(),
        answer: shown.into_values().next().ok_or(Error::NotFound)?,
        public,
        own: walker.own_for(conn, question.id)?.is_some(),
        may_change: !takes_over && reader.is_some(),
        takes_over,
        seen: name_seen(conn, &[answer.id])?.remove(&answer.id).unwrap_or_default(),
    })
}

/// "Still correct", and on to the next.
pub async fn renewal(visit: Visit, path: Path<(String, SourceId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let answer: Option<AnswerId> = submitted.text("answer").parse().ok();
    let seen = Seen::parse(&submitted);
    let outcome = visit.write(move |tx, viewer, _| {
        let answer = answer.ok_or(Error::NotFound)?;
        let walker = Walker::of(tx, viewer)?.ok_or(Error::NotFound)?;
        let question: QuestionId =
            waiting!(id, &walker).filter(answers::id.eq(answer)).select(answers::question_id).first(&mut **tx)?;
        let by = walker.own_for(tx, question)?.ok_or(Error::NotFound)?;
        seen.require(tx, &[answer])?;
        renew(tx, &[(answer, by)])?;
        let url = format!("/{}/sources/{id}/review", viewer.lang);
        Ok(Done::changed(answer.0, url).telling("flash-answers-renewed"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

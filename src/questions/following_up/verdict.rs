//! "Did this help?": asked once, some days after the answer, on the asker's own page. "No" gives the question back to its
//! expert. What else the asker says becomes a message of the case.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;

use super::rules::{restart_term, rules_of};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{question_verdicts, questions};
use crate::db::{Conn, QuestionId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::questions::case_page::{case_page, own_page};
use crate::questions::question::{Question, State, find_own, load_question, moment, set_state, touch};
use crate::questions::{message, opening};
use crate::search::guess_language;
use crate::web::identity::{Finding, settle};
use crate::web::{Body, Limit, Submitted};

pub const TAKES: Body = &["verdict", "words?", "checked?", "remove?"];

/// Graphemes of what can be said beside it.
const LONGEST: usize = 500;

crate::text_codes! {
    /// Whether an answer helped. Messages: `verdict-…`.
    Verdict { Yes = "yes", Partly = "partly", No = "no", Dismissed = "dismissed" }
}

/// The question whether it helped, as a page asks it.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub struct Asking {
    /// What identifies a person in the words, to be decided on before they are sent.
    pub found: Vec<Finding>,
}

/// What an asker says.
struct Said {
    verdict: Verdict,
    /// Empty when nothing.
    words: String,
}

/// The asker is asked a while after a question was answered; after it was answered anew, a while after that.
pub fn ask_later(tx: &mut Tx, question: &Question) -> Result<()> {
    let days = rules_of(tx, question.area_id)?.helped_days;
    let ask_at = moment(question.asker_id, tx.now()) + Duration::days(i64::from(days));
    let row = (
        question_verdicts::question_id.eq(question.id),
        question_verdicts::ask_at.eq(ask_at),
        question_verdicts::mailed.eq(false),
    );
    let made = crate::on_both!(tx, c => diesel::insert_into(question_verdicts::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if made == 0 {
        let unsaid = question_verdicts::table.find(question.id).filter(question_verdicts::verdict.is_null());
        diesel::update(unsaid).set(question_verdicts::ask_at.eq(ask_at)).execute(&mut **tx)?;
    }
    Ok(())
}

/// Whether the page asks now.
pub fn is_to_be_asked(conn: &mut Conn, question: &Question, now: Timestamp) -> QueryResult<bool> {
    if question.state != State::Answered {
        return Ok(false);
    }
    let open = question_verdicts::table
        .find(question.id)
        .filter(question_verdicts::verdict.is_null())
        .filter(question_verdicts::ask_at.le(now));
    diesel::select(diesel::dsl::exists(open)).get_result(conn)
}

/// What the asker has said, if they have.
pub fn find_verdict(conn: &mut Conn, id: QuestionId) -> QueryResult<Option<Verdict>> {
    let said: Option<Option<Verdict>> =
        question_verdicts::table.find(id).select(question_verdicts::verdict).first(conn).optional()?;
    Ok(said.flatten().filter(|verdict| *verdict != Verdict::Dismissed))
}

/// Questions whose askers are to be asked by letter, if they have left an address; each is named once.
pub fn list_unasked(tx: &mut Tx, limit: i64) -> QueryResult<Vec<QuestionId>> {
    let due: Vec<QuestionId> = question_verdicts::table
        .inner_join(questions::table)
        .filter(question_verdicts::mailed.eq(false))
        .filter(question_verdicts::ask_at.le(tx.now()))
        .filter(question_verdicts::verdict.is_null())
        .filter(questions::state.eq(State::Answered))
        .order(question_verdicts::ask_at)
        .limit(limit)
        .select(question_verdicts::question_id)
        .load(&mut **tx)?;
    let unmailed = question_verdicts::table
        .filter(question_verdicts::question_id.eq_any(due))
        .filter(question_verdicts::mailed.eq(false));
    diesel::update(unmailed)
        .set(question_verdicts::mailed.eq(true))
        .returning(question_verdicts::question_id)
        .get_results(&mut **tx)
}

pub fn erase(tx: &mut Tx, id: QuestionId) -> QueryResult<()> {
    diesel::delete(question_verdicts::table.find(id)).execute(&mut **tx).map(drop)
}

pub async fn of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    let (shown, mut found) = (token.clone(), Vec::new());
    let outcome = async {
        // Of a case that is not open any more there is no page that could keep what was typed.
        let (asked, now) = (token.clone(), visit.site.clock.now());
        visit.site.db.read(move |conn| opening::find_open(conn, asked.as_deref(), now)).await?;
        let said = parse(&visit, &submitted, &mut found).await?;
        let (lang, url) = (visit.asked.lang, visit.path("/case"));
        let added = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            let question = load_question(tx, id)?;
            say(tx, &question, &said, lang)?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-verdict-said"))
        });
        added.await
    }
    .await;
    let again = move |conn: &mut Conn, viewer: &Viewer| {
        Ok(case_page(conn, viewer, shown.as_deref())?.map(|page| page.asking_of_verdict(found)))
    };
    visit.answer(outcome, &submitted, again).await
}

pub async fn of_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let mut found = Vec::new();
    let outcome = async {
        let said = parse(&visit, &submitted, &mut found).await?;
        let added = visit.write(move |tx, viewer, member| {
            let question = find_own(tx, member.id, id)?;
            say(tx, &question, &said, viewer.lang)?;
            Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)).telling("flash-verdict-said"))
        });
        added.await
    }
    .await;
    let again = move |conn: &mut Conn, viewer: &Viewer| {
        Ok(own_page(conn, viewer, id)?.map(|page| page.asking_of_verdict(found)))
    };
    visit.answer(outcome, &submitted, again).await
}

/// "I would rather not say": it is not asked again.
pub async fn dismiss_of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let (token, url) = (opening::token_of(visit.request()), visit.path("/case"));
    let outcome = visit.site.db.write(move |tx| {
        let now = tx.now();
        let id = opening::find_open(tx, token.as_deref(), now)?;
        let question = load_question(tx, id)?;
        close(tx, &question, Verdict::Dismissed)?;
        Ok(Done::changed(id.0, url.clone()))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

pub async fn dismiss_of_own(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        let question = find_own(tx, member.id, id)?;
        close(tx, &question, Verdict::Dismissed)?;
        Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

/// What was said; an error, and what was found, while its writer is to be shown that first.
async fn parse(visit: &Visit, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Said> {
    visit.limit_slowly(Limit::Asking).await?;
    let mut fields = submitted.fields();
    let sayable = |code: &str| Verdict::from_code(code).filter(|verdict| *verdict != Verdict::Dismissed);
    let verdict = fields.choice("verdict", sayable, Verdict::Yes);
    let words = fields.text("words", 0, LONGEST);
    fields.finish()?;
    let language = guess_language(&words, visit.asked.lang);
    let [words] = settle(submitted, [words], language, "", found)?;
    Ok(Said { verdict, words })
}

fn say(tx: &mut Tx, question: &Question, said: &Said, lang: crate::i18n::Lang) -> Result<()> {
    close(tx, question, said.verdict)?;
    if !said.words.is_empty() {
        message::insert(tx, question, None, &said.words, lang)?;
    }
    if said.verdict == Verdict::No {
        set_state(tx, question, State::Reviewing, "")?;
        restart_term(tx, question)?;
        question.record(tx, "question.doubted", question.asker_id);
    } else if !said.words.is_empty() {
        question.record(tx, "question.continued", question.asker_id);
    }
    Ok(())
}

/// Writes down the verdict, if it is still asked for.
fn close(tx: &mut Tx, question: &Question, verdict: Verdict) -> Result<()> {
    let now = tx.now();
    if !is_to_be_asked(tx, question, now)? {
        return Err(Error::conflict("error-verdict-said"));
    }
    let unsaid = question_verdicts::table.find(question.id).filter(question_verdicts::verdict.is_null());
    let said = (
        question_verdicts::verdict.eq(verdict),
        question_verdicts::mailed.eq(true),
        question_verdicts::at.eq(moment(question.asker_id, now)),
    );
    if diesel::update(unsaid).set(said).execute(&mut **tx)? == 0 {
        return Err(Error::conflict("error-verdict-said"));
    }
    Ok(touch(tx, question)?)
}

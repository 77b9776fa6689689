//! What has solved a public question, as its asker says: through their account, or with the case open.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::super::answer::find_answer;
use super::super::case_page::{case_page, own_page};
use super::super::opening;
use super::super::question::{Question, find_own, load_question, published, touch};
use crate::accounts::{Done, Visit};
use crate::db::schema::{community_answers, question_solutions};
use crate::db::{CommunityAnswerId, Conn, QuestionId, Tx};
use crate::error::{Error, FieldError, Result};
use crate::web::{Body, Submitted};

/// `answer`: `official`, or the id of a community answer.
pub const TAKES: Body = &["answer"];

/// As the form says it.
const OFFICIAL: &str = "official";

/// The official answer, or a community answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Solution {
    Official,
    Community(CommunityAnswerId),
}

fn parse(text: &str) -> Option<Solution> {
    if text == OFFICIAL { Some(Solution::Official) } else { text.parse().ok().map(Solution::Community) }
}

impl Solution {
    fn of(submitted: &Submitted) -> Result<Self> {
        let mut fields = submitted.fields();
        let chosen = fields.choice("answer", parse, Self::Official);
        fields.finish()?;
        Ok(chosen)
    }
}

pub async fn of_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let chosen = Solution::of(&submitted).map(Some);
    mark_own(visit, path, submitted, chosen).await
}

pub async fn none_of_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    mark_own(visit, path, submitted, Ok(None)).await
}

async fn mark_own(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
    chosen: Result<Option<Solution>>,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let chosen = chosen?;
        let marked = visit.write(move |tx, viewer, member| {
            let question = find_own(tx, member.id, id)?;
            mark(tx, &question, chosen)?;
            let done = Done::changed(id.0, format!("/{}/q/{id}#solution", viewer.lang));
            Ok(done.telling("flash-solution-marked"))
        });
        marked.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| own_page(conn, viewer, id)).await
}

pub async fn of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let chosen = Solution::of(&submitted).map(Some);
    mark_case(visit, submitted, chosen).await
}

pub async fn none_of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    mark_case(visit, submitted, Ok(None)).await
}

async fn mark_case(visit: Visit, submitted: Submitted, chosen: Result<Option<Solution>>) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    let (shown, url) = (token.clone(), visit.path("/case#solution"));
    let outcome = async {
        let chosen = chosen?;
        let marked = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            let question = load_question(tx, id)?;
            mark(tx, &question, chosen)?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-solution-marked"))
        });
        marked.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| case_page(conn, viewer, shown.as_deref())).await
}

/// Marks what has solved it, or takes the mark back; what is so already stays as it is.
fn mark(tx: &mut Tx, question: &Question, chosen: Option<Solution>) -> Result<()> {
    if !published(question) {
        return Err(Error::Forbidden("error-solution-private"));
    }
    if standing(tx, question.id)? == chosen {
        return Ok(());
    }
    let Some(chosen) = chosen else {
        diesel::delete(question_solutions::table.find(question.id)).execute(&mut **tx)?;
        return note(tx, question, "question.unsolved");
    };
    let community = match chosen {
        Solution::Official if find_answer(tx, question.id)?.is_some() => None,
        Solution::Community(id) if is_shown(tx, question.id, id)? => Some(id),
        _ => return Err(FieldError::new("answer", "error-choose").into()),
    };
    let row = (question_solutions::question_id.eq(question.id), question_solutions::community_answer_id.eq(community));
    crate::on_both!(tx, c => diesel::insert_into(question_solutions::table)
        .values(&row)
        .on_conflict(question_solutions::question_id)
        .do_update()
        .set(question_solutions::community_answer_id.eq(community))
        .execute(c))?;
    note(tx, question, "question.solved")
}

/// By the asker's account, or by nobody.
fn note(tx: &mut Tx, question: &Question, kind: &'static str) -> Result<()> {
    touch(tx, question)?;
    question.record(tx, kind, question.asker_id);
    Ok(())
}

fn standing(conn: &mut Conn, question: QuestionId) -> QueryResult<Option<Solution>> {
    let row: Option<Option<CommunityAnswerId>> = question_solutions::table
        .find(question)
        .select(question_solutions::community_answer_id)
        .first(conn)
        .optional()?;
    Ok(row.map(|community| community.map_or(Solution::Official, Solution::Community)))
}

fn is_shown(conn: &mut Conn, question: QuestionId, id: CommunityAnswerId) -> QueryResult<bool> {
    let found: i64 = community_answers::table
        .filter(community_answers::id.eq(id))
        .filter(community_answers::question_id.eq(question))
        .filter(community_answers::deleted_at.is_null())
        .filter(community_answers::hidden_at.is_null())
        .count()
        .get_result(conn)?;
    Ok(found == 1)
}

//! What the asker adds to a case: a detail, a further question.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::dsl::max;
use diesel::prelude::*;

use super::case_page::{case_page, own_page};
use super::following_up::restart_term;
use super::opening;
use super::question::{Question, State, find_own, load_question, moment, set_state, touch};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::question_messages;
use crate::db::{AccountId, Conn, QuestionId, QuestionMessageId, Tx};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::search::guess_language;
use crate::web::identity::{Finding, settle};
use crate::web::{Body, Limit, Submitted};

pub const TAKES: Body = &["text", "checked?", "remove?"];

/// Graphemes of one.
const LONGEST: usize = 3_000;

pub async fn from_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    let (shown, mut found) = (token.clone(), Vec::new());
    let outcome = async {
        // Of a case that is not open any more there is no page that could keep what was typed.
        let (asked, now) = (token.clone(), visit.site.clock.now());
        visit.site.db.read(move |conn| opening::find_open(conn, asked.as_deref(), now)).await?;
        let text = parse(&visit, &submitted, &mut found).await?;
        let (lang, url) = (visit.asked.lang, visit.path("/case"));
        let added = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            let question = load_question(tx, id)?;
            add(tx, &question, &text, lang)?;
            Ok(Done::changed(id.0, format!("{url}#messages")))
        });
        added.await
    }
    .await;
    let again = move |conn: &mut Conn, viewer: &Viewer| {
        Ok(case_page(conn, viewer, shown.as_deref())?.map(|page| page.asking(found)))
    };
    visit.answer(outcome, &submitted, again).await
}

pub async fn from_account(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let mut found = Vec::new();
    let outcome = async {
        let text = parse(&visit, &submitted, &mut found).await?;
        let added = visit.write(move |tx, viewer, member| {
            let question = find_own(tx, member.id, id)?;
            add(tx, &question, &text, viewer.lang)?;
            Ok(Done::changed(id.0, format!("/{}/q/{id}#messages", viewer.lang)))
        });
        added.await
    }
    .await;
    let again = move |conn: &mut Conn, viewer: &Viewer| Ok(own_page(conn, viewer, id)?.map(|page| page.asking(found)));
    visit.answer(outcome, &submitted, again).await
}

/// The message; an error, and what was found, while its writer is to be shown that first.
async fn parse(visit: &Visit, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<String> {
    visit.limit_slowly(Limit::Asking).await?;
    let mut fields = submitted.fields();
    let text = fields.text("text", 1, LONGEST);
    fields.finish()?;
    let language = guess_language(&text, visit.asked.lang);
    let [text] = settle(submitted, [text], language, "", found)?;
    Ok(text)
}

/// A message of the asker, or of the expert who has this account. What the same side has just said is said once.
pub fn insert(tx: &mut Tx, question: &Question, expert: Option<AccountId>, text: &str, lang: Lang) -> Result<()> {
    let newest: Option<(bool, String)> = question_messages::table
        .filter(question_messages::question_id.eq(question.id))
        .order(question_messages::id.desc())
        .select((question_messages::from_asker, question_messages::body))
        .first(&mut **tx)
        .optional()?;
    if newest.is_some_and(|(from_asker, body)| from_asker == expert.is_none() && body == text) {
        return Ok(());
    }
    let at = moment(question.asker_id, tx.now());
    diesel::insert_into(question_messages::table)
        .values((
            question_messages::question_id.eq(question.id),
            question_messages::from_asker.eq(expert.is_none()),
            question_messages::author_id.eq(expert.or(question.asker_id)),
            question_messages::language.eq(guess_language(text, lang)),
            question_messages::body.eq(text),
            question_messages::at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(touch(tx, question)?)
}

/// The newest that its asker has added to a question, if anything; for a form that is to know what it has shown.
pub fn newest_of_asker(conn: &mut Conn, id: QuestionId) -> QueryResult<Option<QuestionMessageId>> {
    question_messages::table
        .filter(question_messages::question_id.eq(id))
        .filter(question_messages::from_asker.eq(true))
        .select(max(question_messages::id))
        .first(conn)
}

/// The asker's words. What waited for a detail is with its expert again; what was answered is looked at anew.
fn add(tx: &mut Tx, question: &Question, text: &str, lang: Lang) -> Result<()> {
    if !question.is_open() {
        return Err(Error::Forbidden("error-case-closed"));
    }
    insert(tx, question, None, text, lang)?;
    if matches!(question.state, State::NeedsDetail | State::Answered) {
        restart_term(tx, question)?;
    }
    match question.state {
        State::NeedsDetail => drop(set_state(tx, question, State::WithExpert, "")?),
        State::Answered => drop(set_state(tx, question, State::Reviewing, "")?),
        _ => {}
    }
    question.record(tx, "question.continued", question.asker_id);
    Ok(())
}

//! Moderators hide a community answer and show it again, with a reason that its author reads.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::super::question::Question;
use super::answer::{AnswerAt, CommunityAnswer, Head, find};
use crate::accounts::{Author, Done, Viewer, Visit, load_authors};
use crate::db::schema::{community_acts, community_answers};
use crate::db::{AccountId, CommunityAnswerId, Conn, QuestionId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::forum::{Note, parse_reason};
use crate::i18n::ContentLanguage;
use crate::web::{Page, Submitted};

/// Acts shown: the newest.
const SHOWN: i64 = 20;

crate::text_codes! {
    /// What was done. Messages: `community-act-…`.
    Act { Hidden = "hidden", Shown = "shown" }
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct ModerateAnswerPage {
    question: Head,
    id: CommunityAnswerId,
    author: Option<Author>,
    created_at: Timestamp,
    language: ContentLanguage,
    dir: &'static str,
    html: String,
    hidden: Option<Note>,
    /// The newest first.
    acts: Vec<ActView>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct ActView {
    action: Act,
    reason: String,
    by: Option<Author>,
    at: Timestamp,
}

pub async fn form(visit: Visit, path: AnswerAt) -> Result<HttpResponse> {
    let (_, question, id) = path.into_inner();
    let base = visit.site.config.base_url.clone();
    visit.page(move |conn, viewer| page(conn, viewer, &base, question, id)).await
}

fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    base_url: &str,
    question: QuestionId,
    id: CommunityAnswerId,
) -> Result<Page<ModerateAnswerPage>> {
    let (question, answer) = find_moderated(conn, viewer, question, id)?;
    let rows: Vec<(Act, String, AccountId, Timestamp)> = community_acts::table
        .filter(community_acts::answer_id.eq(id))
        .order(community_acts::id.desc())
        .limit(SHOWN)
        .select((community_acts::action, community_acts::reason, community_acts::moderator_id, community_acts::at))
        .load(conn)?;
    let people: Vec<AccountId> = rows.iter().map(|row| row.2).chain([answer.author_id]).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let view = |(action, reason, by, at)| ActView { action, reason, by: authors.get(&by).cloned(), at };
    let page = ModerateAnswerPage {
        question: Head::load(conn, viewer, &question, &answer)?,
        id,
        author: authors.get(&answer.author_id).cloned(),
        created_at: answer.created_at,
        language: answer.language,
        dir: answer.language.dir(),
        html: answer.html(base_url),
        hidden: Note::new(answer.hidden_at, answer.hidden_reason),
        acts: rows.into_iter().map(view).collect(),
    };
    let title = viewer.lang.locale().say("community-moderate-title");
    Ok(Page::new("questions/community_moderate", title, page).not_indexed())
}

/// An answer that the viewer moderates, and its question. One that they cannot see looks like none.
fn find_moderated(
    conn: &mut Conn,
    viewer: &Viewer,
    question: QuestionId,
    id: CommunityAnswerId,
) -> Result<(Question, CommunityAnswer)> {
    let (question, answer) = find(conn, viewer, question, id)?;
    match &viewer.member {
        None => Err(Error::SignIn),
        Some(_) if !viewer.moderates_everywhere() => Err(Error::Forbidden("error-community-not-moderator")),
        // There is nothing to hide in what its author has deleted, themselves a moderator.
        Some(_) if answer.deleted_at.is_some() => Err(Error::NotFound),
        Some(_) => Ok((question, answer)),
    }
}

pub async fn hide(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, true).await
}

pub async fn show(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    change(visit, path, submitted, false).await
}

async fn change(visit: Visit, path: AnswerAt, submitted: Submitted, hidden: bool) -> Result<HttpResponse> {
    let (_, question, id) = path.into_inner();
    let outcome = set_hidden(&visit, question, id, &submitted, hidden).await;
    let base = visit.site.config.base_url.clone();
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, &base, question, id)).await
}

async fn set_hidden(
    visit: &Visit,
    question: QuestionId,
    id: CommunityAnswerId,
    submitted: &Submitted,
    hidden: bool,
) -> Result<Done> {
    let reason = parse_reason(submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let (question, answer) = find_moderated(tx, viewer, question, id)?;
            mark_hidden(tx, member.id, (&question, &answer), hidden, &reason)?;
            let done = Done::changed(id.0, answer.path(&question, viewer.lang)?);
            Ok(done.telling(if hidden { "flash-community-hidden" } else { "flash-community-shown" }))
        })
        .await
}

/// What is so already stays as it is.
fn mark_hidden(
    tx: &mut Tx,
    by: AccountId,
    (question, answer): (&Question, &CommunityAnswer),
    hidden: bool,
    reason: &str,
) -> Result<()> {
    if answer.hidden_at.is_some() == hidden {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(community_answers::table.find(answer.id))
        .set((
            community_answers::hidden_at.eq(hidden.then_some(now)),
            community_answers::hidden_reason.eq(hidden.then_some(reason)),
        ))
        .execute(&mut **tx)?;
    diesel::insert_into(community_acts::table)
        .values((
            community_acts::answer_id.eq(answer.id),
            community_acts::moderator_id.eq(by),
            community_acts::action.eq(if hidden { Act::Hidden } else { Act::Shown }),
            community_acts::reason.eq(reason),
            community_acts::at.eq(now),
        ))
        .execute(&mut **tx)?;
    answer.record(tx, if hidden { "community_answer.hidden" } else { "community_answer.shown" }, by, question);
    Ok(())
}

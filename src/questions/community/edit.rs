//! Changing what a community answer says; what it said is kept.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::super::question::Question;
use super::answer::{AnswerAt, CommunityAnswer, Head, find, render};
use super::write::Written;
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::{community_answers, community_revisions};
use crate::db::{AccountId, CommunityAnswerId, Conn, QuestionId, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::text::{self, PIPELINE};
use crate::web::identity::Finding;
use crate::web::{Body, FormState, Page, Submitted};

pub const TAKES: Body = &["text", "language?", "revision", "checked?", "remove?"];

#[derive(Serialize, utoipa::ToSchema)]
pub struct EditPage {
    question: Head,
    id: CommunityAnswerId,
    /// The text as it stands.
    draft: String,
    language: ContentLanguage,
    revision: i64,
    preview: Option<String>,
    /// What identifies a person in the text, to be decided on before it is sent.
    found: Vec<Finding>,
}

pub async fn form(visit: Visit, path: AnswerAt) -> Result<HttpResponse> {
    let (_, question, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, question, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, question: QuestionId, id: CommunityAnswerId) -> Result<Page<EditPage>> {
    let (question, answer) = find(conn, viewer, question, id)?;
    if viewer.member.is_none() {
        return Err(Error::SignIn);
    }
    if !answer.may_edit(viewer, &question) {
        return Err(Error::Forbidden("error-forbidden"));
    }
    let page = EditPage {
        question: Head::load(conn, viewer, &question, &answer)?,
        id,
        draft: answer.source,
        language: answer.language,
        revision: answer.revision,
        preview: None,
        found: Vec::new(),
    };
    Ok(Page::new("questions/community_edit", viewer.lang.locale().say("community-edit-title"), page).not_indexed())
}

pub async fn change(visit: Visit, path: AnswerAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, question, id) = path.into_inner();
    if submitted.has("preview") {
        let (typed, base) = (text::clean_text(submitted.text("text")), visit.site.config.base_url.clone());
        return visit
            .page_with(FormState::of(&submitted), move |conn, viewer| {
                let preview = Some(render(&typed, &base));
                Ok(page(conn, viewer, question, id)?.map(|page| EditPage { preview, ..page }))
            })
            .await;
    }
    let mut found = Vec::new();
    let outcome = try_change(&visit, question, id, &submitted, &mut found).await;
    let again = move |conn: &mut Conn, viewer: &Viewer| {
        Ok(page(conn, viewer, question, id)?.map(|page| EditPage { found, ..page }))
    };
    visit.answer(outcome, &submitted, again).await
}

async fn try_change(
    visit: &Visit,
    question: QuestionId,
    id: CommunityAnswerId,
    submitted: &Submitted,
    found: &mut Vec<Finding>,
) -> Result<Done> {
    let mut fields = submitted.fields();
    let revision = fields.number("revision");
    fields.finish()?;
    let written = Written::parse(visit, submitted, found).await?;
    visit
        .write(move |tx, viewer, member| {
            let (question, answer) = find(tx, viewer, question, id)?;
            if !answer.may_edit(viewer, &question) {
                return Err(Error::Forbidden("error-community-not-editable"));
            }
            if revision != Some(answer.revision) {
                return Err(Error::Conflict { message: "error-community-changed", current: Some(answer.source) });
            }
            if answer.source != written.source || answer.language != written.language {
                store_revision(tx, member.id, &question, &answer, &written)?;
            }
            Ok(Done::changed(id.0, answer.path(&question, viewer.lang)?).telling("flash-community-changed"))
        })
        .await
}

/// Keeps what the answer said, then puts the new text in its place.
fn store_revision(
    tx: &mut Tx,
    by: AccountId,
    question: &Question,
    answer: &CommunityAnswer,
    written: &Written,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(community_revisions::table)
        .values((
            community_revisions::answer_id.eq(answer.id),
            community_revisions::revision.eq(answer.revision),
            community_revisions::language.eq(answer.language),
            community_revisions::source.eq(&answer.source),
            community_revisions::written_at.eq(answer.edited_at.unwrap_or(answer.created_at)),
        ))
        .execute(&mut **tx)?;
    diesel::update(community_answers::table.find(answer.id))
        .set((
            community_answers::language.eq(written.language),
            community_answers::source.eq(&written.source),
            community_answers::html.eq(&written.html),
            community_answers::pipeline.eq(PIPELINE),
            community_answers::revision.eq(answer.revision + 1),
            community_answers::edited_at.eq(now),
        ))
        .execute(&mut **tx)?;
    answer.record(tx, "community_answer.edited", by, question);
    Ok(())
}

//! Writing a community answer. What identifies a person is shown to its writer first, as with questions.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::super::public_page;
use super::super::question::{Question, touch};
use super::answer::{CommunityAnswer, find_public, render};
use crate::accounts::{Done, Visit};
use crate::db::schema::community_answers;
use crate::db::{AccountId, CommunityAnswerId, QuestionId, Tx};
use crate::error::{Error, Result};
use crate::forum::LONGEST_POST;
use crate::i18n::ContentLanguage;
use crate::search::guess_language;
use crate::text::{self, PIPELINE};
use crate::web::identity::{Finding, settle, tick_new};
use crate::web::{Body, FormState, Limit, Submitted};

pub const TAKES: Body = &["text", "language?", "checked?", "remove?"];

/// A text ready to be stored.
#[derive(Debug, Clone)]
pub struct Written {
    pub language: ContentLanguage,
    pub source: String,
    pub html: String,
}

impl Written {
    pub fn new(language: ContentLanguage, source: String, base_url: &str) -> Self {
        let html = render(&source, base_url);
        Self { language, source, html }
    }

    /// Reads and renders what was sent, outside any write; an error, and what was `found`, while its writer is to be
    /// shown that first.
    pub async fn parse(visit: &Visit, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Self> {
        visit.limit(Limit::Posting)?;
        let mut fields = submitted.fields();
        let source = fields.text("text", 1, LONGEST_POST);
        let language = match submitted.text("language") {
            "" => guess_language(&source, visit.asked.lang),
            _ => fields.language("language"),
        };
        fields.finish()?;
        let settled = settle(submitted, [source], language, "", found);
        tick_new(found, true);
        let [source] = settled?;
        let base_url = visit.site.config.base_url.clone();
        visit.read(move |_, _| Ok(Self::new(language, source, &base_url))).await
    }
}

pub async fn create(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let base = visit.site.config.base_url.clone();
    if submitted.has("preview") {
        let typed = text::clean_text(submitted.text("text"));
        return visit
            .page_with(FormState::of(&submitted), move |conn, viewer| {
                let page = public_page::page(conn, viewer, &base, id, None)?;
                Ok(page.map(|page| page.previewing(render(&typed, &base))).not_indexed())
            })
            .await;
    }
    let mut found = Vec::new();
    let outcome = try_create(&visit, id, &submitted, &mut found).await;
    let again = move |conn: &mut _, viewer: &_| {
        Ok(public_page::page(conn, viewer, &base, id, None)?.map(|page| page.asking(found)))
    };
    visit.answer(outcome, &submitted, again).await
}

async fn try_create(visit: &Visit, id: QuestionId, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Done> {
    let written = Written::parse(visit, submitted, found).await?;
    visit
        .write_once(submitted, "community-answers", move |tx, viewer, member| {
            let question = find_public(tx, id)?;
            if !question.is_open() {
                return Err(Error::Forbidden("error-community-closed"));
            }
            let answer = insert(tx, &question, member.id, &written)?;
            Ok(Done::made(answer.id.0, answer.path(&question, viewer.lang)?).telling("flash-community-answered"))
        })
        .await
}

/// Writes the answer down. Who may is the caller's to ask.
pub fn insert(tx: &mut Tx, question: &Question, author: AccountId, written: &Written) -> Result<CommunityAnswer> {
    let now = tx.now();
    let id: CommunityAnswerId = diesel::insert_into(community_answers::table)
        .values((
            community_answers::question_id.eq(question.id),
            community_answers::author_id.eq(author),
            community_answers::language.eq(written.language),
            community_answers::source.eq(&written.source),
            community_answers::html.eq(&written.html),
            community_answers::pipeline.eq(PIPELINE),
            community_answers::revision.eq(1),
            community_answers::helped.eq(0),
            community_answers::created_at.eq(now),
        ))
        .returning(community_answers::id)
        .get_result(&mut **tx)?;
    let answer: CommunityAnswer =
        community_answers::table.find(id).select(CommunityAnswer::as_select()).first(&mut **tx)?;
    touch(tx, question)?;
    answer.record(tx, "community_answer.created", author, question);
    Ok(answer)
}

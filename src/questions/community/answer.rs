//! A community answer's row: who sees it, who may change it, where it stands.

use std::collections::HashMap;

use actix_web::web::Path;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use serde::Serialize;

use super::super::question::{Question, State};
use crate::accounts::Viewer;
use crate::db::schema::{community_answers, questions};
use crate::db::{AccountId, CommunityAnswerId, Conn, Entry, MultiBackend, QuestionId, Subject, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::text::{self, Mentions, PIPELINE};
use crate::translations::load_shown;

/// `/{lang}/q/{id}/answers/{answer}`.
pub type AnswerAt = Path<(String, QuestionId, CommunityAnswerId)>;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = community_answers)]
pub struct CommunityAnswer {
    pub id: CommunityAnswerId,
    pub author_id: AccountId,
    pub language: ContentLanguage,
    pub source: String,
    pub html: String,
    pub pipeline: i64,
    pub revision: i64,
    pub helped: i64,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub deleted_at: Option<Timestamp>,
    pub hidden_at: Option<Timestamp>,
    pub hidden_reason: Option<String>,
}

impl CommunityAnswer {
    pub fn subject(&self) -> Subject {
        Subject { kind: "community_answer", id: self.id.0 }
    }

    /// Everybody reads it.
    pub fn is_shown(&self) -> bool {
        self.deleted_at.is_none() && self.hidden_at.is_none()
    }

    pub fn is_own(&self, viewer: &Viewer) -> bool {
        viewer.id() == Some(self.author_id)
    }

    /// What was hidden is read by its author and by moderators, what was deleted by nobody.
    pub fn shows_text(&self, viewer: &Viewer) -> bool {
        let admitted = self.is_own(viewer) || viewer.moderates_everywhere();
        self.deleted_at.is_none() && (self.hidden_at.is_none() || admitted)
    }

    pub fn may_edit(&self, viewer: &Viewer, question: &Question) -> bool {
        self.is_own(viewer) && self.is_shown() && question.is_open()
    }

    /// As the pipeline of today renders it: what an older one has made is made anew.
    pub fn html(&self, base_url: &str) -> String {
        if self.pipeline == PIPELINE { self.html.clone() } else { render(&self.source, base_url) }
    }

    /// Where it stands on its question's page.
    pub fn path(&self, question: &Question, lang: Lang) -> Result<String> {
        Ok(format!("{}#community-{}", question.public_path(lang).ok_or(Error::NotFound)?, self.id))
    }

    pub fn record(&self, tx: &mut Tx, kind: &'static str, by: AccountId, question: &Question) {
        tx.record(Entry {
            kind,
            actor: Some(by),
            subject: self.subject(),
            parent: Some(question.subject()),
            container: Some(Subject { kind: "area", id: question.area_id.0 }),
            detail: serde_json::json!({}),
        });
    }
}

/// Markdown as it is stored. Nobody is called from here: what looks like a mention stays as it was typed.
pub fn render(source: &str, base_url: &str) -> String {
    text::render(source, &Mentions::default(), base_url, &crate::forum::text_prefix()).html
}

/// The question at the head of the pages of its answers.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Head {
    id: QuestionId,
    title: String,
    language: ContentLanguage,
    dir: &'static str,
    /// Of its public page, where the answer stands.
    url: String,
}

impl Head {
    pub fn load(conn: &mut Conn, viewer: &Viewer, question: &Question, answer: &CommunityAnswer) -> Result<Self> {
        let text = question.public_text_id.ok_or(Error::NotFound)?;
        let words = load_shown(conn, &[text], viewer.lang)?.remove(&text).ok_or(Error::NotFound)?;
        let url = answer.path(question, viewer.lang)?;
        Ok(Self { id: question.id, title: words.title, dir: words.language.dir(), language: words.language, url })
    }
}

/// A question that everybody may read; every other is as if there were none.
pub fn find_public(conn: &mut Conn, id: QuestionId) -> Result<Question> {
    let public = questions::table
        .find(id)
        .filter(questions::published_at.is_not_null())
        .filter(questions::state.ne(State::Withdrawn));
    Ok(public.select(Question::as_select()).first(conn)?)
}

/// The public question with this slug: the first of several.
pub fn find_by_slug(conn: &mut Conn, slug: &str) -> QueryResult<Option<Question>> {
    let public = questions::table.filter(questions::published_at.is_not_null()).filter(questions::slug.eq(slug));
    public.order(questions::id).select(Question::as_select()).first(conn).optional()
}

type Visible = Box<dyn BoxableExpression<community_answers::table, MultiBackend, SqlType = Bool>>;

/// What a viewer sees of community answers: what is shown to everybody, their own, and as a moderator what was hidden.
pub fn visible(viewer: &Viewer) -> Visible {
    let there = community_answers::deleted_at.is_null();
    let shown = there.and(community_answers::hidden_at.is_null());
    match viewer.id() {
        None => Box::new(shown),
        Some(own) if viewer.moderates_everywhere() => Box::new(there.or(community_answers::author_id.eq(own))),
        Some(own) => Box::new(shown.or(community_answers::author_id.eq(own))),
    }
}

/// One answer that the viewer may see, and its question.
pub fn find(
    conn: &mut Conn,
    viewer: &Viewer,
    question: QuestionId,
    id: CommunityAnswerId,
) -> Result<(Question, CommunityAnswer)> {
    let question = find_public(conn, question)?;
    let answer = community_answers::table
        .filter(community_answers::id.eq(id))
        .filter(community_answers::question_id.eq(question.id))
        .filter(visible(viewer))
        .select(CommunityAnswer::as_select())
        .first(conn)?;
    Ok((question, answer))
}

/// The texts of these questions' answers that everybody reads, those that have helped most first. One query.
pub fn list_shown(
    conn: &mut Conn,
    questions: &[QuestionId],
) -> QueryResult<HashMap<QuestionId, Vec<(ContentLanguage, String)>>> {
    let rows: Vec<(QuestionId, ContentLanguage, String)> = community_answers::table
        .filter(community_answers::question_id.eq_any(questions))
        .filter(community_answers::deleted_at.is_null())
        .filter(community_answers::hidden_at.is_null())
        .order((community_answers::question_id, community_answers::helped.desc(), community_answers::id))
        .select((community_answers::question_id, community_answers::language, community_answers::source))
        .load(conn)?;
    let mut all: HashMap<QuestionId, Vec<(ContentLanguage, String)>> = HashMap::new();
    for (question, language, source) in rows {
        all.entry(question).or_default().push((language, text::plain(&source)));
    }
    Ok(all)
}

/// Who has written these answers, by question: they stand there under their names. One query.
pub fn list_authors(conn: &mut Conn, questions: &[QuestionId]) -> QueryResult<HashMap<QuestionId, Vec<AccountId>>> {
    let rows: Vec<(QuestionId, AccountId)> = community_answers::table
        .filter(community_answers::question_id.eq_any(questions))
        .filter(community_answers::deleted_at.is_null())
        .filter(community_answers::hidden_at.is_null())
        .select((community_answers::question_id, community_answers::author_id))
        .distinct()
        .load(conn)?;
    let mut all: HashMap<QuestionId, Vec<AccountId>> = HashMap::new();
    for (question, author) in rows {
        all.entry(question).or_default().push(author);
    }
    Ok(all)
}

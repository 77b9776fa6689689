//! `/moderation/answers`: what moderators did with members' answers and why, the newest first, for those who moderate
//! everywhere.

use std::collections::HashMap;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::hiding::Act;
use crate::accounts::{Author, Viewer, Visit, load_authors};
use crate::db::schema::{community_acts, community_answers, questions};
use crate::db::{AccountId, CommunityAnswerId, Conn, MultiBackend, QuestionId, TextId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::questions::held::permit;
use crate::questions::question::Question;
use crate::translations::load_shown;
use crate::web::Page;

/// Acts on one page.
const PAGE: usize = 50;

#[derive(Serialize, utoipa::ToSchema)]
pub struct AnswerActsPage {
    acts: Vec<ActItem>,
    /// Cursor of the next page: give it as `before`.
    older: Option<i64>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct ActItem {
    id: i64,
    action: Act,
    reason: String,
    by: Option<Author>,
    at: Timestamp,
    /// The title of the question.
    title: String,
    language: ContentLanguage,
    dir: &'static str,
    /// Where the answer is moderated; `None` once its author has deleted it.
    url: Option<String>,
}

type Row = (i64, Act, String, AccountId, Timestamp, CommunityAnswerId, (QuestionId, Option<Timestamp>));

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let before = visit.asked.cursor("before")?;
    visit.page(move |conn, viewer| page(conn, viewer, before)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, before: Option<i64>) -> Result<Page<AnswerActsPage>> {
    permit(viewer)?;
    let mut query = community_acts::table
        .inner_join(community_answers::table.on(community_answers::id.eq(community_acts::answer_id)))
        .order(community_acts::id.desc())
        .limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .select((
            community_acts::id,
            community_acts::action,
            community_acts::reason,
            community_acts::moderator_id,
            community_acts::at,
            community_acts::answer_id,
            (community_answers::question_id, community_answers::deleted_at),
        ))
        .into_boxed::<MultiBackend>();
    if let Some(before) = before {
        query = query.filter(community_acts::id.lt(before));
    }
    let mut rows: Vec<Row> = query.load(conn)?;
    let older = (rows.len() > PAGE).then(|| rows.truncate(PAGE)).and_then(|()| rows.last()).map(|row| row.0);
    let page = AnswerActsPage { acts: items(conn, viewer, rows)?, older };
    Ok(Page::new("questions/community_log", viewer.lang.locale().say("community-log-title"), page).not_indexed())
}

/// Names and titles: a query each, whatever the number of rows.
fn items(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<ActItem>> {
    let people: Vec<AccountId> = rows.iter().map(|row| row.3).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let of: Vec<QuestionId> = rows.iter().map(|row| row.6.0).collect();
    let of: Vec<Question> =
        questions::table.filter(questions::id.eq_any(of)).select(Question::as_select()).load(conn)?;
    let texts: Vec<TextId> = of.iter().filter_map(|question| question.public_text_id).collect();
    let words = load_shown(conn, &texts, viewer.lang)?;
    let of: HashMap<QuestionId, TextId> =
        of.into_iter().filter_map(|question| Some((question.id, question.public_text_id?))).collect();
    let item = |(id, action, reason, by, at, answer, (question, deleted)): Row| {
        let words = words.get(of.get(&question)?)?;
        Some(ActItem {
            id,
            action,
            reason,
            by: authors.get(&by).cloned(),
            at,
            title: words.title.clone(),
            language: words.language,
            dir: words.language.dir(),
            url: deleted.is_none().then(|| format!("/{}/q/{question}/answers/{answer}/moderate", viewer.lang)),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

//! The community answers on a question's page, and what has solved the question.

use std::collections::HashSet;
use std::str::FromStr;

use diesel::prelude::*;
use serde::Serialize;

use super::super::question::Question;
use super::answer::{CommunityAnswer, visible};
use crate::accounts::{Author, Viewer, load_authors};
use crate::db::schema::{community_answers, community_votes, question_solutions};
use crate::db::{AccountId, CommunityAnswerId, Conn, MultiBackend, Timestamp};
use crate::error::Result;
use crate::forum::Note;
use crate::i18n::ContentLanguage;

/// Answers on a page.
const SHOWN: i64 = 30;

/// The community answers of a question.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
pub struct Community {
    /// Those that have helped most first.
    pub answers: Vec<CommunityItem>,
    /// How many everybody can read.
    pub count: i64,
    /// Cursor of the next page: give it as `after`.
    pub next: Option<String>,
    /// Members can answer.
    pub open: bool,
    /// The reader can.
    pub may_answer: bool,
    pub may_moderate: bool,
    /// The asker says that the official answer has solved the question.
    pub solved_officially: bool,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CommunityItem {
    pub id: CommunityAnswerId,
    pub author: Option<Author>,
    pub language: ContentLanguage,
    pub dir: &'static str,
    /// Empty where the reader does not see the text.
    pub html: String,
    /// The Markdown that it was written in; not sent.
    #[serde(skip)]
    pub source: String,
    /// How many it has helped.
    pub helped: i64,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub deleted: bool,
    pub hidden: Option<Note>,
    /// The asker says that it has solved the question.
    pub solved: bool,
    pub mine: bool,
    /// It has helped the reader.
    pub voted: bool,
    pub may_edit: bool,
}

impl CommunityItem {
    /// Everybody reads it.
    pub fn is_shown(&self) -> bool {
        !self.deleted && self.hidden.is_none()
    }
}

/// A place in the list: how many were helped, and the id.
#[derive(Debug, Clone, Copy)]
pub struct Behind(i64, CommunityAnswerId);

impl FromStr for Behind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (helped, id) = text.split_once('.').ok_or(())?;
        Ok(Self(helped.parse().map_err(drop)?, id.parse().map_err(drop)?))
    }
}

/// A page of them, as the viewer sees them. Six queries at most.
pub fn load_community(
    conn: &mut Conn,
    viewer: &Viewer,
    base_url: &str,
    question: &Question,
    behind: Option<Behind>,
) -> Result<Community> {
    let rows = list(conn, viewer, question, behind)?;
    let count: i64 = community_answers::table
        .filter(community_answers::question_id.eq(question.id))
        .filter(community_answers::deleted_at.is_null())
        .filter(community_answers::hidden_at.is_null())
        .count()
        .get_result(conn)?;
    let solution: Option<Option<CommunityAnswerId>> = question_solutions::table
        .find(question.id)
        .select(question_solutions::community_answer_id)
        .first(conn)
        .optional()?;
    let people: Vec<AccountId> = rows.iter().map(|row| row.author_id).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let voted = voted(conn, viewer, &rows)?;
    let item = |row: &CommunityAnswer| {
        let reads = row.shows_text(viewer);
        CommunityItem {
            id: row.id,
            author: authors.get(&row.author_id).cloned(),
            language: row.language,
            dir: row.language.dir(),
            html: if reads { row.html(base_url) } else { String::new() },
            source: if reads { row.source.clone() } else { String::new() },
            helped: row.helped,
            created_at: row.created_at,
            edited_at: row.edited_at,
            deleted: row.deleted_at.is_some(),
            hidden: Note::new(row.hidden_at, row.hidden_reason.clone()),
            solved: solution == Some(Some(row.id)),
            mine: row.is_own(viewer),
            voted: voted.contains(&row.id),
            may_edit: row.may_edit(viewer, question),
        }
    };
    let more = rows.last().filter(|_| rows.len() == usize::try_from(SHOWN).unwrap_or(0));
    Ok(Community {
        answers: rows.iter().map(item).collect(),
        count,
        next: more.map(|row| format!("{}.{}", row.helped, row.id)),
        open: question.is_open(),
        may_answer: question.is_open() && viewer.member.is_some(),
        may_moderate: viewer.moderates_everywhere(),
        solved_officially: solution == Some(None),
    })
}

fn list(
    conn: &mut Conn,
    viewer: &Viewer,
    question: &Question,
    behind: Option<Behind>,
) -> QueryResult<Vec<CommunityAnswer>> {
    let mut query = community_answers::table
        .filter(community_answers::question_id.eq(question.id))
        .filter(visible(viewer))
        .order((community_answers::helped.desc(), community_answers::id))
        .limit(SHOWN)
        .select(CommunityAnswer::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(Behind(helped, id)) = behind {
        let equal = community_answers::helped.eq(helped).and(community_answers::id.gt(id));
        query = query.filter(community_answers::helped.lt(helped).or(equal));
    }
    query.load(conn)
}

/// Those of them that the viewer has voted for.
fn voted(conn: &mut Conn, viewer: &Viewer, rows: &[CommunityAnswer]) -> QueryResult<HashSet<CommunityAnswerId>> {
    let Some(account) = viewer.id().filter(|_| !rows.is_empty()) else { return Ok(HashSet::new()) };
    let ids: Vec<CommunityAnswerId> = rows.iter().map(|row| row.id).collect();
    let found: Vec<CommunityAnswerId> = community_votes::table
        .filter(community_votes::account_id.eq(account))
        .filter(community_votes::answer_id.eq_any(ids))
        .select(community_votes::answer_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

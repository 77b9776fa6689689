//! `/questions/own`: what a member has asked and linked to the account. Whoever asked by a key has no such list: nothing
//! says whose those are.

use std::collections::HashMap;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::question::State;
use crate::accounts::{Viewer, Visit};
use crate::areas::list_areas;
use crate::db::schema::questions;
use crate::db::{AccountId, AreaId, Conn, MultiBackend, QuestionId, TextId, Timestamp, keyset};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::translations::load_shown;
use crate::web::{Cursor, Page};

/// Questions on a page of the list.
const SHOWN: usize = 30;

#[derive(Serialize, utoipa::ToSchema)]
pub struct OwnQuestionsPage {
    questions: Vec<OwnQuestion>,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
}

/// A question as its asker finds it again.
#[derive(Serialize, utoipa::ToSchema)]
struct OwnQuestion {
    id: QuestionId,
    /// Its first sentence.
    title: String,
    language: ContentLanguage,
    dir: &'static str,
    area: Option<String>,
    state: State,
    asked_at: Timestamp,
    /// Where it is read on, added to and withdrawn.
    url: String,
}

type Row = (QuestionId, TextId, AreaId, State, Timestamp);

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    let behind = visit.asked.cursor("after")?;
    visit.page(move |conn, viewer| page(conn, viewer, behind)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, behind: Option<Cursor<QuestionId>>) -> Result<Page<OwnQuestionsPage>> {
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    let mut rows = list_rows(conn, member.id, behind)?;
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let next = rows.last().filter(|_| more).map(|row| Cursor { at: row.4, id: row.0 }.to_string());
    let page = OwnQuestionsPage { questions: items(conn, viewer, rows)?, next };
    Ok(Page::new("questions/own", viewer.lang.locale().say("own-questions-title"), page).not_indexed())
}

/// One row more than a page, so that it is known whether there is another.
fn list_rows(conn: &mut Conn, asker: AccountId, behind: Option<Cursor<QuestionId>>) -> QueryResult<Vec<Row>> {
    let mut query = questions::table
        .filter(questions::asker_id.eq(asker))
        .order((questions::asked_at.desc(), questions::id.desc()))
        .limit(i64::try_from(SHOWN + 1).unwrap_or(i64::MAX))
        .select((questions::id, questions::text_id, questions::area_id, questions::state, questions::asked_at))
        .into_boxed::<MultiBackend>();
    if let Some(Cursor { at, id }) = behind {
        query = query.filter(keyset::less("questions.asked_at, questions.id", at, id.0));
    }
    query.load(conn)
}

fn items(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<OwnQuestion>> {
    let texts: Vec<TextId> = rows.iter().map(|row| row.1).collect();
    let mut shown = load_shown(conn, &texts, viewer.lang)?;
    let areas: HashMap<AreaId, String> =
        list_areas(conn, viewer)?.into_iter().map(|area| (area.id, area.name)).collect();
    let item = |(id, text, area, state, asked_at): Row| {
        let words = shown.remove(&text)?;
        Some(OwnQuestion {
            id,
            title: words.title,
            language: words.language,
            dir: words.language.dir(),
            area: areas.get(&area).cloned(),
            state,
            asked_at,
            url: format!("/{}/q/{id}", viewer.lang),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

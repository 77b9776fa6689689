//! `/admin/glass`: each time that the glass was broken, before all administrators.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::administrator;
use super::opening::{GlassOpening, Row, with_names};
use crate::accounts::{Viewer, Visit};
use crate::db::schema::glass_openings;
use crate::db::{Conn, MultiBackend, QuestionId};
use crate::error::Result;
use crate::web::{Page, see_other};

const SHOWN: i64 = 50;

#[derive(Serialize, utoipa::ToSchema)]
pub struct GlassListPage {
    /// The newest first; those of erased questions without their reason.
    openings: Vec<GlassOpening>,
    /// Cursor of the next page: give it as `before`.
    older: Option<i64>,
}

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    let before = visit.asked.cursor("before")?;
    // The same page for every number: whether there is such a question is told by breaking its glass alone.
    if let Some(id) = visit.asked.query("question")?.and_then(|text| text.trim().parse::<QuestionId>().ok()) {
        visit.read(|_, viewer| administrator(viewer).map(drop)).await?;
        return Ok(see_other(&visit.path(&format!("/admin/questions/{id}/glass"))));
    }
    visit.page(move |conn, viewer| page(conn, viewer, before)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, before: Option<i64>) -> Result<Page<GlassListPage>> {
    administrator(viewer)?;
    let mut query = glass_openings::table
        .order(glass_openings::id.desc())
        .limit(SHOWN)
        .select((
            glass_openings::id,
            (glass_openings::question_id, glass_openings::account_id, glass_openings::reason, glass_openings::at),
        ))
        .into_boxed::<MultiBackend>();
    if let Some(before) = before {
        query = query.filter(glass_openings::id.lt(before));
    }
    let (ids, rows): (Vec<i64>, Vec<Row>) = query.load::<(i64, Row)>(conn)?.into_iter().unzip();
    let older = ids.last().copied().filter(|_| i64::try_from(ids.len()) == Ok(SHOWN));
    let page = GlassListPage { openings: with_names(conn, viewer, rows)?, older };
    Ok(Page::new("questions/glass_list", viewer.lang.locale().say("glass-list-title"), page).not_indexed())
}

//! Posts that an older pipeline has rendered are rendered again in the background, a batch at a time.

use diesel::prelude::*;

use super::compose::prefix;
use crate::accounts::find_mentioned;
use crate::db::schema::posts;
use crate::db::{Db, PostId};
use crate::error::Result;
use crate::text::{self, PIPELINE, Rendered};

const BATCH: i64 = 200;

/// Renders one batch and says of how many. What it changes is derived from the text that stands: no activity.
pub fn rerender(db: &Db, base_url: &str) -> Result<usize> {
    let stale: Vec<(PostId, i64, Rendered)> = db.read_now(|conn| {
        let rows: Vec<(PostId, i64, String)> = posts::table
            .filter(posts::pipeline.lt(PIPELINE))
            .order(posts::pipeline)
            .limit(BATCH)
            .select((posts::id, posts::revision, posts::source))
            .load(conn)?;
        let handles: Vec<String> = rows.iter().flat_map(|(.., source)| text::mentions(source)).collect();
        let mentions = find_mentioned(conn, &handles)?;
        let render = |(id, revision, source): (PostId, i64, String)| {
            (id, revision, text::render(&source, &mentions, base_url, &prefix()))
        };
        Ok(rows.into_iter().map(render).collect())
    })?;
    let count = stale.len();
    if count == 0 {
        return Ok(0);
    }
    db.write_now(move |tx| {
        for (id, revision, rendered) in &stale {
            // An edit made meanwhile has rendered the post itself.
            diesel::update(posts::table.find(id).filter(posts::revision.eq(revision)))
                .set((
                    posts::html.eq(&rendered.html),
                    posts::short_html.eq(&rendered.short_html),
                    posts::pipeline.eq(PIPELINE),
                ))
                .execute(&mut **tx)?;
        }
        Ok(())
    })?;
    Ok(count)
}

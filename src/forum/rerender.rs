//! Posts that an older pipeline has rendered are rendered again in the background, a batch at a time.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::compose::prefix;
use crate::accounts::find_mentioned;
use crate::db::schema::posts;
use crate::db::{Db, Entry, PostId, Subject, ThreadId};
use crate::error::Result;
use crate::text::{self, PIPELINE, Rendered};

const BATCH: i64 = 200;

/// Renders one batch and says of how many. The log is told which threads look different, so that no copy of them
/// lives on.
pub fn rerender(db: &Db, base_url: &str) -> Result<usize> {
    let stale: Vec<(PostId, ThreadId, i64, Rendered)> = db.read_now(|conn| {
        let rows: Vec<(PostId, ThreadId, i64, String)> = posts::table
            .filter(posts::pipeline.lt(PIPELINE))
            .order(posts::pipeline)
            .limit(BATCH)
            .select((posts::id, posts::thread_id, posts::revision, posts::source))
            .load(conn)?;
        let handles: Vec<String> =
            rows.iter().flat_map(|(.., source)| text::mentions(source)).map(|called| called.handle).collect();
        let mentions = find_mentioned(conn, &handles)?;
        let render = |(id, thread, revision, source): (PostId, ThreadId, i64, String)| {
            (id, thread, revision, text::render(&source, &mentions, base_url, &prefix()))
        };
        Ok(rows.into_iter().map(render).collect())
    })?;
    let count = stale.len();
    if count == 0 {
        return Ok(0);
    }
    db.write_now(move |tx| {
        for (id, _, revision, rendered) in &stale {
            // An edit made meanwhile has rendered the post itself.
            diesel::update(posts::table.find(id).filter(posts::revision.eq(revision)))
                .set((
                    posts::html.eq(&rendered.html),
                    posts::short_html.eq(&rendered.short_html),
                    posts::pipeline.eq(PIPELINE),
                ))
                .execute(&mut **tx)?;
        }
        let threads: BTreeSet<ThreadId> = stale.iter().map(|(_, thread, ..)| *thread).collect();
        for thread in threads {
            tx.record(Entry {
                kind: "thread.rendered",
                actor: None,
                subject: Subject { kind: "thread", id: thread.0 },
                parent: None,
                container: None,
                detail: serde_json::json!({ "pipeline": PIPELINE }),
            });
        }
        Ok(())
    })?;
    Ok(count)
}

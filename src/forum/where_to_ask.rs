//! `/forum/new`: where a question belongs. Each category leads to its form, with what was typed already.

use actix_web::HttpResponse;

use super::Readable;
use super::index::{ForumPage, groups};
use crate::accounts::Visit;
use crate::activity::Tag;
use crate::error::Result;
use crate::web::{FormState, Page};

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let title = visit.asked.query("title")?.unwrap_or_default();
    visit
        .page_with(FormState::starting_with([("title", title)]), |conn, viewer| {
            let readable = Readable::load(conn, viewer)?;
            // A guest is asked to sign in on the way: shown is what a member could choose.
            let open = |category: &super::Category| viewer.member.is_none() || category.lets_write(viewer);
            let groups = groups(conn, viewer, &readable, open)?;
            let title = viewer.lang.locale().say("forum-where-title");
            let page = Page::new("forum/where_to_ask", title, ForumPage { groups }).not_indexed();
            Ok(page.kept_until_changed(vec![Tag::any("category")]))
        })
        .await
}

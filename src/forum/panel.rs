//! What the forum shows on an area's page: its categories and their newest threads.

use serde::Serialize;

use super::index::CategoryItem;
use super::{Forum, Readable, ThreadItem, newest_threads};
use crate::accounts::Viewer;
use crate::activity::Tag;
use crate::areas::{Panel, PanelView};
use crate::db::{AreaId, Conn};
use crate::error::{Error, Result};

pub struct ForumPanel {
    pub forum: Forum,
}

#[derive(Serialize)]
struct View {
    categories: Vec<CategoryItem>,
    threads: Vec<ThreadItem>,
}

impl Panel for ForumPanel {
    fn show(&self, conn: &mut Conn, viewer: &Viewer, area: AreaId) -> Result<Option<PanelView>> {
        let readable = Readable::load(conn, viewer)?;
        let ids = readable.of_area(area);
        if ids.is_empty() {
            return Ok(None);
        }
        let names = readable.names(conn, viewer)?;
        let categories = ids.iter().filter_map(|id| CategoryItem::new(readable.find(*id)?, &names)).collect();
        let mut tags: Vec<Tag> = ids.iter().map(|id| Tag::of("category", id.0)).collect();
        tags.push(Tag::any("category-texts"));
        let threads = newest_threads(conn, viewer, &self.forum.reading, ids, 8)?;
        tags.extend(
            threads.iter().flat_map(|t| [&t.author, &t.last_author]).flatten().map(|a| Tag::of("account", a.id.0)),
        );
        let data = serde_json::to_value(View { categories, threads }).map_err(Error::internal)?;
        Ok(Some(PanelView { template: "forum/panel", data, tags }))
    }
}

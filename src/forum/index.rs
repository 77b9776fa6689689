//! `/forum`: the categories in two levels.

use std::collections::HashMap;

use actix_web::HttpResponse;
use serde::Serialize;

use super::{Category, Readable};
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::db::{CategoryId, Conn, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::translations::Shown;
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct ForumPage {
    pub groups: Vec<Group>,
}

/// A category of the first level with those under it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Group {
    #[serde(flatten)]
    category: CategoryItem,
    children: Vec<CategoryItem>,
}

/// A category as it stands in lists.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CategoryItem {
    pub id: CategoryId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub language: ContentLanguage,
    pub threads: i64,
    pub posts: i64,
    pub last_post_at: Option<Timestamp>,
    /// Not everyone may read it.
    pub restricted: bool,
}

impl CategoryItem {
    pub fn new(category: &Category, names: &HashMap<CategoryId, Shown>) -> Option<Self> {
        let words = names.get(&category.id)?;
        Some(Self {
            id: category.id,
            slug: category.slug.clone(),
            name: words.title.clone(),
            description: words.summary.clone(),
            language: words.language,
            threads: category.thread_count,
            posts: category.post_count,
            last_post_at: category.last_post_at,
            restricted: category.read_access != super::Access::Everyone,
        })
    }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            let readable = Readable::load(conn, viewer)?;
            let groups = groups(conn, viewer, &readable, |_| true)?;
            let title = viewer.lang.locale().say("forum-title");
            Ok(Page::new("forum/index", title, ForumPage { groups }).kept_until_changed(vec![Tag::any("category")]))
        })
        .await
}

/// The readable categories in two levels; of the second only those that pass.
pub fn groups(
    conn: &mut Conn,
    viewer: &Viewer,
    readable: &Readable,
    passes: impl Fn(&Category) -> bool,
) -> Result<Vec<Group>> {
    let names = readable.names(conn, viewer)?;
    let item = |category: &Category| CategoryItem::new(category, &names);
    let group = |category: &Category| {
        let children = readable.children(category.id).filter(|child| passes(child)).filter_map(item).collect();
        Some(Group { category: item(category)?, children })
    };
    Ok(readable.top().filter_map(group).collect())
}

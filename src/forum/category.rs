//! Categories, and the set of them that a viewer may read: what every query of the forum begins with.

use std::collections::HashMap;

use diesel::prelude::*;

use super::Access;
use crate::accounts::Viewer;
use crate::db::schema::categories;
use crate::db::{AccountId, AreaId, CategoryId, Conn, Entry, Subject, TextId, Timestamp, Tx};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::translations::{self, Shown, Words};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = categories)]
pub struct Category {
    pub id: CategoryId,
    pub parent_id: Option<CategoryId>,
    pub slug: String,
    pub position: i64,
    pub area_id: Option<AreaId>,
    /// Title: name; summary: description; body: rules in Markdown.
    pub text_id: TextId,
    pub read_access: Access,
    pub write_access: Access,
    pub thread_count: i64,
    pub post_count: i64,
    pub last_post_at: Option<Timestamp>,
}

impl Category {
    /// All of them in their order; there are some dozens at most.
    pub fn list(conn: &mut Conn) -> QueryResult<Vec<Self>> {
        categories::table.order((categories::position, categories::id)).select(Self::as_select()).load(conn)
    }

    pub fn lets_write(&self, viewer: &Viewer) -> bool {
        viewer.member.is_some() && self.write_access.lets(viewer, self.id)
    }
}

/// The categories that a viewer may read, in their order. A child of one that is closed to the viewer is
/// closed as well.
pub struct Readable {
    categories: Vec<Category>,
}

impl Readable {
    /// One query.
    pub fn load(conn: &mut Conn, viewer: &Viewer) -> QueryResult<Self> {
        Ok(Self::among(&Category::list(conn)?, viewer))
    }

    /// Those of all categories that the viewer may read.
    pub fn among(all: &[Category], viewer: &Viewer) -> Self {
        let open: HashMap<CategoryId, bool> =
            all.iter().map(|category| (category.id, category.read_access.lets(viewer, category.id))).collect();
        let is_open = |id: CategoryId| open.get(&id).copied().unwrap_or(false);
        let readable = |category: &Category| is_open(category.id) && category.parent_id.is_none_or(is_open);
        Self { categories: all.iter().filter(|category| readable(category)).cloned().collect() }
    }

    pub fn ids(&self) -> Vec<CategoryId> {
        self.categories.iter().map(|category| category.id).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter()
    }

    /// Those of one area.
    pub fn of_area(&self, area: AreaId) -> Vec<CategoryId> {
        self.categories.iter().filter(|c| c.area_id == Some(area)).map(|c| c.id).collect()
    }

    pub fn find(&self, id: CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    pub fn find_slug(&self, slug: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.slug == slug)
    }

    pub fn top(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(|category| category.parent_id.is_none())
    }

    pub fn children(&self, id: CategoryId) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(move |category| category.parent_id == Some(id))
    }

    /// Names and descriptions in the viewer's language; one query.
    pub fn names(&self, conn: &mut Conn, viewer: &Viewer) -> QueryResult<HashMap<CategoryId, Shown>> {
        let texts: Vec<TextId> = self.categories.iter().map(|category| category.text_id).collect();
        let mut shown = translations::load_shown(conn, &texts, viewer.lang)?;
        let named = self.categories.iter().filter_map(|c| Some((c.id, shown.remove(&c.text_id)?)));
        Ok(named.collect())
    }
}

/// What a new category begins with.
#[derive(Debug, Clone)]
pub struct NewCategory {
    pub parent: Option<CategoryId>,
    pub slug: String,
    pub position: i64,
    pub area: Option<AreaId>,
    pub read: Access,
    pub write: Access,
    pub versions: Vec<(ContentLanguage, Words)>,
}

/// Makes a category. `UniqueViolation` never surfaces: the caller checks the slug first.
pub fn insert_category(tx: &mut Tx, new: &NewCategory, by: Option<AccountId>) -> Result<CategoryId> {
    let text = translations::insert_text(tx, &new.versions, by)?;
    let id: CategoryId = diesel::insert_into(categories::table)
        .values((
            categories::parent_id.eq(new.parent),
            categories::slug.eq(&new.slug),
            categories::position.eq(new.position),
            categories::area_id.eq(new.area),
            categories::text_id.eq(text),
            categories::read_access.eq(new.read.code()),
            categories::write_access.eq(new.write.code()),
            categories::thread_count.eq(0),
            categories::post_count.eq(0),
        ))
        .returning(categories::id)
        .get_result(&mut **tx)?;
    tx.record(Entry {
        kind: "category.created",
        actor: by,
        subject: Subject { kind: "category", id: id.0 },
        // Whose pages list it.
        parent: new.parent.map(|parent| Subject { kind: "category", id: parent.0 }),
        container: new.area.map(|area| Subject { kind: "area", id: area.0 }),
        detail: serde_json::json!({}),
    });
    Ok(id)
}

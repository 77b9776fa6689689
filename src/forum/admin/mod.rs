//! `/admin/categories`: the categories, as administrators arrange them in the browser. For everyone else there
//! is nothing here.

mod form;
mod order;
mod page;
mod tree;
mod write;

use super::Readable;
use crate::accounts::{Role, Viewer};
use crate::db::{AccountId, AreaId, CategoryId, Conn, Entry, Subject, TextId, Tx};
use crate::error::{Error, Result};
use crate::web::{Body, Endpoint, delete, get, post, put};

const FIELDS: Body = &[
    "slug?",
    "parent?",
    "area?",
    "place?",
    "read",
    "read_roles?",
    "write",
    "write_roles?",
    "original?",
    "name_lt?",
    "description_lt?",
    "rules_lt?",
    "name_en?",
    "description_en?",
    "rules_en?",
    "name_ru?",
    "description_ru?",
    "rules_ru?",
    "same_meaning?",
    "current?",
    "revisions?",
];

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/admin/categories", tree::show).page::<tree::CategoriesPage>("CategoriesPage"),
        get("/{lang}/admin/categories/new", page::new).page::<page::CategoryFormPage>("CategoryFormPage"),
        post("/{lang}/admin/categories", write::create).takes(FIELDS),
        get("/{lang}/admin/categories/{id}", page::edit).page::<page::CategoryFormPage>("CategoryFormPage"),
        put("/{lang}/admin/categories/{id}", write::change).takes(FIELDS),
        delete("/{lang}/admin/categories/{id}", write::remove).takes(&[]),
        post("/{lang}/admin/categories/{id}/position", order::shift).takes(&["direction"]),
    ]
}

/// Every category, for an administrator: they may read them all.
fn load_all(conn: &mut Conn, viewer: &Viewer) -> Result<Readable> {
    if viewer.has_role(Role::Admin) { Ok(Readable::load(conn, viewer)?) } else { Err(Error::NotFound) }
}

/// Where a category stands: pages of these things list it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    parent: Option<CategoryId>,
    area: Option<AreaId>,
}

impl Standing {
    fn parent(self) -> Option<Subject> {
        self.parent.map(|id| Subject { kind: "category", id: id.0 })
    }

    fn area(self) -> Option<Subject> {
        self.area.map(|id| Subject { kind: "area", id: id.0 })
    }
}

/// Records a change of the category itself, and one of its texts: pages show its name, and follow its rights,
/// that do not show the category. Both say where it stands and where it stood.
fn record(
    tx: &mut Tx,
    kind: &'static str,
    by: AccountId,
    id: CategoryId,
    text: TextId,
    stood: Standing,
    stands: Standing,
) {
    let entry = |kind, subject, at: Standing| Entry {
        kind,
        actor: Some(by),
        subject,
        parent: at.parent(),
        container: at.area(),
        detail: serde_json::json!({}),
    };
    tx.record(entry(kind, Subject { kind: "category", id: id.0 }, stands));
    tx.record(entry("category.texts_changed", Subject { kind: "category-texts", id: text.0 }, stood));
}

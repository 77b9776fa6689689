//! `/admin/categories`: all of them in their order.

use actix_web::HttpResponse;
use serde::Serialize;

use super::load_all;
use crate::accounts::{Role, Visit};
use crate::db::CategoryId;
use crate::error::Result;
use crate::forum::index::CategoryItem;
use crate::forum::{Access, Category};
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct CategoriesPage {
    categories: Vec<Branch>,
}

/// A category of the first level with those under it.
#[derive(Serialize, utoipa::ToSchema)]
struct Branch {
    #[serde(flatten)]
    category: Leaf,
    children: Vec<Leaf>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Leaf {
    #[serde(flatten)]
    item: CategoryItem,
    read: Who,
    write: Who,
    first: bool,
    last: bool,
}

/// Who may read or write, as forms and JSON say it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Who {
    /// `everyone`, `members` or `roles`.
    pub who: &'static str,
    pub roles: Vec<Role>,
}

impl Who {
    pub fn of(access: &Access) -> Self {
        match access {
            Access::Everyone => Self { who: "everyone", roles: Vec::new() },
            Access::Members => Self { who: "members", roles: Vec::new() },
            Access::Roles(roles) => Self { who: "roles", roles: roles.clone() },
        }
    }

    /// Nobody writes without an account.
    pub fn writing(access: &Access) -> Self {
        if *access == Access::Everyone { Self::of(&Access::Members) } else { Self::of(access) }
    }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            let all = load_all(conn, viewer)?;
            let names = all.names(conn, viewer)?;
            let leaves = |categories: Vec<&Category>| -> Vec<Leaf> {
                let end = categories.len();
                let leaf = |(at, category): (usize, &&Category)| {
                    Some(Leaf {
                        item: CategoryItem::new(category, &names)?,
                        read: Who::of(&category.read_access),
                        write: Who::writing(&category.write_access),
                        first: at == 0,
                        last: at + 1 == end,
                    })
                };
                categories.iter().enumerate().filter_map(leaf).collect()
            };
            let branch = |leaf: Leaf| {
                let id: CategoryId = leaf.item.id;
                Branch { category: leaf, children: leaves(all.children(id).collect()) }
            };
            let categories = leaves(all.top().collect()).into_iter().map(branch).collect();
            let title = viewer.lang.locale().say("admin-categories-title");
            Ok(Page::new("forum/admin_categories", title, CategoriesPage { categories }).not_indexed())
        })
        .await
}

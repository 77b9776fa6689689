//! Categories for tests, made as an installation makes them.

use mipas::db::CategoryId;
use mipas::forum::{Access, NewCategory, insert_category};
use mipas::i18n::{ContentLanguage, Lang};
use mipas::translations::Words;

use crate::support::TestApp;

/// A category with this slug; its name is `<slug> lt`, `<slug> en`, `<slug> ru`.
pub async fn category(app: &TestApp, slug: &str, read: Access, write: Access) -> CategoryId {
    category_in(app, None, slug, read, write).await
}

pub async fn category_in(
    app: &TestApp,
    parent: Option<CategoryId>,
    slug: &str,
    read: Access,
    write: Access,
) -> CategoryId {
    let versions = Lang::ALL.map(|lang| {
        let words = Words {
            title: format!("{slug} {lang}"),
            summary: format!("about {slug}"),
            body: format!("Rules of *{slug}*"),
        };
        (ContentLanguage::from(lang), words)
    });
    let new = NewCategory {
        parent,
        slug: slug.to_owned(),
        position: 1,
        area: None,
        read,
        write,
        versions: versions.to_vec(),
    };
    app.db().write(move |tx| insert_category(tx, &new, None)).await.unwrap()
}

/// One that everybody reads and members write in.
pub async fn open_category(app: &TestApp, slug: &str) -> CategoryId {
    category(app, slug, Access::Everyone, Access::Members).await
}

//! Categories for tests, made as an installation makes them.

use mipas::accounts::{self, Role};
use mipas::db::CategoryId;
use mipas::forum::{Access, NewCategory, insert_category};
use mipas::i18n::{ContentLanguage, Lang};
use mipas::translations::Words;

use crate::support::{TestApp, Visitor};

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

/// A member who moderates one category.
pub async fn moderator_of(app: &TestApp, name: &str, category: CategoryId) -> Visitor {
    moderator_of_all(app, name, &[category]).await
}

/// A member who moderates some categories.
pub async fn moderator_of_all(app: &TestApp, name: &str, categories: &[CategoryId]) -> Visitor {
    let visitor = app.member(name).await;
    let (id, categories) = (visitor.id.unwrap(), categories.to_vec());
    let grant = move |tx: &mut mipas::db::Tx| {
        for category in &categories {
            accounts::grant(tx, id, Role::Moderator, Some(*category), None, None)?;
        }
        Ok(())
    };
    app.db().write(grant).await.unwrap();
    visitor
}

/// Starts a thread and returns its path, such as `/en/t/1/title`.
pub async fn start(visitor: &Visitor, slug: &str, title: &str, text: &str) -> String {
    let fields = [("title", title), ("text", text), ("language", "en")];
    let answer = visitor.post_form(&format!("/en/c/{slug}/threads"), &fields).await;
    answer.location()
}

pub fn id_of(path: &str) -> &str {
    path.split('/').nth(3).unwrap()
}

pub async fn reply(visitor: &Visitor, thread: &str, text: &str) -> String {
    let fields = [("text", text), ("language", "en")];
    visitor.post_form(&format!("/en/t/{}/posts", id_of(thread)), &fields).await.location()
}

/// What `/forum` says of a category: threads, posts and the time of the latest; none when it is not there.
pub async fn counts(visitor: &Visitor, slug: &str) -> Option<(i64, i64, Option<String>)> {
    let page = visitor.get_json("/en/forum").await.json();
    let groups = page["groups"].as_array().unwrap().clone();
    let all = groups.iter().flat_map(|g| std::iter::once(g).chain(g["children"].as_array().unwrap()));
    let found = all.into_iter().find(|category| category["slug"] == slug)?;
    let number = |name: &str| found[name].as_i64().unwrap();
    Some((number("threads"), number("posts"), found["last_post_at"].as_str().map(str::to_owned)))
}

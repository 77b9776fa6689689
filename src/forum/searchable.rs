//! How the forum is found: threads with their first post, replies, categories.

use std::collections::{HashMap, HashSet};

use diesel::dsl::exists;
use diesel::prelude::*;

use super::Readable;
use super::category::Category;
use super::list::tags_of;
use super::post::PostRow;
use super::thread::{Thread, visible};
use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::db::schema::{categories, posts, text_versions, threads};
use crate::db::{AccountId, CategoryId, Conn, PostId, Subject, TextId, ThreadId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::search::{Container, Document, Found, Searchable, Standing, Touched, Version};
use crate::text;
use crate::translations;

const THREAD: &str = "thread";
const POST: &str = "post";
const CATEGORY: &str = "category";

pub struct ForumSearchable;

impl Searchable for ForumSearchable {
    fn kinds(&self) -> &'static [&'static str] {
        &[THREAD, POST, CATEGORY]
    }

    fn touched(&self, activity: &Activity) -> Option<Touched> {
        let kind = match activity.subject_kind.as_str() {
            "thread" => THREAD,
            "post" => POST,
            "category" => CATEGORY,
            _ => return None,
        };
        let thing = Subject { kind, id: activity.subject_id };
        match activity.kind.as_str() {
            "thread.hidden" | "thread.shown" | "thread.moved" => Some(Touched::Within(thing)),
            "thread.rendered" | "thanks.given" | "thanks.taken_back" => None,
            _ => Some(Touched::Thing(thing)),
        }
    }

    fn ids(&self, conn: &mut Conn, kind: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        Ok(match kind {
            THREAD => threads::table
                .filter(threads::id.gt(ThreadId(after)))
                .filter(threads::hidden_at.is_null())
                .order(threads::id)
                .limit(limit)
                .select(threads::id)
                .load(conn)?,
            POST => posts::table
                .filter(posts::id.gt(PostId(after)))
                .filter(posts::number.gt(1))
                .filter(posts::deleted_at.is_null().and(posts::hidden_at.is_null()))
                // Not joined: SQLite would look at every thread first, for each chunk.
                .filter(exists(
                    threads::table.filter(threads::id.eq(posts::thread_id)).filter(threads::hidden_at.is_null()),
                ))
                .order(posts::id)
                .limit(limit)
                .select(posts::id)
                .load(conn)?,
            _ => categories::table
                .filter(categories::id.gt(CategoryId(after)))
                .order(categories::id)
                .limit(limit)
                .select(categories::id)
                .load(conn)?,
        })
    }

    fn count(&self, conn: &mut Conn, kind: &str) -> Result<u64> {
        let count: i64 = match kind {
            THREAD => threads::table.count().get_result(conn)?,
            POST => posts::table.count().get_result(conn)?,
            _ => categories::table.count().get_result(conn)?,
        };
        Ok(count.unsigned_abs())
    }

    fn within(&self, conn: &mut Conn, subject: Subject) -> Result<Vec<Subject>> {
        if subject.kind != THREAD {
            return Ok(Vec::new());
        }
        let of_thread = posts::table.filter(posts::thread_id.eq(ThreadId(subject.id))).filter(posts::number.gt(1));
        let ids: Vec<i64> = of_thread.select(posts::id).load(conn)?;
        let replies = ids.into_iter().map(|id| Subject { kind: POST, id });
        Ok(std::iter::once(subject).chain(replies).collect())
    }

    fn documents(&self, conn: &mut Conn, kind: &str, ids: &[i64]) -> Result<Vec<Document>> {
        match kind {
            THREAD => thread_documents(conn, ids.iter().map(|id| ThreadId(*id)).collect()),
            POST => post_documents(conn, ids),
            _ => category_documents(conn, ids),
        }
    }

    fn containers(&self, conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Container>> {
        let readable = Readable::load(conn, viewer)?;
        let subject = |id: CategoryId| Subject { kind: CATEGORY, id: id.0 };
        let names = readable.names(conn, viewer)?;
        let all = readable.iter().map(|category| Container {
            name: names.get(&category.id).map(|shown| shown.title.clone()).unwrap_or_default(),
            subject: subject(category.id),
            parent: category.parent_id.map(subject),
            slug: category.slug.clone(),
            area: category.area_id,
        });
        Ok(all.collect())
    }

    fn found(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        things: &[Subject],
        language: ContentLanguage,
    ) -> Result<HashMap<Subject, Found>> {
        let readable = Readable::load(conn, viewer)?;
        let places = readable.names(conn, viewer)?;
        let seen = Seen { viewer, readable, places };
        let of_kind = |kind| things.iter().filter(move |thing| thing.kind == kind).map(|thing| thing.id);
        let mut found = found_threads(conn, &seen, of_kind(THREAD).map(ThreadId).collect())?;
        found.extend(found_posts(conn, &seen, of_kind(POST).map(PostId).collect())?);
        found.extend(found_categories(conn, &seen, of_kind(CATEGORY).map(CategoryId).collect(), language)?);
        Ok(found)
    }
}

/// Threads with their tags and what begins them; hidden ones are left out.
fn thread_documents(conn: &mut Conn, ids: Vec<ThreadId>) -> Result<Vec<Document>> {
    let shown = threads::table.filter(threads::id.eq_any(ids)).filter(threads::hidden_at.is_null());
    let rows: Vec<Thread> = shown.select(Thread::as_select()).load(conn)?;
    let ids: Vec<ThreadId> = rows.iter().map(|thread| thread.id).collect();
    let mut first = first_posts(conn, &ids)?;
    let mut tags = tags_of(conn, &ids)?;
    let document = |thread: Thread| {
        let body = first.remove(&thread.id).map(|source| text::plain(&source)).unwrap_or_default();
        let tags = tags.remove(&thread.id).unwrap_or_default().join(" ");
        let version = Version {
            language: thread.language,
            body: if tags.is_empty() { body } else { format!("{body}\n{tags}") },
            title: thread.title.clone(),
        };
        Document {
            thing: thread.subject(),
            within: thread.subject(),
            container: thread.container(),
            by: vec![thread.author_id],
            at: Some(thread.created_at),
            until: None,
            standing: Standing::Thing,
            versions: vec![version],
        }
    };
    Ok(rows.into_iter().map(document).collect())
}

/// What stands in the first posts that are shown.
fn first_posts(conn: &mut Conn, threads: &[ThreadId]) -> QueryResult<HashMap<ThreadId, String>> {
    let rows: Vec<(ThreadId, String)> = posts::table
        .filter(posts::thread_id.eq_any(threads))
        .filter(posts::number.eq(1))
        .filter(posts::deleted_at.is_null().and(posts::hidden_at.is_null()))
        .select((posts::thread_id, posts::source))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

#[derive(Queryable)]
struct PostText {
    id: PostId,
    thread: ThreadId,
    author: AccountId,
    language: ContentLanguage,
    source: String,
    created_at: Timestamp,
    category: CategoryId,
}

/// Replies; a first post gives its thread.
fn post_documents(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Document>> {
    let ids: Vec<PostId> = ids.iter().map(|id| PostId(*id)).collect();
    let firsts: Vec<ThreadId> =
        posts::table.filter(posts::id.eq_any(&ids)).filter(posts::number.eq(1)).select(posts::thread_id).load(conn)?;
    let rows: Vec<PostText> = posts::table
        .inner_join(threads::table)
        .filter(posts::id.eq_any(&ids))
        .filter(posts::number.gt(1))
        .filter(posts::deleted_at.is_null().and(posts::hidden_at.is_null()))
        .filter(threads::hidden_at.is_null())
        .select((
            posts::id,
            posts::thread_id,
            posts::author_id,
            posts::language,
            posts::source,
            posts::created_at,
            threads::category_id,
        ))
        .load(conn)?;
    let document = |post: PostText| Document {
        thing: Subject { kind: POST, id: post.id.0 },
        within: Subject { kind: THREAD, id: post.thread.0 },
        container: Subject { kind: CATEGORY, id: post.category.0 },
        by: vec![post.author],
        at: Some(post.created_at),
        until: None,
        standing: Standing::Remark,
        versions: vec![Version { language: post.language, title: String::new(), body: text::plain(&post.source) }],
    };
    let mut documents: Vec<Document> = rows.into_iter().map(document).collect();
    if !firsts.is_empty() {
        documents.extend(thread_documents(conn, firsts)?);
    }
    Ok(documents)
}

fn category_documents(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Document>> {
    let ids: Vec<CategoryId> = ids.iter().map(|id| CategoryId(*id)).collect();
    let rows: Vec<(CategoryId, TextId)> = categories::table
        .filter(categories::id.eq_any(ids))
        .select((categories::id, categories::text_id))
        .load(conn)?;
    let texts: Vec<TextId> = rows.iter().map(|(_, text)| *text).collect();
    let versions: Vec<translations::Version> = text_versions::table
        .filter(text_versions::text_id.eq_any(texts))
        .select(translations::Version::as_select())
        .load(conn)?;
    let document = |(id, text): (CategoryId, TextId)| {
        let thing = Subject { kind: CATEGORY, id: id.0 };
        let own = versions.iter().filter(|version| version.text_id == text);
        let version = |version: &translations::Version| Version {
            language: version.language,
            title: version.title.clone(),
            body: format!("{}\n{}", version.summary, text::plain(&version.body)),
        };
        Document {
            thing,
            within: thing,
            container: thing,
            by: Vec::new(),
            at: None,
            until: None,
            standing: Standing::Place,
            versions: own.map(version).collect(),
        }
    };
    Ok(rows.into_iter().map(document).collect())
}

/// Who looks, and the categories that they may read.
struct Seen<'viewer> {
    viewer: &'viewer Viewer,
    readable: Readable,
    places: HashMap<CategoryId, translations::Shown>,
}

impl Seen<'_> {
    fn place(&self, category: CategoryId) -> Option<String> {
        self.places.get(&category).map(|shown| shown.title.clone())
    }
}

fn found_threads(conn: &mut Conn, seen: &Seen, ids: Vec<ThreadId>) -> Result<HashMap<Subject, Found>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let shown = threads::table.filter(threads::id.eq_any(ids)).filter(visible(seen.viewer, seen.readable.ids()));
    let rows: Vec<Thread> = shown.filter(threads::hidden_at.is_null()).select(Thread::as_select()).load(conn)?;
    let mut first = first_posts(conn, &rows.iter().map(|thread| thread.id).collect::<Vec<_>>())?;
    let found = |thread: Thread| {
        let found = Found {
            url: thread.path(seen.viewer.lang),
            place: seen.place(thread.category_id),
            body: first.remove(&thread.id).map(|source| text::plain(&source)).unwrap_or_default(),
            language: thread.language,
            title_language: None,
            by: Some(thread.author_id),
            at: Some(thread.created_at),
            by_week: false,
            stale: false,
            title: thread.title,
        };
        (Subject { kind: THREAD, id: thread.id.0 }, found)
    };
    Ok(rows.into_iter().map(found).collect())
}

fn found_posts(conn: &mut Conn, seen: &Seen, ids: Vec<PostId>) -> Result<HashMap<Subject, Found>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let viewer = seen.viewer;
    let rows: Vec<(PostRow, ThreadId)> = posts::table
        .filter(posts::id.eq_any(ids))
        .filter(posts::deleted_at.is_null().and(posts::hidden_at.is_null()))
        .select((PostRow::as_select(), posts::thread_id))
        .load(conn)?;
    let of: HashSet<ThreadId> = rows.iter().map(|(_, thread)| *thread).collect();
    let shown = threads::table.filter(threads::id.eq_any(of)).filter(visible(viewer, seen.readable.ids()));
    let of: Vec<Thread> = shown.filter(threads::hidden_at.is_null()).select(Thread::as_select()).load(conn)?;
    let of: HashMap<ThreadId, Thread> = of.into_iter().map(|thread| (thread.id, thread)).collect();
    let found = |(post, thread): (PostRow, ThreadId)| {
        let thread = of.get(&thread).filter(|thread| post.shows_text(viewer, thread))?;
        let found = Found {
            title: thread.title.clone(),
            title_language: Some(thread.language),
            url: thread.post_path(viewer.lang, post.number),
            place: seen.place(thread.category_id),
            body: text::plain(&post.source),
            language: post.language,
            by: Some(post.author_id),
            at: Some(post.created_at),
            by_week: false,
            stale: false,
        };
        Some((Subject { kind: POST, id: post.id.0 }, found))
    };
    Ok(rows.into_iter().filter_map(found).collect())
}

fn found_categories(
    conn: &mut Conn,
    seen: &Seen,
    ids: Vec<CategoryId>,
    language: ContentLanguage,
) -> Result<HashMap<Subject, Found>> {
    let shown: Vec<_> = ids.into_iter().filter_map(|id| seen.readable.find(id)).collect();
    let texts: Vec<TextId> = shown.iter().map(|category| category.text_id).collect();
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    let mut words = translations::load_shown(conn, &texts, language)?;
    let found = |category: &Category| {
        let words = words.remove(&category.text_id)?;
        let found = Found {
            body: format!("{}\n{}", words.summary, text::plain(&words.body)),
            title: words.title,
            language: words.language,
            title_language: None,
            url: format!("/{}/c/{}", seen.viewer.lang, category.slug),
            place: None,
            by: None,
            at: None,
            by_week: false,
            stale: words.stale,
        };
        Some((Subject { kind: CATEGORY, id: category.id.0 }, found))
    };
    Ok(shown.into_iter().filter_map(found).collect())
}

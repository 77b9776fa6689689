//! The rows of one transaction, built before it, inserted many at a time.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::World;
use super::plan::{Plan, PlannedThread, chosen};
use super::texts;
use crate::activity;
use crate::config::Timestamp;
use crate::db::schema::{categories, posts, thanks, thread_tags, threads};
use crate::db::{AccountId, CategoryId, Entry, PostId, Subject, ThreadId, Tx};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::text::{PIPELINE, slug};

/// Rows of one statement. PostgreSQL takes 65,535 parameters, SQLite 32,766.
const STATEMENT: usize = 500;

/// Of so many posts, one is thanked for.
const THANKED_EVERY: i64 = 17;

/// Builds rows in order; remembers what was begun.
pub struct Writer {
    world: Arc<World>,
    next_thread: i64,
    next_post: i64,
    /// By place in the plan: the thread and how many posts it has.
    begun: HashMap<u32, (ThreadId, u32)>,
    counters: Counters,
}

/// One chunk. Owned, since the change can be run again.
pub struct Rows {
    world: Arc<World>,
    threads: Vec<ThreadRow>,
    posts: Vec<PostRow>,
}

struct ThreadRow {
    id: ThreadId,
    category: CategoryId,
    author: AccountId,
    language: usize,
    title: String,
    slug: String,
    seed: u64,
    created_at: Timestamp,
    last_post_at: Timestamp,
    last_number: i64,
    last_author: AccountId,
}

struct PostRow {
    id: PostId,
    thread: ThreadId,
    category: CategoryId,
    number: i64,
    author: AccountId,
    language: usize,
    text: usize,
    at: Timestamp,
    thanks: Option<AccountId>,
}

impl Writer {
    /// The database holds no threads and no posts yet: ids count from 1.
    pub fn new(world: Arc<World>) -> Self {
        Self { world, next_thread: 1, next_post: 1, begun: HashMap::new(), counters: Counters::default() }
    }

    pub fn rows(&mut self, plan: &Plan, chunk: &[(i64, u32)]) -> Rows {
        let mut rows =
            Rows { world: Arc::clone(&self.world), threads: Vec::new(), posts: Vec::with_capacity(chunk.len()) };
        for (micros, index) in chunk {
            let planned = &plan.threads[*index as usize];
            let at = Timestamp::from_micros(*micros).unwrap_or(planned.last_post_at);
            let next = (ThreadId(self.next_thread), 1);
            let (thread, number) = self.begun.get(index).map_or(next, |(id, posts)| (*id, posts + 1));
            let category = self.world.categories[planned.category];
            if number == 1 {
                self.next_thread += 1;
                rows.threads.push(self.thread(planned, thread, at));
            }
            // A finished thread is forgotten: a million are not held at once.
            if number == planned.posts {
                self.begun.remove(index);
            } else {
                self.begun.insert(*index, (thread, number));
            }
            self.counters.count(category, number == 1, at);
            rows.posts.push(self.post(planned, thread, number, at));
        }
        rows
    }

    fn author(&self, planned: &PlannedThread, number: u32) -> (AccountId, usize) {
        let authors = &self.world.authors[planned.language];
        let (author, text) = chosen(planned, number, &self.world.texts, authors.len());
        (authors[author], text)
    }

    fn thread(&self, planned: &PlannedThread, id: ThreadId, at: Timestamp) -> ThreadRow {
        let title = self.world.texts.title(planned.language, planned.seed).to_owned();
        ThreadRow {
            id,
            category: self.world.categories[planned.category],
            author: self.author(planned, 1).0,
            language: planned.language,
            slug: slug(&title),
            title,
            seed: planned.seed,
            created_at: at,
            last_post_at: planned.last_post_at,
            last_number: i64::from(planned.posts),
            last_author: self.author(planned, planned.posts).0,
        }
    }

    fn post(&mut self, planned: &PlannedThread, thread: ThreadId, number: u32, at: Timestamp) -> PostRow {
        let id = self.next_post;
        self.next_post += 1;
        let (author, text) = self.author(planned, number);
        let other = self.author(planned, number.wrapping_add(1)).0;
        PostRow {
            id: PostId(id),
            thread,
            category: self.world.categories[planned.category],
            number: i64::from(number),
            author,
            language: planned.language,
            text,
            at,
            thanks: (id % THANKED_EVERY == 0 && other != author).then_some(other),
        }
    }

    pub fn counters(self) -> Counters {
        self.counters
    }
}

impl Rows {
    pub fn insert(&self, tx: &mut Tx) -> Result<()> {
        self.insert_threads(tx)?;
        self.insert_posts(tx)?;
        let thanked = |post: &PostRow| {
            let by = post.thanks?;
            Some((thanks::post_id.eq(post.id), thanks::account_id.eq(by), thanks::created_at.eq(post.at)))
        };
        for chunk in self.posts.chunks(STATEMENT) {
            let rows: Vec<_> = chunk.iter().filter_map(thanked).collect();
            crate::on_both!(tx, c => diesel::insert_into(thanks::table).values(&rows).execute(c))?;
        }
        // Nobody follows the log of a database that is being filled. The page cache reads from the log's end when it
        // starts, and later consumers begin there as well.
        let mut entries = Vec::new();
        let mut begun = self.threads.iter().peekable();
        for post in &self.posts {
            if let Some(thread) = begun.next_if(|thread| thread.id == post.thread) {
                entries.push((thread.created_at, thread.entry()));
            }
            entries.extend(post.entries().map(|entry| (post.at, entry)));
        }
        activity::append_past(tx, &entries)
    }

    fn insert_threads(&self, tx: &mut Tx) -> Result<()> {
        for chunk in self.threads.chunks(STATEMENT) {
            let row = |thread: &ThreadRow| {
                (
                    threads::id.eq(thread.id),
                    threads::category_id.eq(thread.category),
                    threads::author_id.eq(thread.author),
                    threads::title.eq(thread.title.clone()),
                    threads::slug.eq(thread.slug.clone()),
                    threads::language.eq(texts::code(thread.language)),
                    threads::created_at.eq(thread.created_at),
                    threads::last_post_at.eq(thread.last_post_at),
                    threads::last_number.eq(thread.last_number),
                    threads::last_author_id.eq(thread.last_author),
                )
            };
            let rows: Vec<_> = chunk.iter().map(row).collect();
            crate::on_both!(tx, c => diesel::insert_into(threads::table).values(&rows).execute(c))?;
            let tags = |thread: &ThreadRow| self.world.texts.tags(thread.language, thread.seed >> 8);
            let tag = |thread: ThreadId, tag| (thread_tags::thread_id.eq(thread), thread_tags::tag.eq(tag));
            let rows: Vec<_> = chunk
                .iter()
                .flat_map(|thread| tags(thread).into_iter().map(move |name| tag(thread.id, name)))
                .collect();
            if !rows.is_empty() {
                crate::on_both!(tx, c => diesel::insert_into(thread_tags::table).values(&rows).execute(c))?;
            }
        }
        Ok(())
    }

    fn insert_posts(&self, tx: &mut Tx) -> Result<()> {
        let languages: Vec<ContentLanguage> = (0..texts::LANGUAGES.len()).map(texts::code).collect();
        for chunk in self.posts.chunks(STATEMENT) {
            let row = |post: &PostRow| {
                let text = &self.world.texts.of(post.language)[post.text];
                (
                    posts::id.eq(post.id),
                    posts::thread_id.eq(post.thread),
                    posts::number.eq(post.number),
                    posts::author_id.eq(post.author),
                    posts::language.eq(languages[post.language]),
                    posts::source.eq(text.source.as_str()),
                    posts::html.eq(text.html.as_str()),
                    posts::short_html.eq(text.short_html.as_deref()),
                    posts::pipeline.eq(PIPELINE),
                    posts::revision.eq(1_i64),
                    posts::thanks.eq(i64::from(post.thanks.is_some())),
                    posts::created_at.eq(post.at),
                )
            };
            let rows: Vec<_> = chunk.iter().map(row).collect();
            crate::on_both!(tx, c => diesel::insert_into(posts::table).values(&rows).execute(c))?;
        }
        Ok(())
    }
}

impl ThreadRow {
    fn entry(&self) -> Entry {
        Entry {
            kind: "thread.created",
            actor: Some(self.author),
            subject: Subject { kind: "thread", id: self.id.0 },
            parent: None,
            container: Some(Subject { kind: "category", id: self.category.0 }),
            detail: serde_json::json!({}),
        }
    }
}

impl PostRow {
    fn entries(&self) -> impl Iterator<Item = Entry> {
        let entry = |kind, actor, detail| Entry {
            kind,
            actor: Some(actor),
            subject: Subject { kind: "post", id: self.id.0 },
            parent: Some(Subject { kind: "thread", id: self.thread.0 }),
            container: Some(Subject { kind: "category", id: self.category.0 }),
            detail,
        };
        let number = self.number;
        let made = serde_json::json!({ "number": number, "reply_to": null, "mentions": [] });
        let thanked = self.thanks.map(|by| entry("thanks.given", by, serde_json::json!({ "number": number })));
        std::iter::once(entry("post.created", self.author, made)).chain(thanked)
    }
}

/// What the categories count.
#[derive(Default)]
pub struct Counters(HashMap<CategoryId, (i64, i64, Option<Timestamp>)>);

impl Counters {
    fn count(&mut self, category: CategoryId, new_thread: bool, at: Timestamp) {
        let (threads, posts, last) = self.0.entry(category).or_default();
        *threads += i64::from(new_thread);
        *posts += 1;
        *last = Some(at).max(*last);
    }

    pub fn write(&self, tx: &mut Tx) -> Result<()> {
        for (category, (threads, posts, last)) in &self.0 {
            diesel::update(categories::table.find(*category))
                .set((
                    categories::thread_count.eq(*threads),
                    categories::post_count.eq(*posts),
                    categories::last_post_at.eq(*last),
                ))
                .execute(&mut **tx)?;
        }
        Ok(())
    }
}

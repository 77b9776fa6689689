//! What the readers of the forum share: categories with their names, threads, pages of posts and of lists, read
//! once and kept until the log says that they have changed. Who may see what is decided anew for each reader.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono_tz::Tz;
use diesel::prelude::*;

use super::category::{Category, Readable};
use super::category_page::{KeptList, ListKey};
use super::list::tags_of;
use super::post::{PostRow, page_of};
use super::thread::{POSTS_A_PAGE, Thread};
use crate::accounts::{Author, Viewer, load_authors};
use crate::activity::{Changes, Kept, Position, Tag};
use crate::config::Clock;
use crate::db::schema::{posts, threads};
use crate::db::{AccountId, CategoryId, Conn, ThreadId, Timestamp};
use crate::error::Result;
use crate::i18n::Lang;
use crate::render::{PieceKey, Pieces};
use crate::text;
use crate::translations::{self, Shown};

pub struct Shelf {
    changes: Arc<Changes>,
    categories: Kept<Lang, Arc<Categories>>,
    threads: Kept<ThreadId, Arc<KeptThread>>,
    posts: Kept<(ThreadId, i64), Arc<KeptPosts>>,
    pub(super) lists: Kept<ListKey, Arc<KeptList>>,
    /// Posts and lines of lists as HTML.
    pub pieces: Pieces,
    copies: AtomicU64,
}

/// All categories in their order, with their words in one language.
pub struct Categories {
    all: Vec<Category>,
    pub names: HashMap<CategoryId, Shown>,
    /// Rules as HTML, where there are any.
    pub rules: HashMap<CategoryId, String>,
}

pub struct KeptThread {
    pub thread: Thread,
    pub tags: Vec<String>,
}

/// The posts of one page of a thread.
pub struct KeptPosts {
    /// Which copy this is: names its pieces.
    pub copy: u64,
    pub posts: Vec<KeptPost>,
    pub authors: HashMap<AccountId, Author>,
}

pub struct KeptPost {
    /// Without its source.
    pub row: PostRow,
    /// What the page shows: all of it, or its beginning.
    pub html: String,
    pub folded: bool,
    /// Of the source, in characters.
    pub length: i64,
    pub reply_to: Option<i64>,
    pub thanks: i64,
}

/// A post with its HTML, the beginning of that, what it answers, and how many thank for it.
type Row = (PostRow, String, Option<String>, Option<i64>, i64);

impl Shelf {
    pub fn new(bytes: u64, changes: Arc<Changes>, clock: &Clock) -> Self {
        Self {
            categories: Kept::new(bytes / 16, |_, _| 10_000, &changes, clock),
            threads: Kept::new(bytes / 16, |_, kept| 800 + kept.thread.title.len(), &changes, clock),
            posts: Kept::new(bytes / 4, |_, kept| kept.weight(), &changes, clock),
            lists: Kept::new(bytes / 4, |_, kept| 500 * (1 + kept.pinned.len() + kept.threads.len()), &changes, clock),
            pieces: Pieces::new(bytes / 2),
            changes,
            copies: AtomicU64::new(0),
        }
    }

    /// The place in the log that the open transaction sees: copies are as fresh as what is read beside them.
    pub fn position(&self, conn: &mut Conn) -> Result<Position> {
        self.changes.catch_up(conn)
    }

    pub fn categories(&self, conn: &mut Conn, lang: Lang, position: Position) -> Result<Arc<Categories>> {
        if let Some(categories) = self.categories.get(&lang) {
            return Ok(categories);
        }
        let categories = Arc::new(Categories::load(conn, lang)?);
        let tags = vec![Tag::any("category"), Tag::any("category-texts")];
        self.categories.keep(lang, position, tags, Arc::clone(&categories));
        Ok(categories)
    }

    pub fn thread(&self, conn: &mut Conn, id: ThreadId, position: Position) -> Result<Arc<KeptThread>> {
        if let Some(kept) = self.threads.get(&id) {
            return Ok(kept);
        }
        let thread: Thread = threads::table.find(id).select(Thread::as_select()).first(conn)?;
        let tags = tags_of(conn, &[id])?.remove(&id).unwrap_or_default();
        let kept = Arc::new(KeptThread { thread, tags });
        self.threads.keep(id, position, vec![Tag::of("thread", id.0)], Arc::clone(&kept));
        Ok(kept)
    }

    /// The posts of one page, by their numbers: no OFFSET, however long the thread.
    pub fn posts(
        &self,
        conn: &mut Conn,
        thread: ThreadId,
        page: i64,
        now: Timestamp,
        position: Position,
    ) -> Result<Arc<KeptPosts>> {
        if let Some(kept) = self.posts.get(&(thread, page)) {
            return Ok(kept);
        }
        let first = (page - 1) * POSTS_A_PAGE + 1;
        let rows: Vec<Row> = posts::table
            .filter(posts::thread_id.eq(thread))
            .filter(posts::number.between(first, first + POSTS_A_PAGE - 1))
            .order(posts::number)
            .select((PostRow::as_select(), posts::html, posts::short_html, posts::reply_to, posts::thanks))
            .load(conn)?;
        debug_assert!(rows.iter().all(|(row, ..)| page_of(row.number) == page));
        let people: Vec<AccountId> = rows.iter().map(|(row, ..)| row.author_id).collect();
        let authors = load_authors(conn, &people, now)?;
        let post = |(mut row, html, short_html, reply_to, thanks): Row| {
            let length = i64::try_from(row.source.chars().count()).unwrap_or(i64::MAX);
            row.source = String::new();
            KeptPost { row, folded: short_html.is_some(), html: short_html.unwrap_or(html), length, reply_to, thanks }
        };
        let posts = rows.into_iter().map(post).collect();
        let kept = Arc::new(KeptPosts { copy: self.name_copy(), posts, authors });
        let mut tags = vec![Tag::of("thread", thread.0)];
        tags.extend(kept.authors.keys().map(|id| Tag::of("account", id.0)));
        self.posts.keep((thread, page), position, tags, Arc::clone(&kept));
        Ok(kept)
    }

    /// A name that no other copy has had.
    pub fn name_copy(&self) -> u64 {
        self.copies.fetch_add(1, Ordering::Relaxed)
    }
}

/// Whose page a piece is made for, as far as pieces differ by it.
pub struct PiecePlace {
    pub lang: Lang,
    pub zone: Tz,
    pub signed_in: bool,
}

impl PiecePlace {
    pub fn of(viewer: &Viewer) -> Self {
        let zone = viewer.member.as_ref().map_or(Tz::Europe__Vilnius, |member| member.zone);
        Self { lang: viewer.lang, zone, signed_in: viewer.member.is_some() }
    }

    pub fn key(&self, copy: u64, index: usize, look: u64) -> PieceKey {
        PieceKey { copy, index, lang: self.lang, zone: self.zone, look }
    }
}

impl KeptPosts {
    fn weight(&self) -> usize {
        self.posts.iter().map(|post| post.html.len() + 400).sum::<usize>() + self.authors.len() * 200
    }
}

impl Categories {
    /// Two queries; there are some dozens of categories at most.
    fn load(conn: &mut Conn, lang: Lang) -> Result<Self> {
        let all = Category::list(conn)?;
        let texts: Vec<_> = all.iter().map(|category| category.text_id).collect();
        let mut shown = translations::load_shown(conn, &texts, lang)?;
        let names: HashMap<CategoryId, Shown> =
            all.iter().filter_map(|category| Some((category.id, shown.remove(&category.text_id)?))).collect();
        let rules = names.iter().filter_map(|(id, words)| Some((*id, rules(words)?))).collect();
        Ok(Self { all, names, rules })
    }

    pub fn readable(&self, viewer: &Viewer) -> Readable {
        Readable::among(&self.all, viewer)
    }
}

/// A category's rules, as HTML.
pub fn rules(words: &Shown) -> Option<String> {
    let written = !words.body.is_empty();
    written.then(|| text::render(&words.body, &text::Mentions::default(), "", "rules").html)
}

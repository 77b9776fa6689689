//! What happens in the demonstration, in the order in which it happens: each event at its own time of the clock,
//! through the forum's own functions, so that counters, numbers and activities are those of a real forum.

use std::sync::Arc;

use chrono::Duration;
use diesel::prelude::*;

use super::opening::Community;
use super::progress::Progress;
use super::seeds::{Hidden, Mishap, SeedPost, SeedThread, Seeds};
use crate::config::{Clock, Timestamp};
use crate::db::schema::{posts, threads};
use crate::db::{Db, ThreadId, Tx};
use crate::error::{Error, Result};
use crate::forum::{self, NewReply, NewThread, PostRow, PostText, Thread};
use crate::i18n::ContentLanguage;

/// One thing that happens. Threads and posts by their place in the seeds.
enum Event<'a> {
    Opened(&'a SeedThread),
    Replied(&'a SeedPost),
    /// The post gets the words that it lacked at first.
    Edited {
        number: i64,
        post: &'a SeedPost,
    },
    Thanked {
        number: i64,
        by: &'a str,
    },
    Pinned {
        by: &'static str,
        reason: &'a str,
    },
    Closed {
        by: &'a str,
        reason: &'a str,
    },
    Hidden {
        number: i64,
        by: &'a Hidden,
    },
    Deleted {
        number: i64,
        by: &'a str,
    },
    Read {
        by: &'static str,
        up_to: i64,
    },
}

/// When, in which thread, what.
type Happening<'a> = (Timestamp, usize, Event<'a>);

/// Who has opened some threads before, so that new and unread posts can be seen at once.
const READERS: [&str; 4] = ["ona", "admin", "moderator", "expert"];

/// Tells the whole story. The clock is moved through it and left in the past.
pub fn tell(
    db: &Db,
    clock: &Clock,
    now: Timestamp,
    seeds: &Seeds,
    community: &Community,
    base_url: &str,
) -> Result<()> {
    let mut mishaps: Vec<SeedPost> = Vec::new();
    for mishap in &seeds.mishaps {
        mishaps.push(as_post(seeds, mishap)?);
    }
    let happenings = in_order(now, seeds, &mishaps);
    let mut progress = Progress::new("events", happenings.len() as u64);
    let mut made: Vec<Option<ThreadId>> = vec![None; seeds.threads.len()];
    let base_url: Arc<str> = base_url.into();
    for (at, thread, event) in happenings {
        clock.advance(at - clock.now());
        let teller = Teller { db, community, base_url: &base_url, thread: made[thread] };
        if let Some(id) = teller.tell(event)? {
            made[thread] = Some(id);
        }
        progress.advance(1);
    }
    progress.finish();
    Ok(())
}

fn as_post(seeds: &Seeds, mishap: &Mishap) -> Result<SeedPost> {
    let thread = seeds.threads.iter().find(|thread| thread.title == mishap.thread);
    let thread = thread.ok_or_else(|| Error::internal(format!("no thread {}", mishap.thread)))?;
    Ok(SeedPost {
        author: mishap.author.clone(),
        text: mishap.text.clone(),
        hours_later: mishap.days_later * 24,
        reply_to: None,
        thanks: Vec::new(),
        language: thread.posts[0].language,
    })
}

/// All that happens, sorted by time; what happens at once keeps its order.
fn in_order<'a>(now: Timestamp, seeds: &'a Seeds, mishaps: &'a [SeedPost]) -> Vec<Happening<'a>> {
    let mut all: Vec<Happening> = Vec::new();
    for (index, thread) in seeds.threads.iter().enumerate() {
        // Minutes apart, so that threads of one day are not of one moment.
        let began = now - Duration::days(thread.days_ago) - Duration::minutes(7 * (index as i64 % 83) + 11);
        let mishaps = seeds.mishaps.iter().zip(mishaps).filter(|(mishap, _)| mishap.thread == thread.title);
        let mut posts: Vec<(&SeedPost, Option<&Mishap>)> = thread.posts.iter().map(|post| (post, None)).collect();
        posts.extend(mishaps.map(|(mishap, post)| (post, Some(mishap))));
        let (mut opened, mut last) = (began, began);
        for ((post, mishap), number) in posts.iter().zip(1..) {
            let at = (began + Duration::hours(post.hours_later) + Duration::minutes(number * 3 % 50)).max(last);
            last = at;
            if number == 1 {
                opened = at;
            }
            all.push((at, index, if number == 1 { Event::Opened(thread) } else { Event::Replied(post) }));
            if first_words(post).is_some() {
                all.push((at + Duration::minutes(9), index, Event::Edited { number, post }));
            }
            for (by, later) in post.thanks.iter().zip(1..) {
                all.push((at + Duration::minutes(25 * later), index, Event::Thanked { number, by }));
            }
            if let Some(by) = mishap.and_then(|mishap| mishap.hidden.as_ref()) {
                all.push((at + Duration::minutes(40), index, Event::Hidden { number, by }));
            }
            if let Some(by) = mishap.and_then(|mishap| mishap.deleted_by.as_ref()) {
                all.push((at + Duration::minutes(5), index, Event::Deleted { number, by }));
            }
        }
        if let Some(reason) = &thread.pinned {
            all.push((opened + Duration::minutes(1), index, Event::Pinned { by: "admin", reason }));
        }
        if let Some(reason) = &thread.closed {
            all.push((last + Duration::days(2), index, Event::Closed { by: "moderator", reason }));
        }
        let count = posts.len() as i64;
        let up_to = match index % 3 {
            0 => count,
            1 if count > 2 => count - 2,
            _ => continue,
        };
        all.extend(READERS.map(|by| (last + Duration::minutes(55), index, Event::Read { by, up_to })));
    }
    // What would come later than now has not happened.
    all.retain(|(at, ..)| *at < now);
    all.sort_by_key(|(at, ..)| *at);
    all
}

/// Some posts were at first without their last paragraph: they have an earlier version to be looked at.
fn first_words(post: &SeedPost) -> Option<&str> {
    let (first, last) = post.text.rsplit_once("\n\n")?;
    let plain = first.len() > 200 && !post.text.contains("```") && !post.text.contains("[^");
    (plain && last.len() < 300 && post.author != super::seeds::SAMPLES && first.len() % 3 == 0).then_some(first)
}

struct Teller<'a> {
    db: &'a Db,
    community: &'a Community,
    base_url: &'a Arc<str>,
    thread: Option<ThreadId>,
}

impl Teller<'_> {
    /// Makes it happen; answers with the thread when one was opened.
    fn tell(&self, event: Event<'_>) -> Result<Option<ThreadId>> {
        match event {
            Event::Opened(thread) => return self.open(thread).map(Some),
            Event::Replied(post) => self.reply(post),
            Event::Edited { number, post } => self.edit(number, post),
            Event::Thanked { number, by } => {
                let by = self.community.member(by)?;
                self.change(number, move |tx, thread, post| forum::change_thanks(tx, by, thread, post, true))
            }
            Event::Deleted { number, by } => {
                let by = self.community.member(by)?;
                self.change(number, move |tx, thread, post| forum::mark_deleted(tx, by, thread, post, true))
            }
            Event::Hidden { number, by } => {
                let (moderator, reason) = (self.community.member(&by.by)?, by.reason.clone());
                self.change(number, move |tx, thread, post| {
                    forum::mark_post_hidden(tx, moderator, (thread, post), true, &reason)
                })
            }
            Event::Pinned { by, reason } => {
                let (by, reason) = (self.community.member(by)?, reason.to_owned());
                self.change(1, move |tx, thread, _| forum::mark_pinned(tx, by, thread, true, &reason))
            }
            Event::Closed { by, reason } => {
                let (by, reason) = (self.community.member(by)?, reason.to_owned());
                self.change(1, move |tx, thread, _| forum::mark_closed(tx, by, thread, true, &reason))
            }
            Event::Read { by, up_to } => {
                let by = self.community.member(by)?;
                self.change(1, move |tx, thread, _| {
                    let now = tx.now();
                    Ok(forum::set_read(tx, by, thread.id, up_to, now)?)
                })
            }
        }?;
        Ok(None)
    }

    fn open(&self, thread: &SeedThread) -> Result<ThreadId> {
        let opening = thread.posts.first().ok_or_else(|| Error::internal("a thread without posts"))?;
        let text = self.render(first_words(opening).unwrap_or(&opening.text))?;
        let author = self.community.member(&thread.author)?;
        let category = self.community.category(&thread.category)?;
        let language = language_of(opening)?;
        let new = NewThread { title: thread.title.clone(), language, tags: thread.tags.clone() };
        self.db.write_now(move |tx| forum::insert_thread(tx, author, category, &new, &text))
    }

    fn reply(&self, post: &SeedPost) -> Result<()> {
        let text = self.render(first_words(post).unwrap_or(&post.text))?;
        let author = self.community.member(&post.author)?;
        let new = NewReply { language: language_of(post)?, reply_to: post.reply_to };
        self.change(1, move |tx, thread, _| forum::insert_reply(tx, author, thread, &new, &text).map(|_| ()))
    }

    fn edit(&self, number: i64, post: &SeedPost) -> Result<()> {
        let text = self.render(&post.text)?;
        let by = self.community.member(&post.author)?;
        let language = language_of(post)?;
        self.change(number, move |tx, thread, row| forum::store_revision(tx, by, thread, row, language, &text))
    }

    fn render(&self, source: &str) -> Result<PostText> {
        self.db.read_now(|conn| PostText::render(conn, source.to_owned(), self.base_url))
    }

    /// Changes something about a post of this thread, or about the thread itself.
    fn change(
        &self,
        number: i64,
        mut change: impl FnMut(&mut Tx, &Thread, &PostRow) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let id = self.thread.ok_or_else(|| Error::internal("nothing happens before a thread is opened"))?;
        self.db.write_now(move |tx| {
            let thread = threads::table.find(id).select(Thread::as_select()).first(&mut **tx)?;
            let post = posts::table
                .filter(posts::thread_id.eq(id))
                .filter(posts::number.eq(number))
                .select(PostRow::as_select())
                .first(&mut **tx)?;
            change(tx, &thread, &post)
        })
    }
}

fn language_of(post: &SeedPost) -> Result<ContentLanguage> {
    post.language.ok_or_else(|| Error::internal("a post without a language"))
}

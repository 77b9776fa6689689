//! Posts by the hundred thousand, to see how a large forum behaves: threads of realistic lengths, spread over
//! categories, members and languages, from texts that are rendered once.

mod plan;
pub mod questions;
mod rows;
mod texts;

use std::sync::Arc;

use chrono::Duration;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::opening::Community;
use super::progress::Progress;
use super::seeds::{SeedCategory, Seeds};
use crate::config::Timestamp;
use crate::db::{AccountId, CategoryId, Db};
use crate::error::Result;
use plan::Plan;
use rows::Writer;
use texts::Texts;

/// Posts written in one transaction: a commit costs little then, and no transaction is long.
const CHUNK: usize = 10_000;

/// How many posts, and the time that they lie in.
pub struct Span {
    pub posts: usize,
    pub begins: Timestamp,
    pub ends: Timestamp,
}

impl Span {
    /// What is missing from the seeds to `posts`: a thousand a day, for three years at most.
    pub fn new(seeds: &Seeds, posts: u64, ends: Timestamp) -> Self {
        let of_seeds: usize = seeds.threads.iter().map(|thread| thread.posts.len()).sum();
        let posts = usize::try_from(posts).unwrap_or(usize::MAX).saturating_sub(of_seeds);
        let days = (posts / 1_000).clamp(usize::from(posts > 0), 1_000);
        Self { posts, begins: ends - Duration::days(i64::try_from(days).unwrap_or(0)), ends }
    }
}

/// Who writes what where.
struct World {
    texts: Texts,
    categories: Vec<CategoryId>,
    /// By language, in the order of `texts::LANGUAGES`.
    authors: Vec<Vec<AccountId>>,
}

/// Writes all of it, in order of time. The same every time for the same number.
pub fn fill(db: &Db, seeds: &Seeds, community: &Community, span: &Span, base_url: &str) -> Result<()> {
    if span.posts == 0 {
        return Ok(());
    }
    let mut random = StdRng::seed_from_u64(2_012);
    let world = Arc::new(World {
        texts: Texts::prepare(&mut random, seeds, base_url),
        categories: open_categories(&seeds.categories, community)?,
        authors: authors(seeds, community)?,
    });
    let plan = Plan::new(&mut random, span, &world);
    let mut progress = Progress::new("posts", span.posts as u64);
    let mut writer = Writer::new(Arc::clone(&world));
    for chunk in plan.order.chunks(CHUNK) {
        let rows = writer.rows(&plan, chunk);
        db.write_now(move |tx| rows.insert(tx))?;
        progress.advance(chunk.len() as u64);
    }
    let counters = writer.counters();
    db.write_now(move |tx| counters.write(tx))?;
    db.write_now(|tx| tx.follow_ids(&["threads", "posts"]))?;
    progress.finish();
    Ok(())
}

/// Categories of the second level that every member writes in.
fn open_categories(list: &[SeedCategory], community: &Community) -> Result<Vec<CategoryId>> {
    let leaves = list.iter().flat_map(|top| &top.children);
    let open = leaves.filter(|category| category.read == "everyone" && category.write == "members");
    open.map(|category| community.category(&category.slug)).collect()
}

fn authors(seeds: &Seeds, community: &Community) -> Result<Vec<Vec<AccountId>>> {
    let people = seeds.members.iter().filter(|member| member.login != super::seeds::SAMPLES);
    let of = |code: &str| {
        let readers = people.clone().filter(|member| member.reads.iter().any(|read| read == code));
        readers.map(|member| community.member(&member.login)).collect()
    };
    texts::LANGUAGES.iter().map(|(code, _)| of(code)).collect()
}

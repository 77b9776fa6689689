//! Which threads there are, how long each becomes, and when each of its posts is written.

use rand::RngExt;
use rand::rngs::StdRng;

use super::texts::{self, Texts};
use super::{Span, World};
use crate::config::Timestamp;

/// Half of all threads have no more posts than this.
const MEDIAN: f64 = 6.0;
/// How far lengths spread around the median, as the deviation of their logarithm.
const SPREAD: f64 = 1.0;

/// One thread to be.
pub struct PlannedThread {
    pub category: usize,
    pub language: usize,
    pub posts: u32,
    /// Chooses its authors and texts.
    pub seed: u64,
    pub last_post_at: Timestamp,
}

pub struct Plan {
    pub threads: Vec<PlannedThread>,
    /// Every post: its time in microseconds, and its thread. In order of time.
    pub order: Vec<(i64, u32)>,
}

impl Plan {
    pub fn new(random: &mut StdRng, span: &Span, world: &World) -> Self {
        let mut plan = Self { threads: Vec::new(), order: Vec::with_capacity(span.posts) };
        for posts in giants(span.posts) {
            plan.add(random, span, world, posts);
        }
        while plan.order.len() < span.posts {
            let posts = log_normal(random, MEDIAN, SPREAD).ceil();
            let left = span.posts - plan.order.len();
            plan.add(random, span, world, (to_count(posts)).clamp(1, left));
        }
        plan.order.sort_unstable();
        plan
    }

    fn add(&mut self, random: &mut StdRng, span: &Span, world: &World, posts: usize) {
        let (begins, ends) = (span.begins.micros(), span.ends.micros() - 1_000_000);
        // Long threads begin early and go on to the end; a common one is over within days.
        let (first, last) = if posts > 1_000 {
            (begins + (ends - begins) / 50, ends)
        } else {
            let first = random.random_range(begins..ends);
            let hours = log_normal(random, 30.0, 1.5);
            (first, (first + to_micros(hours)).min(ends))
        };
        let index = u32::try_from(self.threads.len()).unwrap_or(u32::MAX);
        self.order.push((first, index));
        let mut latest = first;
        for _ in 1..posts {
            // Most answers come soon.
            let part = random.random::<f64>().powf(if posts > 1_000 { 1.0 } else { 2.0 });
            let at = first + 1 + ((last - first) as f64 * part) as i64;
            latest = latest.max(at);
            self.order.push((at, index));
        }
        self.threads.push(PlannedThread {
            category: skewed(random, world.categories.len()),
            language: texts::any_language(random),
            posts: u32::try_from(posts).unwrap_or(u32::MAX),
            seed: random.random(),
            last_post_at: Timestamp::from_micros(latest).unwrap_or(span.ends),
        });
    }
}

/// The few threads that everybody writes in for years.
fn giants(posts: usize) -> Vec<usize> {
    if posts < 200_000 {
        return vec![(posts / 20).max(1)];
    }
    vec![25_000, 16_000, 13_000, 11_000, 10_000]
}

/// The first ones more often than the last.
fn skewed(random: &mut StdRng, count: usize) -> usize {
    random.random_range(0..count).min(random.random_range(0..count))
}

/// `random` with the given median; two thirds lie between `median / e^spread` and `median * e^spread`.
pub fn log_normal(random: &mut StdRng, median: f64, spread: f64) -> f64 {
    // Box and Muller's method; 1 - u is never 0.
    let (u, v): (f64, f64) = (random.random(), random.random());
    let normal = (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos();
    median * (normal * spread).exp()
}

pub fn to_count(number: f64) -> usize {
    number as usize
}

fn to_micros(hours: f64) -> i64 {
    (hours.min(2_000.0) * 3_600_000_000.0) as i64
}

/// For the planned thread, what its `number`th post is made of: its author and its text.
pub fn chosen(thread: &PlannedThread, number: u32, texts: &Texts, authors: usize) -> (usize, usize) {
    // A multiplicative hash (Steele, Lea, Flood: SplitMix64): cheap, and the last author is known before the posts.
    let mut mixed = thread.seed.wrapping_add(u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    let below = |bits: u64, count: usize| usize::try_from(bits % count.max(1) as u64).unwrap_or(0);
    (below(mixed & 0xFFFF, authors), below(mixed >> 16, texts.of(thread.language).len()))
}

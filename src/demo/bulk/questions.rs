//! Public questions by the hundred thousand, with answers: to see how lists, pages and likeness behave among so many.

use chrono::Duration;
use diesel::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};

use super::texts::{self, Texts};
use crate::config::Timestamp;
use crate::db::schema::{areas, questions, sources};
use crate::db::{AccreditationId, AreaId, Conn, Db, SourceId};
use crate::demo::progress::Progress;
use crate::demo::public_questions::{self, PublicAnswer, PublicQuestion, Version, id_of};
use crate::demo::seeds::Seeds;
use crate::error::Result;
use crate::organisations::list_experts;
use crate::translations::{Origin, Words};

/// Questions written in one transaction.
const CHUNK: usize = 5_000;
/// The days in which they were asked. None is so old that it is erased.
const DAYS: std::ops::Range<i64> = 10..300;
/// Days for which an answer is held to be right.
const LASTS: Duration = Duration::days(182);
/// The longest time in which an answer was not renewed: a few are past their date.
const RENEWED: Duration = Duration::days(186);
/// Characters of an answer in short.
const SHORT: usize = 200;

/// Who may answer in an area.
type Responsible = (AreaId, Vec<AccreditationId>);

/// Writes as many as are missing to `count`, of the areas that have experts. The same every time for the same number.
pub fn fill(db: &Db, seeds: &Seeds, count: u64, now: Timestamp, base_url: &str) -> Result<()> {
    let (there, responsible, sources) = db.read_now(|conn| {
        let there: i64 = questions::table.filter(questions::published_at.is_not_null()).count().get_result(conn)?;
        let sources: Vec<SourceId> = sources::table.order(sources::id).select(sources::id).load(conn)?;
        Ok((there.unsigned_abs(), list_responsible(conn, now)?, sources))
    })?;
    let missing = usize::try_from(count.saturating_sub(there)).unwrap_or(usize::MAX);
    if missing == 0 || responsible.is_empty() || sources.is_empty() {
        return Ok(());
    }
    let mut random = StdRng::seed_from_u64(2_017);
    let texts = Texts::prepare(&mut random, seeds, base_url);
    let mut progress = Progress::new("questions", missing as u64);
    let mut left = missing;
    while left > 0 {
        let size = left.min(CHUNK);
        let chunk: Vec<PublicQuestion> =
            (0..size).map(|_| question(&mut random, &texts, &responsible, &sources, now)).collect();
        db.write_now(move |tx| public_questions::insert(tx, &chunk))?;
        left -= size;
        progress.advance(size as u64);
    }
    progress.finish();
    Ok(())
}

fn list_responsible(conn: &mut Conn, now: Timestamp) -> Result<Vec<Responsible>> {
    let all: Vec<AreaId> = areas::table.order(areas::id).select(areas::id).load(conn)?;
    let mut responsible = Vec::new();
    for area in all {
        let experts: Vec<AccreditationId> = list_experts(conn, area, now)?.iter().map(|expert| expert.id).collect();
        if !experts.is_empty() {
            responsible.push((area, experts));
        }
    }
    Ok(responsible)
}

fn question(
    random: &mut StdRng,
    texts: &Texts,
    responsible: &[Responsible],
    sources: &[SourceId],
    now: Timestamp,
) -> PublicQuestion {
    let (area, experts) = &responsible[random.random_range(0..responsible.len())];
    let asked_at = now - Duration::minutes(random.random_range(DAYS.start * 1_440..DAYS.end * 1_440));
    // Most of what is older was renewed since.
    let renewed = now - Duration::minutes(random.random_range(0..RENEWED.num_minutes()));
    let checked_at = renewed.max(asked_at + public_questions::TAKES);
    let spoken = texts::any_language(random);
    let of_language = texts.of(spoken);
    let mut text =
        || of_language.get(random.random_range(0..of_language.len().max(1))).map_or("…", |one| &one.source);
    let (asked, answered) = (text().to_owned(), text().to_owned());
    let title = texts.title(spoken, random.next_u64()).to_owned();
    let short = answered.replace("\n\n", " ").chars().take(SHORT).collect();
    let version = |words: Words| vec![Version { language: texts::code(spoken), origin: Origin::Human, words }];
    PublicQuestion {
        id: id_of(random.next_u64()),
        area: *area,
        asked_at,
        words: version(Words { title, summary: String::new(), body: asked }),
        answer: PublicAnswer {
            by: experts[random.random_range(0..experts.len())],
            words: version(Words { title: String::new(), summary: short, body: answered }),
            checked_at,
            check_by: checked_at + LASTS,
            sources: vec![sources[random.random_range(0..sources.len())]],
        },
    }
}

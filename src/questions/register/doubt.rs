//! Doubts: which answers a change of a source has put into review, and what stood before, so that a mark made in error
//! can be taken back.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{answer_doubts, answer_sources, answers, questions, source_changes, sources};
use crate::db::{AccountId, AnswerId, SourceChangeId, SourceId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::questions::source::record;

/// Rows that go into one statement: each has six values, and SQLite takes 32,766.
const BATCH: usize = 5_000;

/// Since when an answer is in review, and why.
type Review = (Option<Timestamp>, String);
/// An answer that is doubted, its review as it stands, what stood before the first doubt.
type Doubted = (AnswerId, String, Review);

/// The source says something else now: every answer that cites it is in review, marked so, at once. One query for all.
pub fn mark_changed(tx: &mut Tx, id: SourceId, note: &str, by: Option<AccountId>) -> Result<usize> {
    let now = tx.now();
    let changed = (sources::changed_at.eq(now), sources::change_note.eq(note));
    if diesel::update(sources::table.find(id)).set(changed).execute(&mut **tx)? == 0 {
        return Err(Error::NotFound);
    }
    let change: SourceChangeId = diesel::insert_into(source_changes::table)
        .values((
            source_changes::source_id.eq(id),
            source_changes::note.eq(note),
            source_changes::marked_by.eq(by),
            source_changes::marked_at.eq(now),
        ))
        .returning(source_changes::id)
        .get_result(&mut **tx)?;
    note_doubts(tx, id, change)?;
    let citing = answer_sources::table.filter(answer_sources::source_id.eq(id)).select(answer_sources::answer_id);
    let doubted = diesel::update(answers::table.filter(answers::id.eq_any(citing)))
        .set((answers::review_since.eq(now), answers::review_reason.eq(note)))
        .execute(&mut **tx)?;
    record(tx, "source.changed", id, by);
    Ok(doubted)
}

/// Which answers are doubted because of a change, and why they were in review before all doubts.
fn note_doubts(tx: &mut Tx, source: SourceId, change: SourceChangeId) -> Result<()> {
    let citing = answer_sources::table.filter(answer_sources::source_id.eq(source)).select(answer_sources::answer_id);
    let rows: Vec<(AnswerId, Option<Timestamp>, String, bool)> = answers::table
        .inner_join(questions::table)
        .filter(answers::id.eq_any(citing))
        .select((answers::id, answers::review_since, answers::review_reason, questions::published_at.is_not_null()))
        .load(&mut **tx)?;
    let open: Vec<(AnswerId, Option<Timestamp>, String)> = answer_doubts::table
        .filter(answer_doubts::answer_id.eq_any(citing))
        .filter(answer_doubts::settled_at.is_null())
        .select((answer_doubts::answer_id, answer_doubts::before_since, answer_doubts::before_reason))
        .load(&mut **tx)?;
    let open: HashMap<AnswerId, Review> = open.into_iter().map(|(id, since, reason)| (id, (since, reason))).collect();
    for batch in rows.chunks(BATCH) {
        let doubts: Vec<_> = batch
            .iter()
            .map(|(id, since, reason, is_public)| {
                let (since, reason) = open.get(id).cloned().unwrap_or_else(|| (*since, reason.clone()));
                (
                    answer_doubts::change_id.eq(change),
                    answer_doubts::answer_id.eq(*id),
                    answer_doubts::before_since.eq(since),
                    answer_doubts::before_reason.eq(reason),
                    answer_doubts::is_public.eq(*is_public),
                )
            })
            .collect();
        crate::on_both!(tx, c => diesel::insert_into(answer_doubts::table).values(&doubts).execute(c))?;
    }
    Ok(())
}

/// Answers that were looked at are in no doubt any more.
pub fn settle(tx: &mut Tx, answers: &[AnswerId]) -> QueryResult<()> {
    let now = tx.now();
    let open = answer_doubts::table
        .filter(answer_doubts::answer_id.eq_any(answers))
        .filter(answer_doubts::settled_at.is_null());
    diesel::update(open).set(answer_doubts::settled_at.eq(Some(now))).execute(&mut **tx)?;
    Ok(())
}

/// The mark was made in error: answers that are in review because of it alone are so no more. How many these were.
/// `NotFound` for a mark of another source or one that was taken back already.
pub fn undo_change(tx: &mut Tx, source: SourceId, change: SourceChangeId, by: AccountId) -> Result<usize> {
    let now = tx.now();
    let standing = source_changes::table
        .find(change)
        .filter(source_changes::source_id.eq(source))
        .filter(source_changes::undone_at.is_null());
    let note: String = standing.select(source_changes::note).first(&mut **tx)?;
    let undone = (source_changes::undone_at.eq(Some(now)), source_changes::undone_by.eq(Some(by)));
    if diesel::update(standing).set(undone).execute(&mut **tx)? == 0 {
        return Err(Error::NotFound);
    }
    let doubted: Vec<Doubted> = answer_doubts::table
        .inner_join(answers::table)
        .filter(answer_doubts::change_id.eq(change))
        .filter(answer_doubts::settled_at.is_null())
        .select((answers::id, answers::review_reason, (answer_doubts::before_since, answer_doubts::before_reason)))
        .load(&mut **tx)?;
    let ids: Vec<AnswerId> = doubted.iter().map(|(id, ..)| *id).collect();
    let of_this = answer_doubts::table.filter(answer_doubts::change_id.eq(change));
    diesel::update(of_this.filter(answer_doubts::settled_at.is_null()))
        .set(answer_doubts::settled_at.eq(Some(now)))
        .execute(&mut **tx)?;
    let others = other_notes(tx, &ids)?;
    // Whatever else has put an answer into review since is no part of this.
    let ours = doubted.into_iter().filter(|(_, reason, _)| *reason == note);
    let mut back: HashMap<Review, Vec<AnswerId>> = HashMap::new();
    for (id, _, before) in ours {
        let review = others.get(&id).cloned().unwrap_or(before);
        back.entry(review).or_default().push(id);
    }
    let freed = back.iter().filter(|((since, _), _)| since.is_none()).map(|(_, ids)| ids.len()).sum();
    for ((since, reason), ids) in back {
        for ids in ids.chunks(BATCH) {
            diesel::update(answers::table.filter(answers::id.eq_any(ids)))
                .set((answers::review_since.eq(since), answers::review_reason.eq(&reason)))
                .execute(&mut **tx)?;
        }
    }
    set_standing(tx, source)?;
    record(tx, "source.change_undone", source, Some(by));
    Ok(freed)
}

/// The newest other change that still puts each of these answers in doubt.
fn other_notes(tx: &mut Tx, ids: &[AnswerId]) -> Result<HashMap<AnswerId, Review>> {
    let rows: Vec<(AnswerId, Timestamp, String)> = answer_doubts::table
        .inner_join(source_changes::table)
        .filter(answer_doubts::answer_id.eq_any(ids))
        .filter(answer_doubts::settled_at.is_null())
        .order(source_changes::id)
        .select((answer_doubts::answer_id, source_changes::marked_at, source_changes::note))
        .load(&mut **tx)?;
    Ok(rows.into_iter().map(|(id, at, note)| (id, (Some(at), note))).collect())
}

/// The source is as its newest mark says that was made since it was checked; without one, it is unchanged.
fn set_standing(tx: &mut Tx, source: SourceId) -> Result<()> {
    let checked: Timestamp = sources::table.find(source).select(sources::checked_at).first(&mut **tx)?;
    let newest: Option<(Timestamp, String)> = source_changes::table
        .filter(source_changes::source_id.eq(source))
        .filter(source_changes::undone_at.is_null())
        .filter(source_changes::marked_at.ge(checked))
        .order(source_changes::id.desc())
        .select((source_changes::marked_at, source_changes::note))
        .first(&mut **tx)
        .optional()?;
    let (at, note) = newest.unzip();
    diesel::update(sources::table.find(source))
        .set((sources::changed_at.eq(at), sources::change_note.eq(note.unwrap_or_default())))
        .execute(&mut **tx)?;
    Ok(())
}

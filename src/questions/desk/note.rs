//! What experts note for each other about a question. Neither its asker nor a body that was let in later reads it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::verification::checker_of;
use crate::accounts::{Done, Viewer, Visit, load_authors};
use crate::db::schema::{accreditations, question_notes};
use crate::db::{AccountId, AccreditationId, Conn, NoteId, OrganisationId, QuestionId, Timestamp};
use crate::error::{Error, Result};
use crate::organisations::{Accreditation, load_badges};
use crate::questions::question::{Audience, Question, moment};
use crate::questions::reach::find_for_expert;
use crate::questions::route::{may_read, reader_of};
use crate::questions::work::again;
use crate::web::Submitted;

/// Graphemes of one.
const LONGEST: usize = 3_000;

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NoteView {
    id: NoteId,
    /// Where the reader may see it: an expert of the same body, or one who shows their name.
    name: Option<String>,
    organisation: String,
    text: String,
    /// Of a case with a key: the day.
    at: Timestamp,
}

pub async fn add(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let text = fields.text("internal_note", 1, LONGEST);
        fields.finish()?;
        let noted = visit.write(move |tx, viewer, member| {
            let question = find_for_expert(tx, member.id, id, viewer.now)?;
            let by = match checker_of(tx, member.id, &question, viewer.now)? {
                Some(by) => by,
                None => reader_of(tx, member.id, &question, viewer.now)?.ok_or(Error::NotFound)?,
            };
            let at = moment(question.asker_id, tx.now());
            diesel::insert_into(question_notes::table)
                .values((
                    question_notes::question_id.eq(id),
                    question_notes::accreditation_id.eq(by.id),
                    question_notes::audience.eq(question.audience),
                    question_notes::body.eq(&text),
                    question_notes::at.eq(at),
                ))
                .execute(&mut **tx)?;
            question.record(tx, "question.noted", Some(by.account));
            Ok(Done::changed(id.0, format!("/{}/queue/{id}#notes", viewer.lang)).telling("flash-note-added"))
        });
        noted.await
    }
    .await;
    again(visit, outcome, submitted, id).await
}

/// The notes that an expert may read, the oldest first. Four queries beside those of badges.
pub fn list_notes(conn: &mut Conn, viewer: &Viewer, question: &Question, by: &Accreditation) -> Result<Vec<NoteView>> {
    type Row = (NoteId, AccreditationId, Audience, String, Timestamp);
    let readable: Vec<Audience> =
        Audience::ALL.iter().copied().filter(|audience| may_read(*audience, by.kind)).collect();
    let rows: Vec<Row> = question_notes::table
        .filter(question_notes::question_id.eq(question.id))
        .filter(question_notes::audience.eq_any(readable))
        .order(question_notes::id)
        .select((
            question_notes::id,
            question_notes::accreditation_id,
            question_notes::audience,
            question_notes::body,
            question_notes::at,
        ))
        .load(conn)?;
    let ids: Vec<AccreditationId> = rows.iter().map(|row| row.1).collect();
    let badges = load_badges(conn, viewer, &ids)?;
    // Experts of one body know each other (docs/decisions/0010).
    let colleagues: Vec<(AccreditationId, OrganisationId, AccountId)> = accreditations::table
        .filter(accreditations::id.eq_any(ids))
        .filter(accreditations::organisation_id.eq(by.organisation))
        .select((accreditations::id, accreditations::organisation_id, accreditations::account_id))
        .load(conn)?;
    let known: Vec<AccountId> = colleagues.iter().map(|row| row.2).collect();
    let known = load_authors(conn, &known, viewer.now)?;
    let note = |(id, of, _, text, at): Row| {
        let badge = badges.get(&of);
        let colleague = colleagues.iter().find(|row| row.0 == of).and_then(|row| known.get(&row.2));
        let person = colleague.or_else(|| badge.and_then(|badge| badge.person.as_ref()));
        NoteView {
            id,
            name: person.and_then(|person| person.name.clone()),
            organisation: badge.map(|badge| badge.organisation.clone()).unwrap_or_default(),
            text,
            at,
        }
    };
    Ok(rows.into_iter().map(note).collect())
}

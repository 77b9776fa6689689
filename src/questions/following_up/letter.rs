//! Letters to the address that an asker has left: that there is an answer, that more is to be known, that something is
//! theirs to decide, and whether it helped. Of the question they say nothing. A letter is noted with the change that it tells of, put into the outbox a
//! moment later, and leaves nothing behind once it has left.

use actix_web::web::Data;
use diesel::prelude::*;
use serde_json::json;

use crate::db::schema::{question_letters, questions};
use crate::db::{AccountId, Conn, OutboxId, QuestionId, Tx};
use crate::error::Result;
use crate::i18n::Lang;
use crate::mail::{self, NewMail};
use crate::web::Site;

/// Letters that are written in one round.
const ROUND: i64 = 20;

crate::text_codes! {
    /// What a letter tells.
    Reason { Answered = "answered", NeedsDetail = "needs_detail", Consent = "consent", Helped = "helped" }
}

/// Notes that the asker is to be told, if they have left an address. The address itself is looked up when the letter is
/// written: until then it can be deleted. What a letter that still waits tells is not told twice.
pub fn await_letter(tx: &mut Tx, id: QuestionId, reason: Reason) -> Result<()> {
    let address: Option<String> = questions::table.find(id).select(questions::notify_email).first(&mut **tx)?;
    let same: i64 = question_letters::table
        .filter(question_letters::question_id.eq(id))
        .filter(question_letters::reason.eq(reason))
        .filter(question_letters::outbox_id.is_null())
        .count()
        .get_result(&mut **tx)?;
    if address.is_some() && same == 0 {
        diesel::insert_into(question_letters::table)
            .values((question_letters::question_id.eq(id), question_letters::reason.eq(reason)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// No more letters about a question: those that wait, here or in the outbox, are taken back.
pub fn forget_letters(tx: &mut Tx, id: QuestionId) -> Result<()> {
    let letters = question_letters::table.filter(question_letters::question_id.eq(id));
    let queued: Vec<OutboxId> = letters
        .filter(question_letters::outbox_id.is_not_null())
        .select(question_letters::outbox_id.assume_not_null())
        .load(&mut **tx)?;
    mail::take_back(tx, &queued)?;
    diesel::delete(letters).execute(&mut **tx)?;
    Ok(())
}

/// Puts the letters that wait into the outbox.
pub fn write_letters(site: &Data<Site>) -> Result<()> {
    for id in site.db.read_now(|conn| Ok(list_waiting(conn)?))? {
        let (site, db) = (site.clone(), site.db.clone());
        db.write_now(move |tx| write_one(tx, &site, id))?;
    }
    Ok(())
}

fn list_waiting(conn: &mut Conn) -> QueryResult<Vec<i64>> {
    question_letters::table
        .filter(question_letters::outbox_id.is_null())
        .order(question_letters::id)
        .limit(ROUND)
        .select(question_letters::id)
        .load(conn)
}

type Letter = (QuestionId, Reason);

/// Takes the row and queues the letter, in one transaction: of several nodes one does.
fn write_one(tx: &mut Tx, site: &Site, id: i64) -> Result<()> {
    let waiting = question_letters::table.filter(question_letters::id.eq(id));
    let taken: Option<Letter> = diesel::delete(waiting.filter(question_letters::outbox_id.is_null()))
        .returning((question_letters::question_id, question_letters::reason))
        .get_result(&mut **tx)
        .optional()?;
    let Some((question, reason)) = taken else { return Ok(()) };
    let row = questions::table.find(question);
    let (asker, address, language): (Option<AccountId>, Option<String>, Option<String>) =
        row.select((questions::asker_id, questions::notify_email, questions::notify_language)).first(&mut **tx)?;
    let Some(address) = address else { return Ok(()) };
    let lang = language.as_deref().and_then(Lang::from_code).unwrap_or(Lang::Lt);
    // Never the key: who reads the mail is not always the asker.
    let path = match asker {
        Some(_) => format!("/{lang}/q/{question}"),
        None => format!("/{lang}/case"),
    };
    let page = json!({
        "message": match reason {
            Reason::Answered => "mail-case-answered",
            Reason::NeedsDetail => "mail-case-needs-detail",
            Reason::Consent => "mail-case-consent",
            Reason::Helped => "mail-case-helped",
        },
        "keyed": asker.is_none(),
        "link": site.url(&path),
    });
    let mail = NewMail { kind: "case", account: None, to: &address, lang, page, conversation: None };
    let queued = mail::queue_fleeting(tx, site.letterhead(), &mail)?;
    diesel::insert_into(question_letters::table)
        .values((
            question_letters::question_id.eq(question),
            question_letters::reason.eq(reason),
            question_letters::outbox_id.eq(queued),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

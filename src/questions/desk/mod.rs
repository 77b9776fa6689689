//! The expert's desk: saved replies, notes for colleagues, handing a question to another body, closing it, a second pair
//! of eyes for answers, and the way to the next question.

mod body;
mod closing;
mod consent;
mod hand_over;
mod insertion;
mod mode_page;
mod next;
mod note;
mod pending;
mod reply;
mod reply_page;
mod reply_write;
mod similar;
mod verification;
mod verify;
mod view;
mod widening;

use super::expert_page;
use crate::web::{Endpoint, delete, get, post, put};

pub use closing::{Original, find_original};
pub use hand_over::{HandOverView, list_hand_overs};
pub use insertion::back;
pub use next::lead_on;
pub use pending::{find_pending, forget as forget_pending, is_being_checked};
pub use similar::list_similar;
pub use verification::{
    Check, Verified, checker_of, erase_verification, find_awaited, list_awaiting, list_checks, list_verified,
    list_verifiers, may_check, submit,
};
pub use view::{Desk, load_desk};

/// The URL table. Before the queue's own: its second part would take these nouns.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/queue/replies", reply_page::list).page::<reply_page::RepliesPage>("SavedRepliesPage"),
        post("/{lang}/queue/replies", reply_write::create).takes(reply_write::FIELDS),
        get("/{lang}/queue/replies/new", reply_page::new).page::<reply_page::ReplyPage>("SavedReplyPage"),
        get("/{lang}/queue/replies/{id}", reply_page::edit).page::<reply_page::ReplyPage>("SavedReplyPage"),
        put("/{lang}/queue/replies/{id}", reply_write::change).takes(reply_write::CHANGES),
        delete("/{lang}/queue/replies/{id}", reply_write::remove).takes(&[]),
        post("/{lang}/queue/{id}/insertions", insertion::insert)
            .takes(&["reply?", "request_reply?", "into", "body?", "request_text?"])
            .page::<expert_page::ExpertPage>("ExpertPage"),
        get("/{lang}/queue/{id}/insertions", insertion::back),
        post("/{lang}/queue/{id}/notes", note::add).takes(&["internal_note"]),
        post("/{lang}/queue/{id}/hand-overs", hand_over::propose).takes(&["organisation", "handing_reason"]),
        delete("/{lang}/queue/{id}/hand-overs", hand_over::drop_waiting).takes(&[]),
        post("/{lang}/queue/{id}/closure", closing::close).takes(&["closing_reason"]),
        post("/{lang}/queue/{id}/duplicate", closing::mark_duplicate).takes(&["duplicate_of?", "similar?"]),
        post("/{lang}/queue/{id}/examination", verify::begin).takes(&[]),
        post("/{lang}/queue/{id}/verification", verify::verify).takes(&["shown"]),
        post("/{lang}/queue/{id}/objection", verify::object).takes(&["shown", "objection"]),
        post("/{lang}/case/consent", consent::of_case).takes(consent::TAKES),
        post("/{lang}/q/{id}/consent", consent::of_own).takes(consent::TAKES),
        put("/{lang}/case/audience", widening::of_case).takes(widening::TAKES),
        put("/{lang}/q/{id}/audience", widening::of_own).takes(widening::TAKES),
        get("/{lang}/admin/verification", mode_page::show).page::<mode_page::ModesPage>("AreaVerificationPage"),
        put("/{lang}/admin/verification", mode_page::change).takes(&["area", "mode"]),
    ]
}

/// What hangs on a question goes with it, and so does what says that another was asked before it.
pub fn erase(tx: &mut crate::db::Tx, id: crate::db::QuestionId) -> diesel::QueryResult<()> {
    use crate::db::schema::question_duplicates;
    use diesel::prelude::*;
    erase_work(tx, id)?;
    let linked = question_duplicates::question_id.eq(id).or(question_duplicates::of_id.eq(id));
    diesel::delete(question_duplicates::table.filter(linked)).execute(&mut **tx)?;
    Ok(())
}

/// What experts have written at work on a question, which nobody else reads.
pub fn erase_work(tx: &mut crate::db::Tx, id: crate::db::QuestionId) -> diesel::QueryResult<()> {
    use crate::db::schema::{hand_overs, pending_answers, question_checkers, question_notes};
    use diesel::prelude::*;
    diesel::delete(question_notes::table.filter(question_notes::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(hand_overs::table.filter(hand_overs::question_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(pending_answers::table.find(id)).execute(&mut **tx)?;
    diesel::delete(question_checkers::table.filter(question_checkers::question_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// An expert's own replies and notes go with their account; what they shared stays their body's.
pub fn erase_account(tx: &mut crate::db::Tx, account: crate::db::AccountId) -> diesel::QueryResult<()> {
    use crate::db::schema::{accreditations, question_notes, saved_replies};
    use diesel::prelude::*;
    diesel::delete(saved_replies::table.filter(saved_replies::account_id.eq(account))).execute(&mut **tx)?;
    let own = accreditations::table.filter(accreditations::account_id.eq(account)).select(accreditations::id);
    diesel::delete(question_notes::table.filter(question_notes::accreditation_id.eq_any(own))).execute(&mut **tx)?;
    Ok(())
}

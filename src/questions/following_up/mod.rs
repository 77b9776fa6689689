//! What follows when a question is asked and answered: who is told, by when there is an answer, what somebody is reminded
//! of, how a coordinator sees that nothing is forgotten, and whether it helped.

mod followers;
mod letter;
mod meaning;
mod outlook;
mod overview;
mod people;
mod reminder;
mod rules;
mod targets;
mod told;
mod verdict;

use diesel::prelude::*;

use super::question::{Question, State};
use crate::db::schema::question_reminders;
use crate::db::{QuestionId, Tx};
use crate::error::Result;
use crate::web::{Endpoint, delete, get, post, put};

pub use followers::AnswersMeaning;
pub use letter::{forget_letters, write_letters};
pub use meaning::QuestionMeaning;
pub use outlook::{Outlook, find_outlook};
pub use reminder::{AT_WORK, remind};
pub use rules::{Rules, all_rules, end_of_term, restart_term, rules_of};
pub use verdict::{Asking, Verdict, find_verdict, is_to_be_asked};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        // Before the question that its last part would name.
        get("/{lang}/queue/overview", overview::show).page::<overview::OverviewPage>("OverviewPage"),
        get("/{lang}/admin/areas/targets", targets::list).page::<targets::TargetsPage>("TargetsPage"),
        get("/{lang}/admin/areas/targets/{slug}", targets::edit).page::<targets::TargetFormPage>("TargetFormPage"),
        put("/{lang}/admin/areas/targets/{slug}", targets::change).takes(targets::TAKES),
        post("/{lang}/case/verdict", verdict::of_case).takes(verdict::TAKES),
        delete("/{lang}/case/verdict", verdict::dismiss_of_case).takes(&[]),
        post("/{lang}/q/{id}/verdict", verdict::of_own).takes(verdict::TAKES),
        delete("/{lang}/q/{id}/verdict", verdict::dismiss_of_own).takes(&[]),
    ]
}

/// What a change of state leads to for the asker: a letter to the address that they have left, and when they are asked
/// whether it helped.
pub fn follow_state(tx: &mut Tx, question: &Question, state: State) -> Result<()> {
    match state {
        State::Answered => {
            letter::await_letter(tx, question.id, letter::Reason::Answered)?;
            verdict::ask_later(tx, question)?;
        }
        // What was answered to another is their answer.
        State::Duplicate => letter::await_letter(tx, question.id, letter::Reason::Answered)?,
        State::NeedsDetail => letter::await_letter(tx, question.id, letter::Reason::NeedsDetail)?,
        State::Withdrawn => forget_letters(tx, question.id)?,
        _ => {}
    }
    Ok(())
}

/// The asker is asked once more, while they were asked already: the state stays as it is.
pub fn follow_request(tx: &mut Tx, question: &Question) -> Result<()> {
    letter::await_letter(tx, question.id, letter::Reason::NeedsDetail)
}

/// The asker is asked whether their question may be handed over.
pub fn follow_consent(tx: &mut Tx, question: &Question) -> Result<()> {
    letter::await_letter(tx, question.id, letter::Reason::Consent)
}

/// Removes what hangs on a question that is erased.
pub fn erase(tx: &mut Tx, id: QuestionId) -> Result<()> {
    forget_asker(tx, id)?;
    diesel::delete(question_reminders::table.filter(question_reminders::question_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Removes what was to be told to an asker, what they have said, and who was told of their question.
pub fn forget_asker(tx: &mut Tx, id: QuestionId) -> Result<()> {
    forget_letters(tx, id)?;
    verdict::erase(tx, id)?;
    Ok(crate::notifications::forget_thing(tx, super::question::subject(id))?)
}

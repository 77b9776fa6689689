//! What members answer to public questions, apart from the official answer and below it: written, edited with its
//! history, deleted, hidden for a reason, and ordered by whom it has helped. And what has solved a question, as its asker
//! says.

mod answer;
mod deletion;
mod edit;
mod erased;
mod hiding;
mod history;
mod list;
mod log;
mod solution;
mod structured;
mod votes;
mod write;

pub use answer::{find_public, list_authors, list_shown};
pub use erased::{erase_community, erase_votes};
pub use hiding::Act;
pub use list::{Behind, Community, load_community};
pub use structured::{Asked, qa_page};

// For whoever answers and votes on behalf of members: the demonstration.
pub use answer::find_by_slug;
pub use votes::change as change_vote;
pub use write::{Written, insert as insert_community_answer};

use crate::web::{Endpoint, delete, get, post, put};

/// Before `/q/{id}/{slug}`, which would take their last part.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        post("/{lang}/q/{id}/answers", write::create).takes(write::TAKES),
        get("/{lang}/q/{id}/answers/{answer}/edit", edit::form).page::<edit::EditPage>("CommunityEditPage"),
        put("/{lang}/q/{id}/answers/{answer}", edit::change).takes(edit::TAKES),
        get("/{lang}/q/{id}/answers/{answer}/history", history::show)
            .page::<history::CommunityHistoryPage>("CommunityHistoryPage"),
        post("/{lang}/q/{id}/answers/{answer}/deletion", deletion::remove).takes(&[]),
        delete("/{lang}/q/{id}/answers/{answer}/deletion", deletion::restore).takes(&[]),
        post("/{lang}/q/{id}/answers/{answer}/votes", votes::give).takes(&[]),
        delete("/{lang}/q/{id}/answers/{answer}/votes", votes::take_back).takes(&[]),
        get("/{lang}/q/{id}/answers/{answer}/moderate", hiding::form)
            .page::<hiding::ModerateAnswerPage>("ModerateAnswerPage"),
        post("/{lang}/q/{id}/answers/{answer}/hiding", hiding::hide).takes(&["reason"]),
        delete("/{lang}/q/{id}/answers/{answer}/hiding", hiding::show).takes(&["reason"]),
        get("/{lang}/moderation/answers", log::show).page::<log::AnswerActsPage>("AnswerActsPage").queries(&["before"]),
        put("/{lang}/q/{id}/solution", solution::of_own).takes(solution::TAKES),
        delete("/{lang}/q/{id}/solution", solution::none_of_own).takes(&[]),
        put("/{lang}/case/solution", solution::of_case).takes(solution::TAKES),
        delete("/{lang}/case/solution", solution::none_of_case).takes(&[]),
    ]
}

//! Language versions of questions and their answers: which there are, who made them, what of the original they
//! follow; their writing beside the original, their review, and the list of what waits for translators. And the public
//! history of an answer.

mod changes;
mod credit;
mod form;
mod history;
mod list;
mod shown;
mod translator;
mod write;

pub use credit::{Credit, credit_shown};
pub use history::make_public;
pub use shown::{Loaded, Versions, load_versions};

use crate::web::{Endpoint, get, post, put};

/// Before the pages that take anything as the last part of a question's address.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/translations", list::show)
            .page::<list::TranslationsPage>("TranslationsPage")
            .queries(&["view", "language", "after"]),
        get("/{lang}/q/{id}/versions", form::show).page::<form::VersionPage>("VersionPage").queries(&["language"]),
        put("/{lang}/q/{id}/versions", write::save).takes(write::TAKES),
        post("/{lang}/q/{id}/versions/reviews", write::review).takes(&["language", "state?"]),
        get("/{lang}/q/{id}/{slug}/history", history::show)
            .page::<history::HistoryPage>("AnswerHistoryPage")
            .queries(&["before"]),
    ]
}

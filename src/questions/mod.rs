//! Questions to experts: asking with or without an account, the case that its asker opens with a key, and what becomes
//! of it.

mod answer;
mod admin;
mod ask;
mod ask_form;
mod asked;
mod case;
mod case_key;
mod case_page;
mod check;
mod community;
mod contacts;
mod desk;
mod email;
mod erased;
mod expert_page;
mod following_up;
mod glass;
mod guide;
mod held;
mod hiding;
mod language;
mod message;
mod numbers;
mod opening;
mod own_list;
mod panel;
mod public_list;
mod public_page;
mod publication;
mod question;
mod queue;
mod reach;
mod register;
mod route;
mod searchable;
mod source;
mod source_choice;
mod source_page;
mod succession;
mod versions;
mod work;
mod working_days;

use crate::db::Tx;
use crate::error::Result;
use crate::web::{Endpoint, delete, get, post, put};

pub use case_key::CaseKey;
pub(crate) use community::{Written, change_vote, find_by_slug, insert_community_answer};
pub use erased::{QuestionsErased, sweep};
pub use following_up::{AnswersMeaning, QuestionMeaning, end_of_term, write_letters};
pub use numbers::add as add_to_numbers;
pub use panel::{AnswersPanel, QuestionPanel, newest_answered};
pub use public_list::QuestionItem;
pub use publication::let_through;
pub use question::{
    Audience, NewQuestion, Owner, Question, Situation, State, USUAL_DAYS, day, insert_question, load_question,
};
pub use register::mark_changed;
pub use route::{RouteState, list_free, offer, set_route};
pub use searchable::QuestionSearchable;
pub use source::{NewSource, SourceKind, insert_source};
pub use work::{ask_for_detail, take};
pub use working_days::{add_working_days, is_public_holiday, is_working_day, working_days_between};

/// Gives the database what questions begin with, and what older entries lack. Called after each migration.
pub fn seed(tx: &mut Tx) -> Result<()> {
    contacts::seed(tx)?;
    register::fill(tx)
}

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = desk::endpoints();
    all.extend(following_up::endpoints());
    all.extend([
        get("/{lang}/ask", ask::form).page::<ask::AskPage>("AskPage"),
        post("/{lang}/ask", ask::send).takes(ask::TAKES),
        get("/{lang}/ask/similar", ask::back),
        post("/{lang}/ask/similar", ask::similar).takes(&["text", "language?"]).page::<ask::AskPage>("AskPage"),
        get("/{lang}/case", case_page::show).page::<case_page::CasePage>("CasePage"),
        post("/{lang}/case/opening", case_page::open).takes(&["key"]),
        delete("/{lang}/case/opening", case_page::forget).takes(&[]),
        get("/{lang}/case/leaving", case_page::leave_site),
        get("/{lang}/case/language", language::back),
        put("/{lang}/case/language", language::of_case).takes(&["language", "key?"]),
        delete("/{lang}/case/email", email::forget).takes(&[]),
        post("/{lang}/case/messages", message::from_case).takes(message::TAKES),
        post("/{lang}/case/withdrawal", case_page::withdraw).takes(&[]),
        delete("/{lang}/case", case_page::erase).takes(&["sure"]),
        get("/{lang}/questions", public_list::list).page::<public_list::QuestionsPage>("QuestionsPage").queries(&[
            "area",
            "answered",
            "organisation",
            "after",
        ]),
        get("/{lang}/questions/own", own_list::list)
            .page::<own_list::OwnQuestionsPage>("OwnQuestionsPage")
            .queries(&["after"]),
        get("/{lang}/questions/numbers", numbers::show).page::<numbers::NumbersPage>("NumbersPage").queries(&["year"]),
        get("/{lang}/questions/numbers.csv", numbers::download).queries(&["year"]),
        get("/{lang}/q/{id}", public_page::show_short).page::<case_page::CasePage>("CasePage"),
        get("/{lang}/queue", queue::show).page::<queue::QueuePage>("QueuePage").queries(&["view", "source", "after"]),
        post("/{lang}/queue/renewals", work::renewal).takes(&["answers", "seen?"]),
        get("/{lang}/queue/{id}", expert_page::show).page::<expert_page::ExpertPage>("ExpertPage"),
        post("/{lang}/queue/{id}/acceptance", work::accept).takes(&[]),
        post("/{lang}/queue/{id}/refusal", work::decline).takes(&["reason"]),
        post("/{lang}/queue/{id}/requests", work::request).takes(&["request_text"]),
        get("/{lang}/queue/{id}/sources", desk::back),
        post("/{lang}/queue/{id}/sources", source_choice::find)
            .takes(&["source_q", "sources?", "language?", "summary?", "body?", "months?"])
            .page::<expert_page::ExpertPage>("ExpertPage"),
        put("/{lang}/queue/{id}/answer", work::answer).takes(work::ANSWER),
        put("/{lang}/queue/{id}/publication", publication::publish).takes(&["title", "text"]),
        put("/{lang}/q/{id}/language", language::of_own).takes(&["language"]),
        delete("/{lang}/q/{id}/email", email::forget_own).takes(&[]),
        post("/{lang}/q/{id}/messages", message::from_account).takes(message::TAKES),
        post("/{lang}/q/{id}/withdrawal", case_page::withdraw_own).takes(&[]),
        delete("/{lang}/q/{id}", case_page::erase_own).takes(&["sure"]),
    ]);
    all.extend(community::endpoints());
    all.extend(versions::endpoints());
    all.extend(guide::endpoints());
    all.extend(register::endpoints());
    all.extend(admin::endpoints());
    all.extend([
        get("/{lang}/moderation/questions", held::list).page::<held::HeldPage>("HeldPage").queries(&["after"]),
        get("/{lang}/moderation/questions/{id}", held::show).page::<held::HeldQuestionPage>("HeldQuestionPage"),
        put("/{lang}/moderation/questions/{id}", held::publish).takes(&["title", "text"]),
        post("/{lang}/moderation/questions/{id}/hiding", hiding::hide).takes(&["reason"]),
        delete("/{lang}/moderation/questions/{id}/hiding", hiding::show).takes(&["reason"]),
        get("/{lang}/admin/glass", glass::list)
            .page::<glass::GlassListPage>("GlassListPage")
            .queries(&["before", "question"]),
        get("/{lang}/admin/questions/{id}/glass", glass::show).page::<glass::GlassPage>("GlassPage"),
        post("/{lang}/admin/questions/{id}/glass", glass::open).takes(&["reason", "password"]),
    ]);
    // After the nouns that its last part would take.
    let public = get("/{lang}/q/{id}/{slug}", public_page::show).page::<public_page::QuestionPage>("QuestionPage");
    all.push(public.queries(&["after", "in"]));
    all
}

//! Questions to experts: asking with or without an account, the case that its asker opens with a key, and what becomes
//! of it.

mod admin;
mod ask;
mod ask_form;
mod asked;
mod case;
mod case_key;
mod case_page;
mod contacts;
mod email;
mod erased;
mod identity;
mod language;
mod message;
mod opening;
mod question;
mod working_days;

use crate::web::{Endpoint, delete, get, post, put};

pub use case_key::CaseKey;
pub use contacts::seed;
pub use erased::{QuestionsErased, sweep};
pub use question::{Audience, NewQuestion, Owner, Question, Situation, State, insert_question};
pub use working_days::{add_working_days, is_public_holiday, is_working_day, working_days_between};

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = vec![
        get("/{lang}/ask", ask::form).page::<ask::AskPage>("AskPage"),
        post("/{lang}/ask", ask::send).takes(ask::TAKES),
        get("/{lang}/ask/similar", ask::back),
        post("/{lang}/ask/similar", ask::similar).takes(&["text", "language?"]).page::<ask::AskPage>("AskPage"),
        get("/{lang}/case", case_page::show).page::<case_page::CasePage>("CasePage"),
        post("/{lang}/case/opening", case_page::open).takes(&["key"]),
        delete("/{lang}/case/opening", case_page::forget).takes(&[]),
        get("/{lang}/case/language", language::back),
        put("/{lang}/case/language", language::of_case).takes(&["language", "key?"]),
        delete("/{lang}/case/email", email::forget).takes(&[]),
        post("/{lang}/case/messages", message::from_case).takes(message::TAKES),
        post("/{lang}/case/withdrawal", case_page::withdraw).takes(&[]),
        delete("/{lang}/case", case_page::erase).takes(&["sure"]),
        get("/{lang}/q/{id}", case_page::show_own).page::<case_page::CasePage>("CasePage"),
        put("/{lang}/q/{id}/language", language::of_own).takes(&["language"]),
        delete("/{lang}/q/{id}/email", email::forget_own).takes(&[]),
        post("/{lang}/q/{id}/messages", message::from_account).takes(message::TAKES),
        post("/{lang}/q/{id}/withdrawal", case_page::withdraw_own).takes(&[]),
        delete("/{lang}/q/{id}", case_page::erase_own).takes(&["sure"]),
    ];
    all.extend(admin::endpoints());
    all
}

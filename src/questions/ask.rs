//! `/ask`: the page on which anybody asks, and the sending of a question. Whoever has no account, or does not want the
//! question linked to it, gets a key instead: the server puts it into the form, so that a question that is sent twice is
//! one case with one key.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;

use super::ask_form::{AskForm, BURNT, LONGEST, SENT_BEFORE, insert, parse_text};
use super::asked::{AskedPage, asked_page};
use super::case_key::CaseKey;
use super::contacts::{UrgentContact, list_contacts};
use super::following_up::all_rules;
use super::publication::let_through_at_once;
use super::question::{Audience, Owner, Situation};
use crate::accounts::{Done, Viewer, Visit};
use crate::areas::{Area, list_areas};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::organisations::{Region, list_regions};
use crate::search::{Search, Suggestion, similar_to_text};
use crate::web::identity::Finding;
use crate::web::{Body, FormState, Limit, Page, Submitted, see_other};

/// Similar things that are offered.
const OFFERED: usize = 5;

pub const TAKES: Body = &[
    "text",
    "language?",
    "area",
    "municipality?",
    "situation?",
    "urgent?",
    "audience",
    "email?",
    "key?",
    "link?",
    "checked?",
    "remove?",
];

#[derive(Serialize, utoipa::ToSchema)]
pub struct AskPage {
    /// Whom to reach directly.
    contacts: Vec<UrgentContact>,
    /// Working days in which questions are answered: at most, and in the areas that are quickest.
    usual_days: u32,
    quickest_days: u32,
    areas: Vec<AreaChoice>,
    municipalities: Vec<Region>,
    situations: Vec<&'static str>,
    audiences: Vec<&'static str>,
    /// The words of the key, if the question is sent with this page.
    key: String,
    longest: usize,
    /// What identifies a person in the text, to be decided on before it is sent.
    found: Vec<Finding>,
    /// Something else was sent with this key before: it is shown, for whoever has not seen that answer.
    sent_before: bool,
    /// The case of the key was erased: the form has another one now.
    burnt: bool,
    /// A question that is linked and for everyone is shown to everyone at once.
    at_once: bool,
    /// What is about the same, once somebody has asked for it.
    similar: Option<Vec<Suggestion>>,
}

/// An area that can be chosen.
#[derive(Serialize, utoipa::ToSchema)]
struct AreaChoice {
    #[serde(flatten)]
    area: Area,
    /// Working days within which its questions are usually answered.
    answer_days: u32,
}

/// One of both: the same address answers with either.
#[derive(Serialize)]
#[serde(untagged)]
enum Answered {
    Form(AskPage),
    Sent(AskedPage),
}

pub async fn form(visit: Visit) -> Result<HttpResponse> {
    visit.unseen().page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<AskPage>> {
    let rules = all_rules(conn)?;
    let choice = |area: Area| {
        let answer_days = rules.get(&area.id).copied().unwrap_or_default().answer_days;
        AreaChoice { area, answer_days }
    };
    let areas: Vec<AreaChoice> = list_areas(conn, viewer)?.into_iter().map(choice).collect();
    let days = |choice: &AreaChoice| choice.answer_days;
    let page = AskPage {
        contacts: list_contacts(conn, viewer.lang)?,
        usual_days: areas.iter().map(days).max().unwrap_or_default(),
        quickest_days: areas.iter().map(days).min().unwrap_or_default(),
        areas,
        municipalities: list_regions(viewer.lang),
        situations: Situation::ALL.iter().map(|one| one.code()).collect(),
        audiences: Audience::ALL.iter().map(|one| one.code()).collect(),
        key: CaseKey::new().words(viewer.lang),
        longest: LONGEST,
        found: Vec::new(),
        sent_before: false,
        burnt: false,
        at_once: viewer.member.as_ref().is_some_and(|member| !member.is_newcomer(viewer.now)),
        similar: None,
    };
    let locale = viewer.lang.locale();
    Ok(Page::new("questions/ask", locale.say("ask-title"), page).described(locale.say("ask-lead")))
}

pub async fn send(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let mut found = Vec::new();
    match try_send(&visit, &submitted, &mut found).await {
        Ok(Sent::Linked(done)) => Ok(visit.lead_on(done)),
        Ok(Sent::Keyed(key)) => {
            visit.page(move |conn, viewer| Ok(asked_page(conn, viewer, &key)?.map(Answered::Sent))).await
        }
        Err(error) => {
            let sent_before = matches!(error, Error::Conflict { message: SENT_BEFORE, .. });
            let burnt = matches!(error, Error::Conflict { message: BURNT, .. });
            let again = move |conn: &mut Conn, viewer: &Viewer| {
                Ok(page(conn, viewer)?.map(|page| Answered::Form(AskPage { found, sent_before, burnt, ..page })))
            };
            visit.answer(Err(error), &submitted, again).await
        }
    }
}

enum Sent {
    /// To the account of who asked.
    Linked(Done),
    Keyed(CaseKey),
}

async fn try_send(visit: &Visit, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Sent> {
    visit.limit_slowly(Limit::Asking).await?;
    let lang = visit.asked.lang;
    let form = AskForm::parse(submitted, lang, found)?;
    if form.linked {
        let linked = visit.write_once(submitted, "ask", move |tx, _, member| {
            let id = insert(tx, &form, lang, Owner::Account(member.id))?;
            let shown = let_through_at_once(tx, id, &form.words, member)?;
            let done = Done::made(id.0, format!("/{lang}/q/{id}"));
            Ok(if shown { done.telling("flash-question-shown") } else { done })
        });
        return Ok(Sent::Linked(linked.await?));
    }
    // A program may bring no key: it is given one.
    let typed = submitted.text("key");
    let key = if typed.is_empty() { Some(CaseKey::new()) } else { CaseKey::parse(typed) };
    let key = key.ok_or(Error::BadRequest("error-case-key"))?;
    let owner = Owner::Key(key.digest());
    visit.site.db.write(move |tx| insert(tx, &form, lang, owner.clone())).await?;
    Ok(Sent::Keyed(key))
}

/// Shows the form again with what is about the same as its text. Nothing is stored and nothing is logged.
pub async fn similar(visit: Visit, search: Data<Search>, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let read = || {
        visit.limit(Limit::Searching)?;
        let mut fields = submitted.fields();
        let read = parse_text(&mut fields, &submitted, visit.asked.lang);
        fields.finish().map(|()| read)
    };
    let (text, language) = match read() {
        Ok(read) => read,
        Err(error) => return visit.answer(Err(error), &submitted, page).await,
    };
    visit
        .page_with(FormState::of(&submitted), move |conn, viewer| {
            let similar = Some(similar_to_text(conn, &search, viewer, &text, language, None, OFFERED)?);
            Ok(page(conn, viewer)?.map(|page| AskPage { similar, ..page }).not_indexed())
        })
        .await
}

/// Whoever changes the language of the page, or loads it anew, comes back to an empty form.
pub async fn back(visit: Visit) -> Result<HttpResponse> {
    Ok(see_other(&visit.path("/ask")))
}

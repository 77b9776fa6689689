//! `/case`, which a key opens, and `/q/{id}`, which its asker's account does: reading, withdrawing, erasing.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::case::{CaseView, load_case};
use super::case_key::CaseKey;
use super::erased::erase_question;
use super::following_up::{Asking, Outlook, find_outlook, is_to_be_asked};
use super::glass::{GlassOpening, list_for_asker};
use super::opening;
use super::question::{Question, State, find_own, load_question, set_state};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::{Conn, QuestionId, Tx};
use crate::error::{Error, FieldError, Result};
use crate::web::identity::{Finding, tick_new};
use crate::web::{Limit, Page, Submitted, see_other, see_other_with};

#[derive(Serialize, utoipa::ToSchema)]
pub struct CasePage {
    /// `None`: no case is open in this browser; the page asks for the key.
    case: Option<CaseView>,
    /// Where its forms lead: `/en/case`, or `/en/q/12`.
    path: String,
    /// Opened with its key, until this is forgotten.
    keyed: bool,
    /// What identifies a person in a message, to be decided on before it is sent.
    found: Vec<Finding>,
    /// Which administrators have read the question, when and why.
    openings: Vec<GlassOpening>,
    /// Where the asker is asked now whether the answer helped.
    verdict: Option<Asking>,
    /// What the asker may expect, until somebody has taken the question.
    outlook: Option<Outlook>,
}

impl CasePage {
    /// The same page, asking about what was found in a message.
    pub fn asking(self, mut found: Vec<Finding>) -> Self {
        tick_new(&mut found, self.case.as_ref().is_some_and(CaseView::is_for_everyone));
        Self { found, ..self }
    }

    /// The same page, asking about what was found in what was said beside the verdict.
    pub fn asking_of_verdict(self, mut found: Vec<Finding>) -> Self {
        tick_new(&mut found, self.case.as_ref().is_some_and(CaseView::is_for_everyone));
        Self { verdict: self.verdict.map(|_| Asking { found }), ..self }
    }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    visit.page(move |conn, viewer| case_page(conn, viewer, token.as_deref())).await
}

pub fn case_page(conn: &mut Conn, viewer: &Viewer, token: Option<&str>) -> Result<Page<CasePage>> {
    let id = opening::find(conn, token, viewer.now)?;
    let case = id.map(|id| load_case(conn, viewer, id)).transpose()?;
    let openings = id.map(|id| list_for_asker(conn, viewer, id)).transpose()?.unwrap_or_default();
    let title = viewer.lang.locale().say(if case.is_some() { "case-title" } else { "case-open-title" });
    let question = id.map(|id| load_question(conn, id)).transpose()?;
    let verdict = question.as_ref().map(|question| asking(conn, viewer, question)).transpose()?.flatten();
    let outlook = question.map(|question| find_outlook(conn, viewer, &question)).transpose()?.flatten();
    let path = format!("/{}/case", viewer.lang);
    let leaving = case.is_some().then(|| format!("{path}/leaving"));
    let page = CasePage { case, path, keyed: true, found: Vec::new(), openings, verdict, outlook };
    let page = Page::new("questions/case", title, page).not_indexed();
    Ok(match leaving {
        Some(leaving) => page.left_by(leaving),
        None => page,
    })
}

/// Opens the case of a key. A wrong key and an unknown one cost the same, and tell nothing.
pub async fn open(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    match try_open(&visit, &submitted).await {
        Ok(token) => {
            let mut answer = see_other(&visit.path("/case"));
            answer.add_cookie(&opening::opened(&visit.site, token)).map_err(Error::internal)?;
            Ok(answer)
        }
        Err(error) => visit.answer(Err(error), &submitted, |conn, viewer| case_page(conn, viewer, None)).await,
    }
}

async fn try_open(visit: &Visit, submitted: &Submitted) -> Result<String> {
    visit.limit_slowly(Limit::Guessing).await?;
    // A key that cannot be one is looked for like any other.
    let digest = CaseKey::parse(submitted.text("key")).unwrap_or_default().digest();
    let token = visit.site.db.write(move |tx| opening::open(tx, &digest)).await?;
    token.ok_or_else(|| FieldError::new("key", "error-case-unknown").into())
}

/// "Finish and forget": the browser knows nothing of the case any more.
pub async fn forget(visit: Visit, _: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    visit.site.db.write(move |tx| Ok(opening::close(tx, token.as_deref())?)).await?;
    leave(&visit, "flash-case-forgotten")
}

/// "Leave this page" of an open case: closed before anybody who takes the device over can go back to it. A link, since it
/// must work at once and without JavaScript; whoever leads somebody here closes a case that its key opens again.
pub async fn leave_site(visit: Visit) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    visit.site.db.write(move |tx| Ok(opening::close(tx, token.as_deref())?)).await?;
    without_case(&visit, see_other(&visit.site.config.leave_url))
}

/// Leads away from a case, and takes it out of the browser.
fn leave(visit: &Visit, flash: &'static str) -> Result<HttpResponse> {
    without_case(visit, see_other_with(&visit.site, &visit.path("/ask"), flash))
}

fn without_case(visit: &Visit, mut answer: HttpResponse) -> Result<HttpResponse> {
    answer.add_cookie(&opening::forgotten(visit)).map_err(Error::internal)?;
    // What the browser has kept of its pages goes too, where it can (W3C Clear Site Data).
    answer.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\""),
    );
    Ok(answer)
}

pub async fn withdraw(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let (token, url) = (opening::token_of(visit.request()), visit.path("/case"));
    let outcome = visit.site.db.write(move |tx| {
        let now = tx.now();
        let id = opening::find_open(tx, token.as_deref(), now)?;
        withdraw_question(tx, id)?;
        Ok(Done::changed(id.0, url.clone()))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

fn withdraw_question(tx: &mut Tx, id: QuestionId) -> Result<()> {
    let question = load_question(tx, id)?;
    if set_state(tx, &question, State::Withdrawn, "")? {
        // What was public is taken out of the index and of kept pages.
        question.record(tx, "question.withdrawn", question.asker_id);
    }
    Ok(())
}

pub async fn erase(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    let shown = token.clone();
    let outcome = async {
        sure(&submitted)?;
        let erased = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            erase_question(tx, id)
        });
        erased.await
    }
    .await;
    match outcome {
        Ok(()) => leave(&visit, "flash-case-erased"),
        Err(error) => {
            visit.answer(Err(error), &submitted, move |conn, viewer| case_page(conn, viewer, shown.as_deref())).await
        }
    }
}

/// What cannot be undone is confirmed by a tick.
fn sure(submitted: &Submitted) -> Result<()> {
    let mut fields = submitted.fields();
    if !fields.flag("sure") {
        fields.wrong("sure", "error-case-sure");
    }
    fields.finish()
}

fn asking(conn: &mut Conn, viewer: &Viewer, question: &Question) -> Result<Option<Asking>> {
    Ok(is_to_be_asked(conn, question, viewer.now)?.then(Asking::default))
}

pub fn own_page(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<Page<CasePage>> {
    let account = viewer.id().ok_or(Error::NotFound)?;
    let question = find_own(conn, account, id)?;
    let case = Some(load_case(conn, viewer, id)?);
    let openings = list_for_asker(conn, viewer, id)?;
    let verdict = asking(conn, viewer, &question)?;
    let outlook = find_outlook(conn, viewer, &question)?;
    let path = format!("/{}/q/{id}", viewer.lang);
    let page = CasePage { case, path, keyed: false, found: Vec::new(), openings, verdict, outlook };
    Ok(Page::new("questions/case", viewer.lang.locale().say("case-title"), page).not_indexed())
}

pub async fn withdraw_own(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        find_own(tx, member.id, id)?;
        withdraw_question(tx, id)?;
        Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

pub async fn erase_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        sure(&submitted)?;
        let erased = visit.write(move |tx, viewer, member| {
            find_own(tx, member.id, id)?;
            erase_question(tx, id)?;
            Ok(Done::changed(id.0, format!("/{}/ask", viewer.lang)).telling("flash-case-erased"))
        });
        erased.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| own_page(conn, viewer, id)).await
}

//! Putting a saved reply behind what is typed already, without JavaScript: the page comes again with both. Nothing is
//! stored.

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::reply::{find_reply, own_accreditations};
use crate::accounts::Visit;
use crate::db::{QuestionId, SavedReplyId};
use crate::error::{Error, Result};
use crate::questions::expert_page::{self, Making};
use crate::questions::reach::find_for_expert;
use crate::questions::route::reader_of;
use crate::web::{FormState, Submitted, see_other};

crate::text_codes! {
    /// The field that a reply goes into, named by the button: the answer's, or the request's.
    Into { Body = "body", Request = "request_text" }
}

pub async fn insert(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let making = Making::of(&visit, Some(&submitted))?;
    let into = Into::from_code(submitted.text("into")).unwrap_or(Into::Body);
    let chosen = match into {
        Into::Body => submitted.text("reply"),
        Into::Request => submitted.text("request_reply"),
    };
    let reply = match chosen.parse::<SavedReplyId>() {
        Ok(reply) => {
            visit
                .read(move |conn, viewer| {
                    let account = viewer.id().ok_or(Error::SignIn)?;
                    let question = find_for_expert(conn, account, id, viewer.now)?;
                    reader_of(conn, account, &question, viewer.now)?.ok_or(Error::NotFound)?;
                    let own = own_accreditations(conn, account, viewer.now)?;
                    Ok(find_reply(conn, &own, reply)?.body)
                })
                .await?
        }
        Err(_) => String::new(),
    };
    let mut form = FormState::of(&submitted);
    form.values.insert(into.code().to_owned(), behind(submitted.text(into.code()), &reply).into());
    visit.page_with(form, move |conn, viewer| expert_page::page(conn, viewer, &making, id)).await
}

/// What is typed, an empty line, the reply.
fn behind(typed: &str, reply: &str) -> String {
    let typed = typed.trim_end();
    match (typed.is_empty(), reply.is_empty()) {
        (_, true) => typed.to_owned(),
        (true, false) => reply.to_owned(),
        (false, false) => format!("{typed}\n\n{reply}"),
    }
}

/// Whoever loads the page anew, or changes its language, comes back to the question.
pub async fn back(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    Ok(see_other(&visit.path(&format!("/queue/{id}"))))
}

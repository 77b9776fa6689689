//! The asker's consent that bodies of the state may read too, where no other expert answers in the area.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use crate::accounts::{Done, Visit};
use crate::db::schema::questions;
use crate::db::{QuestionId, Tx};
use crate::error::{Error, Result};
use crate::questions::case_page::{case_page, own_page};
use crate::questions::opening;
use crate::questions::question::{Audience, Question, State, find_own, load_question, touch};
use crate::questions::route::route;
use crate::web::{Body, Submitted};

pub const TAKES: Body = &["audience"];

pub async fn of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    let shown = token.clone();
    let outcome = async {
        parse(&submitted)?;
        let url = visit.path("/case");
        let widened = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            let question = load_question(tx, id)?;
            widen(tx, &question)?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-audience-widened"))
        });
        widened.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| case_page(conn, viewer, shown.as_deref())).await
}

pub async fn of_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        parse(&submitted)?;
        let widened = visit.write(move |tx, viewer, member| {
            let question = find_own(tx, member.id, id)?;
            widen(tx, &question)?;
            Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)).telling("flash-audience-widened"))
        });
        widened.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| own_page(conn, viewer, id)).await
}

/// The one audience that a question can be opened to afterwards.
fn parse(submitted: &Submitted) -> Result<()> {
    let mut fields = submitted.fields();
    let wider = |code: &str| Audience::from_code(code).filter(|audience| *audience == Audience::NgoAndState);
    fields.choice("audience", wider, Audience::NgoAndState);
    fields.finish()
}

/// Lets bodies of the state read a question that nobody has, and gives it to an expert. Who presses twice has done it.
fn widen(tx: &mut Tx, question: &Question) -> Result<()> {
    if question.audience != Audience::Ngo {
        return Ok(());
    }
    // As it was read: an expert may have taken it since.
    let as_read = questions::table
        .find(question.id)
        .filter(questions::audience.eq(Audience::Ngo))
        .filter(questions::state.eq(State::Received))
        .filter(questions::accreditation_id.is_null());
    if diesel::update(as_read).set(questions::audience.eq(Audience::NgoAndState)).execute(&mut **tx)? == 0 {
        return Err(Error::conflict("error-audience-settled"));
    }
    question.record(tx, "question.audience_widened", question.asker_id);
    touch(tx, question)?;
    let question = load_question(tx, question.id)?;
    route(tx, &question).map(drop)
}

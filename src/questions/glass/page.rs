//! `/admin/questions/{id}/glass`: the form that asks for a reason, the same for every number, and, for half an hour, the
//! question behind it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Serialize;

use super::administrator;
use super::opening::{LASTS, break_glass, find_open};
use crate::accounts::{Done, Hasher, Viewer, Visit, prove_password};
use crate::db::{Conn, QuestionId, Timestamp};
use crate::error::Result;
use crate::questions::case::{CaseView, load_case};
use crate::questions::question::load_question;
use crate::web::{Page, Submitted};

/// Graphemes of a reason: fewer say nothing.
const SHORTEST: usize = 20;
const LONGEST: usize = 500;

#[derive(Serialize, utoipa::ToSchema)]
pub struct GlassPage {
    id: QuestionId,
    /// `None`: a reason is asked for, whether or not there is such a question.
    case: Option<CaseView>,
    /// Until when it can be read.
    until: Option<Timestamp>,
    /// How long that lasts.
    minutes: i64,
}

pub async fn show(visit: Visit, path: Path<(String, QuestionId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: QuestionId) -> Result<Page<GlassPage>> {
    let admin = administrator(viewer)?;
    let until = find_open(conn, admin.id, id, viewer.now)?;
    // To whom an asker wants to be told is no part of the question.
    let case = until.map(|_| load_case(conn, viewer, id).map(CaseView::without_address)).transpose()?;
    let page = GlassPage { id, case, until, minutes: LASTS.num_minutes() };
    Ok(Page::new("questions/glass", viewer.lang.locale().say("glass-title"), page).not_indexed())
}

pub async fn open(
    visit: Visit,
    path: Path<(String, QuestionId)>,
    hasher: Data<Hasher>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_open(&visit, &hasher, id, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, id)).await
}

async fn try_open(visit: &Visit, hasher: &Hasher, id: QuestionId, submitted: &Submitted) -> Result<Done> {
    visit.read(|_, viewer| administrator(viewer).map(drop)).await?;
    let mut fields = submitted.fields();
    let reason = fields.text("reason", SHORTEST, LONGEST);
    // A browser that was left open opens nothing (OWASP ASVS 4.0.3, 3.7.1).
    prove_password(visit, hasher, submitted, "password", fields.finish()).await?;
    visit
        .write(move |tx, viewer, _| {
            let by = administrator(viewer)?.id;
            let question = load_question(tx, id)?;
            break_glass(tx, &question, by, &reason)?;
            Ok(Done::changed(id.0, format!("/{}/admin/questions/{id}/glass", viewer.lang))
                .telling("flash-glass-broken"))
        })
        .await
}

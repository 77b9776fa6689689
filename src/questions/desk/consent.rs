//! The asker's answer to whether a body that they kept their question from may have it.

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::hand_over::decide;
use crate::accounts::{Done, Visit};
use crate::db::{HandOverId, QuestionId};
use crate::error::Result;
use crate::questions::case_page::{case_page, own_page};
use crate::questions::opening;
use crate::questions::question::{find_own, load_question};
use crate::web::{Body, Submitted};

pub const TAKES: Body = &["hand_over", "consent"];

crate::text_codes! {
    Consent { Agree = "agree", Refuse = "refuse" }
}

pub async fn of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let token = opening::token_of(visit.request());
    let shown = token.clone();
    let outcome = async {
        let (hand_over, consent) = parse(&submitted)?;
        let url = visit.path("/case");
        let decided = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            let question = load_question(tx, id)?;
            decide(tx, &question, hand_over, consent == Consent::Agree)?;
            Ok(Done::changed(id.0, url.clone()).telling(flash(consent)))
        });
        decided.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| case_page(conn, viewer, shown.as_deref())).await
}

pub async fn of_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let (hand_over, consent) = parse(&submitted)?;
        let decided = visit.write(move |tx, viewer, member| {
            let question = find_own(tx, member.id, id)?;
            decide(tx, &question, hand_over, consent == Consent::Agree)?;
            Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)).telling(flash(consent)))
        });
        decided.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| own_page(conn, viewer, id)).await
}

fn parse(submitted: &Submitted) -> Result<(HandOverId, Consent)> {
    let mut fields = submitted.fields();
    let hand_over = fields.choice("hand_over", |text| text.parse().ok(), HandOverId(0));
    let consent = fields.choice("consent", Consent::from_code, Consent::Refuse);
    fields.finish()?;
    Ok((hand_over, consent))
}

fn flash(consent: Consent) -> &'static str {
    match consent {
        Consent::Agree => "flash-consent-given",
        Consent::Refuse => "flash-consent-refused",
    }
}

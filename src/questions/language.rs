//! The language that a question was understood to be in, put right by its asker: with the case open, with its key on
//! the page after sending, or through their account.

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::asked::asked_page;
use super::case_key::CaseKey;
use super::case_page::{case_page, own_page};
use super::opening;
use super::question::{Question, find_by_key, find_own, load_question, touch};
use super::route::reroute;
use crate::accounts::{Done, Visit};
use crate::db::{Entry, QuestionId, Subject, Tx};
use crate::error::{FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::translations::correct_language;
use crate::web::{Limit, Submitted, see_other};

pub async fn of_case(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    if !submitted.text("key").is_empty() {
        return with_key(visit, submitted).await;
    }
    let token = opening::token_of(visit.request());
    let shown = token.clone();
    let outcome = async {
        let (language, url) = (parse(&submitted)?, visit.path("/case"));
        let corrected = visit.site.db.write(move |tx| {
            let now = tx.now();
            let id = opening::find_open(tx, token.as_deref(), now)?;
            let question = load_question(tx, id)?;
            correct(tx, &question, language)?;
            Ok(Done::changed(id.0, url.clone()))
        });
        corrected.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| case_page(conn, viewer, shown.as_deref())).await
}

/// From the page after sending: it is shown again, for only there the key can be read.
async fn with_key(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = async {
        visit.limit_slowly(Limit::Guessing).await?;
        let language = parse(&submitted)?;
        // A key that cannot be one is looked for like any other.
        let key = CaseKey::parse(submitted.text("key")).unwrap_or_default();
        let digest = key.digest();
        let corrected = visit.site.db.write(move |tx| {
            let id = find_by_key(tx, &digest)?.ok_or_else(|| FieldError::new("key", "error-case-unknown"))?;
            let question = load_question(tx, id)?;
            correct(tx, &question, language)
        });
        corrected.await.map(|()| key)
    };
    match outcome.await {
        Ok(key) => visit.page(move |conn, viewer| asked_page(conn, viewer, &key)).await,
        Err(error) => visit.answer_plainly(Err(error), &submitted),
    }
}

pub async fn of_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let language = parse(&submitted)?;
        let corrected = visit.write(move |tx, viewer, member| {
            let question = find_own(tx, member.id, id)?;
            correct(tx, &question, language)?;
            Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)))
        });
        corrected.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| own_page(conn, viewer, id)).await
}

/// Whoever loads the page after sending anew cannot be shown its key: they are asked for it.
pub async fn back(visit: Visit) -> Result<HttpResponse> {
    Ok(see_other(&visit.path("/case")))
}

fn parse(submitted: &Submitted) -> Result<ContentLanguage> {
    let mut fields = submitted.fields();
    let language = fields.language("language");
    fields.finish()?;
    Ok(language)
}

fn correct(tx: &mut Tx, question: &Question, language: ContentLanguage) -> Result<()> {
    if !correct_language(tx, question.text_id, language)? {
        return Ok(());
    }
    touch(tx, question)?;
    reroute(tx, question)?;
    tx.record(Entry {
        kind: "question.language_corrected",
        actor: question.asker_id,
        subject: question.subject(),
        parent: None,
        container: Some(Subject { kind: "area", id: question.area_id.0 }),
        detail: serde_json::json!({}),
    });
    Ok(())
}

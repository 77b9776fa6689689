//! The address to which "you have an answer" goes, if the asker has left one: shown masked, and deleted at once.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::following_up::forget_letters;
use super::opening;
use super::question::find_own;
use crate::accounts::{Done, Visit};
use crate::db::schema::questions;
use crate::db::{QuestionId, Tx};
use crate::error::Result;
use crate::web::Submitted;

pub async fn forget(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let visit = visit.unseen();
    let (token, url) = (opening::token_of(visit.request()), visit.path("/case"));
    let outcome = visit.site.db.write(move |tx| {
        let now = tx.now();
        let id = opening::find_open(tx, token.as_deref(), now)?;
        delete_address(tx, id)?;
        Ok(Done::changed(id.0, url.clone()).telling("flash-case-email-deleted"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

pub async fn forget_own(visit: Visit, path: Path<(String, QuestionId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        find_own(tx, member.id, id)?;
        delete_address(tx, id)?;
        Ok(Done::changed(id.0, format!("/{}/q/{id}", viewer.lang)).telling("flash-case-email-deleted"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

/// With what was on its way there.
fn delete_address(tx: &mut Tx, id: QuestionId) -> Result<()> {
    let none: Option<String> = None;
    diesel::update(questions::table.find(id))
        .set((questions::notify_email.eq(&none), questions::notify_language.eq(&none)))
        .execute(&mut **tx)?;
    forget_letters(tx, id)
}

/// Enough for its owner to know it by: `o•••@example.org`.
pub fn mask(address: &str) -> String {
    let (user, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    format!("{}•••@{domain}", user.graphemes(true).next().unwrap_or_default())
}

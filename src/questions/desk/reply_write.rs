//! Writing, changing and removing saved replies.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::reply::{SavedReply, find_reply, has_room, own_accreditations};
use super::reply_page::{edit_page, new_page};
use crate::accounts::{Done, Visit};
use crate::db::schema::saved_replies;
use crate::db::{AccountId, Entry, OrganisationId, SavedReplyId, Subject, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::Accreditation;
use crate::web::{Body, Submitted};

/// Graphemes of a title and of a reply.
const TITLE: usize = 100;
const LONGEST: usize = 5_000;

pub const FIELDS: Body = &["title", "body", "language", "shared_with?"];
pub const CHANGES: Body = &["title", "body", "language", "shared_with?", "revision?"];

struct ReplyForm {
    title: String,
    body: String,
    language: ContentLanguage,
    shared_with: Option<OrganisationId>,
    /// What the form had shown; none when it was not said.
    revision: Option<i64>,
}

impl ReplyForm {
    fn parse(submitted: &Submitted) -> Result<Self> {
        let mut fields = submitted.fields();
        let title = fields.line("title", 2, TITLE);
        let body = fields.text("body", 2, LONGEST);
        let language = fields.language("language");
        let shared_with = fields.number("shared_with").map(OrganisationId);
        let revision = fields.number("revision");
        fields.finish()?;
        Ok(Self { title, body, language, shared_with, revision })
    }

    /// Shared only with a body that the writer answers for.
    fn owner(&self, own: &[Accreditation]) -> Result<(Option<AccountId>, Option<OrganisationId>)> {
        match self.shared_with {
            None => Ok((own.first().map(|one| one.account), None)),
            Some(body) if own.iter().any(|one| one.organisation == body) => Ok((None, Some(body))),
            Some(_) => Err(FieldError::new("shared_with", "error-choose").into()),
        }
    }
}

pub async fn create(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = async {
        visit.read(|conn, viewer| own_accreditations(conn, viewer.id().ok_or(Error::SignIn)?, viewer.now)).await?;
        let form = ReplyForm::parse(&submitted)?;
        let created = visit.write_once(&submitted, "saved-replies", move |tx, viewer, member| {
            let own = own_accreditations(tx, member.id, viewer.now)?;
            let (account, body) = form.owner(&own)?;
            if !has_room(tx, member.id, body)? {
                return Err(Error::conflict("error-many-replies"));
            }
            let now = tx.now();
            let id: SavedReplyId = diesel::insert_into(saved_replies::table)
                .values((
                    saved_replies::account_id.eq(account),
                    saved_replies::organisation_id.eq(body),
                    saved_replies::title.eq(&form.title),
                    saved_replies::language.eq(form.language),
                    saved_replies::body.eq(&form.body),
                    saved_replies::revision.eq(1),
                    saved_replies::updated_at.eq(now),
                ))
                .returning(saved_replies::id)
                .get_result(&mut **tx)?;
            record(tx, "saved_reply.added", member.id, id);
            Ok(Done::made(id.0, list_path(viewer.lang, Some(id))).telling("flash-reply-saved"))
        });
        created.await
    }
    .await;
    visit.answer(outcome, &submitted, new_page).await
}

pub async fn change(visit: Visit, path: Path<(String, SavedReplyId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|conn, viewer| own_accreditations(conn, viewer.id().ok_or(Error::SignIn)?, viewer.now)).await?;
        let form = ReplyForm::parse(&submitted)?;
        let changed = visit.write(move |tx, viewer, member| {
            let own = own_accreditations(tx, member.id, viewer.now)?;
            let reply = find_reply(tx, &own, id)?;
            let (account, body) = form.owner(&own)?;
            if reply.organisation_id != body && !has_room(tx, member.id, body)? {
                return Err(Error::conflict("error-many-replies"));
            }
            let now = tx.now();
            let shown = form.revision.unwrap_or(reply.revision);
            let as_shown = saved_replies::table.find(id).filter(saved_replies::revision.eq(shown));
            let written = diesel::update(as_shown)
                .set((
                    saved_replies::account_id.eq(account),
                    saved_replies::organisation_id.eq(body),
                    saved_replies::title.eq(&form.title),
                    saved_replies::language.eq(form.language),
                    saved_replies::body.eq(&form.body),
                    saved_replies::revision.eq(reply.revision + 1),
                    saved_replies::updated_at.eq(now),
                ))
                .execute(&mut **tx)?;
            if written == 0 {
                return Err(changed_meanwhile(&reply));
            }
            record(tx, "saved_reply.changed", member.id, id);
            Ok(Done::changed(id.0, list_path(viewer.lang, Some(id))).telling("flash-reply-saved"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

fn changed_meanwhile(reply: &SavedReply) -> Error {
    Error::Conflict { message: "error-reply-changed", current: Some(format!("{}\n\n{}", reply.title, reply.body)) }
}

pub async fn remove(visit: Visit, path: Path<(String, SavedReplyId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        let own = own_accreditations(tx, member.id, viewer.now)?;
        find_reply(tx, &own, id)?;
        diesel::delete(saved_replies::table.find(id)).execute(&mut **tx)?;
        record(tx, "saved_reply.removed", member.id, id);
        Ok(Done::changed(id.0, list_path(viewer.lang, None)).telling("flash-reply-removed"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

fn list_path(lang: Lang, id: Option<SavedReplyId>) -> String {
    let place = id.map(|id| format!("#reply-{id}")).unwrap_or_default();
    format!("/{lang}/queue/replies{place}")
}

fn record(tx: &mut Tx, kind: &'static str, by: AccountId, id: SavedReplyId) {
    tx.record(Entry {
        kind,
        actor: Some(by),
        subject: Subject { kind: "saved-reply", id: id.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
}

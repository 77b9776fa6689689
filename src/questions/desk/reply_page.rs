//! `/queue/replies`: an expert's saved replies and those of their body, and the form of one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::reply::{ReplyItem, find_reply, list_replies, own_accreditations};
use crate::accounts::{Viewer, Visit};
use crate::db::{AccreditationId, Conn, OrganisationId, SavedReplyId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, load_badges};
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct RepliesPage {
    replies: Vec<ReplyItem>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct ReplyPage {
    /// `None` for a new one.
    id: Option<SavedReplyId>,
    title: String,
    body: String,
    language: ContentLanguage,
    /// `None`: the expert's own.
    shared_with: Option<OrganisationId>,
    /// Bodies that the expert answers for.
    bodies: Vec<SharingBody>,
    revision: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
struct SharingBody {
    id: OrganisationId,
    name: String,
    language: ContentLanguage,
}

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            let account = viewer.id().ok_or(Error::SignIn)?;
            let own = own_accreditations(conn, account, viewer.now)?;
            let replies = list_replies(conn, &own)?;
            let title = viewer.lang.locale().say("replies-title");
            Ok(Page::new("questions/desk/replies", title, RepliesPage { replies }).not_indexed())
        })
        .await
}

pub async fn new(visit: Visit) -> Result<HttpResponse> {
    visit.page(new_page).await
}

pub async fn edit(visit: Visit, path: Path<(String, SavedReplyId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| edit_page(conn, viewer, id)).await
}

pub fn new_page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<ReplyPage>> {
    let account = viewer.id().ok_or(Error::SignIn)?;
    let own = own_accreditations(conn, account, viewer.now)?;
    let page = ReplyPage {
        id: None,
        title: String::new(),
        body: String::new(),
        language: ContentLanguage::from(viewer.lang),
        shared_with: None,
        bodies: list_bodies(conn, viewer, &own)?,
        revision: 0,
    };
    Ok(Page::new("questions/desk/reply", viewer.lang.locale().say("replies-new"), page).not_indexed())
}

pub fn edit_page(conn: &mut Conn, viewer: &Viewer, id: SavedReplyId) -> Result<Page<ReplyPage>> {
    let account = viewer.id().ok_or(Error::SignIn)?;
    let own = own_accreditations(conn, account, viewer.now)?;
    let reply = find_reply(conn, &own, id)?;
    let page = ReplyPage {
        id: Some(id),
        title: reply.title,
        body: reply.body,
        language: reply.language,
        shared_with: reply.organisation_id,
        bodies: list_bodies(conn, viewer, &own)?,
        revision: reply.revision,
    };
    Ok(Page::new("questions/desk/reply", viewer.lang.locale().say("replies-edit"), page).not_indexed())
}

fn list_bodies(conn: &mut Conn, viewer: &Viewer, own: &[Accreditation]) -> Result<Vec<SharingBody>> {
    let ids: Vec<AccreditationId> = own.iter().map(|one| one.id).collect();
    let badges = load_badges(conn, viewer, &ids)?;
    let mut bodies: Vec<SharingBody> = Vec::new();
    for one in own {
        if let Some(badge) = badges.get(&one.id)
            && !bodies.iter().any(|body| body.id == one.organisation)
        {
            let (name, language) = (badge.organisation.clone(), badge.language);
            bodies.push(SharingBody { id: one.organisation, name, language });
        }
    }
    Ok(bodies)
}

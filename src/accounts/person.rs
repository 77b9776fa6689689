//! `/u/{id}`: a member as others see them.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::{Author, Viewer, Visit, load_authors};
use crate::activity::Tag;
use crate::db::schema::accounts;
use crate::db::{AccountId, Conn, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::text::{self, Mentions};
use crate::web::{Endpoint, Page, get};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/u/{id}", choose_language), get("/{lang}/u/{id}", show).page::<PersonPage>("PersonPage")]
}

#[derive(Serialize, utoipa::ToSchema)]
struct PersonPage {
    person: Author,
    /// `None` for a former member.
    since: Option<Timestamp>,
    /// Markdown.
    about: String,
    about_html: String,
    reads: Vec<ContentLanguage>,
    /// The reader's own page.
    own: bool,
}

async fn show(visit: Visit, path: Path<(String, AccountId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let base_url = visit.site.config.base_url.clone();
    visit
        .page(move |conn, viewer| {
            let page = find_person(conn, viewer, id, &base_url)?.ok_or(Error::NotFound)?;
            let former = page.person.name.is_none();
            let title = page.person.name.clone().unwrap_or_else(|| viewer.lang.locale().say("former-member"));
            let page = Page::new("people/person", title, page).kept_until_changed(vec![Tag::of("account", id.0)]);
            Ok(if former { page.not_indexed() } else { page })
        })
        .await
}

fn find_person(conn: &mut Conn, viewer: &Viewer, id: AccountId, base_url: &str) -> Result<Option<PersonPage>> {
    let Some(person) = load_authors(conn, &[id], viewer.now)?.remove(&id) else { return Ok(None) };
    let (since, about, reads): (Timestamp, String, String) =
        accounts::table.find(id).select((accounts::created_at, accounts::about, accounts::reads)).first(conn)?;
    Ok(Some(PersonPage {
        since: person.name.is_some().then_some(since),
        about_html: text::render(&about, &Mentions::default(), base_url, "about").html,
        about,
        reads: serde_json::from_str(&reads).unwrap_or_default(),
        own: viewer.id() == Some(id),
        person,
    }))
}

/// Where mentions in texts lead: to the page in the reader's own language.
async fn choose_language(visit: Visit, path: Path<AccountId>) -> Result<HttpResponse> {
    let id = path.into_inner();
    let lang = visit
        .read(|conn, viewer| {
            let Some(reader) = viewer.id() else { return Ok(viewer.lang) };
            let chosen: String = accounts::table.find(reader).select(accounts::language).first(conn)?;
            Ok(Lang::from_code(&chosen).unwrap_or(viewer.lang))
        })
        .await?;
    Ok(HttpResponse::Found()
        .insert_header((header::LOCATION, format!("/{lang}/u/{id}")))
        .insert_header((header::VARY, "Accept-Language, Cookie"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .finish())
}

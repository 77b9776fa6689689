//! The front page: ask first, then the areas, what waits for the reader, what is new. And `/`, which chooses
//! a language.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::accounts::Visit;
use crate::activity::Tag;
use crate::areas::{Area, list_areas};
use crate::error::Result;
use crate::forum::{Forum, Readable, ThreadItem, newest_threads, waiting_threads};
use crate::web::{Endpoint, Page, get};

/// Threads shown of each kind.
const SHOWN: i64 = 8;

pub fn endpoints() -> Vec<Endpoint> {
    vec![get("/", choose_language), get("/{lang}", slash), get("/{lang}/", show).page::<HomePage>("HomePage")]
}

#[derive(Serialize, utoipa::ToSchema)]
struct HomePage {
    areas: Vec<Area>,
    /// For members: threads that they have read and that have new posts.
    waiting: Vec<ThreadItem>,
    newest: Vec<ThreadItem>,
}

async fn choose_language(visit: Visit) -> HttpResponse {
    HttpResponse::Found()
        .insert_header((header::LOCATION, visit.path("/")))
        .insert_header((header::VARY, "Accept-Language, Cookie"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .finish()
}

async fn slash(request: HttpRequest) -> HttpResponse {
    HttpResponse::MovedPermanently().insert_header((header::LOCATION, format!("{}/", request.path()))).finish()
}

async fn show(visit: Visit, forum: Data<Forum>) -> Result<HttpResponse> {
    visit
        .page(move |conn, viewer| {
            let readable = Readable::load(conn, viewer)?;
            let page = HomePage {
                areas: list_areas(conn, viewer)?,
                waiting: waiting_threads(conn, viewer, &forum.reading, &readable, SHOWN)?,
                newest: newest_threads(conn, viewer, &forum.reading, readable.ids(), SHOWN)?,
            };
            let locale = viewer.lang.locale();
            // Whatever is written anywhere changes what is new.
            let tags = vec![Tag::any("area"), Tag::any("category"), Tag::any("thread"), Tag::any("account")];
            let page = Page::new("home", locale.say("home-title"), page);
            Ok(page.described(locale.say("home-lead")).kept_until_changed(tags))
        })
        .await
}

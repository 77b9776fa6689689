//! The front page: ask first, then what waits for the reader, what experts have answered, the areas, what is new. And `/`, which chooses
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
use crate::questions::{QuestionItem, newest_answered};
use crate::web::{Endpoint, Page, get};

/// Threads shown of each kind.
const SHOWN: i64 = 8;
/// Questions shown.
const ANSWERED: i64 = 4;

pub fn endpoints() -> Vec<Endpoint> {
    vec![get("/", choose_language), get("/{lang}", slash), get("/{lang}/", show).page::<HomePage>("HomePage")]
}

#[derive(Serialize, utoipa::ToSchema)]
struct HomePage {
    areas: Vec<Area>,
    /// For members: threads that they have read and that have new posts.
    waiting: Vec<ThreadItem>,
    /// Questions with an official answer, those first that can be read in the reader's language.
    answered: Vec<QuestionItem>,
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
                answered: newest_answered(conn, viewer, ANSWERED)?,
                newest: newest_threads(conn, viewer, &forum.reading, readable.ids(), SHOWN)?,
            };
            let locale = viewer.lang.locale();
            // Whatever is written anywhere changes what is new.
            let mut tags = vec![Tag::any("area"), Tag::any("category"), Tag::any("thread"), Tag::any("account")];
            tags.extend([Tag::any("question"), Tag::any("answer"), Tag::any("source")]);
            let page = Page::new("home", locale.say("home-title"), page);
            Ok(page.described(locale.say("home-lead")).kept_until_changed(tags))
        })
        .await
}

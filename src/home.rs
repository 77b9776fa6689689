//! The front page, and `/`, which chooses a language.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::accounts::Visit;
use crate::areas::{Area, list_areas};
use crate::error::Result;
use crate::web::{Endpoint, Page, Tag, get};

pub fn endpoints() -> Vec<Endpoint> {
    vec![get("/", choose_language), get("/{lang}", slash), get("/{lang}/", show).page::<HomePage>("HomePage")]
}

#[derive(Serialize, utoipa::ToSchema)]
struct HomePage {
    areas: Vec<Area>,
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

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            let areas = list_areas(conn, viewer)?;
            let title = viewer.lang.locale().say("home-title");
            Ok(Page::new("home", title, HomePage { areas }).kept_until_changed(vec![Tag::any("area")]))
        })
        .await
}

//! `/assets/{name}.{hash}.{ext}`: never changes, kept for a year.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::{Asked, Encoding, Endpoint, Site, get};
use crate::error::{Error, Result};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/assets/{name}", show), get("/favicon.ico", favicon), get("/robots.txt", robots)]
}

async fn show(site: Data<Site>, name: Path<String>, request: HttpRequest) -> Result<HttpResponse> {
    let asset = site.assets.get(&name).ok_or(Error::NotFound)?;
    let asked = Asked::of(&request, &site.config);
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.content_type))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    let body = match asked.encoding {
        Encoding::Brotli => {
            response.insert_header((header::CONTENT_ENCODING, "br"));
            &asset.brotli
        }
        Encoding::Gzip => {
            response.insert_header((header::CONTENT_ENCODING, "gzip"));
            &asset.gzip
        }
        Encoding::Identity => &asset.plain,
    };
    Ok(response.body(body.clone()))
}

/// Browsers ask for it by themselves; the page names its icon.
async fn favicon() -> HttpResponse {
    HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "public, max-age=86400")).finish()
}

async fn robots() -> HttpResponse {
    let text = "User-agent: *\nDisallow: /*/settings\nDisallow: /*/moderation\nDisallow: /*/admin\n";
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)
}

//! `/healthz`: the process answers. `/readyz`: it can serve, the database included.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::{Endpoint, Site, get};
use crate::activity;
use crate::error::Result;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/healthz", health), get("/readyz", ready)]
}

async fn health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

async fn ready(site: Data<Site>) -> Result<HttpResponse> {
    site.db.read(activity::newest).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}

//! `/areas` and `/areas/{slug}`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Serialize;

use super::{Area, PanelView, Panels, find_area, list_areas};
use crate::accounts::Visit;
use crate::activity::Tag;
use crate::error::{Error, Result};
use crate::web::{Endpoint, Page, get};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/areas", index).page::<AreasPage>("AreasPage"),
        get("/{lang}/areas/{slug}", show).page::<AreaPage>("AreaPage"),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct AreasPage {
    areas: Vec<Area>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct AreaPage {
    area: Area,
    panels: Vec<PanelView>,
}

async fn index(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            let areas = list_areas(conn, viewer)?;
            let title = viewer.lang.locale().say("areas-title");
            Ok(Page::new("areas/index", title, AreasPage { areas }).kept_until_changed(vec![Tag::any("area")]))
        })
        .await
}

async fn show(visit: Visit, path: Path<(String, String)>, panels: Data<Panels>) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    visit
        .page(move |conn, viewer| {
            let area = find_area(conn, viewer, &slug)?.ok_or(Error::NotFound)?;
            let mut tags = vec![Tag::of("area", area.id.0)];
            let mut shown = Vec::new();
            for panel in &panels.0 {
                if let Some(mut view) = panel.show(conn, viewer, area.id)? {
                    tags.append(&mut view.tags);
                    shown.push(view);
                }
            }
            let (title, summary) = (area.name.clone(), area.summary.clone());
            let page = Page::new("areas/area", title, AreaPage { area, panels: shown });
            Ok(page.described(summary).kept_until_changed(tags))
        })
        .await
}

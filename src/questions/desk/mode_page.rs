//! `/admin/verification`: in which areas a second expert looks at answers, before or after they are shown.

use std::collections::HashSet;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::verification::Mode;
use crate::accounts::{Done, Role, Viewer, Visit};
use crate::areas::{Area, list_areas};
use crate::db::schema::area_verification;
use crate::db::{AccountId, AreaId, Conn, Entry, Subject, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::list_all_experts;
use crate::web::{Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct ModesPage {
    areas: Vec<AreaMode>,
    modes: Vec<Mode>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct AreaMode {
    slug: String,
    name: String,
    language: ContentLanguage,
    mode: Mode,
    /// Members who answer there: of fewer than two nobody can verify what another has written.
    experts: usize,
}

fn permit(viewer: &Viewer) -> Result<()> {
    let keeps = viewer.has_role(Role::Editor) || viewer.has_role(Role::Admin);
    if keeps { Ok(()) } else { Err(Error::NotFound) }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<ModesPage>> {
    permit(viewer)?;
    let set: Vec<(AreaId, Mode)> = area_verification::table.load(conn)?;
    let mode = |id: AreaId| set.iter().find(|row| row.0 == id).map_or(Mode::Off, |row| row.1);
    let all = list_all_experts(conn, viewer.now)?;
    let experts = |id: AreaId| -> HashSet<AccountId> {
        all.iter().filter(|one| one.areas.contains(&id)).map(|one| one.account).collect()
    };
    let item = |area: Area| AreaMode {
        mode: mode(area.id),
        experts: experts(area.id).len(),
        slug: area.slug,
        name: area.name,
        language: area.language,
    };
    let areas = list_areas(conn, viewer)?.into_iter().map(item).collect();
    let page = ModesPage { areas, modes: Mode::ALL.to_vec() };
    Ok(Page::new("questions/desk/modes", viewer.lang.locale().say("verification-title"), page).not_indexed())
}

/// Sets the modes of the areas that are named, each by the mode in the same place.
pub async fn change(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = async {
        visit.read(|_, viewer| permit(viewer)).await?;
        let wanted = parse(&submitted)?;
        let changed = visit.write(move |tx, viewer, member| {
            permit(viewer)?;
            let areas = list_areas(tx, viewer)?;
            for (slug, mode) in &wanted {
                let area = areas.iter().find(|area| area.slug == *slug);
                let area = area.ok_or_else(|| FieldError::new("area", "error-choose"))?.id;
                if set(tx, area, *mode)? {
                    tx.record(Entry {
                        kind: "area.verification_changed",
                        actor: Some(member.id),
                        subject: Subject { kind: "area", id: area.0 },
                        parent: None,
                        container: None,
                        detail: serde_json::json!({ "mode": mode }),
                    });
                }
            }
            Ok(Done::changed(0, format!("/{}/admin/verification", viewer.lang)).telling("flash-verification-saved"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, page).await
}

fn parse(submitted: &Submitted) -> Result<Vec<(String, Mode)>> {
    let (areas, modes) = (submitted.all("area"), submitted.all("mode"));
    let modes: Vec<Mode> = modes.iter().filter_map(|code| Mode::from_code(code)).collect();
    if areas.is_empty() || areas.len() != modes.len() {
        return Err(FieldError::new("mode", "error-choose").into());
    }
    Ok(areas.iter().cloned().zip(modes).collect())
}

/// Whether it was another.
fn set(tx: &mut Tx, area: AreaId, mode: Mode) -> QueryResult<bool> {
    let known: Option<Mode> =
        area_verification::table.find(area).select(area_verification::mode).first(&mut **tx).optional()?;
    if known.unwrap_or(Mode::Off) == mode {
        return Ok(false);
    }
    let row = (area_verification::area_id.eq(area), area_verification::mode.eq(mode));
    crate::on_both!(tx, c => diesel::insert_into(area_verification::table)
        .values(&row)
        .on_conflict(area_verification::area_id)
        .do_update()
        .set(area_verification::mode.eq(mode))
        .execute(c))?;
    Ok(true)
}

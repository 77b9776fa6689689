//! `/settings`: the language of the interface, the time zone, light or dark.

use actix_web::HttpResponse;
use chrono_tz::Tz;
use diesel::prelude::*;
use serde::Serialize;

use super::{owner, record};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::Conn;
use crate::db::schema::accounts;
use crate::error::Result;
use crate::i18n::{Lang, zones};
use crate::web::{Endpoint, Page, Submitted, get, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings", show).page::<InterfacePage>("InterfacePage"),
        post("/{lang}/settings", change).takes(&["language", "time_zone", "theme"]),
    ]
}

crate::text_codes! {
    /// Colours: as the device says, or always the same.
    Theme { Auto = "auto", Light = "light", Dark = "dark" }
}

#[derive(Serialize, utoipa::ToSchema)]
struct InterfacePage {
    language: Lang,
    /// Those to choose from.
    languages: Vec<Lang>,
    /// IANA name.
    time_zone: String,
    theme: Theme,
    regions: Vec<Region>,
}

/// Time zones that begin alike, Europe's first.
#[derive(Serialize, utoipa::ToSchema)]
struct Region {
    name: String,
    zones: Vec<String>,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

async fn change(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = save(&visit, &submitted).await;
    visit.answer(outcome, &submitted, page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<InterfacePage>> {
    let member = owner(viewer)?;
    let language: String = accounts::table.find(member.id).select(accounts::language).first(conn)?;
    let page = InterfacePage {
        language: Lang::from_code(&language).unwrap_or(viewer.lang),
        languages: Lang::ALL.to_vec(),
        time_zone: member.zone.name().to_owned(),
        theme: Theme::from_code(&member.theme).unwrap_or(Theme::Auto),
        regions: regions(),
    };
    Ok(Page::new("settings/interface", viewer.lang.locale().say("settings-title"), page).not_indexed())
}

async fn save(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let language = fields.choice("language", Lang::from_code, Lang::Lt);
    let zone = fields.choice("time_zone", |name| name.parse::<Tz>().ok(), Tz::Europe__Vilnius);
    let theme = fields.choice("theme", Theme::from_code, Theme::Auto);
    fields.finish()?;
    visit
        .write(move |tx, _, member| {
            diesel::update(accounts::table.find(member.id))
                .set((
                    accounts::language.eq(language.code()),
                    accounts::time_zone.eq(zone.name()),
                    accounts::theme.eq(theme.code()),
                ))
                .execute(&mut **tx)?;
            record(tx, member, "account.settings_changed", serde_json::json!({}));
            Ok(Done::changed(member.id.0, format!("/{language}/settings")).telling("flash-settings-saved"))
        })
        .await
}

/// The zones of the map; abbreviations and fixed offsets (`EST`, `Etc/GMT+3`) are left out.
fn regions() -> Vec<Region> {
    let mut regions: Vec<Region> = vec![Region { name: "Europe".into(), zones: Vec::new() }];
    for zone in zones() {
        let Some((name, _)) = zone.split_once('/').filter(|(name, _)| !matches!(*name, "Etc" | "US")) else { continue };
        match regions.iter_mut().find(|region| region.name == name) {
            Some(region) => region.zones.push(zone.to_owned()),
            None => regions.push(Region { name: name.to_owned(), zones: vec![zone.to_owned()] }),
        }
    }
    regions.push(Region { name: "UTC".into(), zones: vec!["UTC".into()] });
    regions
}

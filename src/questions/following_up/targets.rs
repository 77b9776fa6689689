//! What editors and administrators set for each area: by when its questions are answered, and what follows.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::rules::{Rules, all_rules, rules_of, set_rules};
use crate::accounts::{Done, Viewer, Visit};
use crate::areas::{Area, find_area, find_id, list_areas};
use crate::db::{Conn, Entry, Subject};
use crate::error::{Error, Result};
use crate::questions::admin::permit;
use crate::web::{Body, Fields, Page, Submitted};

pub const TAKES: Body = &["answer_days", "check_months", "helped_days"];

type Of = Path<(String, String)>;

#[derive(Serialize, utoipa::ToSchema)]
pub struct TargetsPage {
    areas: Vec<TargetItem>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct TargetItem {
    slug: String,
    name: String,
    rules: Rules,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct TargetFormPage {
    area: Area,
    rules: Rules,
}

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    visit.page(list_page).await
}

fn list_page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<TargetsPage>> {
    permit(viewer)?;
    let rules = all_rules(conn)?;
    let item = |area: Area| {
        let rules = rules.get(&area.id).copied().unwrap_or_default();
        TargetItem { slug: area.slug, name: area.name, rules }
    };
    let areas = list_areas(conn, viewer)?.into_iter().map(item).collect();
    let title = viewer.lang.locale().say("targets-title");
    Ok(Page::new("questions/targets", title, TargetsPage { areas }).not_indexed())
}

pub async fn edit(visit: Visit, path: Of) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    visit.page(move |conn, viewer| edit_page(conn, viewer, &slug)).await
}

fn edit_page(conn: &mut Conn, viewer: &Viewer, slug: &str) -> Result<Page<TargetFormPage>> {
    permit(viewer)?;
    let area = find_area(conn, viewer, slug)?.ok_or(Error::NotFound)?;
    let rules = rules_of(conn, area.id)?;
    let title = area.name.clone();
    Ok(Page::new("questions/target", title, TargetFormPage { area, rules }).not_indexed())
}

pub async fn change(visit: Visit, path: Of, submitted: Submitted) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let again = slug.clone();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer)).await?;
        let rules = parse(&submitted)?;
        let changed = visit.write(move |tx, viewer, member| {
            permit(viewer)?;
            let area = find_id(tx, &slug)?.ok_or(Error::NotFound)?;
            if rules_of(tx, area)? != rules {
                set_rules(tx, area, rules)?;
                tx.record(Entry {
                    kind: "area.rules_set",
                    actor: Some(member.id),
                    subject: Subject { kind: "area", id: area.0 },
                    parent: None,
                    container: None,
                    detail: serde_json::json!({ "rules": rules }),
                });
            }
            let url = format!("/{}/admin/areas/targets", viewer.lang);
            Ok(Done::changed(area.0, url).telling("flash-targets-saved"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| edit_page(conn, viewer, &again)).await
}

fn parse(submitted: &Submitted) -> Result<Rules> {
    let mut fields = submitted.fields();
    let rules = Rules {
        answer_days: number(&mut fields, "answer_days", 60, "error-target-days"),
        check_months: number(&mut fields, "check_months", 24, "error-answer-months"),
        helped_days: number(&mut fields, "helped_days", 90, "error-target-helped"),
    };
    fields.finish()?;
    Ok(rules)
}

/// A whole number from one to `most`.
fn number(fields: &mut Fields<'_>, name: &str, most: u32, message: &'static str) -> u32 {
    let number = fields.number(name).and_then(|number| u32::try_from(number).ok());
    let number = number.filter(|number| (1..=most).contains(number));
    if number.is_none() {
        fields.wrong(name, message);
    }
    number.unwrap_or(1)
}

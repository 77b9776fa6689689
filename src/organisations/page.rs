//! `/organisations/{slug}`: one organisation.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use diesel::prelude::*;
use serde::Serialize;

use super::codes::{Kind, MemberRole, Sector, State};
use super::organisation::{Contact, Organisation, find_by_slug, subject};
use super::panel::OrganisationPanels;
use super::people::People;
use crate::accounts::{Role, Viewer, Visit};
use crate::activity::{Position, Tag};
use crate::areas::{Area, PanelView, list_areas};
use crate::db::schema::{memberships, organisation_areas};
use crate::db::{AreaId, Conn, OrganisationId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::notifications::{Followed, Following};
use crate::text::{self, Mentions};
use crate::translations::{Shown, load_shown};
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct OrganisationPage {
    id: OrganisationId,
    slug: String,
    name: String,
    /// One line.
    summary: String,
    /// Markdown.
    description: String,
    description_html: String,
    /// Of the words: not the reader's where a version is missing.
    language: ContentLanguage,
    /// The original has changed since this version was made.
    stale: bool,
    kind: Kind,
    sector: Option<Sector>,
    /// A municipality's code.
    region: Option<String>,
    areas: Vec<Area>,
    #[serde(flatten)]
    contact: Contact,
    /// Accounts on social networks.
    social_links: Vec<String>,
    state: State,
    /// Why it is not listed: for its own people.
    decision_reason: Option<String>,
    #[serde(flatten)]
    people: People,
    /// How much a member hears of it.
    following: Option<Following>,
    may_edit: bool,
    may_administer: bool,
    /// What other features show of it.
    panels: Vec<PanelView>,
}

pub async fn show(
    visit: Visit,
    path: Path<(String, String)>,
    panels: Data<OrganisationPanels>,
) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let base_url = visit.site.config.base_url.clone();
    let changes = std::sync::Arc::clone(&visit.site.changes);
    visit
        .page(move |conn, viewer| {
            let position = changes.catch_up(conn)?;
            page(conn, viewer, &slug, &base_url, position, &panels)
        })
        .await
}

fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    slug: &str,
    base_url: &str,
    position: Position,
    panels: &OrganisationPanels,
) -> Result<Page<OrganisationPage>> {
    let organisation = find_by_slug(conn, viewer, slug)?.ok_or(Error::NotFound)?;
    let (id, text) = (organisation.id, organisation.text_id);
    let words = load_shown(conn, &[text], viewer.lang)?.remove(&text).ok_or(Error::NotFound)?;
    let areas = list_areas(conn, viewer)?;
    let people = People::load(conn, viewer, id, &areas)?;
    let own: Vec<AreaId> = organisation_areas::table
        .filter(organisation_areas::organisation_id.eq(id))
        .select(organisation_areas::area_id)
        .load(conn)?;
    let following = Following::read(conn, viewer, &followed(id))?;
    let may_edit = speaks_for(conn, viewer, &organisation)?;
    let mut tags = vec![Tag::of("organisation", id.0), Tag::any("area")];
    tags.extend(people.accounts().map(|account| Tag::of("account", account.0)));
    let listed = organisation.state == State::Listed;
    let mut panels = if listed { panels.show(conn, viewer, id)? } else { Vec::new() };
    panels.iter_mut().for_each(|panel| tags.append(&mut panel.tags));
    let (title, summary) = (words.title.clone(), words.summary.clone());
    let data = OrganisationPage {
        description_html: text::render(&words.body, &Mentions::default(), base_url, "about").html,
        areas: areas.into_iter().filter(|area| own.contains(&area.id)).collect(),
        people,
        following: following.filter(|_| listed),
        may_edit,
        may_administer: viewer.has_role(Role::Admin),
        panels,
        ..blank(organisation, words)
    };
    let page = Page::new("organisations/organisation", title, data).described(summary);
    // Nothing of it is told live, so that guests need no socket; what a member was told of it is read here.
    let page = if viewer.member.is_some() { page.showing(subject(id), 1, position) } else { page };
    Ok(if listed { page.kept_until_changed(tags) } else { page.not_indexed() })
}

/// What the row and its words say.
fn blank(organisation: Organisation, words: Shown) -> OrganisationPage {
    OrganisationPage {
        id: organisation.id,
        slug: organisation.slug,
        name: words.title,
        summary: words.summary,
        description: words.body,
        description_html: String::new(),
        language: words.language,
        stale: words.stale,
        kind: organisation.kind,
        sector: organisation.sector,
        region: organisation.region,
        areas: Vec::new(),
        social_links: organisation.contact.social.lines().map(str::to_owned).collect(),
        contact: organisation.contact,
        decision_reason: organisation.decision_reason.filter(|_| organisation.state != State::Listed),
        state: organisation.state,
        people: People::default(),
        following: None,
        may_edit: false,
        may_administer: false,
        panels: Vec::new(),
    }
}

/// An organisation as a thing to follow.
pub fn followed(id: OrganisationId) -> Followed {
    Followed::new("organisation", id)
}

/// Whether the viewer has a mandate of a listed organisation now.
pub fn speaks_for(conn: &mut Conn, viewer: &Viewer, organisation: &Organisation) -> QueryResult<bool> {
    let Some(account) = viewer.id().filter(|_| organisation.state == State::Listed) else { return Ok(false) };
    let mandates: i64 = memberships::table
        .filter(memberships::organisation_id.eq(organisation.id))
        .filter(memberships::account_id.eq(account))
        .filter(memberships::role.eq(MemberRole::Representative))
        .filter(memberships::from_at.le(viewer.now))
        .filter(memberships::until_at.is_null().or(memberships::until_at.gt(viewer.now)))
        .count()
        .get_result(conn)?;
    Ok(mandates > 0)
}

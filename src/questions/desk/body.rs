//! To which other bodies a question can be handed: those with an expert for its area who is there.

use serde::Serialize;

use super::hand_over::list_refused;
use crate::accounts::Viewer;
use crate::db::{AccreditationId, Conn, OrganisationId};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, Kind, load_badges};
use crate::questions::question::{Audience, Question};
use crate::questions::route::{list_free, may_read};

/// A body to which a question can be handed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Body {
    pub id: OrganisationId,
    pub name: String,
    pub language: ContentLanguage,
    pub kind: Kind,
    /// Its asker keeps the question from bodies of this kind, and is asked.
    pub needs_consent: bool,
    /// The asker was asked, has not agreed, and has written nothing since.
    pub refused: bool,
}

/// Whether the asker is to agree before such a body reads the question.
pub fn needs_consent(question: &Question, kind: Kind) -> bool {
    !may_read(question.audience, kind)
}

/// By name; those whom the asker lets read it first.
pub fn list_bodies(conn: &mut Conn, viewer: &Viewer, question: &Question, by: &Accreditation) -> Result<Vec<Body>> {
    let mut one_of_each: Vec<Accreditation> = Vec::new();
    // Once the asker has agreed, what holds for everybody holds here.
    let widest = Question { audience: Audience::NgoAndState, ..question.clone() };
    for expert in list_free(conn, &widest, viewer.now)? {
        let other = expert.organisation != by.organisation;
        if other && !one_of_each.iter().any(|known| known.organisation == expert.organisation) {
            one_of_each.push(expert);
        }
    }
    let ids: Vec<AccreditationId> = one_of_each.iter().map(|expert| expert.id).collect();
    let mut badges = load_badges(conn, viewer, &ids)?;
    let refused = list_refused(conn, question)?;
    let body = |expert: Accreditation| {
        let badge = badges.remove(&expert.id)?;
        let needs_consent = needs_consent(question, expert.kind);
        let (name, language) = (badge.organisation, badge.language);
        let refused = refused.contains(&expert.organisation);
        Some(Body { id: expert.organisation, name, language, kind: expert.kind, needs_consent, refused })
    };
    let mut bodies: Vec<Body> = one_of_each.into_iter().filter_map(body).collect();
    bodies.sort_by(|a, b| (a.needs_consent, &a.name).cmp(&(b.needs_consent, &b.name)));
    Ok(bodies)
}

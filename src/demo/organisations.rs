//! The bodies of the demonstration, all invented, with their people and experts: made when the story has come to today,
//! as if it had long been so.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;
use serde::Deserialize;

use super::opening::Community;
use super::seeds::{SeedMember, Trilingual};
use crate::accounts::{Role, Span};
use crate::db::schema::areas;
use crate::db::{AccountId, AreaId, OrganisationId, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::organisations::{
    Contact, Details, Kind, MemberRole, NewAbsence, NewOrganisation, Scope, Sector, State, accredit, end_accreditation,
    find_region, give_membership, insert_organisation, set_absence, show_name,
};
use crate::translations::Words;

/// How long mandates and accreditations have lasted.
const SINCE: Duration = Duration::days(200);
/// A mandate's length.
const TERM: Duration = Duration::days(365 * 3);

#[derive(Debug, Clone, Deserialize)]
pub struct SeedOrganisations {
    organisations: Vec<SeedOrganisation>,
    application: SeedApplication,
    leave: SeedLeave,
    ended: SeedEnded,
}

#[derive(Debug, Clone, Deserialize)]
struct SeedOrganisation {
    slug: String,
    kind: Kind,
    sector: Sector,
    region: Option<String>,
    areas: Vec<String>,
    name: Trilingual,
    summary: Trilingual,
    description: Trilingual,
    website: String,
    public_email: String,
    registered_address: String,
    social: String,
    /// Sign-in names, of members as well.
    representatives: Vec<String>,
    members: Vec<String>,
    experts: Vec<SeedExpert>,
}

#[derive(Debug, Clone, Deserialize)]
struct SeedExpert {
    login: String,
    areas: Vec<String>,
    languages: Vec<ContentLanguage>,
    shows_name: bool,
}

/// One that waits for the administrator.
#[derive(Debug, Clone, Deserialize)]
struct SeedApplication {
    login: String,
    kind: Kind,
    name: Trilingual,
    summary: Trilingual,
    areas: Vec<String>,
    why: String,
}

#[derive(Debug, Clone, Deserialize)]
struct SeedLeave {
    login: String,
    stand_in: String,
}

/// An expert who was one.
#[derive(Debug, Clone, Deserialize)]
struct SeedEnded {
    organisation: String,
    login: String,
    areas: Vec<String>,
    languages: Vec<ContentLanguage>,
}

impl SeedOrganisations {
    /// Who has a role through an organisation.
    pub fn gives(&self, role: Role, member: &SeedMember) -> bool {
        self.organisations.iter().any(|one| match role {
            Role::Expert => one.experts.iter().any(|expert| expert.login == member.login),
            Role::Representative => one.representatives.contains(&member.login),
            _ => false,
        })
    }
}

/// What is looked up while organisations are made.
struct Opening<'a> {
    community: &'a Community,
    areas: HashMap<String, AreaId>,
    by: AccountId,
}

/// Makes all of them.
pub fn open(tx: &mut Tx, seeds: &SeedOrganisations, community: &Community) -> Result<()> {
    let areas = areas::table.select((areas::slug, areas::id)).load(&mut **tx)?.into_iter().collect();
    let opening = Opening { community, areas, by: community.member("admin")? };
    let mut made = HashMap::new();
    for one in &seeds.organisations {
        made.insert(one.slug.as_str(), opening.organisation(tx, one)?);
    }
    let ended = &seeds.ended;
    let organisation = made.get(ended.organisation.as_str()).ok_or_else(|| Error::internal("no organisation"))?;
    let expert = SeedExpert {
        login: ended.login.clone(),
        areas: ended.areas.clone(),
        languages: ended.languages.clone(),
        shows_name: false,
    };
    opening.expert(tx, *organisation, &expert, true)?;
    opening.application(tx, &seeds.application)?;
    let now = tx.now();
    let leave = NewAbsence {
        from: now - Duration::days(3),
        until: now + Duration::days(11),
        stand_in: Some(community.member(&seeds.leave.stand_in)?),
    };
    set_absence(tx, community.member(&seeds.leave.login)?, leave).map(drop)
}

impl Opening<'_> {
    fn organisation(&self, tx: &mut Tx, seed: &SeedOrganisation) -> Result<OrganisationId> {
        let contact = Contact {
            website: seed.website.clone(),
            public_email: seed.public_email.clone(),
            registered_address: seed.registered_address.clone(),
            social: seed.social.clone(),
            ..Contact::default()
        };
        let new = NewOrganisation {
            slug: Some(seed.slug.clone()),
            details: Details {
                kind: seed.kind,
                sector: Some(seed.sector),
                region: seed.region.as_deref().and_then(find_region),
                areas: self.areas(&seed.areas)?,
                contact,
            },
            versions: versions(&seed.name, &seed.summary, &seed.description),
            state: State::Listed,
            why: String::new(),
            applied_by: None,
        };
        let id = insert_organisation(tx, &new, Some(self.by))?;
        let from = tx.now() - SINCE;
        for login in &seed.representatives {
            let span = Span { from, until: Some(from + TERM) };
            let account = self.community.member(login)?;
            give_membership(tx, id, account, MemberRole::Representative, span, self.by)?;
        }
        for login in &seed.members {
            let span = Span { from, until: None };
            give_membership(tx, id, self.community.member(login)?, MemberRole::Member, span, self.by)?;
        }
        seed.experts.iter().try_for_each(|expert| self.expert(tx, id, expert, false))?;
        Ok(id)
    }

    fn expert(&self, tx: &mut Tx, of: OrganisationId, seed: &SeedExpert, ended: bool) -> Result<()> {
        let account = self.community.member(&seed.login)?;
        let scope = Scope { areas: self.areas(&seed.areas)?, languages: seed.languages.clone() };
        let span = Span { from: tx.now() - SINCE, until: None };
        let id = accredit(tx, of, account, &scope, span, self.by)?;
        if seed.shows_name {
            show_name(tx, id, account, true)?;
        }
        if ended { end_accreditation(tx, id, Some(self.by)) } else { Ok(()) }
    }

    fn application(&self, tx: &mut Tx, seed: &SeedApplication) -> Result<()> {
        let applicant = self.community.member(&seed.login)?;
        let new = NewOrganisation {
            slug: None,
            details: Details {
                kind: seed.kind,
                sector: None,
                region: None,
                areas: self.areas(&seed.areas)?,
                contact: Contact::default(),
            },
            versions: versions(&seed.name, &seed.summary, &Trilingual::default()),
            state: State::Applied,
            why: seed.why.clone(),
            applied_by: Some(applicant),
        };
        insert_organisation(tx, &new, Some(applicant)).map(drop)
    }

    fn areas(&self, slugs: &[String]) -> Result<Vec<AreaId>> {
        let find = |slug: &String| self.areas.get(slug).copied();
        slugs.iter().map(|slug| find(slug).ok_or_else(|| Error::internal(format!("no area {slug}")))).collect()
    }
}

fn versions(name: &Trilingual, summary: &Trilingual, description: &Trilingual) -> Vec<(ContentLanguage, Words)> {
    let words = |lang: Lang| Words {
        title: name.get(lang).to_owned(),
        summary: summary.get(lang).to_owned(),
        body: description.get(lang).to_owned(),
    };
    Lang::ALL.map(|lang| (ContentLanguage::from(lang), words(lang))).into()
}

//! The people of an organisation, as its page shows them: representatives with their mandates, members, and experts.
//! Of experts who do not show their names there is a number and nothing else, among the members neither.

use std::collections::HashSet;

use diesel::prelude::*;
use serde::Serialize;

use super::accreditation::{Accreditation, list_accreditations_of};
use super::codes::MemberRole;
use crate::accounts::{Author, Viewer, load_authors};
use crate::areas::Area;
use crate::db::schema::memberships;
use crate::db::{AccountId, AreaId, Conn, OrganisationId, Timestamp};
use crate::error::Result;
use crate::i18n::ContentLanguage;

/// Who belongs to an organisation now.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub struct People {
    pub representatives: Vec<Belonging>,
    pub members: Vec<Belonging>,
    /// Those who show their names.
    pub experts: Vec<NamedExpert>,
    /// How many further experts there are.
    pub unnamed_experts: usize,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Belonging {
    pub person: Author,
    pub from_at: Timestamp,
    pub until_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NamedExpert {
    pub person: Author,
    /// Names in the reader's language.
    pub areas: Vec<String>,
    pub languages: Vec<ContentLanguage>,
}

impl People {
    /// Six queries.
    pub fn load(conn: &mut Conn, viewer: &Viewer, id: OrganisationId, areas: &[Area]) -> Result<Self> {
        let now = viewer.now;
        let rows: Vec<(AccountId, MemberRole, Timestamp, Option<Timestamp>)> = memberships::table
            .filter(memberships::organisation_id.eq(id))
            .filter(memberships::from_at.le(now))
            .filter(memberships::until_at.is_null().or(memberships::until_at.gt(now)))
            .order((memberships::from_at, memberships::id))
            .select((memberships::account_id, memberships::role, memberships::from_at, memberships::until_at))
            .load(conn)?;
        let experts = list_accreditations_of(conn, id, now)?;
        let (named, unnamed): (Vec<Accreditation>, Vec<Accreditation>) =
            experts.into_iter().partition(|expert| expert.shows_name);
        let mut accounts: Vec<AccountId> = rows.iter().map(|row| row.0).collect();
        accounts.extend(named.iter().map(|expert| expert.account));
        let known = load_authors(conn, &accounts, now)?;
        // Among the members a name would give away who the expert is: their posts bear the badge.
        let hidden: HashSet<AccountId> = unnamed.iter().map(|expert| expert.account).collect();
        let of_role = |wanted: MemberRole| {
            let own = rows.iter().filter(|(account, role, ..)| {
                *role == wanted && (wanted != MemberRole::Member || !hidden.contains(account))
            });
            own.filter_map(|(account, _, from_at, until_at)| {
                let person = known.get(account)?.clone();
                Some(Belonging { person, from_at: *from_at, until_at: *until_at })
            })
            .collect()
        };
        let expert = |expert: &Accreditation| {
            let person = known.get(&expert.account)?.clone();
            let areas = area_names(areas, &expert.areas);
            Some(NamedExpert { person, areas, languages: expert.languages.clone() })
        };
        Ok(Self {
            representatives: of_role(MemberRole::Representative),
            members: of_role(MemberRole::Member),
            experts: named.iter().filter_map(expert).collect(),
            unnamed_experts: unnamed.len(),
        })
    }

    /// Accounts whose names are shown.
    pub fn accounts(&self) -> impl Iterator<Item = AccountId> {
        let belonging = self.representatives.iter().chain(&self.members).map(|one| one.person.id);
        belonging.chain(self.experts.iter().map(|expert| expert.person.id))
    }
}

/// The names of some of all areas, in the areas' own order.
pub fn area_names(all: &[Area], ids: &[AreaId]) -> Vec<String> {
    all.iter().filter(|area| ids.contains(&area.id)).map(|area| area.name.clone()).collect()
}

//! The members and the categories: what is there before the first thread.

use std::collections::HashMap;

use diesel::prelude::*;

use super::seeds::{SeedCategory, SeedMember, Seeds};
use crate::accounts::{NewAccount, PasswordHash, Role, create_account, grant};
use crate::db::schema::{accounts, areas};
use crate::db::{AccountId, AreaId, CategoryId, Tx};
use crate::error::{Error, Result};
use crate::forum::{Access, NewCategory, insert_category};
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::Words;

/// Members by sign-in name and categories by slug.
#[derive(Debug, Clone, Default)]
pub struct Community {
    members: HashMap<String, AccountId>,
    categories: HashMap<String, CategoryId>,
}

impl Community {
    pub fn member(&self, login: &str) -> Result<AccountId> {
        self.members.get(login).copied().ok_or_else(|| Error::internal(format!("no member {login}")))
    }

    pub fn category(&self, slug: &str) -> Result<CategoryId> {
        self.categories.get(slug).copied().ok_or_else(|| Error::internal(format!("no category {slug}")))
    }
}

/// Makes the members, then the categories, then gives the roles, which may be for some categories alone.
pub fn open(tx: &mut Tx, seeds: &Seeds, password: &PasswordHash) -> Result<Community> {
    let mut community = Community::default();
    for member in &seeds.members {
        let id = join(tx, member, password)?;
        community.members.insert(member.login.clone(), id);
    }
    let admin = seeds.members.iter().find(|member| member.roles.iter().any(|given| given.role == Role::Admin));
    let admin = community.member(admin.map_or("", |member| &member.login))?;
    let areas: HashMap<String, AreaId> =
        areas::table.select((areas::slug, areas::id)).load(&mut **tx)?.into_iter().collect();
    add_categories(tx, &seeds.categories, None, &areas, admin, &mut community)?;
    for member in &seeds.members {
        let id = community.member(&member.login)?;
        for given in &member.roles {
            let by = (given.role != Role::Admin).then_some(admin);
            if given.categories.is_empty() {
                grant(tx, id, given.role, None, None, by)?;
            }
            for slug in &given.categories {
                grant(tx, id, given.role, Some(community.category(slug)?), None, by)?;
            }
        }
    }
    Ok(community)
}

fn join(tx: &mut Tx, member: &SeedMember, password: &PasswordHash) -> Result<AccountId> {
    let new = NewAccount {
        public_name: member.name.clone(),
        email: member.address(),
        password: password.clone(),
        language: member.language,
    };
    let id = create_account(tx, &new)?;
    diesel::update(accounts::table.find(id))
        .set((accounts::about.eq(&member.about), accounts::reads.eq(serde_json::json!(member.reads).to_string())))
        .execute(&mut **tx)?;
    Ok(id)
}

fn add_categories(
    tx: &mut Tx,
    list: &[SeedCategory],
    parent: Option<CategoryId>,
    areas: &HashMap<String, AreaId>,
    by: AccountId,
    community: &mut Community,
) -> Result<()> {
    for (position, category) in (1..).zip(list) {
        let access = |code: &str| Access::parse(code).ok_or_else(|| Error::internal(format!("no access {code}")));
        let area = match &category.area {
            None => None,
            Some(slug) => Some(*areas.get(slug).ok_or_else(|| Error::internal(format!("no area {slug}")))?),
        };
        let words = |lang: Lang| Words {
            title: category.name.get(lang).to_owned(),
            summary: category.description.get(lang).to_owned(),
            body: category.rules.as_ref().map_or("", |rules| rules.get(lang)).to_owned(),
        };
        let new = NewCategory {
            parent,
            slug: category.slug.clone(),
            position,
            area,
            read: access(&category.read)?,
            write: access(&category.write)?,
            versions: Lang::ALL.map(|lang| (ContentLanguage::from(lang), words(lang))).into(),
        };
        let id = insert_category(tx, &new, Some(by))?;
        community.categories.insert(category.slug.clone(), id);
        add_categories(tx, &category.children, Some(id), areas, by, community)?;
    }
    Ok(())
}

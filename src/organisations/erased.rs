//! What becomes of an erased account's place in organisations: it ends, and its leaves are forgotten. The records stay,
//! without a name, so that what was done under a mandate or an accreditation has one.

use diesel::prelude::*;

use super::codes::State;
use super::membership::{end_accreditation, end_membership};
use super::organisation::record;
use crate::accounts::AccountErased;
use crate::db::schema::{absences, accreditations, memberships, organisations};
use crate::db::{AccountId, AccreditationId, MembershipId, OrganisationId, Tx};
use crate::error::Result;

pub struct OrganisationsErased;

impl AccountErased for OrganisationsErased {
    fn erase(&self, tx: &mut Tx, account: AccountId) -> Result<()> {
        let now = tx.now();
        let belonging: Vec<MembershipId> = memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::until_at.is_null().or(memberships::until_at.gt(now)))
            .select(memberships::id)
            .load(&mut **tx)?;
        let answering: Vec<AccreditationId> = accreditations::table
            .filter(accreditations::account_id.eq(account))
            .filter(accreditations::until_at.is_null().or(accreditations::until_at.gt(now)))
            .select(accreditations::id)
            .load(&mut **tx)?;
        belonging.into_iter().try_for_each(|id| end_membership(tx, id, Some(account)))?;
        answering.into_iter().try_for_each(|id| end_accreditation(tx, id, Some(account)))?;
        diesel::update(accreditations::table.filter(accreditations::account_id.eq(account)))
            .set(accreditations::shows_name.eq(false))
            .execute(&mut **tx)?;
        diesel::delete(absences::table.filter(absences::account_id.eq(account))).execute(&mut **tx)?;
        let nobody: Option<AccountId> = None;
        diesel::update(absences::table.filter(absences::stand_in_id.eq(account)))
            .set(absences::stand_in_id.eq(nobody))
            .execute(&mut **tx)?;
        withdraw_applications(tx, account)
    }
}

/// Nobody is left who would speak for what they applied for; what they wrote goes with them.
fn withdraw_applications(tx: &mut Tx, account: AccountId) -> Result<()> {
    let now = tx.now();
    let own = organisations::table.filter(organisations::applied_by.eq(account));
    diesel::update(own).set(organisations::why.eq("")).execute(&mut **tx)?;
    let waiting: Vec<OrganisationId> = diesel::update(own.filter(organisations::state.eq(State::Applied)))
        .set((organisations::state.eq(State::Withdrawn), organisations::updated_at.eq(now)))
        .returning(organisations::id)
        .get_results(&mut **tx)?;
    for id in waiting {
        record(tx, "organisation.withdrawn", Some(account), id, serde_json::json!({}));
    }
    Ok(())
}

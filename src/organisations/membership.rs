//! Giving and ending memberships, mandates and accreditations. The role that comes with one is a grant, written in the
//! same transaction and of the same days: whoever asks who is an expert or a representative asks in one place.

use diesel::prelude::*;

use super::codes::{MemberRole, State};
use super::organisation::subject;
use crate::accounts::{Role, Span, change_end_of, grant_through, revoke_through};
use crate::db::schema::{accreditation_areas, accreditation_languages, accreditations, memberships, organisations};
use crate::db::{AccountId, AccreditationId, AreaId, Conn, Entry, MembershipId, OrganisationId, Subject, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;

/// Makes somebody a member or a representative of an organisation.
pub fn give_membership(
    tx: &mut Tx,
    organisation: OrganisationId,
    account: AccountId,
    role: MemberRole,
    span: Span,
    by: AccountId,
) -> Result<MembershipId> {
    must_be_listed(tx, organisation)?;
    let now = tx.now();
    let held: i64 = memberships::table
        .filter(memberships::organisation_id.eq(organisation))
        .filter(memberships::account_id.eq(account))
        .filter(memberships::role.eq(role))
        .filter(memberships::until_at.is_null().or(memberships::until_at.gt(now)))
        .count()
        .get_result(&mut **tx)?;
    if held > 0 {
        return Err(Error::conflict("error-membership-held"));
    }
    let id: MembershipId = diesel::insert_into(memberships::table)
        .values((
            memberships::organisation_id.eq(organisation),
            memberships::account_id.eq(account),
            memberships::role.eq(role),
            memberships::from_at.eq(span.from),
            memberships::until_at.eq(span.until),
            memberships::created_by.eq(by),
            memberships::created_at.eq(now),
        ))
        .returning(memberships::id)
        .get_result(&mut **tx)?;
    if role == MemberRole::Representative {
        grant_through(tx, account, Role::Representative, membership(id), span, by)?;
    }
    record(tx, "membership.given", Some(by), membership(id), organisation, account);
    Ok(id)
}

/// Ends a membership now, with the role that came with it; it stays on record.
pub fn end_membership(tx: &mut Tx, id: MembershipId, by: Option<AccountId>) -> Result<()> {
    let now = tx.now();
    let open = memberships::until_at.is_null().or(memberships::until_at.gt(now));
    let (organisation, account) = diesel::update(memberships::table.filter(memberships::id.eq(id)).filter(open))
        .set(memberships::until_at.eq(now))
        .returning((memberships::organisation_id, memberships::account_id))
        .get_result(&mut **tx)?;
    revoke_through(tx, membership(id), by)?;
    record(tx, "membership.ended", by, membership(id), organisation, account);
    Ok(())
}

/// For what somebody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    pub areas: Vec<AreaId>,
    pub languages: Vec<ContentLanguage>,
}

/// Accredits somebody as an expert of an organisation. Who has that already gets these areas and languages and this end
/// instead. The name is not shown until they say so themselves.
pub fn accredit(
    tx: &mut Tx,
    organisation: OrganisationId,
    account: AccountId,
    scope: &Scope,
    span: Span,
    by: AccountId,
) -> Result<AccreditationId> {
    must_be_listed(tx, organisation)?;
    let now = tx.now();
    let standing: Option<AccreditationId> = accreditations::table
        .filter(accreditations::organisation_id.eq(organisation))
        .filter(accreditations::account_id.eq(account))
        .filter(accreditations::until_at.is_null().or(accreditations::until_at.gt(now)))
        .select(accreditations::id)
        .first(&mut **tx)
        .optional()?;
    if let Some(id) = standing {
        diesel::update(accreditations::table.find(id))
            .set(accreditations::until_at.eq(span.until))
            .execute(&mut **tx)?;
        store_scope(tx, id, scope)?;
        change_end_of(tx, accreditation(id), span.until, by)?;
        record(tx, "accreditation.changed", Some(by), accreditation(id), organisation, account);
        return Ok(id);
    }
    let id: AccreditationId = diesel::insert_into(accreditations::table)
        .values((
            accreditations::organisation_id.eq(organisation),
            accreditations::account_id.eq(account),
            accreditations::shows_name.eq(false),
            accreditations::from_at.eq(span.from),
            accreditations::until_at.eq(span.until),
            accreditations::granted_by.eq(by),
            accreditations::created_at.eq(now),
        ))
        .returning(accreditations::id)
        .get_result(&mut **tx)?;
    store_scope(tx, id, scope)?;
    grant_through(tx, account, Role::Expert, accreditation(id), span, by)?;
    record(tx, "accreditation.given", Some(by), accreditation(id), organisation, account);
    Ok(id)
}

fn store_scope(tx: &mut Tx, id: AccreditationId, scope: &Scope) -> QueryResult<()> {
    let areas = accreditation_areas::table.filter(accreditation_areas::accreditation_id.eq(id));
    diesel::delete(areas).execute(&mut **tx)?;
    let languages = accreditation_languages::table.filter(accreditation_languages::accreditation_id.eq(id));
    diesel::delete(languages).execute(&mut **tx)?;
    for area in &scope.areas {
        let row = (accreditation_areas::accreditation_id.eq(id), accreditation_areas::area_id.eq(area));
        diesel::insert_into(accreditation_areas::table).values(row).execute(&mut **tx)?;
    }
    for language in &scope.languages {
        let row = (accreditation_languages::accreditation_id.eq(id), accreditation_languages::language.eq(*language));
        diesel::insert_into(accreditation_languages::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// Ends an accreditation now, with the role that came with it; what was answered under it stays.
pub fn end_accreditation(tx: &mut Tx, id: AccreditationId, by: Option<AccountId>) -> Result<()> {
    let now = tx.now();
    let open = accreditations::until_at.is_null().or(accreditations::until_at.gt(now));
    let (organisation, account) = diesel::update(accreditations::table.filter(accreditations::id.eq(id)).filter(open))
        .set(accreditations::until_at.eq(now))
        .returning((accreditations::organisation_id, accreditations::account_id))
        .get_result(&mut **tx)?;
    revoke_through(tx, accreditation(id), by)?;
    record(tx, "accreditation.ended", by, accreditation(id), organisation, account);
    Ok(())
}

/// Shows or hides the name of an expert, who says so themselves; not found when it is not theirs or has ended.
pub fn show_name(tx: &mut Tx, id: AccreditationId, account: AccountId, shown: bool) -> Result<()> {
    let now = tx.now();
    let own = accreditations::table.filter(accreditations::id.eq(id)).filter(accreditations::account_id.eq(account));
    let open = accreditations::until_at.is_null().or(accreditations::until_at.gt(now));
    let organisation: Option<OrganisationId> =
        own.filter(open).select(accreditations::organisation_id).first(&mut **tx).optional()?;
    let organisation = organisation.ok_or(Error::NotFound)?;
    diesel::update(accreditations::table.find(id)).set(accreditations::shows_name.eq(shown)).execute(&mut **tx)?;
    record(tx, "accreditation.changed", Some(account), accreditation(id), organisation, account);
    Ok(())
}

/// Ends everything that an organisation has given: it leaves the directory.
pub fn end_all(tx: &mut Tx, organisation: OrganisationId, by: AccountId) -> Result<()> {
    let now = tx.now();
    let belonging: Vec<MembershipId> = memberships::table
        .filter(memberships::organisation_id.eq(organisation))
        .filter(memberships::until_at.is_null().or(memberships::until_at.gt(now)))
        .select(memberships::id)
        .load(&mut **tx)?;
    let experts: Vec<AccreditationId> = accreditations::table
        .filter(accreditations::organisation_id.eq(organisation))
        .filter(accreditations::until_at.is_null().or(accreditations::until_at.gt(now)))
        .select(accreditations::id)
        .load(&mut **tx)?;
    belonging.into_iter().try_for_each(|id| end_membership(tx, id, Some(by)))?;
    experts.into_iter().try_for_each(|id| end_accreditation(tx, id, Some(by)))
}

/// Nobody speaks or answers for a body that is not in the directory.
fn must_be_listed(conn: &mut Conn, id: OrganisationId) -> Result<()> {
    let state: Option<State> = organisations::table.find(id).select(organisations::state).first(conn).optional()?;
    match state {
        Some(State::Listed) => Ok(()),
        Some(_) => Err(Error::conflict("error-organisation-not-listed")),
        None => Err(Error::NotFound),
    }
}

fn membership(id: MembershipId) -> Subject {
    Subject { kind: "membership", id: id.0 }
}

fn accreditation(id: AccreditationId) -> Subject {
    Subject { kind: "accreditation", id: id.0 }
}

/// The organisation's page shows it, and the account's name stands there.
fn record(
    tx: &mut Tx,
    kind: &'static str,
    by: Option<AccountId>,
    what: Subject,
    organisation: OrganisationId,
    account: AccountId,
) {
    tx.record(Entry {
        kind,
        actor: by,
        subject: what,
        parent: Some(subject(organisation)),
        container: Some(Subject { kind: "account", id: account.0 }),
        detail: serde_json::json!({}),
    });
}

//! Changing what an organisation says of itself: by its representatives, and by administrators.

use diesel::prelude::*;

use super::form::OrganisationForm;
use super::organisation::{Organisation, record, slug_taken, store_areas, store_names};
use crate::accounts::Member;
use crate::db::schema::organisations;
use crate::db::{Conn, Tx};
use crate::error::{Error, FieldError, Result};
use crate::translations::{name_state, say_all, write_versions};

/// Stores what a form says; what is as it was is left, and changes nothing.
pub fn store(tx: &mut Tx, by: &Member, organisation: &Organisation, form: &OrganisationForm) -> Result<()> {
    if form.revisions.is_some() && form.revisions != Some(name_state(tx, organisation.text_id)?) {
        let current = Some(say_all(tx, organisation.text_id)?);
        return Err(Error::Conflict { message: "error-organisation-changed", current });
    }
    let details = form.details(tx)?;
    let slug = form.slug.as_ref().unwrap_or(&organisation.slug);
    if *slug != organisation.slug && is_taken(tx, slug)? {
        return Err(FieldError::new("slug", "error-slug-taken").into());
    }
    let same = *slug == organisation.slug
        && details.kind == organisation.kind
        && details.sector == organisation.sector
        && details.region == organisation.region.as_deref()
        && details.contact == organisation.contact;
    let said = write_versions(tx, organisation.text_id, &form.versions, &form.current, form.same_meaning, by.id)?;
    let moved = store_areas(tx, organisation.id, &details.areas)?;
    if same && !said && !moved {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(organisations::table.find(organisation.id))
        .set((
            organisations::slug.eq(slug),
            organisations::kind.eq(details.kind),
            organisations::sector.eq(details.sector),
            organisations::region.eq(details.region),
            &details.contact,
            organisations::updated_at.eq(now),
        ))
        .execute(&mut **tx)
        .map_err(slug_taken)?;
    if said {
        store_names(tx, organisation.id, organisation.text_id)?;
    }
    record(tx, "organisation.changed", Some(by.id), organisation.id, serde_json::json!({}));
    Ok(())
}

/// Whether an organisation has this slug, listed or not.
pub fn is_taken(conn: &mut Conn, slug: &str) -> QueryResult<bool> {
    let count: i64 = organisations::table.filter(organisations::slug.eq(slug)).count().get_result(conn)?;
    Ok(count > 0)
}

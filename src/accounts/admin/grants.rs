//! `/admin/members/{id}/grants`: giving a role and taking it back.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use diesel::prelude::*;

use super::{administrator, answer_hidden, hidden, member};
use crate::accounts::{Done, Grant, Role, Visit, first_moment, grant, grant_area, list_grants, parse_day, revoke};
use crate::db::schema::{accounts, areas, categories};
use crate::db::{AccountId, AreaId, CategoryId, Conn, GrantId, Timestamp, Tx};
use crate::error::{Error, FieldError, Result};
use crate::web::{Endpoint, Submitted, delete, post};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        post("/{lang}/admin/members/{id}/grants", give).takes(&["role", "category?", "area?", "until?"]),
        delete("/{lang}/admin/members/{id}/grants/{grant}", take_back).takes(&[]),
    ]
}

/// A role to be given, as the form has it.
struct NewGrant {
    role: Role,
    category: Option<CategoryId>,
    area: Option<AreaId>,
    /// The last day, in the administrator's time zone.
    until: Option<NaiveDate>,
}

async fn give(visit: Visit, path: Path<(String, AccountId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, account) = path.into_inner();
    let outcome = save(&visit, account, &submitted).await;
    visit.answer(hidden(outcome), &submitted, move |conn, viewer| member::page(conn, viewer, account)).await
}

async fn save(visit: &Visit, account: AccountId, submitted: &Submitted) -> Result<Done> {
    // Whoever may not give roles learns nothing of the form's rules.
    visit.read(|_, viewer| administrator(viewer).map(|_| ())).await?;
    let new = NewGrant::parse(submitted)?;
    let url = visit.path(&format!("/admin/members/{account}"));
    visit
        .write_once(submitted, "grants", move |tx, viewer, _| {
            let admin = administrator(viewer)?;
            let id = new.give(tx, account, admin.id, admin.zone)?;
            Ok(Done::made(id.0, url.clone()).telling("flash-grant-given"))
        })
        .await
}

impl NewGrant {
    fn parse(submitted: &Submitted) -> Result<Self> {
        let mut fields = submitted.fields();
        let role = fields.choice("role", Role::from_code, Role::Expert);
        let category = fields.number("category").map(CategoryId);
        if category.is_some() && role != Role::Moderator {
            fields.wrong("category", "error-scope-moderator");
        }
        let area = fields.number("area").map(AreaId);
        if area.is_some() && role != Role::Coordinator {
            fields.wrong("area", "error-scope-coordinator");
        }
        let day = parse_day(&mut fields, "until");
        fields.finish()?;
        Ok(Self { role, category, area, until: day })
    }

    fn give(&self, tx: &mut Tx, account: AccountId, by: AccountId, zone: Tz) -> Result<GrantId> {
        let now = tx.now();
        let there: i64 = accounts::table
            .filter(accounts::id.eq(account))
            .filter(accounts::deleted_at.is_null())
            .count()
            .get_result(&mut **tx)?;
        if there == 0 {
            return Err(Error::NotFound);
        }
        if let Some(category) = self.category
            && !category_exists(tx, category)?
        {
            return Err(FieldError::new("category", "error-choose").into());
        }
        if let Some(area) = self.area
            && !area_exists(tx, area)?
        {
            return Err(FieldError::new("area", "error-choose").into());
        }
        let until = self.until.map(|day| end_of(day, zone)).transpose()?;
        if until.is_some_and(|until| until <= now) {
            return Err(FieldError::new("until", "error-date-past").into());
        }
        let scope = self.category.map(|id| id.0).or(self.area.map(|id| id.0));
        let same = |held: &Grant| held.role == self.role && held.scope_id == scope;
        if list_grants(tx, account, now)?.iter().any(same) {
            return Err(Error::conflict("error-role-held"));
        }
        match self.area {
            Some(area) => grant_area(tx, account, area, until, Some(by)),
            None => grant(tx, account, self.role, self.category, until, Some(by)),
        }
    }
}

/// The first moment after a day.
fn end_of(day: NaiveDate, zone: Tz) -> Result<Timestamp> {
    let next = day.checked_add_days(Days::new(1)).and_then(|next| first_moment(next, zone));
    next.ok_or(FieldError::new("until", "error-date").into())
}

fn category_exists(conn: &mut Conn, id: CategoryId) -> QueryResult<bool> {
    let found: i64 = categories::table.filter(categories::id.eq(id)).count().get_result(conn)?;
    Ok(found > 0)
}

fn area_exists(conn: &mut Conn, id: AreaId) -> QueryResult<bool> {
    let found: i64 = areas::table.filter(areas::id.eq(id)).count().get_result(conn)?;
    Ok(found > 0)
}

async fn take_back(
    visit: Visit,
    path: Path<(String, AccountId, GrantId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, account, id) = path.into_inner();
    let url = visit.path(&format!("/admin/members/{account}"));
    let outcome = visit
        .write(move |tx, viewer, _| {
            let admin = administrator(viewer)?;
            let now = tx.now();
            let held = list_grants(tx, account, now)?;
            let found = held.iter().find(|grant| grant.id == id).ok_or(Error::NotFound)?;
            if found.is_through_organisation() {
                return Err(Error::conflict("error-role-of-organisation"));
            }
            let rules = held.iter().filter(|grant| grant.role == Role::Admin).count();
            if found.role == Role::Admin && account == admin.id && rules == 1 {
                return Err(Error::conflict("error-own-admin"));
            }
            revoke(tx, id, Some(admin.id))?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-grant-revoked"))
        })
        .await;
    answer_hidden(&visit, outcome, &submitted)
}

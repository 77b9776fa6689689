//! `/admin/organisations/{id}/people`: members and representatives, with their mandates.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::{Heading, find_any, find_member, hidden};
use crate::accounts::{Author, Done, Viewer, Visit, load_authors, parse_day};
use crate::db::schema::memberships;
use crate::db::{AccountId, Conn, MembershipId, OrganisationId, Timestamp};
use crate::error::{Error, FieldError, Result};
use crate::organisations::codes::MemberRole;
use crate::organisations::membership::{end_membership, give_membership};
use crate::organisations::span::span_of;
use crate::web::{Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct AdminPeoplePage {
    organisation: Heading,
    /// In force, or to come.
    people: Vec<Belonging>,
    ended: Vec<Belonging>,
    roles: &'static [MemberRole],
}

#[derive(Serialize, utoipa::ToSchema)]
struct Belonging {
    id: MembershipId,
    person: Author,
    role: MemberRole,
    from_at: Timestamp,
    until_at: Option<Timestamp>,
}

type OrganisationAt = Path<(String, OrganisationId)>;

pub async fn show(visit: Visit, path: OrganisationAt) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: OrganisationId) -> Result<Page<AdminPeoplePage>> {
    let organisation = find_any(conn, viewer, id)?;
    let heading = Heading::of(conn, viewer, &organisation)?;
    type Row = (MembershipId, AccountId, MemberRole, Timestamp, Option<Timestamp>);
    let rows: Vec<Row> = memberships::table
        .filter(memberships::organisation_id.eq(id))
        .order((memberships::role.desc(), memberships::id))
        .select((
            memberships::id,
            memberships::account_id,
            memberships::role,
            memberships::from_at,
            memberships::until_at,
        ))
        .load(conn)?;
    let known = load_authors(conn, &rows.iter().map(|row| row.1).collect::<Vec<_>>(), viewer.now)?;
    let line = |(id, account, role, from_at, until_at): Row| {
        let person = known.get(&account)?.clone();
        Some(Belonging { id, person, role, from_at, until_at })
    };
    let open = |one: &Belonging| one.until_at.is_none_or(|until| until > viewer.now);
    let (people, ended) = rows.into_iter().filter_map(line).partition(open);
    let title = heading.name.clone();
    let page = AdminPeoplePage { organisation: heading, people, ended, roles: MemberRole::ALL };
    Ok(Page::new("organisations/admin_people", title, page).not_indexed())
}

pub async fn give(visit: Visit, path: OrganisationAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_give(&visit, id, &submitted).await;
    visit.answer(hidden(outcome), &submitted, move |conn, viewer| page(conn, viewer, id)).await
}

async fn try_give(visit: &Visit, id: OrganisationId, submitted: &Submitted) -> Result<Done> {
    visit.read(move |conn, viewer| find_any(conn, viewer, id).map(drop)).await?;
    let mut fields = submitted.fields();
    let name = fields.line("member", 1, 60);
    let role = fields.choice("role", MemberRole::from_code, MemberRole::Member);
    let (from, until) = (parse_day(&mut fields, "from"), parse_day(&mut fields, "until"));
    fields.finish()?;
    visit
        .write_once(submitted, "memberships", move |tx, viewer, member| {
            find_any(tx, viewer, id)?;
            let account = find_member(tx, &name)?.ok_or(FieldError::new("member", "error-no-member"))?;
            let span = span_of(tx.now(), member.zone, from, until)?;
            let made = give_membership(tx, id, account, role, span, member.id)?;
            let url = format!("/{}/admin/organisations/{id}/people", viewer.lang);
            Ok(Done::made(made.0, url).telling("flash-membership-given"))
        })
        .await
}

pub async fn end(
    visit: Visit,
    path: Path<(String, OrganisationId, MembershipId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id, membership) = path.into_inner();
    let outcome = visit
        .write(move |tx, viewer, member| {
            find_any(tx, viewer, id)?;
            let of_it: i64 = memberships::table
                .filter(memberships::id.eq(membership))
                .filter(memberships::organisation_id.eq(id))
                .count()
                .get_result(&mut **tx)?;
            if of_it == 0 {
                return Err(Error::NotFound);
            }
            end_membership(tx, membership, Some(member.id))?;
            let url = format!("/{}/admin/organisations/{id}/people", viewer.lang);
            Ok(Done::changed(membership.0, url).telling("flash-membership-ended"))
        })
        .await;
    visit.answer_plainly(hidden(outcome), &submitted)
}

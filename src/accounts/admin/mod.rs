//! `/admin`: members, their roles and their suspension. To anybody but an administrator there is nothing here.

mod consumers;
mod grants;
mod member;
mod members;
mod suspension;

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::{Done, Member, Role, Viewer, Visit};
use crate::db::schema::accounts;
use crate::error::{Error, Result};
use crate::web::{Endpoint, Page, Submitted, get};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = vec![get("/{lang}/admin", index).page::<AdminPage>("AdminPage")];
    all.extend(members::endpoints());
    all.extend(member::endpoints());
    all.extend(grants::endpoints());
    all.extend(suspension::endpoints());
    all.extend(consumers::endpoints());
    all
}

#[derive(Serialize, utoipa::ToSchema)]
struct AdminPage {
    members: i64,
    suspended: i64,
}

async fn index(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|conn, viewer| {
            administrator(viewer)?;
            let members = accounts::table.filter(accounts::deleted_at.is_null());
            let page = AdminPage {
                members: members.count().get_result(conn)?,
                suspended: members.filter(accounts::disabled_at.is_not_null()).count().get_result(conn)?,
            };
            Ok(Page::new("admin/index", viewer.lang.locale().say("admin-title"), page).not_indexed())
        })
        .await
}

/// Denied looks like not found, for guests too.
fn administrator(viewer: &Viewer) -> Result<&Member> {
    viewer.member.as_ref().filter(|member| member.has_role(Role::Admin)).ok_or(Error::NotFound)
}

/// The same for a write, which asks guests to sign in before anything else.
fn hidden(outcome: Result<Done>) -> Result<Done> {
    outcome.map_err(|error| if matches!(error, Error::SignIn) { Error::NotFound } else { error })
}

fn answer_hidden(visit: &Visit, outcome: Result<Done>, submitted: &Submitted) -> Result<HttpResponse> {
    visit.answer_plainly(hidden(outcome), submitted)
}

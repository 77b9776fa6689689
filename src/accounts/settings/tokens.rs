//! `/settings/tokens`: keys for programs. The text of one is shown on the answer to its making, and never again.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::Duration;
use diesel::prelude::*;
use parking_lot::Mutex;
use serde::Serialize;

use super::{in_person, owner};
use crate::accounts::bearer::revoke_token;
use crate::accounts::{Done, Scope, TOKEN_DAYS, Viewer, Visit, create_token};
use crate::db::schema::api_tokens;
use crate::db::{ApiTokenId, Conn, Timestamp};
use crate::error::{Error, Result};
use crate::web::{Endpoint, FormState, Page, Submitted, delete, get, post};

/// So many may be in force at once.
const MOST: i64 = 20;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/tokens", show).page::<TokensPage>("TokensPage"),
        post("/{lang}/settings/tokens", create).takes(&["name", "scope", "days"]).page::<TokensPage>("TokensPage"),
        delete("/{lang}/settings/tokens/{id}", revoke).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct TokensPage {
    tokens: Vec<TokenLine>,
    /// Only in the answer to making it.
    created: Option<CreatedToken>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct TokenLine {
    id: ApiTokenId,
    name: String,
    scope: Scope,
    created_at: Timestamp,
    expires_at: Timestamp,
}

#[derive(Serialize, utoipa::ToSchema)]
struct CreatedToken {
    id: ApiTokenId,
    /// `None` when the form was sent before: the text has been shown then.
    token: Option<String>,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(|conn, viewer| page(conn, viewer, None)).await
}

async fn create(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let secret = Arc::new(Mutex::new(None));
    let done = match make(&visit, &submitted, Arc::clone(&secret)).await {
        Ok(done) => done,
        failed => return visit.answer(failed, &submitted, |conn, viewer| page(conn, viewer, None)).await,
    };
    // A form that was sent twice has made the token already.
    let token = secret.lock().take().filter(|_| done.new);
    let created = CreatedToken { id: ApiTokenId(done.id), token };
    // Not a redirect: a secret never stands in an address, and is kept nowhere to be shown later.
    visit.page_with(FormState::fresh(), move |conn, viewer| page(conn, viewer, Some(created))).await
}

async fn revoke(visit: Visit, path: Path<(String, ApiTokenId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let url = visit.path("/settings/tokens");
    let outcome = visit
        .write(move |tx, _, member| {
            in_person(member)?;
            revoke_token(tx, member.id, id)?;
            Ok(Done::changed(id.0, url.clone()).telling("flash-token-revoked"))
        })
        .await;
    visit.answer_plainly(outcome, &submitted)
}

async fn make(visit: &Visit, submitted: &Submitted, secret: Arc<Mutex<Option<String>>>) -> Result<Done> {
    let mut fields = submitted.fields();
    let name = fields.line("name", 1, 60);
    let scope = fields.choice("scope", Scope::from_code, Scope::Read);
    let days = fields.number("days").filter(|days| TOKEN_DAYS.contains(days));
    if days.is_none() {
        fields.wrong("days", "error-token-days");
    }
    fields.finish()?;
    let days = Duration::days(days.unwrap_or(*TOKEN_DAYS.start()));
    let url = visit.path("/settings/tokens");
    visit
        .write_once(submitted, "tokens", move |tx, _, member| {
            in_person(member)?;
            let now = tx.now();
            let mine = api_tokens::table.filter(api_tokens::account_id.eq(member.id));
            let held: i64 = mine.filter(api_tokens::expires_at.gt(now)).count().get_result(&mut **tx)?;
            if held >= MOST {
                return Err(Error::conflict("error-many-tokens"));
            }
            let (id, token) = create_token(tx, member.id, &name, scope, now + days)?;
            *secret.lock() = Some(token);
            Ok(Done::made(id.0, url.clone()))
        })
        .await
}

fn page(conn: &mut Conn, viewer: &Viewer, created: Option<CreatedToken>) -> Result<Page<TokensPage>> {
    let member = owner(viewer)?;
    let rows: Vec<(ApiTokenId, String, Scope, Timestamp, Timestamp)> = api_tokens::table
        .filter(api_tokens::account_id.eq(member.id))
        .filter(api_tokens::expires_at.gt(viewer.now))
        .order(api_tokens::id.desc())
        .select((api_tokens::id, api_tokens::name, api_tokens::scope, api_tokens::created_at, api_tokens::expires_at))
        .load(conn)?;
    let line = |(id, name, scope, created_at, expires_at)| TokenLine { id, name, scope, created_at, expires_at };
    let page = TokensPage { tokens: rows.into_iter().map(line).collect(), created };
    Ok(Page::new("settings/tokens", viewer.lang.locale().say("settings-tokens"), page).not_indexed())
}

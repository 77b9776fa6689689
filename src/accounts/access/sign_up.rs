//! `/sign-up` and `/confirm/{token}`. Nothing tells whether an address is known: both cost one hash, one row and
//! one mail, and are answered alike.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;

use super::super::password::check_new;
use super::super::{
    Done, Hasher, NewAccount, PasswordHash, PublicName, Viewer, Visit, create_account, email_key, hash_token,
    mention_of,
};
use super::entry::{Entered, enter, welcome};
use super::sent::mail_sent;
use super::{evenly, letters, recipient, typed};
use crate::db::schema::{accounts, signups};
use crate::db::{Conn, Entry, Subject, Timestamp, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Lang;
use crate::text;
use crate::web::{Endpoint, Limit, Page, Site, Submitted, Who, get, post, random_token};

/// How long an address may take to be confirmed.
const LASTS: Duration = Duration::hours(24);

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/sign-up", form).page::<SignUpPage>("SignUpPage"),
        post("/{lang}/sign-up", sign_up).takes(&["public_name", "email", "password"]),
        get("/{lang}/confirm/{token}", show_confirm).page::<ConfirmPage>("ConfirmPage"),
        post("/{lang}/confirm/{token}", confirm).takes(&[]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct SignUpPage {}

#[derive(Serialize, utoipa::ToSchema)]
struct ConfirmPage {
    /// The name of the account to be; none when the link was used or is too old.
    public_name: Option<String>,
}

/// What a sign-up begins with, parsed.
#[derive(Clone)]
struct NewSignUp {
    public_name: String,
    email: String,
    password: PasswordHash,
    lang: Lang,
}

async fn form(visit: Visit) -> Result<HttpResponse> {
    visit.page(form_page).await
}

fn form_page(_: &mut Conn, viewer: &Viewer) -> Result<Page<SignUpPage>> {
    Ok(Page::new("access/sign-up", viewer.lang.locale().say("sign-up-title"), SignUpPage {}))
}

async fn sign_up(visit: Visit, hasher: Data<Hasher>, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = evenly(begin(&visit, &hasher, &submitted)).await;
    visit.answer(outcome, &submitted, form_page).await
}

async fn begin(visit: &Visit, hasher: &Hasher, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    let public_name = PublicName::parse("public_name", submitted.text("public_name"));
    let email = typed::email(&mut fields, "email");
    let password = fields.secret("password");
    fields.note(public_name.as_ref().map(drop).map_err(Clone::clone));
    fields.note(check_new("password", &password));
    fields.finish()?;
    let public_name = public_name?.into_string();
    visit.site.limits.check(Limit::SignUp, &Who::Address(visit.asked.address))?;
    visit.site.limits.check(Limit::SignUp, &typed::who_typed(&visit.site, &email, None))?;
    let lang = visit.asked.lang;
    let new = NewSignUp { public_name, email, password: hasher.hash(&password).await?, lang };
    let site = visit.site.clone();
    visit.site.db.write(move |tx| insert(tx, &site, &new)).await?;
    Ok(mail_sent(lang))
}

fn insert(tx: &mut Tx, site: &Site, new: &NewSignUp) -> Result<()> {
    if name_is_taken(tx, new)? {
        return Err(FieldError::new("public_name", "error-name-taken").into());
    }
    let known = recipient::find_by_email(tx, &new.email)?;
    let token = random_token();
    let now = tx.now();
    let id: i64 = diesel::insert_into(signups::table)
        .values((
            signups::public_name.eq(&new.public_name),
            signups::name_key.eq(text::fold_key(&new.public_name)),
            signups::email.eq(&new.email),
            signups::email_key.eq(email_key(&new.email)),
            signups::password_hash.eq(&new.password.0),
            signups::language.eq(new.lang.code()),
            signups::token_hash.eq(hash_token(&token)),
            signups::address_known.eq(known.is_some()),
            signups::created_at.eq(now),
            signups::expires_at.eq(now + LASTS),
        ))
        .returning(signups::id)
        .get_result(&mut **tx)?;
    tx.record(Entry {
        kind: "signup.asked",
        actor: None,
        subject: Subject { kind: "signup", id },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
    match known {
        Some(owner) => letters::sign_up_known(tx, site, &owner),
        None => letters::sign_up(tx, site, &new.email, new.lang, &new.public_name, &token),
    }
}

/// By an account, or by somebody else's sign-up: one's own may be repeated.
fn name_is_taken(conn: &mut Conn, new: &NewSignUp) -> QueryResult<bool> {
    let name = text::fold_key(&new.public_name);
    let mention = text::fold_key(&mention_of(&new.public_name));
    let by_account = accounts::table
        .filter(accounts::name_key.eq(&name).or(accounts::mention.eq(&mention)))
        .select(accounts::id)
        .first::<i64>(conn)
        .optional()?;
    let by_signup = signups::table
        .filter(signups::name_key.eq(&name))
        .filter(signups::email_key.ne(email_key(&new.email)))
        .select(signups::id)
        .first::<i64>(conn)
        .optional()?;
    Ok(by_account.is_some() || by_signup.is_some())
}

async fn show_confirm(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (_, token) = path.into_inner();
    visit.page(move |conn, viewer| confirm_page(conn, viewer, &token)).await
}

fn confirm_page(conn: &mut Conn, viewer: &Viewer, token: &str) -> Result<Page<ConfirmPage>> {
    let public_name = live(token, viewer.now).select(signups::public_name).first(conn).optional()?;
    let status = if public_name.is_some() { 200 } else { 404 };
    let title = viewer.lang.locale().say("confirm-title");
    Ok(Page::new("access/confirm", title, ConfirmPage { public_name }).not_indexed().with_status(status))
}

async fn confirm(visit: Visit, path: Path<(String, String)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, token) = path.into_inner();
    let asked = visit.asked.clone();
    let used = token.clone();
    let outcome = visit
        .site
        .db
        .write(move |tx| {
            let new = take(tx, &used)?;
            let id = create_account(tx, &new)?;
            let token = enter(tx, &asked, id)?;
            let done = Done::made(id.0, format!("/{}/", asked.lang)).telling("flash-welcome");
            Ok(Entered { done, token, email: new.email })
        })
        .await;
    match outcome {
        Ok(entered) => Ok(welcome(&visit, entered)),
        Err(error) => {
            visit.answer(Err(error), &submitted, move |conn, viewer| confirm_page(conn, viewer, &token)).await
        }
    }
}

/// Uses the sign-up up, and those beside it for the same address.
fn take(tx: &mut Tx, token: &str) -> Result<NewAccount> {
    let now = tx.now();
    let found: Option<(String, String, String, String)> = live(token, now)
        .select((signups::public_name, signups::email, signups::password_hash, signups::language))
        .first(&mut **tx)
        .optional()?;
    let Some((public_name, email, password, language)) = found else {
        return Err(Error::conflict("error-link-over"));
    };
    let used = diesel::delete(signups::table.filter(signups::token_hash.eq(hash_token(token)))).execute(&mut **tx)?;
    if used == 0 {
        return Err(Error::conflict("error-link-over"));
    }
    diesel::delete(signups::table.filter(signups::email_key.eq(email_key(&email)))).execute(&mut **tx)?;
    let language = Lang::from_code(&language).unwrap_or(Lang::Lt);
    Ok(NewAccount { public_name, email, password: PasswordHash(password), language })
}

#[diesel::dsl::auto_type]
fn live(token: &str, now: Timestamp) -> _ {
    let hash: String = hash_token(token);
    signups::table
        .filter(signups::token_hash.eq(hash))
        .filter(signups::address_known.eq(false))
        .filter(signups::expires_at.gt(now))
}

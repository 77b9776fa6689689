//! `/settings/profile`: what others see.

use actix_web::HttpResponse;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use serde::Serialize;

use super::{owner, record};
use crate::accounts::{Done, PublicName, Viewer, Visit, mention_of};
use crate::db::schema::accounts;
use crate::db::{AccountId, Conn, Tx};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{ContentLanguage, sort_key};
use crate::text::fold_key;
use crate::web::{Endpoint, Page, Submitted, get, post};

/// Graphemes of the text about oneself.
const ABOUT: usize = 500;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/profile", show).page::<ProfileSettingsPage>("ProfileSettingsPage"),
        post("/{lang}/settings/profile", change).takes(&["public_name", "reads?", "about?"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct ProfileSettingsPage {
    id: AccountId,
    public_name: String,
    /// Languages that this member reads.
    reads: Vec<ContentLanguage>,
    about: String,
    languages: Vec<ContentLanguage>,
}

struct Profile {
    name: PublicName,
    reads: Vec<ContentLanguage>,
    about: String,
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

async fn change(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = save(&visit, &submitted).await;
    visit.answer(outcome, &submitted, page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<ProfileSettingsPage>> {
    let member = owner(viewer)?;
    let (reads, about): (String, String) =
        accounts::table.find(member.id).select((accounts::reads, accounts::about)).first(conn)?;
    let page = ProfileSettingsPage {
        id: member.id,
        public_name: member.name.clone(),
        reads: serde_json::from_str(&reads).unwrap_or_default(),
        about,
        languages: ContentLanguage::all().collect(),
    };
    Ok(Page::new("settings/profile", viewer.lang.locale().say("settings-profile"), page).not_indexed())
}

async fn save(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    let profile = Profile::parse(submitted)?;
    let url = visit.path("/settings/profile");
    visit
        .write(move |tx, _, member| {
            if profile.name.as_str() != member.name {
                rename(tx, member.id, &profile.name)?;
            }
            diesel::update(accounts::table.find(member.id))
                .set((
                    accounts::reads.eq(serde_json::json!(profile.reads).to_string()),
                    accounts::about.eq(&profile.about),
                ))
                .execute(&mut **tx)?;
            record(tx, member, "account.profile_changed", serde_json::json!({}));
            Ok(Done::changed(member.id.0, url.clone()).telling("flash-profile-saved"))
        })
        .await
}

impl Profile {
    fn parse(submitted: &Submitted) -> Result<Self> {
        let mut fields = submitted.fields();
        let about = fields.text("about", 0, ABOUT);
        // Says so when JSON holds something else than texts.
        fields.line("reads", 0, 16);
        let codes = submitted.all("reads");
        let reads: Vec<_> = ContentLanguage::all().filter(|l| codes.iter().any(|code| code == l.code())).collect();
        if codes.iter().any(|code| ContentLanguage::from_code(code).is_none()) {
            fields.wrong("reads", "error-choose");
        }
        let typed = fields.secret("public_name");
        let mut errors = match fields.finish() {
            Err(Error::Invalid(errors)) => errors,
            _ => Vec::new(),
        };
        match PublicName::parse("public_name", &typed) {
            Ok(name) if errors.is_empty() => Ok(Self { name, reads, about }),
            Ok(_) => Err(Error::Invalid(errors)),
            Err(error) => {
                // One message a field; the name's field comes first.
                errors.retain(|other| other.field != error.field);
                errors.insert(0, error);
                Err(Error::Invalid(errors))
            }
        }
    }
}

fn rename(tx: &mut Tx, account: AccountId, name: &PublicName) -> Result<()> {
    let name = name.as_str();
    let renamed = diesel::update(accounts::table.find(account))
        .set((
            accounts::public_name.eq(name),
            accounts::name_key.eq(fold_key(name)),
            accounts::mention.eq(fold_key(&mention_of(name))),
            accounts::sort_key.eq(sort_key(name)),
        ))
        .execute(&mut **tx);
    match renamed {
        Ok(_) => Ok(()),
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
            Err(FieldError::new("public_name", "error-name-taken").into())
        }
        Err(other) => Err(other.into()),
    }
}

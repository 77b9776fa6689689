//! Who people are: accounts, sign-up and sign-in, sessions, grants, preferences; the `Viewer` that every query
//! asks for, and the `Visit` that handlers start from.

mod access;
mod account;
mod admin;
mod author;
mod bearer;
mod chrome;
mod days;
mod demo_mail;
mod erase;
mod grants;
mod password;
mod person;
mod public_name;
mod seen;
mod session;
mod settings;
mod viewer;
mod visit;

pub use access::{parse_email, prove_password, sweep};
pub use account::{NewAccount, create_account, email_key, find_by_email, mention_of};
pub use author::{Author, find_called, find_mentioned, load_authors};
pub use bearer::{Scope, TOKEN_DAYS, create_token};
pub use chrome::{Chrome, Chromes, Told};
pub use days::{first_moment, last_moment, parse_day};
pub use erase::{AccountErased, Erasers, erase_account};
pub use grants::{
    Grant, Role, Span, change_end_of, grant, grant_area, grant_through, list_grants, revoke, revoke_through,
};
pub use password::{Hasher, PasswordHash, check_new as check_new_password};
pub use public_name::PublicName;
pub use seen::Seen;
pub use session::{SessionToken, hash_token, open as open_session};
pub use viewer::{Member, Viewer, load_viewers, recognise};
pub use visit::{Done, Visit};

use crate::web::Endpoint;

pub fn endpoints() -> Vec<Endpoint> {
    let mut all = access::endpoints();
    all.extend(demo_mail::endpoints());
    all.extend(settings::endpoints());
    all.extend(person::endpoints());
    all.extend(admin::endpoints());
    all
}

//! `user` and `token`: the first accounts and keys, before anybody can sign in.

use std::io::{BufRead, Write};

use chrono::Duration;
use clap::Subcommand;

use crate::accounts::{
    self, Hasher, NewAccount, PublicName, Role, Scope, TOKEN_DAYS, check_new_password, list_grants, parse_email,
};
use crate::activity::ActivityLog;
use crate::app::{self, PASSWORD_MEMORY_KIB, PASSWORD_PASSES};
use crate::config::{Clock, Config};
use crate::db::{AccountId, Conn, Db};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Lang;
use crate::text;
use crate::web::random_token;

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Make an account; its address counts as confirmed
    Create {
        /// The public name
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
        /// A role to begin with; can be given several times
        #[arg(long = "role", value_name = "ROLE", value_parser = role)]
        roles: Vec<Role>,
        /// Language of the interface and of mail: lt, en or ru
        #[arg(long, default_value = "lt", value_parser = language)]
        language: Lang,
        /// Read the password from standard input; without this, one is made and printed
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give a role, everywhere and without an end
    Grant {
        email: String,
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Take a role back
    Revoke {
        email: String,
        #[arg(value_parser = role)]
        role: Role,
    },
}

#[derive(Subcommand)]
pub(super) enum TokenCommand {
    /// Make a key and print it: it is not shown again
    Create {
        /// Whose it is
        email: String,
        /// What to know it by
        #[arg(long)]
        name: String,
        /// read or write
        #[arg(long, default_value = "read", value_parser = scope)]
        scope: Scope,
        /// How long it lasts, up to 365
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(TOKEN_DAYS))]
        days: i64,
    },
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| one_of(Role::ALL.iter().map(|role| role.code())))
}

fn scope(code: &str) -> Result<Scope, String> {
    Scope::from_code(code).ok_or_else(|| one_of(Scope::ALL.iter().map(|scope| scope.code())))
}

fn language(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| one_of(Lang::ALL.iter().map(|lang| lang.code())))
}

fn one_of<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    format!("one of {}", codes.collect::<Vec<_>>().join(", "))
}

pub(super) fn user(config: &Config, command: UserCommand) -> Result<()> {
    let db = open(config)?;
    let outcome = match command {
        UserCommand::Create { name, email, roles, language, password_stdin } => {
            create(&db, &name, &email, &roles, language, password_stdin)
        }
        UserCommand::Grant { email, role } => give(&db, &email, role),
        UserCommand::Revoke { email, role } => take_back(&db, &email, role),
    };
    db.close();
    outcome
}

pub(super) fn token(config: &Config, TokenCommand::Create { email, name, scope, days }: TokenCommand) -> Result<()> {
    let name = text::clean_line(&name);
    if name.is_empty() || name.chars().count() > 60 {
        return Err(FieldError::new("name", "error-token-name").into());
    }
    let db = open(config)?;
    let made = db.write_now(move |tx| {
        let account = find(tx, &email)?;
        let until = tx.now() + Duration::days(days);
        accounts::create_token(tx, account, &name, scope, until)
    });
    db.close();
    // The key alone, so that a script can take it.
    say(&made?.1)
}

/// The database, brought up to date.
fn open(config: &Config) -> Result<Db> {
    let clock = Clock::default();
    app::prepare(config, &clock)?;
    Db::open(&config.database, clock, ActivityLog::new() as _)
}

fn create(db: &Db, name: &str, email: &str, roles: &[Role], language: Lang, from_stdin: bool) -> Result<()> {
    let public_name = PublicName::parse("name", name)?.into_string();
    let email = parse_email(email.trim()).ok_or(FieldError::new("email", "error-email"))?;
    // 24 characters of 6 random bits each.
    let password = if from_stdin { read_password()? } else { random_token().chars().take(24).collect() };
    check_new_password("password", &password)?;
    let hash = Hasher::new(PASSWORD_MEMORY_KIB, PASSWORD_PASSES)?.hash_now(&password)?;
    let new = NewAccount { public_name, email, password: hash, language };
    let roles = roles.to_vec();
    let id = db.write_now(move |tx| {
        let id = accounts::create_account(tx, &new)?;
        for role in &roles {
            accounts::grant(tx, id, *role, None, None, None)?;
        }
        Ok(id)
    })?;
    say(&format!("account {id}"))?;
    if from_stdin { Ok(()) } else { say(&format!("password {password}")) }
}

fn give(db: &Db, email: &str, role: Role) -> Result<()> {
    let email = email.to_owned();
    db.write_now(move |tx| {
        let account = find(tx, &email)?;
        let now = tx.now();
        let everywhere = |grant: &accounts::Grant| grant.role == role && grant.scope_kind.is_none();
        if list_grants(tx, account, now)?.iter().any(everywhere) {
            return Err(Error::conflict("error-role-held"));
        }
        accounts::grant(tx, account, role, None, None, None).map(|_| ())
    })?;
    say(&format!("{role} given"))
}

fn take_back(db: &Db, email: &str, role: Role) -> Result<()> {
    let email = email.to_owned();
    let ended = db.write_now(move |tx| {
        let account = find(tx, &email)?;
        let now = tx.now();
        let held = list_grants(tx, account, now)?.into_iter().filter(|grant| grant.role == role);
        let held: Vec<_> = held.map(|grant| grant.id).collect();
        for id in &held {
            accounts::revoke(tx, *id, None)?;
        }
        Ok(held.len())
    })?;
    if ended == 0 { Err(Error::conflict("error-role-not-held")) } else { say(&format!("{role} taken back")) }
}

fn find(conn: &mut Conn, email: &str) -> Result<AccountId> {
    accounts::find_by_email(conn, email)?.ok_or_else(|| FieldError::new("email", "error-no-account").into())
}

/// The first line, as it is.
fn read_password() -> Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(Error::internal)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// On standard output; a closed pipe is an error and no panic.
fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").map_err(Error::internal)
}

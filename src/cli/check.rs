//! `check`: whether the server could work here, a line for each thing, with the way to mend what is wrong.

use std::os::unix::fs::PermissionsExt;
use std::process::ExitCode;

use chrono::Duration;
use diesel::prelude::*;
use secrecy::SecretString;

use super::told;
use crate::activity::ActivityLog;
use crate::config::{Clock, Config, DatabaseUrl, MailUrl, Timestamp};
use crate::db::schema::{activities, texts};
use crate::db::{self, Db, TextId};
use crate::error::Result;
use crate::mail;

/// What was found: how it stands, or what is wrong and how to mend it.
type Finding = Result<String, Problem>;

struct Problem {
    what: String,
    mend: String,
}

fn problem(what: impl Into<String>, mend: impl Into<String>) -> Finding {
    Err(Problem { what: what.into(), mend: mend.into() })
}

/// Success when everything is well.
pub(super) fn run(config: &Config) -> ExitCode {
    let mut well = true;
    let mut tell = |name: &str, finding: Finding| match finding {
        Ok(how) => println!("ok       {name}: {how}"),
        Err(Problem { what, mend }) => {
            well = false;
            println!("problem  {name}: {what}\n         {mend}");
        }
    };
    tell("settings", settings(config));
    tell("data folder", data_folder(config));
    tell("secret", secret(config));
    let database = migrated(config);
    let reachable = database.is_ok();
    tell("database", database);
    if reachable {
        tell("writing", writing(config));
        tell("clock", clock(config));
    }
    tell("mail", mail_leaves(config));
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// That they can be read is known by now.
fn settings(config: &Config) -> Finding {
    let local = config.listen.ip().is_loopback();
    if !config.is_https() && !local {
        return problem(
            format!("{} is not https, and {} is open to the network", config.base_url, config.listen),
            "put a server with a certificate in front, listen on 127.0.0.1, and set base-url to https://…",
        );
    }
    Ok(format!("{} at {}", config.base_url, config.listen))
}

fn data_folder(config: &Config) -> Finding {
    let folder = &config.data_dir;
    let trial = folder.join(".mipas-check");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&trial, b"x"))
        .and_then(|()| std::fs::remove_file(&trial));
    match written {
        Ok(()) => Ok(folder.display().to_string()),
        Err(error) => problem(
            format!("cannot write into {}: {error}", folder.display()),
            "give the folder to the user that runs the server, or set data-dir to another",
        ),
    }
}

fn secret(config: &Config) -> Finding {
    let kept: &Option<SecretString> = &config.secret;
    if kept.is_some() {
        return Ok("from the settings".to_owned());
    }
    let path = config.data_dir.join("secret");
    if !path.exists() {
        return Ok("will be made at the first start".to_owned());
    }
    let shown = path.display();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            return problem(format!("cannot read {shown}: {error}"), "give it to the user that runs the server");
        }
    };
    if text.trim().len() < 32 {
        return problem(
            format!("{shown} holds fewer than 32 characters"),
            "remove it: a new one is made at the next start, and open forms have to be loaded again",
        );
    }
    let mode = std::fs::metadata(&path).map_or(0, |data| data.permissions().mode());
    if mode & 0o077 != 0 {
        return problem(format!("{shown} can be read by others"), format!("chmod 600 {shown}"));
    }
    Ok(shown.to_string())
}

fn migrated(config: &Config) -> Finding {
    let url = &config.database;
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return problem(format!("{url} is not there"), "run: mipas migrate");
    }
    match db::pending(url) {
        Ok(pending) if pending.is_empty() => Ok(format!("{url} is up to date")),
        Ok(pending) => problem(format!("{url} lacks {} migrations", pending.len()), "run: mipas migrate"),
        Err(error) => problem(
            told(&error),
            "see that the database runs, and that database-url names it, its user and its password rightly",
        ),
    }
}

/// Puts a row in and takes it out again, as every change does: with a commit.
fn writing(config: &Config) -> Finding {
    let clock = Clock::default();
    let tried = Db::open(&config.database, clock, ActivityLog::new() as _).and_then(|db| {
        let written = db.write_now(|tx| {
            let now = tx.now();
            let row = (texts::original_language.eq("en"), texts::revision.eq(1_i64), texts::created_at.eq(now));
            let id: TextId =
                diesel::insert_into(texts::table).values(row).returning(texts::id).get_result(&mut **tx)?;
            diesel::delete(texts::table.find(id)).execute(&mut **tx)?;
            Ok(())
        });
        db.close();
        written
    });
    match tried {
        Ok(()) => Ok("a row was written and removed".to_owned()),
        Err(error) => problem(
            told(&error),
            "see that the disk has room, and that the user that runs the server may write to the database",
        ),
    }
}

/// A clock that is behind would sort what comes before what was.
fn clock(config: &Config) -> Finding {
    let now = Clock::default().now();
    let newest = Db::open(&config.database, Clock::default(), ActivityLog::new() as _).and_then(|db| {
        let newest: Option<Timestamp> = db.read_now(|conn| {
            Ok(activities::table.select(activities::at).order(activities::id.desc()).first(conn).optional()?)
        })?;
        db.close();
        Ok(newest)
    });
    match newest {
        Ok(Some(newest)) if newest > now + Duration::minutes(5) => problem(
            format!("it says {}, but the newest change is of {}", now.rfc3339(), newest.rfc3339()),
            "set the clock, for example with: timedatectl set-ntp true",
        ),
        Ok(_) => Ok(now.rfc3339()),
        Err(error) => problem(told(&error), "see that the database can be read"),
    }
}

fn mail_leaves(config: &Config) -> Finding {
    let mend = match &config.mail {
        MailUrl::Smtp { host, port, .. } => {
            format!(
                "see that {host}:{port} takes mail from here, and that mail-url names user, password and TLS rightly"
            )
        }
        MailUrl::Folder(_) | MailUrl::Capture => "set mail-url to a folder that the server may write into".to_owned(),
    };
    match mail::check(&config.mail) {
        Ok(Ok(how)) => Ok(how),
        Ok(Err(what)) => problem(what, mend),
        Err(error) => problem(told(&error), mend),
    }
}

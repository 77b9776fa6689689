//! `/settings/following`: all that a member follows and mutes, listed and changed; and the change itself, from any
//! page that shows a thing.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::Data;
use diesel::prelude::*;
use serde::Serialize;

use super::Notifications;
use super::follow::{self, Level, MEMBER};
use super::meaning::{Followed, Named};
use crate::accounts::{Done, Viewer, Visit, load_authors};
use crate::activity::{Changes, Kept, Position, Tag};
use crate::areas::{Area, list_areas};
use crate::config::Clock;
use crate::db::schema::follows;
use crate::db::{AccountId, Conn, Entry, Subject, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::{Endpoint, Page, Submitted, get, own_path, put};

/// Things on the page, the last changed first; further ones are found where they are followed.
const SHOWN: i64 = 500;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/settings/following", show).page::<FollowingPage>("FollowingPage"),
        put("/{lang}/following", change).takes(&["thing?", "tag?", "level", "back?"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
struct FollowingPage {
    /// In the order of kinds, each with the last changed first.
    groups: Vec<FollowedGroup>,
    levels: Vec<Level>,
    /// To follow.
    areas: Vec<Area>,
    /// Those of texts, to follow.
    languages: Vec<ContentLanguage>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct FollowedGroup {
    kind: &'static str,
    things: Vec<FollowedThing>,
}

/// One thing and how much the member hears of it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FollowedThing {
    /// `thread:12`, `tag:housing`.
    pub thing: String,
    pub name: String,
    pub url: Option<String>,
    pub level: Level,
}

/// The kinds of things, by the names that `Followed` holds.
fn known(notifications: &Notifications, kind: &str) -> Option<&'static str> {
    if kind == MEMBER { Some(MEMBER) } else { notifications.meanings.followable(kind) }
}

async fn show(visit: Visit, notifications: Data<Notifications>) -> Result<HttpResponse> {
    visit.page(move |conn, viewer| page(conn, viewer, &notifications)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, notifications: &Notifications) -> Result<Page<FollowingPage>> {
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    let rows: Vec<(String, String, Level)> = follows::table
        .filter(follows::account_id.eq(member.id))
        .order(follows::updated_at.desc())
        .limit(SHOWN)
        .select((follows::thing_kind, follows::thing_key, follows::level))
        .load(conn)?;
    let rows: Vec<(Followed, Level)> = rows
        .into_iter()
        .filter_map(|(kind, key, level)| Some((Followed::new(known(notifications, &kind)?, key), level)))
        .collect();
    let things: Vec<Followed> = rows.iter().map(|(thing, _)| thing.clone()).collect();
    let named = names(conn, viewer, notifications, &things)?;
    let kinds = notifications.meanings.iter().flat_map(|meaning| meaning.followable()).copied().chain([MEMBER]);
    let group = |kind: &'static str| FollowedGroup {
        kind,
        things: rows.iter().filter(|(thing, _)| thing.kind == kind).filter_map(|(t, l)| line(&named, t, *l)).collect(),
    };
    let groups = kinds.map(group).filter(|group| !group.things.is_empty()).collect();
    let page = FollowingPage {
        groups,
        levels: Level::ALL.to_vec(),
        areas: list_areas(conn, viewer)?,
        languages: ContentLanguage::all().collect(),
    };
    Ok(Page::new("notifications/following", viewer.lang.locale().say("following-title"), page).not_indexed())
}

fn line(named: &HashMap<Followed, Named>, thing: &Followed, level: Level) -> Option<FollowedThing> {
    let Named { name, url } = named.get(thing)?.clone();
    Some(FollowedThing { thing: format!("{}:{}", thing.kind, thing.key), name, url, level })
}

/// What the viewer may see of these: what features know, and members.
fn names(
    conn: &mut Conn,
    viewer: &Viewer,
    notifications: &Notifications,
    things: &[Followed],
) -> Result<HashMap<Followed, Named>> {
    let mut named = notifications.meanings.names(conn, viewer, things)?;
    let members = things.iter().filter(|thing| thing.kind == MEMBER);
    let ids: Vec<AccountId> = members.filter_map(|thing| thing.key.parse().ok()).collect();
    for (id, author) in load_authors(conn, &ids, viewer.now)? {
        if let Some(name) = author.name {
            named.insert(Followed::new(MEMBER, id), Named { name, url: Some(format!("/{}/u/{id}", viewer.lang)) });
        }
    }
    Ok(named)
}

async fn change(visit: Visit, notifications: Data<Notifications>, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = try_change(&visit, notifications, &submitted).await;
    visit.answer_plainly(outcome, &submitted)
}

async fn try_change(visit: &Visit, notifications: Data<Notifications>, submitted: &Submitted) -> Result<Done> {
    let mut fields = submitted.fields();
    // A form without JavaScript sends a tag as it was typed.
    let thing = match submitted.text("tag") {
        "" => fields.line("thing", 3, 120),
        _ => format!("tag:{}", fields.line("tag", 1, 30).to_lowercase()),
    };
    let level = fields.choice("level", Level::from_code, Level::Normal);
    let (kind, key) = thing.split_once(':').unwrap_or_default();
    // A member is muted or not: there is nothing to follow yet.
    if kind == MEMBER && !matches!(level, Level::Muted | Level::Normal) {
        fields.wrong("level", "error-choose");
    }
    fields.finish()?;
    let thing = Followed::new(known(&notifications, kind).ok_or(Error::NotFound)?, key);
    let back = match submitted.text("back") {
        "" => visit.path("/settings/following"),
        path => own_path(path, visit.asked.lang),
    };
    visit
        .write(move |tx, viewer, member| {
            // What cannot be seen cannot be followed: the list would tell its name.
            if !names(tx, viewer, &notifications, std::slice::from_ref(&thing))?.contains_key(&thing) {
                return Err(Error::NotFound);
            }
            if thing == Followed::new(MEMBER, member.id) {
                return Err(Error::Forbidden("error-mute-self"));
            }
            follow::set(tx, member.id, &thing, level, true)?;
            record_change(tx, member.id);
            Ok(Done::changed(0, back.clone()).telling("flash-following-changed"))
        })
        .await
}

/// Tells every node that the account follows something else than before.
pub fn record_change(tx: &mut Tx, account: AccountId) {
    tx.record(Entry {
        kind: "following.changed",
        actor: Some(account),
        subject: Subject { kind: "following", id: account.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
}

/// Whoever writes somewhere follows it from then on, unless they have chosen before.
pub fn follow_by_writing(tx: &mut Tx, account: AccountId, thing: &Followed, level: Level) -> Result<()> {
    if follow::set(tx, account, thing, level, false)? {
        record_change(tx, account);
    }
    Ok(())
}

/// By kind, then by key.
type Levels = Arc<HashMap<String, HashMap<String, Level>>>;

/// What members follow, kept until they change it: pages of things show it.
pub struct Follows {
    kept: Kept<AccountId, Levels>,
}

impl Follows {
    pub fn new(bytes: u64, changes: &Arc<Changes>, clock: &Clock) -> Self {
        Self {
            kept: Kept::new(
                bytes,
                |_, levels: &Levels| 64 + levels.values().map(|of_kind| of_kind.len() * 80).sum::<usize>(),
                changes,
                clock,
            ),
        }
    }

    /// How much a member hears of a thing. `position`: of the open transaction.
    pub fn level(&self, conn: &mut Conn, account: AccountId, thing: &Followed, position: Position) -> Result<Level> {
        let levels = match self.kept.get(&account) {
            Some(levels) => levels,
            None => {
                let levels = Arc::new(load(conn, account)?);
                self.kept.keep(account, position, vec![Tag::of("following", account.0)], Arc::clone(&levels));
                levels
            }
        };
        let of_kind = levels.get(thing.kind);
        Ok(of_kind.and_then(|of_kind| of_kind.get(&thing.key)).copied().unwrap_or(Level::Normal))
    }
}

fn load(conn: &mut Conn, account: AccountId) -> QueryResult<HashMap<String, HashMap<String, Level>>> {
    let rows: Vec<(String, String, Level)> = follows::table
        .filter(follows::account_id.eq(account))
        .select((follows::thing_kind, follows::thing_key, follows::level))
        .load(conn)?;
    let mut levels: HashMap<String, HashMap<String, Level>> = HashMap::new();
    for (kind, key, level) in rows {
        levels.entry(kind).or_default().insert(key, level);
    }
    Ok(levels)
}

/// Whether a viewer follows a thing, as pages say it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Following {
    /// `thread:12`.
    pub thing: String,
    pub level: Level,
}

impl Following {
    /// `None` for guests.
    pub fn of(
        conn: &mut Conn,
        viewer: &Viewer,
        follows: &Follows,
        thing: &Followed,
        position: Position,
    ) -> Result<Option<Self>> {
        let Some(member) = &viewer.member else { return Ok(None) };
        let level = follows.level(conn, member.id, thing, position)?;
        Ok(Some(Self { thing: format!("{}:{}", thing.kind, thing.key), level }))
    }

    /// The same, read anew: for pages that are not many people's.
    pub fn read(conn: &mut Conn, viewer: &Viewer, thing: &Followed) -> Result<Option<Self>> {
        let Some(member) = &viewer.member else { return Ok(None) };
        let level = follow::find(conn, member.id, thing)?.unwrap_or(Level::Normal);
        Ok(Some(Self { thing: format!("{}:{}", thing.kind, thing.key), level }))
    }
}

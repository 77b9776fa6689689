//! Who is looking: the argument of every query that shows something.

use std::collections::HashMap;

use chrono::Duration;
use chrono_tz::Tz;
use diesel::prelude::*;

use super::Chromes;
use super::bearer::{self, Scope};
use super::grants::{Grant, Role, list_grants, list_grants_of};
use super::session::{IDLE, hash_token};
use crate::db::schema::{accounts, sessions};
use crate::db::{AccountId, AreaId, CategoryId, Conn, SessionId, Timestamp};
use crate::error::Result;
use crate::i18n::Lang;
use crate::web::{Asked, Counts, Person, Recognise};

/// A reader: a guest or a member, and the language they read the interface in.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub lang: Lang,
    pub now: Timestamp,
    pub member: Option<Member>,
}

/// A signed-in account, as far as rights and greeting need it.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: AccountId,
    pub name: String,
    pub zone: Tz,
    pub theme: String,
    pub created_at: Timestamp,
    pub grants: Vec<Grant>,
    /// `None` for a bearer token.
    pub session: Option<SessionId>,
    pub can_write: bool,
}

impl Viewer {
    pub fn guest(lang: Lang, now: Timestamp) -> Self {
        Self { lang, now, member: None }
    }

    /// Reads session or token. One that is unknown or over makes a guest.
    pub fn load(conn: &mut Conn, asked: &Asked, now: Timestamp) -> Result<Self> {
        let member = match (&asked.bearer, &asked.session) {
            (Some(token), _) => Member::of_bearer(conn, token, now)?,
            (None, Some(token)) => Member::of_session(conn, token, now)?,
            (None, None) => None,
        };
        Ok(Self { lang: asked.lang, now, member })
    }

    pub fn id(&self) -> Option<AccountId> {
        self.member.as_ref().map(|member| member.id)
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.member.as_ref().is_some_and(|member| member.has_role(role))
    }

    /// Sees how the work with questions of this area goes.
    pub fn coordinates(&self, area: AreaId) -> bool {
        self.member.as_ref().is_some_and(|member| member.coordinates(area))
    }

    /// May hide, close, pin and move in this category.
    pub fn moderates(&self, category: CategoryId) -> bool {
        self.member.as_ref().is_some_and(|member| member.moderates(category))
    }

    /// May moderate what stands in no category.
    pub fn moderates_everywhere(&self) -> bool {
        self.member.as_ref().is_some_and(Member::moderates_everywhere)
    }

    /// What the header shows.
    pub fn person(&self, counts: Counts) -> Option<Person> {
        self.member.as_ref().map(|member| Person {
            id: member.id.0,
            name: member.name.clone(),
            moderates: member.has_role(Role::Moderator) || member.has_role(Role::Admin),
            administers: member.has_role(Role::Admin),
            answers: member.has_role(Role::Expert),
            coordinates: member.has_role(Role::Coordinator) || member.has_role(Role::Admin),
            edits: member.has_role(Role::Editor),
            expert: member.has_role(Role::Expert),
            zone: member.zone.name().to_owned(),
            theme: member.theme.clone(),
            counts,
        })
    }
}

/// Says who the reader is, as the header shows them.
pub fn recognise(chromes: Chromes) -> Recognise {
    Box::new(move |conn, asked, now| {
        let viewer = Viewer::load(conn, asked, now)?;
        if viewer.member.is_none() {
            return Ok(None);
        }
        let told = chromes.0.counts(conn, &viewer, None)?;
        Ok(viewer.person(told.counts))
    })
}

/// Members as they would be seen to look now, without a session: for whoever is told of something. Suspended and
/// deleted accounts are left out. Two queries, however many there are.
pub fn load_viewers(conn: &mut Conn, ids: &[AccountId], now: Timestamp) -> QueryResult<HashMap<AccountId, Viewer>> {
    let rows: Vec<(Row, String)> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .filter(accounts::deleted_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .select((COLUMNS, accounts::language))
        .load(conn)?;
    let mut grants = list_grants_of(conn, ids, now)?;
    let viewer = |((id, name, zone, theme, created_at), language): (Row, String)| {
        let (zone, grants) = (zone.parse().unwrap_or(Tz::Europe__Vilnius), grants.remove(&id).unwrap_or_default());
        let member = Member { id, name, zone, theme, created_at, grants, session: None, can_write: false };
        (id, Viewer { lang: Lang::from_code(&language).unwrap_or(Lang::Lt), now, member: Some(member) })
    };
    Ok(rows.into_iter().map(viewer).collect())
}

type Row = (AccountId, String, String, String, Timestamp);

const COLUMNS: (accounts::id, accounts::public_name, accounts::time_zone, accounts::theme, accounts::created_at) =
    (accounts::id, accounts::public_name, accounts::time_zone, accounts::theme, accounts::created_at);

/// How long somebody is a newcomer.
const NEWCOMER: Duration = Duration::days(7);

fn rules(grant: &Grant) -> bool {
    matches!(grant.role, Role::Moderator | Role::Admin)
}

impl Member {
    fn of_session(conn: &mut Conn, token: &str, now: Timestamp) -> Result<Option<Self>> {
        let row: Option<(Row, SessionId)> = sessions::table
            .inner_join(accounts::table)
            .filter(sessions::token_hash.eq(hash_token(token)))
            .filter(sessions::expires_at.gt(now))
            .filter(sessions::last_seen_at.gt(now - IDLE))
            .filter(accounts::deleted_at.is_null())
            .filter(accounts::disabled_at.is_null())
            .select((COLUMNS, sessions::id))
            .first(conn)
            .optional()?;
        let Some((row, session)) = row else { return Ok(None) };
        Self::new(conn, row, Some(session), true, now).map(Some)
    }

    fn of_bearer(conn: &mut Conn, token: &str, now: Timestamp) -> Result<Option<Self>> {
        let Some((id, scope)) = bearer::find_bearer(conn, token, now)? else { return Ok(None) };
        let row: Row = accounts::table.find(id).select(COLUMNS).first(conn)?;
        Self::new(conn, row, None, scope == Scope::Write, now).map(Some)
    }

    fn new(
        conn: &mut Conn,
        (id, name, zone, theme, created_at): Row,
        session: Option<SessionId>,
        can_write: bool,
        now: Timestamp,
    ) -> Result<Self> {
        let grants = list_grants(conn, id, now)?;
        let zone = zone.parse().unwrap_or(chrono_tz::Europe::Vilnius);
        Ok(Self { id, name, zone, theme, created_at, grants, session, can_write })
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Administrators see all areas.
    pub fn coordinates(&self, area: AreaId) -> bool {
        let coordinates = |grant: &Grant| grant.role == Role::Coordinator && grant.covers_area(area);
        self.grants.iter().any(|grant| grant.role == Role::Admin || coordinates(grant))
    }

    pub fn moderates(&self, category: CategoryId) -> bool {
        self.grants.iter().any(|grant| rules(grant) && grant.covers(category))
    }

    /// May moderate what stands in no category.
    pub fn moderates_everywhere(&self) -> bool {
        self.grants.iter().any(|grant| rules(grant) && grant.scope_kind.is_none())
    }

    /// Whether what they write for everybody waits to be let through: until they have been here for a while. Whoever was
    /// given a role is none.
    pub fn is_newcomer(&self, now: Timestamp) -> bool {
        self.grants.is_empty() && self.created_at > now - NEWCOMER
    }
}

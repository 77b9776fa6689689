//! What the activities of organisations mean: administrators are told of an application, an applicant of the decision, and
//! organisations can be followed. What followers hear of their answers stands with the questions.

use std::collections::HashMap;

use diesel::prelude::*;

use super::codes::State;
use super::organisation::{Organisation, Sight, find_organisation, path, subject};
use crate::accounts::{Role, Viewer};
use crate::activity::Activity;
use crate::db::schema::{activities, grants, organisations};
use crate::db::{AccountId, ActivityId, Conn, OrganisationId, TextId, Timestamp};
use crate::error::{Error, Result};
use crate::notifications::{Concern, Followed, Hint, Line, Meaning, Named, Notice, NoticeKind, Once, Wanted};
use crate::translations::load_shown;

const AT_ONCE: Wanted = Wanted { inbox: true, live: true, mail: true, digest: true };

const KINDS: &[NoticeKind] = &[
    NoticeKind { code: "organisation_decided", wanted: AT_ONCE, always: true },
    NoticeKind { code: "organisation_applied", wanted: AT_ONCE, always: false },
];
const DECIDED: &NoticeKind = &KINDS[0];
/// To administrators: an application waits for them.
const APPLIED: &NoticeKind = &KINDS[1];

pub struct OrganisationMeaning;

impl Meaning for OrganisationMeaning {
    fn kinds(&self) -> &'static [NoticeKind] {
        KINDS
    }

    fn followable(&self) -> &'static [&'static str] {
        &["organisation"]
    }

    fn minds(&self, kind: &str) -> bool {
        matches!(kind, "organisation.applied" | "organisation.listed" | "organisation.declined")
    }

    fn concern(&self, conn: &mut Conn, activity: &Activity) -> Result<Option<Concern>> {
        let id = OrganisationId(activity.subject_id);
        if activity.kind == "organisation.applied" {
            let told = administrators(conn, activity.at)?.into_iter().map(|account| (account, APPLIED)).collect();
            return Ok(Some(concern(id, told, |viewer| viewer.has_role(Role::Admin))));
        }
        let detail: serde_json::Value = serde_json::from_str(&activity.detail).map_err(Error::internal)?;
        // What an administrator lists by themselves answers no application.
        if detail.get("application").is_none() {
            return Ok(None);
        }
        let row: Option<Organisation> =
            organisations::table.find(id).select(Organisation::as_select()).first(conn).optional()?;
        let Some(applicant) = row.and_then(|row| row.applied_by) else { return Ok(None) };
        Ok(Some(concern(id, vec![(applicant, DECIDED)], move |viewer| viewer.id() == Some(applicant))))
    }

    fn lines(&self, conn: &mut Conn, viewer: &Viewer, notices: &[Notice]) -> Result<Vec<Option<Line>>> {
        let ids: Vec<OrganisationId> = notices.iter().map(|notice| OrganisationId(notice.thing_id)).collect();
        let sight = Sight::load(conn, viewer)?;
        let rows: Vec<Organisation> = organisations::table
            .filter(sight.filter())
            .filter(organisations::id.eq_any(ids))
            .select(Organisation::as_select())
            .load(conn)?;
        let texts: Vec<TextId> = rows.iter().map(|row| row.text_id).collect();
        let words = load_shown(conn, &texts, viewer.lang)?;
        let rows: HashMap<OrganisationId, Organisation> = rows.into_iter().map(|row| (row.id, row)).collect();
        let of: Vec<ActivityId> = notices.iter().map(|notice| notice.activity_id).collect();
        let told: Vec<(ActivityId, String)> = activities::table
            .filter(activities::id.eq_any(of))
            .select((activities::id, activities::kind))
            .load(conn)?;
        let told: HashMap<ActivityId, String> = told.into_iter().collect();
        let line = |notice: &Notice| {
            let row = rows.get(&OrganisationId(notice.thing_id))?;
            let words = words.get(&row.text_id)?;
            if notice.kind == APPLIED.code {
                // Only as long as it waits for them.
                return (row.state == State::Applied && viewer.has_role(Role::Admin)).then(|| Line {
                    message: "notice-organisation-applied".to_owned(),
                    url: format!("/{}/admin/organisations/{}", viewer.lang, row.id),
                    title: Some((words.title.clone(), words.language)),
                    reason: None,
                    discreet: false,
                });
            }
            if row.applied_by != viewer.id() {
                return None;
            }
            let declined = told.get(&notice.activity_id)? == "organisation.declined";
            let message = if declined { "notice-organisation-declined" } else { "notice-organisation-listed" };
            Some(Line {
                message: message.to_owned(),
                url: row.path(viewer.lang),
                title: Some((words.title.clone(), words.language)),
                reason: row.decision_reason.clone().filter(|_| declined),
                discreet: false,
            })
        };
        Ok(notices.iter().map(line).collect())
    }

    fn names(&self, conn: &mut Conn, viewer: &Viewer, things: &[Followed]) -> Result<HashMap<Followed, Named>> {
        let ids: Vec<OrganisationId> =
            things.iter().filter_map(|thing| thing.key.parse().ok()).map(OrganisationId).collect();
        let sight = Sight::load(conn, viewer)?;
        let rows: Vec<(OrganisationId, String, TextId)> = organisations::table
            .filter(sight.filter())
            .filter(organisations::id.eq_any(ids))
            .select((organisations::id, organisations::slug, organisations::text_id))
            .load(conn)?;
        let texts: Vec<TextId> = rows.iter().map(|row| row.2).collect();
        let words = load_shown(conn, &texts, viewer.lang)?;
        let named = |(id, slug, text): (OrganisationId, String, TextId)| {
            let name = words.get(&text)?.title.clone();
            Some((super::page::followed(id), Named { name, url: Some(path(viewer.lang, &slug)) }))
        };
        Ok(rows.into_iter().filter_map(named).collect())
    }

    fn hint(&self, _: &mut Conn, _: &Activity) -> Result<Option<Hint>> {
        Ok(None)
    }

    fn admits(&self, conn: &mut Conn, viewer: &Viewer, kind: &str, id: i64) -> Result<Option<bool>> {
        if kind != "organisation" {
            return Ok(None);
        }
        Ok(Some(find_organisation(conn, viewer, OrganisationId(id))?.is_some()))
    }
}

fn concern(
    id: OrganisationId,
    told: Vec<(AccountId, &'static NoticeKind)>,
    sight: impl Fn(&Viewer) -> bool + Send + Sync + 'static,
) -> Concern {
    Concern {
        thing: subject(id),
        position: 1,
        told,
        followed: Vec::new(),
        followed_as: None,
        around: Vec::new(),
        by_role: Vec::new(),
        told_elsewhere: Vec::new(),
        once: Once::No,
        sight: Box::new(sight),
    }
}

fn administrators(conn: &mut Conn, now: Timestamp) -> QueryResult<Vec<AccountId>> {
    grants::table
        .filter(grants::role.eq(Role::Admin))
        .filter(grants::from_at.le(now))
        .filter(grants::until_at.is_null().or(grants::until_at.gt(now)))
        .order(grants::account_id)
        .select(grants::account_id)
        .distinct()
        .load(conn)
}

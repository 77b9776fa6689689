//! How organisations are found, if they are listed: by names and descriptions, in every language that they have.

use std::collections::HashMap;

use diesel::prelude::*;

use super::codes::State;
use super::organisation::path;
use crate::accounts::Viewer;
use crate::activity::Activity;
use crate::db::schema::{organisations, text_versions};
use crate::db::{Conn, OrganisationId, Subject, TextId};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::search::{Container, Document, Found, Searchable, Standing, Touched, Version};
use crate::text;
use crate::translations::{self, load_shown};

const ORGANISATION: &str = "organisation";

/// What holds them all: everybody reads the directory.
const DIRECTORY: Subject = Subject { kind: "directory", id: 1 };

pub struct OrganisationSearchable;

impl Searchable for OrganisationSearchable {
    fn kinds(&self) -> &'static [&'static str] {
        &[ORGANISATION]
    }

    fn touched(&self, activity: &Activity) -> Option<Touched> {
        let own = activity.subject_kind == ORGANISATION;
        own.then_some(Touched::Thing(Subject { kind: ORGANISATION, id: activity.subject_id }))
    }

    fn ids(&self, conn: &mut Conn, _: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        Ok(organisations::table
            .filter(organisations::id.gt(OrganisationId(after)))
            .filter(organisations::state.eq(State::Listed))
            .order(organisations::id)
            .limit(limit)
            .select(organisations::id)
            .load(conn)?)
    }

    fn count(&self, conn: &mut Conn, _: &str) -> Result<u64> {
        let count: i64 = organisations::table.count().get_result(conn)?;
        Ok(count.unsigned_abs())
    }

    fn within(&self, _: &mut Conn, _: Subject) -> Result<Vec<Subject>> {
        Ok(Vec::new())
    }

    fn documents(&self, conn: &mut Conn, _: &str, ids: &[i64]) -> Result<Vec<Document>> {
        let ids: Vec<OrganisationId> = ids.iter().map(|id| OrganisationId(*id)).collect();
        let rows: Vec<(OrganisationId, TextId)> = organisations::table
            .filter(organisations::id.eq_any(ids))
            .filter(organisations::state.eq(State::Listed))
            .select((organisations::id, organisations::text_id))
            .load(conn)?;
        let texts: Vec<TextId> = rows.iter().map(|(_, text)| *text).collect();
        let versions: Vec<translations::Version> = text_versions::table
            .filter(text_versions::text_id.eq_any(texts))
            .select(translations::Version::as_select())
            .load(conn)?;
        let document = |(id, text): (OrganisationId, TextId)| {
            let thing = Subject { kind: ORGANISATION, id: id.0 };
            let own = versions.iter().filter(|version| version.text_id == text);
            let version = |version: &translations::Version| Version {
                language: version.language,
                title: version.title.clone(),
                body: body(&version.summary, &version.body),
            };
            Document {
                thing,
                within: thing,
                container: DIRECTORY,
                by: Vec::new(),
                at: None,
                until: None,
                standing: Standing::Place,
                versions: own.map(version).collect(),
            }
        };
        Ok(rows.into_iter().map(document).collect())
    }

    fn containers(&self, _: &mut Conn, viewer: &Viewer) -> Result<Vec<Container>> {
        let name = viewer.lang.locale().say("organisations-title");
        Ok(vec![Container { subject: DIRECTORY, parent: None, slug: "organisations".to_owned(), name, area: None }])
    }

    fn found(
        &self,
        conn: &mut Conn,
        viewer: &Viewer,
        things: &[Subject],
        language: ContentLanguage,
    ) -> Result<HashMap<Subject, Found>> {
        let ids: Vec<OrganisationId> = things.iter().map(|thing| OrganisationId(thing.id)).collect();
        let rows: Vec<(OrganisationId, String, TextId)> = organisations::table
            .filter(organisations::id.eq_any(ids))
            .filter(organisations::state.eq(State::Listed))
            .select((organisations::id, organisations::slug, organisations::text_id))
            .load(conn)?;
        let texts: Vec<TextId> = rows.iter().map(|row| row.2).collect();
        let mut words = load_shown(conn, &texts, language)?;
        let found = |(id, slug, text): (OrganisationId, String, TextId)| {
            let words = words.remove(&text)?;
            let found = Found {
                title_language: None,
                body: body(&words.summary, &words.body),
                title: words.title,
                language: words.language,
                url: path(viewer.lang, &slug),
                place: None,
                by: None,
                at: None,
                by_week: false,
                stale: words.stale,
            };
            Some((Subject { kind: ORGANISATION, id: id.0 }, found))
        };
        Ok(rows.into_iter().filter_map(found).collect())
    }
}

/// The line and the description, as plain text.
fn body(summary: &str, description: &str) -> String {
    format!("{summary}\n{}", text::plain(description))
}

//! From the filters of a query, and what is chosen beside it, to what is looked at: a filter whose value says nothing is
//! passed over and named.

use std::collections::HashSet;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::collect::Scope;
use super::find::Choices;
use super::query::Query;
use super::schema::{Key, kind_code, language_code};
use super::searchable::Container;
use crate::accounts::find_called;
use crate::db::{AccountId, Conn, Subject};
use crate::error::Result;
use crate::text;

/// What is asked for, and nothing else.
pub fn narrow(scope: &mut Scope, query: &mut Query, choices: &Choices, containers: &[Container]) {
    let filters = &query.filters;
    scope.kind = choices.kind.or(filters.kind.as_deref()).map(kind_code);
    scope.language = choices.language.or(filters.language).map(language_code);
    let midnight = |date: NaiveDate| date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    scope.from = filters.after.map(midnight);
    scope.before = filters.before.map(midnight);
    if let Some(slug) = &filters.within {
        let asked = called(containers, slug);
        if asked.is_empty() {
            query.passed_over.push(format!("in:{slug}"));
        } else {
            scope.containers = Some(asked);
        }
    }
    if let Some(area) = choices.area {
        let of_area = containers.iter().filter(|one| one.area == Some(area));
        scope.area = Some(of_area.map(|one| Key::of(one.subject).0).collect());
    }
}

/// The containers that `in:` means, with what lies below.
fn called(containers: &[Container], slug: &str) -> FxHashSet<u64> {
    let key = text::slug(slug);
    let named = |one: &&Container| one.slug == *slug || text::slug(&one.name) == key;
    let asked: HashSet<Subject> = containers.iter().filter(named).map(|one| one.subject).collect();
    let below = containers.iter().filter(|one| one.parent.is_some_and(|parent| asked.contains(&parent)));
    let below: Vec<Subject> = below.map(|one| one.subject).collect();
    asked.into_iter().chain(below).map(|subject| Key::of(subject).0).collect()
}

/// Leaves out what a filter after a minus names; whether there is any.
pub fn leave_out(scope: &mut Scope, query: &mut Query, containers: &[Container]) -> bool {
    let mut any = false;
    for filters in &query.without {
        if let Some(slug) = &filters.within {
            let left_out = called(containers, slug);
            if left_out.is_empty() {
                query.passed_over.push(format!("-in:{slug}"));
                continue;
            }
            scope.readable.retain(|container| !left_out.contains(container));
        }
        scope.without_kinds.extend(filters.kind.as_deref().map(kind_code));
        scope.without_languages.extend(filters.language.map(language_code));
        any |= filters.by.is_none();
    }
    any
}

/// Whose things are left out.
pub fn accounts_left_out(conn: &mut Conn, query: &mut Query) -> Result<Vec<AccountId>> {
    let mut all = Vec::new();
    for name in query.without.iter().filter_map(|filters| filters.by.as_ref()) {
        let called = find_called(conn, name)?;
        if called.is_empty() {
            query.passed_over.push(format!("-by:{name}"));
        }
        all.extend(called);
    }
    Ok(all)
}

/// Whose things are asked for; anybody's when there is none.
pub fn accounts_of(conn: &mut Conn, query: &mut Query) -> Result<Vec<AccountId>> {
    let Some(name) = &query.filters.by else { return Ok(Vec::new()) };
    let called = find_called(conn, name)?;
    if called.is_empty() {
        query.passed_over.push(format!("by:{name}"));
    }
    Ok(called)
}

//! Finding: from what is typed to results that a viewer may see, each shown with its words marked.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::query::Query as IndexQuery;

use super::Search;
use super::collect::{Bounds, Collected, Place, Scope, collect};
use super::highlight;
use super::index::Index;
use super::plan::Plan;
use super::query::Query;
use super::schema::{Key, kind_code, language_code};
use super::searchable::{Container, Found};
use super::{analysis, guess_language, spelling};
use crate::accounts::{Author, Viewer, find_called, load_authors};
use crate::db::{AccountId, AreaId, Conn, Subject, Timestamp};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};
use crate::text;

/// Results on a page.
pub const PAGE: usize = 10;
/// However many fit: nobody reads on, and the server has others to answer.
const BOUNDS: Bounds = Bounds { time: Duration::from_millis(400), things: usize::MAX };
/// With fewer results those come along that hold only some of the words.
const FEW: u64 = 5;

/// What is chosen beside the words, by links and forms: it counts before what stands in the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choices {
    pub kind: Option<&'static str>,
    pub area: Option<AreaId>,
    pub language: Option<ContentLanguage>,
}

/// One result.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SearchResult {
    pub kind: &'static str,
    pub id: i64,
    /// HTML: the title with the words marked (`<mark>`), everything else escaped.
    pub title: String,
    /// HTML as well: where the words stand in its text.
    pub excerpt: String,
    /// Of the title: a reply has its thread's.
    pub title_language: ContentLanguage,
    /// Of the text.
    pub language: ContentLanguage,
    pub dir: &'static str,
    pub url: String,
    /// Where it stands: the name of a category.
    pub place: Option<String>,
    pub author: Option<Author>,
    /// None for what has no time: a category.
    pub at: Option<Timestamp>,
    pub stale: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Results {
    pub results: Vec<SearchResult>,
    pub total: u64,
    pub kinds: FxHashMap<u16, u64>,
    pub languages: FxHashMap<u64, u64>,
    pub areas: HashMap<AreaId, u64>,
    /// Not everything that fits was looked at.
    pub cut: bool,
    /// Not all of these hold all of the words.
    pub loosened: bool,
    /// How much holds all of them, where little does.
    pub whole: u64,
    /// The query with words that stand somewhere.
    pub meant: Option<String>,
    pub next: Option<Place>,
}

/// What a viewer may find, before they choose.
pub fn scope_of(conn: &mut Conn, search: &Search, viewer: &Viewer) -> Result<(Scope, Vec<Container>)> {
    let containers = search.searchables.containers(conn, viewer)?;
    let readable = containers.iter().map(|container| Key::of(container.subject).0).collect();
    let prefers = Some(language_code(viewer.lang.into()));
    // By days, so that the order of results does not change from page to page.
    let now = viewer.now.micros() / 1_000_000 / 86_400 * 86_400;
    Ok((Scope { readable, now, prefers, ..Scope::default() }, containers))
}

/// What is typed, as it was understood, and its results behind a place.
pub fn find(
    conn: &mut Conn,
    search: &Search,
    index: &Index,
    viewer: &Viewer,
    text: &str,
    choices: &Choices,
    behind: Option<Place>,
) -> Result<(Query, Results)> {
    let mut query = Query::parse(text, &search.searchables.kinds());
    let (mut scope, containers) = scope_of(conn, search, viewer)?;
    narrow(&mut scope, &mut query, choices, &containers);
    let by = accounts_of(conn, &mut query)?;
    let reads = choices.language.or(query.filters.language).unwrap_or_else(|| language_read(text, viewer));
    let mut plan = Plan::new(&query, by.clone(), viewer.lang);
    plan.of_everything(!by.is_empty() || is_filtered(&scope));
    if plan.is_empty() {
        return Ok((query, Results::default()));
    }
    let searcher = index.searcher();
    let readable = Scope { readable: scope.readable.clone(), ..Scope::default() };
    plan.correct(&searcher, &index.fields, &readable)?;
    let without = plan.without(&index.fields);
    let look =
        |query: Box<dyn IndexQuery>| collect(&searcher, &*query, without.as_deref(), &scope, behind, PAGE + 1, BOUNDS);
    let mut collected = look(plan.query(&index.fields))?;
    let whole = collected.total;
    // Whoever writes quotation marks means them, where there is anything.
    let few = if plan.has_phrases() { 1 } else { FEW };
    if whole < few && plan.can_be_loosened() {
        collected = look(plan.loose_query(&index.fields))?;
    }
    let loosened = collected.total > whole;
    let meant = meant(conn, search, viewer, text, &plan, reads)?;
    let results = results(conn, search, viewer, &plan, collected, &containers, reads)?;
    Ok((query, Results { loosened, whole, meant, ..results }))
}

/// Whether anything is chosen beside words.
fn is_filtered(scope: &Scope) -> bool {
    let chosen = scope.kind.is_some() || scope.language.is_some() || scope.from.is_some() || scope.before.is_some();
    chosen || scope.containers.is_some() || scope.area.is_some()
}

/// The language whose versions are shown: the reader's, or the one they write in where that has no pages here.
fn language_read(text: &str, viewer: &Viewer) -> ContentLanguage {
    let own = viewer.lang.into();
    let written = guess_language(text, viewer.lang);
    let has_pages = Lang::ALL.into_iter().any(|lang| written == lang.into());
    if has_pages { own } else { written }
}

fn narrow(scope: &mut Scope, query: &mut Query, choices: &Choices, containers: &[Container]) {
    let filters = &query.filters;
    scope.kind = choices.kind.or(filters.kind.as_deref()).map(kind_code);
    scope.language = choices.language.or(filters.language).map(language_code);
    let midnight = |date: NaiveDate| date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    scope.from = filters.after.map(midnight);
    scope.before = filters.before.map(midnight);
    if let Some(slug) = &filters.within {
        let key = text::slug(slug);
        let named = |one: &&Container| one.slug == *slug || text::slug(&one.name) == key;
        let asked: HashSet<Subject> = containers.iter().filter(named).map(|one| one.subject).collect();
        let below = containers.iter().filter(|one| one.parent.is_some_and(|parent| asked.contains(&parent)));
        let below: Vec<Subject> = below.map(|one| one.subject).collect();
        if asked.is_empty() {
            query.passed_over.push(format!("in:{slug}"));
        } else {
            scope.containers = Some(asked.into_iter().chain(below).map(|subject| Key::of(subject).0).collect());
        }
    }
    if let Some(area) = choices.area {
        let of_area = containers.iter().filter(|one| one.area == Some(area));
        scope.area = Some(of_area.map(|one| Key::of(one.subject).0).collect());
    }
}

/// Whose things are asked for; anybody's when there is none.
fn accounts_of(conn: &mut Conn, query: &mut Query) -> Result<Vec<AccountId>> {
    let Some(name) = &query.filters.by else { return Ok(Vec::new()) };
    let called = find_called(conn, name)?;
    if called.is_empty() {
        query.passed_over.push(format!("by:{name}"));
    }
    Ok(called)
}

/// Shows what was found: it is looked up in the database, and what the viewer may not see as things stand falls out.
fn results(
    conn: &mut Conn,
    search: &Search,
    viewer: &Viewer,
    plan: &Plan,
    mut collected: Collected,
    containers: &[Container],
    language: ContentLanguage,
) -> Result<Results> {
    let more = collected.best.len() > PAGE;
    collected.best.truncate(PAGE);
    let next = collected.best.last().copied().filter(|_| more);
    let mut areas: HashMap<AreaId, u64> = HashMap::new();
    for container in containers {
        if let (Some(area), Some(count)) = (container.area, collected.containers.get(&Key::of(container.subject).0)) {
            *areas.entry(area).or_insert(0) += count;
        }
    }
    let marks = plan.marks();
    let results = show(conn, search, viewer, &collected.best, &marks, language)?;
    let Collected { total, kinds, languages, cut, .. } = collected;
    Ok(Results { results, total, kinds, languages, areas, cut, next, ..Results::default() })
}

/// The places as results, in their order.
fn show(
    conn: &mut Conn,
    search: &Search,
    viewer: &Viewer,
    places: &[Place],
    marks: &HashSet<String>,
    language: ContentLanguage,
) -> Result<Vec<SearchResult>> {
    let things: Vec<Subject> = places.iter().filter_map(|place| search.subject(place.key)).collect();
    let found = search.searchables.found(conn, viewer, &things, language)?;
    let people: Vec<AccountId> = found.iter().flatten().filter_map(|found| found.by).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let result = |(thing, found): (Subject, Option<Found>)| {
        let found = found?;
        Some(SearchResult {
            kind: thing.kind,
            id: thing.id,
            title: highlight::mark(&found.title, found.title_language.unwrap_or(found.language), marks),
            title_language: found.title_language.unwrap_or(found.language),
            excerpt: highlight::excerpt(&found.body, found.language, marks),
            language: found.language,
            dir: found.language.dir(),
            url: found.url,
            place: found.place,
            author: found.by.and_then(|by| authors.get(&by).cloned()),
            at: found.at,
            stale: found.stale,
        })
    };
    Ok(things.into_iter().zip(found).filter_map(result).collect())
}

/// The query with what may have been meant in place of words that stand nowhere, spelt as it is in a text that the
/// viewer sees.
fn meant(
    conn: &mut Conn,
    search: &Search,
    viewer: &Viewer,
    text: &str,
    plan: &Plan,
    language: ContentLanguage,
) -> Result<Option<String>> {
    let mut said: HashMap<&str, String> = HashMap::new();
    for (typed, near) in &plan.unknown {
        let Some(thing) = search.subject(near.key) else { continue };
        let Some(found) = search.searchables.found(conn, viewer, &[thing], language)?.pop().flatten() else { continue };
        let spelt = [&found.title, &found.body].into_iter().find_map(|text| {
            let tokens = analysis::tokens(text, found.language.code());
            let fitting = tokens.into_iter().filter(|token| spelling::terms_of(token).contains(&near.term));
            // Of its forms the one that is nearest to what was typed.
            let spelt = fitting.map(|token| text[token.from..token.to].to_lowercase());
            spelt.min_by_key(|spelt| spelling::differences(typed, spelt))
        });
        // Another form, or another word, is no advice.
        let slips = if typed.chars().count() < 9 { 1 } else { 2 };
        let near = |spelt: &String| spelt != typed && spelling::differences(typed, spelt) <= slips;
        if let Some(spelt) = spelt.filter(near) {
            said.insert(typed, spelt);
        }
    }
    let word = |piece: &str| said.get(piece).cloned().unwrap_or_else(|| piece.to_owned());
    let meant = text.split_whitespace().map(word).collect::<Vec<_>>().join(" ");
    // What stands between marks of a longer piece is not put into it.
    Ok((!said.is_empty() && !meant.eq_ignore_ascii_case(text.trim())).then_some(meant))
}

//! Finding: from what is typed to results that a viewer may see, each shown with its words marked.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::query::Query as IndexQuery;

use super::Search;
use super::collect::{Bounds, Collected, Place, Scope, collect};
use super::deadline::{Deadline, SLOWNESS};
use super::highlight;
use super::index::Index;
use super::narrow::{accounts_left_out, accounts_of, leave_out, narrow};
use super::plan::Plan;
use super::query::Query;
use super::schema::{Key, language_code};
use super::searchable::{Container, Found};
use super::{analysis, guess_language, spelling};
use crate::accounts::{Author, Viewer, load_authors};
use crate::db::{AccountId, AreaId, Conn, Subject, Timestamp};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};

/// Results on a page.
pub const PAGE: usize = 10;
/// However many fit: nobody reads on, and the server has others to answer. All looks at the index together end by then,
pub const LONGEST: Duration = Duration::from_millis(400 * SLOWNESS);
/// what holds all of the words is looked for until then, where what holds some of them can be looked for after,
const WHOLE: Duration = Duration::from_millis(280 * SLOWNESS);
/// and what may have been meant until then.
const CORRECTION: Duration = Duration::from_millis(60 * SLOWNESS);
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
    /// `at` is the beginning of its week: no more is known.
    pub by_week: bool,
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
    /// Phrases that are too many or too long are not looked for as such.
    pub phrases_cut: bool,
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
    let now = viewer.now.micros() / 1_000_000;
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
    let readable = Scope { readable: scope.readable.clone(), ..Scope::default() };
    narrow(&mut scope, &mut query, choices, &containers);
    let is_narrowed = leave_out(&mut scope, &mut query, &containers);
    let by = accounts_of(conn, &mut query)?;
    let not_by = accounts_left_out(conn, &mut query)?;
    let reads = choices.language.or(query.filters.language).unwrap_or_else(|| language_read(text, viewer));
    let mut plan = Plan::new(&query, by.clone(), viewer.lang);
    query.cut |= plan.words_cut;
    plan.of_everything(is_narrowed || !by.is_empty() || !not_by.is_empty() || is_filtered(&scope));
    plan.not_by(not_by);
    if plan.is_empty() {
        return Ok((query, Results::default()));
    }
    let (began, searcher, fields) = (Instant::now(), index.searcher(), &index.fields);
    plan.correct(&searcher, fields, &readable, &Deadline::at(began + CORRECTION))?;
    let look = |query: &dyn Fn(&Deadline) -> Box<dyn IndexQuery>, time: Duration| {
        let deadline = Deadline::at(began + time);
        let (query, without) = (query(&deadline), plan.without(fields, &deadline));
        let bounds = Bounds { deadline, things: usize::MAX };
        collect(&searcher, &*query, without.as_deref(), &scope, behind, PAGE + 1, &bounds)
    };
    let time = if plan.can_be_loosened() { WHOLE } else { LONGEST };
    let mut collected = look(&|deadline| plan.query(fields, deadline), time)?;
    let whole = collected.total;
    // Whoever writes quotation marks means them, where there is anything.
    let few = if plan.has_phrases() { 1 } else { FEW };
    if whole < few && plan.can_be_loosened() {
        collected = look(&|deadline| plan.loose_query(fields, deadline), LONGEST)?;
    }
    let loosened = collected.total > whole;
    let meant = meant(conn, search, viewer, text, &plan, reads)?;
    let results = results(conn, search, viewer, &plan, collected, &containers, reads)?;
    let phrases_cut = plan.phrases_cut;
    Ok((query, Results { loosened, whole, meant, phrases_cut, ..results }))
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
            by_week: found.by_week,
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

//! `/search/suggestions`: titles that go on as the words that are being typed do.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;

use super::Search;
use super::find::scope_of;
use super::suggest::suggest;
use crate::accounts::{Viewer, Visit};
use crate::db::{Conn, Subject};
use crate::error::Result;
use crate::i18n::ContentLanguage;
use crate::web::{Endpoint, Limit, Page, get};

/// Titles that are offered.
const OFFERED: usize = 8;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/{lang}/search/suggestions", show).page::<SuggestionsPage>("SuggestionsPage").queries(&["q"])]
}

#[derive(Serialize, utoipa::ToSchema)]
struct SuggestionsPage {
    q: String,
    suggestions: Vec<Suggestion>,
}

/// A thing, by its title.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Suggestion {
    pub kind: &'static str,
    pub title: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    pub url: String,
    pub place: Option<String>,
    /// It may not be true any more.
    pub stale: bool,
}

async fn show(visit: Visit, search: Data<Search>) -> Result<HttpResponse> {
    let text = visit.asked.typed("q");
    visit.limit(Limit::Searching)?;
    visit.page(move |conn, viewer| page(conn, viewer, &search, text)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, search: &Search, text: String) -> Result<Page<SuggestionsPage>> {
    let mut suggestions = Vec::new();
    if let Some(index) = search.index() {
        let (scope, _) = scope_of(conn, search, viewer)?;
        let found = suggest(&index.searcher(), &index.fields, &scope, &text, viewer.lang, OFFERED)?;
        let things: Vec<Subject> = found.best.iter().filter_map(|place| search.subject(place.key)).collect();
        suggestions = offered(conn, search, viewer, &things)?;
    }
    let title = viewer.lang.locale().say("search-suggestions");
    Ok(Page::new("search/suggestions", title, SuggestionsPage { q: text, suggestions }).not_indexed())
}

/// Things as they are offered; what the viewer may not see is left out.
pub fn offered(conn: &mut Conn, search: &Search, viewer: &Viewer, things: &[Subject]) -> Result<Vec<Suggestion>> {
    let found = search.searchables.found(conn, viewer, things, viewer.lang.into())?;
    let suggestion = |(thing, found): (&Subject, Option<super::Found>)| {
        let found = found?;
        let language = found.title_language.unwrap_or(found.language);
        Some(Suggestion {
            kind: thing.kind,
            title: found.title,
            language,
            dir: language.dir(),
            url: found.url,
            place: found.place,
            stale: found.stale,
        })
    };
    Ok(things.iter().zip(found).filter_map(suggestion).collect())
}

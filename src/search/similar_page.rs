//! `/search/similar`: what is about the same as a thing that one reads, or as what one is about to write.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;

use super::collect::Scope;
use super::find::scope_of;
use super::schema::{Key, kind_code};
use super::suggest::similar;
use super::suggestions_page::{Suggestion, offered};
use super::{Search, guess_language};
use crate::accounts::{Viewer, Visit};
use crate::db::{Conn, Subject};
use crate::error::{Error, Result};
use crate::web::{Endpoint, Limit, Page, get};

/// Things that are shown.
const SHOWN: usize = 5;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/{lang}/search/similar", show).page::<SimilarPage>("SimilarPage").queries(&["to", "title", "kind"])]
}

#[derive(Serialize, utoipa::ToSchema)]
struct SimilarPage {
    /// The title of the thing that the others are like.
    title: Option<String>,
    similar: Vec<Suggestion>,
}

/// Like what: a thing (`to=thread:12`), or a title that is being written, perhaps for a thing of a `kind`.
struct Like {
    to: Option<Subject>,
    title: String,
    kind: Option<&'static str>,
}

async fn show(visit: Visit, search: Data<Search>) -> Result<HttpResponse> {
    let kinds = search.searchables.kinds();
    let kind_of = |code: &str| kinds.iter().copied().find(|kind| *kind == code).ok_or(Error::NotFound);
    let to = match visit.asked.query("to")? {
        Some(thing) => {
            let (kind, id) = thing.split_once(':').ok_or(Error::NotFound)?;
            Some(Subject { kind: kind_of(kind)?, id: id.parse().map_err(|_| Error::NotFound)? })
        }
        None => None,
    };
    let kind = match (to, visit.asked.query("kind")?) {
        (Some(to), _) => Some(to.kind),
        (None, kind) => kind.map(|kind| kind_of(&kind)).transpose()?,
    };
    let like = Like { to, title: visit.asked.typed("title"), kind };
    visit.limit(Limit::Searching)?;
    visit.page(move |conn, viewer| page(conn, viewer, &search, like)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, search: &Search, like: Like) -> Result<Page<SimilarPage>> {
    let (title, body, language) = match like.to {
        Some(to) => {
            let found = search
                .searchables
                .found(conn, viewer, &[to], viewer.lang.into())?
                .pop()
                .flatten()
                .ok_or(Error::NotFound)?;
            (found.title, found.body, found.language)
        }
        None => (like.title.clone(), String::new(), guess_language(&like.title, viewer.lang)),
    };
    let mut shown = Vec::new();
    if let Some(index) = search.index() {
        let (scope, _) = scope_of(conn, search, viewer)?;
        let scope = Scope { kind: like.kind.map(kind_code), except: like.to.map(Key::of), alike: true, ..scope };
        let found = similar(&index.searcher(), &index.fields, &scope, &title, &body, language, SHOWN)?;
        let things: Vec<Subject> = found.best.iter().filter_map(|place| search.subject(place.key)).collect();
        shown = offered(conn, search, viewer, &things)?;
    }
    let page = SimilarPage { title: like.to.map(|_| title), similar: shown };
    Ok(Page::new("search/similar", viewer.lang.locale().say("search-similar"), page).not_indexed())
}

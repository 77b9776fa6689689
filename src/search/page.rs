//! `/search`: what was found, and of what there is more.

use std::fmt;
use std::str::FromStr;

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;

use super::Search;
use super::collect::Place;
use super::find::{Choices, SearchResult};
use super::schema::{Key, kind_code, language_code};
use crate::accounts::{Viewer, Visit};
use crate::areas::list_areas;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::{Asked, Endpoint, Keys, Limit, Page, get};

/// Characters of what was typed that are shown again: more than are looked at.
const SHOWN_TEXT: usize = 2_000;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/search", show)
            .page::<SearchPage>("SearchPage")
            .queries(&["q", "type", "area", "language", "after"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct SearchPage {
    /// What was typed.
    q: String,
    results: Vec<SearchResult>,
    /// How much fits, over all pages; at least so much when `cut`.
    total: u64,
    /// Something was asked.
    asked: bool,
    kinds: Vec<Choice>,
    areas: Vec<Choice>,
    languages: Vec<Choice>,
    /// Chosen beside the words.
    chosen: Chosen,
    /// It took too long: not all that fits was looked at.
    cut: bool,
    /// What was typed is too long: its beginning was looked for.
    shortened: bool,
    /// There are too many or too long phrases: not all of them were looked for as such.
    phrases_cut: bool,
    /// Not all of these hold all of the words.
    loosened: bool,
    /// How much holds all of them, where little does.
    whole: u64,
    /// The same with words that stand somewhere.
    meant: Option<String>,
    /// Filters whose value says nothing.
    passed_over: Vec<String>,
    /// Percent of the index that are built, while it is: until then nothing is found.
    building: Option<u64>,
    /// These are not the first results.
    further: bool,
    /// Cursor of the next page: give it as `after`.
    next: Option<String>,
}

/// One value that results can be narrowed to.
#[derive(Serialize, utoipa::ToSchema)]
struct Choice {
    code: String,
    /// In the reader's language.
    name: String,
    count: u64,
    chosen: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Chosen {
    r#type: Option<&'static str>,
    area: Option<String>,
    language: Option<ContentLanguage>,
}

/// What is asked, as it came.
struct Request {
    text: String,
    kind: Option<String>,
    area: Option<String>,
    language: Option<String>,
    behind: Option<SearchCursor>,
}

impl Request {
    fn parse(asked: &Asked) -> Result<Self> {
        Ok(Self {
            text: asked.typed("q"),
            kind: asked.query("type")?,
            area: asked.query("area")?,
            language: asked.query("language")?,
            behind: asked.cursor("after")?,
        })
    }
}

/// A place among results, as an address has it: its relevance, masked, and its key. Relevance goes by how many texts hold
/// a word, those too that the reader may not read: that it has changed must not be seen, hence a mask anew for each page.
struct SearchCursor {
    mask: u32,
    masked: u32,
    key: Key,
}

impl SearchCursor {
    fn seal(keys: &Keys, place: Place) -> Self {
        let mask = rand::random();
        Self { mask, masked: place.score.to_bits() ^ pad(keys, mask, place.key), key: place.key }
    }

    /// `None` for one that was made up.
    fn open(&self, keys: &Keys) -> Option<Place> {
        let score = f32::from_bits(self.masked ^ pad(keys, self.mask, self.key));
        score.is_finite().then_some(Place { score, key: self.key })
    }
}

fn pad(keys: &Keys, mask: u32, key: Key) -> u32 {
    let [a, b, c, d, ..] = keys.digest("search-place", &format!("{mask:x}.{:x}", key.0));
    u32::from_be_bytes([a, b, c, d])
}

impl fmt::Display for SearchCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{:x}.{:x}", self.mask, self.masked, self.key.0)
    }
}

impl FromStr for SearchCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (mask, rest) = text.split_once('.').ok_or(())?;
        let (masked, key) = rest.split_once('.').ok_or(())?;
        let number = |text: &str| u32::from_str_radix(text, 16).map_err(drop);
        let key = Key(u64::from_str_radix(key, 16).map_err(drop)?);
        Ok(Self { mask: number(mask)?, masked: number(masked)?, key })
    }
}

async fn show(visit: Visit, search: Data<Search>) -> Result<HttpResponse> {
    let request = Request::parse(&visit.asked)?;
    visit.limit(Limit::Searching)?;
    let site = visit.site.clone();
    visit.page(move |conn, viewer| page(conn, viewer, &search, &site.keys, request)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, search: &Search, keys: &Keys, request: Request) -> Result<Page<SearchPage>> {
    let behind = match &request.behind {
        Some(cursor) => Some(cursor.open(keys).ok_or(Error::BadRequest("error-bad-request"))?),
        None => None,
    };
    let areas = list_areas(conn, viewer)?;
    let known = search.searchables.kinds();
    let kind = request.kind.as_deref().and_then(|code| known.iter().copied().find(|known| *known == code));
    let area = request.area.as_deref().and_then(|slug| areas.iter().find(|area| area.slug == slug));
    let area_slug = area.map(|area| area.slug.clone());
    let mut passed_over = Vec::new();
    passed_over.extend(request.kind.filter(|_| kind.is_none()).map(|code| format!("type:{code}")));
    passed_over.extend(request.area.filter(|_| area.is_none()).map(|slug| format!("area:{slug}")));
    let area = area.map(|area| area.id);
    let language = request.language.as_deref().and_then(ContentLanguage::from_code);
    passed_over.extend(request.language.filter(|_| language.is_none()).map(|code| format!("lang:{code}")));
    let choices = Choices { kind, area, language };
    let text = request.text;
    let (query, results) = search.find(conn, viewer, &text, &choices, behind)?;
    let locale = viewer.lang.locale();
    let kinds = known.iter().map(|kind| Choice {
        code: (*kind).to_owned(),
        name: locale.say(&format!("search-kinds-{kind}")),
        count: results.kinds.get(&kind_code(kind)).copied().unwrap_or(0),
        chosen: choices.kind.or(query.filters.kind.as_deref()) == Some(kind),
    });
    let of_area = areas.iter().map(|area| Choice {
        code: area.slug.clone(),
        name: area.name.clone(),
        count: results.areas.get(&area.id).copied().unwrap_or(0),
        chosen: choices.area == Some(area.id),
    });
    let languages = ContentLanguage::all().map(|language| Choice {
        code: language.code().to_owned(),
        name: language.own_name().to_owned(),
        count: results.languages.get(&language_code(language)).copied().unwrap_or(0),
        chosen: choices.language == Some(language),
    });
    let worth = |choice: &Choice| choice.count > 0 || choice.chosen;
    let words: String = text.chars().take(60).collect();
    let title = locale.say("search-title");
    let title = if query.is_empty() { title } else { format!("{words} · {title}") };
    let page = SearchPage {
        asked: !query.is_empty() || choices != Choices::default(),
        kinds: kinds.filter(worth).collect(),
        areas: of_area.filter(worth).collect(),
        languages: languages.filter(worth).collect(),
        chosen: Chosen { r#type: kind, area: area_slug, language },
        total: results.total,
        cut: results.cut,
        shortened: query.cut,
        phrases_cut: results.phrases_cut,
        further: behind.is_some(),
        loosened: results.loosened,
        whole: results.whole,
        meant: results.meant,
        passed_over: passed_over.into_iter().chain(query.passed_over).collect(),
        building: if search.index().is_none() { Some(search.progress.percent().unwrap_or(0)) } else { None },
        next: results.next.map(|place| SearchCursor::seal(keys, place).to_string()),
        results: results.results,
        q: text.chars().take(SHOWN_TEXT).collect(),
    };
    Ok(Page::new("search/index", title, page).not_indexed())
}

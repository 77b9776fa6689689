//! `/sources`: the register. Everybody reads it and looks for entries; experts and editors add to it.

use actix_web::HttpResponse;
use diesel::prelude::*;
use serde::Serialize;

use super::register::{keeps, words_of};
use super::source::{NewSource, Source, SourceKind, SourceView, count_citing, insert_source, with_titles};
use crate::accounts::{Done, Viewer, Visit};
use crate::activity::Tag;
use crate::db::schema::sources;
use crate::db::{Conn, MultiBackend, SourceId};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::web::{Body, Page, Submitted};

/// Graphemes of a title, and of a number or article.
const TITLE: usize = 300;
const NUMBER: usize = 100;
/// Entries on a page; words that are looked for.
const SHOWN: usize = 30;
const WORDS: usize = 8;

pub const TAKES: Body = &["kind", "title_lt?", "title_en?", "title_ru?", "number?", "article?", "url"];

#[derive(Serialize, utoipa::ToSchema)]
pub struct SourcesPage {
    /// The newest first.
    sources: Vec<SourceItem>,
    /// What is looked for.
    q: String,
    kind: Option<SourceKind>,
    /// Only those that are marked as changed.
    changed: bool,
    /// How many are.
    all_changed: i64,
    /// Cursor of the next page: give it as `after`.
    next: Option<SourceId>,
    /// The reader keeps the register.
    keeps: bool,
    kinds: Vec<SourceKind>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct SourceItem {
    #[serde(flatten)]
    source: SourceView,
    /// Public answers that cite it.
    answers: i64,
}

/// Which entries are listed.
#[derive(Debug, Clone, Default)]
struct Wanted {
    q: String,
    kind: Option<SourceKind>,
    changed: bool,
    after: Option<SourceId>,
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let kind = match visit.asked.query("kind")? {
        Some(code) => Some(SourceKind::from_code(&code).ok_or(Error::NotFound)?),
        None => None,
    };
    let after = visit.asked.cursor("after")?;
    let changed = visit.asked.query("changed")?.is_some();
    let wanted = Wanted { q: visit.asked.typed("q"), kind, changed, after };
    visit.page(move |conn, viewer| page(conn, viewer, wanted)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, wanted: Wanted) -> Result<Page<SourcesPage>> {
    let mut rows = rows_of(conn, &wanted)?;
    let next = (rows.len() > SHOWN).then(|| rows.truncate(SHOWN)).and_then(|()| rows.last()).map(|row| row.id);
    let ids: Vec<SourceId> = rows.iter().map(|row| row.id).collect();
    let counts = count_citing(conn, &ids)?;
    let item = |source: SourceView| SourceItem { answers: counts.get(&source.id).copied().unwrap_or_default(), source };
    let sources = with_titles(conn, viewer, rows)?.into_iter().map(item).collect();
    let all_changed = sources::table.filter(sources::changed_at.is_not_null()).count().get_result(conn)?;
    let Wanted { q, kind, changed, .. } = wanted;
    let page = SourcesPage {
        sources,
        q,
        kind,
        changed,
        all_changed,
        next,
        keeps: keeps(viewer),
        kinds: SourceKind::ALL.to_vec(),
    };
    let tags = vec![Tag::any("source"), Tag::any("question")];
    Ok(Page::new("questions/sources", viewer.lang.locale().say("sources-title"), page).kept_until_changed(tags))
}

type Matching<'a> = diesel::helper_types::IntoBoxed<
    'a,
    diesel::dsl::Select<sources::table, diesel::dsl::AsSelect<Source, MultiBackend>>,
    MultiBackend,
>;

/// One more than is shown.
fn rows_of(conn: &mut Conn, wanted: &Wanted) -> QueryResult<Vec<Source>> {
    let mut query = matching(&wanted.q).limit(SHOWN as i64 + 1);
    if let Some(kind) = wanted.kind {
        query = query.filter(sources::kind.eq(kind));
    }
    if wanted.changed {
        query = query.filter(sources::changed_at.is_not_null());
    }
    if let Some(after) = wanted.after {
        query = query.filter(sources::id.lt(after));
    }
    query.load(conn)
}

/// Entries in which every word stands, the newest first.
pub fn matching(q: &str) -> Matching<'static> {
    let mut query = sources::table.order(sources::id.desc()).select(Source::as_select()).into_boxed::<MultiBackend>();
    for word in words_of(q).into_iter().take(WORDS) {
        query = query.filter(sources::search_key.like(format!("%{word}%")));
    }
    query
}

pub async fn add(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = async {
        let new = parse(&submitted)?;
        let added = visit.write_once(&submitted, "sources", move |tx, viewer, member| {
            if !keeps(viewer) {
                return Err(Error::Forbidden("error-forbidden"));
            }
            let id = insert_source(tx, &new, Some(member.id))?;
            Ok(Done::made(id.0, format!("/{}/sources/{id}", viewer.lang)).telling("flash-source-added"))
        });
        added.await
    }
    .await;
    visit.answer(outcome, &submitted, |conn, viewer| page(conn, viewer, Wanted::default())).await
}

/// An entry as its form sends it.
pub fn parse(submitted: &Submitted) -> Result<NewSource> {
    let mut fields = submitted.fields();
    let kind = fields.choice("kind", SourceKind::from_code, SourceKind::Law);
    let mut titles = Vec::new();
    for (lang, name) in [(Lang::Lt, "title_lt"), (Lang::En, "title_en"), (Lang::Ru, "title_ru")] {
        let title = fields.line(name, 0, TITLE);
        if !title.is_empty() {
            titles.push((ContentLanguage::from(lang), title));
        }
    }
    if titles.is_empty() {
        fields.wrong("title_lt", "error-empty");
    }
    let (number, article) = (fields.line("number", 0, NUMBER), fields.line("article", 0, NUMBER));
    let url = fields.line("url", 8, 500);
    let is_web = url::Url::parse(&url).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
    if !url.is_empty() && !is_web {
        fields.wrong("url", "error-url");
    }
    fields.finish()?;
    Ok(NewSource { kind, titles, number, article, url })
}

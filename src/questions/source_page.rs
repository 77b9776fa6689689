//! `/sources`: the register. Everybody reads it; experts and editors add to it and mark what has changed.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::source::{NewSource, SourceKind, SourceView, insert_source, list_sources, mark_changed};
use crate::accounts::{Done, Role, Viewer, Visit};
use crate::activity::Tag;
use crate::db::schema::answer_sources;
use crate::db::{Conn, SourceId};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::web::{Body, Page, Submitted};

/// Graphemes of a title, of a number or article, and of what has changed.
const TITLE: usize = 300;
const NUMBER: usize = 100;
const NOTE: usize = 500;

pub const TAKES: Body = &["kind", "title_lt?", "title_en?", "title_ru?", "number?", "article?", "url"];

#[derive(Serialize, utoipa::ToSchema)]
pub struct SourcesPage {
    sources: Vec<SourceItem>,
    /// The reader keeps the register.
    keeps: bool,
    kinds: Vec<SourceKind>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct SourceItem {
    #[serde(flatten)]
    source: SourceView,
    /// Answers that cite it.
    answers: i64,
}

fn keeps(viewer: &Viewer) -> bool {
    [Role::Expert, Role::Editor, Role::Admin].into_iter().any(|role| viewer.has_role(role))
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    visit.page(page).await
}

fn page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<SourcesPage>> {
    let counted: Vec<(SourceId, i64)> = answer_sources::table
        .group_by(answer_sources::source_id)
        .select((answer_sources::source_id, diesel::dsl::count_star()))
        .load(conn)?;
    let counted: HashMap<SourceId, i64> = counted.into_iter().collect();
    let mut sources: Vec<SourceItem> = list_sources(conn, viewer)?
        .into_iter()
        .map(|source| SourceItem { answers: counted.get(&source.id).copied().unwrap_or(0), source })
        .collect();
    // What has changed waits to be looked at.
    sources.sort_by_key(|item| (item.source.changed_at.is_none(), item.source.id));
    let page = SourcesPage { sources, keeps: keeps(viewer), kinds: SourceKind::ALL.to_vec() };
    let tags = vec![Tag::any("source"), Tag::any("question")];
    Ok(Page::new("questions/sources", viewer.lang.locale().say("sources-title"), page).kept_until_changed(tags))
}

pub async fn add(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = async {
        let new = parse(&submitted)?;
        let added = visit.write_once(&submitted, "sources", move |tx, viewer, member| {
            if !keeps(viewer) {
                return Err(Error::Forbidden("error-forbidden"));
            }
            let id = insert_source(tx, &new, Some(member.id))?;
            Ok(Done::made(id.0, format!("/{}/sources#source-{id}", viewer.lang)).telling("flash-source-added"))
        });
        added.await
    }
    .await;
    visit.answer(outcome, &submitted, page).await
}

fn parse(submitted: &Submitted) -> Result<NewSource> {
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

/// The source says something else: every answer that cites it is in review from now on.
pub async fn change(visit: Visit, path: Path<(String, SourceId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        let mut fields = submitted.fields();
        let note = fields.text("note", 3, NOTE);
        fields.finish()?;
        let changed = visit.write(move |tx, viewer, member| {
            if !keeps(viewer) {
                return Err(Error::Forbidden("error-forbidden"));
            }
            mark_changed(tx, id, &note, Some(member.id))?;
            Ok(Done::changed(id.0, format!("/{}/sources#source-{id}", viewer.lang)).telling("flash-source-changed"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, page).await
}

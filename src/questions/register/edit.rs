//! `/sources/{id}/edit`: an editor puts an entry of the register right, or notes that it was compared with its source.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::key::set_key;
use super::{edits, permit};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::sources;
use crate::db::{Conn, SourceId, Timestamp, Tx};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::questions::source::{NewSource, Source, SourceKind, find_source, record};
use crate::questions::source_page;
use crate::translations::{Words, list_versions, say_all, write_versions};
use crate::web::{Body, Page, Submitted};

pub const TAKES: Body =
    &["kind", "title_lt?", "title_en?", "title_ru?", "number?", "article?", "url", "checked?", "revision?"];

#[derive(Serialize, utoipa::ToSchema)]
pub struct SourceFormPage {
    id: SourceId,
    kind: SourceKind,
    kinds: Vec<SourceKind>,
    /// By language code.
    titles: BTreeMap<String, String>,
    number: String,
    article: String,
    url: String,
    checked_at: Timestamp,
    changed_at: Option<Timestamp>,
    /// Names what the form shows: a change made meanwhile is noticed.
    revision: i64,
}

pub async fn form(visit: Visit, path: Path<(String, SourceId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: SourceId) -> Result<Page<SourceFormPage>> {
    permit(viewer, edits)?;
    let Source { text_id, kind, number, article, url, checked_at, changed_at, revision, .. } = find_source(conn, id)?;
    let titles = list_versions(conn, text_id)?;
    let titles = titles.into_iter().map(|version| (version.language.code().to_owned(), version.title)).collect();
    let kinds = SourceKind::ALL.to_vec();
    let page = SourceFormPage { id, kind, kinds, titles, number, article, url, checked_at, changed_at, revision };
    Ok(Page::new("questions/source_form", viewer.lang.locale().say("source-edit"), page).not_indexed())
}

pub async fn change(visit: Visit, path: Path<(String, SourceId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer, edits)).await?;
        let new = source_page::parse(&submitted)?;
        let mut fields = submitted.fields();
        let (checked, shown) = (fields.flag("checked"), fields.number("revision"));
        fields.finish()?;
        let changed = visit.write(move |tx, viewer, member| {
            permit(viewer, edits)?;
            let standing = find_source(tx, id)?;
            if shown.is_some_and(|shown| shown != standing.revision) {
                let current = format!(
                    "{}\n{}\n{}\n{}",
                    say_all(tx, standing.text_id)?,
                    standing.number,
                    standing.article,
                    standing.url
                );
                return Err(Error::Conflict { message: "error-source-edited", current: Some(current) });
            }
            write(tx, &standing, &new, checked)?;
            let titles: Vec<(ContentLanguage, Words)> = new.words();
            let all: Vec<ContentLanguage> = titles.iter().map(|(language, _)| *language).collect();
            write_versions(tx, standing.text_id, &titles, &all, true, member.id)?;
            set_key(tx, id)?;
            record(tx, "source.edited", id, Some(member.id));
            Ok(Done::changed(id.0, format!("/{}/sources/{id}", viewer.lang)).telling("flash-source-edited"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| page(conn, viewer, id)).await
}

/// The row; a source that was compared is not marked as changed any more, while answers stay in review until each was
/// looked at.
fn write(tx: &mut Tx, standing: &Source, new: &NewSource, checked: bool) -> Result<()> {
    let this = sources::table.find(standing.id);
    diesel::update(this)
        .set((
            sources::kind.eq(new.kind),
            sources::number.eq(&new.number),
            sources::article.eq(&new.article),
            sources::url.eq(&new.url),
            sources::revision.eq(standing.revision + 1),
        ))
        .execute(&mut **tx)?;
    if checked {
        let now = tx.now();
        diesel::update(this)
            .set((sources::checked_at.eq(now), sources::changed_at.eq(None::<Timestamp>), sources::change_note.eq("")))
            .execute(&mut **tx)?;
    }
    Ok(())
}

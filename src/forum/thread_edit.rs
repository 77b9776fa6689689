//! Title, language and tags of a thread: its author's and the moderators' to change.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::Readable;
use super::compose::parse_tags;
use super::list::tags_of;
use super::new_thread::set_tags;
use super::thread::{Thread, find_thread, slug_of};
use crate::accounts::{Done, Viewer, Visit};
use crate::db::schema::threads;
use crate::db::{Conn, Entry, ThreadId};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::web::identity::{Finding, settle, tick_new};
use crate::web::{Limit, Page, Submitted};

#[derive(Serialize, utoipa::ToSchema)]
pub struct ThreadEditPage {
    id: ThreadId,
    slug: String,
    title: String,
    language: ContentLanguage,
    tags: String,
    /// What identifies a person and was not in the title before, to be decided on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<Finding>,
}

impl ThreadEditPage {
    fn asking(self, mut found: Vec<Finding>) -> Self {
        tick_new(&mut found, true);
        Self { found, ..self }
    }
}

pub fn permit(viewer: &Viewer, thread: &Thread) -> Result<()> {
    let author = viewer.id() == Some(thread.author_id) && thread.closed_at.is_none() && thread.hidden_at.is_none();
    match &viewer.member {
        None => Err(Error::SignIn),
        Some(_) if author || viewer.moderates(thread.category_id) => Ok(()),
        Some(_) => Err(Error::Forbidden("error-forbidden")),
    }
}

pub async fn form(visit: Visit, path: Path<(String, ThreadId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| page(conn, viewer, id)).await
}

fn page(conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Page<ThreadEditPage>> {
    let readable = Readable::load(conn, viewer)?;
    let thread = find_thread(conn, viewer, &readable, id)?;
    permit(viewer, &thread)?;
    let tags = tags_of(conn, &[id])?.remove(&id).unwrap_or_default();
    let page = ThreadEditPage {
        id,
        slug: thread.slug,
        title: thread.title,
        language: thread.language,
        tags: tags.join(", "),
        found: Vec::new(),
    };
    Ok(Page::new("forum/edit_thread", viewer.lang.locale().say("thread-edit-title"), page).not_indexed())
}

pub async fn change(visit: Visit, path: Path<(String, ThreadId)>, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let mut found = Vec::new();
    let outcome = try_change(&visit, id, &submitted, &mut found).await;
    let again = move |conn: &mut Conn, viewer: &Viewer| Ok(page(conn, viewer, id)?.map(|page| page.asking(found)));
    visit.answer(outcome, &submitted, again).await
}

async fn try_change(visit: &Visit, id: ThreadId, submitted: &Submitted, found: &mut Vec<Finding>) -> Result<Done> {
    visit.limit(Limit::Posting)?;
    let mut fields = submitted.fields();
    let title = fields.line("title", 5, 150);
    let language = fields.language("language");
    let tags = parse_tags(&mut fields, submitted);
    fields.finish()?;
    let standing = visit.read(move |conn, viewer| Ok(page(conn, viewer, id)?.data.title)).await?;
    let [title] = settle(submitted, [title], language, &standing, found)?;
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let mut thread = find_thread(tx, viewer, &readable, id)?;
            permit(viewer, &thread)?;
            // The old address still leads here: the slug is only said again.
            thread.slug = slug_of(&title);
            diesel::update(threads::table.find(id))
                .set((threads::title.eq(&title), threads::slug.eq(&thread.slug), threads::language.eq(language)))
                .execute(&mut **tx)?;
            set_tags(tx, id, &tags)?;
            tx.record(Entry {
                kind: "thread.edited",
                actor: Some(member.id),
                subject: thread.subject(),
                parent: None,
                container: Some(thread.container()),
                detail: serde_json::json!({}),
            });
            Ok(Done::changed(id.0, thread.path(viewer.lang)).telling("flash-thread-changed"))
        })
        .await
}

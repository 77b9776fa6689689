//! Drafts: one a member and place, on the server so that another device goes on with them.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::Readable;
use super::compose::LONGEST;
use super::thread::find_thread;
use crate::accounts::{Member, Visit};
use crate::db::schema::drafts;
use crate::db::{AccountId, CategoryId, Conn, ThreadId, Tx};
use crate::error::{Error, Result};
use crate::web::Submitted;

/// Where a draft belongs.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    Thread(ThreadId),
    Category(CategoryId),
}

impl Place {
    fn code(self) -> String {
        match self {
            Self::Thread(id) => format!("thread:{id}"),
            Self::Category(id) => format!("category:{id}"),
        }
    }
}

/// Title and text of a draft.
pub fn find_draft(conn: &mut Conn, account: AccountId, place: Place) -> QueryResult<Option<(String, String)>> {
    drafts::table.find((account, place.code())).select((drafts::title, drafts::text)).first(conn).optional()
}

pub fn drop_draft(tx: &mut Tx, account: AccountId, place: Place) -> QueryResult<usize> {
    diesel::delete(drafts::table.find((account, place.code()))).execute(&mut **tx)
}

pub async fn keep_for_thread(
    visit: Visit,
    path: Path<(String, ThreadId)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let (title, text) = parse(&submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            find_thread(tx, viewer, &readable, id)?;
            keep(tx, member, Place::Thread(id), &title, &text)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

pub async fn keep_for_category(
    visit: Visit,
    path: Path<(String, String)>,
    submitted: Submitted,
) -> Result<HttpResponse> {
    let (_, slug) = path.into_inner();
    let (title, text) = parse(&submitted)?;
    visit
        .write(move |tx, viewer, member| {
            let readable = Readable::load(tx, viewer)?;
            let category = readable.find_slug(&slug).ok_or(Error::NotFound)?;
            keep(tx, member, Place::Category(category.id), &title, &text)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn parse(submitted: &Submitted) -> Result<(String, String)> {
    let mut fields = submitted.fields();
    let parsed = (fields.line("title", 0, 200), fields.text("text", 0, LONGEST));
    fields.finish()?;
    Ok(parsed)
}

/// A draft is its writer's alone: no activity.
fn keep(tx: &mut Tx, member: &Member, place: Place, title: &str, text: &str) -> Result<()> {
    if title.is_empty() && text.is_empty() {
        drop_draft(tx, member.id, place)?;
        return Ok(());
    }
    let now = tx.now();
    let row = (
        drafts::account_id.eq(member.id),
        drafts::place.eq(place.code()),
        drafts::title.eq(title),
        drafts::text.eq(text),
        drafts::updated_at.eq(now),
    );
    let inserted = crate::on_both!(tx, c => diesel::insert_into(drafts::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 0 {
        diesel::update(drafts::table.find((member.id, place.code())))
            .set((drafts::title.eq(title), drafts::text.eq(text), drafts::updated_at.eq(now)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

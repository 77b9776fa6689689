//! Saved replies: an expert's own, and those that the experts of a body share.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::schema::saved_replies;
use crate::db::{AccountId, Conn, MultiBackend, OrganisationId, SavedReplyId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;
use crate::organisations::{Accreditation, list_accreditations};

/// How many an expert, or the experts of a body, can have.
pub const MOST_OWN: i64 = 50;
pub const MOST_SHARED: i64 = 100;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = saved_replies)]
pub struct SavedReply {
    pub organisation_id: Option<OrganisationId>,
    pub title: String,
    pub language: ContentLanguage,
    pub body: String,
    pub revision: i64,
}

/// A reply to choose from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReplyItem {
    pub id: SavedReplyId,
    pub title: String,
    pub language: ContentLanguage,
    pub dir: &'static str,
    /// Of the body's, not the reader's own.
    pub shared: bool,
}

/// What somebody answers for; replies are for experts alone.
pub fn own_accreditations(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<Vec<Accreditation>> {
    let own = list_accreditations(conn, &[account], now)?;
    if own.is_empty() { Err(Error::NotFound) } else { Ok(own) }
}

type Visible<'a> = saved_replies::BoxedQuery<'a, MultiBackend>;

/// Those that an expert may use and change.
fn visible<'a>(own: &[Accreditation]) -> Visible<'a> {
    let account = own.first().map(|one| one.account);
    let bodies: Vec<Option<OrganisationId>> = own.iter().map(|one| Some(one.organisation)).collect();
    let mine = saved_replies::account_id.is_not_null().and(saved_replies::account_id.eq(account));
    saved_replies::table.into_boxed().filter(mine.or(saved_replies::organisation_id.eq_any(bodies)))
}

/// The reader's own first, each group by title.
pub fn list_replies(conn: &mut Conn, own: &[Accreditation]) -> QueryResult<Vec<ReplyItem>> {
    if own.is_empty() {
        return Ok(Vec::new());
    }
    type Row = (SavedReplyId, Option<OrganisationId>, String, ContentLanguage);
    let rows: Vec<Row> = visible(own)
        .select((saved_replies::id, saved_replies::organisation_id, saved_replies::title, saved_replies::language))
        .load(conn)?;
    let item = |(id, organisation, title, language): Row| ReplyItem {
        id,
        title,
        language,
        dir: language.dir(),
        shared: organisation.is_some(),
    };
    let mut items: Vec<ReplyItem> = rows.into_iter().map(item).collect();
    items.sort_by_cached_key(|item| (item.shared, item.title.to_lowercase(), item.id));
    Ok(items)
}

pub fn find_reply(conn: &mut Conn, own: &[Accreditation], id: SavedReplyId) -> Result<SavedReply> {
    Ok(visible(own).filter(saved_replies::id.eq(id)).select(SavedReply::as_select()).first(conn)?)
}

/// Whether there is room for one more, of one's own or of a body's.
pub fn has_room(conn: &mut Conn, account: AccountId, body: Option<OrganisationId>) -> QueryResult<bool> {
    let count: i64 = match body {
        Some(body) => saved_replies::table.filter(saved_replies::organisation_id.eq(body)).count().get_result(conn)?,
        None => saved_replies::table.filter(saved_replies::account_id.eq(account)).count().get_result(conn)?,
    };
    Ok(count < if body.is_some() { MOST_SHARED } else { MOST_OWN })
}

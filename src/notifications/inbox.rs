//! `/inbox`: what a member has been told, gathered by thing.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use actix_web::HttpResponse;
use actix_web::web::Data;
use diesel::prelude::*;
use serde::Serialize;

use super::Notifications;
use super::meaning::{Line, Meanings};
use super::notice::{Notice, mark_all_read, mark_read};
use crate::accounts::{Author, Done, Viewer, Visit, load_authors};
use crate::db::schema::{inbox, notices};
use crate::db::{AccountId, Conn, MultiBackend, NoticeId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::web::{Endpoint, Page, Submitted, get, post};

/// Things on one page.
const PAGE: usize = 30;
/// People who are named in one line.
const NAMED: usize = 2;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/inbox", show).page::<InboxPage>("InboxPage").queries(&["kind", "before"]),
        post("/{lang}/inbox/reading", read).takes(&["thing?", "up_to?", "back?"]),
    ]
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct InboxPage {
    things: Vec<InboxThing>,
    /// Things with unread notices, over all pages.
    unread: i64,
    /// Codes of the kinds that can be asked for.
    kinds: Vec<&'static str>,
    /// The kind that is asked for.
    kind: Option<String>,
    /// The newest notice on the page: `up_to` for marking all as read.
    newest: NoticeId,
    /// Cursor of the next page: give it as `before`.
    older: Option<String>,
}

/// What a member was told of one thing.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct InboxThing {
    /// `thread:12`.
    pub thing: String,
    /// `None` where the member may know of what happened, and not of the thing.
    pub title: Option<String>,
    pub language: Option<ContentLanguage>,
    pub dir: Option<&'static str>,
    pub unread: bool,
    pub at: Timestamp,
    pub lines: Vec<InboxLine>,
}

/// Notices of one kind about one thing: "Ona and 4 others".
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct InboxLine {
    pub kind: String,
    /// The message that tells it.
    pub message: String,
    /// Names of the latest who did it; a former member has none.
    pub people: Vec<Author>,
    /// The people as they stand in the sentence: "Ona, Ivan and 4 others".
    pub who: String,
    /// Further people.
    pub others: i64,
    /// Notices in the line.
    pub count: i64,
    /// The first of them, in the reader's language.
    pub url: String,
    pub reason: Option<String>,
    pub unread: bool,
    pub at: Timestamp,
}

/// Of a list that stands unread first, then by the newest notice.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    unread: bool,
    newest: i64,
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (unread, newest) = text.split_once('-').ok_or(())?;
        Ok(Self { unread: unread == "1", newest: newest.parse().map_err(drop)? })
    }
}

async fn show(visit: Visit, notifications: Data<Notifications>) -> Result<HttpResponse> {
    let kind = visit.asked.query("kind")?;
    let before = visit.asked.cursor("before")?;
    visit.page(move |conn, viewer| page(conn, viewer, &notifications, kind, before)).await
}

fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    notifications: &Notifications,
    kind: Option<String>,
    before: Option<Cursor>,
) -> Result<Page<InboxPage>> {
    let member = viewer.member.as_ref().ok_or(Error::SignIn)?;
    let kinds: Vec<&'static str> = notifications.meanings.kinds().map(|kind| kind.code).collect();
    if kind.as_ref().is_some_and(|kind| !kinds.contains(&kind.as_str())) {
        return Err(Error::NotFound);
    }
    let mut rows = list_rows(conn, member.id, kind.as_deref(), before)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows.last().filter(|_| more).map(|row| format!("{}-{}", u8::from(row.unread), row.newest));
    let newest: Option<NoticeId> = notices::table
        .filter(notices::account_id.eq(member.id))
        .order(notices::id.desc())
        .select(notices::id)
        .first(conn)
        .optional()?;
    let page = InboxPage {
        things: things(conn, viewer, &notifications.meanings, member.id, &rows, kind.as_deref())?,
        unread: notifications.counts.unread(conn, viewer, &notifications.meanings, None)?.count,
        kinds,
        kind,
        newest: newest.unwrap_or(NoticeId(0)),
        older,
    };
    Ok(Page::new("notifications/inbox", viewer.lang.locale().say("inbox-title"), page).not_indexed())
}

/// One row of the inbox.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = inbox)]
pub(super) struct Row {
    pub thing_kind: String,
    pub thing_id: i64,
    pub unread: bool,
    pub newest: i64,
}

/// One row more than a page, so that it is known whether there is another.
fn list_rows(conn: &mut Conn, account: AccountId, kind: Option<&str>, before: Option<Cursor>) -> QueryResult<Vec<Row>> {
    let mut query = inbox::table
        .filter(inbox::account_id.eq(account))
        .order((inbox::unread.desc(), inbox::newest.desc()))
        .limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .select(Row::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(Cursor { unread, newest }) = before {
        let same = inbox::unread.eq(unread).and(inbox::newest.lt(newest));
        query = if unread { query.filter(same.or(inbox::unread.eq(false))) } else { query.filter(same) };
    }
    if let Some(kind) = kind {
        let of_kind = notices::table
            .filter(notices::account_id.eq(inbox::account_id))
            .filter(notices::thing_kind.eq(inbox::thing_kind))
            .filter(notices::thing_id.eq(inbox::thing_id))
            .filter(notices::kind.eq(kind.to_owned()))
            .filter(notices::inbox);
        query = query.filter(diesel::dsl::exists(of_kind));
    }
    query.load(conn)
}

/// The rows with what they say to this viewer; those that say nothing (any more) are left out.
fn things(
    conn: &mut Conn,
    viewer: &Viewer,
    meanings: &Meanings,
    account: AccountId,
    rows: &[Row],
    kind: Option<&str>,
) -> Result<Vec<InboxThing>> {
    let notices = list_told(conn, account, rows, kind)?;
    let lines = meanings.lines(conn, viewer, &notices)?;
    let people: Vec<AccountId> = notices.iter().filter_map(|notice| notice.actor_id).collect();
    let authors = load_authors(conn, &people, viewer.now)?;
    let mut of_thing: HashMap<(&str, i64), Vec<(&Notice, Line)>> = HashMap::new();
    for (notice, line) in notices.iter().zip(lines) {
        if let Some(line) = line {
            of_thing.entry((&notice.thing_kind, notice.thing_id)).or_default().push((notice, line));
        }
    }
    let thing = |row: &Row| {
        let told = of_thing.get(&(row.thing_kind.as_str(), row.thing_id))?;
        InboxThing::new(row, told, &authors, viewer.lang)
    };
    Ok(rows.iter().filter_map(thing).collect())
}

/// What the rows are made of, the newest first. Where that is very much, of some rows only the newest.
fn list_told(conn: &mut Conn, account: AccountId, rows: &[Row], kind: Option<&str>) -> QueryResult<Vec<Notice>> {
    let mut told = list_notices(conn, account, rows, kind, false)?;
    let left_out = |row: &&Row| !told.iter().any(|n| n.thing_kind == row.thing_kind && n.thing_id == row.thing_id);
    let newest: Vec<i64> = rows.iter().filter(left_out).map(|row| row.newest).collect();
    if !newest.is_empty() {
        let of_rows = notices::table.filter(notices::account_id.eq(account)).filter(notices::id.eq_any(newest));
        told.extend(of_rows.select(Notice::as_select()).load::<Notice>(conn)?);
    }
    Ok(told)
}

/// The newest thousand of the notices of these rows. One query.
pub(super) fn list_notices(
    conn: &mut Conn,
    account: AccountId,
    rows: &[Row],
    kind: Option<&str>,
    only_unread: bool,
) -> QueryResult<Vec<Notice>> {
    let things: Vec<i64> = rows.iter().map(|row| row.thing_id).collect();
    let mut query = notices::table
        .filter(notices::account_id.eq(account))
        .filter(notices::inbox)
        .filter(notices::thing_id.eq_any(things))
        .order(notices::id.desc())
        .limit(1_000)
        .select(Notice::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(kind) = kind {
        query = query.filter(notices::kind.eq(kind.to_owned()));
    }
    if only_unread {
        query = query.filter(notices::read_at.is_null());
    }
    query.load(conn)
}

impl InboxThing {
    fn new(row: &Row, told: &[(&Notice, Line)], authors: &HashMap<AccountId, Author>, lang: Lang) -> Option<Self> {
        // The newest comes first: its title and language are those that stand.
        let title = told.iter().find_map(|(_, line)| line.title.clone());
        let lines = InboxLine::gather(told, authors, lang);
        Some(Self {
            thing: format!("{}:{}", row.thing_kind, row.thing_id),
            dir: title.as_ref().map(|(_, language)| language.dir()),
            language: title.as_ref().map(|(_, language)| *language),
            title: title.map(|(text, _)| text),
            unread: lines.iter().any(|line| line.unread),
            at: told.first()?.0.at,
            lines,
        })
    }
}

impl InboxLine {
    /// A line for all notices that are told alike, the newest first; what has a reason of its own stands alone. Of
    /// those that are told alike the unread ones are news, and the others are not counted with them.
    pub(super) fn gather(told: &[(&Notice, Line)], authors: &HashMap<AccountId, Author>, lang: Lang) -> Vec<Self> {
        let mut groups: Vec<Vec<&(&Notice, Line)>> = Vec::new();
        for one in told {
            let alike = |(_, line): &(&Notice, Line)| line.message == one.1.message && line.reason.is_none();
            match groups.iter_mut().find(|group| group.first().is_some_and(|first| alike(first))) {
                Some(group) => group.push(one),
                None => groups.push(vec![one]),
            }
        }
        for group in &mut groups {
            if group.iter().any(|(notice, _)| notice.read_at.is_none()) {
                group.retain(|(notice, _)| notice.read_at.is_none());
            }
        }
        groups.iter().filter_map(|group| Self::new(group, authors, lang)).collect()
    }

    fn new(told: &[&(&Notice, Line)], authors: &HashMap<AccountId, Author>, lang: Lang) -> Option<Self> {
        let (newest, line) = told.first()?;
        // Leads to the first that is unread, so that none is jumped over.
        let (_, first) = told.iter().rev().find(|(notice, _)| notice.read_at.is_none()).or_else(|| told.first())?;
        let mut seen: HashSet<AccountId> = HashSet::new();
        let people: Vec<&Author> = told
            .iter()
            .filter_map(|(notice, _)| notice.actor_id.filter(|actor| seen.insert(*actor)))
            .filter_map(|actor| authors.get(&actor))
            .collect();
        let former = lang.locale().say("former-member");
        let names: Vec<String> =
            people.iter().take(NAMED).map(|author| isolated(author.name.as_deref().unwrap_or(&former))).collect();
        let others = people.len().saturating_sub(NAMED);
        let who = if others == 0 {
            lang.locale().formats.list(names.iter().map(String::as_str))
        } else {
            let (names, others) = (names.join(", "), i64::try_from(others).unwrap_or(i64::MAX));
            lang.locale().text(
                "notice-and-others",
                &vec![("names".to_owned(), names.as_str().into()), ("others".to_owned(), others.into())],
            )
        };
        Some(Self {
            kind: newest.kind.clone(),
            message: line.message.clone(),
            who,
            people: people.into_iter().take(NAMED).cloned().collect(),
            others: i64::try_from(others).unwrap_or(i64::MAX),
            count: i64::try_from(told.len()).unwrap_or(i64::MAX),
            url: first.url.clone(),
            reason: line.reason.clone(),
            unread: told.iter().any(|(notice, _)| notice.read_at.is_none()),
            at: newest.at,
        })
    }
}

/// A name among others: one that is written from right to left must not turn the names around it (UAX #9, FSI and PDI).
fn isolated(name: &str) -> String {
    let turns = |c: char| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}');
    if name.contains(turns) { format!("\u{2068}{name}\u{2069}") } else { name.to_owned() }
}

async fn read(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = mark(&visit, &submitted).await;
    visit.answer_plainly(outcome, &submitted)
}

/// One thing, or everything up to a notice.
async fn mark(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    let thing = match submitted.text("thing") {
        "" => None,
        text => {
            let (kind, id) = text.split_once(':').ok_or(Error::BadRequest("error-bad-request"))?;
            let id: i64 = id.parse().map_err(|_| Error::BadRequest("error-bad-request"))?;
            Some((kind.to_owned(), id))
        }
    };
    let mut fields = submitted.fields();
    let up_to = fields.number("up_to");
    fields.finish()?;
    let url = visit.path("/inbox");
    visit
        .write(move |tx, _, member| {
            match (&thing, up_to) {
                (Some((kind, id)), _) => drop(mark_read(tx, member.id, (kind, *id), None)?),
                (None, Some(up_to)) => mark_all_read(tx, member.id, NoticeId(up_to))?,
                (None, None) => return Err(Error::BadRequest("error-bad-request")),
            }
            Ok(Done::changed(0, url.clone()).telling("flash-inbox-read"))
        })
        .await
}

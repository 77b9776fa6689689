//! The list of urgent contacts, and the form of one.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;
use serde::Serialize;

use super::permit;
use crate::accounts::{Viewer, Visit};
use crate::db::schema::urgent_contacts;
use crate::db::{Conn, ContactId, TextId};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::{list_versions, load_shown, name_state};
use crate::web::Page;

#[derive(Serialize, utoipa::ToSchema)]
pub struct ContactsPage {
    contacts: Vec<ContactItem>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct ContactItem {
    id: ContactId,
    when: String,
    whom: String,
    language: ContentLanguage,
    phone: String,
    url: String,
    first: bool,
    last: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct ContactFormPage {
    /// None for a new one.
    id: Option<ContactId>,
    /// By language code.
    versions: BTreeMap<String, Wording>,
    phone: String,
    url: String,
    /// Names what the form shows: a change made meanwhile is noticed.
    state: String,
}

/// What a contact says in one language.
#[derive(Default, Serialize, utoipa::ToSchema)]
struct Wording {
    when: String,
    whom: String,
}

/// A contact as it stands.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = urgent_contacts)]
pub struct Contact {
    pub id: ContactId,
    pub text_id: TextId,
    pub phone: String,
    pub url: String,
}

impl Contact {
    pub fn find(conn: &mut Conn, id: ContactId) -> Result<Self> {
        Ok(urgent_contacts::table.find(id).select(Self::as_select()).first(conn)?)
    }

    /// All that a form shows of it, in one word.
    pub fn name_state(&self, conn: &mut Conn) -> QueryResult<String> {
        Ok(format!("{} {} {}", name_state(conn, self.text_id)?, self.phone, self.url))
    }
}

pub async fn list(visit: Visit) -> Result<HttpResponse> {
    visit.page(list_page).await
}

fn list_page(conn: &mut Conn, viewer: &Viewer) -> Result<Page<ContactsPage>> {
    permit(viewer)?;
    let rows: Vec<Contact> =
        urgent_contacts::table.order(urgent_contacts::position).select(Contact::as_select()).load(conn)?;
    let texts: Vec<TextId> = rows.iter().map(|row| row.text_id).collect();
    let mut shown = load_shown(conn, &texts, viewer.lang)?;
    let end = rows.len();
    let item = |(at, row): (usize, Contact)| {
        let words = shown.remove(&row.text_id)?;
        let (first, last) = (at == 0, at + 1 == end);
        let Contact { id, phone, url, .. } = row;
        Some(ContactItem {
            id,
            when: words.title,
            whom: words.summary,
            language: words.language,
            phone,
            url,
            first,
            last,
        })
    };
    let contacts = rows.into_iter().enumerate().filter_map(item).collect();
    let title = viewer.lang.locale().say("admin-urgent-title");
    Ok(Page::new("questions/admin_contacts", title, ContactsPage { contacts }).not_indexed())
}

pub async fn new(visit: Visit) -> Result<HttpResponse> {
    visit.page(new_page).await
}

pub async fn edit(visit: Visit, path: Path<(String, ContactId)>) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    visit.page(move |conn, viewer| edit_page(conn, viewer, id)).await
}

pub fn new_page(_: &mut Conn, viewer: &Viewer) -> Result<Page<ContactFormPage>> {
    permit(viewer)?;
    let versions = Lang::ALL.map(|lang| (lang.code().to_owned(), Wording::default())).into();
    let page = ContactFormPage { id: None, versions, phone: String::new(), url: String::new(), state: String::new() };
    Ok(Page::new("questions/admin_contact", viewer.lang.locale().say("admin-urgent-new"), page).not_indexed())
}

pub fn edit_page(conn: &mut Conn, viewer: &Viewer, id: ContactId) -> Result<Page<ContactFormPage>> {
    permit(viewer)?;
    let contact = Contact::find(conn, id)?;
    let wording = |(language, when, whom): (ContentLanguage, String, String)| {
        (language.code().to_owned(), Wording { when, whom })
    };
    let versions = list_versions(conn, contact.text_id)?;
    let versions = versions.into_iter().map(|v| wording((v.language, v.title, v.summary))).collect();
    let state = contact.name_state(conn)?;
    let page = ContactFormPage { id: Some(id), versions, phone: contact.phone, url: contact.url, state };
    Ok(Page::new("questions/admin_contact", viewer.lang.locale().say("admin-urgent-edit"), page).not_indexed())
}

//! Adding, changing, ordering and removing an urgent contact.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::dsl::max;
use diesel::prelude::*;
use url::Url;

use super::page::{Contact, edit_page, new_page};
use super::{permit, record};
use crate::accounts::{Done, Visit};
use crate::db::schema::urgent_contacts;
use crate::db::{ContactId, Tx};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::translations::{Words, delete_text, insert_text, say_all, write_versions};
use crate::web::{Fields, Submitted};

type ContactAt = Path<(String, ContactId)>;

crate::text_codes! {
    Direction { Up = "up", Down = "down" }
}

/// A contact as an administrator wants it.
struct ContactForm {
    /// In all languages of the interface: whoever is in danger may read just one of them.
    versions: Vec<(ContentLanguage, Words)>,
    phone: String,
    url: String,
    same_meaning: bool,
    /// What the form had shown; none when it was not said.
    state: Option<String>,
}

impl ContactForm {
    fn parse(submitted: &Submitted) -> Result<Self> {
        let mut fields = submitted.fields();
        let mut versions = Vec::new();
        for lang in Lang::ALL {
            let title = fields.line(&format!("when_{lang}"), 2, 100);
            let summary = fields.line(&format!("whom_{lang}"), 2, 300);
            versions.push((ContentLanguage::from(lang), Words { title, summary, body: String::new() }));
        }
        let (phone, url) = (parse_phone(&mut fields), parse_url(&mut fields));
        let same_meaning = fields.flag("same_meaning");
        fields.finish()?;
        let state = Some(submitted.text("state").to_owned()).filter(|state| !state.is_empty());
        Ok(Self { versions, phone, url, same_meaning, state })
    }
}

/// As it is dialled: what people put between digits is left out.
fn parse_phone(fields: &mut Fields<'_>) -> String {
    let typed = fields.line("phone", 0, 30);
    let dialled: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')')).collect();
    let digits = dialled.strip_prefix('+').unwrap_or(&dialled);
    let dials = (2..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !typed.is_empty() && !dials {
        fields.wrong("phone", "error-urgent-phone");
    }
    dialled
}

fn parse_url(fields: &mut Fields<'_>) -> String {
    let typed = fields.line("url", 0, 300);
    let good = Url::parse(&typed).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !typed.is_empty() && !good {
        fields.wrong("url", "error-urgent-url");
    }
    typed
}

pub async fn create(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = async {
        visit.read(|_, viewer| permit(viewer)).await?;
        let form = ContactForm::parse(&submitted)?;
        let created = visit.write_once(&submitted, "urgent-contacts", move |tx, viewer, member| {
            permit(viewer)?;
            let last: Option<i64> = urgent_contacts::table.select(max(urgent_contacts::position)).first(&mut **tx)?;
            let text = insert_text(tx, &form.versions, Some(member.id))?;
            let id: ContactId = diesel::insert_into(urgent_contacts::table)
                .values((
                    urgent_contacts::position.eq(last.unwrap_or(0) + 1),
                    urgent_contacts::text_id.eq(text),
                    urgent_contacts::phone.eq(&form.phone),
                    urgent_contacts::url.eq(&form.url),
                ))
                .returning(urgent_contacts::id)
                .get_result(&mut **tx)?;
            record(tx, "urgent_contact.added", member.id, id);
            Ok(Done::made(id.0, list_path(viewer.lang, id)).telling("flash-urgent-saved"))
        });
        created.await
    }
    .await;
    visit.answer(outcome, &submitted, new_page).await
}

fn list_path(lang: Lang, id: ContactId) -> String {
    format!("/{lang}/admin/urgent-contacts#contact-{id}")
}

pub async fn change(visit: Visit, path: ContactAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer)).await?;
        let form = ContactForm::parse(&submitted)?;
        let changed = visit.write(move |tx, viewer, member| {
            permit(viewer)?;
            let contact = Contact::find(tx, id)?;
            if form.state.is_some() && form.state != Some(contact.name_state(tx)?) {
                let current = format!("{}\n\n{}\n{}", say_all(tx, contact.text_id)?, contact.phone, contact.url);
                return Err(Error::Conflict { message: "error-urgent-changed", current: Some(current) });
            }
            // Who saves the form has all languages before their eyes: none is left behind.
            let all: Vec<ContentLanguage> = form.versions.iter().map(|(language, _)| *language).collect();
            let said = write_versions(tx, contact.text_id, &form.versions, &all, form.same_meaning, member.id)?;
            let reached = contact.phone != form.phone || contact.url != form.url;
            if reached {
                diesel::update(urgent_contacts::table.find(id))
                    .set((urgent_contacts::phone.eq(&form.phone), urgent_contacts::url.eq(&form.url)))
                    .execute(&mut **tx)?;
            }
            if said || reached {
                record(tx, "urgent_contact.changed", member.id, id);
            }
            Ok(Done::changed(id.0, list_path(viewer.lang, id)).telling("flash-urgent-saved"))
        });
        changed.await
    }
    .await;
    visit.answer(outcome, &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

pub async fn remove(visit: Visit, path: ContactAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = visit.write(move |tx, viewer, member| {
        permit(viewer)?;
        let contact = Contact::find(tx, id)?;
        diesel::delete(urgent_contacts::table.find(id)).execute(&mut **tx)?;
        delete_text(tx, contact.text_id)?;
        record(tx, "urgent_contact.removed", member.id, id);
        Ok(Done::changed(id.0, format!("/{}/admin/urgent-contacts", viewer.lang)).telling("flash-urgent-removed"))
    });
    visit.answer_plainly(outcome.await, &submitted)
}

pub async fn shift(visit: Visit, path: ContactAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = async {
        visit.read(|_, viewer| permit(viewer)).await?;
        let mut fields = submitted.fields();
        let direction = fields.choice("direction", Direction::from_code, Direction::Up);
        fields.finish()?;
        let shifted = visit.write(move |tx, viewer, member| {
            permit(viewer)?;
            Contact::find(tx, id)?;
            if place(tx, id, direction)? {
                record(tx, "urgent_contact.shifted", member.id, id);
            }
            Ok(Done::changed(id.0, list_path(viewer.lang, id)))
        });
        shifted.await
    }
    .await;
    visit.answer_plainly(outcome, &submitted)
}

/// Moves a contact by one place, and numbers all anew. Says whether anything was to be changed.
fn place(tx: &mut Tx, id: ContactId, direction: Direction) -> QueryResult<bool> {
    let mut ids: Vec<ContactId> =
        urgent_contacts::table.order(urgent_contacts::position).select(urgent_contacts::id).load(&mut **tx)?;
    let at = ids.iter().position(|one| *one == id).unwrap_or_default();
    let to = match direction {
        Direction::Up => at.saturating_sub(1),
        Direction::Down => (at + 1).min(ids.len() - 1),
    };
    ids.swap(at, to);
    for (position, id) in (1_i64..).zip(ids) {
        diesel::update(urgent_contacts::table.find(id))
            .set(urgent_contacts::position.eq(position))
            .execute(&mut **tx)?;
    }
    Ok(at != to)
}

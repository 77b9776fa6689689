//! `/admin/urgent-contacts`: whom to reach directly, as editors and administrators keep the list. For everyone else
//! there is nothing here. The page for asking reads the list anew each time.

mod page;
mod write;

use crate::accounts::{Role, Viewer};
use crate::db::{AccountId, ContactId, Entry, Subject, Tx};
use crate::error::{Error, Result};
use crate::web::{Body, Endpoint, delete, get, post, put};

const FIELDS: Body =
    &["when_lt", "whom_lt", "when_en", "whom_en", "when_ru", "whom_ru", "phone?", "url?", "same_meaning?", "state?"];

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/admin/urgent-contacts", page::list).page::<page::ContactsPage>("UrgentContactsPage"),
        get("/{lang}/admin/urgent-contacts/new", page::new).page::<page::ContactFormPage>("UrgentContactFormPage"),
        post("/{lang}/admin/urgent-contacts", write::create).takes(FIELDS),
        get("/{lang}/admin/urgent-contacts/{id}", page::edit).page::<page::ContactFormPage>("UrgentContactFormPage"),
        put("/{lang}/admin/urgent-contacts/{id}", write::change).takes(FIELDS),
        delete("/{lang}/admin/urgent-contacts/{id}", write::remove).takes(&[]),
        post("/{lang}/admin/urgent-contacts/{id}/position", write::shift).takes(&["direction"]),
    ]
}

/// For who keeps what everybody reads.
pub fn permit(viewer: &Viewer) -> Result<()> {
    let keeps = viewer.has_role(Role::Editor) || viewer.has_role(Role::Admin);
    if keeps { Ok(()) } else { Err(Error::NotFound) }
}

fn record(tx: &mut Tx, kind: &'static str, by: AccountId, id: ContactId) {
    tx.record(Entry {
        kind,
        actor: Some(by),
        subject: Subject { kind: "urgent-contact", id: id.0 },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    });
}

//! `/mail-sent`: the one answer to everything that ends in a mail, whatever the address.

use actix_web::HttpResponse;
use serde::Serialize;

use super::super::{Done, Visit};
use crate::error::Result;
use crate::i18n::Lang;
use crate::web::{Endpoint, Page, get};

pub fn endpoints() -> Vec<Endpoint> {
    vec![get("/{lang}/mail-sent", show).page::<MailSentPage>("MailSentPage")]
}

#[derive(Serialize, utoipa::ToSchema)]
struct MailSentPage {}

/// What a form that sends a mail leads to. It names nothing that was made.
pub fn mail_sent(lang: Lang) -> Done {
    Done::changed(0, format!("/{lang}/mail-sent"))
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    visit
        .page(|_, viewer| {
            let title = viewer.lang.locale().say("mail-sent-title");
            Ok(Page::new("access/mail-sent", title, MailSentPage {}).not_indexed())
        })
        .await
}

//! Building a letter: two texts of one message, headers that no input can add to.

use std::time::SystemTime;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use serde::Serialize;

use crate::config::Config;
use crate::db::{AccountId, Timestamp};
use crate::error::{Error, Result};
use crate::i18n::{Args, Lang};
use crate::render::Views;
use crate::text;

/// What every letter of this site is written with.
#[derive(Clone, Copy)]
pub struct Letterhead<'a> {
    pub views: &'a Views,
    pub config: &'a Config,
}

/// A letter to one person.
pub struct NewMail<'a> {
    /// Names the templates `mail/<kind>.txt` and `mail/<kind>.html`, and the subject `mail-<kind>-subject`.
    pub kind: &'static str,
    /// Whose letter it is, when they have an account: it goes when the account goes.
    pub account: Option<AccountId>,
    pub to: &'a str,
    pub lang: Lang,
    /// `page` in the templates; its texts are arguments of the subject, too.
    pub page: serde_json::Value,
    pub conversation: Option<Conversation>,
}

/// What ties letters about one thing together, and how to have no more of them.
pub struct Conversation {
    /// Names the thing on this site: `thread-12`.
    pub root: String,
    /// The address that a mail program posts to.
    pub unsubscribe: String,
}

/// A letter, ready to leave.
pub(super) struct Built {
    pub message_id: String,
    pub bytes: Vec<u8>,
}

#[derive(Serialize)]
struct Frame<'a> {
    lang: Lang,
    base_url: &'a str,
    subject: &'a str,
    page: &'a serde_json::Value,
}

impl Letterhead<'_> {
    /// RFC 5322 and 2045; Auto-Submitted (RFC 3834) keeps holiday answers away; List-Unsubscribe is RFC 2369 and 8058.
    pub(super) fn build(&self, mail: &NewMail, now: Timestamp) -> Result<Built> {
        let subject = subject(mail);
        let frame = Frame { lang: mail.lang, base_url: &self.config.base_url, subject: &subject, page: &mail.page };
        let plain = self.views.render(mail.lang, &format!("mail/{}.txt", mail.kind), &frame)?;
        let html = self.views.render(mail.lang, &format!("mail/{}.html", mail.kind), &frame)?;
        let from: Mailbox = self.config.mail_from.parse().map_err(Error::internal)?;
        let to: Address = mail.to.parse().map_err(Error::internal)?;
        let message_id = format!("<{:032x}@{}>", rand::random::<u128>(), from.email.domain());
        let mut message = Message::builder()
            .message_id(Some(message_id.clone()))
            .date(SystemTime::from(now.utc()))
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", mail.lang.code()));
        if let Some(Conversation { root, unsubscribe }) = &mail.conversation {
            // A letter that was never sent: what refers to it is shown together (RFC 5322 section 3.6.4).
            let root = format!("<{root}@{}>", from.email.domain());
            message = message
                .in_reply_to(root.clone())
                .references(root)
                .raw_header(header("List-Unsubscribe", &format!("<{unsubscribe}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let message = message.multipart(MultiPart::alternative_plain_html(plain, html)).map_err(Error::internal)?;
        Ok(Built { message_id, bytes: message.formatted() })
    }
}

/// One line, whatever its arguments hold.
fn subject(mail: &NewMail) -> String {
    let texts = mail.page.as_object().into_iter().flatten();
    let args: Args = texts.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into()))).collect();
    text::clean_line(&mail.lang.locale().text(&format!("mail-{}-subject", mail.kind), &args))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

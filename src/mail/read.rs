//! Reading back a letter that was built here: for the demonstration's mail box and for tests.

use mail_parser::MessageParser;

/// A letter as its reader sees it.
#[derive(Debug, Clone)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Name and value, in their order.
    pub headers: Vec<(String, String)>,
}

/// `None` when the bytes are no message.
pub fn read(bytes: &[u8]) -> Option<Letter> {
    let message = MessageParser::default().parse(bytes)?;
    let body = |text: Option<std::borrow::Cow<str>>| text.unwrap_or_default().replace("\r\n", "\n");
    Some(Letter {
        subject: message.subject().unwrap_or_default().to_owned(),
        text: body(message.body_text(0)),
        html: body(message.body_html(0)),
        headers: message
            .headers_raw()
            .map(|(name, value)| (name.to_owned(), value.trim().replace("\r\n", "\n")))
            .collect(),
    })
}

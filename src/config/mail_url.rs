//! How mail leaves, as its setting says.

use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

/// How mail leaves.
#[derive(Clone, Debug)]
pub enum MailUrl {
    /// Host, port, user and password, and how TLS is used.
    Smtp { host: String, port: u16, user: Option<(String, SecretString)>, tls: Tls },
    /// One .eml file a message.
    Folder(PathBuf),
    /// Kept in the outbox alone.
    Capture,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    None,
    StartTls,
    Implicit,
}

impl MailUrl {
    pub fn parse(value: &str) -> Option<Self> {
        if value == "capture:" {
            return Some(Self::Capture);
        }
        if let Some(folder) = value.strip_prefix("file://") {
            return (!folder.is_empty()).then(|| Self::Folder(PathBuf::from(folder)));
        }
        let url = Url::parse(value).ok()?;
        let host = url.host_str().filter(|h| !h.is_empty())?.trim_matches(['[', ']']).to_owned();
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().ok().map(String::from);
        let user = match url.username() {
            "" => None,
            name => Some((decode(name)?, SecretString::from(decode(url.password()?)?))),
        };
        let required = url.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        let (tls, port) = match url.scheme() {
            "smtps" => (Tls::Implicit, 465),
            // A password is never sent in the clear.
            "smtp" if user.is_some() || required => (Tls::StartTls, 587),
            "smtp" => (Tls::None, 25),
            _ => return None,
        };
        Some(Self::Smtp { host, port: url.port().unwrap_or(port), user, tls })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_needs_tls() {
        let Some(MailUrl::Smtp { tls, port, .. }) = MailUrl::parse("smtp://me:secret@mail.example.org") else {
            panic!("not SMTP")
        };
        assert_eq!((tls, port), (Tls::StartTls, 587));
        assert!(MailUrl::parse("smtp://").is_none());
        assert!(MailUrl::parse("ftp://x").is_none());
    }
}

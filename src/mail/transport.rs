//! The ways that mail leaves by.

use std::error::Error as _;
use std::path::PathBuf;
use std::time::Duration;

use lettre::SmtpTransport;
use lettre::Transport as _;
use lettre::address::Envelope;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls as Encryption, TlsParameters};
use secrecy::ExposeSecret;

use crate::config::{MailUrl, Tls};
use crate::error::{Error, Result};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where letters go.
pub(super) enum Transport {
    Smtp(Box<SmtpTransport>),
    /// One `.eml` file a letter.
    Folder(PathBuf),
    /// Nowhere: they are read in the outbox.
    Capture,
}

/// A letter that did not leave, and what was said.
#[derive(Debug)]
pub(super) struct Refused {
    pub reply: String,
    /// The server has said that it will never take it.
    pub for_good: bool,
}

impl Transport {
    pub(super) fn open(url: &MailUrl) -> Result<Self> {
        match url {
            MailUrl::Capture => Ok(Self::Capture),
            MailUrl::Folder(folder) => Ok(Self::Folder(folder.clone())),
            MailUrl::Smtp { host, port, user, tls } => {
                let parameters = || TlsParameters::new(host.clone()).map_err(Error::internal);
                let encryption = match tls {
                    Tls::None => Encryption::None,
                    Tls::StartTls => Encryption::Required(parameters()?),
                    Tls::Implicit => Encryption::Wrapper(parameters()?),
                };
                let mut builder =
                    SmtpTransport::builder_dangerous(host).port(*port).tls(encryption).timeout(Some(PATIENCE));
                if let Some((name, password)) = user {
                    builder = builder.credentials(Credentials::new(name.clone(), password.expose_secret().to_owned()));
                }
                Ok(Self::Smtp(Box::new(builder.build())))
            }
        }
    }

    /// Whether a letter that has left is still to be read in the outbox.
    pub(super) fn keeps(&self) -> bool {
        matches!(self, Self::Capture)
    }

    /// Tries the way without sending anything.
    pub(super) fn check(&self) -> Result<String, String> {
        match self {
            Self::Capture => Ok("captured: no letter leaves".to_owned()),
            Self::Folder(folder) => {
                let trial = folder.join(".mipas-check");
                std::fs::create_dir_all(folder)
                    .and_then(|()| std::fs::write(&trial, b""))
                    .and_then(|()| std::fs::remove_file(&trial))
                    .map_err(|error| format!("cannot write into {}: {error}", folder.display()))?;
                Ok(format!("files in {}", folder.display()))
            }
            Self::Smtp(transport) => match transport.test_connection() {
                Ok(true) => Ok("the server answers".to_owned()),
                Ok(false) => Err("the server does not answer as a mail server".to_owned()),
                Err(error) => Err(in_full(&error)),
            },
        }
    }

    /// Hands a letter over; the answer is what the other side said.
    pub(super) fn send(&self, envelope: &Envelope, message_id: &str, bytes: &[u8]) -> Result<String, Refused> {
        match self {
            Self::Capture => Ok("captured".to_owned()),
            Self::Folder(folder) => write_file(folder, message_id, bytes)
                .map_err(|error| Refused { reply: error.to_string(), for_good: false }),
            Self::Smtp(transport) => match transport.send_raw(envelope, bytes) {
                Ok(response) => {
                    let lines: Vec<&str> = response.message().collect();
                    Ok(format!("{} {}", response.code(), lines.join(" ")))
                }
                Err(error) => Err(Refused { for_good: is_final(&error), reply: in_full(&error) }),
            },
        }
    }
}

/// Written beside and renamed, so that whoever collects the files never sees half of one.
fn write_file(folder: &std::path::Path, message_id: &str, bytes: &[u8]) -> std::io::Result<String> {
    std::fs::create_dir_all(folder)?;
    let name: String =
        message_id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-')).collect();
    let path = folder.join(format!("{name}.eml"));
    let part = folder.join(format!("{name}.part"));
    std::fs::write(&part, bytes)?;
    std::fs::rename(&part, &path)?;
    Ok(format!("{name}.eml"))
}

/// RFC 5321 section 4.2.3: the mailbox itself is refused. Other 5yz replies (a wrong password, a policy) are the
/// operator's to mend, and the letter waits for it.
fn is_final(error: &smtp::Error) -> bool {
    error.status().is_some_and(|code| ["550", "551", "552", "553"].contains(&code.to_string().as_str()))
}

fn in_full(error: &smtp::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

//! One error for the whole server. Its variants are what a person can be told; its messages are Fluent
//! keys, put into the reader's language where the response is made. It is logged once, there.

use std::fmt;

/// What went wrong with one field of a form, as a Fluent message key and the field's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The form field's name, as in HTML and JSON.
    pub field: String,
    /// Fluent message id, for example `error-too-long`.
    pub message: &'static str,
    /// Numbers that the message needs, such as the greatest length.
    pub args: Vec<(&'static str, i64)>,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: &'static str) -> Self {
        Self { field: field.into(), message, args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: i64) -> Self {
        self.args.push((name, value));
        self
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Error::Invalid(vec![error])
    }
}

/// Everything a request can end in beside success. The status of each is `Error::status`.
#[derive(Debug, Clone)]
pub enum Error {
    /// 400: the request itself is malformed. Holds a Fluent key.
    BadRequest(&'static str),
    /// 401 for JSON; a way to the sign-in page for HTML.
    SignIn,
    /// 403: known to exist and seen by this reader, but not theirs to change. Holds a Fluent key.
    Forbidden(&'static str),
    /// 404: not there, or not for this reader: both look alike.
    NotFound,
    /// 301: it is at this path now. Only for those who may see it there.
    MovedTo(String),
    /// 405.
    MethodNotAllowed,
    /// 409: the thing changed meanwhile. Holds a Fluent key, and the text that stands now, if there is one.
    Conflict { message: &'static str, current: Option<String> },
    /// 413.
    TooLarge,
    /// 415.
    UnsupportedMediaType,
    /// 422: fields that a person can mend.
    Invalid(Vec<FieldError>),
    /// 429, with the seconds to wait.
    TooMany { retry_after: u64 },
    /// 503: the database is locked, full or away; nothing was written.
    Unavailable(String),
    /// 500: a defect or a broken machine. The cause is logged and never shown.
    Internal(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn internal(cause: impl fmt::Display) -> Self {
        Error::Internal(cause.to_string())
    }

    pub fn conflict(message: &'static str) -> Self {
        Error::Conflict { message, current: None }
    }

    /// The HTTP status (RFC 9110 section 15, RFC 6585 for 429).
    pub fn status(&self) -> u16 {
        match self {
            Error::BadRequest(_) => 400,
            Error::SignIn => 401,
            Error::Forbidden(_) => 403,
            Error::NotFound => 404,
            Error::MovedTo(_) => 301,
            Error::MethodNotAllowed => 405,
            Error::Conflict { .. } => 409,
            Error::TooLarge => 413,
            Error::UnsupportedMediaType => 415,
            Error::Invalid(_) => 422,
            Error::TooMany { .. } => 429,
            Error::Internal(_) => 500,
            Error::Unavailable(_) => 503,
        }
    }

    /// The Fluent message id that tells a person what happened.
    pub fn message(&self) -> &'static str {
        match self {
            Error::BadRequest(key) | Error::Forbidden(key) => key,
            Error::Conflict { message, .. } => message,
            Error::SignIn => "error-sign-in",
            Error::NotFound | Error::MovedTo(_) => "error-not-found",
            Error::MethodNotAllowed => "error-method",
            Error::TooLarge => "error-too-large",
            Error::UnsupportedMediaType => "error-media-type",
            Error::Invalid(_) => "error-invalid",
            Error::TooMany { .. } => "error-too-many",
            Error::Unavailable(_) => "error-unavailable",
            Error::Internal(_) => "error-internal",
        }
    }

    /// The stable code of the JSON answer `{error, message, fields}`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::BadRequest(_) => "bad_request",
            Error::SignIn => "sign_in",
            Error::Forbidden(_) => "forbidden",
            Error::MovedTo(_) => "moved",
            Error::NotFound => "not_found",
            Error::MethodNotAllowed => "method_not_allowed",
            Error::Conflict { .. } => "conflict",
            Error::TooLarge => "too_large",
            Error::UnsupportedMediaType => "unsupported_media_type",
            Error::Invalid(_) => "invalid",
            Error::TooMany { .. } => "too_many",
            Error::Unavailable(_) => "unavailable",
            Error::Internal(_) => "internal",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Internal(cause) | Error::Unavailable(cause) => write!(f, "{}: {cause}", self.code()),
            _ => write!(f, "{}: {}", self.code(), self.message()),
        }
    }
}

impl std::error::Error for Error {}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error as D};
        match &error {
            D::NotFound => Error::NotFound,
            // The connection was lost in the middle: what it had begun is undone by the database.
            D::BrokenTransactionManager | D::RollbackErrorOnCommit { .. } => Error::Unavailable(error.to_string()),
            D::DatabaseError(Kind::ClosedConnection | Kind::ReadOnlyTransaction, info) => {
                Error::Unavailable(info.message().to_owned())
            }
            D::DatabaseError(_, info) if is_unavailable(info.message()) => {
                Error::Unavailable(info.message().to_owned())
            }
            _ => Error::Internal(error.to_string()),
        }
    }
}

/// SQLite and PostgreSQL report a full disk, a lock held too long or a shutdown only in words.
fn is_unavailable(message: &str) -> bool {
    const WORDS: [&str; 16] = [
        "database is locked",
        "database table is locked",
        "database or disk is full",
        "disk I/O error",
        "attempt to write a readonly database",
        "unable to open database file",
        "No space left on device",
        "terminating connection",
        "server closed the connection",
        "the database system is",
        "could not receive data from server",
        "could not send data to server",
        "no connection to the server",
        "connection to server",
        "Connection refused",
        "crash of another server process",
    ];
    WORDS.iter().any(|word| message.contains(word))
}

//! The database's address.

use std::fmt;
use std::path::PathBuf;

/// Where the data lives. `Display` leaves out user name and password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(url::Url),
}

impl DatabaseUrl {
    /// Accepts `sqlite:PATH`, `postgres://…` and `postgresql://…`.
    pub fn parse(text: &str) -> Result<Self, String> {
        const FORM: &str = "sqlite:PATH or postgres://USER@HOST:PORT/NAME";
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() { Err(FORM.into()) } else { Ok(Self::Sqlite(PathBuf::from(path))) };
        }
        let url = url::Url::parse(text).map_err(|_| FORM.to_owned())?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(FORM.into());
        }
        let asks_for_tls = url
            .query_pairs()
            .any(|(key, value)| key == "sslmode" && matches!(&*value, "require" | "verify-ca" | "verify-full"));
        if asks_for_tls && !cfg!(feature = "postgres-tls") {
            return Err(format!("{FORM} (sslmode asks for TLS: build with --features postgres-tls)"));
        }
        Ok(Self::Postgres(url))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                write!(f, "postgres://{}:{}{}", url.host_str().unwrap_or(""), url.port().unwrap_or(5432), url.path())
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

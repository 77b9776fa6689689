//! Typed settings from defaults < file < `MIPAS_*` environment < flags, and the Clock.
//!
//! One table (`SETTINGS`) drives the flags, the environment, the file and `--help`.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use secrecy::SecretString;
use url::Url;

mod clock;
mod database_url;
mod timestamp;

pub use clock::Clock;
pub use database_url::DatabaseUrl;
pub use timestamp::Timestamp;

/// One setting: its name as a flag (`--base-url`); the environment says `MIPAS_BASE_URL`, the file `base-url`.
pub struct Setting {
    pub name: &'static str,
    /// The accepted form, told when a value is wrong.
    pub form: &'static str,
    pub help: &'static str,
    pub default: Option<&'static str>,
}

/// Every setting, in the order of `--help`.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "listen",
        form: "ADDRESS:PORT, such as 127.0.0.1:8080 or [::]:8080",
        help: "Where to listen for HTTP",
        default: Some("127.0.0.1:8080"),
    },
    Setting {
        name: "base-url",
        form: "an http:// or https:// address without a path, such as https://mipas.example.org",
        help: "The address that browsers use; http://LISTEN when not set",
        default: None,
    },
    Setting {
        name: "data-dir",
        form: "a folder",
        help: "Where the SQLite database, the secret and captured mail live",
        default: Some("data"),
    },
    Setting {
        name: "database-url",
        form: "sqlite:PATH or postgres://USER@HOST:PORT/NAME",
        help: "The database; sqlite:DATA_DIR/mipas.db when not set",
        default: None,
    },
    Setting {
        name: "mail-url",
        form: "smtp://[USER:PASSWORD@]HOST[:PORT], smtps://…, file://FOLDER or capture:",
        help: "How mail leaves; file://DATA_DIR/mail when not set. smtp:// uses STARTTLS when a user is named, \
               and with ?tls=required always",
        default: None,
    },
    Setting {
        name: "mail-from",
        form: "an address, such as \"MIPAS <noreply@example.org>\"",
        help: "The sender of mail",
        default: Some("MIPAS <noreply@localhost>"),
    },
    Setting {
        name: "secret",
        form: "at least 32 characters",
        help: "Keys the forms' tokens; made and kept in DATA_DIR/secret when not set. Several nodes share one",
        default: None,
    },
    Setting {
        name: "trusted-proxies",
        form: "addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8",
        help: "Whose X-Forwarded-For counts",
        default: Some(""),
    },
    Setting { name: "limits", form: "on or off", help: "Rate limits; off only for benchmarks", default: Some("on") },
    Setting {
        name: "page-cache",
        form: "a number of mebibytes, 0 to 1024",
        help: "Memory for pages, and for what they are made of, that many readers share",
        default: Some("16"),
    },
    Setting {
        name: "leave-url",
        form: "an https:// address",
        help: "Where \"leave this page\" leads: a site that betrays nothing",
        default: Some("https://www.meteo.lt/"),
    },
    Setting {
        name: "workers",
        form: "a number, 1 to 256",
        help: "Threads that serve requests; the number of cores when not set",
        default: None,
    },
    Setting {
        name: "log",
        form: "a filter such as info or mipas=debug,warn",
        help: "What is logged",
        default: Some("info"),
    },
    Setting { name: "log-format", form: "text or json", help: "How it is logged", default: Some("text") },
];

/// A setting that is unknown or wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct SettingError {
    pub name: String,
    pub problem: String,
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "setting {}: {}", self.name, self.problem)
    }
}

/// The settings, parsed.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Without a trailing slash.
    pub base_url: String,
    pub data_dir: PathBuf,
    pub database: DatabaseUrl,
    pub mail: MailUrl,
    pub mail_from: String,
    pub secret: Option<SecretString>,
    pub trusted_proxies: Vec<ipnet::IpNet>,
    pub limits: bool,
    pub page_cache_bytes: u64,
    pub leave_url: String,
    pub workers: Option<usize>,
    pub log: String,
    pub log_json: bool,
    /// Set by `mipas demo` alone: captured mail can be read in the browser.
    pub demo: bool,
}

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

impl Config {
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Gathers the settings: `flags` over the process' environment over `file` over the defaults.
    pub fn gather(
        flags: &BTreeMap<String, String>,
        environment: impl Iterator<Item = (String, String)>,
        file: Option<&Path>,
    ) -> Result<Self, Vec<SettingError>> {
        Self::gather_over(&[], flags, environment, file)
    }

    /// The same, with other defaults for some settings.
    pub fn gather_over(
        defaults: &[(&'static str, &str)],
        flags: &BTreeMap<String, String>,
        environment: impl Iterator<Item = (String, String)>,
        file: Option<&Path>,
    ) -> Result<Self, Vec<SettingError>> {
        let mut errors = Vec::new();
        let mut values: BTreeMap<&'static str, String> =
            defaults.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        if let Some(path) = file {
            read_file(path, &mut values, &mut errors);
        }
        for (key, value) in environment {
            let Some(name) = key.strip_prefix("MIPAS_") else { continue };
            // The tests' own, and the name of the file itself.
            if name.starts_with("TEST_") || name == "CONFIG" {
                continue;
            }
            let name = name.to_lowercase().replace('_', "-");
            match SETTINGS.iter().find(|s| s.name == name) {
                Some(setting) => drop(values.insert(setting.name, value)),
                None => errors.push(unknown(&key)),
            }
        }
        for setting in SETTINGS {
            if let Some(value) = flags.get(setting.name) {
                values.insert(setting.name, value.clone());
            }
        }
        let mut reader = Reader { values, errors };
        let config = reader.config();
        match config {
            Some(config) if reader.errors.is_empty() => Ok(config),
            _ => Err(reader.errors),
        }
    }
}

fn unknown(name: &str) -> SettingError {
    let known: Vec<&str> = SETTINGS.iter().map(|s| s.name).collect();
    SettingError { name: name.into(), problem: format!("unknown; known are {}", known.join(", ")) }
}

fn read_file(path: &Path, values: &mut BTreeMap<&'static str, String>, errors: &mut Vec<SettingError>) {
    let name = path.display().to_string();
    let table: toml::Table = match std::fs::read_to_string(path)
        .map_err(|e| e.to_string())
        .and_then(|text| toml::Table::from_str(&text).map_err(|e| e.to_string()))
    {
        Ok(table) => table,
        Err(problem) => return errors.push(SettingError { name, problem }),
    };
    for (key, value) in table {
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(true) => "on".into(),
            toml::Value::Boolean(false) => "off".into(),
            _ => {
                errors.push(SettingError { name: key, problem: "expected a text, a number or true/false".into() });
                continue;
            }
        };
        match SETTINGS.iter().find(|s| s.name == key) {
            Some(setting) => drop(values.insert(setting.name, text)),
            None => errors.push(unknown(&key)),
        }
    }
}

/// Parses values one by one and remembers what was wrong.
struct Reader {
    values: BTreeMap<&'static str, String>,
    errors: Vec<SettingError>,
}

impl Reader {
    fn config(&mut self) -> Option<Config> {
        let listen = self.parsed("listen", |v| v.parse::<SocketAddr>().ok());
        let data_dir = self.parsed("data-dir", |v| (!v.is_empty()).then(|| PathBuf::from(v)));
        let base_url = self.optional("base-url", parse_base_url);
        let database = self.database();
        let mail = self.optional("mail-url", parse_mail_url);
        let mail_from = self.parsed("mail-from", |v| v.parse::<lettre::message::Mailbox>().ok().map(|_| v.to_owned()));
        let secret = self.optional("secret", |v| (v.len() >= 32).then(|| SecretString::from(v.to_owned())));
        let trusted_proxies = self.parsed("trusted-proxies", parse_networks);
        let limits = self.parsed("limits", on_or_off);
        let page_cache = self.parsed("page-cache", |v| v.parse::<u64>().ok().filter(|n| *n <= 1024));
        let leave_url =
            self.parsed("leave-url", |v| Url::parse(v).ok().filter(|u| u.scheme() == "https").map(String::from));
        let workers = self.optional("workers", |v| v.parse::<usize>().ok().filter(|n| (1..=256).contains(n)));
        let log = self.parsed("log", |v| v.parse::<tracing_subscriber::EnvFilter>().ok().map(|_| v.to_owned()));
        let log_json = self.parsed("log-format", |v| match v {
            "text" => Some(false),
            "json" => Some(true),
            _ => None,
        });
        let (listen, data_dir) = (listen?, data_dir?);
        Some(Config {
            base_url: base_url?.unwrap_or_else(|| format!("http://{listen}")),
            database: database?.unwrap_or_else(|| DatabaseUrl::Sqlite(data_dir.join("mipas.db"))),
            mail: mail?.unwrap_or_else(|| MailUrl::Folder(data_dir.join("mail"))),
            mail_from: mail_from?,
            secret: secret?,
            trusted_proxies: trusted_proxies?,
            limits: limits?,
            page_cache_bytes: page_cache? * 1024 * 1024,
            leave_url: leave_url?,
            workers: workers?,
            log: log?,
            log_json: log_json?,
            demo: false,
            listen,
            data_dir,
        })
    }

    /// The database says itself what is wrong with its address.
    fn database(&mut self) -> Option<Option<DatabaseUrl>> {
        let Some(value) = self.values.get("database-url") else { return Some(None) };
        match DatabaseUrl::parse(value) {
            Ok(url) => Some(Some(url)),
            Err(form) => {
                self.errors.push(SettingError { name: "database-url".into(), problem: format!("expected {form}") });
                None
            }
        }
    }

    fn parsed<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let setting = SETTINGS.iter().find(|s| s.name == name)?;
        let value = self.values.get(name).map(String::as_str).or(setting.default).unwrap_or_default();
        let parsed = parse(value.trim());
        if parsed.is_none() {
            self.errors.push(SettingError { name: name.into(), problem: format!("expected {}", setting.form) });
        }
        parsed
    }

    fn optional<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
        if self.values.contains_key(name) { self.parsed(name, parse).map(Some) } else { Some(None) }
    }
}

fn on_or_off(value: &str) -> Option<bool> {
    match value {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn parse_base_url(value: &str) -> Option<String> {
    let url = Url::parse(value).ok()?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    plain.then(|| url.origin().ascii_serialization())
}

fn parse_networks(value: &str) -> Option<Vec<ipnet::IpNet>> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().ok().or_else(|| part.parse::<IpAddr>().ok().map(Into::into))).collect()
}

fn parse_mail_url(value: &str) -> Option<MailUrl> {
    if value == "capture:" {
        return Some(MailUrl::Capture);
    }
    if let Some(folder) = value.strip_prefix("file://") {
        return (!folder.is_empty()).then(|| MailUrl::Folder(PathBuf::from(folder)));
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
    Some(MailUrl::Smtp { host, port: url.port().unwrap_or(port), user, tls })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(environment: &[(&str, &str)]) -> Result<Config, Vec<SettingError>> {
        let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Config::gather(&BTreeMap::new(), environment, None)
    }

    #[test]
    fn defaults_are_complete() {
        let config = gather(&[]).unwrap();
        assert_eq!(config.base_url, "http://127.0.0.1:8080");
        assert_eq!(config.database, DatabaseUrl::Sqlite("data/mipas.db".into()));
    }

    #[test]
    fn a_wrong_value_names_the_setting_and_its_form() {
        let errors = gather(&[("MIPAS_LISTEN", "eighty")]).unwrap_err();
        assert_eq!(errors[0].name, "listen");
        assert!(errors[0].problem.contains("ADDRESS:PORT"));
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        assert_eq!(gather(&[("MIPAS_LISTN", "x")]).unwrap_err()[0].name, "MIPAS_LISTN");
    }

    #[test]
    fn flags_win_over_environment_over_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "leave-url = 'https://file.example/'\npage-cache = 3\nlimits = false").unwrap();
        let flags = BTreeMap::from([("leave-url".to_owned(), "https://flag.example/".to_owned())]);
        let environment = [
            ("MIPAS_LEAVE_URL".to_owned(), "https://env.example/".to_owned()),
            ("MIPAS_PAGE_CACHE".to_owned(), "5".to_owned()),
        ];
        let config = Config::gather(&flags, environment.into_iter(), Some(file.path())).unwrap();
        assert_eq!(config.leave_url, "https://flag.example/");
        assert_eq!(config.page_cache_bytes, 5 * 1024 * 1024);
        assert!(!config.limits);
    }

    #[test]
    fn a_password_needs_tls() {
        let Some(MailUrl::Smtp { tls, port, .. }) = parse_mail_url("smtp://me:secret@mail.example.org") else {
            panic!("not SMTP")
        };
        assert_eq!((tls, port), (Tls::StartTls, 587));
        assert!(parse_mail_url("smtp://").is_none());
        assert!(parse_mail_url("ftp://x").is_none());
    }
}

//! Reads the settings' values into their types, and remembers what was wrong.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use super::{Config, DatabaseUrl, MailUrl, SETTINGS, SettingError};

/// Parses values one by one and remembers what was wrong.
pub(super) struct Reader {
    pub values: BTreeMap<&'static str, String>,
    pub errors: Vec<SettingError>,
}

impl Reader {
    pub fn config(&mut self) -> Option<Config> {
        let listen = self.parsed("listen", |v| v.parse::<SocketAddr>().ok());
        let data_dir = self.parsed("data-dir", |v| (!v.is_empty()).then(|| PathBuf::from(v)));
        let base_url = self.optional("base-url", parse_base_url);
        let database = self.database();
        let mail = self.optional("mail-url", MailUrl::parse);
        let mail_from = self.parsed("mail-from", |v| v.parse::<lettre::message::Mailbox>().ok().map(|_| v.to_owned()));
        let secret = self.optional("secret", |v| (v.len() >= 32).then(|| SecretString::from(v.to_owned())));
        let trusted_proxies = self.parsed("trusted-proxies", parse_networks);
        let limits = self.parsed("limits", on_or_off);
        let page_cache = self.parsed("page-cache", |v| v.parse::<u64>().ok().filter(|n| *n <= 1024));
        let notice_delay = self.parsed("notice-delay", |v| v.parse::<i64>().ok().filter(|n| (0..=86_400).contains(n)));
        let sockets = |v: &str| v.parse::<u32>().ok().filter(|n| (1..=100_000).contains(n));
        let live_per_address = self.parsed("live-per-address", sockets);
        let live_per_account = self.parsed("live-per-account", sockets);
        let leave_url =
            self.parsed("leave-url", |v| Url::parse(v).ok().filter(|u| u.scheme() == "https").map(String::from));
        let backup_days = self.parsed("backup-days", |v| v.parse::<u32>().ok().filter(|n| *n <= 3_650));
        let metrics_listen = self.optional("metrics-listen", |v| v.parse::<SocketAddr>().ok());
        let metrics_token =
            self.optional("metrics-token", |v| (v.len() >= 16).then(|| SecretString::from(v.to_owned())));
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
            notice_delay: chrono::Duration::seconds(notice_delay?),
            live_per_address: live_per_address?,
            live_per_account: live_per_account?,
            leave_url: leave_url?,
            backup_days: backup_days?,
            metrics_listen: metrics_listen?,
            metrics_token: metrics_token?,
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

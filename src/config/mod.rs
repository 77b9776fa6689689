//! Typed settings from defaults < file < `MIPAS_*` environment < flags, and the Clock.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use secrecy::SecretString;

mod clock;
mod database_url;
mod mail_url;
mod settings;
mod timestamp;
mod values;

pub use clock::Clock;
pub use database_url::DatabaseUrl;
pub use mail_url::{MailUrl, Tls};
pub use settings::{SETTINGS, Setting};
pub use timestamp::Timestamp;

use values::Reader;

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
    /// How long mail about notices waits whether they are read on the site.
    pub notice_delay: chrono::Duration,
    /// Open sockets of one address, and of one account.
    pub live_per_address: u32,
    pub live_per_account: u32,
    pub leave_url: String,
    /// Days after which no backup holds what was erased, as askers are told.
    pub backup_days: u32,
    pub metrics_listen: Option<SocketAddr>,
    pub metrics_token: Option<SecretString>,
    pub workers: Option<usize>,
    pub log: String,
    pub log_json: bool,
    /// Set by `mipas demo` alone: captured mail can be read in the browser.
    pub demo: bool,
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
}

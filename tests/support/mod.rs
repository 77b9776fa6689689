//! The harness: a server of its own for each test, on a database of its own, and people who visit it.

mod database;
mod installation;
mod visitor;

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use mipas::accounts::{self, Hasher, NewAccount, Role};
use mipas::app::{self, Shared};
use mipas::config::{Clock, Config};
use mipas::db::{AccountId, Db};
use mipas::i18n::Lang;
use mipas::mail;

pub use installation::{Installation, Server, write_on};
pub use visitor::{Answer, Visitor};

pub use database::TestDatabase;

/// A running server with its database, its folder and its clock.
pub struct TestApp {
    pub base: String,
    pub clock: Clock,
    pub shared: Shared,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    database: TestDatabase,
    _folder: tempfile::TempDir,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with_settings(&[]).await
    }

    /// Starts with further settings; rate limits are off unless asked for. `demo` is `mipas demo`'s own.
    pub async fn with_settings(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = TestDatabase::new(folder.path());
        let mut values: std::collections::BTreeMap<String, String> = [
            ("listen", "127.0.0.1:0".to_owned()),
            ("data-dir", folder.path().display().to_string()),
            ("database-url", database.url()),
            ("mail-url", "capture:".to_owned()),
            ("limits", "off".to_owned()),
            ("workers", "1".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        values.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let demo = values.remove("demo").is_some();
        let mut config = Config::gather(&values, std::iter::empty(), None).unwrap();
        config.demo = demo;
        // The base URL is the port that is found free.
        let port = free_port();
        config.listen.set_port(port);
        if !values.contains_key("base-url") {
            config.base_url = format!("http://127.0.0.1:{port}");
        }
        let clock = Clock::default();
        app::prepare(&config, &clock).unwrap();
        // Cheap hashes: the tests' passwords protect nothing.
        let shared = Shared::open(config, clock.clone(), Hasher::new(64, 1).unwrap()).unwrap();
        let (sender, receiver) = std::sync::mpsc::channel();
        let served = shared.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let (running, server) = app::start(served).unwrap();
                sender.send((running.address, running.handle.clone())).unwrap();
                server.await.unwrap();
                running.finish().await;
            });
        });
        let (address, handle) = receiver.recv().unwrap();
        let base = format!("http://{address}");
        Self { base, clock, shared, handle, thread: Some(thread), database, _folder: folder }
    }

    /// Every letter that was written, oldest first, whether or not it has left.
    pub fn emails(&self) -> Vec<Email> {
        let mut kept = self.db().read_now(|conn| Ok(mail::list_kept(conn, 1000)?)).unwrap();
        kept.reverse();
        kept.into_iter()
            .map(|kept| {
                let letter = mail::read(&kept.message).expect("a letter");
                let (subject, text, html, headers) = (letter.subject, letter.text, letter.html, letter.headers);
                Email { to: kept.to_address, subject, text, html, headers }
            })
            .collect()
    }

    /// The letters as their readers see them, without what is different each time.
    pub fn emails_redacted(&self) -> String {
        let letters = self.emails().into_iter().map(|letter| {
            let words = letter.text.replace(&self.base, "http://mipas.test");
            let lines = words.lines().map(|line| match line.rsplit_once('/') {
                Some((path, token)) if token.len() > 40 => format!("{path}/TOKEN"),
                _ => line.trim_end().to_owned(),
            });
            let lines: Vec<String> = lines.collect();
            format!("To: {}\nSubject: {}\n\n{}", letter.to, letter.subject, lines.join("\n"))
        });
        letters.collect::<Vec<_>>().join("\n====\n")
    }

    pub fn database_url(&self) -> String {
        self.database.url()
    }

    pub fn db(&self) -> &Db {
        &self.shared.site.db
    }

    pub fn guest(&self) -> Visitor {
        Visitor::new(&self.base, Arc::new(self.shared.clone()), None)
    }

    /// A new member, signed in. Their address is `<name>@example.org`, their password `correct horse <name>`.
    pub async fn member(&self, name: &str) -> Visitor {
        self.member_with(name, &[]).await
    }

    pub async fn member_with(&self, name: &str, roles: &[Role]) -> Visitor {
        let new = NewAccount {
            public_name: name.to_owned(),
            email: format!("{name}@example.org").replace(' ', "."),
            password: self.shared.hasher.hash_now(&format!("correct horse {name}")).unwrap(),
            language: Lang::En,
        };
        let roles = roles.to_vec();
        let (id, token): (AccountId, String) = self
            .db()
            .write(move |tx| {
                let id = accounts::create_account(tx, &new)?;
                for role in &roles {
                    accounts::grant(tx, id, *role, None, None, None)?;
                }
                let (_, token) = accounts::open_session(tx, id, "Test")?;
                Ok((id, token.0))
            })
            .await
            .unwrap();
        let mut visitor = Visitor::new(&self.base, Arc::new(self.shared.clone()), Some(token));
        visitor.id = Some(id);
        visitor
    }
}

/// A letter as its reader sees it.
#[derive(Debug, Clone)]
pub struct Email {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub headers: Vec<(String, String)>,
}

impl Email {
    /// The path of the first link on this site that goes there.
    pub fn link(&self, part: &str) -> String {
        let link = self.text.split_whitespace().find(|word| word.starts_with("http") && word.contains(part));
        let link = link.unwrap_or_else(|| panic!("no link to {part} in {}", self.text));
        url::Url::parse(link).unwrap().path().to_owned()
    }

    pub fn header(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(found, _)| found.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the server panicked");
        }
    }
}

/// A port that nobody listens on, and that stays so until the caller does: below those that the system gives to
/// connections which choose none.
pub fn free_port() -> u16 {
    const PORTS: u16 = 20_000;
    static NEXT: LazyLock<AtomicU16> = LazyLock::new(|| AtomicU16::new(rand::random_range(0..PORTS)));
    loop {
        let port = 12_000 + NEXT.fetch_add(1, Ordering::Relaxed) % PORTS;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

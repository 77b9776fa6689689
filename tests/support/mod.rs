//! The harness: a server of its own for each test, on a database of its own, and people who visit it.

mod database;
mod visitor;

use std::sync::Arc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use mipas::accounts::{self, Hasher, NewAccount, Role};
use mipas::app::{self, Shared};
use mipas::config::{Clock, Config};
use mipas::db::{AccountId, Db};
use mipas::i18n::Lang;

pub use visitor::{Answer, Visitor};

pub use database::TestDatabase;

/// A running server with its database, its folder and its clock.
pub struct TestApp {
    pub base: String,
    pub clock: Clock,
    pub shared: Shared,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    _database: TestDatabase,
    _folder: tempfile::TempDir,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with_settings(&[]).await
    }

    /// Starts with further settings; rate limits are off unless asked for.
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
        let mut config = Config::gather(&values, std::iter::empty(), None).unwrap();
        // The base URL is the port that is found free.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
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
                running.finish();
            });
        });
        let (address, handle) = receiver.recv().unwrap();
        let base = format!("http://{address}");
        Self { base, clock, shared, handle, thread: Some(thread), _database: database, _folder: folder }
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

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the server panicked");
        }
    }
}

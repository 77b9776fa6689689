//! A database for one test: a file, or a copy of a migrated template on PostgreSQL.

use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use mipas::config::{Clock, Config};

pub enum TestDatabase {
    Sqlite(String),
    Postgres { server: url::Url, name: String },
}

const TEMPLATE: &str = "mipas_test_template";

impl TestDatabase {
    pub fn new(folder: &Path) -> Self {
        let Ok(server) = std::env::var("MIPAS_TEST_DATABASE_URL") else {
            return Self::Sqlite(format!("sqlite:{}", folder.join("test.db").display()));
        };
        let server: url::Url = server.parse().expect("MIPAS_TEST_DATABASE_URL is an address");
        static PREPARED: Once = Once::new();
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let mut admin = PgConnection::establish(server.as_str()).expect("the test cluster answers");
        PREPARED.call_once(|| prepare_template(&mut admin, &server, folder));
        let name = format!("mipas_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let copy = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY wal_log");
        admin.batch_execute(&copy).expect("a copy of the template");
        Self::Postgres { server, name }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(url) => url.clone(),
            Self::Postgres { server, name } => on(server, name),
        }
    }
}

fn on(server: &url::Url, name: &str) -> String {
    let mut url = server.clone();
    url.set_path(name);
    url.to_string()
}

fn prepare_template(admin: &mut PgConnection, server: &url::Url, folder: &Path) {
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {TEMPLATE}")).expect("no old template");
    admin.batch_execute(&format!("CREATE DATABASE {TEMPLATE}")).expect("a template");
    let values = [
        ("database-url".to_owned(), on(server, TEMPLATE)),
        ("data-dir".to_owned(), folder.join("template").display().to_string()),
    ];
    let config = Config::gather(&values.into(), std::iter::empty(), None).expect("settings");
    mipas::app::prepare(&config, &Clock::default()).expect("a migrated template");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Self::Postgres { server, name } = self
            && let Ok(mut admin) = PgConnection::establish(server.as_str())
        {
            // The last connections may still be closing; what stays behind goes with the cluster.
            drop(admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
        }
    }
}

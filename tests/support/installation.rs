//! The program itself, as whoever runs a site has it: processes that are started, killed and started again.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use mipas::activity::ActivityLog;
use mipas::config::{Clock, Config};
use mipas::db::Db;
use reqwest::blocking::Client;
use serde_json::json;

/// A database, a folder, and a community of two: Ada, the administrator, who writes, and Ona, whose thread it is.
#[derive(Clone)]
pub struct Installation {
    pub folder: Arc<tempfile::TempDir>,
    pub database_url: String,
    /// Ada's and Ona's, to write with.
    pub tokens: [String; 2],
    /// `/en/t/1`, once there is a server.
    pub thread: String,
}

/// A process that serves.
pub struct Server {
    pub child: Child,
    /// `http://127.0.0.1:PORT`
    pub address: String,
}

impl Server {
    /// As `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended long ago.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Installation {
    pub fn new(folder: tempfile::TempDir, database_url: String) -> Self {
        let mut site =
            Self { folder: Arc::new(folder), database_url, tokens: Default::default(), thread: String::new() };
        site.run(&["migrate"]);
        for (index, (name, roles)) in [("Ada", &["--role", "admin"][..]), ("Ona", &[])].into_iter().enumerate() {
            let address = format!("{name}@example.org");
            site.run(&[&["user", "create", "--name", name, "--email", &address], roles].concat());
            let token = site.run(&["token", "create", &address, "--name", "writer", "--scope", "write"]);
            site.tokens[index] = token.trim().to_owned();
        }
        site
    }

    fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mipas"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MIPAS_")) {
            command.env_remove(name);
        }
        command.env("MIPAS_DATA_DIR", data).env("MIPAS_DATABASE_URL", &self.database_url);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(self.folder.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The data folder of a node.
    pub fn data_of(&self, node: &str) -> PathBuf {
        self.folder.path().join(node)
    }

    /// Starts a process; nodes of one site share the secret and have folders of their own.
    pub fn serve(&self, node: &str) -> Server {
        let mut command = self.command(&self.data_of(node));
        command.env("MIPAS_SECRET", "the nodes of one site share one secret");
        command.args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--limits",
            "off",
            "--workers",
            "2",
            "--mail-url",
            "capture:",
        ]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("MIPAS listens on ").unwrap_or_else(|| panic!("{line}")).to_owned();
        Server { child, address }
    }

    /// A category, and Ona's thread in it.
    pub fn open_thread(&mut self, address: &str) {
        let client = Client::new();
        let category = json!({
            "slug": "life", "original": "en", "name_en": "Life", "read": "everyone", "write": "members",
            "area": "housing",
        });
        let post = |path: &str, token: &str, body: &serde_json::Value| {
            let answer = client.post(format!("{address}{path}")).bearer_auth(token).json(body).send().unwrap();
            assert_eq!(answer.status(), 201, "{path}");
            answer.json::<serde_json::Value>().unwrap()
        };
        post("/en/admin/categories", &self.tokens[0], &category);
        let opening = json!({ "title": "Everything at once", "text": "Opened.", "language": "en" });
        let made = post("/en/c/life/threads", &self.tokens[1], &opening);
        self.thread = made["url"].as_str().unwrap().rsplit_once('/').unwrap().0.to_owned();
    }

    /// One reply by Ada; `None` when no answer came.
    pub fn reply(&self, client: &Client, address: &str, key: &str) -> Option<u16> {
        reply(client, address, &self.tokens[0], &self.thread, key)
    }

    pub fn open(&self) -> Db {
        let values = [("database-url".to_owned(), self.database_url.clone())];
        let config = Config::gather(&values.into(), std::iter::empty(), None).unwrap();
        Db::open(&config.database, Clock::default(), ActivityLog::new() as _).unwrap()
    }
}

fn reply(client: &Client, address: &str, token: &str, thread: &str, key: &str) -> Option<u16> {
    let body = json!({ "text": format!("Said once: {key}."), "language": "en" });
    let request = client.post(format!("{address}{thread}/posts")).bearer_auth(token);
    let answer = request.header("idempotency-key", key).header("accept", "application/json").json(&body).send().ok()?;
    Some(answer.status().as_u16())
}

/// Writes on a thread of its own until the server is gone: the keys that were confirmed, and the one that may have been
/// written.
pub fn write_on(site: &Installation, address: &str, name: &str) -> std::thread::JoinHandle<(Vec<String>, String)> {
    let (token, thread) = (site.tokens[0].clone(), site.thread.clone());
    let (address, name) = (address.to_owned(), name.to_owned());
    std::thread::spawn(move || {
        let client = Client::builder().timeout(Duration::from_secs(10)).build().unwrap();
        let mut confirmed = Vec::new();
        for number in 0.. {
            let key = format!("{name}-{number}");
            match reply(&client, &address, &token, &thread, &key) {
                Some(201) => confirmed.push(key),
                Some(status) => panic!("{key} was answered with {status}"),
                None => return (confirmed, key),
            }
        }
        unreachable!()
    })
}

//! Our server: this build's binary on a demo filled to a size.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::blocking::Client;
use serde_json::Value;

pub struct Server {
    pub address: SocketAddr,
    child: Child,
    client: Client,
}

/// Where the data of a size stand.
pub fn folder(questions: u64) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench").join(format!("questions-{questions}"))
}

impl Server {
    /// Fills the folder at first and serves it, without limits.
    pub fn start(questions: u64) -> Self {
        let folder = folder(questions);
        std::fs::create_dir_all(&folder).expect("a folder for the data");
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut child = Command::new(env!("CARGO_BIN_EXE_mipas"))
            .args(["demo", "--questions", &questions.to_string(), "--limits", "off", "--workers", "2", "--log", "warn"])
            .args(["--data-dir", &folder.display().to_string(), "--listen", &address.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        let last = format!("MIPAS listens on http://{address}");
        let ready = stdout.lines().map_while(Result::ok).any(|line| line == last);
        assert!(ready, "the server did not start");
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let server = Self { address, child, client };
        while server.client.get(server.url("/readyz")).send().is_err() {
            std::thread::sleep(Duration::from_millis(50));
        }
        while !server.json("/en/search?q=x")["building"].is_null() {
            std::thread::sleep(Duration::from_millis(200));
        }
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.client.get(self.url(path)).header("accept", "application/json").send().expect("an answer");
        answer.json().expect("JSON")
    }

    /// An answered question from the middle of an area's list.
    pub fn question(&self, area: &str) -> String {
        let list = self.json(&format!("/lt/questions?area={area}"));
        let all = list["questions"].as_array().expect("questions");
        let answered: Vec<&Value> = all.iter().filter(|question| !question["answer"].is_null()).collect();
        answered[answered.len() / 2]["url"].as_str().expect("an address").to_owned()
    }

    /// Signs in as a demo member; the cookie to send.
    pub fn sign_in(&self) -> String {
        let fields = [("email", "ona@example.org"), ("password", "demo demo demo")];
        let request = self.client.post(self.url("/lt/session")).header("origin", self.url("")).form(&fields);
        let answer = request.send().expect("an answer");
        assert_eq!(answer.status(), 303, "signing in");
        let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let pair = cookies.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("mipas="));
        pair.expect("a session").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().expect("the server ends");
        self.child.wait().expect("the server ends");
    }
}

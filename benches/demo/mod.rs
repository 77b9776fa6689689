//! The demonstration, filled to a size and served by this build's binary in a process of its own, without limits.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::blocking::Client;
use serde_json::Value;

pub struct Demo {
    pub address: SocketAddr,
    pub client: Client,
    child: Child,
}

impl Demo {
    /// Fills the folder at first. Returns when it can serve.
    pub fn start(folder: &Path, options: &[&str]) -> Self {
        std::fs::create_dir_all(folder).expect("a folder for the data");
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut child = Command::new(env!("CARGO_BIN_EXE_mipas"))
            .args(["demo", "--limits", "off", "--workers", "2", "--log", "warn"])
            .args(["--data-dir", &folder.display().to_string(), "--listen", &address.to_string()])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let demo = Self { address, client, child };
        let last = format!("MIPAS listens on http://{address}");
        assert!(stdout.lines().map_while(Result::ok).any(|line| line == last), "the server did not start");
        let end = Instant::now() + Duration::from_secs(30);
        while demo.client.get(demo.url("/readyz")).send().is_err() {
            assert!(Instant::now() < end, "the server is not ready");
            std::thread::sleep(Duration::from_millis(50));
        }
        demo
    }

    /// The search index of a folder that was filled just now is built beside: that is not what is measured.
    pub fn wait_for_index(&self) {
        let began = Instant::now();
        while !self.json("/en/search?q=x")["building"].is_null() {
            std::thread::sleep(Duration::from_millis(200));
        }
        if began.elapsed().as_secs() > 0 {
            let (seconds, memory) = (began.elapsed().as_secs(), self.rss_anon_kib() as f64 / 1024.0);
            println!("the search index was built in {seconds} s; RssAnon then: {memory:.1} MB");
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn json(&self, path: &str) -> Value {
        let answer = self.client.get(self.url(path)).header("accept", "application/json").send().expect("an answer");
        answer.json().expect("JSON")
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

    /// The server's own memory: anonymous pages, without mapped files.
    pub fn rss_anon_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("RssAnon");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.child.kill().expect("the server ends");
        self.child.wait().expect("the server ends");
    }
}

//! Our server: the release binary on a demo filled to a size.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::blocking::Client;
use serde_json::Value;

pub struct Server {
    pub address: SocketAddr,
    child: Child,
    client: Client,
}

impl Server {
    /// Fills `target/bench/<posts>` at first and serves it, without limits.
    pub fn start(posts: u64) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench").join(posts.to_string());
        std::fs::create_dir_all(&folder).expect("a folder for the data");
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut child = Command::new(env!("CARGO_BIN_EXE_mipas"))
            .args(["demo", "--posts", &posts.to_string(), "--limits", "off", "--workers", "2", "--log", "warn"])
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
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        server.wait_for_index();
        server
    }

    /// The search index of a folder that was filled just now is built beside: that is not what is measured.
    fn wait_for_index(&self) {
        let began = std::time::Instant::now();
        while !self.json("/en/search?q=x")["building"].is_null() {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        if began.elapsed().as_secs() > 0 {
            let (seconds, memory) = (began.elapsed().as_secs(), self.rss_anon_kib() as f64 / 1024.0);
            println!("the search index was built in {seconds} s; RssAnon then: {memory:.1} MB");
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.client.get(self.url(path)).header("accept", "application/json").send().expect("an answer");
        answer.json().expect("JSON")
    }

    fn categories(&self) -> Vec<String> {
        let forum = self.json("/lt/forum");
        let groups = forum["groups"].as_array().expect("groups");
        let children = groups.iter().flat_map(|group| group["children"].as_array().expect("children"));
        let mut all: Vec<(i64, String)> = children
            .map(|c| (c["threads"].as_i64().unwrap_or(0), c["slug"].as_str().expect("a slug").to_owned()))
            .collect();
        all.sort();
        all.into_iter().rev().map(|(_, slug)| slug).collect()
    }

    /// The largest category.
    pub fn category(&self) -> String {
        format!("/lt/c/{}", self.categories()[0])
    }

    /// A thread whose first page is full.
    pub fn thread_of_twenty(&self) -> String {
        for slug in self.categories() {
            let page = self.json(&format!("/lt/c/{slug}"));
            for thread in page["threads"].as_array().expect("threads") {
                if thread["replies"].as_i64().unwrap_or(0) >= 19 {
                    return format!("/lt/t/{}/{}", thread["id"], thread["slug"].as_str().expect("a slug"));
                }
            }
        }
        panic!("no thread of twenty posts on the first pages");
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
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("RssAnon");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().expect("the server ends");
        self.child.wait().expect("the server ends");
    }
}

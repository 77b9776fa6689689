//! Our server: the release binary on the demo.

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
    cookie: String,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Filled by a process of its own: what that has left in memory is not the sockets'.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut filling = launch(folder.path(), address);
        filling.kill().expect("the filling server ends");
        filling.wait().expect("the filling server ends");
        let child = launch(folder.path(), address);
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let mut server = Self { address, child, client, cookie: String::new(), _folder: folder };
        server.cookie = server.sign_in();
        server
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Of a demo member.
    pub fn cookie(&self) -> String {
        self.cookie.clone()
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.client.get(self.url(path)).header("accept", "application/json").send().expect("an answer");
        answer.json().expect("JSON")
    }

    /// Where to look, and the request that replies there.
    pub fn prepare(&self) -> (String, String) {
        let forum = self.json("/lt/forum");
        let groups = forum["groups"].as_array().expect("groups");
        let mut categories = groups.iter().flat_map(|group| group["children"].as_array().expect("children"));
        let thread = categories
            .find_map(|category| {
                let page = self.json(&format!("/lt/c/{}", category["slug"].as_str()?));
                page["threads"].as_array()?.iter().find(|thread| thread["closed"] != true)?["id"].as_i64()
            })
            .expect("a thread");
        let page = self.client.get(self.url(&format!("/lt/t/{thread}"))).header("cookie", &self.cookie);
        let page = page.header("accept", "text/html").send().expect("a page");
        let location = page.headers().get("location").map(|path| path.to_str().expect("a path").to_owned());
        let page = match location {
            Some(path) => self.client.get(self.url(&path)).header("cookie", &self.cookie).send().expect("a page"),
            None => page,
        };
        let html = page.text().expect("a page");
        let (_, rest) = html.split_once("name=\"csrf\" value=\"").expect("a form");
        let (token, _) = rest.split_once('"').expect("a token");
        let body = r#"{"text":"Aš taip pat.","language":"lt"}"#;
        let reply = format!(
            "POST /lt/t/{thread}/posts HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nX-Csrf: {token}\r\n\
             Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: {2}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        (format!("/live?channel=thread:{thread}"), reply)
    }

    fn sign_in(&self) -> String {
        let fields = [("email", "ona@example.org"), ("password", "demo demo demo")];
        let request = self.client.post(self.url("/lt/session")).header("origin", self.url("")).form(&fields);
        let answer = request.send().expect("an answer");
        assert_eq!(answer.status(), 303, "signing in");
        let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let pair = cookies.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("mipas="));
        pair.expect("a session").to_owned()
    }
}

/// Returns when it can serve.
fn launch(folder: &Path, address: SocketAddr) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mipas"))
        .args(["demo", "--limits", "off", "--workers", "2", "--log", "warn", "--live-per-account", "100000"])
        .args(["--data-dir", &folder.display().to_string(), "--listen", &address.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server");
    let stdout = BufReader::new(child.stdout.take().expect("its output"));
    let last = format!("MIPAS listens on http://{address}");
    assert!(stdout.lines().map_while(Result::ok).any(|line| line == last), "the server did not start");
    while std::net::TcpStream::connect(address).is_err() {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    child
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().expect("the server ends");
        self.child.wait().expect("the server ends");
    }
}

//! The demo: filled once for a size, served from an index that is there already.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::blocking::Client;

use crate::ours;

/// A filled database, and the folder of what this benchmark makes of it.
pub struct Site {
    pub posts: u64,
    pub database: PathBuf,
    pub folder: PathBuf,
}

impl Site {
    /// Fills `target/bench/<posts>` at first, as `pages` does; what is made of it stands in `target/bench/search-<posts>`.
    pub fn of(posts: u64) -> Self {
        let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
        let shared = bench.join(posts.to_string());
        let (database, folder) = (shared.join("mipas.db"), bench.join(format!("search-{posts}")));
        std::fs::create_dir_all(&shared).expect("a folder for the data");
        std::fs::create_dir_all(&folder).expect("a folder for the index");
        let site = Self { posts, database, folder };
        if !site.database.exists() {
            drop(Server::start(&site));
        }
        site
    }

    /// Nothing that an earlier run has left.
    pub fn clear(&self) {
        let index = ours::index_folder(&self.folder);
        if index.exists() {
            std::fs::remove_dir_all(index).expect("the old index goes");
        }
        for end in ["", "-wal", "-shm"] {
            let file = self.folder.join(format!("fts.db{end}"));
            if file.exists() {
                std::fs::remove_file(file).expect("the old file goes");
            }
        }
    }

    pub fn fts(&self) -> PathBuf {
        self.folder.join("fts.db")
    }
}

pub struct Server {
    address: SocketAddr,
    child: Child,
    client: Client,
}

impl Server {
    /// Without limits.
    pub fn start(site: &Site) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut child = Command::new(env!("CARGO_BIN_EXE_mipas"))
            .args(["demo", "--posts", &site.posts.to_string(), "--limits", "off", "--workers", "2", "--log", "warn"])
            .args(["--data-dir", &site.folder.display().to_string(), "--listen", &address.to_string()])
            .args(["--database-url", &format!("sqlite:{}", site.database.display())])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        let client = Client::builder().build().expect("a client");
        let server = Self { address, child, client };
        let last = format!("MIPAS listens on http://{address}");
        assert!(stdout.lines().map_while(Result::ok).any(|line| line == last), "the server did not start");
        let end = Instant::now() + Duration::from_secs(30);
        while server.client.get(server.url("/readyz")).send().is_err() {
            assert!(Instant::now() < end, "the server is not ready");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks for JSON; the seconds until all of it is there, and its bytes.
    pub fn time(&self, path: &str, q: &str) -> (f64, String) {
        let url = url::Url::parse_with_params(&self.url(path), [("q", q)]).expect("an address");
        let request = self.client.get(url).header("accept", "application/json");
        let began = Instant::now();
        let answer = request.send().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        let body = answer.text().expect("a body");
        (began.elapsed().as_secs_f64(), body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().expect("the server ends");
        self.child.wait().expect("the server ends");
    }
}

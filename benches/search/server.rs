//! The demo: filled once for a size, served from an index that is there already.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::demo::Demo;
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
            drop(site.serve());
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

    pub fn serve(&self) -> Demo {
        let database = format!("sqlite:{}", self.database.display());
        Demo::start(&self.folder, &["--posts", &self.posts.to_string(), "--database-url", &database])
    }

    pub fn fts(&self) -> PathBuf {
        self.folder.join("fts.db")
    }
}

/// Asks for JSON; the seconds until all of it is there, and its bytes.
pub fn time(demo: &Demo, path: &str, q: &str) -> (f64, String) {
    let url = url::Url::parse_with_params(&demo.url(path), [("q", q)]).expect("an address");
    let request = demo.client.get(url).header("accept", "application/json");
    let began = Instant::now();
    let answer = request.send().expect("an answer");
    assert_eq!(answer.status(), 200, "{path}");
    let body = answer.text().expect("a body");
    (began.elapsed().as_secs_f64(), body)
}

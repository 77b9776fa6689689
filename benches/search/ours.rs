//! Our search without HTTP: the database, the index in a data folder, and a guest who asks.

use std::path::{Path, PathBuf};

use mipas::accounts::Viewer;
use mipas::activity::ActivityLog;
use mipas::app;
use mipas::config::{Clock, Config};
use mipas::db::Db;
use mipas::i18n::Lang;
use mipas::search::{
    Choices, Keeper, Progress, Results, Search, Shelf, Suggestion, build, guess_language, similar_to_text,
};

/// Things that are offered to who asks.
#[allow(dead_code)] // for the benchmark of questions
const OFFERED: usize = 5;

pub struct Ours {
    pub db: Db,
    folder: PathBuf,
    search: Search,
    /// Holds the index' writer, as in a server.
    keeper: Keeper,
    viewer: Viewer,
}

impl Ours {
    /// Nothing is indexed yet.
    pub fn open(folder: &Path, database: &Path, lang: Lang) -> Self {
        let values = [
            ("data-dir".to_owned(), folder.display().to_string()),
            ("database-url".to_owned(), format!("sqlite:{}", database.display())),
        ];
        let config = Config::gather(&values.into(), std::iter::empty(), None).expect("settings");
        let clock = Clock::default();
        app::prepare(&config, &clock).expect("a migrated database");
        let viewer = Viewer::guest(lang, clock.now());
        let db = Db::open(&config.database, clock, ActivityLog::new() as _).expect("the database");
        let search = Search::new(folder, app::searchables()).expect("a search");
        Self { db, folder: folder.to_owned(), search, keeper: Keeper::default(), viewer }
    }

    /// Builds the whole index; how many texts it has taken in.
    pub fn build(&self) -> u64 {
        let progress = Progress::default();
        build(&self.db, &app::searchables(), &Shelf::new(&self.folder), &progress).expect("an index");
        progress.done()
    }

    /// Opens the index, which is built where there is none.
    pub fn follow(&mut self) {
        self.keeper.round(&self.db, &self.search).expect("an index");
    }

    /// Lets another process write: the lock of an index admits one.
    pub fn release(&mut self) {
        self.keeper = Keeper::default();
    }

    pub fn ask(&self, text: &str) -> Results {
        let find = |conn: &mut mipas::db::Conn| self.search.find(conn, &self.viewer, text, &Choices::default(), None);
        self.db.read_now(find).expect("results").1
    }

    /// What is about the same as a text, of any kind, for a guest with pages in `lang`: as `/ask/similar` offers it.
    #[allow(dead_code)] // for the benchmark of questions
    pub fn similar(&self, text: &str, lang: Lang) -> Vec<Suggestion> {
        let viewer = Viewer::guest(lang, self.viewer.now);
        let language = guess_language(text, lang);
        let similar =
            |conn: &mut mipas::db::Conn| similar_to_text(conn, &self.search, &viewer, text, language, None, OFFERED);
        self.db.read_now(similar).expect("similar things")
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        self.db.close();
    }
}

/// Where the indexes of a data folder stand.
pub fn index_folder(folder: &Path) -> PathBuf {
    folder.join("search")
}

/// Bytes of the files in a folder and below it.
pub fn bytes_in(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes = |path: PathBuf| if path.is_dir() { bytes_in(&path) } else { path.metadata().map_or(0, |m| m.len()) };
    entries.map(|entry| bytes(entry.path())).sum()
}

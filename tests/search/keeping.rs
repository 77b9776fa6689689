use std::time::{Duration, Instant};

use super::{indexed, titles};
use crate::cli::beside;
use crate::forum::setup::{open_category, start};
use crate::support::TestApp;

/// The folder of the first index.
fn first() -> String {
    format!("{}-000001", mipas::search::FORMAT)
}

/// Until this is found, within a time.
async fn found_within(app: &TestApp, seconds: u64, word: &str, expected: &[&str]) {
    let began = Instant::now();
    while titles(&app.guest(), word).await != expected {
        assert!(began.elapsed() < Duration::from_secs(seconds), "{word}: not within {seconds} s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[actix_web::test]
async fn what_is_written_is_found_within_a_second() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    indexed(&app).await;
    start(&ona, "housing", "Zuikis", "Text").await;
    found_within(&app, 1, "zuikis", &["Zuikis"]).await;
}

#[actix_web::test]
async fn a_server_goes_over_to_an_index_that_was_built_beside_it() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "Zuikis", "Text").await;
    indexed(&app).await;
    let rebuilt = beside(&app, &["search", "rebuild"], "");
    assert_eq!(rebuilt.code, 0, "{}", rebuilt.err);
    assert!(rebuilt.out.contains("2 texts indexed"), "{}", rebuilt.out);
    // The old one goes when the new one is used.
    let folder = app.shared.site.config.data_dir.join("search");
    let began = Instant::now();
    while std::fs::read_dir(&folder).unwrap().count() > 1 {
        assert!(began.elapsed() < Duration::from_secs(5), "both indexes are still there");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    start(&ona, "housing", "Vilkas", "Text").await;
    found_within(&app, 2, "vilkas", &["Vilkas"]).await;
    found_within(&app, 1, "zuikis", &["Zuikis"]).await;
    let checked = beside(&app, &["search", "check"], "");
    assert_eq!(
        (checked.code, checked.out.trim()),
        (0, "3 things are in the database and in the index"),
        "{}",
        checked.err
    );
}

#[actix_web::test]
async fn an_index_that_is_gone_or_of_another_format_is_built_anew() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    start(&app.member("Ona").await, "housing", "Zuikis", "Text").await;
    indexed(&app).await;
    let folder = app.shared.site.config.data_dir.join("search");
    std::fs::remove_dir_all(&folder).unwrap();
    let began = Instant::now();
    while std::fs::read_dir(&folder).map_or(0, Iterator::count) != 1 || !folder.join(first()).exists() {
        assert!(began.elapsed() < Duration::from_secs(5), "it is not built anew");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    found_within(&app, 2, "zuikis", &["Zuikis"]).await;

    // Of the format before, which has one field less: it answers until the new one is there.
    let name = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let about = name.join("meta.json");
    let mut meta: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&about).unwrap()).unwrap();
    let last = meta["schema"].as_array_mut().unwrap().pop().unwrap();
    assert_eq!(last["name"], "until", "the last field is the newest");
    std::fs::write(&about, meta.to_string()).unwrap();
    std::fs::rename(&name, folder.join("0-000007")).unwrap();
    let old = tantivy::Index::open_in_dir(folder.join("0-000007")).unwrap();
    assert!(old.schema().get_field("until").is_err());
    let began = Instant::now();
    while !folder.join(first()).exists() || folder.join("0-000007").exists() {
        assert_eq!(titles(&app.guest(), "zuikis").await, ["Zuikis"]);
        assert!(began.elapsed() < Duration::from_secs(5), "it is not built anew");
    }
    found_within(&app, 1, "zuikis", &["Zuikis"]).await;
}

#[actix_web::test]
async fn what_is_missing_or_too_much_is_said() {
    use diesel::prelude::*;
    use mipas::db::schema::threads;
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    for title in ["Number one", "Number two"] {
        start(&ona, "housing", title, "Text").await;
    }
    indexed(&app).await;
    // Behind the log's back.
    let hide = |tx: &mut mipas::db::Tx| {
        let now = tx.now();
        diesel::update(threads::table.filter(threads::title.eq("Number one")))
            .set(threads::hidden_at.eq(now))
            .execute(&mut **tx)?;
        Ok(())
    };
    app.db().write(hide).await.unwrap();
    let checked = beside(&app, &["search", "check"], "");
    assert_eq!(checked.code, 1);
    assert!(checked.err.contains("0 missing, 1 too much"), "{}", checked.err);

    // The index knows nothing of it, and the database shows it again.
    assert_eq!(beside(&app, &["search", "rebuild"], "").code, 0);
    let show = |tx: &mut mipas::db::Tx| {
        let one = threads::table.filter(threads::title.eq("Number one"));
        diesel::update(one).set(threads::hidden_at.eq(None::<mipas::config::Timestamp>)).execute(&mut **tx)?;
        Ok(())
    };
    app.db().write(show).await.unwrap();
    let checked = beside(&app, &["search", "check"], "");
    assert_eq!(checked.code, 1);
    assert!(checked.err.contains("1 missing, 0 too much"), "{}", checked.err);
    assert!(checked.out.contains("missing: thread:"), "{}", checked.out);
    assert_eq!(beside(&app, &["search", "rebuild"], "").code, 0);
    let checked = beside(&app, &["search", "check"], "");
    assert_eq!((checked.code, checked.err.contains("missing")), (0, false), "{}", checked.err);
}

/// Whether a word stands in the dictionaries of any index in a data folder.
fn is_in_the_files(data_dir: &std::path::Path, word: &str) -> bool {
    let generations = std::fs::read_dir(data_dir.join("search")).unwrap();
    let holds = |folder: std::path::PathBuf| {
        let index = tantivy::Index::open_in_dir(folder).unwrap();
        let field = index.schema().get_field("title_folded").unwrap();
        let searcher = index.reader().unwrap().searcher();
        let mut segments = searcher.segment_readers().iter();
        segments.any(|one| one.inverted_index(field).unwrap().terms().get(word).unwrap().is_some())
    };
    generations.into_iter().any(|generation| holds(generation.unwrap().path()))
}

#[actix_web::test]
async fn what_was_removed_leaves_the_files_though_the_server_never_runs_for_a_day() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    // A node of its own, in another data folder, that is stopped and started.
    let folder = tempfile::tempdir().unwrap();
    let run = || {
        let search = mipas::search::Search::new(folder.path(), mipas::app::searchables()).unwrap();
        mipas::search::Keeper::default().round(app.db(), &search).unwrap();
    };
    run();
    start(&ona, "housing", "Zebrazebra", "Text").await;
    for number in 0..30 {
        start(&ona, "housing", &format!("Number {number}"), "Text").await;
    }
    run();
    app.clock.advance(chrono::Duration::hours(10));
    let hide = |tx: &mut mipas::db::Tx| {
        use diesel::prelude::*;
        use mipas::db::schema::threads;
        let now = tx.now();
        let one = threads::table.filter(threads::title.eq("Zebrazebra"));
        let id: mipas::db::ThreadId = one.select(threads::id).first(&mut **tx)?;
        diesel::update(threads::table.find(id)).set(threads::hidden_at.eq(now)).execute(&mut **tx)?;
        tx.record(mipas::db::Entry {
            kind: "thread.hidden",
            actor: None,
            subject: mipas::db::Subject { kind: "thread", id: id.0 },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        });
        Ok(())
    };
    app.db().write(hide).await.unwrap();
    run();
    assert!(is_in_the_files(folder.path(), "zebrazebra"), "a segment is not written anew for each thing");
    for _ in 0..2 {
        app.clock.advance(chrono::Duration::hours(10));
        run();
    }
    assert!(!is_in_the_files(folder.path(), "zebrazebra"));
}

#[actix_web::test]
async fn a_second_server_on_one_data_folder_reads_along() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "Zuikis", "Text").await;
    indexed(&app).await;
    let second = mipas::search::Search::new(&app.shared.site.config.data_dir, mipas::app::searchables()).unwrap();
    let mut keeper = mipas::search::Keeper::default();
    keeper.round(app.db(), &second).unwrap();
    start(&ona, "housing", "Vilkas", "Text").await;
    indexed(&app).await;
    keeper.round(app.db(), &second).unwrap();
    assert_eq!(second.cursor(), app.shared.search.cursor());
    found_within(&app, 1, "vilkas", &["Vilkas"]).await;
}

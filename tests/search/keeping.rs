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

    // Of another format: it answers until the new one is there.
    let name = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    std::fs::rename(&name, folder.join("0-000007")).unwrap();
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

use diesel::prelude::*;
use mipas::config::DatabaseUrl;
use mipas::db::{describe, schema};

use crate::support::TestApp;

/// Both databases end with the same tables, columns, nullability and uniqueness, and diesel's view of them.
#[actix_web::test]
async fn the_migrated_schema_is_the_one_described() {
    let app = TestApp::new().await;
    let here = app.db().read(describe).await.unwrap();
    assert!(here.columns.len() > 100, "{} columns", here.columns.len());

    // Compared with a SQLite database: on SQLite this is the snapshot of itself, on PostgreSQL the proof.
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("other.db"));
    mipas::db::migrate(&url).unwrap();
    let log = mipas::activity::ActivityLog::new();
    let other = mipas::db::Db::open(&url, mipas::config::Clock::default(), log as _).unwrap();
    let sqlite = other.read(describe).await.unwrap();
    assert_eq!(here.columns, sqlite.columns);
    assert_eq!(here.unique, sqlite.unique);
    other.close();

    // A query of every column of two tables proves that diesel's schema names what is there.
    app.db()
        .read(|conn| {
            let accounts: i64 = schema::accounts::table.count().get_result(conn)?;
            let areas: i64 = schema::areas::table.count().get_result(conn)?;
            assert_eq!((accounts, areas), (0, 17));
            Ok(())
        })
        .await
        .unwrap();
}

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use mipas::activity::ActivityLog;
use mipas::db::schema::{areas, text_versions};
use mipas::db::{AreaId, Db, Entry, Subject, TextId, Tx};
use mipas::error::Result;

use crate::support::TestApp;

/// Renames the first area in English, with or without telling the log.
fn rename(tx: &mut Tx, name: &str, told: bool) -> Result<()> {
    let (id, text): (AreaId, TextId) =
        areas::table.order(areas::id).select((areas::id, areas::text_id)).first(&mut **tx)?;
    let version = text_versions::table.find((text, "en"));
    assert_eq!(diesel::update(version).set(text_versions::title.eq(name)).execute(&mut **tx)?, 1);
    if told {
        tx.record(Entry {
            kind: "area.renamed",
            actor: None,
            subject: Subject { kind: "area", id: id.0 },
            parent: None,
            container: None,
            detail: serde_json::json!({}),
        });
    }
    Ok(())
}

async fn renamed(app: &TestApp, name: &'static str, told: bool) {
    app.db().write(move |tx| rename(tx, name, told)).await.unwrap();
}

#[actix_web::test]
async fn a_guests_page_is_kept_until_it_changes() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let first = guest.get("/en/areas").await;
    // A change that nobody is told of shows that the page really is the kept one.
    renamed(&app, "Silently renamed", false).await;
    let second = guest.get("/en/areas").await;
    assert_eq!(second.body, first.body);
    assert_eq!(second.header("etag"), first.header("etag"));
    for header in ["content-type", "vary", "cache-control", "content-language", "content-security-policy"] {
        assert_eq!(second.header(header), first.header(header), "{header}");
    }
    // JSON is another page.
    assert!(guest.get_json("/en/areas").await.body.contains("Silently renamed"));

    renamed(&app, "Loudly renamed", true).await;
    let third = guest.get("/en/areas").await;
    assert!(third.body.contains("Loudly renamed"), "a change drops the page before it is answered");
    assert_ne!(third.header("etag"), first.header("etag"));
    assert!(guest.get_json("/en/areas").await.body.contains("Loudly renamed"));
}

#[actix_web::test]
async fn a_page_is_kept_for_a_minute_at_most() {
    let app = TestApp::new().await;
    app.guest().get("/en/areas").await;
    renamed(&app, "Silently renamed", false).await;
    app.clock.advance(chrono::Duration::seconds(59));
    assert!(!app.guest().get("/en/areas").await.body.contains("Silently renamed"));
    app.clock.advance(chrono::Duration::seconds(2));
    assert!(app.guest().get("/en/areas").await.body.contains("Silently renamed"));
}

#[actix_web::test]
async fn whoever_sends_a_cookie_or_a_token_is_answered_afresh() {
    let app = TestApp::new().await;
    app.guest().get("/en/areas").await;
    renamed(&app, "Silently renamed", false).await;
    let member = app.member("ann").await;
    assert!(member.get("/en/areas").await.body.contains("Silently renamed"));
    for (name, value) in [
        ("cookie", "mipas-theme=dark"),
        ("cookie", "mipas-flash=flash-x"),
        ("cookie", "mipas=unknown"),
        ("cookie", "anything=1"),
        ("authorization", "Bearer unknown"),
    ] {
        let request = app.guest().request(reqwest::Method::GET, "/en/areas").header(name, value);
        let answer = crate::support::Answer::of(request).await;
        assert!(answer.body.contains("Silently renamed"), "{name}: {value}");
    }
    assert!(!app.guest().get("/en/areas").await.body.contains("Silently renamed"), "guests still see the kept page");
}

/// What a cookie makes different must never be served to the next guest.
#[actix_web::test]
async fn what_is_personal_is_never_kept() {
    let app = TestApp::new().await;
    let member = app.member("ann").await;
    let page = member.get("/en/areas").await;
    assert!(page.body.contains("ann") && page.header("cache-control").contains("no-store"));
    let with = |cookie: &'static str| {
        let request = app.guest().request(reqwest::Method::GET, "/en/areas").header("cookie", cookie);
        crate::support::Answer::of(request)
    };
    assert!(with("mipas-theme=dark").await.body.contains("data-theme=\"dark\""));
    let flash = with("mipas-flash=flash-x").await;
    assert!(flash.header("set-cookie").starts_with("mipas-flash=;"), "a message is shown once");
    assert!(flash.header("set-cookie").contains("Max-Age=0"));

    let guest = app.guest().get("/en/areas").await;
    assert!(!guest.body.contains("data-theme") && !guest.body.contains("ann<"));
    assert!(guest.headers.get("set-cookie").is_none());
    assert!(!guest.body.contains("name=\"csrf\""));
}

/// Another node of the cluster, or the command line.
#[actix_web::test]
async fn another_process_change_is_followed_within_a_second() {
    let app = TestApp::new().await;
    app.guest().get("/en/areas").await;
    let config = &app.shared.site.config;
    let log = ActivityLog::new();
    let other = Db::open(&config.database, app.clock.clone(), Arc::clone(&log) as _).unwrap();
    other.write(|tx| rename(tx, "Renamed elsewhere", true)).await.unwrap();
    let changed = Instant::now();
    while !app.guest().get("/en/areas").await.body.contains("Renamed elsewhere") {
        assert!(changed.elapsed() < Duration::from_millis(1500), "not followed after {:?}", changed.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    other.close();
}

#[actix_web::test]
async fn a_cache_of_no_bytes_keeps_nothing() {
    let app = TestApp::with_settings(&[("page-cache", "0")]).await;
    app.guest().get("/en/areas").await;
    renamed(&app, "Silently renamed", false).await;
    assert!(app.guest().get("/en/areas").await.body.contains("Silently renamed"));
}

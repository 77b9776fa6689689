use chrono::Duration;
use futures_util::StreamExt;
use mipas::accounts::{self, Role};
use mipas::forum::Access;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use super::client::Live;
use crate::forum::setup::{category, id_of, reply, start};
use crate::forum::town::Town;
use crate::support::{TestApp, Visitor};

async fn second_session(app: &TestApp, visitor: &Visitor) -> Visitor {
    let id = visitor.id.unwrap();
    let open = move |tx: &mut mipas::db::Tx| accounts::open_session(tx, id, "Second");
    let (_, token) = app.db().write(open).await.unwrap();
    Visitor { session: Some(token.0), ..visitor.clone() }
}

async fn token(visitor: &Visitor) -> Visitor {
    let made = visitor.post_json("/en/settings/tokens", &json!({"name": "p", "scope": "read", "days": 9})).await;
    visitor.with_bearer(made.json()["created"]["token"].as_str().unwrap())
}

#[actix_web::test]
async fn only_our_own_pages_open_sockets() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let program = token(&ona).await;
    let port = app.base.rsplit(':').next().unwrap().to_owned();
    let foreign = [
        "https://evil.example".to_owned(),
        "null".to_owned(),
        String::new(),
        format!("{}.evil.example", app.base),
        format!("http://sub.127.0.0.1:{port}"),
        "http://127.0.0.1:1".to_owned(),
        "http://127.0.0.1".to_owned(),
        format!("https://127.0.0.1:{port}"),
        format!("{}/", app.base),
    ];
    for visitor in [&ona, &app.guest(), &program] {
        for origin in &foreign {
            assert_eq!(Live::attempt(visitor, "", Some(origin)).await.err(), Some(403), "{origin}");
        }
        assert!(Live::attempt(visitor, "", Some(&app.base)).await.is_ok());
    }
    assert_eq!(Live::attempt(&ona, "", None).await.err(), Some(403));
    assert_eq!(Live::attempt(&app.guest(), "", None).await.err(), Some(403));
    assert!(Live::attempt(&program, "", None).await.is_ok());
    assert_eq!(Live::attempt(&ona.with_bearer("mipas_wrong"), "", None).await.err(), Some(401));
    let plain = ona.request(reqwest::Method::GET, "/live").header("origin", &app.base).send().await.unwrap();
    assert_eq!(plain.status(), 400, "not a handshake");
}

#[actix_web::test]
async fn signing_out_closes_this_session_alone() {
    let app = TestApp::new().await;
    let here = app.member("ona").await;
    let there = second_session(&app, &here).await;
    let (mut gone, _) = Live::greeted(&here, "").await;
    let (mut stays, _) = Live::greeted(&there, "").await;
    here.delete_form("/en/session", &[]).await.location();
    gone.is_closed(1008).await;
    stays.hears_nothing().await;
}

/// The session before ends, and with it what was opened with it.
#[actix_web::test]
async fn signing_in_anew_closes_too() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let (mut live, _) = Live::greeted(&ona, "").await;
    let fields = [("email", "ona@example.org"), ("password", "correct horse ona")];
    ona.post_form("/en/session", &fields).await.location();
    live.is_closed(1008).await;
}

#[actix_web::test]
async fn what_is_revoked_is_closed() {
    let app = TestApp::new().await;
    let here = app.member("ona").await;
    let (there, program) = (second_session(&app, &here).await, token(&here).await);
    let (mut stays, _) = Live::greeted(&here, "").await;
    let mut by_token = Live::attempt(&program, "", None).await.unwrap();
    let (mut session, _) = Live::greeted(&there, "").await;
    here.delete_form("/en/settings/sessions", &[]).await.location();
    session.is_closed(1008).await;

    assert_eq!(by_token.next().await["kind"], "hello");
    let id = here.get_json("/en/settings/tokens").await.json()["tokens"][0]["id"].to_string();
    here.delete_form(&format!("/en/settings/tokens/{id}"), &[]).await.location();
    by_token.is_closed(1008).await;
    stays.hears_nothing().await;
}

#[actix_web::test]
async fn a_suspended_account_is_closed() {
    let app = TestApp::new().await;
    let admin = app.member_with("ann", &[Role::Admin]).await;
    let ona = app.member("ona").await;
    let (mut live, _) = Live::greeted(&ona, "").await;
    let mut program = Live::attempt(&token(&ona).await, "", None).await.unwrap();
    let path = format!("/en/admin/members/{}/suspension", ona.id.unwrap());
    assert_eq!(admin.post_form(&path, &[]).await.status, 303);
    live.is_closed(1008).await;
    program.is_closed(1008).await;
    let (_guest, before) = Live::greeted(&ona, "").await;
    assert!(before.is_empty(), "a session that is over is a guest's");
}

#[actix_web::test]
async fn a_role_that_is_taken_silences() {
    let app = TestApp::new().await;
    let roles = Access::Roles(vec![Role::Editor]);
    category(&app, "staff", roles.clone(), roles).await;
    let (ona, petras) =
        (app.member_with("ona", &[Role::Editor]).await, app.member_with("petras", &[Role::Editor]).await);
    let thread = start(&petras, "staff", "Inside", "Text").await;
    let channel = format!("thread:{}", id_of(&thread));
    let mut live = Live::looking(&ona, &channel).await;
    reply(&petras, &thread, "One").await;
    assert_eq!(live.next().await["kind"], "post.created");
    let id = ona.id.unwrap();
    app.db()
        .write(move |tx| {
            let now = tx.now();
            let held = accounts::list_grants(tx, id, now)?;
            held.iter().try_for_each(|grant| accounts::revoke(tx, grant.id, None).map(drop))
        })
        .await
        .unwrap();
    // At once: the hint stands behind the revocation in the log.
    reply(&petras, &thread, "Two").await;
    live.hears_nothing().await;
    live.say(&json!({ "subscribe": channel }).to_string()).await;
    assert_eq!(live.next().await["kind"], "refused");
}

#[actix_web::test]
async fn sessions_end_by_time_too() {
    let app = TestApp::new().await;
    let (mut live, _) = Live::greeted(&app.member("ona").await, "").await;
    app.clock.advance(Duration::days(91));
    live.is_closed(1008).await;
}

#[actix_web::test]
async fn a_client_is_pinged_and_given_up() {
    let app = TestApp::new().await;
    let (mut live, _) = Live::greeted(&app.guest(), "").await;
    app.clock.advance(Duration::seconds(26));
    let ping = tokio::time::timeout(std::time::Duration::from_secs(1), live.stream.next()).await;
    assert!(matches!(ping, Ok(Some(Ok(Message::Ping(_))))), "{ping:?}");
    // The answer goes out with the next reading: it lives.
    live.hears_nothing().await;
    app.clock.advance(Duration::seconds(50));
    let ping = tokio::time::timeout(std::time::Duration::from_secs(1), live.stream.next()).await;
    assert!(matches!(ping, Ok(Some(Ok(Message::Ping(_))))), "{ping:?}");
    // Nothing is read and so nothing answered.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    app.clock.advance(Duration::seconds(61));
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    live.is_closed(1008).await;
}

#[actix_web::test]
async fn the_end_of_the_server_is_told() {
    let town = Town::new().await;
    let (mut live, _) = Live::greeted(&town.guest, "").await;
    town.app.shared.notifications.live.stop();
    live.is_closed(1001).await;
    assert_eq!(Live::attempt(&town.guest, "", Some(&town.app.base)).await.err(), Some(503));
}

//! How letters leave: to a folder, by SMTP, and what happens when they do not.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use mipas::db::Timestamp;
use mipas::db::schema::outbox;
use mipas::mail::OutboxState;

use super::sign_up;
use crate::support::{TestApp, free_port};

#[derive(Debug, Queryable)]
struct Row {
    state: OutboxState,
    attempts: i64,
    next_attempt_at: Timestamp,
    reply: Option<String>,
    bytes: Vec<u8>,
    message_id: String,
}

fn row(app: &TestApp) -> Row {
    let columns =
        (outbox::state, outbox::attempts, outbox::next_attempt_at, outbox::reply, outbox::message, outbox::message_id);
    app.db().read_now(|conn| Ok(outbox::table.select(columns).first(conn)?)).unwrap()
}

/// Waits for the courier, which looks every second.
async fn eventually(app: &TestApp, what: &str, holds: impl Fn(&Row) -> bool) -> Row {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let now = row(app);
        if holds(&now) {
            return now;
        }
        assert!(Instant::now() < end, "never {what}: {now:?}");
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
}

fn set(app: &TestApp, attempts: i64, state: OutboxState) {
    app.db()
        .write_now(move |tx| {
            let change = (outbox::attempts.eq(attempts), outbox::state.eq(state));
            Ok(diesel::update(outbox::table).set(change).execute(&mut **tx)?)
        })
        .unwrap();
}

#[actix_web::test]
async fn a_letter_that_does_not_leave_is_tried_again_and_again() {
    // A port that nobody listens on.
    let port = free_port();
    let app = TestApp::with_settings(&[("mail-url", &format!("smtp://127.0.0.1:{port}"))]).await;
    let sent = sign_up(&app.guest(), "en", "Ona", "ona@example.org").await;
    assert_eq!(sent.status, 303, "whoever asked does not wait for the mail server");
    for (attempts, minutes) in [(1, 1), (2, 2), (3, 4)] {
        let now = app.clock.now();
        let tried = |row: &Row| row.attempts == attempts && row.state == OutboxState::Waiting;
        let row = eventually(&app, "tried", tried).await;
        let wait = (row.next_attempt_at - now).num_seconds();
        assert!((minutes * 60..minutes * 60 + 21).contains(&wait), "{wait} s after try {attempts}");
        assert!(row.reply.unwrap().to_lowercase().contains("connection"));
        app.clock.advance(chrono::Duration::seconds(minutes * 60 + 21));
    }
    // The twelfth try is the last.
    eventually(&app, "tried a fourth time", |row| row.attempts == 4 && row.state == OutboxState::Waiting).await;
    set(&app, 11, OutboxState::Waiting);
    app.clock.advance(chrono::Duration::hours(13));
    let row = eventually(&app, "failed", |row| row.state == OutboxState::Failed).await;
    assert_eq!(row.attempts, 12);
    assert!(!row.bytes.is_empty(), "it can still be sent by hand");
    app.clock.advance(chrono::Duration::hours(13));
    actix_web::rt::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(super::outbox::row(&app).attempts, 12);
}

#[actix_web::test]
async fn a_letter_whose_courier_was_lost_is_taken_up_again() {
    let app = TestApp::new().await;
    sign_up(&app.guest(), "en", "Ona", "ona@example.org").await;
    eventually(&app, "captured", |row| row.state == OutboxState::Sent).await;
    // As a crash leaves it: taken, and nobody there.
    let lease = app.clock.now() + chrono::Duration::minutes(10);
    app.db()
        .write_now(move |tx| {
            let change = (outbox::state.eq(OutboxState::Sending), outbox::next_attempt_at.eq(lease));
            Ok(diesel::update(outbox::table).set(change).execute(&mut **tx)?)
        })
        .unwrap();
    actix_web::rt::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(row(&app).state, OutboxState::Sending, "another may still be at it");
    app.clock.advance(chrono::Duration::minutes(11));
    let row = eventually(&app, "captured again", |row| row.state == OutboxState::Sent).await;
    assert_eq!(row.attempts, 2);
}

#[actix_web::test]
async fn a_folder_gets_one_file_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::with_settings(&[("mail-url", &format!("file://{}/out", folder.path().display()))]).await;
    sign_up(&app.guest(), "lt", "Ona", "ona@example.org").await;
    let row = eventually(&app, "written", |row| row.state == OutboxState::Sent).await;
    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("out")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].extension().unwrap(), "eml");
    assert_eq!(files[0].file_name().unwrap().to_str(), row.reply.as_deref());
    let letter = mipas::mail::read(&std::fs::read(&files[0]).unwrap()).unwrap();
    assert_eq!(letter.subject, "Patvirtinkite savo adresą");
    assert!(letter.text.contains("/lt/confirm/"));
    assert!(row.bytes.is_empty(), "the link does not stay in the database");
    assert!(row.message_id.starts_with('<') && row.message_id.ends_with("@localhost>"));
}

/// A mail server of a few lines: takes one letter, or refuses its reader.
fn mail_server(answer_to_rcpt: &'static str) -> (u16, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = move || {
        let (mut socket, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(socket.try_clone().unwrap()).lines();
        let mut heard = String::new();
        let mut data = false;
        socket.write_all(b"220 mail.test ESMTP\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            heard.push_str(&line);
            heard.push('\n');
            let answer = match line.get(..4).unwrap_or(&line) {
                "." if data => {
                    data = false;
                    "250 2.0.0 queued as 12345"
                }
                _ if data => continue,
                "EHLO" => "250 mail.test",
                "RCPT" => answer_to_rcpt,
                "DATA" => {
                    data = true;
                    "354 go on"
                }
                "QUIT" => break,
                _ => "250 2.1.0 fine",
            };
            if write!(socket, "{answer}\r\n").is_err() {
                break;
            }
        }
        heard
    };
    (port, std::thread::spawn(serve))
}

#[actix_web::test]
async fn a_mail_server_takes_a_letter_and_its_reply_is_kept() {
    let (port, server) = mail_server("250 2.1.5 fine");
    let settings = [("mail-url", format!("smtp://127.0.0.1:{port}")), ("mail-from", "MIPAS <no@mipas.test>".into())];
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let app = TestApp::with_settings(&settings).await;
    sign_up(&app.guest(), "en", "Ona", "ona@example.org").await;
    let row = eventually(&app, "sent", |row| row.state == OutboxState::Sent).await;
    assert_eq!(row.reply.as_deref(), Some("250 2.0.0 queued as 12345"));
    drop(app);
    let heard = server.join().unwrap();
    assert!(heard.contains("MAIL FROM:<no@mipas.test>") && heard.contains("RCPT TO:<ona@example.org>"), "{heard}");
    assert!(heard.contains(&format!("Message-ID: {}", row.message_id)));
}

#[actix_web::test]
async fn a_reader_who_is_refused_for_good_is_not_tried_again() {
    let (port, server) = mail_server("550 5.1.1 no such user");
    let app = TestApp::with_settings(&[("mail-url", &format!("smtp://127.0.0.1:{port}"))]).await;
    sign_up(&app.guest(), "en", "Ona", "ona@example.org").await;
    let row = eventually(&app, "refused", |row| row.state == OutboxState::Failed).await;
    assert_eq!(row.attempts, 1);
    assert!(row.reply.unwrap().contains("no such user"));
    drop(app);
    server.join().unwrap();
}

use std::time::{Duration, Instant};

use mipas::db::{Entry, Subject};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpSocket;

use super::client::Live;
use crate::forum::town::Town;

/// Hints without end: a thread that is edited again and again.
async fn make_noise(town: &Town, hints: usize) {
    let (thread, housing) = (town.id().parse::<i64>().unwrap(), town.housing.0);
    town.app
        .db()
        .write(move |tx| {
            for _ in 0..hints {
                tx.record(Entry {
                    kind: "thread.edited",
                    actor: None,
                    subject: Subject { kind: "thread", id: thread },
                    parent: None,
                    container: Some(Subject { kind: "category", id: housing }),
                    detail: json!({}),
                });
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// It is shut down, not only forgotten: its reading end sees the end of the connection.
#[actix_web::test]
async fn a_client_that_never_reads_is_shut_down() {
    let town = Town::new().await;
    let query = format!("?channel=thread:{}", town.id());
    let (mut brisk, _) = Live::greeted(&town.guest, &query).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2 * 1024).unwrap();
    let stream = socket.connect(town.guest.base.strip_prefix("http://").unwrap().parse().unwrap()).await.unwrap();
    let live = Live::on(stream, &town.guest, &query, Some(&town.guest.base)).await.unwrap();
    let stream = live.stream.into_inner();
    let reader = tokio::task::spawn_local(async move {
        for _ in 0..8_000 {
            brisk.hint("thread.edited").await;
        }
        brisk
    });
    for _ in 0..40 {
        make_noise(&town, 200).await;
    }
    // Whoever reads has them all.
    let mut brisk = reader.await.unwrap();
    let began = Instant::now();
    // The server's end is gone when the kernel says so, without a byte having been read here.
    let local = stream.local_addr().unwrap();
    while is_established(local) {
        assert!(began.elapsed() < Duration::from_secs(10), "still open");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    brisk.hears_nothing().await;
    let mut stream = stream;
    let mut rest = Vec::new();
    let end = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
    assert!(end.is_ok(), "the client would wait for ever");
    assert!(rest.len() < 300_000, "{} bytes were kept for it", rest.len());
}

/// Whether the client's end of a connection is still in the state ESTABLISHED (01 in /proc/net/tcp).
fn is_established(local: std::net::SocketAddr) -> bool {
    let port = format!(":{:04X}", local.port());
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let mut rows = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.any(|row| row[2].ends_with(&port) && row[3] == "01")
}

/// One who falls behind and reads again is told why.
#[actix_web::test]
async fn one_who_reads_too_late_is_told_why() {
    let town = Town::new().await;
    let query = format!("?channel=thread:{}", town.id());
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2 * 1024).unwrap();
    let stream = socket.connect(town.guest.base.strip_prefix("http://").unwrap().parse().unwrap()).await.unwrap();
    let mut live = Live::on(stream, &town.guest, &query, Some(&town.guest.base)).await.unwrap();
    let (mut brisk, _) = Live::greeted(&town.guest, &query).await;
    let reader = tokio::task::spawn_local(async move {
        for _ in 0..4_000 {
            brisk.hint("thread.edited").await;
        }
    });
    for _ in 0..20 {
        make_noise(&town, 200).await;
    }
    reader.await.unwrap();
    assert_eq!(live.closed().await.0, 1013);
}

use futures_util::SinkExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::client::Live;
use crate::support::{TestApp, Visitor};

fn frame(opcode: Data, payload: impl Into<Vec<u8>>, is_final: bool) -> Message {
    Message::Frame(Frame::message(payload.into(), OpCode::Data(opcode), is_final))
}

/// The code that a message is answered with.
async fn code_of(visitor: &Visitor, messages: Vec<Message>) -> u16 {
    let (mut live, _) = Live::greeted(visitor, "").await;
    for message in messages {
        live.stream.send(message).await.unwrap();
    }
    live.closed().await.0
}

#[actix_web::test]
async fn wrong_frames_close_with_the_code_that_says_why() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let long = "x".repeat(5_000);
    let cases: Vec<(&str, u16, Vec<Message>)> = vec![
        ("not JSON", 1007, vec![Message::text("hello")]),
        ("nothing", 1007, vec![Message::text("")]),
        ("not UTF-8", 1007, vec![frame(Data::Text, vec![0xff, 0xfe], true)]),
        ("unknown", 1008, vec![Message::text("{\"shout\":\"thread:1\"}")]),
        ("of another form", 1008, vec![Message::text("{\"subscribe\":12}")]),
        ("a list", 1008, vec![Message::text("[]")]),
        ("binary", 1003, vec![Message::binary(vec![1, 2, 3])]),
        ("binary in parts", 1003, vec![frame(Data::Binary, vec![1], false)]),
        ("too long", 1009, vec![Message::text(long.clone())]),
        ("far too long", 1009, vec![Message::text("x".repeat(2_000_000))]),
        (
            "too long in parts",
            1009,
            vec![frame(Data::Text, &long[..3000], false), frame(Data::Continue, &long[..3000], true)],
        ),
        ("a part of nothing", 1002, vec![frame(Data::Continue, "x", true)]),
        ("an unknown opcode", 1002, vec![frame(Data::Reserved(5), "x", true)]),
        ("a close", 1000, vec![Message::Close(None)]),
        ("too many", 1008, vec![Message::text("{\"unsubscribe\":\"thread:1\"}"); 130]),
    ];
    for (what, expected, messages) in cases {
        assert_eq!(code_of(&guest, messages).await, expected, "{what}");
    }
    // The server has not suffered.
    assert_eq!(guest.get("/readyz").await.status, 200);
}

#[actix_web::test]
async fn a_text_in_parts_is_put_together() {
    let app = TestApp::new().await;
    let (mut live, _) = Live::greeted(&app.guest(), "").await;
    live.stream.send(frame(Data::Text, "{\"subscribe\":\"ž", false)).await.unwrap();
    live.stream.send(frame(Data::Continue, "\"}", true)).await.unwrap();
    assert_eq!(live.next().await, serde_json::json!({"kind": "refused", "channel": "ž"}));
}

/// Bytes that no library would send.
#[actix_web::test]
async fn noise_ends_in_order() {
    let app = TestApp::new().await;
    let long_ping = [&b"\x89\xfe\x00\x7e\x00\x00\x00\x00"[..], &[0; 126]].concat();
    let noise: [&[u8]; 5] = [
        b"\x81\x02hi",                 // not masked
        b"\xf1\x82\x00\x00\x00\x00{}", // reserved bits
        &long_ping,
        b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", // a length beyond all
        b"GET / HTTP/1.1\r\n\r\n",
    ];
    for bytes in noise {
        let (live, _) = Live::greeted(&app.guest(), "").await;
        let mut stream = live.stream.into_inner();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        let ended = tokio::time::timeout(std::time::Duration::from_secs(10), read).await;
        assert!(ended.is_ok(), "{bytes:?} is left open");
        assert_eq!(answer.first(), Some(&0x88), "{bytes:?}: a close frame, not {answer:?}");
    }
    assert_eq!(app.guest().get("/readyz").await.status, 200);
}

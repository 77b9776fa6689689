//! A browser's end of a socket.

use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::support::Visitor;

/// Longer than anything here should take.
const PATIENCE: Duration = Duration::from_secs(10);
/// After which nothing comes any more.
pub const A_WHILE: Duration = Duration::from_millis(700);

pub struct Live {
    pub stream: WebSocketStream<TcpStream>,
}

impl Live {
    /// Opens a socket as the visitor's browser does. The query begins with `?` or is empty.
    pub async fn open(visitor: &Visitor, query: &str) -> Self {
        let origin = visitor.base.clone();
        Self::attempt(visitor, query, Some(&origin)).await.expect("a socket")
    }

    /// Opens a socket and reads on to its `hello`; what came before it is returned too.
    pub async fn greeted(visitor: &Visitor, query: &str) -> (Self, Vec<Value>) {
        let mut live = Self::open(visitor, query).await;
        let mut before = Vec::new();
        loop {
            let message = live.next().await;
            if message["kind"] == "hello" {
                assert!(message["seq"].is_i64(), "{message}");
                return (live, before);
            }
            before.push(message);
        }
    }

    pub async fn looking(visitor: &Visitor, channel: &str) -> Self {
        let (live, before) = Self::greeted(visitor, &format!("?channel={channel}")).await;
        assert_eq!(before, Vec::<Value>::new());
        live
    }

    /// The status of the refusal where it is refused.
    pub async fn attempt(visitor: &Visitor, query: &str, origin: Option<&str>) -> Result<Self, u16> {
        let address = visitor.base.strip_prefix("http://").unwrap();
        let stream = TcpStream::connect(address).await.unwrap();
        Self::on(stream, visitor, query, origin).await
    }

    pub async fn on(stream: TcpStream, visitor: &Visitor, query: &str, origin: Option<&str>) -> Result<Self, u16> {
        let mut request = format!("{}/live{query}", visitor.base.replace("http", "ws")).into_client_request().unwrap();
        let mut header = |name: &'static str, value: String| {
            request.headers_mut().insert(name, HeaderValue::try_from(value).unwrap());
        };
        if let Some(session) = &visitor.session {
            header("cookie", format!("mipas={session}"));
        }
        if let Some(bearer) = &visitor.bearer {
            header("authorization", format!("Bearer {bearer}"));
        }
        if let Some(address) = &visitor.address {
            header("x-forwarded-for", address.clone());
        }
        if let Some(origin) = origin {
            header("origin", origin.to_owned());
        }
        match client_async(request, stream).await {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn say(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// The next text, as JSON.
    pub async fn next(&mut self) -> Value {
        loop {
            match tokio::time::timeout(PATIENCE, self.stream.next()).await.expect("a message comes") {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("not a hint: {other:?}"),
            }
        }
    }

    /// The next hint of a kind; others are passed over.
    pub async fn hint(&mut self, kind: &str) -> Value {
        loop {
            let hint = self.next().await;
            if hint["kind"] == kind {
                return hint;
            }
        }
    }

    /// Fails when anything comes within a while.
    pub async fn hears_nothing(&mut self) {
        if let Ok(message) = tokio::time::timeout(A_WHILE, self.stream.next()).await {
            panic!("heard {message:?}");
        }
    }

    /// Reads to the end: the code, and how long it took.
    pub async fn closed(&mut self) -> (u16, Duration) {
        let began = Instant::now();
        let mut code = 0;
        loop {
            match tokio::time::timeout(PATIENCE, self.stream.next()).await.expect("the end comes") {
                Some(Ok(Message::Close(frame))) => {
                    code = frame.map_or(1005, |frame| CloseCode::into(frame.code));
                    return (code, began.elapsed());
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return (code, began.elapsed()),
            }
        }
    }

    /// Fails unless it is closed with this code within a second.
    pub async fn is_closed(&mut self, code: u16) {
        let (found, took) = self.closed().await;
        assert_eq!(found, code);
        assert!(took < Duration::from_secs(1), "after {took:?}");
    }
}

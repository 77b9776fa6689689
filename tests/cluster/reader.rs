//! A member who reads a thread live, on whichever node answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::stream::MaybeTlsStream;
use tokio_tungstenite::tungstenite::{WebSocket, connect};

use crate::support::Installation;

/// What stands between a reader and the nodes: where they connect, and what they were told.
pub struct Reader {
    token: String,
    channel: String,
    /// Every hint, by its place in the log.
    hints: Mutex<BTreeMap<i64, Value>>,
    /// Hints that came again, with the same words or with others.
    pub again: Mutex<Vec<(Value, Value)>>,
    pub greeted: AtomicUsize,
    pub reloads: AtomicUsize,
    pub stop: AtomicBool,
}

impl Reader {
    pub fn new(site: &Installation) -> Arc<Self> {
        Arc::new(Self {
            token: site.tokens[1].clone(),
            channel: site.thread.replace("/en/t/", "thread:"),
            hints: Mutex::default(),
            again: Mutex::default(),
            greeted: AtomicUsize::new(0),
            reloads: AtomicUsize::new(0),
            stop: AtomicBool::new(false),
        })
    }

    pub fn open(&self, address: &str, since: i64) -> Option<WebSocket<MaybeTlsStream<std::net::TcpStream>>> {
        let address = address.replace("http", "ws");
        let mut request =
            format!("{address}/live?channel={}&since={since}", self.channel).into_client_request().unwrap();
        request.headers_mut().insert("authorization", format!("Bearer {}", self.token).parse().unwrap());
        let (socket, _) = connect(request).ok()?;
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        }
        Some(socket)
    }

    /// Reads from one node after another, each time from where it was, until it is told to stop.
    pub fn read(self: &Arc<Self>, nodes: Vec<String>, first: usize, since: i64) -> JoinHandle<()> {
        let this = Arc::clone(self);
        std::thread::spawn(move || {
            let mut turn = first;
            let mut seq = since;
            while !this.stop.load(Ordering::SeqCst) {
                let node = &nodes[turn % nodes.len()];
                turn += 1;
                let Some(mut socket) = this.open(node, seq) else {
                    std::thread::sleep(Duration::from_millis(50));
                    continue;
                };
                while !this.stop.load(Ordering::SeqCst) {
                    match socket.read() {
                        Ok(Message::Text(text)) => this.take(&serde_json::from_str(&text).unwrap(), &mut seq),
                        Ok(_) => {}
                        Err(tokio_tungstenite::tungstenite::Error::Io(error))
                            if matches!(
                                error.kind(),
                                std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                            ) => {}
                        Err(_) => break,
                    }
                }
            }
        })
    }

    fn take(&self, hint: &Value, seq: &mut i64) {
        let at = hint["seq"].as_i64().unwrap_or(0);
        match hint["kind"].as_str().unwrap() {
            "hello" => drop(self.greeted.fetch_add(1, Ordering::SeqCst)),
            "reload" => drop(self.reloads.fetch_add(1, Ordering::SeqCst)),
            "refused" => panic!("{hint}"),
            _ => {
                if let Some(before) = self.hints.lock().insert(at, hint.clone()) {
                    self.again.lock().push((before, hint.clone()));
                }
            }
        }
        *seq = at.max(*seq);
    }

    /// The hints of the thread, without those of the reader's own inbox.
    pub fn of_thread(&self) -> BTreeSet<i64> {
        let hints = self.hints.lock();
        hints.iter().filter(|(_, hint)| hint["thread"].is_i64()).map(|(seq, _)| *seq).collect()
    }
}

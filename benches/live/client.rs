//! Many sockets in a process of their own: opens them, and at each word tells how long a hint took to reach them all.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::mpsc;

/// One in so many is a member.
const MEMBERS: usize = 5;

#[derive(Serialize, Deserialize)]
pub struct Ask {
    pub address: SocketAddr,
    pub path: String,
    /// Of the members; empty for none.
    pub cookie: String,
    /// The request that causes the hint, to the same address.
    pub trigger: String,
    pub count: usize,
}

/// Milliseconds from the request to the hint's arrival.
#[derive(Serialize, Deserialize)]
pub struct Round {
    pub p50: f64,
    pub p99: f64,
    pub last: f64,
    pub text: String,
}

pub struct Client {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Client {
    /// Returns when every socket was greeted.
    pub fn start(ask: &Ask) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--client")
            .arg(serde_json::to_string(ask).expect("JSON"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("clients");
        let (to, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let mut client = Self { child, to, from: BufReader::new(from) };
        assert_eq!(client.line(), "ready\n");
        client
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.from.read_line(&mut line).expect("a word from the clients");
        line
    }

    pub fn round(&mut self) -> Round {
        // What the last one has left behind is done by then.
        std::thread::sleep(Duration::from_millis(500));
        self.to.write_all(b"go\n").expect("the clients listen");
        serde_json::from_str(&self.line()).expect("a round")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.child.kill().expect("the clients end");
        self.child.wait().expect("the clients end");
    }
}

pub fn run(ask: &str) {
    let ask: Ask = serde_json::from_str(ask).expect("what to ask");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (heard, mut hearing) = mpsc::unbounded_channel();
        for number in 0..ask.count {
            let (stream, rest) = open(&ask, number).await;
            let heard = heard.clone();
            tokio::spawn(listen(stream, rest, move |text| drop(heard.send((Instant::now(), text)))));
        }
        for _ in 0..ask.count {
            hearing.recv().await.expect("a greeting");
        }
        println!("ready");
        loop {
            let (word, mut line) = tokio::sync::oneshot::channel();
            std::thread::spawn(move || drop(word.send(std::io::stdin().lines().next())));
            let line = (&mut line).await.expect("a thread");
            if line.is_none() {
                return;
            }
            println!("{}", serde_json::to_string(&round(&ask, &mut hearing).await).expect("JSON"));
        }
    });
}

async fn round(ask: &Ask, hearing: &mut mpsc::UnboundedReceiver<(Instant, String)>) -> Round {
    let mut stream = TcpStream::connect(ask.address).await.expect("the server answers");
    let began = Instant::now();
    stream.write_all(ask.trigger.as_bytes()).await.expect("a request is sent");
    let mut times = Vec::with_capacity(ask.count);
    let mut text = String::new();
    while times.len() < ask.count {
        let next = tokio::time::timeout(Duration::from_secs(20), hearing.recv()).await;
        let Ok(Some((at, heard))) = next else {
            let mut answer = vec![0; 4096];
            let length = stream.read(&mut answer).await.expect("an answer");
            panic!("{} of {}: {}", times.len(), ask.count, String::from_utf8_lossy(&answer[..length]));
        };
        times.push((at - began).as_secs_f64() * 1000.0);
        text = heard;
    }
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    Round { p50: at(50), p99: at(99), last: at(100), text }
}

/// A handshake from an address of its own; twenty sockets share one.
async fn open(ask: &Ask, number: usize) -> (TcpStream, Vec<u8>) {
    let socket = TcpSocket::new_v4().expect("a socket");
    let place = u32::try_from(number / 20).expect("a small number");
    let from = Ipv4Addr::from_bits(Ipv4Addr::new(127, 1, 0, 1).to_bits() + place);
    socket.bind(SocketAddr::from((from, 0))).expect("an address");
    let mut stream = socket.connect(ask.address).await.expect("the server answers");
    let Ask { address, path, cookie, .. } = ask;
    let cookie = if number.is_multiple_of(MEMBERS) && !cookie.is_empty() {
        format!("Cookie: {cookie}\r\n")
    } else {
        String::new()
    };
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n{cookie}Connection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("a request is sent");
    let mut read = Vec::new();
    loop {
        assert!(stream.read_buf(&mut read).await.expect("an answer") > 0, "refused");
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            assert!(read.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&read));
            read.drain(..end + 4);
            return (stream, read);
        }
    }
}

/// Texts of less than 64 KB, as servers send them: not masked. A ping is answered.
async fn listen(mut stream: TcpStream, mut read: Vec<u8>, tell: impl Fn(String)) {
    loop {
        while let Some((opcode, text, length)) = frame(&read) {
            match opcode {
                1 => tell(text),
                9 => stream.write_all(&[0x8a, 0x80, 0, 0, 0, 0]).await.expect("the server listens"),
                _ => panic!("closed: {:?}", &read),
            }
            read.drain(..length);
        }
        let Ok(1..) = stream.read_buf(&mut read).await else { return };
    }
}

fn frame(read: &[u8]) -> Option<(u8, String, usize)> {
    let (first, second) = (read.first()?, usize::from(*read.get(1)?));
    let (head, length) = match second {
        126 => (4, usize::from(u16::from_be_bytes([*read.get(2)?, *read.get(3)?]))),
        length => (2, length),
    };
    let text = read.get(head..head + length)?;
    Some((first & 15, String::from_utf8_lossy(text).into_owned(), head + length))
}

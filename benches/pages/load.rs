//! The load: connections that ask again as soon as they were answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connections at once.
const CONNECTIONS: usize = 32;

/// One GET.
#[derive(Clone)]
pub struct Request {
    pub path: String,
    pub encoding: &'static str,
    pub cookie: Option<String>,
}

impl Request {
    fn bytes(&self, address: SocketAddr) -> Vec<u8> {
        let cookie = self.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
        format!(
            "GET {} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nAccept-Encoding: {}\r\n{cookie}\r\n",
            self.path, self.encoding
        )
        .into_bytes()
    }
}

/// Requests answered in a second.
pub fn run(address: SocketAddr, request: &Request, time: Duration) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let bytes = request.bytes(address);
    let started = Instant::now();
    let end = started + time;
    let answered: u64 = runtime.block_on(async {
        let tasks: Vec<_> = (0..CONNECTIONS).map(|_| tokio::spawn(ask(address, bytes.clone(), end))).collect();
        let mut sum = 0;
        for task in tasks {
            sum += task.await.expect("a connection");
        }
        sum
    });
    #[allow(clippy::cast_precision_loss)] // far below 2^53
    let answered = answered as f64;
    answered / started.elapsed().as_secs_f64()
}

async fn ask(address: SocketAddr, bytes: Vec<u8>, end: Instant) -> u64 {
    let mut stream = TcpStream::connect(address).await.expect("the server answers");
    stream.set_nodelay(true).expect("a socket option");
    let mut buffer = Vec::with_capacity(256 * 1024);
    let mut count = 0;
    while Instant::now() < end {
        stream.write_all(&bytes).await.expect("a request is sent");
        read_answer(&mut stream, &mut buffer).await;
        count += 1;
    }
    count
}

/// Reads one answer into the buffer; returns where its body begins. Anything but 200 ends the benchmark.
async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> usize {
    buffer.clear();
    let mut whole: Option<(usize, usize)> = None;
    loop {
        assert!(stream.read_buf(buffer).await.expect("an answer") > 0, "the server hung up");
        if whole.is_none()
            && let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n")
        {
            assert!(buffer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&buffer[..end]));
            let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
            whole = Some((end + 4, end + 4 + length.trim().parse::<usize>().expect("a length")));
        }
        if let Some((body, length)) = whole
            && buffer.len() >= length
        {
            return body;
        }
    }
}

/// The body of one answer.
pub fn fetch(address: SocketAddr, request: &Request) -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut stream = TcpStream::connect(address).await.expect("the server answers");
        stream.write_all(&request.bytes(address)).await.expect("a request is sent");
        let mut buffer = Vec::new();
        let body = read_answer(&mut stream, &mut buffer).await;
        buffer.split_off(body)
    })
}

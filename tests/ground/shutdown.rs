//! The program itself: started, told to end, started again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mipas"));
        command.arg("serve").args(["--listen", "127.0.0.1:0", "--workers", "1", "--data-dir"]).arg(folder);
        command.env_remove("MIPAS_TEST_DATABASE_URL").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("MIPAS listens on http://");
        let address = address.unwrap_or_else(|| panic!("unexpected first line: {line}")).to_owned();
        Self { child, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// The status line of a request on a connection of its own.
    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    }

    fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    /// Waits for the end; returns the exit code.
    fn wait(&mut self, patience: Duration) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < patience {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("still running {patience:?} after SIGTERM")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Fails when it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn it_ends_cleanly_and_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut served = Served::start(folder.path());
        assert_eq!(served.get("/readyz"), "HTTP/1.1 200 OK");
        assert_eq!(served.get("/lt/areas"), "HTTP/1.1 200 OK");
        // A browser keeps its connection open: that holds nothing up.
        let mut idle = served.connect();
        write!(idle, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut first = [0; 12];
        idle.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");

        served.terminate();
        assert_eq!(served.wait(Duration::from_secs(10)), Some(0));
        let log = folder.path().join("mipas.db-wal");
        let left = std::fs::metadata(&log).map_or(0, |file| file.len());
        assert_eq!(left, 0, "the write-ahead log was not folded into the database");
        assert!(TcpStream::connect(&served.address).is_err(), "it still listens");
    }
}

/// A request that had begun is answered, even though the server was told to end meanwhile.
#[test]
fn a_request_in_flight_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(folder.path());
    let mut slow = served.connect();
    let body = "{\"email\":\"a@example.org\",\"password\":\"x\"}";
    write!(
        slow,
        "POST /en/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        body.len(),
        &body[..5]
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    served.terminate();
    std::thread::sleep(Duration::from_millis(300));
    drop(slow.write_all(&body.as_bytes()[5..]));
    let mut answer = String::new();
    drop(slow.read_to_string(&mut answer));
    assert!(answer.starts_with("HTTP/1.1 4"), "no answer: {answer:?}");
    assert_eq!(served.wait(Duration::from_secs(15)), Some(0));
}

/// A socket would stay open for ever: it is closed with 1001, and the end waits for no client.
#[test]
fn open_sockets_are_told_and_hold_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(folder.path());
    let open = || {
        let mut socket = served.connect();
        write!(
            socket,
            "GET /live HTTP/1.1\r\nHost: x\r\nOrigin: http://127.0.0.1:0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        .unwrap();
        let mut first = [0; 12];
        socket.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1 101");
        socket
    };
    let (mut told, _silent) = (open(), open());
    served.terminate();
    let mut rest = Vec::new();
    told.read_to_end(&mut rest).unwrap();
    assert!(rest.ends_with(&[0x88, 2, 0x03, 0xe9]), "no 1001: {rest:?}");
    drop(told);
    assert_eq!(served.wait(Duration::from_secs(15)), Some(0));
}

#[test]
fn a_wrong_setting_stops_the_start() {
    for (name, value, told) in [
        ("MIPAS_LISTEN", "eighty", "ADDRESS:PORT"),
        ("MIPAS_LISTN", "127.0.0.1:0", "MIPAS_LISTN"),
        ("MIPAS_DATABASE_URL", "mysql://x", "sqlite:PATH"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_mipas")).arg("serve").env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(told), "{name}: {said}");
    }
}

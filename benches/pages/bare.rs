//! A bare actix-web server: one handler that sends fixed bytes.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};

/// Runs until it is killed; says its address first.
pub fn serve(file: &str) {
    let body = Bytes::from(std::fs::read(file).expect("the bytes to send"));
    let handler = move || {
        let body = body.clone();
        async move { HttpResponse::Ok().content_type("text/html; charset=utf-8").body(body) }
    };
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || App::new().route("/", web::get().to(handler.clone())))
            .workers(2)
            .bind("127.0.0.1:0")
            .expect("a free port");
        println!("{}", server.addrs()[0]);
        server.run().await.expect("the bare server runs");
    });
}

pub struct Bare {
    pub address: SocketAddr,
    child: Child,
    _file: tempfile::NamedTempFile,
}

impl Bare {
    pub fn start(body: &[u8]) -> Self {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), body).expect("the bytes to send");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--bare")
            .arg(file.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the bare server");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("its address");
        Self { address: line.trim().parse().expect("its address"), child, _file: file }
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.child.kill().expect("the bare server ends");
        self.child.wait().expect("the bare server ends");
    }
}

//! A bare actix-ws server: every socket in one list, and a request that sends its body to all of them.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use actix_web::web::{self, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, rt};
use actix_ws::{Message, Session};
use bytestring::ByteString;

type Sockets = Data<Mutex<Vec<Session>>>;

async fn open(request: HttpRequest, body: web::Payload, sockets: Sockets) -> actix_web::Result<HttpResponse> {
    let (response, mut session, mut stream) = actix_ws::handle(&request, body)?;
    sockets.lock().expect("no panic").push(session.clone());
    rt::spawn(async move {
        drop(session.text("{\"kind\":\"hello\"}").await);
        while let Some(Ok(message)) = stream.recv().await {
            if let Message::Ping(bytes) = message {
                drop(session.pong(&bytes).await);
            }
        }
    });
    Ok(response)
}

async fn broadcast(text: String, sockets: Sockets) -> HttpResponse {
    let text = ByteString::from(text);
    let mut all = std::mem::take(&mut *sockets.lock().expect("no panic"));
    let mut alive = Vec::with_capacity(all.len());
    for mut session in all.drain(..) {
        if session.text(text.clone()).await.is_ok() {
            alive.push(session);
        }
    }
    sockets.lock().expect("no panic").append(&mut alive);
    HttpResponse::Ok().finish()
}

/// Runs until it is killed; says its address first.
pub fn serve() {
    let sockets: Sockets = Data::new(Mutex::default());
    rt::System::new().block_on(async move {
        let app = move || {
            App::new()
                .app_data(sockets.clone())
                .route("/ws", web::get().to(open))
                .route("/broadcast", web::post().to(broadcast))
        };
        let server = HttpServer::new(app).workers(2).bind("127.0.0.1:0").expect("a free port");
        println!("{}", server.addrs()[0]);
        server.run().await.expect("the bare server runs");
    });
}

/// What makes it send a text to all.
pub fn request(address: SocketAddr, text: &str) -> String {
    let length = text.len();
    format!("POST /broadcast HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n\r\n{text}")
}

pub struct Bare {
    pub address: SocketAddr,
    child: Child,
}

impl Bare {
    pub fn start() -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--bare")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the bare server");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("its address");
        Self { address: line.trim().parse().expect("its address"), child }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.child.kill().expect("the bare server ends");
        self.child.wait().expect("the bare server ends");
    }
}

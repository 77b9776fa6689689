//! A server with a few endpoints of the tests' own behind the real front door: whatever features come and go, this
//! is how any form and any JSON body is received.

use std::net::SocketAddr;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::Path;
use actix_web::{App, HttpResponse, HttpServer};
use mipas::accounts::{Done, Visit};
use mipas::db::{Entry, Subject};
use mipas::error::{Error, Result};
use mipas::web::{self, Endpoint, Page, Submitted, get, own_path, post, put};
use reqwest::{Client, Method, RequestBuilder};
use serde::Serialize;

use crate::support::{Answer, TestApp};

pub struct Probe {
    pub address: SocketAddr,
    /// What a browser on this site sends as Origin.
    pub origin: String,
    handle: ServerHandle,
}

fn endpoints() -> Vec<Endpoint> {
    let mut all = web::endpoints();
    all.push(post("/{lang}/probe", plain));
    all.push(put("/{lang}/probe", plain));
    all.push(post("/{lang}/probe/change", change));
    all.push(post("/{lang}/probe/form", with_form));
    all.push(post("/{lang}/probe/next", next));
    all.push(get("/{lang}/probe/{word}", word));
    all
}

fn parse(submitted: &Submitted) -> Result<String> {
    let mut fields = submitted.fields();
    let title = fields.line("title", 1, 20);
    fields.number("amount");
    fields.finish().map(|()| title)
}

async fn plain(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = parse(&submitted).map(|title| Done::made(1, format!("/en/probe/{title}")));
    visit.answer_plainly(outcome, &submitted)
}

/// Changes something, as anybody: an activity of a kind of its own.
async fn change(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = visit.site.db.write(|tx| {
        tx.record(entry("probe.changed", 1));
        Ok(Done::changed(1, "/en/".to_owned()))
    });
    let outcome = outcome.await;
    visit.answer_plainly(outcome, &submitted)
}

async fn with_form(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    #[derive(Serialize)]
    struct Shown {
        areas: Vec<String>,
    }
    let outcome = Err(Error::Unavailable("on purpose".to_owned()));
    visit.answer(outcome, &submitted, |_, _| Ok(Page::new("areas/index", "", Shown { areas: Vec::new() }))).await
}

async fn next(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let url = own_path(submitted.text("next"), visit.asked.lang);
    visit.answer_plainly(Ok(Done::changed(1, url)), &submitted)
}

async fn word(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (_, word) = path.into_inner();
    let q = visit.asked.query("q")?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!("{word} {q:?}")))
}

pub fn entry(kind: &'static str, id: i64) -> Entry {
    Entry {
        kind,
        actor: None,
        subject: Subject { kind: "probe", id },
        parent: None,
        container: None,
        detail: serde_json::json!({}),
    }
}

impl Probe {
    pub fn start(app: &TestApp) -> Self {
        let shared = app.shared.clone();
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    App::new()
                        .app_data(shared.site.clone())
                        .app_data(shared.hasher.clone())
                        .app_data(shared.seen.clone())
                        .app_data(shared.panels.clone())
                        .app_data(shared.description.clone())
                        .wrap(from_fn(web::front))
                        .configure(|config| web::configure(config, endpoints()))
                });
                let server = server.workers(1).bind("127.0.0.1:0").unwrap();
                let address = server.addrs()[0];
                let server = server.run();
                sender.send((address, server.handle())).unwrap();
                server.await.unwrap();
            });
        });
        let (address, handle) = receiver.recv().unwrap();
        Self { address, origin: app.base.clone(), handle }
    }

    /// Without redirects, decoding or headers of its own.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        plain_client().request(method, format!("http://{}{path}", self.address))
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path).header("origin", &self.origin)
    }

    pub async fn post_form(&self, path: &str, body: &'static str) -> Answer {
        let request = self.post(path).header("content-type", "application/x-www-form-urlencoded");
        Answer::of(request.header("accept", "text/html").body(body)).await
    }

    pub async fn post_json(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.post(path).header("content-type", "application/json");
        Answer::of(request.header("accept", "application/json").body(body)).await
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// A client that neither follows nor decodes.
pub fn plain_client() -> Client {
    Client::builder().redirect(reqwest::redirect::Policy::none()).no_gzip().no_brotli().build().unwrap()
}

/// Sends bytes as they are and returns everything that comes back.
pub async fn send_raw(address: SocketAddr, bytes: Vec<u8>) -> String {
    use std::io::{Read, Write};
    let exchange = move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(10))).unwrap();
        // The server may answer and close before it has read everything.
        drop(stream.write_all(&bytes));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    };
    tokio::task::spawn_blocking(exchange).await.unwrap()
}

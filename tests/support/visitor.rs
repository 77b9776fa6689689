//! A person or a program at the front door.

use std::sync::Arc;

use mipas::app::Shared;
use mipas::db::AccountId;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder};

/// Somebody with a browser of their own.
#[derive(Clone)]
pub struct Visitor {
    pub base: String,
    pub client: Client,
    pub shared: Arc<Shared>,
    pub session: Option<String>,
    pub bearer: Option<String>,
    /// The mark of a browser that was signed in before.
    pub device: Option<String>,
    /// A case that is open in this browser.
    pub case: Option<String>,
    /// The client's address, when the server trusts 127.0.0.1 as a proxy.
    pub address: Option<String>,
    pub id: Option<AccountId>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Visitor {
    pub fn new(base: &str, shared: Arc<Shared>, session: Option<String>) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self {
            base: base.to_owned(),
            client,
            shared,
            session,
            bearer: None,
            device: None,
            case: None,
            address: None,
            id: None,
        }
    }

    /// The same person, as a program with a bearer token.
    pub fn with_bearer(&self, token: &str) -> Self {
        Self { session: None, bearer: Some(token.to_owned()), ..self.clone() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        let session = self.session.iter().map(|session| format!("mipas={session}"));
        let device = self.device.iter().map(|device| format!("mipas-device={device}"));
        let case = self.case.iter().map(|case| format!("mipas-case={case}"));
        let cookies: Vec<String> = session.chain(device).chain(case).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(address) = &self.address {
            request = request.header("x-forwarded-for", address);
        }
        if let Some(bearer) = &self.bearer {
            request = request.header("authorization", format!("Bearer {bearer}"));
        }
        request
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).header("accept", "text/html")).await
    }

    pub async fn get_json(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).header("accept", "application/json")).await
    }

    /// Sends a form as a browser does: with Origin and, when signed in, the form's token.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        let token = self.csrf();
        if let Some(token) = &token {
            fields.push(("csrf", token));
        }
        let request = self.request(Method::POST, path).header("origin", &self.base).form(&fields);
        Answer::of(request.header("accept", "text/html")).await
    }

    /// The DELETE of a form without JavaScript.
    pub async fn delete_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let joint = if path.contains('?') { '&' } else { '?' };
        self.post_form(&format!("{path}{joint}_method=DELETE"), fields).await
    }

    pub async fn send_json(&self, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        let mut request = self.request(method, path).header("accept", "application/json").json(body);
        if self.bearer.is_none() {
            request = request.header("origin", &self.base);
            if let Some(token) = self.csrf() {
                request = request.header("x-csrf", token);
            }
        }
        Answer::of(request).await
    }

    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send_json(Method::POST, path, body).await
    }

    /// Keeps the cookies that an answer set, as a browser does.
    pub fn keep_cookies(&mut self, answer: &Answer) {
        if let Some(session) = answer.cookie("mipas") {
            self.session = Some(session).filter(|session| !session.is_empty());
        }
        if let Some(device) = answer.cookie("mipas-device") {
            self.device = Some(device);
        }
        if let Some(case) = answer.cookie("mipas-case") {
            self.case = Some(case).filter(|case| !case.is_empty());
        }
    }

    /// The token that this session's forms carry.
    pub fn csrf(&self) -> Option<String> {
        self.session.as_ref().map(|session| self.shared.site.keys.csrf_token(session))
    }
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.unwrap() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value: &HeaderValue| value.to_str().unwrap())
    }

    /// Where a 303 leads.
    pub fn location(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.main_text());
        self.header("location").to_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// What a person reads in the main part of the page, one line an element of text.
    pub fn main_text(&self) -> String {
        let document = scraper::Html::parse_document(&self.body);
        let main = scraper::Selector::parse("main").unwrap();
        let Some(main) = document.select(&main).next() else { return self.body.clone() };
        let lines = main.text().map(str::trim).filter(|text| !text.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The value of a cookie that was set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        set.filter_map(|line| line.split(';').next()?.split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }
}

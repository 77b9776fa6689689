//! Our server on the demo, where in it is looked, and the reply that is hinted.

use crate::demo::Demo;

pub struct Server {
    pub demo: Demo,
    /// Of a demo member.
    pub cookie: String,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Filled by a process of its own: what that has left in memory is not the sockets'.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = ["--live-per-account", "100000"];
        drop(Demo::start(folder.path(), &options));
        let demo = Demo::start(folder.path(), &options);
        let cookie = demo.sign_in();
        Self { demo, cookie, _folder: folder }
    }

    /// Where to look, and the request that replies there.
    pub fn prepare(&self) -> (String, String) {
        let forum = self.demo.json("/lt/forum");
        let groups = forum["groups"].as_array().expect("groups");
        let mut categories = groups.iter().flat_map(|group| group["children"].as_array().expect("children"));
        let thread = categories
            .find_map(|category| {
                let page = self.demo.json(&format!("/lt/c/{}", category["slug"].as_str()?));
                page["threads"].as_array()?.iter().find(|thread| thread["closed"] != true)?["id"].as_i64()
            })
            .expect("a thread");
        let page = self.demo.client.get(self.demo.url(&format!("/lt/t/{thread}"))).header("cookie", &self.cookie);
        let page = page.header("accept", "text/html").send().expect("a page");
        let location = page.headers().get("location").map(|path| path.to_str().expect("a path").to_owned());
        let page = match location {
            Some(path) => {
                self.demo.client.get(self.demo.url(&path)).header("cookie", &self.cookie).send().expect("a page")
            }
            None => page,
        };
        let html = page.text().expect("a page");
        let (_, rest) = html.split_once("name=\"csrf\" value=\"").expect("a form");
        let (token, _) = rest.split_once('"').expect("a token");
        let body = r#"{"text":"Aš taip pat.","language":"lt"}"#;
        let reply = format!(
            "POST /lt/t/{thread}/posts HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nX-Csrf: {token}\r\n\
             Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: {2}\r\n\r\n{body}",
            self.demo.address,
            self.cookie,
            body.len()
        );
        (format!("/live?channel=thread:{thread}"), reply)
    }
}

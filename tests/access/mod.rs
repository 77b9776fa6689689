//! Getting in: sign-up, sign-in, passwords and addresses, the letters about them, and how letters leave.

mod credentials;
mod letters;
mod outbox;
mod reset;
mod sign_in;
mod sign_up;

use crate::support::{TestApp, Visitor};

pub const PASSWORD: &str = "three green kettles";

/// Signs up and opens the link: a member who came in by the front door.
pub async fn newcomer(app: &TestApp, lang: &str, name: &str, email: &str) -> Visitor {
    let mut visitor = app.guest();
    let sent = sign_up(&visitor, lang, name, email).await;
    assert_eq!(sent.location(), format!("/{lang}/mail-sent"));
    let link = app.emails().last().unwrap().link("/confirm/");
    let entered = visitor.post_form(&link, &[]).await;
    assert_eq!(entered.location(), format!("/{lang}/"));
    visitor.keep_cookies(&entered);
    visitor
}

pub async fn sign_up(visitor: &Visitor, lang: &str, name: &str, email: &str) -> crate::support::Answer {
    let fields = [("public_name", name), ("email", email), ("password", PASSWORD)];
    visitor.post_form(&format!("/{lang}/sign-up"), &fields).await
}

pub async fn sign_in(visitor: &Visitor, email: &str, password: &str) -> crate::support::Answer {
    visitor.post_form("/en/session", &[("email", email), ("password", password)]).await
}

/// Whether somebody is signed in here.
pub async fn is_in(visitor: &Visitor) -> bool {
    visitor.get("/en/settings/account").await.status == 200
}

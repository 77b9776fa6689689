//! Two categories and everybody who could look.

use mipas::accounts::Role;
use mipas::db::CategoryId;

use super::setup::{id_of, moderator_of, open_category, start};
use crate::support::{TestApp, Visitor};

/// Why moderators do here what they do.
pub const WHY: &str = "It names a person who did not agree";

/// Everybody who could look: two categories, a thread of the author's in the first one.
pub struct Town {
    pub app: TestApp,
    pub housing: CategoryId,
    pub guest: Visitor,
    pub member: Visitor,
    pub author: Visitor,
    /// Of the other category.
    pub other: Visitor,
    pub moderator: Visitor,
    pub admin: Visitor,
    /// Its path.
    pub thread: String,
}

impl Town {
    pub async fn new() -> Self {
        let app = TestApp::new().await;
        let housing = open_category(&app, "housing").await;
        let work = open_category(&app, "work").await;
        let author = app.member("Ona").await;
        let thread = start(&author, "housing", "Zuikis lives here", "Zuikis owes me rent").await;
        Self {
            guest: app.guest(),
            member: app.member("Ivan").await,
            other: moderator_of(&app, "Rasa", work).await,
            moderator: moderator_of(&app, "Jonas", housing).await,
            admin: app.member_with("Ada", &[Role::Admin]).await,
            app,
            housing,
            author,
            thread,
        }
    }

    pub fn id(&self) -> &str {
        id_of(&self.thread)
    }

    pub fn outsiders(&self) -> [(&'static str, &Visitor); 3] {
        [("guest", &self.guest), ("member", &self.member), ("moderator of another category", &self.other)]
    }

    pub fn insiders(&self) -> [(&'static str, &Visitor); 3] {
        [("author", &self.author), ("moderator", &self.moderator), ("administrator", &self.admin)]
    }

    /// `post("closure")`, with a reason.
    pub async fn act(&self, noun: &str) {
        self.moderator.post_form(&format!("/en/t/{}/{noun}", self.id()), &[("reason", WHY)]).await.location();
    }

    pub async fn undo(&self, noun: &str) {
        self.moderator.delete_form(&format!("/en/t/{}/{noun}", self.id()), &[("reason", WHY)]).await.location();
    }

    /// Every page that lists or shows the thread, without its title in the address.
    pub fn pages(&self) -> Vec<String> {
        let id = self.id();
        [
            "/en/".to_owned(),
            "/en/forum".to_owned(),
            "/en/c/housing".to_owned(),
            "/en/c/housing?language=en".to_owned(),
            format!("/en/t/{id}"),
            format!("/en/t/{id}/x"),
            format!("/en/t/{id}/posts/1"),
            format!("/en/t/{id}/posts/1/history"),
            format!("/en/t/{id}/edit"),
            format!("/en/t/{id}/moderate"),
            format!("/en/t/{id}/posts/1/moderate"),
            "/en/moderation".to_owned(),
        ]
        .into()
    }

    /// Where the words, or the thread's address, come to light: HTML and JSON, addresses that it leads to.
    pub async fn leaks(&self, visitor: &Visitor, words: &[&str]) -> Vec<String> {
        let mut leaks = Vec::new();
        for path in self.pages() {
            for answer in [visitor.get(&path).await, visitor.get_json(&path).await] {
                let text = format!("{} {}", answer.header("location"), answer.body).to_lowercase();
                if words.iter().any(|word| text.contains(&word.to_lowercase())) {
                    leaks.push(format!("{path} ({})", answer.status));
                }
            }
        }
        leaks
    }
}

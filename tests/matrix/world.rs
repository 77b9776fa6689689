//! Things of every state, and a reader of every role.

use std::collections::HashMap;

use mipas::accounts::Role;
use mipas::forum::Access;

use crate::forum::setup::category;
use crate::notifications::leaks::tell_everybody;
use crate::notifications::settle;
use crate::support::{TestApp, Visitor};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reader {
    Guest,
    Member,
    Author,
    Expert,
    Representative,
    Moderator,
    Coordinator,
    Editor,
    Admin,
}

impl Reader {
    pub const ALL: [Self; 9] = [
        Self::Guest,
        Self::Member,
        Self::Author,
        Self::Expert,
        Self::Representative,
        Self::Moderator,
        Self::Coordinator,
        Self::Editor,
        Self::Admin,
    ];

    pub fn edits(self) -> bool {
        matches!(self, Self::Editor | Self::Admin)
    }

    pub fn moderates(self) -> bool {
        matches!(self, Self::Moderator | Self::Admin)
    }

    fn role(self) -> Option<Role> {
        match self {
            Self::Guest | Self::Member | Self::Author => None,
            Self::Expert => Some(Role::Expert),
            Self::Representative => Some(Role::Representative),
            Self::Moderator => Some(Role::Moderator),
            Self::Coordinator => Some(Role::Coordinator),
            Self::Editor => Some(Role::Editor),
            Self::Admin => Some(Role::Admin),
        }
    }
}

/// A thing whose visibility is tried. Its address is that of a post in a thread in a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    Public,
    MembersOnly,
    /// In a category for moderators and coordinators.
    Staff,
    HiddenThread,
    HiddenPost,
    DeletedPost,
}

impl Thing {
    pub const ALL: [Self; 6] =
        [Self::Public, Self::MembersOnly, Self::Staff, Self::HiddenThread, Self::HiddenPost, Self::DeletedPost];
}

impl Thing {
    /// A post that is closed in a thread that is open.
    pub fn is_post(self) -> bool {
        matches!(self, Self::HiddenPost | Self::DeletedPost)
    }
}

struct Address {
    category: &'static str,
    thread: i64,
    slug: String,
    number: i64,
}

pub struct World {
    app: TestApp,
    visitors: HashMap<Reader, Visitor>,
    addresses: HashMap<Thing, Address>,
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::new().await;
        let mut visitors = HashMap::new();
        for reader in Reader::ALL {
            let visitor = match (reader, reader.role()) {
                (Reader::Guest, _) => app.guest(),
                (_, None) => app.member(&format!("{reader:?}")).await,
                (_, Some(role)) => app.member_with(&format!("{reader:?}"), &[role]).await,
            };
            visitors.insert(reader, visitor);
        }
        category(&app, "public", Access::Everyone, Access::Members).await;
        category(&app, "inner", Access::Members, Access::Members).await;
        let staff = Access::Roles(vec![Role::Moderator, Role::Coordinator]);
        category(&app, "staff", staff.clone(), staff).await;
        let mut world = Self { app, visitors, addresses: HashMap::new() };
        world.fill().await;
        settle(&world.app).await;
        tell_everybody(&world.app).await;
        world
    }

    async fn fill(&mut self) {
        let (author, moderator) = (self.visitor(Reader::Author), self.visitor(Reader::Moderator));
        let (title, text) = (mark(Thing::Public, "title"), mark(Thing::Public, "text"));
        let open = self.start(&author, "public", &title, &text, Thing::Public).await;
        for thing in [Thing::HiddenPost, Thing::DeletedPost] {
            let fields = [("text", mark(thing, "text")), ("language", "en".to_owned())];
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            author.post_form(&format!("/en/t/{open}/posts"), &fields).await.location();
            let number = if thing == Thing::HiddenPost { 2 } else { 3 };
            let slug = self.addresses[&Thing::Public].slug.clone();
            self.addresses.insert(thing, Address { category: "public", thread: open, slug, number });
        }
        let hiding = format!("/en/t/{open}/posts/2/hiding");
        moderator.post_form(&hiding, &[("reason", "not fit to print")]).await.location();
        author.post_form(&format!("/en/t/{open}/posts/3/deletion"), &[]).await.location();

        for (thing, slug, writer) in [
            (Thing::MembersOnly, "inner", &author),
            (Thing::Staff, "staff", &moderator),
            (Thing::HiddenThread, "public", &author),
        ] {
            self.start(writer, slug, &mark(thing, "title"), &mark(thing, "text"), thing).await;
        }
        let hidden = self.addresses[&Thing::HiddenThread].thread;
        let hiding = format!("/en/t/{hidden}/hiding");
        moderator.post_form(&hiding, &[("reason", "not fit to print")]).await.location();
        // A second plain thread, so that lists are not empty.
        let fields = [("title", "Another thread"), ("text", "Text"), ("language", "en")];
        author.post_form("/en/c/public/threads", &fields).await.location();
    }

    async fn start(&mut self, who: &Visitor, category: &'static str, title: &str, text: &str, thing: Thing) -> i64 {
        let fields = [("title", title), ("text", text), ("language", "en")];
        let path = who.post_form(&format!("/en/c/{category}/threads"), &fields).await.location();
        let mut parts = path.split('/').skip(3);
        let thread = parts.next().unwrap().parse().unwrap();
        let slug = parts.next().unwrap().to_owned();
        self.addresses.insert(thing, Address { category, thread, slug, number: 1 });
        thread
    }

    pub fn app(&self) -> &TestApp {
        &self.app
    }

    pub fn visitor(&self, reader: Reader) -> Visitor {
        self.visitors[&reader].clone()
    }

    /// Texts by which a thing is known again wherever it turns up.
    pub fn marks(&self, thing: Thing) -> Vec<String> {
        let mut marks = vec![mark(thing, "text")];
        if matches!(thing, Thing::MembersOnly | Thing::Staff | Thing::HiddenThread) {
            marks.push(mark(thing, "title"));
            marks.push(self.addresses[&thing].slug.clone());
        }
        marks
    }

    /// domain.md's table, for these things.
    pub fn sees(&self, reader: Reader, thing: Thing) -> bool {
        match thing {
            Thing::Public => true,
            Thing::MembersOnly => reader != Reader::Guest,
            Thing::Staff => reader.moderates() || reader == Reader::Coordinator,
            Thing::HiddenThread | Thing::HiddenPost => reader.moderates() || reader == Reader::Author,
            Thing::DeletedPost => reader.moderates(),
        }
    }

    /// Whether the thing is there for the reader at this endpoint: a closed post closes its own addresses alone.
    pub fn reaches(&self, reader: Reader, thing: Thing, pattern: &str) -> bool {
        match thing {
            Thing::HiddenPost | Thing::DeletedPost if !pattern.contains("{number}") => true,
            Thing::HiddenThread if pattern.contains("/c/") => true,
            // Deleting again what is deleted changes nothing.
            Thing::DeletedPost if reader == Reader::Author && pattern.ends_with("/deletion") => true,
            _ => self.sees(reader, thing),
        }
    }

    /// The endpoint's address for a thing.
    pub fn path_of(&self, pattern: &str, thing: Thing) -> String {
        let address = &self.addresses[&thing];
        let of_category = pattern.contains("/c/");
        let slug = if of_category { address.category } else { address.slug.as_str() };
        let slug = if pattern.contains("/areas/") { "housing" } else { slug };
        let id = if pattern.contains("/t/") {
            address.thread
        } else {
            self.visitors[&Reader::Author].id.map_or(1, |id| id.0)
        };
        pattern
            .replace("{lang}", "en")
            .replace("{slug}", slug)
            .replace("{id}", &id.to_string())
            .replace("{number}", &address.number.to_string())
            .replace("{grant}", "1")
            .replace("{answer}", "1")
            .replace("{change}", "1")
            .replace("{membership}", "1")
            .replace("{accreditation}", "1")
            .replace("{name}", "none")
            .replace("{token}", "none")
    }

    pub async fn newest_activity(&self) -> i64 {
        self.app.db().read(mipas::activity::newest).await.unwrap().0
    }
}

fn mark(thing: Thing, part: &str) -> String {
    format!("{thing:?}{part}mark").to_lowercase()
}

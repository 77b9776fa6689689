use mipas::accounts::Role;
use mipas::db::CategoryId;
use mipas::forum::Access;
use reqwest::Method;
use serde_json::json;

use super::setup::{category, counts, id_of, moderator_of, moderator_of_all, open_category, reply, start};
use crate::support::{TestApp, Visitor};

const WHY: &str = "It names a person who did not agree";

/// Everybody who could look: two categories, a thread of the author's in the first one.
struct Town {
    app: TestApp,
    housing: CategoryId,
    guest: Visitor,
    member: Visitor,
    author: Visitor,
    /// Of the other category.
    other: Visitor,
    moderator: Visitor,
    admin: Visitor,
    /// Its path.
    thread: String,
}

impl Town {
    async fn new() -> Self {
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

    fn id(&self) -> &str {
        id_of(&self.thread)
    }

    fn outsiders(&self) -> [(&'static str, &Visitor); 3] {
        [("guest", &self.guest), ("member", &self.member), ("moderator of another category", &self.other)]
    }

    fn insiders(&self) -> [(&'static str, &Visitor); 3] {
        [("author", &self.author), ("moderator", &self.moderator), ("administrator", &self.admin)]
    }

    /// `post("closure")`, with a reason.
    async fn act(&self, noun: &str) {
        self.moderator.post_form(&format!("/en/t/{}/{noun}", self.id()), &[("reason", WHY)]).await.location();
    }

    async fn undo(&self, noun: &str) {
        self.moderator.delete_form(&format!("/en/t/{}/{noun}", self.id()), &[("reason", WHY)]).await.location();
    }

    /// Every page that lists or shows the thread, without its title in the address.
    fn pages(&self) -> Vec<String> {
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
    async fn leaks(&self, visitor: &Visitor, words: &[&str]) -> Vec<String> {
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

#[actix_web::test]
async fn a_hidden_thread_is_shown_to_its_author_and_moderators_alone() {
    let town = Town::new().await;
    let other = start(&town.author, "housing", "Where to find a flat?", "Near the river").await;
    let before = counts(&town.guest, "housing").await.unwrap();
    assert_eq!((before.0, before.1), (2, 2));
    for (who, visitor) in town.outsiders() {
        // The guest's pages are kept from now on.
        assert!(!town.leaks(visitor, &["zuikis"]).await.is_empty(), "{who} reads it before");
    }
    town.act("hiding").await;

    for (who, visitor) in town.outsiders() {
        assert_eq!(town.leaks(visitor, &["zuikis"]).await, [""; 0], "{who}");
        let note = visitor.get(&town.thread).await;
        assert_eq!(note.status, 410, "{who}");
        assert!(note.main_text().contains(WHY) && !note.main_text().contains("Zuikis"), "{who}");
        let note = visitor.get_json(&format!("/en/t/{}/x", town.id())).await;
        assert_eq!(note.json()["hidden"]["reason"], WHY, "{who}");
        for path in ["posts/1", "posts/1/history"] {
            assert_eq!(visitor.get(&format!("/en/t/{}/{path}", town.id())).await.status, 404, "{who} {path}");
        }
        let (threads, posts, last) = counts(visitor, "housing").await.unwrap();
        assert_eq!((threads, posts), (1, 1), "{who}");
        assert_eq!(Some(last.unwrap().as_str()), visitor.get_json(&other).await.json()["created_at"].as_str());
    }
    for (who, visitor) in town.insiders() {
        let page = visitor.get(&town.thread).await;
        assert_eq!(page.status, 200, "{who}");
        assert!(page.main_text().contains(WHY) && page.main_text().contains("Zuikis owes"), "{who}");
        let (threads, posts, _) = counts(visitor, "housing").await.unwrap();
        assert_eq!((threads, posts), (1, 1), "{who}");
    }
    let listed = |visitor: &Visitor| {
        let visitor = visitor.clone();
        async move { visitor.get_json("/en/c/housing").await.json()["threads"].as_array().unwrap().len() }
    };
    assert_eq!((listed(&town.author).await, listed(&town.moderator).await), (1, 2));

    town.undo("hiding").await;
    for (who, visitor) in town.outsiders() {
        assert_eq!(visitor.get(&town.thread).await.status, 200, "{who}");
    }
    assert_eq!(counts(&town.guest, "housing").await.unwrap(), before);
}

#[actix_web::test]
async fn nobody_goes_on_in_a_hidden_thread_but_moderators_uncounted() {
    let town = Town::new().await;
    town.act("hiding").await;
    let path = format!("/en/t/{}/posts", town.id());
    let form = [("text", "More of it"), ("language", "en")];
    assert_eq!(town.member.post_form(&path, &form).await.status, 404);
    let refused = town.author.post_form(&path, &form).await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("More of it"), "what was typed is not lost");
    assert_eq!(town.author.get(&format!("/en/t/{}/edit", town.id())).await.status, 403);

    reply(&town.moderator, &town.thread, "We talk about it here").await;
    assert_eq!(counts(&town.guest, "housing").await.unwrap(), (0, 0, None));
    town.undo("hiding").await;
    let (threads, posts, last) = counts(&town.guest, "housing").await.unwrap();
    assert_eq!((threads, posts), (1, 2));
    assert!(last.is_some());
}

#[actix_web::test]
async fn a_hidden_post_leaves_a_note_with_the_reason() {
    let town = Town::new().await;
    let ivan = &town.member;
    reply(ivan, &town.thread, "Kiškis wrote **this**").await;
    let read = |visitor: &Visitor| {
        let (visitor, thread) = (visitor.clone(), town.thread.clone());
        async move { (visitor.get(&thread).await, visitor.get_json(&thread).await.json()["posts"][1].clone()) }
    };
    assert!(read(&town.guest).await.0.body.contains("Kiškis"));
    town.act("posts/2/hiding").await;

    for (who, visitor) in [("guest", &town.guest), ("author of the thread", &town.author), ("other", &town.other)] {
        let (page, post) = read(visitor).await;
        assert!(page.main_text().contains(WHY), "{who}");
        assert!(!page.body.contains("Kiškis"), "{who}");
        assert_eq!((&post["html"], &post["length"], &post["shown"]), (&json!(""), &json!(0), &json!(false)), "{who}");
        assert_eq!(post["hidden"]["reason"], WHY, "{who}");
        for path in ["posts/2", "posts/2/history", "posts/2/edit", "posts/2/moderate"] {
            let answer = visitor.get_json(&format!("/en/t/{}/{path}", town.id())).await;
            assert!([401, 403, 404].contains(&answer.status), "{who} {path}: {}", answer.status);
            assert!(!answer.body.contains("Kiškis"), "{who} {path}");
        }
    }
    for (who, visitor) in [("its author", ivan), ("moderator", &town.moderator), ("administrator", &town.admin)] {
        let (page, post) = read(visitor).await;
        assert!(page.main_text().contains(WHY) && page.main_text().contains("Kiškis"), "{who}");
        assert_eq!(post["may_edit"], who != "its author", "{who}");
    }
    let thanks = format!("/en/t/{}/posts/2/thanks", town.id());
    assert_eq!(town.author.post_form(&thanks, &[]).await.status, 404, "thanks would tell that it can be read");

    town.undo("posts/2/hiding").await;
    assert!(read(&town.guest).await.0.body.contains("Kiškis"));
}

#[actix_web::test]
async fn moderating_is_for_the_moderators_of_the_category() {
    let town = Town::new().await;
    let acts = [
        (Method::POST, "closure"),
        (Method::DELETE, "closure"),
        (Method::POST, "pin"),
        (Method::DELETE, "pin"),
        (Method::POST, "hiding"),
        (Method::DELETE, "hiding"),
        (Method::POST, "move"),
        (Method::POST, "posts/1/hiding"),
        (Method::DELETE, "posts/1/hiding"),
    ];
    let secret = category(&town.app, "secret", Access::Roles(vec![Role::Moderator]), Access::Members).await;
    let keeper = moderator_of(&town.app, "Lina", secret).await;
    let hidden_away = start(&keeper, "secret", "Among ourselves", "Text").await;
    let body = json!({ "reason": WHY, "category": "work" });
    let before = town.guest.get_json(&town.thread).await.json();
    for (method, noun) in &acts {
        let path = format!("/en/t/{}/{noun}", town.id());
        for (visitor, status) in [(&town.guest, 401), (&town.member, 403), (&town.author, 403), (&town.other, 403)] {
            assert_eq!(visitor.send_json(method.clone(), &path, &body).await.status, status, "{method} {path}");
        }
        // What one may not read looks like what is not there.
        for path in [format!("/en/t/{}/{noun}", id_of(&hidden_away)), format!("/en/t/4040/{noun}")] {
            let answer = town.moderator.send_json(method.clone(), &path, &body).await;
            assert_eq!((answer.status, &answer.json()["error"]), (404, &json!("not_found")), "{method} {path}");
        }
    }
    assert_eq!(town.guest.get_json(&town.thread).await.json(), before, "nothing has changed");
    for path in ["moderate", "posts/1/moderate"] {
        let path = format!("/en/t/{}/{path}", town.id());
        assert_eq!(town.guest.get_json(&path).await.status, 401);
        assert_eq!(town.member.get(&path).await.status, 403);
        assert_eq!(town.moderator.get(&path).await.status, 200);
        assert_eq!(town.admin.get(&path).await.status, 200);
    }
}

#[actix_web::test]
async fn a_reason_is_needed_and_said_where_it_was_done() {
    let town = Town::new().await;
    let path = format!("/en/t/{}/closure", town.id());
    for reason in ["", " \u{200B} ", "no", &"w".repeat(501)] {
        let again = town.moderator.post_form(&path, &[("reason", reason)]).await;
        assert_eq!(again.status, 422, "{reason:?}");
        assert!(again.body.contains("data-error-summary") && again.body.contains("name=\"reason\""));
    }
    assert!(town.moderator.post_form(&path, &[("reason", "no")]).await.body.contains(">\nno</textarea>"));

    assert!(!town.guest.get(&town.thread).await.main_text().contains(WHY));
    town.act("closure").await;
    assert!(town.guest.get(&town.thread).await.main_text().contains(WHY));
    let path = format!("/en/t/{}/posts", town.id());
    let answer = town.author.post_form(&path, &[("text", "But"), ("language", "en")]).await;
    assert_eq!(answer.status, 403);
    // Twice is once.
    town.act("closure").await;
    town.undo("closure").await;
    assert!(!town.guest.get(&town.thread).await.main_text().contains(WHY));
    reply(&town.author, &town.thread, "Going on").await;
    let log = town.moderator.get_json("/en/moderation").await.json();
    let actions: Vec<&str> =
        log["actions"].as_array().unwrap().iter().map(|action| action["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["thread_opened", "thread_closed"]);
}

#[actix_web::test]
async fn a_pinned_thread_stands_first() {
    let town = Town::new().await;
    start(&town.author, "housing", "A newer thread", "Text").await;
    let list = || async {
        let page = town.guest.get_json("/en/c/housing").await.json();
        let titles = |name: &str| -> Vec<String> {
            page[name].as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap().to_owned()).collect()
        };
        (titles("pinned"), titles("threads"))
    };
    let (pinned, threads) = list().await;
    assert_eq!((pinned.len(), threads.len()), (0, 2));
    town.moderator.post_form(&format!("/en/t/{}/pin", town.id()), &[("reason", WHY)]).await.location();
    let (pinned, threads) = list().await;
    assert_eq!((pinned, threads), (vec!["Zuikis lives here".to_owned()], vec!["A newer thread".to_owned()]));
    town.moderator.delete_form(&format!("/en/t/{}/pin", town.id()), &[("reason", WHY)]).await.location();
    assert_eq!(list().await.0.len(), 0);
}

#[actix_web::test]
async fn a_move_takes_the_thread_and_its_counts_along() {
    let town = Town::new().await;
    reply(&town.member, &town.thread, "A reply").await;
    let stays = start(&town.author, "housing", "This one stays", "Text").await;
    let garden = open_category(&town.app, "garden").await;
    let both = moderator_of_all(&town.app, "Lina", &[town.housing, garden]).await;
    let path = format!("/en/t/{}/move", town.id());
    // Kept by now.
    assert!(town.guest.get("/en/c/housing").await.body.contains("Zuikis"));
    assert!(!town.guest.get("/en/c/garden").await.body.contains("Zuikis"));
    for (visitor, target) in [(&town.moderator, "garden"), (&both, "work"), (&both, "housing"), (&both, "nowhere")] {
        let again = visitor.post_form(&path, &[("category", target), ("reason", WHY)]).await;
        assert_eq!(again.status, 422, "{target}");
        assert!(again.body.contains(&format!(">\n{WHY}</textarea>")), "what was typed is kept");
    }
    both.post_form(&path, &[("category", "garden"), ("reason", WHY)]).await.location();

    assert!(!town.guest.get("/en/c/housing").await.body.contains("Zuikis"));
    assert!(town.guest.get("/en/c/garden").await.body.contains("Zuikis"));
    let page = town.guest.get(&town.thread).await;
    assert!(page.main_text().contains(WHY) && page.main_text().contains("garden en"));
    let time = |page: serde_json::Value, name: &str| page[name].as_str().map(str::to_owned);
    let stays = time(town.guest.get_json(&stays).await.json(), "created_at");
    assert_eq!(counts(&town.guest, "housing").await.unwrap(), (1, 1, stays));
    let replied = time(town.guest.get_json(&town.thread).await.json()["posts"][1].clone(), "created_at");
    assert_eq!(counts(&town.guest, "garden").await.unwrap(), (1, 2, replied));

    // Hidden, it is counted nowhere; shown again, where it is then.
    let act = |method: Method, noun: &'static str, body: serde_json::Value| {
        let (both, path) = (both.clone(), format!("/en/t/{}/{noun}", town.id()));
        async move { assert_eq!(both.send_json(method, &path, &body).await.status, 200) }
    };
    act(Method::POST, "hiding", json!({ "reason": WHY })).await;
    act(Method::POST, "move", json!({ "reason": WHY, "category": "housing" })).await;
    assert_eq!(counts(&town.guest, "garden").await.unwrap(), (0, 0, None));
    assert_eq!(counts(&town.guest, "housing").await.unwrap().1, 1);
    act(Method::DELETE, "hiding", json!({ "reason": WHY })).await;
    assert_eq!(counts(&town.guest, "housing").await.unwrap().1, 3);
}

#[actix_web::test]
async fn a_move_into_a_closed_category_takes_it_out_of_sight() {
    let town = Town::new().await;
    let roles = Access::Roles(vec![Role::Moderator]);
    let inner = category(&town.app, "inner", roles.clone(), roles).await;
    let both = moderator_of_all(&town.app, "Lina", &[town.housing, inner]).await;
    for (_, visitor) in town.outsiders() {
        assert!(!town.leaks(visitor, &["zuikis"]).await.is_empty());
    }
    let form = [("category", "inner"), ("reason", "It goes on without readers")];
    both.post_form(&format!("/en/t/{}/move", town.id()), &form).await.location();

    // Its author is not let in either, nor is the moderator of the category that it left.
    let left = [("author", &town.author), ("moderator", &town.moderator)];
    for (who, visitor) in town.outsiders().into_iter().chain(left) {
        assert_eq!(town.leaks(visitor, &["zuikis", "inner en"]).await, [""; 0], "{who}");
        for path in [town.thread.clone(), format!("/en/t/{}/posts/1", town.id())] {
            assert_eq!(visitor.get(&path).await.status, 404, "{who}");
            assert_eq!(visitor.get_json(&path).await.status, 404, "{who}");
        }
        assert_eq!(counts(visitor, "housing").await.unwrap(), (0, 0, None), "{who}");
        assert!(counts(visitor, "inner").await.is_none(), "{who}");
    }
    for (who, visitor) in [("mover", &both), ("administrator", &town.admin)] {
        assert_eq!(visitor.get(&town.thread).await.status, 200, "{who}");
        assert_eq!(counts(visitor, "inner").await.unwrap().1, 1, "{who}");
    }
    // The log tells the moderators of the category that it left that it went, and why; not where.
    let log = town.moderator.get_json("/en/moderation").await.json();
    let action = &log["actions"][0];
    assert_eq!((&action["action"], &action["reason"]), (&json!("thread_moved"), &json!("It goes on without readers")));
    assert_eq!((&action["to"], &action["title"]), (&json!(null), &json!(null)));
    let log = both.get_json("/en/moderation").await.json();
    assert_eq!(
        (&log["actions"][0]["to"]["slug"], &log["actions"][0]["title"]["text"]),
        (&json!("inner"), &json!("Zuikis lives here"))
    );
}

#[actix_web::test]
async fn the_log_is_paged_and_for_those_who_moderate_there() {
    let town = Town::new().await;
    let elsewhere = start(&town.author, "work", "About work", "Text").await;
    town.other.post_form(&format!("/en/t/{}/pin", id_of(&elsewhere)), &[("reason", WHY)]).await.location();
    for round in 0..26 {
        town.moderator.post_form(&format!("/en/t/{}/pin", town.id()), &[("reason", WHY)]).await.location();
        if round == 20 {
            town.act("posts/1/hiding").await;
        }
        town.moderator.delete_form(&format!("/en/t/{}/pin", town.id()), &[("reason", WHY)]).await.location();
    }
    assert_eq!(town.guest.get_json("/en/moderation").await.status, 401);
    assert!(town.guest.get("/en/moderation").await.location().starts_with("/en/sign-in"));
    assert_eq!(town.member.get("/en/moderation").await.status, 404);

    let mut ids: Vec<i64> = Vec::new();
    let mut path = "/en/moderation".to_owned();
    loop {
        let page = town.moderator.get_json(&path).await.json();
        ids.extend(page["actions"].as_array().unwrap().iter().map(|action| action["id"].as_i64().unwrap()));
        let Some(older) = page["older"].as_i64() else { break };
        path = format!("/en/moderation?before={older}");
    }
    assert_eq!(ids.len(), 53, "those of the other category are left out");
    assert!(ids.is_sorted_by(|newer, older| newer > older));

    let page = town.moderator.get("/en/moderation").await;
    assert!(page.main_text().contains("Zuikis lives here") && page.main_text().contains("Jonas"));
    let count = |visitor: &Visitor, query: &'static str| {
        let visitor = visitor.clone();
        async move {
            let answer = visitor.get_json(&format!("/en/moderation{query}")).await;
            (answer.status, if answer.status == 200 { answer.json()["actions"].as_array().unwrap().len() } else { 0 })
        }
    };
    assert_eq!(count(&town.other, "").await, (200, 1));
    assert_eq!(count(&town.admin, "?category=work").await, (200, 1));
    assert_eq!(count(&town.other, "?category=housing").await, (404, 0));
    assert_eq!(count(&town.other, "?before=x").await, (400, 0));
}

#[actix_web::test]
async fn counts_hold_when_everybody_acts_at_once() {
    let town = Town::new().await;
    let garden = open_category(&town.app, "garden").await;
    let mods = [
        moderator_of_all(&town.app, "Lina", &[town.housing, garden]).await,
        moderator_of_all(&town.app, "Zita", &[town.housing, garden]).await,
    ];
    let mut tasks = Vec::new();
    for (one, visitor) in mods.into_iter().enumerate() {
        let id = town.id().to_owned();
        tasks.push(actix_web::rt::spawn(async move {
            for round in 0..8 {
                let target = if (round + one) % 2 == 0 { "garden" } else { "housing" };
                let body = json!({ "reason": WHY, "category": target });
                for (method, noun) in [(Method::POST, "hiding"), (Method::POST, "move"), (Method::DELETE, "hiding")] {
                    let status = visitor.send_json(method, &format!("/en/t/{id}/{noun}"), &body).await.status;
                    // 422: it is there already; 409: the other was quicker.
                    assert!([200, 409, 422].contains(&status), "{noun}: {status}");
                }
            }
        }));
    }
    let (author, thread) = (town.author.clone(), town.id().to_owned());
    tasks.push(actix_web::rt::spawn(async move {
        for round in 0..16 {
            let body = json!({ "text": format!("reply {round}"), "language": "en" });
            let status = author.post_json(&format!("/en/t/{thread}/posts"), &body).await.status;
            assert!([201, 403].contains(&status), "{status}");
        }
    }));
    for task in tasks {
        task.await.unwrap();
    }
    let thread = town.admin.get_json(&town.thread).await.json();
    let (here, there) =
        if thread["category"]["slug"] == "garden" { ("garden", "housing") } else { ("housing", "garden") };
    let expected = if thread["hidden"].is_null() { (1, thread["last_number"].as_i64().unwrap()) } else { (0, 0) };
    let (threads, posts, _) = counts(&town.guest, here).await.unwrap();
    assert_eq!((threads, posts), expected);
    assert_eq!(counts(&town.guest, there).await.unwrap(), (0, 0, None));
}

#[actix_web::test]
async fn a_title_is_never_taken_for_an_action() {
    let town = Town::new().await;
    for title in ["Posts", "Moderate!", "Closure", "Hiding"] {
        let thread = start(&town.author, "housing", title, "Text").await;
        let page = town.guest.get_json(&thread).await;
        assert_eq!((page.status, &page.json()["title"]), (200, &json!(title)));
    }
}

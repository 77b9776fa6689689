use mipas::accounts::Role;
use mipas::forum::Access;
use reqwest::Method;
use serde_json::json;

use super::setup::{category, counts, id_of, moderator_of, moderator_of_all, open_category, reply, start};
use super::town::{Town, WHY};
use crate::support::Visitor;

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

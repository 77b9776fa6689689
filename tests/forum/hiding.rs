use mipas::accounts::Role;
use mipas::forum::Access;
use serde_json::json;

use super::setup::{category, counts, moderator_of_all, reply, start};
use super::town::{Town, WHY};
use crate::support::Visitor;

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

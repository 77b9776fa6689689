use mipas::accounts::Role;
use mipas::forum::Access;
use serde_json::{Value, json};

use super::client::Live;
use crate::forum::setup::{category, id_of, moderator_of_all, open_category, reply, start};
use crate::forum::town::Town;
use crate::support::{TestApp, Visitor};

fn channel(thread: &str) -> String {
    format!("thread:{}", id_of(thread))
}

async fn poll(visitor: &Visitor, query: &str) -> Value {
    let answer = visitor.get_json(&format!("/live/poll{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    answer.json()
}

#[actix_web::test]
async fn a_reply_is_hinted_to_those_who_look() {
    let town = Town::new().await;
    let elsewhere = start(&town.author, "work", "Another", "Text").await;
    let mut guest = Live::looking(&town.guest, &channel(&town.thread)).await;
    let mut of_list = Live::looking(&town.guest, &format!("category:{}", town.housing)).await;
    let mut member = Live::looking(&town.member, &channel(&town.thread)).await;
    let mut other = Live::looking(&town.guest, &channel(&elsewhere)).await;

    reply(&town.moderator, &town.thread, "A reply").await;
    let expected = json!({"thread": town.id().parse::<i64>().unwrap(), "number": 2, "by": town.moderator.id.unwrap()});
    for live in [&mut guest, &mut of_list, &mut member] {
        let mut hint = live.next().await;
        assert_eq!(hint["kind"], "post.created");
        assert!(hint["seq"].is_i64());
        for name in ["seq", "kind"] {
            hint.as_object_mut().unwrap().remove(name);
        }
        assert_eq!(hint, expected);
    }
    other.hears_nothing().await;
}

#[actix_web::test]
async fn one_who_looks_at_thread_and_list_is_told_once() {
    let town = Town::new().await;
    let query = format!("?channel={}&channel=category:{}", channel(&town.thread), town.housing);
    let (mut live, _) = Live::greeted(&town.guest, &query).await;
    reply(&town.member, &town.thread, "A reply").await;
    assert_eq!(live.next().await["kind"], "post.created");
    live.hears_nothing().await;
}

#[actix_web::test]
async fn what_is_closed_looks_like_what_is_not_there() {
    let app = TestApp::new().await;
    let inner = category(&app, "inner", Access::Members, Access::Members).await;
    let ona = app.member("ona").await;
    let thread = start(&ona, "inner", "Closed", "Text").await;
    let asked =
        [channel(&thread), format!("category:{inner}"), "thread:999".into(), "nothing".into(), "inbox:1".into()];
    let query: Vec<String> = asked.iter().map(|channel| format!("channel={channel}")).collect();
    let (mut guest, before) = Live::greeted(&app.guest(), &format!("?{}", query.join("&"))).await;
    let refused = |channel: &String| json!({"kind": "refused", "channel": channel});
    assert_eq!(before, asked.iter().map(refused).collect::<Vec<_>>());
    for text in &asked {
        guest.say(&json!({ "subscribe": text }).to_string()).await;
        assert_eq!(guest.next().await, refused(text));
    }
    let mut member = Live::looking(&app.member("petras").await, &asked[0]).await;
    reply(&ona, &thread, "A reply").await;
    assert_eq!(member.next().await["kind"], "post.created");
    guest.hears_nothing().await;
    assert_eq!(poll(&app.guest(), &format!("?since=0&{}", query.join("&"))).await["hints"], json!([]));
}

#[actix_web::test]
async fn channels_come_and_go() {
    let town = Town::new().await;
    let (mut live, _) = Live::greeted(&town.guest, "").await;
    live.say(&json!({"subscribe": channel(&town.thread)}).to_string()).await;
    let answer = live.next().await;
    assert_eq!((&answer["kind"], &answer["channel"]), (&json!("subscribed"), &json!(channel(&town.thread))));
    assert!(answer["seq"].is_i64());
    reply(&town.member, &town.thread, "A reply").await;
    assert_eq!(live.next().await["kind"], "post.created");
    live.say(&json!({"unsubscribe": channel(&town.thread)}).to_string()).await;
    // The answer shows that what was said before has been heard.
    live.say("{\"subscribe\":\"thread:999\"}").await;
    assert_eq!(live.next().await["kind"], "refused");
    reply(&town.member, &town.thread, "Another").await;
    live.hears_nothing().await;
}

#[actix_web::test]
async fn nine_channels_are_too_many() {
    let town = Town::new().await;
    let mut threads = Vec::new();
    for number in 0..9 {
        threads.push(channel(&start(&town.author, "work", &format!("Thread {number}"), "Text").await));
    }
    let query: Vec<String> = threads.iter().map(|channel| format!("channel={channel}")).collect();
    let origin = town.guest.base.clone();
    let refused = Live::attempt(&town.guest, &format!("?{}", query.join("&")), Some(&origin)).await;
    assert_eq!(refused.err(), Some(400));
    let (mut live, _) = Live::greeted(&town.member, &format!("?{}", query[..8].join("&"))).await;
    live.say(&json!({"subscribe": threads[8]}).to_string()).await;
    assert_eq!(live.next().await, json!({"kind": "refused", "channel": threads[8]}));
}

#[actix_web::test]
async fn a_move_out_of_sight_silences() {
    let town = Town::new().await;
    let roles = Access::Roles(vec![Role::Moderator]);
    let inner = category(&town.app, "inner", roles.clone(), roles).await;
    let both = moderator_of_all(&town.app, "Lina", &[town.housing, inner]).await;
    let mut guest = Live::looking(&town.guest, &channel(&town.thread)).await;
    let mut member = Live::looking(&town.member, &channel(&town.thread)).await;
    let mut insider = Live::looking(&both, &channel(&town.thread)).await;
    let form = [("category", "inner"), ("reason", "It goes on without readers")];
    both.post_form(&format!("/en/t/{}/move", town.id()), &form).await.location();
    reply(&both, &town.thread, "Among us").await;
    insider.hint("thread.moved").await;
    insider.hint("post.created").await;
    // They are told that it is gone, for their pages still show it, and nothing after that.
    for shut_out in [&mut guest, &mut member] {
        let told = shut_out.hint("gone").await;
        assert_eq!(told["channel"], channel(&town.thread).as_str());
        shut_out.hears_nothing().await;
    }
}

#[actix_web::test]
async fn a_category_that_becomes_private_silences() {
    let town = Town::new().await;
    let mut guest = Live::looking(&town.guest, &channel(&town.thread)).await;
    let mut member = Live::looking(&town.member, &channel(&town.thread)).await;
    reply(&town.author, &town.thread, "Everybody hears").await;
    assert_eq!(guest.next().await["kind"], "post.created");
    assert_eq!(member.next().await["kind"], "post.created");
    let housing = town.housing;
    town.app
        .db()
        .write(move |tx| {
            use diesel::prelude::*;
            use mipas::db::schema::categories;
            let closed = diesel::update(categories::table.find(housing)).set(categories::read_access.eq("members"));
            Ok(closed.execute(&mut **tx).map(drop)?)
        })
        .await
        .unwrap();
    reply(&town.author, &town.thread, "Members hear").await;
    assert_eq!(member.next().await["kind"], "post.created");
    guest.hears_nothing().await;
}

#[actix_web::test]
async fn what_was_missed_comes_first_and_in_order() {
    let town = Town::new().await;
    let query = format!("?channel={}", channel(&town.thread));
    let (live, _) = Live::greeted(&town.guest, &query).await;
    drop(live);
    let since = poll(&town.guest, "").await["seq"].as_i64().unwrap();
    for text in ["One", "Two", "Three"] {
        reply(&town.member, &town.thread, text).await;
    }
    let since = format!("{query}&since={since}");
    let (mut live, missed) = Live::greeted(&town.guest, &since).await;
    let numbers: Vec<i64> = missed.iter().map(|hint| hint["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [2, 3, 4]);
    reply(&town.member, &town.thread, "Four").await;
    assert_eq!(live.next().await["number"], 5);

    // The same for those without sockets.
    let polled = poll(&town.guest, &since).await;
    assert_eq!(polled["hints"].as_array().unwrap()[..3], missed);
    assert_eq!((polled["hints"].as_array().unwrap().len(), &polled["reload"]), (4, &json!(false)));
    let next = format!("{query}&since={}", polled["seq"]);
    assert_eq!(poll(&town.guest, &next).await["hints"], json!([]));
}

/// Sockets that open while others write miss nothing and hear nothing out of order.
#[actix_web::test]
async fn nothing_is_lost_between_replay_and_live() {
    let town = Town::new().await;
    let writer = {
        let (member, thread) = (town.member.clone(), town.thread.clone());
        tokio::task::spawn_local(async move {
            for number in 0..60 {
                reply(&member, &thread, &format!("Reply {number}")).await;
            }
        })
    };
    let mut readers = Vec::new();
    for _ in 0..12 {
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        readers.push(Live::open(&town.guest, &format!("?since=0&channel={}", channel(&town.thread))).await);
    }
    writer.await.unwrap();
    for mut reader in readers {
        let (mut last, mut number) = (0, 0);
        while number < 61 {
            let hint = reader.next().await;
            if hint["kind"] == "post.created" {
                let seq = hint["seq"].as_i64().unwrap();
                assert!(seq > last, "{seq} after {last}");
                assert_eq!(hint["number"].as_i64().unwrap(), number + 1, "{hint}");
                (last, number) = (seq, number + 1);
            }
        }
    }
}

#[actix_web::test]
async fn who_missed_too_much_is_told_to_load_again() {
    let town = Town::new().await;
    let since = poll(&town.guest, "").await["seq"].clone();
    let admin = town.admin.id.unwrap();
    town.app
        .db()
        .write(move |tx| {
            for _ in 0..501 {
                let subject = mipas::db::Subject { kind: "account", id: admin.0 };
                let (detail, actor) = (json!({}), Some(admin));
                tx.record(mipas::db::Entry {
                    kind: "account.noted",
                    actor,
                    subject,
                    parent: None,
                    container: None,
                    detail,
                });
            }
            Ok(())
        })
        .await
        .unwrap();
    let query = format!("?since={since}&channel={}", channel(&town.thread));
    let (mut live, before) = Live::greeted(&town.guest, &query).await;
    let polled = poll(&town.guest, &query).await;
    assert_eq!(before, [json!({"kind": "reload", "seq": polled["seq"]})]);
    assert_eq!((&polled["hints"], &polled["reload"]), (&json!([]), &json!(true)));
    reply(&town.member, &town.thread, "It goes on").await;
    assert_eq!(live.next().await["kind"], "post.created");
    // From a log that is not ours.
    assert_eq!(poll(&town.guest, "?since=99999999").await["reload"], true);
    assert_eq!(town.guest.get_json("/live/poll?since=x").await.status, 400);
}

#[actix_web::test]
async fn members_hear_how_much_is_unread() {
    let town = Town::new().await;
    let open = open_category(&town.app, "garden").await;
    let (mut author, _) = Live::greeted(&town.author, "").await;
    let (mut member, _) = Live::greeted(&town.member, &format!("?channel=category:{open}")).await;
    let since = poll(&town.author, "").await["seq"].clone();
    reply(&town.member, &town.thread, "A reply").await;
    let told = author.next().await;
    assert_eq!((&told["kind"], &told["unread"]), (&json!("inbox.told"), &json!(1)));
    member.hears_nothing().await;
    let polled = poll(&town.author, &format!("?since={since}")).await;
    assert_eq!(polled["hints"], json!([told]));

    town.author.post_form("/en/inbox/reading", &[("thing", &channel(&town.thread))]).await.location();
    let read = author.next().await;
    assert_eq!((&read["kind"], &read["unread"]), (&json!("inbox.read"), &json!(0)));
}

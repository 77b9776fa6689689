use diesel::prelude::*;
use mipas::db::schema::notices;
use serde_json::json;

use super::{follow, header_count, inbox, kinds, settle};
use crate::forum::setup::{id_of, open_category, reply, start};
use crate::support::TestApp;

#[actix_web::test]
async fn the_number_in_the_header_goes_down_by_reading() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let first = start(&ona, "housing", "The first thread", "Text").await;
    let second = start(&ona, "housing", "The second thread", "Text").await;
    for thread in [&first, &second] {
        reply(&ivan, thread, "One").await;
        reply(&ivan, thread, "Two").await;
    }
    settle(&app).await;
    for path in ["/en/", "/lt/forum", "/ru/inbox", "/en/settings", "/en/nothing-here"] {
        assert_eq!(header_count(&ona, path).await, 2, "{path}");
    }
    assert_eq!(header_count(&ivan, "/en/").await, 0);
    // The page that shows the news does not announce it any more.
    assert_eq!(header_count(&ona, &first).await, 1);
    assert_eq!(header_count(&ona, "/en/").await, 1);
    let page = inbox(&app, &ona).await;
    let things = page["things"].as_array().unwrap();
    assert_eq!((things[0]["title"].as_str(), things[0]["unread"].as_bool()), (Some("The second thread"), Some(true)));
    assert_eq!((things[1]["title"].as_str(), things[1]["unread"].as_bool()), (Some("The first thread"), Some(false)));
    assert_eq!(page["unread"], 1);
}

#[actix_web::test]
async fn only_what_a_page_shows_is_read_with_it() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A long thread", "Text").await;
    for number in 2..=25 {
        reply(&ivan, &thread, &format!("Reply {number}")).await;
    }
    settle(&app).await;
    // The first page shows 20 posts: five are still unread.
    assert_eq!(header_count(&ona, &thread).await, 1);
    let page = inbox(&app, &ona).await;
    assert_eq!(page["things"][0]["lines"][0]["count"], 5);
    let url = page["things"][0]["lines"][0]["url"].as_str().unwrap();
    assert!(url.ends_with("?post=21#post-21"), "{url}");
    assert_eq!(header_count(&ona, &format!("{thread}?page=2")).await, 0);
}

#[actix_web::test]
async fn one_or_all_are_marked_as_read() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let first = start(&ona, "housing", "The first thread", "Text").await;
    let second = start(&ona, "housing", "The second thread", "Text").await;
    reply(&ivan, &first, "One").await;
    reply(&ivan, &second, "One").await;
    let page = inbox(&app, &ona).await;
    let thing = page["things"][1]["thing"].as_str().unwrap();
    assert_eq!(ona.post_form("/en/inbox/reading", &[("thing", thing)]).await.location(), "/en/inbox");
    assert_eq!(header_count(&ona, "/en/").await, 1);
    // What has come since the page was made stays unread.
    let newest = page["newest"].to_string();
    reply(&ivan, &first, "Two").await;
    settle(&app).await;
    ona.post_form("/en/inbox/reading", &[("up_to", &newest)]).await.location();
    assert_eq!(header_count(&ona, "/en/").await, 1);
    let answer = ona.post_json("/en/inbox/reading", &json!({ "up_to": "999999" })).await;
    assert_eq!(answer.status, 200);
    assert_eq!(header_count(&ona, "/en/").await, 0);
    for bad in [json!({}), json!({ "thing": "thread" }), json!({ "thing": "thread:x" })] {
        assert_eq!(ona.post_json("/en/inbox/reading", &bad).await.status, 400, "{bad}");
    }
    // Somebody else's is not touched by naming it.
    assert_eq!(ivan.post_form("/en/inbox/reading", &[("thing", thing)]).await.status, 303);
}

#[actix_web::test]
async fn the_inbox_is_paged_and_filtered() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let mut first = String::new();
    for number in 1..=35 {
        let thread = start(&ona, "housing", &format!("Thread number {number}"), "Text").await;
        reply(&ivan, &thread, if number % 7 == 0 { "@Ona look" } else { "Look" }).await;
        if number == 1 {
            first = thread;
        }
    }
    settle(&app).await;
    ona.get(&first).await;
    let mut path = "/en/inbox".to_owned();
    let mut titles: Vec<String> = Vec::new();
    let mut pages = 0;
    loop {
        let page = ona.get_json(&path).await.json();
        pages += 1;
        titles.extend(page["things"].as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap().to_owned()));
        let Some(older) = page["older"].as_str() else { break };
        path = format!("/en/inbox?before={older}");
    }
    assert_eq!((pages, titles.len()), (2, 35));
    assert_eq!(titles[0], "Thread number 35");
    // What was read stands last, whatever its age.
    assert_eq!(titles[34], "Thread number 1");
    let mentions = ona.get_json("/en/inbox?kind=mention").await.json();
    assert_eq!(mentions["things"].as_array().unwrap().len(), 5);
    assert_eq!(ona.get("/en/inbox?kind=gossip").await.status, 404);
    assert_eq!(ona.get("/en/inbox?before=x").await.status, 400);
    assert_eq!(app.guest().get("/en/inbox").await.status, 303);
}

#[actix_web::test]
async fn each_kind_goes_where_its_member_wants_it() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    // What is not named stays; what is there without a tick is wanted nowhere.
    let form = [("mention", "mail"), ("quote", "inbox"), ("reply", "")];
    ona.post_form("/en/settings/notifications", &form).await.location();
    let page = ona.get_json("/en/settings/notifications").await.json();
    let kind =
        |code: &str| page["kinds"].as_array().unwrap().iter().find(|k| k["kind"] == code).unwrap()["wanted"].clone();
    assert_eq!(kind("mention"), json!({ "inbox": false, "live": false, "mail": true, "digest": false }));
    assert_eq!(kind("quote"), json!({ "inbox": true, "live": false, "mail": false, "digest": false }));
    assert_eq!(kind("reply"), json!({ "inbox": false, "live": false, "mail": false, "digest": false }));
    reply(&ivan, &thread, "A reply").await;
    reply(&ivan, &thread, "@Ona a mention").await;
    reply(&ivan, &thread, "> @Ona:\n> Text\n\nA quotation").await;
    assert_eq!(kinds(&app, &ona).await, ["quote"]);
    assert_eq!(header_count(&ona, "/en/").await, 1);
    let moderation = json!({ "inbox": true, "live": true, "mail": true, "digest": true });
    assert_eq!(kind("moderation"), moderation);
    let wrong = ona.post_form("/lt/settings/notifications", &[("mention", "pigeon")]).await;
    assert_eq!(wrong.status, 422);
    assert!(!wrong.main_text().contains("field-"), "{}", wrong.main_text());
}

#[actix_web::test]
async fn every_page_is_shown_in_every_language() {
    let app = TestApp::new().await;
    let housing = open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    reply(&ivan, &thread, "@Ona hello").await;
    follow(&ona, &format!("category:{housing}"), "following").await;
    settle(&app).await;
    for lang in ["lt", "en", "ru"] {
        for page in ["inbox", "settings/notifications", "settings/following"] {
            let answer = ona.get(&format!("/{lang}/{page}")).await;
            assert_eq!(answer.status, 200, "{lang} {page}");
            let text = answer.main_text();
            assert!(
                !text.contains("notice-") && !text.contains("level-") && !text.contains('{'),
                "{lang} {page}: {text}"
            );
        }
    }
    let text = ona.get("/lt/inbox").await.main_text();
    assert!(text.contains("Jus paminėjo"), "{text}");
    let text = ona.get("/ru/inbox").await.main_text();
    assert!(text.contains("Вас упоминают:"), "{text}");
}

#[actix_web::test]
async fn notices_go_with_the_account_and_with_time() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    reply(&ivan, &thread, "One").await;
    settle(&app).await;
    let count = |app: &TestApp| {
        let db = app.db().clone();
        async move { db.read(|conn| Ok(notices::table.count().get_result::<i64>(conn)?)).await.unwrap() }
    };
    assert_eq!(count(&app).await, 1);
    app.clock.advance(chrono::Duration::days(366));
    app.db().write(|tx| Ok(mipas::notifications::sweep(tx)?)).await.unwrap();
    assert_eq!(count(&app).await, 0);
    assert_eq!(
        app.db().read(|conn| Ok(mipas::db::schema::inbox::table.count().get_result::<i64>(conn)?)).await.unwrap(),
        0
    );
    let (ona, ivan) = (app.member("Ona 2").await, app.member("Ivan 2").await);
    let thread = start(&ona, "housing", "A thread", "Text").await;
    reply(&ivan, &thread, "One").await;
    settle(&app).await;
    assert_eq!(count(&app).await, 1);
    ona.delete_form("/en/settings/delete", &[("password", "correct horse Ona 2")]).await.location();
    assert_eq!(count(&app).await, 0);
    assert_eq!(id_of(&thread).parse::<i64>().unwrap(), 2);
}

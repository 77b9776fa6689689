use reqwest::Method;
use serde_json::json;

use super::setup::{category, id_of, open_category, reply, start};
use crate::support::{Answer, TestApp, Visitor};
use mipas::forum::Access;

#[actix_web::test]
async fn a_member_asks_another_answers_and_a_guest_reads_both() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);

    let thread = start(&ona, "housing", "Where do I sign a rental contract?", "**Where** and with whom?").await;
    let answer = reply(&ivan, &thread, "With the owner. @Ona, keep a copy.").await;
    assert_eq!(answer, format!("{thread}?post=2#post-2"));

    let page = app.guest().get(&thread).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<strong>Where</strong> and with whom?"));
    assert!(page.body.contains("class=\"mention\""), "the mention is a link");
    assert!(page.body.contains("id=\"post-1\"") && page.body.contains("id=\"post-2\""), "posts have their numbers");
    assert!(page.body.contains("dir=\"ltr\""), "and their direction");
    assert!(page.headers.get("set-cookie").is_none());

    let json = app.guest().get_json(&thread).await.json();
    assert_eq!(json["posts"].as_array().unwrap().len(), 2);
    assert_eq!(json["posts"][1]["author"]["name"], "Ivan");
    assert_eq!(json["last_number"], 2);

    let list = app.guest().get("/lt/c/housing").await.main_text();
    assert!(list.contains("Where do I sign a rental contract?"));
    assert!(list.contains("1 atsakymas"), "{list}");
}

#[actix_web::test]
async fn a_wrong_or_old_slug_leads_to_the_right_one() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "An old title", "Text").await;
    let id = id_of(&thread);
    for path in [format!("/en/t/{id}"), format!("/en/t/{id}/wrong")] {
        let answer = app.guest().get(&path).await;
        assert_eq!((answer.status, answer.header("location")), (301, thread.as_str()), "{path}");
    }
    let fields = [("title", "A new title"), ("language", "en"), ("tags", "Rent, Lease")];
    let changed = ona.post_form(&format!("/en/t/{id}?_method=PUT"), &fields).await.location();
    assert_eq!(changed, format!("/en/t/{id}/a-new-title"));
    assert_eq!(app.guest().get(&thread).await.header("location"), changed);
    let tags = app.guest().get_json(&changed).await.json()["tags"].clone();
    assert_eq!(tags, json!(["lease", "rent"]));
}

#[actix_web::test]
async fn the_same_form_twice_makes_one_post() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "A question of mine", "Text").await;
    let path = format!("/en/t/{}/posts", id_of(&thread));
    let fields = [("text", "once"), ("language", "en"), ("idempotency_key", "one-key-for-one-form")];
    let (first, second) = tokio::join!(ona.post_form(&path, &fields), ona.post_form(&path, &fields));
    assert_eq!(first.location(), second.location());
    assert_eq!(app.guest().get_json(&thread).await.json()["last_number"], 2);

    // The header does the same for programs: 201, then 200 with the same body.
    let body = json!({ "text": "twice?", "language": "en" });
    // A key that would not be kept is not passed over.
    let short = ona.request(Method::POST, &path).header("idempotency-key", "short").header("origin", &ona.base);
    assert_eq!(Answer::of(short.form(&fields)).await.status, 400);
    let send = || ona.request(Method::POST, &path).header("idempotency-key", "a-key-of-a-program");
    let csrf = ona.csrf().unwrap();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let request = send().header("x-csrf", &csrf).header("origin", &app.base).json(&body);
        answers.push(Answer::of(request).await);
    }
    assert_eq!((answers[0].status, answers[1].status), (201, 200));
    assert_eq!(answers[0].json(), answers[1].json());
    assert_eq!(app.guest().get_json(&thread).await.json()["last_number"], 3);
}

#[actix_web::test]
async fn an_edit_made_meanwhile_keeps_both_texts() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "A question of mine", "First wording").await;
    let path = format!("/en/t/{}/posts/1?_method=PUT", id_of(&thread));
    let edit = |text: &'static str, revision: &'static str| {
        let ona = ona.clone();
        let path = path.clone();
        async move { ona.post_form(&path, &[("text", text), ("language", "en"), ("revision", revision)]).await }
    };
    edit("Second wording", "1").await.location();
    let late = edit("My late wording", "1").await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("My late wording") && late.body.contains("Second wording"));

    let history = app.guest().get_json(&format!("/en/t/{}/posts/1/history", id_of(&thread))).await.json();
    let changes = history["versions"][0]["changes"].as_array().unwrap().clone();
    let of = |kind: &str| -> String {
        changes.iter().filter(|c| c["kind"] == kind).map(|c| c["text"].as_str().unwrap()).collect()
    };
    assert_eq!((of("removed").as_str(), of("added").as_str()), ("First", "Second"));
}

#[actix_web::test]
async fn unread_posts_are_marked_and_jumped_to() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A question of mine", "Text").await;
    let unread = |visitor: Visitor| async move {
        let item = visitor.get_json("/en/c/housing").await.json()["threads"][0].clone();
        (item["new"].as_bool().unwrap(), item["unread"].as_i64().unwrap())
    };
    assert_eq!(unread(ivan.clone()).await, (true, 0), "never opened");
    ivan.get(&thread).await;
    assert_eq!(unread(ivan.clone()).await, (false, 0));
    for number in 0..25 {
        reply(&ona, &thread, &format!("reply {number}")).await;
    }
    assert_eq!(unread(ivan.clone()).await, (false, 25));
    assert_eq!(unread(ona.clone()).await, (false, 0), "one's own posts are read");
    let page = ivan.get_json(&format!("{thread}?post=unread")).await.json();
    assert_eq!((page["page"].as_i64(), page["first_unread"].as_i64()), (Some(1), Some(2)));
    assert_eq!(unread(ivan.clone()).await, (false, 6), "the first page shows 20");
    let page = ivan.get_json(&format!("{thread}?post=unread")).await.json();
    assert_eq!(page["page"], 2);
    assert_eq!(unread(ivan).await, (false, 0));
}

#[actix_web::test]
async fn lists_are_paged_by_key_in_both_directions() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    for number in 0..65 {
        start(&ona, "housing", &format!("Question number {number}"), "Text").await;
    }
    let mut path = "/en/c/housing".to_owned();
    let mut titles = Vec::new();
    let mut pages = Vec::new();
    loop {
        let page = ona.get_json(&path).await.json();
        let on_page: Vec<String> =
            page["threads"].as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap().to_owned()).collect();
        titles.extend(on_page.clone());
        pages.push((on_page, page["newer"].clone()));
        let Some(older) = page["older"].as_str() else { break };
        path = format!("/en/c/housing?before={older}");
    }
    let expected: Vec<String> = (0..65).rev().map(|n| format!("Question number {n}")).collect();
    assert_eq!(titles, expected);
    let newer = pages[2].1.as_str().unwrap();
    let back = ona.get_json(&format!("/en/c/housing?after={newer}")).await.json();
    let back: Vec<&str> = back["threads"].as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap()).collect();
    assert_eq!(back, pages[1].0);
    assert_eq!(ona.get("/en/c/housing?before=nonsense").await.status, 400);
}

#[actix_web::test]
async fn a_list_is_filtered_by_language_and_tag() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    for (title, language, tags) in
        [("Kur gyventi?", "lt", "nuoma"), ("Где жить?", "ru", "аренда"), ("Where to live?", "en", "nuoma, rent")]
    {
        let fields = [("title", title), ("text", "?"), ("language", language), ("tags", tags)];
        ona.post_form("/en/c/housing/threads", &fields).await.location();
    }
    let titles = |query: &'static str| {
        let ona = ona.clone();
        async move {
            let page = ona.get_json(&format!("/en/c/housing?{query}")).await.json();
            let titles: Vec<String> =
                page["threads"].as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap().to_owned()).collect();
            titles
        }
    };
    assert_eq!(titles("language=ru").await, ["Где жить?"]);
    assert_eq!(titles("tag=nuoma").await, ["Where to live?", "Kur gyventi?"]);
    assert_eq!(titles("tag=nuoma&language=lt").await, ["Kur gyventi?"]);
    assert!(titles("tag=none").await.is_empty());
}

#[actix_web::test]
async fn what_was_typed_is_kept_when_it_cannot_be_taken() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let fields = [("title", "Hm"), ("text", "A long thought"), ("language", "xx"), ("tags", "a,b,c,d,e,f")];
    let page = ona.post_form("/lt/c/housing/threads", &fields).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("A long thought") && page.body.contains("value=\"Hm\""));
    for (field, message) in [("title", "Parašykite bent 5 ženklus."), ("language", "Pasirinkite"), ("tags", "penkios")]
    {
        assert!(page.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
        assert!(page.body.contains(message), "{message}");
    }
    // JSON names the fields too.
    let json = ona.post_json("/ru/c/housing/threads", &json!({ "title": 5, "text": "x", "language": "ru" })).await;
    assert_eq!((json.status, json.json()["error"].as_str()), (422, Some("invalid")));
    assert!(json.json()["fields"]["title"].as_str().unwrap().contains("тип"));
}

#[actix_web::test]
async fn a_post_is_deleted_restored_and_thanked() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A question of mine", "A secret slip").await;
    let post = format!("/en/t/{}/posts/1", id_of(&thread));

    assert_eq!(ona.post_form(&format!("{post}/thanks"), &[]).await.status, 403, "not for one's own");
    for _ in 0..2 {
        ivan.post_form(&format!("{post}/thanks"), &[]).await.location();
    }
    assert_eq!(app.guest().get_json(&thread).await.json()["posts"][0]["thanks"], 1);
    ivan.delete_form(&format!("{post}/thanks"), &[]).await.location();
    assert_eq!(app.guest().get_json(&thread).await.json()["posts"][0]["thanks"], 0);

    assert_eq!(ivan.post_form(&format!("{post}/deletion"), &[]).await.status, 403);
    ona.post_form(&format!("{post}/deletion"), &[]).await.location();
    for reader in [app.guest(), ivan.clone()] {
        assert!(!reader.get(&thread).await.body.contains("A secret slip"));
        assert!(!reader.get_json(&thread).await.body.contains("A secret slip"));
        assert_eq!(reader.get(&post).await.status, 404);
        assert_eq!(reader.get(&format!("{post}/history")).await.status, 404);
    }
    let keeper = app.member_with("Lina", &[mipas::accounts::Role::Moderator]).await;
    for answer in [
        keeper.delete_form(&format!("{post}/deletion"), &[]).await,
        keeper.post_form(&format!("{post}/deletion"), &[]).await,
    ] {
        assert_ne!(answer.status, 303, "moderators hide, with a reason");
    }
    ona.delete_form(&format!("{post}/deletion"), &[]).await.location();
    assert!(app.guest().get(&thread).await.body.contains("A secret slip"));
}

#[actix_web::test]
async fn a_closed_category_looks_like_none() {
    let app = TestApp::new().await;
    category(&app, "inner", Access::Members, Access::Members).await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "inner", "For members alone", "Secret of the house").await;
    let guest = app.guest();
    for path in ["/en/c/inner", thread.as_str(), "/en/c/inner/new", "/en/c/nowhere", "/en/t/999/x"] {
        let (hidden, json) = (guest.get(path).await, guest.get_json(path).await);
        assert_eq!((hidden.status, json.status), (404, 404), "{path}");
        assert!(!hidden.body.contains("For members alone"));
    }
    assert!(!guest.get("/en/forum").await.body.contains("inner"));
    assert_eq!(ona.get(&thread).await.status, 200);
    assert!(ona.get(&thread).await.header("cache-control").contains("no-store"));
}

#[actix_web::test]
async fn a_draft_waits_for_its_writer_alone() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A question of mine", "Text").await;
    let draft = format!("/en/t/{}/draft", id_of(&thread));
    assert_eq!(ona.send_json(Method::PUT, &draft, &json!({ "text": "half a thought" })).await.status, 204);
    assert!(ona.get(&thread).await.body.contains("half a thought"));
    assert!(!ivan.get(&thread).await.body.contains("half a thought"));
    reply(&ona, &thread, "a whole thought").await;
    assert!(!ona.get(&thread).await.body.contains("half a thought"), "posting empties the draft");
}

#[actix_web::test]
async fn an_older_rendering_is_renewed_in_the_background() {
    use diesel::prelude::*;
    use mipas::db::schema::posts;

    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "A question of mine", "**bold**").await;
    app.db()
        .write(|tx| {
            diesel::update(posts::table).set((posts::pipeline.eq(0), posts::html.eq("old"))).execute(&mut **tx)?;
            Ok(())
        })
        .await
        .unwrap();
    for _ in 0..100 {
        if ona.get(&thread).await.body.contains("<strong>bold</strong>") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("not rendered again within ten seconds");
}

#[actix_web::test]
async fn another_text_under_a_used_key_is_kept() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let thread = start(&ona, "housing", "A question of mine", "Text").await;
    let path = format!("/en/t/{}/posts", id_of(&thread));
    let send = |text: &'static str| {
        let (ona, path) = (ona.clone(), path.clone());
        async move {
            let fields = [("text", text), ("language", "en"), ("idempotency_key", "one-key-for-one-form")];
            ona.post_form(&path, &fields).await
        }
    };
    send("the first reply").await.location();
    let second = send("written after going back").await;
    assert_eq!(second.status, 409);
    assert!(second.body.contains("written after going back") && !second.body.contains("one-key-for-one-form"));
    assert_eq!(app.guest().get_json(&thread).await.json()["last_number"], 2);
}

#[actix_web::test]
async fn a_quotation_needs_no_script() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let (ona, ivan) = (app.member("Ona").await, app.member("Ivan").await);
    let thread = start(&ona, "housing", "A question of mine", "First line\n\nSecond line").await;
    let page = ivan.get_json(&format!("{thread}?quote=1")).await.json();
    assert_eq!(page["draft"], "> @Ona:\n> First line\n>\n> Second line\n\n");
    assert_eq!(page["reply_to"], 1);
    let html = ivan.get(&format!("{thread}?quote=1")).await.body;
    assert!(html.contains("name=\"reply_to\" value=\"1\""));
    ona.post_form(&format!("/en/t/{}/posts/1/deletion", id_of(&thread)), &[]).await.location();
    assert_eq!(ivan.get_json(&format!("{thread}?quote=1")).await.json()["draft"], "");
}

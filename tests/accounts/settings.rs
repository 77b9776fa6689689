use diesel::prelude::*;
use mipas::accounts::{self, Role};
use mipas::db::AccountId;
use mipas::db::schema::{accounts as table, activities, api_tokens, drafts, grants, posts, reading, sessions, thanks};
use serde_json::json;

use crate::forum::setup::{id_of, open_category, reply, start};
use crate::support::{TestApp, Visitor};

async fn second_session(app: &TestApp, visitor: &Visitor) -> Visitor {
    let id = visitor.id.unwrap();
    let token = app.db().write(move |tx| Ok(accounts::open_session(tx, id, "Firefox, Linux")?.1.0)).await.unwrap();
    let mut other = visitor.clone();
    other.session = Some(token);
    other
}

#[actix_web::test]
async fn guests_are_asked_to_sign_in() {
    let app = TestApp::new().await;
    for page in ["", "/profile", "/sessions", "/tokens", "/delete"] {
        let path = format!("/lt/settings{page}");
        let answer = app.guest().get(&path).await;
        assert!(answer.location().starts_with("/lt/sign-in?next="), "{path}");
        assert_eq!(app.guest().get_json(&path).await.status, 401, "{path}");
    }
}

#[actix_web::test]
async fn every_page_of_the_settings_is_shown_in_every_language() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    for lang in ["lt", "en", "ru"] {
        for page in ["", "/profile", "/sessions", "/tokens", "/delete"] {
            let answer = ona.get(&format!("/{lang}/settings{page}")).await;
            assert_eq!(answer.status, 200, "{lang} {page}: {}", answer.main_text());
            assert_eq!(answer.header("cache-control"), "private, no-store");
            assert_eq!(answer.body.matches("aria-current=\"page\"").count(), 1, "{lang} {page}");
            assert!(answer.body.contains("name=\"csrf\""), "{lang} {page}");
        }
    }
}

#[actix_web::test]
async fn a_change_of_language_leads_to_the_page_in_it() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let fields = [("language", "ru"), ("time_zone", "America/New_York"), ("theme", "dark")];
    let answer = ona.post_form("/en/settings", &fields).await;
    assert_eq!(answer.location(), "/ru/settings");
    let page = ona.get("/ru/settings").await;
    assert!(page.body.contains("data-theme=\"dark\""));
    assert!(page.body.contains("<option selected>America/New_York</option>"));
    assert!(page.body.contains("value=\"ru\" checked"));
    let shown = ona.get_json("/ru/settings").await.json();
    assert_eq!((&shown["language"], &shown["theme"]), (&json!("ru"), &json!("dark")));
}

#[actix_web::test]
async fn wrong_choices_name_their_fields() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let fields = [("language", "xx"), ("time_zone", "Mars/Olympus"), ("theme", "pink")];
    let answer = ona.post_form("/en/settings", &fields).await;
    assert_eq!(answer.status, 422);
    for field in ["language", "time_zone", "theme"] {
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
        assert!(answer.body.contains(&format!("id=\"f-{field}\"")), "{field}");
    }
    assert_eq!(ona.get_json("/en/settings").await.json()["theme"], "auto");
}

#[actix_web::test]
async fn the_profile_is_changed_and_what_was_typed_is_kept() {
    let app = TestApp::new().await;
    let (ona, _petras) = (app.member("ona").await, app.member("petras").await);
    let answer = ona
        .post_form(
            "/en/settings/profile",
            &[("public_name", "Ona  Pavyzdytė"), ("reads", "lt"), ("reads", "uk"), ("about", "Labas **visiems**")],
        )
        .await;
    assert_eq!(answer.location(), "/en/settings/profile");
    let shown = ona.get_json("/en/settings/profile").await.json();
    assert_eq!(shown["public_name"], "Ona Pavyzdytė");
    assert_eq!(shown["reads"], json!(["lt", "uk"]));

    // A name that another has, whatever its case; the rest of the form is not lost.
    let answer =
        ona.post_form("/en/settings/profile", &[("public_name", "PETRAS"), ("reads", "ar"), ("about", "typed")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.main_text().contains("Somebody has this name already"));
    assert!(answer.body.contains("value=\"PETRAS\"") && answer.body.contains("typed</textarea>"));
    assert!(answer.body.contains("value=\"ar\" checked") && !answer.body.contains("value=\"uk\" checked"));

    let long = "ą".repeat(501);
    let answer = ona.post_form("/en/settings/profile", &[("public_name", "Ona"), ("about", &long)]).await;
    assert!(answer.main_text().contains("At most 500 characters; you wrote 501"), "{}", answer.main_text());
    let answer = ona.post_form("/en/settings/profile", &[("public_name", ""), ("reads", "xx")]).await;
    assert!(answer.body.contains("#f-public_name") && answer.body.contains("#f-reads"));
    assert_eq!(ona.get_json("/en/settings/profile").await.json()["public_name"], "Ona Pavyzdytė");
}

#[actix_web::test]
async fn a_session_that_is_ended_stops_at_once() {
    let app = TestApp::new().await;
    let here = app.member("ona").await;
    let (there, elsewhere) = (second_session(&app, &here).await, second_session(&app, &here).await);
    let stranger = app.member("petras").await;
    let list = here.get_json("/en/settings/sessions").await.json();
    assert_eq!(list["sessions"].as_array().unwrap().len(), 3);
    let own: Vec<_> = list["sessions"].as_array().unwrap().iter().filter(|s| s["this"] == true).collect();
    assert_eq!((own.len(), &own[0]["device"]), (1, &json!("Test")));

    let id = there.get_json("/en/settings/sessions").await.json()["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|session| session["this"] == true)
        .unwrap()["id"]
        .to_string();
    let path = format!("/en/settings/sessions/{id}");
    assert_eq!(stranger.delete_form(&path, &[]).await.status, 404);
    assert_eq!(there.get_json("/en/settings").await.status, 200);
    assert_eq!(here.delete_form(&path, &[]).await.location(), "/en/settings/sessions");
    assert_eq!(there.get_json("/en/settings").await.status, 401);

    here.delete_form("/en/settings/sessions", &[]).await.location();
    assert_eq!(elsewhere.get_json("/en/settings").await.status, 401);
    assert_eq!(here.get_json("/en/settings").await.status, 200);
    assert_eq!(stranger.get_json("/en/settings").await.status, 200);
}

#[actix_web::test]
async fn erasing_an_account_leaves_a_former_member() {
    let app = TestApp::new().await;
    let ona = app.member_with("ona", &[Role::Moderator]).await;
    let id: AccountId = ona.id.unwrap();
    let path = format!("/en/u/{id}");
    let wrong = ona.delete_form("/en/settings/delete", &[("password", "not this one")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.main_text().contains("This is not your password."));
    assert!(app.guest().get(&path).await.main_text().contains("ona"));

    let answer = ona.delete_form("/en/settings/delete", &[("password", "correct horse ona")]).await;
    assert_eq!(answer.location(), "/en/");
    assert_eq!(answer.cookie("mipas").as_deref(), Some(""));
    assert_eq!(ona.get_json("/en/settings").await.status, 401);
    let page = app.guest().get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.main_text().starts_with("Former member") && !page.body.contains("ona@"));
    assert_eq!(app.guest().get_json(&path).await.json()["person"]["name"], json!(null));

    // Nothing is left that says who it was; the name is free again.
    app.db()
        .read(move |conn| {
            type Kept = (String, Option<String>, Option<String>, Option<String>, Option<String>, String);
            let row: Kept = table::table
                .find(id)
                .select((
                    table::public_name,
                    table::name_key,
                    table::mention,
                    table::email_key,
                    table::password_hash,
                    table::sort_key,
                ))
                .first(conn)?;
            assert_eq!(row, (String::new(), None, None, None, None, String::new()));
            let sessions: i64 = sessions::table.filter(sessions::account_id.eq(id)).count().get_result(conn)?;
            let tokens: i64 = api_tokens::table.filter(api_tokens::account_id.eq(id)).count().get_result(conn)?;
            let open = grants::table.filter(grants::account_id.eq(id)).filter(grants::until_at.is_null());
            let open: i64 = open.count().get_result(conn)?;
            assert_eq!((sessions, tokens, open), (0, 0, 0));
            let kind: String = activities::table.select(activities::kind).order(activities::id.desc()).first(conn)?;
            assert_eq!(kind, "account.erased");
            Ok(())
        })
        .await
        .unwrap();
    app.member("ona").await;
}

#[actix_web::test]
async fn posts_stay_and_traces_go() {
    let app = TestApp::new().await;
    let (ona, petras) = (app.member("ona").await, app.member("petras").await);
    open_category(&app, "housing").await;
    let thread = start(&petras, "housing", "A flat", "Where to look?").await;
    reply(&ona, &thread, "On the notice board.").await;
    let path = format!("/en/t/{}", id_of(&thread));
    ona.post_form(&format!("{path}/posts/1/thanks"), &[]).await.location();
    let draft = ona.send_json(reqwest::Method::PUT, &format!("{path}/draft"), &json!({ "text": "and also" })).await;
    assert_eq!(draft.status, 204);
    assert_eq!(ona.get(&thread).await.status, 200);
    assert!(app.guest().get(&thread).await.main_text().contains("ona"));
    ona.delete_form("/en/settings/delete", &[("password", "correct horse ona")]).await.location();

    let text = app.guest().get(&thread).await.main_text();
    assert!(text.contains("Former member") && text.contains("On the notice board.") && !text.contains("ona"), "{text}");
    let shared = app.shared.clone();
    tokio::task::spawn_blocking(move || shared.forum.reading.flush(&shared.site.db)).await.unwrap().unwrap();
    let id = ona.id.unwrap();
    app.db()
        .read(move |conn| {
            let thanked: i64 = posts::table.filter(posts::number.eq(1)).select(posts::thanks).first(conn)?;
            let given: i64 = thanks::table.count().get_result(conn)?;
            let kept: i64 = drafts::table.filter(drafts::account_id.eq(id)).count().get_result(conn)?;
            let read: i64 = reading::table.filter(reading::account_id.eq(id)).count().get_result(conn)?;
            assert_eq!((thanked, given, kept, read), (0, 0, 0, 0));
            Ok(())
        })
        .await
        .unwrap();
}

#[actix_web::test]
async fn the_only_administrator_stays() {
    let app = TestApp::new().await;
    let ann = app.member_with("ann", &[Role::Admin]).await;
    let password = [("password", "correct horse ann")];
    assert_eq!(ann.delete_form("/en/settings/delete", &password).await.status, 409);
    app.member_with("ben", &[Role::Admin]).await;
    assert_eq!(ann.delete_form("/en/settings/delete", &password).await.status, 303);
}

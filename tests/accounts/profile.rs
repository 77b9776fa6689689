use mipas::accounts::{self, Role};
use serde_json::json;

use crate::support::{Answer, TestApp};

#[actix_web::test]
async fn a_member_has_a_page_that_anybody_may_read() {
    let app = TestApp::new().await;
    let ona = app.member_with("ona", &[Role::Expert, Role::Moderator]).await;
    let path = format!("/en/u/{}", ona.id.unwrap());
    ona.post_form(
        "/en/settings/profile",
        &[("public_name", "Ona P."), ("reads", "lt"), ("reads", "ar"), ("about", "**hi** <script>x</script>")],
    )
    .await
    .location();
    let page = app.guest().get(&path).await;
    assert_eq!(page.status, 200);
    let text = page.main_text();
    for expected in ["Ona P.", "Expert", "Moderator", "Member since", "العربية", "Lietuvių", "@Ona_P."] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(page.body.contains("<strong>hi</strong>") && !page.body.contains("<script>x"));
    assert!(!page.body.contains("ona@example.org"));
    let shown = app.guest().get_json(&path).await.json();
    assert_eq!(shown["person"]["roles"], json!(["expert", "moderator"]));
    assert_eq!(shown["own"], json!(false));
    assert!(ona.get(&path).await.body.contains("href=\"/en/settings/profile\""));
}

#[actix_web::test]
async fn a_role_that_has_ended_is_not_shown() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let id = ona.id.unwrap();
    let until = app.clock.now() + chrono::Duration::days(2);
    app.db().write(move |tx| accounts::grant(tx, id, Role::Editor, None, Some(until), None)).await.unwrap();
    let path = format!("/en/u/{id}");
    assert_eq!(ona.get_json(&path).await.json()["person"]["roles"], json!(["editor"]));
    app.clock.advance(chrono::Duration::days(3));
    assert_eq!(app.guest().get_json(&path).await.json()["person"]["roles"], json!([]));
}

#[actix_web::test]
async fn unknown_members_are_not_found() {
    let app = TestApp::new().await;
    for path in ["/en/u/999", "/en/u/x", "/en/u/-1", "/en/u/99999999999999999999"] {
        assert_eq!(app.guest().get(path).await.status, 404, "{path}");
        assert_eq!(app.guest().get_json(path).await.status, 404, "{path}");
    }
}

#[actix_web::test]
async fn a_mention_leads_to_the_page_in_the_readers_language() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let guest = app.guest().request(reqwest::Method::GET, "/u/7").header("accept-language", "ru");
    let answer = Answer::of(guest).await;
    assert_eq!((answer.status, answer.header("location")), (302, "/ru/u/7"));
    // The member's own setting counts more than what the browser asks for.
    let member = ona.request(reqwest::Method::GET, "/u/7").header("accept-language", "ru");
    assert_eq!(Answer::of(member).await.header("location"), "/en/u/7");
}

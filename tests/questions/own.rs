use super::{key_of, question};
use crate::support::TestApp;

#[actix_web::test]
async fn a_member_finds_what_they_have_asked_and_nobody_else_does() {
    let app = TestApp::new().await;
    let (ona, jonas) = (app.member("Ona").await, app.member("Jonas").await);
    for number in 1..=31 {
        let text = format!("Where do I register my address number {number}?");
        let mut fields = question("", &text);
        fields.push(("link", "1"));
        assert_eq!(ona.post_form("/en/ask", &fields).await.status, 303);
        app.clock.advance(chrono::Duration::minutes(1));
    }
    // With a key, by the same member in the same browser.
    let key = key_of(&ona, "en").await;
    assert_eq!(ona.post_form("/en/ask", &question(&key, "Nobody is to know who asks this.")).await.status, 200);

    let page = ona.get("/en/questions/own").await;
    assert_eq!((page.status, page.header("cache-control")), (200, "private, no-store"));
    let list = ona.get_json("/en/questions/own").await.json();
    let titles: Vec<&str> =
        list["questions"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!((titles.len(), titles[0]), (30, "Where do I register my address number 31?"));
    assert_eq!(
        (&list["questions"][0]["state"], &list["questions"][0]["area"]),
        (&"received".into(), &"Housing".into())
    );
    let own = list["questions"][0]["url"].as_str().unwrap();
    assert!(ona.get(own).await.main_text().contains("number 31"), "{own} is read on");

    let next = list["next"].as_str().unwrap();
    let rest = ona.get_json(&format!("/en/questions/own?after={next}")).await.json();
    assert_eq!(rest["questions"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&rest["questions"][0]["title"], &rest["next"]),
        (&"Where do I register my address number 1?".into(), &serde_json::Value::Null)
    );

    assert_eq!(jonas.get_json("/en/questions/own").await.json()["questions"], serde_json::json!([]));
    assert!(jonas.get("/lt/questions/own").await.main_text().contains("nesusiejote nė vieno"));
    assert_eq!(app.guest().get_json("/en/questions/own").await.status, 401);
}

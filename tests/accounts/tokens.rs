use serde_json::json;

use crate::support::{TestApp, Visitor};

const NEW: [(&str, &str); 3] = [("name", "feed reader"), ("scope", "read"), ("days", "30")];

async fn make(visitor: &Visitor, scope: &str) -> String {
    let answer =
        visitor.post_json("/en/settings/tokens", &json!({"name": "program", "scope": scope, "days": 30})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["created"]["token"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_token_is_shown_once() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let answer = ona.post_form("/en/settings/tokens", &NEW).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "private, no-store"));
    assert!(answer.body.contains("value=\"mipas_"));
    let page = ona.get("/en/settings/tokens").await;
    assert!(page.main_text().contains("feed reader") && !page.body.contains("mipas_"));
    assert!(!ona.get_json("/en/settings/tokens").await.body.contains("mipas_"));
}

#[actix_web::test]
async fn the_same_form_sent_twice_makes_one_token() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let mut fields = NEW.to_vec();
    fields.push(("idempotency_key", "0123456789abcdef"));
    assert!(ona.post_form("/en/settings/tokens", &fields).await.body.contains("value=\"mipas_"));
    let again = ona.post_form("/en/settings/tokens", &fields).await;
    assert_eq!(again.status, 200);
    assert!(!again.body.contains("value=\"mipas_") && again.main_text().contains("was sent before"));
    assert_eq!(ona.get_json("/en/settings/tokens").await.json()["tokens"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_token_for_reading_cannot_write() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let (reader, writer) = (make(&ona, "read").await, make(&ona, "write").await);
    let (reader, writer) = (ona.with_bearer(&reader), ona.with_bearer(&writer));
    let change = json!({"language": "lt", "time_zone": "Europe/Kyiv", "theme": "light"});
    assert_eq!(reader.get_json("/en/settings").await.status, 200);
    let refused = reader.post_json("/en/settings", &change).await;
    assert_eq!((refused.status, &refused.json()["error"]), (403, &json!("forbidden")));
    assert_eq!(ona.get_json("/en/settings").await.json()["theme"], "auto");
    assert_eq!(writer.post_json("/en/settings", &change).await.status, 200);
    assert_eq!(ona.get_json("/en/settings").await.json()["theme"], "light");
}

#[actix_web::test]
async fn a_program_cannot_give_itself_access() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    let writer = ona.with_bearer(&make(&ona, "write").await);
    let new = json!({"name": "longer", "scope": "write", "days": 365});
    assert_eq!(writer.post_json("/en/settings/tokens", &new).await.status, 403);
    let delete = reqwest::Method::DELETE;
    let password = json!({"password": "correct horse ona"});
    assert_eq!(writer.send_json(delete.clone(), "/en/settings/delete", &password).await.status, 403);
    assert_eq!(writer.send_json(delete, "/en/settings/sessions", &json!({})).await.status, 403);
    assert_eq!(ona.get_json("/en/settings").await.status, 200);
}

#[actix_web::test]
async fn a_revoked_or_expired_token_stops_at_once() {
    let app = TestApp::new().await;
    let (ona, petras) = (app.member("ona").await, app.member("petras").await);
    let (one, other) = (make(&ona, "read").await, make(&ona, "read").await);
    let (one, other) = (ona.with_bearer(&one), ona.with_bearer(&other));
    let list = ona.get_json("/en/settings/tokens").await.json();
    // The newest first: the last of two is the one made first.
    let path = format!("/en/settings/tokens/{}", list["tokens"][1]["id"]);
    assert_eq!(petras.delete_form(&path, &[]).await.status, 404);
    assert_eq!(one.get_json("/en/settings").await.status, 200);
    assert_eq!(ona.delete_form(&path, &[]).await.location(), "/en/settings/tokens");
    assert_eq!(one.get_json("/en/settings").await.status, 401);
    assert_eq!(other.get_json("/en/settings").await.status, 200);
    app.clock.advance(chrono::Duration::days(31));
    assert_eq!(other.get_json("/en/settings").await.status, 401);
}

#[actix_web::test]
async fn what_is_wrong_with_a_token_is_said() {
    let app = TestApp::new().await;
    let ona = app.member("ona").await;
    for days in ["0", "366", "-1", "ten", "", "1.5"] {
        let fields = [("name", "kept"), ("scope", "write"), ("days", days)];
        let answer = ona.post_form("/en/settings/tokens", &fields).await;
        assert_eq!(answer.status, 422, "{days}");
        assert!(answer.body.contains("href=\"#f-days\"") && answer.body.contains("value=\"kept\""), "{days}");
        assert!(answer.body.contains("value=\"write\" checked"), "{days}");
    }
    let answer = ona.post_json("/en/settings/tokens", &json!({"name": 5, "scope": "all", "days": "x"})).await;
    assert_eq!(answer.status, 422);
    let fields = answer.json()["fields"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields, ["days", "name", "scope"]);
    for _ in 0..20 {
        make(&ona, "read").await;
    }
    let answer = ona.post_form("/en/settings/tokens", &NEW).await;
    assert_eq!(answer.status, 409);
    assert!(answer.main_text().contains("You have 20 keys"));
}

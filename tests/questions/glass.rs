//! Breaking the glass: with a reason, for half an hour, before the asker's eyes.

use chrono::Duration;

use super::traces::{count, number};
use super::{ask, open, question};
use crate::organisations::setup::admin;
use crate::support::{Answer, TestApp, Visitor};

const REASON: &str = "The police ask about a threat to life.";

async fn glass(admin: &Visitor, id: i64, reason: &str, password: &str) -> Answer {
    let path = format!("/en/admin/questions/{id}/glass");
    admin.post_form(&path, &[("reason", reason), ("password", password)]).await
}

async fn only_id(app: &TestApp) -> i64 {
    number(app, "SELECT max(id) AS number FROM questions").await
}

#[actix_web::test]
async fn an_administrator_reads_with_a_reason_and_the_asker_sees_it() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "en", "Zebrazebra keeps my passport, what shall I do?").await;
    let id = only_id(&app).await;
    for path in [format!("/en/q/{id}"), format!("/en/queue/{id}")] {
        let unknown = ada.get(&path.replace(&id.to_string(), "12345")).await;
        let known = ada.get(&path).await;
        assert_eq!((known.status, known.main_text()), (404, unknown.main_text()), "{path}");
    }
    let path = format!("/en/admin/questions/{id}/glass");
    // The form tells nothing: it is the same for a number that is none's.
    let form = ada.get(&path).await;
    let other = ada.get("/en/admin/questions/12345/glass").await;
    assert_eq!((form.status, form.main_text()), (other.status, other.main_text()));
    assert!(form.main_text().contains("the asker sees them in their case") && !form.body.contains("Zebrazebra"));

    let short = glass(&ada, id, "I want to know", "correct horse Ada").await;
    assert!(short.status == 422 && short.body.contains("I want to know"), "{}", short.status);
    let wrong = glass(&ada, id, REASON, "guessed").await;
    assert!(
        wrong.status == 422 && wrong.body.contains(REASON) && !wrong.body.contains("Zebrazebra"),
        "{}",
        wrong.status
    );
    assert_eq!(glass(&ada, 12345, REASON, "correct horse Ada").await.status, 404);
    assert_eq!(count(&app, "glass_openings").await, 0);

    assert_eq!(glass(&ada, id, REASON, "correct horse Ada").await.location(), path);
    assert!(ada.get(&path).await.main_text().contains("Zebrazebra"));
    let logged =
        "SELECT count(*) AS number FROM activities WHERE kind = 'question.glass_broken' AND actor_id IS NOT NULL";
    assert_eq!(number(&app, logged).await, 1);
    assert_eq!(number(&app, "SELECT count(*) AS number FROM activities WHERE detail LIKE '%police%'").await, 0);
    assert!(ada.get("/en/admin/glass").await.main_text().contains(REASON));

    open(&mut guest, "ru", &key).await;
    let seen = guest.get("/ru/case").await.main_text();
    assert!(
        seen.contains("Этот вопрос прочитал администратор") && seen.contains("Ada") && seen.contains(REASON),
        "{seen}"
    );
    let day = guest.get_json("/ru/case").await.json()["openings"][0]["at"].as_str().unwrap().to_owned();
    let day = chrono::DateTime::parse_from_rfc3339(&day).unwrap().with_timezone(&chrono_tz::Europe::Vilnius);
    assert_eq!(day.format("%T").to_string(), "00:00:00", "of a case with a key, the day: {day}");

    // Half an hour, and for her alone.
    let bea = app.member_with("Bea", &[mipas::accounts::Role::Admin]).await;
    assert!(!bea.get(&path).await.body.contains("Zebrazebra"));
    app.clock.advance(Duration::minutes(31));
    assert!(!ada.get(&path).await.body.contains("Zebrazebra"));

    open(&mut guest, "en", &key).await;
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    // Who has read it is known still; what it was about is not.
    let list = ada.get("/en/admin/glass").await.main_text();
    assert!(list.contains("Ada") && list.contains("The question was erased") && !list.contains(REASON), "{list}");
    let kept = "SELECT count(*) AS number FROM glass_openings WHERE reason <> ''";
    assert_eq!((count(&app, "glass_openings").await, number(&app, kept).await), (1, 0));
}

#[actix_web::test]
async fn nobody_but_administrators_in_person_breaks_it() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let ona = app.member("Ona").await;
    let mut linked = question("", "Zebrazebra keeps my passport, what shall I do?");
    linked.push(("link", "1"));
    let own = ona.post_form("/en/ask", &linked).await.location();
    let id = only_id(&app).await;
    let path = format!("/en/admin/questions/{id}/glass");
    let egor = app.member_with("Egor", &[mipas::accounts::Role::Moderator, mipas::accounts::Role::Editor]).await;
    for (visitor, password) in [(&egor, "correct horse Egor"), (&ona, "correct horse Ona"), (&app.guest(), "x")] {
        assert_eq!(visitor.get(&path).await.status, 404);
        assert_eq!(glass(visitor, id, REASON, password).await.status, 404);
        assert_eq!(visitor.get("/en/admin/glass").await.status, 404);
    }
    let id_of_ada = ada.id.unwrap();
    let token = app
        .db()
        .write(move |tx| {
            let until = tx.now() + Duration::days(1);
            mipas::accounts::create_token(tx, id_of_ada, "t", mipas::accounts::Scope::Write, until)
        })
        .await
        .unwrap();
    let body = serde_json::json!({ "reason": REASON, "password": "correct horse Ada" });
    assert_eq!(ada.with_bearer(&token.1).post_json(&path, &body).await.status, 403, "a program does not");
    assert_eq!(count(&app, "glass_openings").await, 0);
    assert!(!ona.get(&own).await.main_text().contains("An administrator has read"));

    glass(&ada, id, REASON, "correct horse Ada").await.location();
    assert!(ona.get(&own).await.main_text().contains("An administrator has read this question"));
    assert_eq!(ona.delete_form("/en/settings/delete", &[("password", "correct horse Ona")]).await.status, 303);
    let kept = "SELECT count(*) AS number FROM glass_openings WHERE reason <> ''";
    assert_eq!((count(&app, "glass_openings").await, number(&app, kept).await), (1, 0));
}

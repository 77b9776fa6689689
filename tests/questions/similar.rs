use super::traces::{count, number};
use super::{key_of, question};
use crate::forum::setup::{open_category, start};
use crate::search::indexed;
use crate::support::TestApp;

#[actix_web::test]
async fn similar_things_are_offered_when_somebody_asks_for_them() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "How to get a deposit back from a landlord", "The landlord says there is damage").await;
    start(&ona, "housing", "Learning Lithuanian", "Which courses are good?").await;
    indexed(&app).await;
    let newest = "SELECT max(id) AS number FROM activities";
    let before = number(&app, newest).await;

    let guest = app.guest();
    assert!(!guest.get("/en/ask").await.main_text().contains("Perhaps this helps"));
    let key = key_of(&guest, "en").await;
    let mut fields = question(&key, "My landlord does not return the deposit, what can I do?");
    fields.extend([("email", "ona@example.org"), ("municipality", "vilniaus-m")]);
    let page = guest.post_form("/en/ask/similar", &fields).await;
    assert_eq!((page.status, page.header("cache-control")), (200, "private, no-store"));
    let text = page.main_text();
    assert!(text.contains("How to get a deposit back") && !text.contains("Learning Lithuanian"), "{text}");
    for kept in [
        &*key,
        "My landlord does not return",
        "ona@example.org",
        "value=\"vilniaus-m\" selected",
        "value=\"housing\" selected",
    ] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    assert_eq!((number(&app, newest).await, count(&app, "questions").await), (before, 0), "nothing is stored");

    let none = guest.post_form("/en/ask/similar", &question(&key, "Zebras quaggas okapis?")).await;
    assert!(none.main_text().contains("We have found nothing similar"), "{}", none.main_text());
    let short = guest.post_form("/en/ask/similar", &[("text", "x"), ("key", &*key)]).await;
    assert!(short.status == 422 && short.body.contains(&key), "{}", short.status);
    assert_eq!(guest.get("/en/ask/similar").await.location(), "/en/ask");
}

/// What a guest may not read is not offered to them.
#[actix_web::test]
async fn nothing_is_offered_that_the_asker_may_not_see() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "How to get a deposit back from a landlord", "The landlord says there is damage").await;
    app.db()
        .write(|tx| {
            use diesel::prelude::*;
            use mipas::db::schema::categories;
            diesel::update(categories::table).set(categories::read_access.eq("members")).execute(&mut **tx)?;
            Ok(())
        })
        .await
        .unwrap();
    indexed(&app).await;
    let fields = question("", "My landlord does not return the deposit, what can I do?");
    let page = app.guest().post_form("/en/ask/similar", &fields).await.main_text();
    assert!(!page.contains("How to get a deposit back"), "{page}");
    assert!(ona.post_form("/en/ask/similar", &fields).await.main_text().contains("How to get a deposit back"));
}

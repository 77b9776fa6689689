//! Where somebody lives, in which language they have written, and where they want to be told of the answer.

use super::traces::number;
use super::{ask, key_of, open, question};
use crate::support::TestApp;

#[actix_web::test]
async fn the_municipality_is_chosen_and_shown_to_the_asker_and_the_expert() {
    let app = TestApp::new().await;
    let ngo = super::answering::bodies(&app).await.ngo;
    let mut guest = app.guest();
    let key = key_of(&guest, "lt").await;
    let mut fields = question(&key, "Kur pratęsti leidimą gyventi?");
    fields.push(("municipality", "vilniaus-m"));
    assert_eq!(guest.post_form("/lt/ask", &fields).await.status, 200);
    open(&mut guest, "lt", &key).await;
    assert_eq!(guest.get_json("/lt/case").await.json()["case"]["municipality"], "vilniaus-m");
    assert!(guest.get("/lt/case").await.main_text().contains("Vilniaus"));
    let id = super::answering::queue(&ngo, "mine").await[0]["id"].clone();
    let page = ngo.get(&format!("/lt/queue/{id}")).await.main_text();
    assert!(page.contains("Vilniaus") && page.contains("Atsakyti iki"), "{page}");
    let key = key_of(&guest, "lt").await;
    let mut fields = question(&key, "Kur pratęsti leidimą gyventi?");
    fields.push(("municipality", "atlantis"));
    assert_eq!(guest.post_form("/lt/ask", &fields).await.status, 422);
}

#[actix_web::test]
async fn a_language_taken_for_another_is_put_right() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, asked) = ask(&guest, "en", "Wo verlängere ich meinen Aufenthalt?").await;
    assert!(asked.main_text().contains("Your question is in:"), "{}", asked.main_text());
    // With the key, where nothing else opens the case.
    let fields = [("key", &*key), ("language", "fr")];
    let right = guest.post_form("/en/case/language?_method=PUT", &fields).await;
    assert_eq!(right.status, 200);
    assert!(right.main_text().contains(&key) && right.main_text().contains("in:\nFrançais"), "{}", right.main_text());
    let unknown = [("key", "ba ba"), ("language", "fr")];
    assert_eq!(guest.post_form("/en/case/language?_method=PUT", &unknown).await.status, 422);

    open(&mut guest, "en", &key).await;
    assert_eq!(guest.get_json("/en/case").await.json()["case"]["language"], "fr");
    let moved = guest.post_form("/en/case/language?_method=PUT", &[("language", "ar")]).await;
    assert_eq!(moved.location(), "/en/case");
    let page = guest.get("/en/case").await;
    assert!(page.body.contains("lang=\"ar\" dir=\"rtl\">Wo verlängere"), "{}", page.body);
    assert_eq!(guest.post_form("/en/case/language?_method=PUT", &[("language", "xx")]).await.status, 422);
    let both = "SELECT count(*) AS number FROM texts JOIN text_versions ON text_id = texts.id \
                WHERE original_language = 'ar' AND language = 'ar'";
    assert_eq!(number(&app, both).await, 1);
    let told = "SELECT count(*) AS number FROM activities WHERE kind = 'question.language_corrected'";
    assert_eq!(number(&app, told).await, 2);
}

#[actix_web::test]
async fn a_member_puts_the_language_right_of_their_own_question_only() {
    let app = TestApp::new().await;
    let (ona, egor) = (app.member("Ona").await, app.member("Egor").await);
    let mut fields = question("", "Wo verlängere ich meinen Aufenthalt?");
    fields.push(("link", "1"));
    let path = ona.post_form("/en/ask", &fields).await.location();
    let put = format!("{path}/language?_method=PUT");
    assert_eq!(egor.post_form(&put, &[("language", "fr")]).await.status, 404);
    assert_eq!(ona.post_form(&put, &[("language", "fr")]).await.location(), path);
    assert_eq!(ona.get_json(&path).await.json()["case"]["language"], "fr");
}

#[actix_web::test]
async fn an_address_for_the_answer_is_shown_masked_and_deleted() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let key = key_of(&guest, "ru").await;
    let mut fields = question(&key, "Где мне продлить вид на жительство?");
    fields.push(("email", "olena at example"));
    let wrong = guest.post_form("/ru/ask", &fields).await;
    assert!(wrong.status == 422 && wrong.body.contains("olena at example"), "{}", wrong.status);
    fields.pop();
    fields.push(("email", "olena@example.org"));
    assert_eq!(guest.post_form("/ru/ask", &fields).await.status, 200);
    let kept = "SELECT count(*) AS number FROM questions \
                WHERE notify_email = 'olena@example.org' AND notify_language = 'ru'";
    assert_eq!(number(&app, kept).await, 1);

    open(&mut guest, "ru", &key).await;
    let page = guest.get("/ru/case").await;
    assert!(page.main_text().contains("o•••@example.org") && !page.body.contains("olena"), "{}", page.main_text());
    let gone = guest.delete_form("/ru/case/email", &[]).await;
    assert_eq!(gone.location(), "/ru/case");
    assert!(!guest.get("/ru/case").await.body.contains("example.org"));
    let any = "SELECT count(*) AS number FROM questions WHERE notify_email IS NOT NULL OR notify_language IS NOT NULL";
    assert_eq!(number(&app, any).await, 0);
    assert_eq!(app.guest().delete_form("/ru/case/email", &[]).await.status, 404);
}

#[actix_web::test]
async fn a_member_deletes_the_address_of_their_own_question_only() {
    let app = TestApp::new().await;
    let (ona, egor) = (app.member("Ona").await, app.member("Egor").await);
    let mut fields = question("", "Where do I register my address?");
    fields.extend([("link", "1"), ("email", "ona@example.org")]);
    let path = ona.post_form("/en/ask", &fields).await.location();
    assert_eq!(ona.get_json(&path).await.json()["case"]["email"], "o•••@example.org");
    assert_eq!(egor.delete_form(&format!("{path}/email"), &[]).await.status, 404);
    assert_eq!(ona.delete_form(&format!("{path}/email"), &[]).await.location(), path);
    assert!(ona.get_json(&path).await.json()["case"]["email"].is_null());
}

/// The same once more shows the same case; whoever has gone back and changed something is told that it was not taken.
#[actix_web::test]
async fn something_else_under_the_same_key_is_not_dropped_in_silence() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let key = key_of(&guest, "lt").await;
    let text = "Kur pratęsti leidimą gyventi?";
    let sent = vec![("key", &*key), ("text", text), ("area", "housing"), ("audience", "everyone")];
    assert_eq!(guest.post_form("/lt/ask", &sent).await.status, 200);
    assert_eq!(guest.post_form("/lt/ask", &sent).await.status, 200, "the same");
    // Only for some, in the end.
    let other = |name: &'static str, value: &'static str| {
        let mut fields = sent.clone();
        fields.retain(|(known, _)| *known != name);
        fields.push((name, value));
        fields
    };
    for (name, value) in [
        ("audience", "ngo"),
        ("text", "Kur pratęsti leidimą gyventi ir dirbti?"),
        ("area", "health"),
        ("municipality", "vilniaus-m"),
        ("situation", "visa"),
        ("urgent", "1"),
        ("email", "ona@example.org"),
    ] {
        let refused = guest.post_form("/lt/ask", &other(name, value)).await;
        assert_eq!(refused.status, 409, "{name}");
        let shown = refused.main_text();
        assert!(shown.contains("jau išsiųstas kitoks klausimas") && shown.contains(&key), "{shown}");
        assert!(refused.body.contains(value), "{name}: what was typed is kept");
    }
    let body = serde_json::json!({ "key": key, "text": text, "area": "housing", "audience": "ngo" });
    assert_eq!(guest.post_json("/lt/ask", &body).await.status, 409);
    open(&mut guest, "lt", &key).await;
    let case = guest.get_json("/lt/case").await.json();
    assert_eq!((&case["case"]["audience"], &case["case"]["text"]), (&"everyone".into(), &text.into()));
    assert!(case["case"]["municipality"].is_null() && case["case"]["email"].is_null(), "{case}");
    assert_eq!(super::traces::count(&app, "questions").await, 1);
    // A language that was put right, and an address that was deleted, make it no other question.
    let moved = guest.post_form("/lt/case/language?_method=PUT", &[("language", "lv")]).await;
    assert_eq!(moved.location(), "/lt/case");
    assert_eq!(guest.post_form("/lt/ask", &sent).await.status, 200);
}

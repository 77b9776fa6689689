use futures_util::future::{join, join_all};
use serde_json::json;

use super::{ask, key_of, open, question};
use crate::support::{Answer, TestApp, Visitor};

const TEXT: &str = "Где мне продлить вид на жительство? Он заканчивается через месяц.";

#[actix_web::test]
async fn somebody_without_an_account_asks_and_comes_back_with_the_key() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let page = guest.get("/ru/ask").await;
    assert_eq!((page.status, page.header("cache-control")), (200, "private, no-store"));
    let text = page.main_text();
    assert!(text.find("112").unwrap() < text.find("Ваш вопрос").unwrap(), "help comes first: {text}");
    assert!(text.contains("Восстановить потерянный код мы не можем"), "{text}");
    // What backups hold, and for how long.
    assert!(
        text.replace(['\u{2068}', '\u{2069}'], "").contains("В резервных копиях он остаётся ещё 30 дней."),
        "{text}"
    );

    let (key, asked) = ask(&guest, "ru", TEXT).await;
    assert!(asked.main_text().contains(&key) && asked.header("cache-control").contains("no-store"));
    assert!(asked.cookie("mipas-case").is_none(), "a lent phone opens nothing by itself");
    assert_eq!(open(&mut guest, "ru", &key.to_uppercase().replace(' ', "-")).await.location(), "/ru/case");
    let case = guest.get_json("/ru/case").await.json();
    assert_eq!(case["case"]["text"], TEXT);
    assert_eq!((&case["case"]["language"], &case["case"]["audience"]), (&json!("ru"), &json!("ngo")));
    assert_eq!(case["case"]["states"][0]["state"], "received");
    assert!(guest.get("/ru/case").await.main_text().contains(TEXT));

    let added = guest.post_form("/ru/case/messages", &[("text", "Забыла сказать: у меня есть ребёнок.")]).await;
    assert_eq!(added.location(), "/ru/case#messages");
    let case = guest.get_json("/ru/case").await.json();
    assert_eq!(case["case"]["messages"][0]["text"], "Забыла сказать: у меня есть ребёнок.");
    assert_eq!(case["case"]["messages"][0]["from_asker"], true);
}

#[actix_web::test]
async fn a_lost_answer_and_a_second_try_are_one_case_with_one_key() {
    let app = TestApp::new().await;
    let mut guest = app.guest();
    let (key, _) = ask(&guest, "lt", "Kur pratęsti leidimą gyventi?").await;
    let again = guest.post_form("/lt/ask", &question(&key, "Kur pratęsti leidimą gyventi?")).await;
    assert_eq!(again.status, 200);
    assert!(again.main_text().contains(&key));
    open(&mut guest, "lt", &key).await;
    assert_eq!(guest.get_json("/lt/case").await.json()["case"]["states"].as_array().unwrap().len(), 1);
    assert_eq!(super::traces::count(&app, "questions").await, 1);
}

#[actix_web::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let key = key_of(&guest, "en").await;
    let bad = [("key", &*key), ("text", "Too few"), ("area", ""), ("audience", "planet"), ("situation", "visa")];
    let answer = guest.post_form("/en/ask", &bad).await;
    assert_eq!(answer.status, 422);
    for kept in ["Too few", &key, "value=\"visa\" selected"] {
        assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
    }
    let wrong_key = guest.post_form("/en/ask", &question("ba ba ba", "A question that is long enough")).await;
    assert_eq!(wrong_key.status, 400);
    assert!(wrong_key.body.contains("A question that is long enough"));
    let unknown_area =
        [("key", &*key), ("text", "A question that is long enough"), ("area", "moon"), ("audience", "ngo")];
    assert_eq!(guest.post_form("/en/ask", &unknown_area).await.status, 422);
    assert_eq!(super::traces::count(&app, "questions").await, 0);
}

#[actix_web::test]
async fn a_member_chooses_whether_the_question_is_linked() {
    let app = TestApp::new().await;
    let (ona, egor) = (app.member("Ona").await, app.member("Egor").await);
    let mut linked = question("", "Where do I register my address?");
    linked.push(("link", "1"));
    let path = ona.post_form("/en/ask", &linked).await.location();
    assert!(path.starts_with("/en/q/"), "{path}");
    assert!(ona.get(&path).await.main_text().contains("Where do I register my address?"));
    for other in [&egor, &app.guest()] {
        assert_eq!(other.get(&path).await.status, 404);
        assert_eq!(
            other.post_form(&format!("{path}/messages"), &[("text", "x")]).await.status,
            if other.session.is_some() { 404 } else { 401 }
        );
    }
    assert_eq!(
        ona.post_form(&format!("{path}/messages"), &[("text", "And how?")]).await.location(),
        format!("{path}#messages")
    );
    assert_eq!(ona.post_form(&format!("{path}/withdrawal"), &[]).await.location(), path);
    let closed = ona.post_form(&format!("{path}/messages"), &[("text", "And when?")]).await;
    assert!(closed.status == 403 && closed.body.contains("And when?"), "{}", closed.status);
    assert_eq!(ona.delete_form(&path, &[]).await.status, 422, "only with the tick");
    assert_eq!(ona.delete_form(&path, &[("sure", "1")]).await.location(), "/en/ask");
    assert_eq!(ona.get(&path).await.status, 404);

    // Sent twice it is one; something else under its key is none.
    let mut twice = question("", "Where do I register my child?");
    twice.extend([("link", "1"), ("idempotency_key", "0123456789abcdef")]);
    let first = ona.post_form("/en/ask", &twice).await.location();
    assert_eq!(ona.post_form("/en/ask", &twice).await.location(), first);
    twice.retain(|(name, _)| *name != "audience");
    twice.push(("audience", "everyone"));
    let other = ona.post_form("/en/ask", &twice).await;
    assert!(other.status == 409 && !other.body.contains("case-key"), "{}", other.status);
    assert_eq!(super::traces::count(&app, "questions").await, 1);

    // Not linked: as somebody without an account.
    let (key, _) = ask(&egor, "en", "Where do I register my address?").await;
    let mut browser = app.guest();
    open(&mut browser, "en", &key).await;
    assert!(browser.get("/en/case").await.main_text().contains("Where do I register"));
    assert_eq!(super::traces::number(&app, "SELECT count(*) AS number FROM questions WHERE asker_id IS NULL").await, 1);
}

#[actix_web::test]
async fn programs_ask_too() {
    let app = TestApp::new().await;
    let body =
        json!({ "text": "How do I renew my permit?", "area": "housing", "audience": "everyone", "language": "en" });
    let answer = app.guest().post_json("/en/ask", &body).await;
    assert_eq!(answer.status, 200);
    let key = answer.json()["key"].as_str().unwrap().to_owned();
    let mut guest = app.guest();
    open(&mut guest, "lt", &key).await;
    assert_eq!(guest.get_json("/lt/case").await.json()["case"]["audience"], "everyone");
}

#[actix_web::test]
async fn an_address_that_many_share_is_slowed_down_and_not_locked_out() {
    let app = TestApp::with_settings(&[("limits", "on"), ("trusted-proxies", "127.0.0.1")]).await;
    let body = json!({ "text": "A question that is long enough", "area": "housing", "audience": "ngo" });
    let at = |address: &str, session: Option<String>| {
        let (guest, body) = (app.guest(), body.clone());
        let guest = Visitor { address: Some(address.to_owned()), session, ..guest };
        async move { guest.post_json("/en/ask", &body).await.status }
    };
    // One of them uses up what the address has, with a session that is made up anew each time.
    for n in 0..20 {
        assert_eq!(at("192.0.2.1", Some(format!("made-up-{n}"))).await, 200);
    }
    let began = std::time::Instant::now();
    assert_eq!(at("192.0.2.1", None).await, 200, "a neighbour waits and is let through");
    assert!(began.elapsed() > std::time::Duration::from_secs(4), "{:?}", began.elapsed());

    // More at once than may wait there; whoever is elsewhere waits among their own.
    let flood = join_all((0..25).map(|n| at("192.0.2.1", Some(format!("made-up-too-{n}")))));
    let elsewhere = async {
        for _ in 0..20 {
            assert_eq!(at("192.0.2.2", None).await, 200);
        }
        at("192.0.2.2", None).await
    };
    let (flood, elsewhere) = join(flood, elsewhere).await;
    assert_eq!(flood.iter().filter(|status| **status == 429).count(), 5, "{flood:?}");
    assert_eq!(elsewhere, 200);
}

/// What a token that nobody has is sent with is no program's and no browser's.
#[actix_web::test]
async fn a_token_that_is_not_known_writes_nothing() {
    let app = TestApp::new().await;
    let program = app.guest().with_bearer("mipas_made-up");
    let body = json!({ "text": "A question that is long enough", "area": "housing", "audience": "ngo" });
    let answer = program.post_json("/en/ask", &body).await;
    assert_eq!((answer.status, super::traces::count(&app, "questions").await), (401, 0));
    assert_eq!(program.get_json("/en/ask").await.status, 200, "reading is for everybody");
    // From another site, without Origin.
    let made = app.member("Ona").await.with_bearer("mipas_made-up");
    let sent = made.request(reqwest::Method::POST, "/en/case/opening").form(&[("key", "ba ba")]);
    assert_eq!(Answer::of(sent).await.status, 401);
}

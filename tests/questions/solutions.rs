//! What has solved a question, and what search engines are told of questions that members can answer.

use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};

use super::answering::{answer, bodies, case, source};
use super::community::{Public, let_through};
use super::following_up::told;
use super::traces::{count, number};
use crate::support::TestApp;

/// The page's structured data; `None` where there is none.
pub fn structured(body: &str) -> Option<Value> {
    let page = scraper::Html::parse_document(body);
    let selector = scraper::Selector::parse("script[type='application/ld+json']").unwrap();
    let blocks: Vec<String> = page.select(&selector).map(|block| block.text().collect()).collect();
    assert!(blocks.len() <= 1, "{blocks:?}");
    blocks.first().map(|block| serde_json::from_str(block).unwrap())
}

#[actix_web::test]
async fn search_engines_are_told_of_questions_that_members_can_answer() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let question = Public::new(&app, &bodies, "Where do I renew </script><b>my permit?").await;
    let (ona, jonas, guest) = (app.member("Ona").await, app.member("Jonas").await, app.guest());
    let page = guest.get(&question.path).await;
    let told = structured(&page.body).unwrap();
    assert_eq!((&told["@context"], &told["@type"]), (&"https://schema.org".into(), &"QAPage".into()));
    let asked = &told["mainEntity"];
    assert_eq!(
        (&asked["@type"], &asked["text"], &asked["answerCount"]),
        (&"Question".into(), &"Where do I renew </script><b>my permit?".into(), &0.into())
    );
    assert_eq!((&asked["acceptedAnswer"], &asked["suggestedAnswer"]), (&Value::Null, &Value::Null));
    assert!(page.header("content-security-policy").contains("script-src 'self'"), "it needs no hole in the policy");

    let at = question.answered(&ona, "Register </script> *early*.").await;
    jonas.post_form(&format!("{at}/votes"), &[]).await.location();
    let law = source(&question.expert).await;
    answer(&question.expert, &question.id, law).await;
    let asked = structured(&guest.get(&question.path).await.body).unwrap()["mainEntity"].clone();
    let accepted = &asked["acceptedAnswer"];
    assert_eq!(asked["answerCount"], 2);
    assert_eq!(
        (&accepted["@type"], &accepted["text"]),
        (&"Answer".into(), &"Renew it at the office.\nGo there in time.".into())
    );
    assert!(accepted["author"]["name"].as_str().unwrap().ends_with(" en"), "in the name of the body: {accepted}");
    let suggested = asked["suggestedAnswer"].as_array().unwrap();
    assert_eq!(suggested.len(), 1);
    assert_eq!(
        (&suggested[0]["text"], &suggested[0]["upvoteCount"], &suggested[0]["author"]["name"]),
        (&"Register </script> early.".into(), &1.into(), &"Ona".into())
    );
    let url = suggested[0]["url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{}{}#community-", app.base, question.path)), "{url}");

    // None where members cannot answer, and none on any other page.
    case(&app, "A private matter of mine?", "ngo").await;
    let pages = ["/en/questions", "/en/areas/housing", "/en/case", "/en/ask"];
    for path in pages {
        assert_eq!(structured(&question.asker.get(path).await.body), None, "{path}");
    }
    set_state(&app, "closed").await;
    let closed = jonas.get(&question.path).await;
    assert_eq!(structured(&closed.body), None);
    assert!(closed.main_text().contains("This question takes no more answers."));
    let late = jonas.post_form(&question.answers(), &[("text", "Too late, but true")]).await;
    assert!(late.status == 403 && late.body.contains("Too late, but true"), "{}", late.status);
}

/// What an expert will be able to do with a question.
async fn set_state(app: &TestApp, state: &str) {
    let query = format!("UPDATE questions SET state = '{state}' WHERE published_at IS NOT NULL");
    app.db().write(move |tx| Ok(diesel::sql_query(&query).execute(&mut **tx)?)).await.unwrap();
}

#[actix_web::test]
async fn the_asker_marks_what_has_solved_the_question() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let question = Public::new(&app, &bodies, "Where do I renew my permit?").await;
    let (ona, guest) = (app.member("Ona").await, app.guest());
    question.answered(&ona, "Register early.").await;
    let other = Public::new(&app, &bodies, "Who pays the deposit?").await;
    other.answered(&ona, "The landlord.").await;
    let id = question.community(&guest).await["answers"][0]["id"].to_string();
    let elsewhere = other.community(&guest).await["answers"][0]["id"].to_string();
    let asker = &question.asker;
    let mark = |answer: &str| vec![("answer", answer.to_owned())];
    let put = "/en/case/solution?_method=PUT";
    for wrong in ["official", &elsewhere, "999", "x", ""] {
        let fields = mark(wrong);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(asker.post_form(put, &fields).await.status, 422, "{wrong}");
    }
    assert_eq!(guest.post_form(put, &[("answer", &id)]).await.status, 404, "no case is open here");
    let before = (question.community(&guest).await, asker.get("/en/case").await.main_text());
    assert!(before.0["answers"][0]["solved"] == false && before.1.contains("What has solved it"), "{}", before.1);
    assert_eq!(asker.post_form(put, &[("answer", &id)]).await.location(), "/en/case#solution");
    assert!(asker.get("/en/case").await.main_text().contains("You have marked this answer"));
    let page = guest.get(&question.path).await.main_text();
    assert!(page.contains("Solved it, says the asker"), "{page}");

    // Changed, and taken back.
    let law = source(&question.expert).await;
    answer(&question.expert, &question.id, law).await;
    asker.post_form(put, &[("answer", "official")]).await.location();
    let community = question.community(&guest).await;
    assert_eq!((&community["solved_officially"], &community["answers"][0]["solved"]), (&true.into(), &false.into()));
    assert!(guest.get(&question.path).await.main_text().contains("Solved it, says the asker"));
    asker.delete_form("/en/case/solution", &[]).await.location();
    assert!(!guest.get(&question.path).await.main_text().contains("Solved it, says the asker"));

    // Of a case with a key there is neither an account nor a moment.
    let acts = "SELECT count(*) AS number FROM activities WHERE kind IN ('question.solved', 'question.unsolved')";
    assert_eq!(number(&app, acts).await, 3);
    assert_eq!(number(&app, &format!("{acts} AND actor_id IS NOT NULL")).await, 0);
    let moments: Vec<mipas::config::Timestamp> = app
        .db()
        .read(|conn| {
            use diesel::prelude::*;
            Ok(mipas::db::schema::questions::table.select(mipas::db::schema::questions::active_at).load(conn)?)
        })
        .await
        .unwrap();
    let begins = |at: &mipas::config::Timestamp| at.utc().with_timezone(&chrono_tz::Europe::Vilnius).time();
    assert!(moments.iter().all(|at| begins(at) == chrono::NaiveTime::MIN), "{moments:?}");
}

#[actix_web::test]
async fn an_asker_with_an_account_marks_too_and_only_what_is_public() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let (olena, ona) = (app.member("Olena").await, app.member("Ona").await);
    let ask = |text: &str, audience: &str| json!({ "text": text, "area": "housing", "audience": audience, "language": "en", "link": "1" });
    let made = olena.post_json("/en/ask", &ask("Where do I renew my permit?", "everyone")).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let own = made.json()["url"].as_str().unwrap().to_owned();
    let body = json!({ "answer": "official" });
    assert_eq!(olena.send_json(Method::PUT, &format!("{own}/solution"), &body).await.status, 403, "not public yet");
    let (expert, id) = let_through(&bodies, "Where do I renew my permit?").await;
    answer(&expert, &id, source(&expert).await).await;
    assert_eq!(ona.send_json(Method::PUT, &format!("{own}/solution"), &body).await.status, 404, "another's");
    assert_eq!(olena.send_json(Method::PUT, &format!("{own}/solution"), &body).await.status, 200);
    let guest = app.guest();
    let path = guest.get(&own).await.header("location").to_owned();
    let page = guest.get(&path).await;
    assert!(page.body.contains("Solved it, says the asker") && !page.body.contains("Olena"), "{}", page.main_text());

    // With the account the question goes, and with it what others have answered.
    let at = format!("/en/q/{id}/answers");
    let text = json!({ "text": "Register early.", "language": "en" });
    assert_eq!(ona.post_json(&at, &text).await.status, 201);
    let answered = guest.get_json(&path).await.json()["community"]["answers"][0]["id"].clone();
    expert.post_form(&format!("{at}/{answered}/votes"), &[]).await.location();
    let told = told(&app, &olena).await;
    assert!(told.iter().any(|(_, message)| message == "question-community"), "{told:?}");
    let change = json!({ "text": "Register in time.", "language": "en", "revision": "1" });
    assert_eq!(ona.send_json(Method::PUT, &format!("{at}/{answered}"), &change).await.status, 200);
    let hide = format!("{at}/{answered}/hiding");
    bodies.admin.post_form(&hide, &[("reason", "To look at it")]).await.location();
    olena.send_json(Method::PUT, &format!("{own}/solution"), &body).await;
    let tables =
        ["question_solutions", "community_answers", "community_revisions", "community_votes", "community_acts"];
    for table in tables {
        assert_eq!(count(&app, table).await, 1, "{table}");
    }
    olena.delete_form("/en/settings/delete", &[("password", "correct horse Olena")]).await.location();
    for table in tables {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
    assert_eq!(guest.get(&path).await.status, 404);
}

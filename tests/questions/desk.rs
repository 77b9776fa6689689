//! Saved replies, notes, handing over, closing, and the way to the next question.

use reqwest::Method;
use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, case, case_of, queue, source};
use super::traces::{count, number};
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{TestApp, Visitor};

/// A private question that its expert has taken; its page.
async fn taken(expert: &Visitor) -> (Value, String) {
    let id = queue(expert, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    (id, path)
}

async fn body_id(expert: &Visitor, path: &str, name: &str) -> String {
    let bodies = expert.get_json(path).await.json()["desk"]["bodies"].as_array().unwrap().clone();
    bodies.iter().find(|body| body["name"] == name).unwrap()["id"].to_string()
}

async fn propose(expert: &Visitor, path: &str, to: &str) -> crate::support::Answer {
    let fields = [("organisation", to), ("handing_reason", "They decide on permits")];
    expert.post_form(&format!("{path}/hand-overs"), &fields).await
}

#[actix_web::test]
async fn saved_replies_are_kept_shared_and_put_behind_what_is_typed() {
    let app = TestApp::new().await;
    let Bodies { admin, ngo, state } = bodies(&app).await;
    let own = json!({ "title": "Greeting", "body": "Thank you for asking.", "language": "en" });
    let own = ngo.post_json("/en/queue/replies", &own).await;
    assert_eq!(own.status, 201, "{}", own.body);
    let own = own.json()["id"].clone();
    let form = ngo.get_json("/en/queue/replies/new").await.json();
    let shared = json!({ "title": "Where the office is", "body": "The office is in Main Street.", "language": "en",
        "shared_with": form["bodies"][0]["id"].to_string() });
    let shared = ngo.post_json("/en/queue/replies", &shared).await.json()["id"].clone();

    // A colleague sees what is shared, another body nothing, an administrator nothing.
    let egor = app.member("Egor").await;
    let help = form["bodies"][0]["id"].as_i64().unwrap();
    accredit(&admin, help, "Egor").await;
    let of_egor = egor.get_json("/en/queue/replies").await.json()["replies"].clone();
    assert_eq!((of_egor.as_array().unwrap().len(), &of_egor[0]["shared"]), (1, &true.into()), "{of_egor}");
    assert_eq!(egor.get(&format!("/en/queue/replies/{own}")).await.status, 404);
    assert!(state.get_json("/en/queue/replies").await.json()["replies"].as_array().unwrap().is_empty());
    assert_eq!(state.get(&format!("/en/queue/replies/{shared}")).await.status, 404);
    assert_eq!(admin.get("/en/queue/replies").await.status, 404);
    let foreign = json!({ "title": "Not mine", "body": "Not mine", "language": "en", "shared_with": help.to_string() });
    assert_eq!(state.post_json("/en/queue/replies", &foreign).await.status, 422);

    // Two change the same one: the second is shown what stands, and keeps what they typed.
    let path = format!("/en/queue/replies/{shared}?_method=PUT");
    let help = help.to_string();
    let with = |body: &'static str| {
        let title = "Where the office is";
        [("title", title), ("body", body), ("language", "en"), ("revision", "1"), ("shared_with", &*help)]
    };
    egor.post_form(&path, &with("The office has moved.")).await.location();
    let late = ngo.post_form(&path, &with("The office is closed on Mondays.")).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("The office has moved.") && late.body.contains("closed on Mondays"), "{}", late.body);

    // Without JavaScript: behind what is typed, with nothing lost and nothing stored.
    case(&app, "Where do I renew my permit?", "ngo").await;
    let holder = if queue(&ngo, "mine").await.is_empty() { &egor } else { &ngo };
    let (_, path) = taken(holder).await;
    let shared = shared.to_string();
    let law = source(holder).await.to_string();
    let fields = [
        ("sources", ""),
        ("sources", &*law),
        ("summary", "In short as typed"),
        ("body", "First words"),
        ("months", "9"),
        ("reply", &*shared),
        ("into", "body"),
    ];
    let page = holder.post_form(&format!("{path}/insertions"), &fields).await;
    assert_eq!(page.status, 200, "{}", page.main_text());
    assert!(page.body.contains("First words\n\nThe office has moved."), "{}", page.body);
    assert!(page.body.contains("In short as typed") && page.body.contains("value=\"9\""));
    assert!(page.body.contains(&format!("name=\"sources\" value=\"{law}\" checked")), "{}", page.body);
    let fields = [("request_text", "Please tell us"), ("request_reply", &*shared), ("into", "request_text")];
    let page = holder.post_form(&format!("{path}/insertions"), &fields).await;
    assert!(page.body.contains("Please tell us\n\nThe office has moved."), "{}", page.body);
    assert_eq!(state.post_form(&format!("{path}/insertions"), &fields).await.status, 404);
    assert_eq!(number(&app, "SELECT count(*) AS number FROM question_messages").await, 0);

    ngo.delete_form(&format!("/en/queue/replies/{own}"), &[]).await.location();
    assert_eq!(count(&app, "saved_replies").await, 1);
}

#[actix_web::test]
async fn own_saved_replies_have_a_limit() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let reply = json!({ "title": "Greeting", "body": "Thank you for asking.", "language": "en" });
    for _ in 0..50 {
        assert_eq!(ngo.post_json("/en/queue/replies", &reply).await.status, 201);
    }
    assert_eq!(ngo.post_json("/en/queue/replies", &reply).await.status, 409);
}

#[actix_web::test]
async fn notes_are_for_experts_who_may_read_the_question() {
    let app = TestApp::new().await;
    let Bodies { admin, ngo, state } = bodies(&app).await;
    let mut guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (_, path) = taken(&ngo).await;
    ngo.post_form(&format!("{path}/notes"), &[("internal_note", "Called the shelter: Okapiokapi")]).await.location();
    let note = ngo.get_json(&path).await.json()["desk"]["notes"][0].clone();
    assert_eq!((&note["name"], &note["organisation"]), (&"Nina".into(), &"Help en".into()));
    for (who, at) in [(&guest, "/en/case"), (&state, path.as_str()), (&admin, path.as_str())] {
        for answer in [who.get(at).await, who.get_json(at).await] {
            assert!(!answer.body.contains("Okapiokapi"), "{at}");
        }
    }
    assert_eq!(state.post_form(&format!("{path}/notes"), &[("internal_note", "x")]).await.status, 404);
    // Of a case with a key only the day is known.
    let odd = "SELECT count(*) AS number FROM question_notes WHERE CAST(at AS TEXT) NOT LIKE '%22:00:00%' AND CAST(at AS TEXT) \
               NOT LIKE '%21:00:00%'";
    assert_eq!(number(&app, odd).await, 0, "a day in Lithuania begins at ten or, in summer, at nine by UTC");

    // A body that is let in later does not read what was noted before.
    let office = body_id(&ngo, &path, "Office en").await;
    propose(&ngo, &path, &office).await.location();
    let asked = case_of(&guest).await["hand_overs"][0]["id"].to_string();
    guest.post_form("/en/case/consent", &[("hand_over", &asked), ("consent", "agree")]).await.location();
    let seen = state.get_json(&path).await;
    assert!(seen.status == 200 && !seen.body.contains("Okapiokapi"), "{}", seen.body);
    state.post_form(&format!("{path}/notes"), &[("internal_note", "Ours: Quokkaquokka")]).await.location();
    assert!(state.get(&path).await.body.contains("Quokkaquokka"));

    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    guest.case = None;
    for table in ["question_notes", "hand_overs", "questions"] {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn a_state_body_gets_a_question_from_an_ngo_only_when_the_asker_agrees() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (id, path) = taken(&ngo).await;
    let office = body_id(&ngo, &path, "Office en").await;
    let silent =
        ngo.post_form(&format!("{path}/hand-overs"), &[("organisation", &office), ("handing_reason", "")]).await;
    assert_eq!(silent.status, 422);
    assert_eq!(propose(&ngo, &path, &office).await.location(), format!("{path}#hand-over"));
    assert_eq!(propose(&ngo, &path, &office).await.status, 409, "one at a time");
    let asked = case_of(&guest).await["hand_overs"][0].clone();
    assert_eq!((&asked["state"], &asked["reason"]), (&"waiting".into(), &"They decide on permits".into()));
    let page = guest.get("/en/case").await.main_text();
    assert!(page.contains("The expert suggests that your question go to:\nOffice en"), "{page}");
    assert_eq!(state.get(&path).await.status, 404);
    assert_eq!(state.get_json("/en/queue").await.json()["items"].as_array().unwrap().len(), 0);

    let refuse = [("hand_over", asked["id"].to_string()), ("consent", "refuse".to_owned())];
    let refuse: Vec<(&str, &str)> = refuse.iter().map(|(k, v)| (*k, v.as_str())).collect();
    guest.post_form("/en/case/consent", &refuse).await.location();
    let kept = case_of(&guest).await;
    assert_eq!((&kept["hand_overs"][0]["state"], &kept["audience"]), (&"refused".into(), &"ngo".into()));
    assert_eq!(queue(&ngo, "mine").await[0]["id"], id, "it stays");
    assert_eq!(state.get(&path).await.status, 404);
    let settled = asked["id"].to_string();
    let late = [("hand_over", settled.as_str()), ("consent", "agree")];
    assert_eq!(guest.post_form("/en/case/consent", &late).await.status, 409, "decided is decided");

    // They are not asked the same again, unless they have written since.
    let again = propose(&ngo, &path, &office).await;
    assert_eq!(again.status, 409);
    assert!(again.main_text().contains("did not agree"), "{}", again.main_text());
    assert!(guest.get("/en/case").await.main_text().contains("You did not agree:"));
    guest.post_form("/en/case/messages", &[("text", "You may hand it over after all.")]).await.location();
    propose(&ngo, &path, &office).await.location();
    let asked = case_of(&guest).await["hand_overs"][1]["id"].to_string();
    let agree = [("hand_over", asked.as_str()), ("consent", "agree")];
    let (one, two) =
        tokio::join!(guest.post_form("/en/case/consent", &agree), guest.post_form("/en/case/consent", &agree));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let handed = case_of(&guest).await;
    assert_eq!((&handed["hand_overs"][1]["state"], &handed["audience"]), (&"handed".into(), &"ngo_and_state".into()));
    assert_eq!(queue(&state, "mine").await[0]["title"], "Where do I renew my permit?");
    assert_eq!(ngo.get(&path).await.status, 404, "it is theirs to read no more");
}

#[actix_web::test]
async fn a_proposal_can_be_taken_back_and_cannot_be_agreed_to_afterwards() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (_, path) = taken(&ngo).await;
    let office = body_id(&ngo, &path, "Office en").await;
    propose(&ngo, &path, &office).await.location();
    let asked = case_of(&guest).await["hand_overs"][0]["id"].to_string();
    ngo.delete_form(&format!("{path}/hand-overs"), &[]).await.location();
    assert!(case_of(&guest).await["hand_overs"].as_array().unwrap().is_empty());
    let agree = [("hand_over", asked.as_str()), ("consent", "agree")];
    assert_eq!(guest.post_form("/en/case/consent", &agree).await.status, 409);
    assert_eq!(state.get(&path).await.status, 404);
}

#[actix_web::test]
async fn where_no_consent_is_needed_a_question_is_handed_at_once_by_one_of_two() {
    let app = TestApp::new().await;
    let Bodies { admin, ngo, state } = bodies(&app).await;
    let ona = app.member("Ona").await;
    let mut body = json!({ "text": "Where do I renew my permit?", "area": "housing", "audience": "ngo_and_state",
        "language": "en", "link": "1" });
    let key = super::key_of(&ona, "en").await;
    body["key"] = key.into();
    let asked = ona.post_json("/en/ask", &body).await;
    assert!(asked.status < 300, "{}", asked.body);
    let third = organisation(&admin, "Third", json!({ "kind": "ngo" })).await;
    let tomas = app.member("Tomas").await;
    accredit(&admin, third, "Tomas").await;
    let holder = if queue(&ngo, "mine").await.is_empty() { &state } else { &ngo };
    let (id, path) = taken(holder).await;
    let to = body_id(holder, &path, "Third en").await;
    let (one, two) = tokio::join!(propose(holder, &path, &to), propose(holder, &path, &to));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 303 && matches!(statuses[1], 404 | 409), "{statuses:?}");
    assert_eq!(queue(&tomas, "mine").await[0]["id"], id);
    let seen = ona.get_json(&format!("/en/q/{id}")).await.json()["case"].clone();
    assert_eq!(
        (&seen["hand_overs"][0]["state"], &seen["hand_overs"][0]["organisation"]),
        (&"handed".into(), &"Third en".into())
    );
    assert_eq!(holder.get(&path).await.status, 404);
}

#[actix_web::test]
async fn a_closed_question_says_why_and_takes_no_more() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (_, path) = taken(&ngo).await;
    assert_eq!(ngo.post_form(&format!("{path}/closure"), &[("closing_reason", "")]).await.status, 422);
    let fields = [("closing_reason", "This is not about migration")];
    assert_eq!(ngo.post_form(&format!("{path}/closure"), &fields).await.location(), "/en/queue");
    let states = case_of(&guest).await["states"].clone();
    assert_eq!((&states[2]["state"], &states[2]["reason"]), (&"closed".into(), &"This is not about migration".into()));
    let page = guest.get("/en/case").await;
    assert!(page.main_text().contains("This case takes no more messages. If something is still unclear, ask anew."));
    let late = guest.post_form("/en/case/messages", &[("text", "But why? Okapiokapi")]).await;
    assert!(late.status == 403 && late.body.contains("Okapiokapi"), "{}", late.status);
    assert_eq!(ngo.post_form(&format!("{path}/closure"), &fields).await.status, 409);
    assert!(queue(&ngo, "mine").await.is_empty());
}

#[actix_web::test]
async fn a_duplicate_leads_to_the_public_answer_alone() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    // Only public questions with an answer can be the target.
    case(&app, "How do I register a flat that I rent?", "everyone").await;
    let first = queue(&ngo, "mine").await;
    let Some(first) = first.first().map(|item| item["id"].clone()) else {
        panic!("the first question goes to the expert with the lowest id");
    };
    let path = format!("/en/queue/{first}");
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let guest = case(&app, "Where do I register my flat?", "ngo").await;
    let all = queue(&ngo, "mine").await;
    let second = all.iter().find(|item| item["id"] != first).unwrap()["id"].clone();
    let other = format!("/en/queue/{second}");
    ngo.post_form(&format!("{other}/acceptance"), &[]).await.location();
    let of = |what: String| [("duplicate_of", what)];
    let mark = async |what: String| {
        let fields = of(what);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        ngo.post_form(&format!("{other}/duplicate"), &fields).await
    };
    for wrong in ["nonsense".to_owned(), second.to_string(), first.to_string(), "99999".to_owned()] {
        let refused = mark(wrong.clone()).await;
        assert!(refused.status == 422 && refused.body.contains(&wrong), "{wrong}: {}", refused.status);
    }
    let law = source(&ngo).await;
    answer(&ngo, &first, law).await;
    let words = [("title", "Registering a rented flat"), ("text", "How do I register a flat that I rent?")];
    let public = ngo.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    mark(format!("http://mipas.test{public}")).await.location();
    let seen = case_of(&guest).await;
    assert_eq!((&seen["duplicate_of"]["url"], &seen["open"]), (&public.into(), &false.into()), "{seen}");
    assert!(guest.get("/en/case").await.main_text().contains("Registering a rented flat"));
    let late = guest.post_form("/en/case/messages", &[("text", "And now?")]).await;
    assert_eq!(late.status, 403);
}

#[actix_web::test]
async fn an_answer_leads_to_the_next_question() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let ngo = app.member("Nina").await;
    let body = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    accredit(&admin, body, "Nina").await;
    case(&app, "Where do I renew my permit?", "ngo").await;
    case(&app, "Who registers a flat that I rent?", "ngo").await;
    let ids: Vec<Value> = queue(&ngo, "mine").await.iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids.len(), 2);
    let (first, second) = (format!("/en/queue/{}", ids[0]), format!("/en/queue/{}", ids[1]));
    let desk = ngo.get_json(&first).await.json()["desk"].clone();
    assert_eq!((&desk["next"], &desk["previous"]), (&ids[1], &Value::Null));
    assert_eq!(ngo.get_json(&second).await.json()["desk"]["previous"], ids[0]);
    let law = source(&ngo).await.to_string();
    let fields =
        [("language", "en"), ("summary", "Renew it at the office."), ("body", "Go there."), ("sources", &*law)];
    for (path, to) in [(&first, second.as_str()), (&second, "/en/queue")] {
        ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
        let sent = ngo
            .send_json(
                Method::PUT,
                &format!("{path}/answer"),
                &json!(fields.iter().copied().collect::<std::collections::BTreeMap<_, _>>()),
            )
            .await;
        assert_eq!((sent.status, sent.json()["url"].as_str()), (200, Some(to)), "{}", sent.body);
    }
}

#[actix_web::test]
async fn an_experts_own_replies_and_notes_go_with_their_account() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    case(&app, "Where do I renew my permit?", "ngo").await;
    let (_, path) = taken(&ngo).await;
    ngo.post_form(&format!("{path}/notes"), &[("internal_note", "Called the shelter")]).await.location();
    let shared = ngo.get_json("/en/queue/replies/new").await.json()["bodies"][0]["id"].to_string();
    for with in ["", shared.as_str()] {
        let reply =
            json!({ "title": "Greeting", "body": "Thank you for asking.", "language": "en", "shared_with": with });
        assert_eq!(ngo.post_json("/en/queue/replies", &reply).await.status, 201);
    }
    let gone = ngo.delete_form("/en/settings/delete", &[("password", "correct horse Nina")]).await;
    assert_eq!(gone.status, 303, "{}", gone.main_text());
    assert_eq!(count(&app, "question_notes").await, 0);
    assert_eq!(number(&app, "SELECT count(*) AS number FROM saved_replies WHERE account_id IS NOT NULL").await, 0);
    assert_eq!(count(&app, "saved_replies").await, 1, "what is shared stays the body's");
}

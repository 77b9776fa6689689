use serde_json::{Value, json};

use super::{key_of, open};
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{TestApp, Visitor};

/// Two bodies with an expert each for housing: an NGO's and a state body's.
pub struct Bodies {
    pub admin: Visitor,
    pub ngo: Visitor,
    pub state: Visitor,
}

pub async fn bodies(app: &TestApp) -> Bodies {
    let admin = admin(app).await;
    let ngo = app.member("Nina").await;
    let state = app.member("Stasys").await;
    let body = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    accredit(&admin, body, "Nina").await;
    let body = organisation(&admin, "Office", json!({ "kind": "state_body" })).await;
    accredit(&admin, body, "Stasys").await;
    Bodies { admin, ngo, state }
}

/// Asks without an account; the browser has the case open.
pub async fn case(app: &TestApp, text: &str, audience: &str) -> Visitor {
    let mut guest = app.guest();
    let key = key_of(&guest, "en").await;
    let body = json!({ "key": key, "text": text, "area": "housing", "audience": audience, "language": "en",
        "checked": "1" });
    assert_eq!(guest.post_json("/en/ask", &body).await.status, 200);
    open(&mut guest, "en", &key).await;
    guest
}

pub async fn queue(visitor: &Visitor, view: &str) -> Vec<Value> {
    let page = visitor.get_json(&format!("/en/queue?view={view}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.json()["items"].as_array().unwrap().clone()
}

pub async fn case_of(guest: &Visitor) -> Value {
    guest.get_json("/en/case").await.json()["case"].clone()
}

pub async fn source(visitor: &Visitor) -> i64 {
    let body = json!({ "kind": "law", "title_lt": "Dėl užsieniečių teisinės padėties", "number": "IX-2206",
        "article": "40", "url": "https://example.org/law" });
    let made = visitor.post_json("/en/sources", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_i64().unwrap()
}

pub async fn answer(expert: &Visitor, id: &Value, source: i64) {
    let body = json!({ "language": "en", "summary": "Renew it at the office.", "body": "Go **there** in time.",
        "sources": [source.to_string()] });
    let answered = expert.send_json(reqwest::Method::PUT, &format!("/en/queue/{id}/answer"), &body).await;
    assert_eq!(answered.status, 200, "{}", answered.body);
}

#[actix_web::test]
async fn a_private_question_is_read_by_its_expert_alone_and_answered() {
    let app = TestApp::new().await;
    let Bodies { admin, ngo, state } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit? Zebrazebra", "ngo").await;
    let mine = queue(&ngo, "mine").await;
    assert_eq!((mine.len(), &mine[0]["title"]), (1, &"Where do I renew my permit?".into()));
    let id = mine[0]["id"].clone();
    for view in ["mine", "organisation", "unassigned", "overdue", "review"] {
        assert!(queue(&state, view).await.is_empty(), "{view}: a state body does not even see that it was asked");
    }
    let path = format!("/en/queue/{id}");
    for other in [&state, &admin] {
        assert_eq!(other.get(&path).await.status, 404);
        assert_eq!(other.get(&format!("/en/q/{id}")).await.status, 404);
    }
    assert_eq!(admin.post_form(&format!("{path}/acceptance"), &[]).await.status, 404);
    // An expert is told the same of what is not theirs and of what is not there.
    for number in [&*id.to_string(), "12345"] {
        let acceptance = format!("/en/queue/{number}/acceptance");
        let refused = state.post_json(&acceptance, &json!({})).await;
        let message = "This question is no longer free, or it is not there.";
        assert_eq!((refused.status, &refused.json()["message"]), (409, &message.into()), "{}", refused.body);
        let led = state.post_form(&acceptance, &[]).await;
        assert_eq!(
            (&*led.location(), led.cookie("mipas-flash")),
            ("/en/queue", Some("flash-question-not-free".into()))
        );
    }
    assert!(ngo.get(&path).await.main_text().contains("Zebrazebra"));

    assert_eq!(ngo.post_form(&format!("{path}/acceptance"), &[]).await.location(), path);
    assert_eq!(case_of(&guest).await["states"][1]["state"], "with_expert");
    ngo.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await.location();
    let seen = case_of(&guest).await;
    assert_eq!(
        (&seen["states"][2]["state"], &seen["messages"][0]["text"]),
        (&"needs_detail".into(), &"Which permit is it?".into())
    );
    assert!(!seen.to_string().contains("Nina"), "an expert's name is theirs to show: {seen}");
    guest.post_form("/en/case/messages", &[("text", "A temporary one")]).await.location();
    assert_eq!(case_of(&guest).await["states"][3]["state"], "with_expert");

    let unsourced = ngo
        .post_form(
            &format!("{path}/answer?_method=PUT"),
            &[("summary", "In short, no source"), ("body", "x"), ("language", "en")],
        )
        .await;
    assert!(unsourced.status == 422 && unsourced.body.contains("In short, no source"), "{}", unsourced.status);
    let source = source(&ngo).await;
    answer(&ngo, &id, source).await;
    let seen = case_of(&guest).await;
    assert_eq!(
        (&seen["states"][4]["state"], &seen["answer"]["summary"]),
        (&"answered".into(), &"Renew it at the office.".into())
    );
    assert_eq!(
        (&seen["answer"]["by"]["organisation"], &seen["answer"]["by"]["person"]),
        (&"Help en".into(), &Value::Null)
    );
    assert_eq!(seen["answer"]["sources"][0]["number"], "IX-2206");
    let page = guest.get("/en/case").await.main_text();
    assert!(page.contains("This is information, not a decision in your case."), "{page}");
    // It stays private whatever its expert does.
    let published = ngo
        .post_form(&format!("{path}/publication?_method=PUT"), &[("title", "Permit"), ("text", "Where do I renew it?")])
        .await;
    assert_eq!(published.status, 403);
    for public in ["/en/questions", "/en/areas/housing", "/en/search?q=zebrazebra", "/en/search?q=permit"] {
        assert!(!app.guest().get(public).await.body.contains("renew my permit"), "{public}");
    }
    // Asked further: it is looked at again.
    guest.post_form("/en/case/messages", &[("text", "And when?")]).await.location();
    assert_eq!(case_of(&guest).await["states"][5]["state"], "reviewing");
}

#[actix_web::test]
async fn of_two_who_take_a_question_at_once_one_has_it() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let body = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo").await;
    let (nina, egor) = (app.member("Nina").await, app.member("Egor").await);
    accredit(&admin, body, "Nina").await;
    accredit(&admin, body, "Egor").await;
    let waiting = queue(&nina, "unassigned").await;
    assert_eq!((waiting.len(), &waiting[0]["title"]), (1, &Value::Null), "its words are for who takes it");
    let path = format!("/en/queue/{}", waiting[0]["id"]);
    let page = egor.get(&path).await;
    assert!(page.status == 200 && !page.body.contains("renew my permit"), "{}", page.main_text());
    let acceptance = format!("{path}/acceptance");
    one_has_it(&acceptance, &nina, &egor).await;
    assert_eq!(case_of(&guest).await["states"].as_array().unwrap().len(), 2);
    let late = if queue(&nina, "mine").await.is_empty() { &nina } else { &egor };
    let page = late.get(&path).await.main_text();
    assert!(page.contains("With an expert") && page.contains("It is with:") && page.contains("Help en"), "{page}");
    assert!(!page.contains("Nobody has taken") && !page.contains("Take the question"), "{page}");
}

/// Both try to take a question at once: one has it, the other is told.
async fn one_has_it(acceptance: &str, one: &Visitor, other: &Visitor) {
    let nothing = json!({});
    let (first, second) = tokio::join!(one.post_json(acceptance, &nothing), other.post_json(acceptance, &nothing));
    let (won, lost) = if first.status == 200 { (first, second) } else { (second, first) };
    assert_eq!((won.status, lost.status), (200, 409), "{} {}", won.body, lost.body);
    assert!(lost.body.contains("This question is no longer free, or it is not there."), "{}", lost.body);
}

#[actix_web::test]
async fn of_two_bodies_that_take_a_question_at_once_the_other_is_told() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let mut experts = Vec::new();
    for name in ["Nina", "Egor"] {
        let body = organisation(&admin, name, json!({ "kind": "ngo" })).await;
        experts.push(app.member(name).await);
        accredit(&admin, body, name).await;
    }
    case(&app, "Where do I renew my permit?", "ngo").await;
    let first = if queue(&experts[0], "mine").await.is_empty() { &experts[1] } else { &experts[0] };
    let path = format!("/en/queue/{}", queue(first, "mine").await[0]["id"]);
    let other = if first.id == experts[0].id { &experts[1] } else { &experts[0] };
    // Given back by both, it is nobody's, and each may take it all the same.
    for expert in [first, other] {
        expert.post_form(&format!("{path}/refusal"), &[("reason", "Not our field")]).await.location();
    }
    one_has_it(&format!("{path}/acceptance"), first, other).await;
    let late = if queue(first, "mine").await.is_empty() { first } else { other };
    let told = late.post_form(&format!("{path}/acceptance"), &[]).await;
    assert_eq!((&*told.location(), told.cookie("mipas-flash")), ("/en/queue", Some("flash-question-not-free".into())));
}

#[actix_web::test]
async fn an_international_organisation_is_no_ngo() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let body = organisation(&admin, "Mission", json!({ "kind": "international" })).await;
    let marta = app.member("Marta").await;
    accredit(&admin, body, "Marta").await;
    case(&app, "Where do I renew my permit?", "ngo").await;
    for view in ["mine", "unassigned"] {
        assert!(queue(&marta, view).await.is_empty(), "{view}: it may run returns with the state");
    }
    case(&app, "May my landlord keep the deposit?", "ngo_and_state").await;
    assert_eq!(queue(&marta, "mine").await.len(), 1);
}

#[actix_web::test]
async fn who_declines_says_why_and_the_next_is_asked() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let guest = case(&app, "Where do I renew my permit?", "ngo_and_state").await;
    let (first, second) = if queue(&ngo, "mine").await.is_empty() { (&state, &ngo) } else { (&ngo, &state) };
    let path = format!("/en/queue/{}", queue(first, "mine").await[0]["id"]);
    let silent = first.post_form(&format!("{path}/refusal"), &[("reason", "")]).await;
    assert_eq!(silent.status, 422);
    first.post_form(&format!("{path}/refusal"), &[("reason", "Not our field")]).await.location();
    assert_eq!(case_of(&guest).await["states"][1]["reason"], "Not our field");
    assert_eq!(first.get(&path).await.status, 404, "it is not theirs to read any more");
    assert_eq!(queue(second, "mine").await.len(), 1);
    second.post_form(&format!("{path}/refusal"), &[("reason", "Nor ours")]).await.location();
    assert!(queue(second, "mine").await.is_empty());
}

#[actix_web::test]
async fn a_public_question_is_let_through_found_doubted_and_renewed() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    case(&app, "Where do I renew my permit? Call me on +370 612 34567.", "everyone").await;
    let expert = if queue(&ngo, "mine").await.is_empty() { &state } else { &ngo };
    let id = queue(expert, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    assert!(!app.guest().get("/en/questions").await.body.contains("renew my permit"), "held until it is let through");
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let draft = expert.get_json(&path).await.json()["draft"].clone();
    assert!(!draft.to_string().contains("612"), "{draft}");
    let fields = [("title", "Where do I renew my permit?"), ("text", draft["text"].as_str().unwrap())];
    let public = expert.post_form(&format!("{path}/publication?_method=PUT"), &fields).await.location();
    assert_eq!(public, format!("/en/q/{id}/where-do-i-renew-my-permit"));
    let law = source(expert).await;
    answer(expert, &id, law).await;
    let guest = app.guest();
    let page = guest.get(&public).await;
    let text = page.main_text();
    assert!(text.contains("Renew it at the office.") && !text.contains("612 34567"), "{text}");
    assert_eq!(guest.get(&format!("/en/q/{id}")).await.status, 301);
    assert!(guest.get("/lt/areas/housing").await.body.contains("Where do I renew my permit?"));
    assert!(guest.get("/ru/questions?area=housing").await.body.contains("Renew it at the office."));
    crate::search::indexed(&app).await;
    let found = crate::search::search(&guest, "renewing permits").await;
    assert_eq!(
        (&found["results"][0]["kind"], &found["results"][0]["stale"]),
        (&"question".into(), &false.into()),
        "{found}"
    );

    // The law changes: at once, everywhere.
    let marked = expert.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await;
    marked.location();
    let doubted = guest.get(&public).await.main_text();
    assert!(doubted.contains("The term is shorter"), "{doubted}");
    crate::search::indexed(&app).await;
    assert_eq!(crate::search::search(&guest, "renewing permits").await["results"][0]["stale"], true);
    let review = queue(expert, "review").await;
    assert_eq!(review[0]["review_reason"], "The term is shorter");
    let page = expert.get("/en/queue?view=review").await.body;
    assert!(page.contains(&format!("name=\"answers\" value=\"{}\"", review[0]["answer"])), "{page}");
    assert!(page.contains("href=\"/en/queue\""), "the way there is in the menu");
    let answers = expert.get_json(&path).await.json()["answer"]["id"].to_string();
    let other = if expert.id == ngo.id { &state } else { &ngo };
    assert_eq!(other.post_form("/en/queue/renewals", &[("answers", &answers)]).await.status, 404, "another body's");
    expert.post_form("/en/queue/renewals", &[("answers", &answers)]).await.location();
    assert!(!guest.get(&public).await.main_text().contains("The term is shorter"));
    assert!(queue(expert, "review").await.is_empty());

    // Time passes as well.
    app.clock.advance(chrono::Duration::days(200));
    assert_eq!(crate::search::search(&guest, "renewing permits").await["results"][0]["stale"], true);
}

#[actix_web::test]
async fn only_what_is_taken_and_open_is_answered() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let mut guest = app.guest();
    let key = key_of(&guest, "en").await;
    let body = json!({ "key": key, "text": "Where do I renew my permit?", "area": "housing", "audience": "ngo",
        "language": "en", "email": "olha@example.org" });
    assert_eq!(guest.post_json("/en/ask", &body).await.status, 200);
    open(&mut guest, "en", &key).await;
    assert_eq!(case_of(&guest).await["email"], "o•••@example.org");
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    let path = format!("/en/queue/{id}");
    let read = ngo.get_json(&path).await;
    assert!(read.json()["case"]["email"].is_null() && !read.body.contains("example.org"), "{}", read.body);

    // Offered to her, not taken yet.
    let words = [("summary", "Renew it at the office."), ("body", "There."), ("language", "en")];
    let law = source(&ngo).await.to_string();
    let wording = || words.iter().copied().chain([("sources", law.as_str())]).collect::<Vec<_>>();
    let answering = format!("{path}/answer?_method=PUT");
    assert_eq!(ngo.post_form(&answering, &wording()).await.status, 409);
    assert_eq!(ngo.post_form(&format!("{path}/requests"), &[("request_text", "Which permit?")]).await.status, 409);
    for _ in 0..2 {
        ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    }
    assert_eq!(case_of(&guest).await["states"].as_array().unwrap().len(), 2, "taken twice, dated once");
    for _ in 0..2 {
        ngo.post_form(&format!("{path}/requests"), &[("request_text", "Which permit?")]).await.location();
        guest.post_form("/en/case/messages", &[("text", "A temporary one")]).await.location();
        guest.post_form("/en/case/messages", &[("text", "A temporary one")]).await.location();
    }
    let seen = case_of(&guest).await;
    let said: Vec<_> = seen["messages"].as_array().unwrap().iter().map(|message| message["text"].clone()).collect();
    assert_eq!(said, ["Which permit?", "A temporary one", "Which permit?", "A temporary one"], "sent twice, said once");

    ngo.post_form(&answering, &wording()).await.location();
    let given_back = ngo.post_form(&format!("{path}/refusal"), &[("reason", "Not ours after all")]).await;
    assert_eq!(given_back.status, 409, "what is answered is not given back");
    guest.post_form("/en/case/withdrawal", &[]).await.location();
    for (what, fields) in [
        ("answer?_method=PUT", wording()),
        ("requests", vec![("request_text", "Which permit?")]),
        ("refusal", vec![("reason", "Not ours after all")]),
        ("publication?_method=PUT", vec![("title", "Permits"), ("text", "Where do I renew it?")]),
    ] {
        assert_eq!(ngo.post_form(&format!("{path}/{what}"), &fields).await.status, 409, "{what}");
    }
    let states = case_of(&guest).await["states"].clone();
    assert_eq!(states.as_array().unwrap().last().unwrap()["state"], "withdrawn", "{states}");
}

use mipas::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, case, queue, source};
use super::solutions::structured;
use super::traces::number;
use crate::search::{indexed, search, titles};
use crate::support::{TestApp, Visitor};

/// A question that everybody reads.
pub struct Public {
    pub id: Value,
    /// Its page, in English.
    pub path: String,
    /// Who asked without an account; the browser has the case open.
    pub asker: Visitor,
    pub expert: Visitor,
}

impl Public {
    pub async fn new(app: &TestApp, bodies: &Bodies, text: &str) -> Self {
        let asker = case(app, text, "everyone").await;
        let (expert, id) = let_through(bodies, text).await;
        let asked = expert.get_json(&format!("/en/queue/{id}")).await.json();
        Self { path: asked["public"].as_str().unwrap().to_owned(), id, asker, expert }
    }

    /// Where its community answers are made.
    pub fn answers(&self) -> String {
        format!("/en/q/{}/answers", self.id)
    }

    /// A member answers; the answer's address.
    pub async fn answered(&self, member: &Visitor, text: &str) -> String {
        let made = member.post_json(&self.answers(), &json!({ "text": text, "language": "en" })).await;
        assert_eq!(made.status, 201, "{}", made.body);
        format!("{}/{}", self.answers(), made.json()["id"])
    }

    pub async fn community(&self, visitor: &Visitor) -> Value {
        visitor.get_json(&self.path).await.json()["community"].clone()
    }

    /// The texts of its answers as this reader sees them, in order.
    pub async fn texts(&self, visitor: &Visitor) -> Vec<String> {
        let community = self.community(visitor).await;
        let answers = community["answers"].as_array().unwrap();
        let html = answers.iter().map(|one| one["html"].as_str().unwrap());
        html.map(|html| html.replace("<p>", "").replace("</p>", "").trim().to_owned()).collect()
    }
}

/// Whichever expert has the question takes it and lets it through as it was asked.
pub async fn let_through(bodies: &Bodies, text: &str) -> (Visitor, Value) {
    for expert in [&bodies.ngo, &bodies.state] {
        let mine = queue(expert, "mine").await;
        let title = text.split(['?', '.']).next().unwrap();
        let Some(item) = mine.iter().find(|item| item["title"].as_str().is_some_and(|own| own.starts_with(title)))
        else {
            continue;
        };
        let path = format!("/en/queue/{}", item["id"]);
        expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
        let fields = [("title", title), ("text", text)];
        expert.post_form(&format!("{path}/publication?_method=PUT"), &fields).await.location();
        return (expert.clone(), item["id"].clone());
    }
    panic!("no expert has {text}");
}

#[actix_web::test]
async fn members_answer_below_the_official_answer() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let question = Public::new(&app, &bodies, "Where do I renew my permit?").await;
    let (ona, jonas, guest) = (app.member("Ona").await, app.member("Jonas").await, app.guest());
    assert!(guest.get(&question.path).await.main_text().contains("No member has answered yet."));

    let refused = guest.post_form(&question.answers(), &[("text", "As a guest")]).await;
    assert!(refused.status == 401 && refused.body.contains("As a guest"), "{}: nothing typed is lost", refused.status);
    let empty = ona.post_form(&question.answers(), &[("text", " ")]).await;
    assert!(empty.status == 422 && empty.body.contains("aria-describedby=\"h-text e-text\""), "{}", empty.main_text());

    let typed = [("text", "Užsiregistruokite **iš anksto**, aš laukiau tris savaites. @Jonas"), ("language", "")];
    let preview = ona.post_form(&question.answers(), &[typed[0], typed[1], ("preview", "1")]).await;
    assert!(preview.status == 200 && preview.body.contains("<strong>iš anksto</strong>"), "{}", preview.main_text());
    assert!(question.texts(&guest).await.is_empty(), "a preview stores nothing");
    let made = ona.post_form(&question.answers(), &typed).await.location();
    assert!(made.starts_with(&format!("{}#community-", question.path)), "{made}");
    let law = source(&question.expert).await;
    answer(&question.expert, &question.id, law).await;

    // Nobody is called: the name stands as it was typed.
    let nobody = format!("/en/u/{}\"", jonas.id.unwrap());
    let page = guest.get(&question.path).await;
    let official = page.body.find("Renew it at the office.").unwrap();
    let community = page.body.rfind("<strong>iš anksto</strong>").unwrap();
    assert!(official < community && !page.body.contains(&nobody), "{}", page.main_text());
    let item = question.community(&guest).await["answers"][0].clone();
    assert_eq!((&item["language"], &item["author"]["name"]), (&"lt".into(), &"Ona".into()));

    // It is changed by its author alone, and what it said is kept.
    let at = format!("{}/{}", question.answers(), item["id"]);
    assert_eq!(jonas.get(&format!("{at}/edit")).await.status, 403);
    let change = json!({ "text": "Register early.", "language": "en", "revision": "1" });
    assert_eq!(jonas.send_json(Method::PUT, &at, &change).await.status, 403);
    assert!(ona.get(&format!("{at}/edit")).await.body.contains("aš laukiau"));
    assert_eq!(ona.send_json(Method::PUT, &at, &change).await.status, 200);
    let late =
        ona.post_form(&format!("{at}?_method=PUT"), &[("text", "Mine"), ("language", "en"), ("revision", "1")]).await;
    assert!(late.status == 409 && late.body.contains("Register early.") && late.body.contains("Mine"));
    assert_eq!(question.texts(&guest).await, ["Register early."]);
    let history = guest.get_json(&format!("{at}/history")).await.json();
    assert_eq!(history["versions"].as_array().unwrap().len(), 2, "{history}");
    assert!(history["versions"][0].to_string().contains("aš laukiau"), "what was taken out is shown");

    // What is not public looks as if there were nothing.
    let private = case(&app, "A private matter of mine?", "ngo").await;
    let mine = queue(&bodies.ngo, "mine").await;
    let id = mine.iter().find(|item| item["title"] == "A private matter of mine?").unwrap()["id"].clone();
    assert_eq!(private.get_json("/en/case").await.json()["case"]["community"], Value::Null);
    for unknown in [id, 7.into()] {
        let body = json!({ "text": "Is anybody there?", "language": "en" });
        assert_eq!(ona.post_json(&format!("/en/q/{unknown}/answers"), &body).await.status, 404);
    }
}

#[actix_web::test]
async fn what_identifies_a_person_is_shown_before_an_answer_is_sent() {
    let app = TestApp::new().await;
    let question = Public::new(&app, &bodies(&app).await, "Where do I renew my permit?").await;
    let ona = app.member("Ona").await;
    let asked = ona.post_form(&question.answers(), &[("text", "Call me: +370 612 34567")]).await;
    assert_eq!(asked.status, 422);
    assert!(asked.body.contains("name=\"remove\" value=\"+370 612 34567\" checked"), "{}", asked.body);
    assert!(question.texts(&ona).await.is_empty());
    let sent = [("text", "Call me: +370 612 34567"), ("checked", "+370 612 34567"), ("remove", "+370 612 34567")];
    ona.post_form(&question.answers(), &sent).await.location();
    assert_eq!(question.texts(&ona).await, ["Call me: [telephone]"]);
    // So it is when one edits.
    let at = format!("{}/{}", question.answers(), question.community(&ona).await["answers"][0]["id"]);
    let body = json!({ "text": "Mine is 39001010077", "language": "en", "revision": "1" });
    assert_eq!(ona.send_json(Method::PUT, &at, &body).await.status, 422);
}

#[actix_web::test]
async fn an_answer_that_is_sent_twice_is_one() {
    let app = TestApp::new().await;
    let question = Public::new(&app, &bodies(&app).await, "Where do I renew my permit?").await;
    let ona = app.member("Ona").await;
    let fields = [("text", "Register early."), ("language", "en"), ("idempotency_key", "abcdefgh12345678")];
    let first = ona.post_form(&question.answers(), &fields).await.location();
    assert_eq!(ona.post_form(&question.answers(), &fields).await.location(), first);
    assert_eq!(question.texts(&ona).await.len(), 1);
}

#[actix_web::test]
async fn votes_order_what_members_answer_and_nothing_else() {
    let app = TestApp::new().await;
    let question = Public::new(&app, &bodies(&app).await, "Where do I renew my permit?").await;
    let law = source(&question.expert).await;
    answer(&question.expert, &question.id, law).await;
    let (ona, jonas, rita) = (app.member("Ona").await, app.member("Jonas").await, app.member("Rita").await);
    question.answered(&ona, "The first").await;
    let second = question.answered(&jonas, "The second").await;
    let guest = app.guest();
    assert_eq!(question.texts(&guest).await, ["The first", "The second"]);

    let vote = |at: &str| format!("{at}/votes");
    assert_eq!(jonas.post_form(&vote(&second), &[]).await.status, 403, "not for one's own");
    assert_eq!(guest.post_form(&vote(&second), &[]).await.status, 401);
    for _ in 0..2 {
        assert!(rita.post_form(&vote(&second), &[]).await.location().starts_with(&question.path));
    }
    ona.post_form(&vote(&second), &[]).await.location();
    assert_eq!(question.texts(&guest).await, ["The second", "The first"]);
    let community = question.community(&rita).await;
    let helped = &community["answers"][0];
    assert_eq!((&helped["helped"], &helped["voted"]), (&2.into(), &true.into()), "one each");
    let page = guest.get(&question.path).await.main_text();
    assert!(page.contains("Helped 2 people"), "{page}");
    assert!(page.find("Renew it at the office.") < page.find("The second"), "the official answer stands first: {page}");

    // Taken back; and with an account its votes go.
    rita.delete_form(&vote(&second), &[]).await.location();
    rita.delete_form(&vote(&second), &[]).await.location();
    assert_eq!(question.community(&guest).await["answers"][0]["helped"], 1);
    ona.delete_form("/en/settings/delete", &[("password", "correct horse Ona")]).await.location();
    let community = question.community(&guest).await;
    assert_eq!(community["answers"][0]["helped"], 0);
    assert_eq!((&community["answers"][0]["author"]["name"], community["count"].as_i64()), (&Value::Null, Some(2)));
    assert_eq!(number(&app, "SELECT count(*) AS number FROM community_votes").await, 0);
}

#[actix_web::test]
async fn what_is_hidden_or_deleted_is_gone_for_everybody_else() {
    let app = TestApp::new().await;
    let question = Public::new(&app, &bodies(&app).await, "Where do I renew my permit?").await;
    let (ona, jonas, guest) = (app.member("Ona").await, app.member("Jonas").await, app.guest());
    let moderator = app.member_with("Mantas", &[Role::Moderator]).await;
    let of_one = app.member("Katė").await;
    let id = of_one.id.unwrap();
    app.db()
        .write(move |tx| {
            mipas::accounts::grant(tx, id, Role::Moderator, Some(mipas::db::CategoryId(1)), None, None).map(drop)
        })
        .await
        .unwrap();
    let at = question.answered(&ona, "Pay Zebrazebra a bribe").await;
    indexed(&app).await;
    assert_eq!(titles(&guest, "zebrazebra").await, ["Where do I renew my permit"]);

    for other in [&jonas, &of_one] {
        assert_eq!(other.get(&format!("{at}/moderate")).await.status, 403);
        assert_eq!(other.post_form(&format!("{at}/hiding"), &[("reason", "I dislike it")]).await.status, 403);
    }
    assert_eq!(moderator.post_form(&format!("{at}/hiding"), &[("reason", "")]).await.status, 422);
    moderator.post_form(&format!("{at}/hiding"), &[("reason", "Advice to break the law")]).await.location();
    indexed(&app).await;
    for reader in [&guest, &jonas] {
        for body in [reader.get(&question.path).await.body, reader.get_json(&question.path).await.body] {
            assert!(!body.contains("Zebrazebra") && !body.contains("break the law"), "{body}");
        }
        assert_eq!(reader.get(&format!("{at}/history")).await.status, 404);
        assert!(titles(reader, "zebrazebra").await.is_empty());
    }
    assert_eq!(question.community(&guest).await["count"], 0);
    assert_eq!(jonas.post_form(&format!("{at}/votes"), &[]).await.status, 404);
    for reader in [&ona, &moderator] {
        let page = reader.get(&question.path).await;
        let text = page.main_text();
        assert!(text.contains("Zebrazebra") && text.contains("Advice to break the law"), "{text}");
        assert!(!structured(&page.body).unwrap().to_string().contains("Zebrazebra"), "only what everybody reads");
    }
    assert_eq!(ona.get(&format!("{at}/edit")).await.status, 403);
    moderator.delete_form(&format!("{at}/hiding"), &[("reason", "It was about a fine")]).await.location();
    assert_eq!(question.texts(&guest).await, ["Pay Zebrazebra a bribe"]);
    let acts = moderator.get_json(&format!("{at}/moderate")).await.json()["acts"].clone();
    assert_eq!(
        (&acts[0]["action"], &acts[0]["reason"], &acts[1]["reason"]),
        (&"shown".into(), &"It was about a fine".into(), &"Advice to break the law".into())
    );
    // The log of those who moderate everywhere has it too.
    let log = moderator.get_json("/en/moderation/answers").await.json()["acts"].clone();
    let last = |name: &str| log[0][name].as_str().unwrap().to_owned();
    assert_eq!(
        (log.as_array().unwrap().len(), last("action"), last("reason")),
        (2, "shown".into(), "It was about a fine".into())
    );
    assert_eq!((last("title"), last("url")), ("Where do I renew my permit".into(), format!("{at}/moderate")));
    assert!(log[0]["by"]["name"] == "Mantas" && log[0]["by"]["id"] == moderator.id.unwrap().0, "{log}");
    assert_eq!(of_one.get("/en/moderation/answers").await.status, 404, "who moderates one category");
    assert!(moderator.get("/lt/moderation/answers").await.main_text().contains("It was about a fine"));
    crate::forum::setup::open_category(&app, "housing").await;
    assert!(moderator.get("/lt/moderation").await.body.contains("/lt/moderation/answers"));

    assert_eq!(jonas.post_form(&format!("{at}/deletion"), &[]).await.status, 403);
    ona.post_form(&format!("{at}/deletion"), &[]).await.location();
    indexed(&app).await;
    let log = moderator.get_json("/en/moderation/answers").await.json()["acts"].clone();
    assert_eq!((log.as_array().unwrap().len(), &log[0]["url"]), (2, &Value::Null), "there is nothing to look at");
    for reader in [&guest, &jonas, &moderator] {
        assert!(!reader.get(&question.path).await.body.contains("Zebrazebra"));
        assert!(titles(reader, "zebrazebra").await.is_empty());
    }
    assert!(ona.get(&question.path).await.main_text().contains("You have deleted this answer."));
    ona.delete_form(&format!("{at}/deletion"), &[]).await.location();
    indexed(&app).await;
    assert_eq!(search(&guest, "zebrazebra").await["results"][0]["kind"], "question");
}

#[actix_web::test]
async fn an_answer_in_another_language_is_found_in_its_own() {
    let app = TestApp::new().await;
    let question = Public::new(&app, &bodies(&app).await, "Where do I renew my permit?").await;
    let ona = app.member("Ona").await;
    let body = json!({ "text": "Užsiregistruokite iš anksto Migracijos skyriuje.", "language": "lt" });
    assert_eq!(ona.post_json(&question.answers(), &body).await.status, 201);
    indexed(&app).await;
    let found = crate::search::search_with(&app.guest(), "lt", "migracijos skyrius", "").await;
    let first = &found["results"][0];
    assert_eq!((&first["kind"], &first["url"]), (&"question".into(), &question.path.replace("/en/", "/lt/").into()));
    assert!(first.to_string().contains("iš anksto"), "{first}");
}

#[actix_web::test]
async fn questions_with_an_official_answer_come_first_and_can_be_asked_for() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let answered = Public::new(&app, &bodies, "Where do I renew my permit?").await;
    answer(&answered.expert, &answered.id, source(&answered.expert).await).await;
    app.clock.advance(chrono::Duration::days(8));
    let waiting = Public::new(&app, &bodies, "Who pays the deposit?").await;
    waiting.answered(&app.member("Ona").await, "The landlord.").await;
    let guest = app.guest();
    let body = guest.get("/en/areas/housing").await.body;
    assert!(
        body.find("renew my permit").unwrap() < body.find("pays the deposit").unwrap(),
        "the older one is answered"
    );
    let all = guest.get("/en/questions").await.body;
    assert!(all.find("pays the deposit").unwrap() < all.find("renew my permit").unwrap(), "else the newest first");
    let only = guest.get_json("/en/questions?answered=1&area=housing").await.json();
    assert_eq!((only["questions"].as_array().unwrap().len(), &only["answered"]), (1, &true.into()));
    let form = guest.get("/en/questions?answered=1").await.body;
    assert!(form.contains("name=\"answered\" value=\"1\" checked") && !form.contains("pays the deposit"));
}

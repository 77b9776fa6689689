//! Who waits before everybody reads their question, who does not, and who lets it through.

use std::collections::BTreeSet;

use chrono::Duration;
use mipas::accounts::Role;
use serde_json::{Value, json};

use super::answering::{bodies, case, queue};
use super::traces::number;
use crate::forum::setup::{moderator_of, open_category};
use crate::support::{TestApp, Visitor};

/// Asks for everybody, linked to the account; the path of the own page.
async fn ask_linked(visitor: &Visitor, text: &str) -> String {
    let fields = [
        ("text", text),
        ("area", "housing"),
        ("audience", "everyone"),
        ("link", "1"),
        ("checked", "1"),
        ("municipality", "vilniaus-m"),
        ("situation", "asylum_seeker"),
    ];
    visitor.post_form("/en/ask", &fields).await.location()
}

async fn held(visitor: &Visitor) -> Vec<Value> {
    let page = visitor.get_json("/en/moderation/questions").await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.json()["questions"].as_array().unwrap().clone()
}

async fn public_titles(app: &TestApp) -> Vec<String> {
    let page = app.guest().get_json("/en/questions").await.json();
    page["questions"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn newcomers_wait_and_members_of_some_time_do_not() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    assert!(!ona.get("/en/ask").await.body.contains("shown at once"));
    ask_linked(&ona, "Where do I register my address? I moved.").await;
    assert!(public_titles(&app).await.is_empty());
    app.clock.advance(Duration::days(8));
    assert!(ona.get("/en/ask").await.body.contains("shown at once"));
    let path = ask_linked(&ona, "Where do I get a library card? I moved.").await;
    assert_eq!(public_titles(&app).await, ["Where do I get a library card?"]);
    // With something that identifies a person it waits, even if its writer wants it so.
    ask_linked(&ona, "Who calls me back? I am at +370 612 34567.").await;
    // Not linked: nobody knows who asked.
    let unlinked = json!({ "text": "Where is the school of my child?", "area": "housing", "audience": "everyone" });
    assert_eq!(ona.post_json("/en/ask", &unlinked).await.status, 200);
    // For some only: it stays with them.
    let some =
        [("text", "Where is the nearest doctor of mine?"), ("area", "housing"), ("audience", "ngo"), ("link", "1")];
    ona.post_form("/en/ask", &some).await.location();
    assert_eq!(public_titles(&app).await.len(), 1);

    // Everybody sees area, language and week.
    let id = path.rsplit('/').next().unwrap();
    let public = app.guest().get(&format!("/en/q/{id}/where-do-i-get-a-library-card")).await;
    let text = public.main_text();
    assert!(public.status == 200 && text.contains("I moved.") && text.contains("English"), "{text}");
    let json = app.guest().get_json(&format!("/en/q/{id}/where-do-i-get-a-library-card")).await;
    for hidden in ["vilniaus", "Vilniaus", "asylum", "Ona"] {
        assert!(!public.main_text().contains(hidden) && !json.body.contains(hidden), "{hidden}: {}", json.body);
    }
    let week = json.json()["week"].as_str().unwrap().to_owned();
    assert!(week.ends_with("T00:00:00Z") || week.ends_with("T00:00:00.000000Z"), "{week}");
    let monday = chrono::DateTime::parse_from_rfc3339(&week).unwrap();
    assert_eq!(chrono::Datelike::weekday(&monday), chrono::Weekday::Mon);
    let value = json.json();
    let keys: BTreeSet<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = BTreeSet::from([
        "answer",
        "area",
        "community",
        "dir",
        "duplicate_of",
        "ended",
        "found",
        "guide",
        "history",
        "id",
        "language",
        "preview",
        "text",
        "title",
        "versions",
        "week",
    ]);
    assert_eq!(keys, expected, "and nothing else");
}

#[actix_web::test]
async fn moderators_let_through_what_is_for_everybody_and_see_nothing_else() {
    let app = TestApp::new().await;
    let category = open_category(&app, "housing").await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    let guest = app.guest();
    let ask = |text: &'static str, audience: &'static str| {
        let body = json!({ "text": text, "area": "housing", "audience": audience, "checked": "1",
            "municipality": "vilniaus-m", "situation": "asylum_seeker" });
        let guest = guest.clone();
        async move { assert_eq!(guest.post_json("/en/ask", &body).await.status, 200) }
    };
    ask("Zebrazebra is private, who helps?", "ngo").await;
    ask("Quaggaquagga is private too, who helps?", "ngo_and_state").await;
    let private = number(&app, "SELECT max(id) AS number FROM questions").await;
    ask("Call +370 612 34567: where do I register? I moved.", "everyone").await;

    let list = held(&petras).await;
    assert_eq!(list.len(), 1, "{list:?}");
    let (id, title) = (list[0]["id"].clone(), list[0]["title"].as_str().unwrap());
    assert!(!title.contains("612") && title.contains("where do I register?"), "{title}");
    let path = format!("/en/moderation/questions/{id}");
    let page = petras.get(&path).await;
    assert_eq!(page.status, 200);
    for hidden in ["612", "Zebra", "Quagga", "asylum", "Vilni"] {
        assert!(!page.main_text().contains(hidden), "{hidden}: {}", page.main_text());
    }
    let words = [("title", "Where do I register?"), ("text", "Where do I register? I moved.")];
    let kept = petras.post_form(&format!("{path}?_method=PUT"), &[("title", "Hm"), words[1]]).await;
    assert!(kept.status == 422 && kept.body.contains("value=\"Hm\""), "{}", kept.status);

    // Not for others, and not for those who moderate a category.
    let of_one = moderator_of(&app, "Rasa", category).await;
    let others = [app.member("Ona").await, app.member_with("Edita", &[Role::Editor]).await, of_one];
    for other in &others {
        assert_eq!(other.get("/en/moderation/questions").await.status, 404);
        assert_eq!(other.get(&path).await.status, 404);
        assert_eq!(other.post_form(&format!("{path}?_method=PUT"), &words).await.status, 404);
    }
    assert!(!others[2].get("/en/moderation").await.body.contains("/moderation/questions"));
    assert!(petras.get("/en/moderation").await.body.contains("/moderation/questions"));
    for unknown in [private, 12345] {
        let path = format!("/en/moderation/questions/{unknown}");
        assert_eq!(petras.get(&path).await.status, 404, "{unknown}");
        assert_eq!(petras.post_form(&format!("{path}?_method=PUT"), &words).await.status, 404, "{unknown}");
    }

    let done = petras.post_form(&format!("{path}?_method=PUT"), &words).await.location();
    assert_eq!(done, "/en/moderation/questions");
    assert!(held(&petras).await.is_empty());
    assert_eq!(public_titles(&app).await, ["Where do I register?"]);
    // Something was overlooked: it is taken out afterwards.
    let words = [("title", "Where do I register?"), ("text", "Where does somebody register?")];
    petras.post_form(&format!("{path}?_method=PUT"), &words).await.location();
    let public = app.guest().get(&format!("/en/q/{id}/where-do-i-register")).await.main_text();
    assert!(public.contains("Where does somebody register?") && !public.contains("I moved"), "{public}");
}

#[actix_web::test]
async fn the_asker_sees_that_it_waits_and_then_what_everybody_reads() {
    let app = TestApp::new().await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    let guest = case(&app, "Where do I register? I moved.", "everyone").await;
    let waits = guest.get("/en/case").await.main_text();
    assert!(waits.contains("It waits until a moderator"), "{waits}");
    let id = held(&petras).await[0]["id"].clone();
    let words = [("title", "Where do I register?"), ("text", "Where does somebody register?")];
    petras.post_form(&format!("/en/moderation/questions/{id}?_method=PUT"), &words).await.location();
    let shown = guest.get("/en/case").await;
    assert!(!shown.main_text().contains("It waits"), "{}", shown.main_text());
    let public = format!("/en/q/{id}/where-do-i-register");
    assert!(shown.body.contains(&format!("href=\"{public}\"")), "{}", shown.main_text());
    assert_eq!(guest.get(&public).await.status, 200);
    // What is for some alone waits for nobody.
    let private = case(&app, "Where do I register? I moved.", "ngo").await;
    let json = private.get_json("/en/case").await.json();
    assert_eq!((&json["case"]["held"], &json["case"]["public"]), (&Value::Bool(false), &Value::Null));
}

/// A number that stands where a title is cut.
#[actix_web::test]
async fn no_half_of_a_number_passes_into_the_title() {
    let app = TestApp::new().await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    for before in 100..120 {
        let filler = format!("{} ", "ab ".repeat(40)[..before].trim_end());
        let text = format!("{filler}+370 612 34567 is my telephone and I do not know where I have to register");
        case(&app, &text, "everyone").await;
    }
    let list = petras.get_json("/en/moderation/questions").await;
    assert_eq!(list.json()["questions"].as_array().unwrap().len(), 20);
    for one in list.json()["questions"].as_array().unwrap() {
        let draft = petras.get_json(&format!("/en/moderation/questions/{}", one["id"])).await.json()["draft"].clone();
        for shown in [one["title"].as_str().unwrap(), draft["title"].as_str().unwrap(), draft["text"].as_str().unwrap()]
        {
            assert!(!shown.contains("370") && !shown.contains("61"), "{shown}");
        }
    }
}

/// What has ended before anybody let it through is not let through by its number.
#[actix_web::test]
async fn what_has_ended_is_not_let_through() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    case(&app, "Where do I register? I moved.", "everyone").await;
    let id = held(&petras).await[0]["id"].clone();
    for expert in [&bodies.ngo, &bodies.state] {
        if !queue(expert, "mine").await.is_empty() {
            expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
            let closed =
                expert.post_form(&format!("/en/queue/{id}/closure"), &[("closing_reason", "No question at all")]).await;
            assert_eq!(closed.status, 303, "{}", closed.main_text());
            break;
        }
    }
    let path = format!("/en/moderation/questions/{id}");
    assert!(held(&petras).await.is_empty());
    assert_eq!(petras.get(&path).await.status, 404);
    let words = [("title", "Where do I register?"), ("text", "Where does somebody register?")];
    assert_eq!(petras.post_form(&format!("{path}?_method=PUT"), &words).await.status, 404);
    assert!(public_titles(&app).await.is_empty());
}

/// A title that is spelt like a part of an address still has a page of its own.
#[actix_web::test]
async fn a_title_is_no_noun_of_the_address() {
    let app = TestApp::new().await;
    let petras = app.member_with("Petras", &[Role::Moderator]).await;
    case(&app, "Where do I register? I moved.", "everyone").await;
    let id = held(&petras).await[0]["id"].clone();
    let nouns: BTreeSet<String> = mipas::app::endpoints()
        .iter()
        .filter_map(|endpoint| endpoint.path.strip_prefix("/{lang}/q/{id}/")?.split('/').next().map(str::to_owned))
        .filter(|noun| !noun.starts_with('{'))
        .collect();
    assert!(nouns.len() > 10 && nouns.contains("email"), "{nouns:?}");
    for noun in nouns {
        let words = [("title", noun.as_str()), ("text", "Where does somebody register?")];
        petras.post_form(&format!("/en/moderation/questions/{id}?_method=PUT"), &words).await.location();
        let moved = app.guest().get(&format!("/en/q/{id}")).await;
        assert_eq!(moved.status, 301, "{noun}");
        let page = app.guest().get(moved.header("location")).await;
        assert_eq!(page.status, 200, "{noun}: {}", moved.header("location"));
    }
}

//! The expert's page: sources to choose from, likely duplicates, and forms whose errors are their own.

use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, case, case_of, queue, source};
use crate::search::indexed;
use crate::support::{TestApp, Visitor};

/// Takes the newest question that waits for this expert: its id and path.
async fn taken(expert: &Visitor) -> (Value, String) {
    let mine = queue(expert, "mine").await;
    let id = mine.iter().find(|item| item["state"] == "received").unwrap()["id"].clone();
    let path = format!("/en/queue/{id}");
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    (id, path)
}

async fn law(visitor: &Visitor, title: &str, number: &str, article: &str) -> i64 {
    let body = json!({ "kind": "law", "title_lt": title, "number": number, "article": article,
        "url": "https://example.org/law" });
    visitor.post_json("/en/sources", &body).await.json()["id"].as_i64().unwrap()
}

fn ids(list: &Value) -> Vec<i64> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect()
}

#[actix_web::test]
async fn sources_in_use_come_first_and_others_are_looked_for() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let used = law(&ngo, "Dėl užsieniečių teisinės padėties", "IX-2206", "40").await;
    let wanted = law(&ngo, "Civilinis kodeksas", "VIII-1864", "6.477").await;
    for number in 0..15 {
        law(&ngo, "Nutarimas", &format!("N-{number}"), "").await;
    }
    case(&app, "Where do I renew my permit?", "ngo").await;
    let (first, path) = taken(&ngo).await;
    let page = ngo.get_json(&path).await.json();
    assert_eq!(page["sources"].as_array().unwrap().len(), 12, "not the whole register");
    assert!(!ids(&page["sources"]).contains(&used), "old, and nobody cites it");
    answer(&ngo, &first, used).await;

    case(&app, "How do I end my lease?", "ngo").await;
    let (_, path) = taken(&ngo).await;
    let page = ngo.get_json(&path).await.json();
    assert_eq!((ids(&page["sources"])[0], page["sources"].as_array().unwrap().len()), (used, 12));
    assert!(!ids(&page["sources"]).contains(&wanted));
    let fields = [
        ("sources", ""),
        ("sources", &*used.to_string()),
        ("summary", "In short as typed"),
        ("body", "The whole answer as typed"),
        ("months", "9"),
        ("source_q", " civilinis 6.477 "),
    ];
    let find = format!("{path}/sources");
    let found = ngo.post_form(&find, &fields).await;
    assert_eq!((found.status, found.header("cache-control")), (200, "private, no-store"), "{}", found.main_text());
    for kept in ["In short as typed", "The whole answer as typed", "value=\"9\"", "value=\"civilinis 6.477\""] {
        assert!(found.body.contains(kept), "{kept}");
    }
    assert!(found.body.contains(&format!("name=\"sources\" value=\"{used}\" checked")), "what was ticked stays");
    assert!(found.body.contains(&format!("name=\"sources\" value=\"{wanted}\">")), "{}", found.main_text());
    assert!(found.main_text().contains("1 source was found."), "{}", found.main_text());
    for words in ["VIII-1864", "civil", "6.477"] {
        let found = ngo.post_json(&find, &json!({ "source_q": words })).await.json();
        assert_eq!(ids(&found["found_sources"]), [wanted], "{words}");
    }
    let many = ngo.post_form(&find, &[("source_q", "nutarimas")]).await.main_text();
    assert!(many.contains("There are more"), "{many}");
    let none = ngo.post_form(&find, &[("source_q", "okapi%")]).await.main_text();
    assert!(none.contains("No such source was found."), "{none}");

    // What was found and ticked is still there when something else is wrong.
    let both = [
        ("sources", &*used.to_string()),
        ("sources", &*wanted.to_string()),
        ("summary", "x"),
        ("body", "y"),
        ("language", "en"),
    ];
    let refused = ngo.post_form(&format!("{path}/answer?_method=PUT"), &both).await;
    assert_eq!(refused.status, 422);
    for source in [used, wanted] {
        assert!(refused.body.contains(&format!("name=\"sources\" value=\"{source}\" checked")), "{source}");
    }
    assert_eq!(state.post_form(&find, &fields).await.status, 404);
    assert_eq!(ngo.get(&find).await.location(), path);
    assert_eq!(super::traces::count(&app, "answers").await, 1, "looking stores nothing");
}

#[actix_web::test]
async fn an_error_stands_at_its_own_form() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    case(&app, "Where do I renew my permit?", "everyone").await;
    let (_, path) = taken(&ngo).await;
    let wrong = |page: &str, field: &str| {
        let at = page.find(&format!("id=\"f-{field}\"")).unwrap();
        page[at..].split('>').next().unwrap().contains("aria-invalid")
    };
    let request = ngo.post_form(&format!("{path}/requests"), &[("request_text", "?!")]).await;
    assert_eq!(request.status, 422);
    assert!(wrong(&request.body, "request_text") && !wrong(&request.body, "text"), "{}", request.body);
    assert!(request.body.contains("href=\"#f-request_text\"") && request.body.contains("\n?!</textarea>"));
    let public =
        ngo.post_form(&format!("{path}/publication?_method=PUT"), &[("title", "Permits"), ("text", "Too few")]).await;
    assert_eq!(public.status, 422);
    assert!(wrong(&public.body, "text") && !wrong(&public.body, "request_text"), "{}", public.body);
    assert_eq!(public.body.matches("Too few</textarea>").count(), 1);
}

#[actix_web::test]
async fn likely_duplicates_are_offered() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let mut public = Vec::new();
    for (title, answered) in
        [("How do I register a flat that I rent?", true), ("Where is a flat that I rent registered?", false)]
    {
        case(&app, title, "everyone").await;
        let (id, path) = taken(&ngo).await;
        if answered {
            let law = source(&ngo).await;
            answer(&ngo, &id, law).await;
        }
        let words = [("title", title), ("text", title)];
        let page = ngo.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
        public.push((id, page));
    }
    // A private one that was answered is nobody's to be shown.
    case(&app, "Can I register a flat that I rent from a friend?", "ngo").await;
    let (private, _) = taken(&ngo).await;
    let law = source(&ngo).await;
    answer(&ngo, &private, law).await;
    indexed(&app).await;
    let guest = case(&app, "I rent a flat: how do I register it?", "ngo").await;
    let (id, path) = taken(&ngo).await;
    let page = ngo.get_json(&path).await.json();
    let offered = page["desk"]["similar"].as_array().unwrap();
    assert_eq!(offered.len(), 1, "only what everybody reads and what is answered: {offered:?}");
    assert_eq!((&offered[0]["id"], &offered[0]["url"]), (&public[0].0, &public[0].1.clone().into()));
    let shown = ngo.get(&path).await;
    assert!(shown.body.contains(&format!("type=\"radio\" name=\"similar\" value=\"{}\"", public[0].0)));
    assert!(shown.body.contains("name=\"duplicate_of\""), "another by its address");

    let duplicate = format!("{path}/duplicate");
    for wrong in [("similar", public[1].0.to_string()), ("similar", id.to_string()), ("similar", String::new())] {
        let refused = ngo.post_form(&duplicate, &[(wrong.0, &*wrong.1), ("duplicate_of", "")]).await;
        assert_eq!(refused.status, 422, "{wrong:?}");
    }
    let fields = [("similar", &*public[0].0.to_string()), ("duplicate_of", "")];
    ngo.post_form(&duplicate, &fields).await.location();
    assert_eq!(case_of(&guest).await["duplicate_of"]["url"], public[0].1.clone());
}

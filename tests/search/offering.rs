use serde_json::Value;

use super::{encoded, indexed};
use crate::forum::setup::{id_of, open_category, start};
use crate::support::{TestApp, Visitor};

async fn offered(visitor: &Visitor, lang: &str, typed: &str) -> Vec<String> {
    let page = visitor.get_json(&format!("/{lang}/search/suggestions?q={}", encoded(typed))).await.json();
    titles(&page["suggestions"])
}

fn titles(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn titles_are_offered_while_one_types() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    for title in ["Leidimas gyventi", "Leidimas dirbti", "Būsto nuoma"] {
        let fields = [("title", title), ("text", "Tekstas"), ("language", "lt")];
        ona.post_form("/lt/c/housing/threads", &fields).await.location();
    }
    indexed(&app).await;
    let guest = app.guest();
    let mut both = offered(&guest, "lt", "leid").await;
    both.sort();
    assert_eq!(both, ["Leidimas dirbti", "Leidimas gyventi"]);
    assert_eq!(offered(&guest, "lt", "leidimą gyv").await, ["Leidimas gyventi"]);
    assert_eq!(offered(&guest, "lt", "busto n").await, ["Būsto nuoma"]);
    assert_eq!(offered(&guest, "lt", "qqq").await, [""; 0]);
    // Without JavaScript as well.
    let page = guest.get("/lt/search/suggestions?q=leid").await.main_text();
    assert!(page.contains("Leidimas dirbti") && page.contains("Pasiūlymai"), "{page}");
}

#[actix_web::test]
async fn threads_like_one_another_are_shown() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    let one = start(&ona, "housing", "Landlord keeps the deposit", "My landlord does not return the deposit").await;
    start(&ona, "housing", "How to get a deposit back from a landlord", "The landlord says there is damage").await;
    start(&ona, "housing", "Learning Lithuanian", "Which courses are good?").await;
    indexed(&app).await;
    let guest = app.guest();
    let page = guest.get_json(&format!("/en/search/similar?to=thread:{}", id_of(&one))).await.json();
    assert_eq!(titles(&page["similar"]), ["How to get a deposit back from a landlord"]);
    let page = guest.get_json("/en/search/similar?kind=thread&title=My+landlord+and+the+deposit").await.json();
    assert_eq!(titles(&page["similar"]).len(), 2);
    let page = guest.get_json("/en/search/similar?title=My+landlord+and+the+deposit").await.json();
    assert_eq!(titles(&page["similar"]).len(), 2, "of any kind");
    for unknown in ["?to=thread:999", "?to=planet:1", "?to=thread", "?kind=planet&title=x"] {
        assert_eq!(guest.get(&format!("/en/search/similar{unknown}")).await.status, 404, "{unknown}");
    }
    let page = guest.get(&format!("/lt{}", one.trim_start_matches("/en"))).await.body;
    assert!(page.contains("/lt/search/similar?to=thread:"), "{page}");
}

#[actix_web::test]
async fn browsers_can_add_the_site_to_their_search_engines() {
    let app = TestApp::new().await;
    let page = app.guest().get("/ru/").await.body;
    assert!(page.contains("type=\"application/opensearchdescription+xml\"") && page.contains("/ru/opensearch.xml"));
    let description = app.guest().get("/ru/opensearch.xml").await;
    assert_eq!(description.header("content-type"), "application/opensearchdescription+xml; charset=utf-8");
    assert!(description.body.contains(&format!("template=\"{}/ru/search?q={{searchTerms}}\"", app.base)));
}

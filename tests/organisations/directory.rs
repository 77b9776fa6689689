use serde_json::json;

use super::setup::{admin, organisation, slugs};
use crate::search::{indexed, titles};
use crate::support::TestApp;

#[actix_web::test]
async fn the_directory_is_sorted_and_filtered() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let guest = app.guest();
    assert!(guest.get("/lt/organisations").await.main_text().contains("Organizacijų kol kas nėra"));
    organisation(&ada, "Zebra", json!({ "name_ru": "Альфа", "kind": "state_body", "region": "vilniaus-m" })).await;
    organisation(&ada, "Šarka", json!({ "areas": ["housing"], "slug": "magpie" })).await;
    organisation(&ada, "Sala", json!({ "areas": ["housing", "work"], "region": "vilniaus-m", "sector": "health" }))
        .await;
    let list = async |path: &str| slugs(&guest.get_json(path).await.json());
    assert_eq!(list("/en/organisations").await, ["sala-lt", "magpie", "zebra-lt"]);
    assert_eq!(list("/ru/organisations").await[2], "zebra-lt", "in Cyrillic after Latin letters");
    assert_eq!(list("/en/organisations?kind=state_body").await, ["zebra-lt"]);
    assert_eq!(list("/en/organisations?region=vilniaus-m&kind=&area=").await, ["sala-lt", "zebra-lt"]);
    assert_eq!(list("/en/organisations?area=housing").await, ["sala-lt", "magpie"]);
    assert_eq!(list("/en/organisations?area=housing&region=vilniaus-m").await, ["sala-lt"]);
    assert_eq!(list("/en/organisations?sector=health&region=").await, ["sala-lt"]);
    assert!(list("/en/organisations?sector=health&kind=state_body").await.is_empty());
    let chosen = guest.get("/en/organisations?sector=health").await.body;
    assert!(chosen.contains("<option value=\"health\" selected>Health</option>"), "{chosen}");
    assert!(list("/en/organisations?area=return").await.is_empty());
    for wrong in ["kind=x", "sector=x", "region=x", "area=x", "after=x", "after=99"] {
        assert_eq!(guest.get(&format!("/en/organisations?{wrong}")).await.status, 400, "{wrong}");
    }
    let text = guest.get("/lt/organisations").await.main_text();
    assert!(text.contains("Vilniaus miestas") && text.contains("Valstybės institucija"), "{text}");
}

#[actix_web::test]
async fn the_directory_is_paged_by_key() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    for number in 0..35 {
        organisation(&ada, &format!("Body {:02}", (number * 13) % 35), json!({})).await;
    }
    let first = app.guest().get_json("/en/organisations").await.json();
    let next = first["next"].as_i64().unwrap();
    let second = app.guest().get_json(&format!("/en/organisations?after={next}")).await.json();
    assert!(second["next"].is_null());
    let all: Vec<String> = [slugs(&first), slugs(&second)].concat();
    let sorted: Vec<String> = (0..35).map(|number| format!("body-{number:02}-lt")).collect();
    assert_eq!(all, sorted);
}

#[actix_web::test]
async fn an_organisations_page_says_who_and_where() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let id = organisation(
        &ada,
        "Harbour",
        json!({
            "sector": "equality", "region": "neringos", "areas": ["health", "housing"],
            "website": "example.org/about", "public_email": "info@example.org", "public_phone": "+370 5 000 0000",
            "registered_address": "Sample street 1", "social": "https://social.example.org/harbour\n",
            "description_en": "We *help*.\n\n<script>x</script>",
        }),
    )
    .await;
    let page = app.guest().get("/en/organisations/harbour-lt").await;
    let text = page.main_text();
    for part in ["Harbour en", "What Harbour does", "Neringa", "Equality and human rights", "info@example.org"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(page.body.contains("<em>help</em>") && !page.body.contains("<script>x"));
    assert!(page.body.contains("href=\"https://example.org/about\" rel=\"nofollow noopener\""), "{}", page.body);
    assert!(page.body.contains("href=\"https://social.example.org/harbour\" rel=\"nofollow noopener\""));
    let json = app.guest().get_json("/lt/organisations/harbour-lt").await.json();
    assert_eq!((json["id"].as_i64(), json["name"].as_str()), (Some(id), Some("Harbour lt")));
    assert_eq!(json["areas"].as_array().unwrap().len(), 2);
    assert_eq!(json["unnamed_experts"], 0);
    assert!(json["following"].is_null(), "a guest follows nothing");
    assert_eq!(app.guest().get("/en/organisations/harbour").await.status, 404);
}

#[actix_web::test]
async fn links_lead_to_the_web_alone() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    for (field, bad) in [
        ("website", "javascript:alert(1)"),
        ("website", "javascript://example.org/%0aalert(1)"),
        ("website", "https://bank.example@evil.example.org"),
        ("website", "localhost"),
        ("social", "https://example.org\nftp://example.org"),
        ("public_email", "nobody"),
        ("public_phone", "call me"),
        ("sector", "x"),
        ("region", "vilnius"),
        ("areas", "nowhere"),
        ("slug", "New Slug"),
        ("slug", "new"),
        ("kind", ""),
    ] {
        let body = json!({ "kind": "ngo", "name_en": "A body", field: bad });
        let answer = ada.post_json("/en/admin/organisations", &body).await;
        assert_eq!(answer.status, 422, "{field}: {bad}");
        let fields = answer.json()["fields"].as_object().unwrap().clone();
        assert_eq!(fields.keys().collect::<Vec<_>>(), [field], "{bad}");
    }
    let nameless = ada.post_json("/en/admin/organisations", &json!({ "kind": "ngo" })).await;
    assert_eq!(nameless.status, 422);
    assert!(slugs(&app.guest().get_json("/en/organisations").await.json()).is_empty());
}

#[actix_web::test]
async fn an_administrator_changes_an_organisation() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let id = organisation(&ada, "Lake", json!({})).await;
    organisation(&ada, "River", json!({})).await;
    let path = format!("/en/admin/organisations/{id}");
    let form = ada.get_json(&path).await.json();
    let revisions = form["revisions"].as_str().unwrap().to_owned();
    let body = json!({
        "kind": "academic", "name_lt": "Ežeras", "name_en": "The Lake", "slug": "lake", "areas": ["work"],
        "revisions": revisions,
    });
    assert_eq!(ada.send_json(reqwest::Method::PUT, &path, &body).await.status, 200);
    // A guest's kept copies of both pages are gone.
    let page = app.guest().get_json("/ru/organisations/lake").await.json();
    assert_eq!((page["name"].as_str(), page["kind"].as_str()), (Some("Ežeras"), Some("academic")));
    assert_eq!(slugs(&app.guest().get_json("/en/organisations").await.json()), ["river-lt", "lake"]);
    let late = ada.send_json(reqwest::Method::PUT, &path, &body).await;
    assert_eq!(late.status, 409, "the form shows what is not there any more");
    let taken = json!({ "kind": "ngo", "name_lt": "Ežeras", "slug": "river-lt" });
    assert_eq!(ada.send_json(reqwest::Method::PUT, &path, &taken).await.status, 422);
    assert_eq!(ada.post_json("/en/admin/organisations", &taken).await.status, 422);
    // The same again changes nothing.
    let before = app.db().read(mipas::activity::newest).await.unwrap();
    let same = json!({ "kind": "academic", "name_lt": "Ežeras", "name_en": "The Lake", "areas": ["work"] });
    assert_eq!(ada.send_json(reqwest::Method::PUT, &path, &same).await.status, 200);
    assert_eq!(app.db().read(mipas::activity::newest).await.unwrap(), before);
}

#[actix_web::test]
async fn organisations_are_found() {
    let app = TestApp::new().await;
    let ada = admin(&app).await;
    let id = organisation(&ada, "Lighthouse", json!({ "description_ru": "Помогаем рыбакам" })).await;
    indexed(&app).await;
    let guest = app.guest();
    assert_eq!(titles(&guest, "lighthouse").await, ["Lighthouse en"]);
    assert_eq!(titles(&guest, "рыбак type:organisation").await.len(), 1);
    let reason = json!({ "reason": "No longer there." });
    let withdrawn = ada.post_json(&format!("/en/admin/organisations/{id}/withdrawal"), &reason).await;
    assert_eq!(withdrawn.status, 200);
    assert!(titles(&guest, "lighthouse").await.is_empty(), "at once");
    indexed(&app).await;
    assert!(titles(&ada, "lighthouse").await.is_empty());
}

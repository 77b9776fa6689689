//! Language versions of a public question and its answer, its history, its place in the guide.

use mipas::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::key_of;
use crate::organisations::setup::{accredit, admin, organisation};
use crate::support::{Answer, TestApp, Visitor};

/// A public question in English, answered by an NGO's expert for housing in Lithuanian and English.
pub struct Published {
    pub app: TestApp,
    pub admin: Visitor,
    pub nina: Visitor,
    pub law: i64,
    pub id: String,
    /// Without the language.
    pub path: String,
}

pub async fn source(visitor: &Visitor, number: &str) -> i64 {
    let body = json!({ "kind": "law", "title_lt": "Dėl užsieniečių teisinės padėties", "number": number,
        "article": "40", "url": "https://example.org/law" });
    let made = visitor.post_json("/en/sources", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_i64().unwrap()
}

/// Asks as a guest who wants everybody to read it; the question's id in the expert's queue.
pub async fn ask(app: &TestApp, expert: &Visitor, text: &str, audience: &str) -> String {
    let guest = app.guest();
    let key = key_of(&guest, "en").await;
    let body = json!({ "key": key, "text": text, "area": "housing", "audience": audience, "language": "en" });
    let asked = guest.post_json("/en/ask", &body).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    let queue = expert.get_json("/en/queue?view=mine").await.json();
    let waiting = queue["items"].as_array().unwrap();
    let item = waiting.iter().find(|item| item["state"] == "received").unwrap();
    let id = item["id"].to_string();
    expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    id
}

pub async fn answer(expert: &Visitor, id: &str, body: &str, sources: &[i64]) {
    let sources: Vec<String> = sources.iter().map(i64::to_string).collect();
    let body = json!({ "language": "en", "summary": "Renew it at the office.", "body": body, "sources": sources });
    let answered = expert.send_json(Method::PUT, &format!("/en/queue/{id}/answer"), &body).await;
    assert_eq!(answered.status, 200, "{}", answered.body);
}

pub async fn publish(expert: &Visitor, id: &str, title: &str, text: &str) -> String {
    let fields = [("title", title), ("text", text)];
    let public = expert.post_form(&format!("/en/queue/{id}/publication?_method=PUT"), &fields).await;
    public.location().trim_start_matches("/en").to_owned()
}

pub async fn published() -> Published {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let nina = app.member("Nina").await;
    let body = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    accredit(&admin, body, "Nina").await;
    let id = ask(&app, &nina, "Where do I renew my permit?", "everyone").await;
    let law = source(&nina, "IX-2206").await;
    answer(&nina, &id, "Go there within a month.", &[law]).await;
    let path = publish(&nina, &id, "Where do I renew my permit?", "Where can I renew it?").await;
    Published { app, admin, nina, law, id, path }
}

async fn translate(by: &Visitor, id: &str, language: &str, more: Value) -> Answer {
    let mut body = json!({
        "language": language, "title": "Kur pratęsti leidimą?", "text": "Kur galiu jį pratęsti?",
        "summary": "Pratęskite skyriuje.", "body": "Kreipkitės per mėnesį.",
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    by.send_json(Method::PUT, &format!("/en/q/{id}/versions"), &body).await
}

async fn review(by: &Visitor, id: &str) -> u16 {
    by.post_json(&format!("/en/q/{id}/versions/reviews"), &json!({ "language": "lt" })).await.status
}

#[actix_web::test]
async fn each_reads_the_version_in_their_language_and_is_told_what_it_is() {
    let Published { app, nina, id, path, .. } = published().await;
    let guest = app.guest();
    let before = guest.get(&format!("/lt{path}")).await;
    let shown = guest.get_json(&format!("/lt{path}")).await.json();
    assert!(shown["week"].as_str().unwrap().contains("T00:00:00"), "{shown}");
    assert_eq!(
        shown["versions"]["question"]["at"], shown["week"],
        "when somebody has asked is known by the week alone"
    );
    assert!(before.body.contains("rel=\"canonical\"") && before.body.contains(&format!("/en{path}\"")));
    assert!(!before.body.contains("rel=\"alternate\" hreflang=\"lt\""), "there is no such version");
    assert_eq!(guest.get(&format!("/lt{path}?in=lt")).await.status, 404);

    assert_eq!(translate(&app.guest(), &id, "lt", json!({})).await.status, 401);
    let member = app.member("Max").await;
    assert_eq!(translate(&member, &id, "lt", json!({})).await.status, 404);
    let written = translate(&nina, &id, "lt", json!({ "machine": "1" })).await;
    assert_eq!(written.status, 200, "{}", written.body);
    assert_eq!(translate(&nina, &id, "en", json!({})).await.status, 200, "the original is not touched");
    let page = guest.get_json(&format!("/lt{path}")).await.json();
    assert_eq!(
        (&page["title"], &page["answer"]["summary"]),
        (&"Kur pratęsti leidimą?".into(), &"Pratęskite skyriuje.".into())
    );
    let told = &page["versions"]["answer"];
    assert_eq!((&told["machine"], &told["original"], &told["stale"]), (&true.into(), &false.into(), &false.into()));
    assert_eq!(told["by"]["organisation"], "Help lt");
    assert_eq!(told["by"]["person"], Value::Null, "an expert's name is theirs to show");
    assert_eq!(page["versions"]["languages"].as_array().unwrap().len(), 2);
    assert_eq!(guest.get_json(&format!("/en{path}")).await.json()["title"], "Where do I renew my permit?");
    let other = guest.get_json(&format!("/ru{path}?in=lt")).await.json();
    assert_eq!(other["title"], "Kur pratęsti leidimą?");
    let shown = guest.get(&format!("/lt{path}")).await;
    assert!(shown.main_text().contains("Mašininis vertimas"), "{}", shown.main_text());
    for lang in ["lt", "en"] {
        assert!(shown.body.contains(&format!("rel=\"alternate\" hreflang=\"{lang}\"")), "{lang}");
    }
    let alternates = shown.body.matches("rel=\"alternate\" hreflang=").count();
    assert_eq!(alternates, 3, "lt, en and the default: no Russian version");

    // It is found in its own language too.
    crate::search::indexed(&app).await;
    let found = crate::search::search(&guest, "pratęsti leidimą").await;
    assert_eq!(found["results"][0]["kind"], "question", "{found}");

    // A machine's work may be reviewed by who has put it there; a person's by somebody else.
    assert_eq!(review(&nina, &id).await, 200);
    let page = guest.get_json(&format!("/lt{path}")).await.json();
    assert!(page["versions"]["answer"]["reviewed_at"].is_string(), "{page}");
    assert_eq!(translate(&nina, &id, "lt", json!({ "body": "Ateikite per mėnesį." })).await.status, 200);
    assert_eq!(review(&nina, &id).await, 403);
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    assert_eq!(review(&editor, &id).await, 200);
    let page = guest.get_json(&format!("/lt{path}")).await.json();
    assert_eq!(page["versions"]["answer"]["reviewer"]["name"], "Edita");
}

#[actix_web::test]
async fn a_changed_original_makes_versions_stale_and_shows_what_changed() {
    let Published { app, admin, nina, law, id, path } = published().await;
    translate(&nina, &id, "lt", json!({})).await;
    let form = nina.get_json(&format!("/en/q/{id}/versions?language=lt")).await.json();
    answer(&nina, &id, "Go there within two weeks.", &[law]).await;
    let guest = app.guest();
    let page = guest.get_json(&format!("/lt{path}")).await.json();
    let changed = page["versions"]["changes"]["body"].to_string();
    assert!(changed.contains("a month") && changed.contains("two weeks"), "{page}");
    let shown = guest.get(&format!("/lt{path}")).await.main_text();
    assert!(shown.contains("originalas pasikeitė") && shown.contains("two weeks"), "{shown}");
    let listed = nina.get_json("/lt/translations").await.json();
    assert_eq!((&listed["language"], &listed["items"][0]["answer"]), (&"lt".into(), &true.into()), "{listed}");
    assert!(listed["items"][0]["changes"]["body"].to_string().contains("two weeks"));
    assert_eq!(listed["languages"][0]["stale"], 1);

    // Whoever began before the change is told, and keeps what they wrote.
    let fields = [
        ("language", "lt"),
        ("summary", "Mano trumpas tekstas"),
        ("body", "Mano tekstas"),
        ("state", form["state"].as_str().unwrap()),
    ];
    let late = nina.post_form(&format!("/lt/q/{id}/versions?_method=PUT"), &fields).await;
    assert!(late.status == 409 && late.body.contains("Mano trumpas tekstas"), "{}", late.main_text());
    assert!(late.body.contains("two weeks"));
    // Saved as it is: still right.
    assert_eq!(translate(&nina, &id, "lt", json!({})).await.status, 200);
    assert_eq!(guest.get_json(&format!("/lt{path}")).await.json()["versions"]["answer"]["stale"], false);
    assert!(nina.get_json("/lt/translations").await.json()["items"].as_array().unwrap().is_empty());
    let reviewing = nina.get_json("/lt/translations?view=review").await.json();
    assert_eq!(reviewing["items"].as_array().unwrap().len(), 1, "{reviewing}");

    // An expert of another area translates nothing here; in a language of one's own only.
    let egor = app.member("Egor").await;
    let body = organisation(&admin, "Office", json!({ "kind": "state_body" })).await;
    let scope = json!({ "member": "Egor", "areas": ["education"], "languages": ["lt"] });
    let made = admin.post_json(&format!("/en/admin/organisations/{body}/experts"), &scope).await;
    if made.status == 201 {
        assert_eq!(translate(&egor, &id, "lt", json!({})).await.status, 403);
    }
    let missing = nina.get_json("/en/translations?view=missing&language=lt").await.json();
    assert!(missing["items"].as_array().unwrap().is_empty());
    assert_eq!(nina.get("/en/translations?language=ru").await.status, 404, "not a language of hers");
}

#[actix_web::test]
async fn other_words_for_the_same_leave_translations_as_they_are() {
    let Published { app, nina, law, id, path, .. } = published().await;
    translate(&nina, &id, "lt", json!({})).await;
    assert!(nina.get(&format!("/en/queue/{id}")).await.body.contains("name=\"same_meaning\""));
    let slip = json!({ "language": "en", "summary": "Renew it at the office.", "body": "Go there within one month.",
        "sources": [law.to_string()], "same_meaning": "1" });
    assert_eq!(nina.send_json(Method::PUT, &format!("/en/queue/{id}/answer"), &slip).await.status, 200);
    let stale = async || {
        let page = app.guest().get_json(&format!("/lt{path}")).await.json();
        page["versions"]["answer"]["stale"].clone()
    };
    assert_eq!(stale().await, false);
    answer(&nina, &id, "Go there within two weeks.", &[law]).await;
    assert_eq!(stale().await, true);
}

#[actix_web::test]
async fn what_was_redacted_does_not_stay_in_other_languages() {
    let Published { app, nina, id, path, .. } = published().await;
    translate(&nina, &id, "lt", json!({ "text": "Gyvenu Slaptojoje gatvėje, kur pratęsti?" })).await;
    let guest = app.guest();
    assert!(guest.get(&format!("/lt{path}")).await.body.contains("Slaptojoje"));
    publish(&nina, &id, "Where do I renew my permit?", "Where can one renew it?").await;
    for public in [format!("/lt{path}"), "/lt/questions".to_owned(), "/lt/areas/housing".to_owned()] {
        assert!(!guest.get(&public).await.body.contains("Slaptojoje"), "{public}");
    }
    assert_eq!(guest.get_json(&format!("/lt{path}")).await.json()["text"], "Where can one renew it?");
    crate::search::indexed(&app).await;
    let found = crate::search::search(&guest, "Slaptojoje").await;
    assert_eq!(found["total"], 0, "{found}");
    assert_eq!(translate(&nina, &id, "lt", json!({ "text": "Kur galima jį pratęsti?" })).await.status, 200);
    assert_eq!(guest.get_json(&format!("/lt{path}")).await.json()["text"], "Kur galima jį pratęsti?");
}

#[actix_web::test]
async fn the_history_of_an_answer_begins_when_everybody_may_read_it() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let nina = app.member("Nina").await;
    let body = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    accredit(&admin, body, "Nina").await;
    let id = ask(&app, &nina, "Where do I renew my permit?", "everyone").await;
    let law = source(&nina, "IX-2206").await;
    answer(&nina, &id, "Dear Secretname, go there.", &[law]).await;
    assert_eq!(app.guest().get(&format!("/en/q/{id}/x/history")).await.status, 404);
    answer(&nina, &id, "Go there within a month.", &[law]).await;
    let path = publish(&nina, &id, "Where do I renew my permit?", "Where can I renew it?").await;
    nina.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await.location();
    let answers = nina.get_json(&format!("/en/queue/{id}")).await.json()["answer"]["id"].to_string();
    nina.post_form("/en/queue/renewals", &[("answers", &answers)]).await.location();
    app.clock.advance(chrono::Duration::days(1));
    answer(&nina, &id, "Go there within two weeks.", &[law]).await;
    let history = app.guest().get_json(&format!("/en{path}/history")).await.json();
    let entries = history["entries"].as_array().unwrap();
    let kinds: Vec<&str> = entries.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 4, "{history}");
    assert_eq!(kinds[0], "changed");
    assert!(kinds.contains(&"renewed") && kinds.contains(&"doubted"), "{kinds:?}");
    let newest = entries[0]["changes"]["body"].to_string();
    assert!(newest.contains("a month") && newest.contains("two weeks"), "{newest}");
    assert_eq!(entries[0]["by"]["organisation"], "Help en");
    assert!(!history.to_string().contains("Secretname"), "what was never public stays so: {history}");
    let page = app.guest().get(&format!("/lt{path}/history")).await;
    assert!(page.status == 200 && page.main_text().contains("The term is shorter"), "{}", page.main_text());
    assert_eq!(app.guest().get("/en/q/1/x/history").await.status, 404);
}

#[actix_web::test]
async fn an_editor_orders_the_guide_of_an_area() {
    let Published { app, nina, law, id, path, .. } = published().await;
    let second = ask(&app, &nina, "How do I rent a flat?", "everyone").await;
    publish(&nina, &second, "How do I rent a flat?", "What must be in the contract?").await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    assert_eq!(nina.send_json(Method::PUT, &format!("/en/q/{id}/guide"), &json!({})).await.status, 403);
    let unanswered = editor.send_json(Method::PUT, &format!("/en/q/{second}/guide"), &json!({})).await;
    assert_eq!(unanswered.status, 409, "{}", unanswered.body);
    answer(&nina, &second, "Look at the contract.", &[law]).await;
    for question in [&id, &second, &id] {
        let added = editor.post_form(&format!("/en/q/{question}/guide?_method=PUT"), &[]).await;
        assert_eq!(added.location(), "/en/areas/housing#guide");
    }
    let guide = |visitor: Visitor| async move {
        let area = visitor.get_json("/en/areas/housing").await.json();
        let panels = area["panels"].as_array().unwrap();
        let data = panels.iter().find(|panel| panel["template"] == "questions/panel").unwrap()["data"].clone();
        assert!(data["questions"].as_array().unwrap().is_empty(), "what is in the guide stands there: {data}");
        data["guide"].as_array().unwrap().iter().map(|entry| entry["id"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(guide(app.guest()).await, [id.clone(), second.clone()]);
    let up = json!({ "direction": "up", "beside": id });
    let position = format!("/en/q/{second}/guide/position");
    let (one, two) = tokio::join!(editor.post_json(&position, &up), editor.post_json(&position, &up));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "the other has seen an order that is no more");
    assert_eq!(guide(app.guest()).await, [second.clone(), id.clone()]);
    let shown = app.guest().get("/en/areas/housing").await.main_text();
    let (guide_at, list_at) = (shown.find("Guide").unwrap(), shown.find("Questions and answers").unwrap());
    assert!(guide_at < list_at && shown.contains("Checked on"), "{shown}");
    let page = editor.get("/en/areas/housing").await.body;
    assert!(page.contains(&format!("/en/q/{second}/guide/position")));
    assert!(!app.guest().get("/en/areas/housing").await.body.contains("guide/position"));
    assert_eq!(app.guest().get_json(&format!("/en{path}")).await.json()["guide"], Value::Null);
    editor.delete_form(&format!("/en/q/{second}/guide"), &[]).await.location();
    let area = app.guest().get_json("/en/areas/housing").await.json().to_string();
    assert!(area.contains("How do I rent a flat?"), "still a question of the area");
}

#[actix_web::test]
async fn a_body_shows_what_it_has_answered() {
    let Published { app, .. } = published().await;
    let guest = app.guest();
    let directory = guest.get_json("/en/organisations").await.json();
    let slug = directory["organisations"][0]["slug"].as_str().unwrap().to_owned();
    let page = guest.get(&format!("/en/organisations/{slug}")).await;
    assert!(page.main_text().contains("Where do I renew my permit?"), "{}", page.main_text());
    let listed = guest.get_json(&format!("/en/questions?organisation={slug}")).await.json();
    assert_eq!(listed["questions"].as_array().unwrap().len(), 1);
    assert_eq!(guest.get("/en/questions?organisation=nobody").await.status, 404);
}

#[actix_web::test]
async fn an_erased_case_takes_versions_history_and_its_place_in_the_guide_along() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let nina = app.member("Nina").await;
    let body = organisation(&admin, "Help", json!({ "kind": "ngo" })).await;
    accredit(&admin, body, "Nina").await;
    let mut guest = app.guest();
    let key = key_of(&guest, "en").await;
    let asked = json!({ "key": key, "text": "Where do I renew my permit?", "area": "housing", "audience": "everyone",
        "language": "en" });
    assert_eq!(guest.post_json("/en/ask", &asked).await.status, 200);
    let id = nina.get_json("/en/queue").await.json()["items"][0]["id"].to_string();
    nina.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(&nina, "IX-2206").await;
    answer(&nina, &id, "Go there within a month.", &[law]).await;
    let path = publish(&nina, &id, "Where do I renew my permit?", "Where can I renew it?").await;
    assert_eq!(translate(&nina, &id, "lt", json!({})).await.status, 200);
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    editor.post_form(&format!("/en/q/{id}/guide?_method=PUT"), &[]).await.location();
    editor.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await.location();
    super::open(&mut guest, "en", &key).await;
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    for gone in ["", "/history"] {
        assert_eq!(app.guest().get(&format!("/en{path}{gone}")).await.status, 404, "{gone}");
    }
    assert!(!app.guest().get("/lt/areas/housing").await.body.contains("pratęsti"));
    let seen = editor.get_json(&format!("/en/sources/{law}")).await.json();
    assert_eq!((&seen["answers"], &seen["left"]), (&0.into(), &0.into()));
    for table in ["text_versions WHERE body LIKE '%mėnesį%'", "answer_doubts WHERE 1 = 1", "guide_entries WHERE 1 = 1"]
    {
        assert_eq!(count(&app, table), 0, "{table}");
    }
}

fn count(app: &TestApp, of: &str) -> i64 {
    use diesel::RunQueryDsl;

    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let query = format!("SELECT count(*) AS count FROM {of}");
    let rows = app.db().read_now(|conn| Ok(diesel::sql_query(query).load::<Count>(conn)?)).unwrap();
    rows[0].count
}

/// The asker reads another language than the expert writes: only who has the question translates its answer.
#[actix_web::test]
async fn the_answer_to_a_private_question_has_versions_for_its_asker() {
    let app = TestApp::new().await;
    let admin = admin(&app).await;
    let (nina, omar) = (app.member("Nina").await, app.member("Omar").await);
    let editor = app.member_with("Eva", &[Role::Editor]).await;
    for (name, body) in [("Nina", "Help"), ("Omar", "Hand")] {
        let body = organisation(&admin, body, json!({ "kind": "ngo" })).await;
        accredit(&admin, body, name).await;
    }
    let mut guest = app.guest();
    let (key, _) = super::ask(&guest, "ru", "Где мне продлить вид на жительство?").await;
    super::open(&mut guest, "ru", &key).await;
    let (mut expert, mut other) = (nina, omar);
    let mut mine = expert.get_json("/en/queue").await.json();
    if mine["items"].as_array().unwrap().is_empty() {
        (expert, other) = (other, expert);
        mine = expert.get_json("/en/queue").await.json();
    }
    let id = mine["items"][0]["id"].to_string();
    let versions = format!("/en/q/{id}/versions?language=ru");
    assert_eq!(expert.get(&versions).await.status, 404, "not taken yet");
    expert.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    assert_eq!(expert.get(&versions).await.status, 404, "no answer yet");
    let law = source(&expert, "IX-2206").await;
    answer(&expert, &id, "Go there within a month.", &[law]).await;
    for nobody in [&other, &editor, &admin] {
        assert_eq!(nobody.get(&versions).await.status, 404);
        assert_eq!(translate(nobody, &id, "ru", json!({})).await.status, 404);
    }
    let form = expert.get(&versions).await;
    assert!(form.main_text().contains("its answer alone is translated"), "{}", form.main_text());
    let whole = translate(&expert, &id, "ru", json!({})).await;
    assert_eq!((whole.status, whole.json()["fields"]["title"].is_string()), (422, true), "{}", whole.body);
    let said = [("language", "ru"), ("summary", "Продлите в отделе."), ("body", "Обратитесь в течение месяца.")];
    let saved = expert.post_form(&format!("/en/q/{id}/versions?_method=PUT"), &said).await;
    assert_eq!(saved.location(), format!("/en/queue/{id}"));

    let read = guest.get("/ru/case").await.main_text();
    for part in ["Продлите в отделе.", "Перевод с языка"] {
        assert!(read.contains(part), "{part}: {read}");
    }
    let original = guest.get("/en/case").await.main_text();
    assert!(original.contains("Renew it at the office.") && !original.contains("Translated from"), "{original}");
    answer(&expert, &id, "Go there within two months.", &[law]).await;
    let stale = guest.get_json("/ru/case").await.json();
    assert_eq!(stale["case"]["answer_credit"]["stale"], true, "{stale}");
    assert!(guest.get("/ru/case").await.main_text().contains("оригинал изменился"), "it is said");
}

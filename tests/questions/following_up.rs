//! Who is told of what, by when questions are answered, and what coordinators see.

use mipas::accounts::{self, Role};
use serde_json::{Value, json};

use super::answering::{Bodies, answer, bodies, queue, source};
use super::traces::{count, number};
use super::{key_of, open};
use crate::notifications::{header_count, inbox, mail_is_due, settle};
use crate::organisations::setup::{accredit, organisation};
use crate::support::{TestApp, Visitor};

/// Asks without an account, with what more is said; the browser has the case open. The key opens it again.
pub async fn case(app: &TestApp, audience: &str, more: Value) -> (Visitor, String) {
    let mut guest = app.guest();
    let key = key_of(&guest, "ru").await;
    let mut body = json!({ "key": key, "text": "Where do I renew my permit? Zebrazebra", "area": "housing",
        "audience": audience, "language": "en", "checked": "1" });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    let asked = guest.post_json("/ru/ask", &body).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    open(&mut guest, "en", &key).await;
    (guest, key)
}

/// The time has moved beyond the session: the same member, signed in anew.
pub async fn again(app: &TestApp, visitor: &Visitor) -> Visitor {
    let id = visitor.id.unwrap();
    let (_, token) = app.db().write(move |tx| accounts::open_session(tx, id, "Test")).await.unwrap();
    let mut visitor = Visitor::new(&app.base, std::sync::Arc::new(app.shared.clone()), Some(token.0));
    visitor.id = Some(id);
    visitor
}

/// The day that it is where terms are counted.
pub fn local_day(app: &TestApp) -> chrono::NaiveDate {
    app.clock.now().utc().with_timezone(&chrono_tz::Europe::Vilnius).date_naive()
}

pub async fn sweep(app: &TestApp) {
    app.db().write(mipas::questions::sweep).await.unwrap();
}

/// What an inbox says: title and message of each line, the newest first.
pub async fn told(app: &TestApp, visitor: &Visitor) -> Vec<(String, String)> {
    let page = inbox(app, visitor).await;
    let mut told = Vec::new();
    for thing in page["things"].as_array().unwrap() {
        for line in thing["lines"].as_array().unwrap() {
            told.push((
                thing["title"].as_str().unwrap().to_owned(),
                line["message"].as_str().unwrap().trim_start_matches("notice-").to_owned(),
            ));
        }
    }
    told
}

fn line(title: &str, message: &str) -> (String, String) {
    (title.to_owned(), message.to_owned())
}

const HOUSING: &str = "A question: Housing";

#[actix_web::test]
async fn experts_are_told_what_is_theirs_and_no_word_of_it() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let (guest, _) = case(&app, "ngo", json!({})).await;
    assert_eq!(told(&app, &ngo).await, [line(HOUSING, "question-offered")]);
    assert!(told(&app, &state).await.is_empty());
    assert_eq!((header_count(&ngo, "/en/forum").await, header_count(&state, "/en/forum").await), (1, 0));
    mail_is_due(&app).await;
    let letters = app.emails();
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "Nina@example.org"));
    assert_eq!(letters[0].subject, format!("New: {HOUSING}"));
    let whole = format!("{letters:?}");
    assert!(!whole.contains("Zebra") && !whole.contains("permit"), "{whole}");
    // Mail of this kind is stopped with one click, though a question cannot be muted.
    let stop = letters[0].link("/unsubscribe/");
    assert_eq!(app.guest().post_form(&stop, &[]).await.status, 200);

    let path = format!("/en/queue/{}", queue(&ngo, "mine").await[0]["id"]);
    assert_eq!(ngo.get(&path).await.status, 200);
    assert_eq!(header_count(&ngo, "/en/forum").await, 0, "who has looked at it has no news of it");
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    ngo.post_form(&format!("{path}/requests"), &[("request_text", "Which permit is it?")]).await.location();
    guest.post_form("/en/case/messages", &[("text", "A temporary one")]).await.location();
    assert_eq!(told(&app, &ngo).await, [line(HOUSING, "question-replied"), line(HOUSING, "question-offered")]);
    // Whoever has given it away may not read it any more, and knows of nothing.
    ngo.post_form(&format!("{path}/refusal"), &[("reason", "Not our field")]).await.location();
    assert!(told(&app, &ngo).await.is_empty());
    assert_eq!(header_count(&ngo, "/en/forum").await, 0);
}

#[actix_web::test]
async fn those_who_came_since_are_told_of_what_nobody_has() {
    let app = TestApp::new().await;
    let (_, key) = case(&app, "ngo", json!({})).await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    settle(&app).await;
    assert!(told(&app, &ngo).await.is_empty(), "asked before they came");
    assert!(queue(&ngo, "mine").await.is_empty());
    let today = local_day(&app);
    let soon = mipas::questions::add_working_days(today, 4);
    app.clock.advance(chrono::Duration::days((soon - today).num_days()));
    sweep(&app).await;
    let theirs = ["question-due-soon", "question-offered"].map(|message| line(HOUSING, message));
    assert_eq!(told(&app, &ngo).await, theirs, "it is theirs now");
    assert_eq!(recorded(&app, "question.unplaced").await, 1, "when it was asked");
    assert!(told(&app, &state).await.is_empty(), "whom the asker keeps it from knows nothing");
    // An erased case takes along what was told of it.
    let mut guest = app.guest();
    open(&mut guest, "en", &key).await;
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    settle(&app).await;
    assert_eq!((count(&app, "notices").await, count(&app, "inbox").await), (0, 0));
    assert_eq!(header_count(&ngo, "/en/forum").await, 0);
}

#[actix_web::test]
async fn a_public_question_is_called_by_its_public_title() {
    let app = TestApp::new().await;
    let Bodies { ngo, state, .. } = bodies(&app).await;
    let (guest, _) = case(&app, "everyone", json!({})).await;
    let expert = if queue(&ngo, "mine").await.is_empty() { &state } else { &ngo };
    assert_eq!(told(&app, expert).await, [line(HOUSING, "question-offered")], "held: nobody has let it through");
    let path = format!("/en/queue/{}", queue(expert, "mine").await[0]["id"]);
    expert.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let words = [("title", "Renewing a permit"), ("text", "Where is a permit renewed?")];
    expert.post_form(&format!("{path}/publication?_method=PUT"), &words).await.location();
    guest.post_form("/en/case/messages", &[("text", "And when?")]).await.location();
    assert_eq!(told(&app, expert).await[0], line("Renewing a permit", "question-replied"));
    guest.post_form("/en/case/withdrawal", &[]).await.location();
    assert_eq!(told(&app, expert).await[0].0, HOUSING, "withdrawn: public no more");
}

#[actix_web::test]
async fn who_asks_with_an_account_is_told_what_becomes_of_it() {
    let app = TestApp::new().await;
    let Bodies { ngo, admin, .. } = bodies(&app).await;
    let body = organisation(&admin, "More", json!({ "kind": "ngo" })).await;
    let vera = app.member("Vera").await;
    accredit(&admin, body, "Vera").await;
    let ona = app.member("Ona").await;
    let mut fields = super::question("", "Where do I renew my permit? Zebrazebra");
    fields.push(("link", "1"));
    let page = ona.post_form("/en/ask", &fields).await.location();
    let (first, second) = if queue(&ngo, "mine").await.is_empty() { (&vera, &ngo) } else { (&ngo, &vera) };
    let path = format!("/en/queue/{}", queue(first, "mine").await[0]["id"]);
    first.post_form(&format!("{path}/refusal"), &[("reason", "Not our field")]).await.location();
    assert_eq!(told(&app, &ona).await, [line(HOUSING, "question-declined")]);
    assert_eq!(told(&app, second).await, [line(HOUSING, "question-offered")]);
    second.post_form(&format!("{path}/acceptance"), &[]).await.location();
    second.post_form(&format!("{path}/requests"), &[("request_text", "Which permit?")]).await.location();
    ona.post_form(&format!("{page}/messages"), &[("text", "A temporary one")]).await.location();
    let law = source(second).await;
    let id: Value = page.rsplit('/').next().unwrap().parse::<i64>().unwrap().into();
    answer(second, &id, law).await;
    let lines = told(&app, &ona).await;
    assert_eq!(
        lines,
        ["question-answered", "question-detail", "question-declined"].map(|message| line(HOUSING, message))
    );
    assert_eq!(header_count(&ona, "/en/forum").await, 1);
    assert_eq!(ona.get(&page).await.status, 200);
    assert_eq!(header_count(&ona, "/en/forum").await, 0);

    // The source changes: whose answer rests on it is told.
    admin.post_form(&format!("/en/sources/{law}/changes"), &[("note", "The term is shorter")]).await.location();
    let lines = told(&app, second).await;
    assert!(lines.contains(&line("Dėl užsieniečių teisinės padėties", "source-changed")), "{lines:?}");
    assert!(told(&app, first).await.is_empty());
    mail_is_due(&app).await;
    let letters = format!("{:?}", app.emails());
    assert!(letters.contains("The asker has written") || letters.contains("A question waits"), "{letters}");
    assert!(!letters.contains("Zebra") && !letters.contains("permit?"), "{letters}");
}

#[actix_web::test]
async fn each_area_has_targets_that_an_editor_keeps() {
    let app = TestApp::new().await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let list = "/en/admin/areas/targets";
    assert_eq!(ngo.get(list).await.status, 404);
    let page = editor.get_json(list).await.json();
    assert_eq!(page["areas"].as_array().unwrap().len(), 17);
    assert_eq!(page["areas"][7]["rules"], json!({ "answer_days": 5, "check_months": 6, "helped_days": 14 }));
    let path = format!("{list}/housing?_method=PUT");
    let wrong = [("answer_days", "0"), ("check_months", "3x"), ("helped_days", "91")];
    let refused = editor.post_form(&path, &wrong).await;
    assert!(refused.status == 422 && refused.body.contains("value=\"3x\""), "{}", refused.main_text());
    assert!(refused.main_text().contains("Enter 1 to 60 working days."), "{}", refused.main_text());
    let fields = [("answer_days", "2"), ("check_months", "3"), ("helped_days", "7")];
    assert_eq!(ngo.post_form(&path, &fields).await.status, 404);
    assert_eq!(editor.post_form(&path, &fields).await.location(), list);
    assert_eq!(editor.get_json(list).await.json()["areas"][7]["rules"]["helped_days"], 7);

    let ask = app.guest().get("/en/ask").await.main_text();
    assert!(ask.contains("within 2 to 5 working days"), "{ask}");
    case(&app, "ngo", json!({})).await;
    let asked = queue(&ngo, "mine").await[0].clone();
    let due = asked["due_at"].as_str().unwrap();
    let today = local_day(&app);
    let last = mipas::questions::add_working_days(today, 2);
    let due = chrono::DateTime::parse_from_rfc3339(due).unwrap().with_timezone(&chrono_tz::Europe::Vilnius);
    assert_eq!(due.format("%F %T").to_string(), format!("{last} 23:59:59"), "the end of the second working day");
    let path = format!("/en/queue/{}", asked["id"]);
    assert_eq!(ngo.get_json(&path).await.json()["months"], 3);
    ngo.post_form(&format!("{path}/acceptance"), &[]).await.location();
    let law = source(&ngo).await;
    answer(&ngo, &asked["id"], law).await;
    let check_by = ngo.get_json(&path).await.json()["answer"]["check_by"].as_str().unwrap()[..10].to_owned();
    let wanted = app.clock.now().utc().date_naive().checked_add_months(chrono::Months::new(3)).unwrap();
    assert_eq!(check_by, wanted.to_string(), "what the expert does not say the area does");
}

async fn recorded(app: &TestApp, kind: &str) -> i64 {
    number(app, &format!("SELECT count(*) AS number FROM activities WHERE kind = '{kind}'")).await
}

#[actix_web::test]
async fn reminders_come_once_each() {
    let app = TestApp::new().await;
    let Bodies { ngo, admin, .. } = bodies(&app).await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    case(&app, "ngo", json!({})).await;
    let id = queue(&ngo, "mine").await[0]["id"].clone();
    sweep(&app).await;
    assert_eq!(recorded(&app, "question.due_soon").await, 0, "five working days are left");
    let asked = local_day(&app);
    let soon = mipas::questions::add_working_days(asked, 4);
    app.clock.advance(chrono::Duration::days((soon - asked).num_days()));
    sweep(&app).await;
    assert_eq!((recorded(&app, "question.due_soon").await, recorded(&app, "question.overdue").await), (1, 0));
    let last = mipas::questions::add_working_days(asked, 5);
    app.clock.advance(chrono::Duration::days((last - soon).num_days() + 1));
    // As two nodes would.
    tokio::join!(sweep(&app), sweep(&app));
    sweep(&app).await;
    assert_eq!((recorded(&app, "question.due_soon").await, recorded(&app, "question.overdue").await), (1, 1));
    let (ngo, koste, admin) = (again(&app, &ngo).await, again(&app, &koste).await, again(&app, &admin).await);
    assert_eq!(told(&app, &koste).await, [line(HOUSING, "question-late")]);
    assert!(told(&app, &admin).await.is_empty());
    let lines = told(&app, &ngo).await;
    assert_eq!(lines[..2], ["question-overdue", "question-due-soon"].map(|message| line(HOUSING, message)));

    // Answered: the answer is not late any more, and is looked at when its day is over.
    ngo.post_form(&format!("/en/queue/{id}/acceptance"), &[]).await.location();
    let law = source(&ngo).await;
    answer(&ngo, &id, law).await;
    assert!(told(&app, &koste).await.is_empty());
    assert_eq!(told(&app, &ngo).await, [line(HOUSING, "question-offered")]);
    app.clock.advance(chrono::Duration::days(190));
    tokio::join!(sweep(&app), sweep(&app));
    sweep(&app).await;
    assert_eq!(recorded(&app, "answer.due").await, 1);
    let ngo = again(&app, &ngo).await;
    assert_eq!(told(&app, &ngo).await[0], line(HOUSING, "answer-due"));
    let found = ngo.get_json("/en/inbox").await.json();
    assert_eq!(found["things"][0]["lines"][0]["url"], "/en/queue?view=review");
}

#[actix_web::test]
async fn coordinators_see_numbers_and_why_nobody_has_a_question() {
    let app = TestApp::new().await;
    let Bodies { ngo, admin, .. } = bodies(&app).await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    let path = "/en/queue/overview";
    assert_eq!((ngo.get(path).await.status, app.guest().get(path).await.status), (404, 303));
    case(&app, "ngo", json!({})).await;
    case(&app, "ngo", json!({ "area": "citizenship" })).await;
    let office = organisation(&admin, "Board", json!({ "kind": "state_body" })).await;
    app.member("Simas").await;
    let body = json!({ "member": "Simas", "areas": ["return"], "languages": ["lt"] });
    admin.post_json(&format!("/en/admin/organisations/{office}/experts"), &body).await;
    case(&app, "ngo", json!({ "area": "return" })).await;
    let page = koste.get_json(path).await;
    let area = |page: &Value, slug: &str| -> Value {
        page["areas"].as_array().unwrap().iter().find(|area| area["slug"] == slug).unwrap().clone()
    };
    let found = page.json();
    assert_eq!((&found["open"], &found["overdue"], &found["nobody"]), (&3.into(), &0.into(), &2.into()));
    assert_eq!(area(&found, "housing")["why"], json!([]));
    assert_eq!(area(&found, "citizenship")["why"], json!([{ "why": "no_expert", "count": 1 }]));
    assert_eq!(area(&found, "return")["why"], json!([{ "why": "none_admitted", "count": 1 }]));
    let shown = koste.get(path).await;
    assert!(shown.main_text().contains("No expert of the kind that the asker chose: 1"), "{}", shown.main_text());
    assert!(shown.body.contains("href=\"/en/queue/overview\"") && !ngo.get("/en/queue").await.body.contains(path));
    for secret in ["Zebra", "renew my"] {
        assert!(!page.body.contains(secret) && !shown.body.contains(secret), "{secret}");
    }
    let question = queue(&ngo, "mine").await[0]["id"].clone();
    assert!(!page.body.contains(&question.to_string()), "areas only");
    ngo.post_form(&format!("/en/queue/{question}/refusal"), &[("reason", "Not our field")]).await.location();
    let found = koste.get_json(path).await.json();
    assert_eq!(area(&found, "housing")["why"], json!([{ "why": "not_taken", "count": 1 }]));
    app.clock.advance(chrono::Duration::days(20));
    let found = again(&app, &koste).await.get_json(path).await.json();
    assert_eq!((&found["overdue"], &area(&found, "housing")["overdue"]), (&3.into(), &1.into()));
    assert!(area(&found, "housing")["oldest"].is_string() && area(&found, "work")["oldest"].is_null());
}

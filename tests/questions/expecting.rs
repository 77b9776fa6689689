//! What an asker may expect: the term of each area, and what when no expert can have the question.

use mipas::accounts::Role;
use serde_json::json;

use super::answering::{Bodies, bodies, case_of, queue};
use super::following_up::{case, told};
use super::traces::{count, number};
use super::{key_of, open, question};
use crate::notifications::settle;
use crate::support::TestApp;

fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}', '\n'], "")
}

#[actix_web::test]
async fn each_area_says_its_own_term() {
    let app = TestApp::new().await;
    let Bodies { .. } = bodies(&app).await;
    let editor = app.member_with("Edita", &[Role::Editor]).await;
    let fields = [("answer_days", "21"), ("check_months", "3"), ("helped_days", "7")];
    editor.post_form("/en/admin/areas/targets/housing?_method=PUT", &fields).await.location();
    let guest = app.guest();
    let page = guest.get_json("/lt/ask").await.json();
    let area = |slug: &str| page["areas"].as_array().unwrap().iter().find(|area| area["slug"] == slug).unwrap();
    assert_eq!((&area("housing")["answer_days"], &area("work")["answer_days"]), (&21.into(), &5.into()));
    for (lang, said) in [
        ("lt", ["Būstas – per 21 darbo dieną", "Darbas ir savarankiška veikla – per 5 darbo dienas"]),
        ("en", ["Housing – within 21 working days", "Work and self-employment – within 5 working days"]),
        ("ru", ["– за 21 рабочий день", "– за 5 рабочих дней"]),
    ] {
        let page = plain(&guest.get(&format!("/{lang}/ask")).await.body);
        for said in said {
            assert!(page.contains(said), "{said}: {}", &page[page.find("f-area").unwrap()..][..1500]);
        }
    }
    let key = key_of(&guest, "lt").await;
    let asked = guest.post_form("/lt/ask", &question(&key, "Kur pratęsti leidimą gyventi?")).await;
    let text = plain(&asked.main_text());
    assert!(text.contains("Į srities „Būstas“ klausimus paprastai atsakome per 21 darbo dieną."), "{text}");
    assert!(text.contains("Klausimą gaus ekspertas"), "{text}");
    let mut browser = app.guest();
    open(&mut browser, "lt", &key).await;
    assert_eq!(browser.get_json("/lt/case").await.json()["outlook"]["answer_days"], 21);
    assert!(plain(&browser.get("/lt/case").await.main_text()).contains("per 21 darbo dieną."));
}

#[actix_web::test]
async fn whom_nobody_can_answer_is_told_and_so_is_the_coordinator() {
    let app = TestApp::new().await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    let guest = app.guest();
    for (lang, said) in [
        ("lt", ["neatsako nė vienas nevyriausybinės organizacijos", "Koordinatoriui apie tai pranešta."]),
        ("en", ["at present no NGO’s expert answers", "The coordinator has been told."]),
        ("ru", ["не отвечает ни один эксперт неправительственной", "Координатору об этом сообщено."]),
    ] {
        let key = key_of(&guest, lang).await;
        let text = guest.post_form(&format!("/{lang}/ask"), &question(&key, "Zebrazebra, where is it?")).await;
        let text = text.main_text();
        assert!(said.iter().all(|said| text.contains(said)), "{text}");
    }
    // No state body's expert is there either: nothing is offered.
    let (mut guest, key) = case(&app, "ngo", json!({ "area": "citizenship" })).await;
    let page = guest.get("/en/case").await;
    assert!(page.main_text().contains("no NGO’s expert answers"), "{}", page.main_text());
    assert!(!page.body.contains("/case/audience"), "{}", page.body);
    let (everyone, _) = case(&app, "everyone", json!({ "area": "citizenship" })).await;
    assert!(everyone.get("/en/case").await.main_text().contains("at present no expert answers"));
    let lines = told(&app, &koste).await;
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert_eq!(lines[0], ("A question: Citizenship".to_owned(), "question-unplaced".to_owned()));
    let inbox = koste.get("/en/inbox").await.body;
    assert!(inbox.contains("There is no expert for a question") && !inbox.contains("Zebra"), "{inbox}");

    // An erased case takes along what was told of it.
    let notices = count(&app, "notices").await;
    open(&mut guest, "en", &key).await;
    guest.delete_form("/en/case", &[("sure", "1")]).await.location();
    settle(&app).await;
    assert_eq!((notices, count(&app, "notices").await), (5, 4));
}

#[actix_web::test]
async fn nothing_is_claimed_of_a_coordinator_whom_there_is_not() {
    let app = TestApp::new().await;
    let (guest, _) = case(&app, "ngo", json!({})).await;
    let page = guest.get("/en/case").await.main_text();
    assert!(page.contains("no NGO’s expert answers") && !page.contains("coordinator"), "{page}");
    assert_eq!(guest.get_json("/en/case").await.json()["outlook"]["coordinator_told"], false);
}

#[actix_web::test]
async fn the_asker_can_let_state_bodies_read_what_nobody_else_answers() {
    let app = TestApp::new().await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    let Bodies { admin, state, .. } = bodies(&app).await;
    let office = crate::organisations::setup::organisation(&admin, "Board", json!({ "kind": "state_body" })).await;
    let simas = app.member("Simas").await;
    let body = json!({ "member": "Simas", "areas": ["return"], "languages": ["en"] });
    admin.post_json(&format!("/en/admin/organisations/{office}/experts"), &body).await;
    let (guest, key) = case(&app, "ngo", json!({ "area": "return" })).await;
    assert!(queue(&simas, "mine").await.is_empty() && queue(&simas, "unassigned").await.is_empty());
    let mut same = question(&key, "Where do I renew my permit? Zebrazebra");
    same.retain(|(name, _)| *name != "area");
    same.push(("area", "return"));
    let sent = app.guest().post_form("/en/ask", &same).await;
    let text = sent.main_text();
    assert!(text.contains("Experts of state bodies answer in this area") && !text.contains("Let state"), "{text}");
    let page = guest.get("/en/case").await.main_text();
    assert!(page.contains("Let state bodies read it too") && page.contains("decides on residence permits"), "{page}");

    for wrong in ["everyone", "ngo", "x", ""] {
        let refused = guest.post_form("/en/case/audience?_method=PUT", &[("audience", wrong)]).await;
        assert_eq!(refused.status, 422, "{wrong}");
    }
    let stranger = app.guest().post_form("/en/case/audience?_method=PUT", &[("audience", "ngo_and_state")]).await;
    assert_eq!(stranger.status, 404);
    assert!(queue(&simas, "mine").await.is_empty());
    let widen = [("audience", "ngo_and_state")];
    assert_eq!(guest.post_form("/en/case/audience?_method=PUT", &widen).await.location(), "/en/case");
    assert_eq!(queue(&simas, "mine").await.len(), 1);
    assert!(queue(&state, "unassigned").await.is_empty(), "another area");
    assert_eq!(case_of(&guest).await["audience"], "ngo_and_state");
    assert!(!guest.get("/en/case").await.main_text().contains("no expert"));
    assert!(told(&app, &koste).await.is_empty(), "somebody has it now");
    // Twice is once; a case with a key has whole days.
    assert_eq!(guest.post_form("/en/case/audience?_method=PUT", &widen).await.location(), "/en/case");
    let odd = "SELECT count(*) AS number FROM questions WHERE CAST(active_at AS TEXT) NOT LIKE '%22:00:00%' AND CAST(active_at AS TEXT) \
               NOT LIKE '%21:00:00%'";
    assert_eq!(number(&app, odd).await, 0, "a day in Lithuania begins at ten or, in summer, at nine by UTC");

    // What an expert has is not opened further.
    let (guest, _) = case(&app, "ngo", json!({})).await;
    let refused = guest.post_form("/en/case/audience?_method=PUT", &widen).await;
    assert_eq!(refused.status, 409);
    assert_eq!(case_of(&guest).await["audience"], "ngo");
}

#[actix_web::test]
async fn of_a_linked_question_its_asker_alone_decides() {
    let app = TestApp::new().await;
    let Bodies { admin, state, .. } = bodies(&app).await;
    let (ona, egor) = (app.member("Ona").await, app.member("Egor").await);
    let body = json!({ "member": "Stasys", "areas": ["housing", "return"], "languages": ["lt"] });
    let bodies = admin.get_json("/en/organisations").await.json();
    let office = bodies["organisations"].as_array().unwrap().iter().find(|one| one["name"] == "Office en").unwrap();
    admin.post_json(&format!("/en/admin/organisations/{}/experts", office["id"]), &body).await;
    let mut fields = question("", "Who helps me to return home?");
    fields.retain(|(name, _)| *name != "area");
    fields.extend([("area", "return"), ("link", "1")]);
    let path = ona.post_form("/en/ask", &fields).await.location();
    assert!(ona.get(&path).await.body.contains(&format!("action=\"{path}/audience?_method=PUT\"")));
    let widen = [("audience", "ngo_and_state")];
    assert_eq!(egor.post_form(&format!("{path}/audience?_method=PUT"), &widen).await.status, 404);
    assert!(queue(&state, "mine").await.is_empty());
    assert_eq!(ona.post_form(&format!("{path}/audience?_method=PUT"), &widen).await.location(), path);
    assert_eq!(queue(&state, "mine").await.len(), 1);
}

#[actix_web::test]
async fn a_case_that_is_erased_twice_is_answered_plainly() {
    let app = TestApp::new().await;
    let (mut guest, key) = case(&app, "ngo", json!({})).await;
    open(&mut guest, "en", &key).await;
    assert_eq!(guest.delete_form("/en/case", &[("sure", "1")]).await.location(), "/en/ask");
    let again = guest.delete_form("/en/case", &[("sure", "1")]).await;
    assert_eq!(again.status, 404);
    assert!(
        !again.main_text().contains("What you wrote") && !again.body.contains("<textarea"),
        "{}",
        again.main_text()
    );
    // What was written is kept all the same.
    let lost = guest.post_form("/en/case/messages", &[("text", "1 is a number that I typed")]).await;
    assert!(lost.body.contains("1 is a number that I typed"), "{}", lost.main_text());
}

/// The only experts there answer in other languages: the question is theirs, and neither its asker nor the coordinator is
/// left to wonder.
#[actix_web::test]
async fn whose_language_no_expert_answers_in_is_told_and_so_is_the_coordinator() {
    let app = TestApp::new().await;
    let koste = app.member_with("Koste", &[Role::Coordinator]).await;
    let Bodies { ngo, .. } = bodies(&app).await;
    let (guest, _) = case(&app, "ngo", json!({ "language": "uk" })).await;
    for (lang, said) in [
        ("lt", ["neatsako jo kalba", "Koordinatoriui apie tai pranešta."]),
        ("en", ["answers in its language", "The coordinator has been told."]),
        ("ru", ["не отвечает на его языке", "Координатору об этом сообщено."]),
    ] {
        let page = plain(&guest.get(&format!("/{lang}/case")).await.main_text());
        assert!(said.iter().all(|said| page.contains(said)), "{page}");
    }
    let outlook = guest.get_json("/en/case").await.json()["outlook"].clone();
    assert_eq!((&outlook["unspoken"], &outlook["nobody"]), (&true.into(), &false.into()));
    assert_eq!(told(&app, &koste).await, [("A question: Housing".to_owned(), "question-unspoken".to_owned())]);
    let overview = koste.get_json("/en/queue/overview").await.json();
    let housing = overview["areas"].as_array().unwrap().iter().find(|area| area["slug"] == "housing").unwrap();
    assert_eq!((&housing["unspoken"], &housing["nobody"]), (&1.into(), &0.into()), "{housing}");
    let page = plain(&koste.get("/en/queue/overview").await.main_text());
    assert!(page.contains("In a language that no expert there answers in: 1"), "{page}");
    // Who takes it knows what they do.
    ngo.post_form(&format!("/en/queue/{}/acceptance", queue(&ngo, "mine").await[0]["id"]), &[]).await.location();
    assert!(told(&app, &koste).await.is_empty());
    assert!(!guest.get("/en/case").await.main_text().contains("answers in its language"));
}

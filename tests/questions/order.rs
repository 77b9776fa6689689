//! What comes first, and what stays when its expert has gone.

use serde_json::json;

use super::answering::{answer, bodies, queue, source};
use super::community::Public;
use super::traces::number;
use crate::support::TestApp;

#[actix_web::test]
async fn what_is_urgent_comes_first() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let ask = async |text: &str, urgent: bool| {
        let mut body = json!({ "text": text, "area": "housing", "audience": "ngo", "language": "en" });
        if urgent {
            body["urgent"] = json!("1");
        }
        assert_eq!(app.guest().post_json("/en/ask", &body).await.status, 200);
    };
    ask("Where do I register my address?", false).await;
    app.clock.advance(chrono::Duration::days(2));
    ask("They take me to the border tomorrow!", true).await;
    ask("Where do I get a library card?", false).await;
    let mine = queue(&bodies.ngo, "mine").await;
    let titles: Vec<&str> = mine.iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), 3);
    assert!(titles[0].starts_with("They take me") && mine[0]["urgent"] == true, "{titles:?}");
    assert!(titles[1].starts_with("Where do I register"), "then what is due first: {titles:?}");
}

#[actix_web::test]
async fn an_answer_stays_its_bodys_when_the_accreditation_ends() {
    let app = TestApp::new().await;
    let bodies = bodies(&app).await;
    let public = Public::new(&app, &bodies, "Zebrazebra takes my permit. What now?").await;
    let law = source(&public.expert).await;
    answer(&public.expert, &public.id, law).await;
    let then = "(at the time of answering)";
    let before = app.guest().get(&public.path).await.main_text();
    assert!(before.contains("Renew it at the office.") && !before.contains(then), "{before}");

    let name = if public.expert.id == bodies.ngo.id { "Help" } else { "Office" };
    let of_answer = "SELECT accreditation_id AS number FROM answers";
    let accreditation = number(&app, of_answer).await;
    let body = format!("SELECT organisation_id AS number FROM accreditations WHERE id = ({of_answer})");
    let id = number(&app, &body.replace("accreditation_id AS number", "accreditation_id")).await;
    let end = format!("/en/admin/organisations/{id}/experts/{accreditation}");
    assert_eq!(bodies.admin.delete_form(&end, &[]).await.status, 303);
    let after = app.guest().get(&public.path).await.main_text();
    assert!(after.contains("Renew it at the office.") && after.contains(name) && after.contains(then), "{after}");
}

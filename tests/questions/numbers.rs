//! What people ask, in numbers: only what points at nobody.

use chrono::{Datelike, Duration};
use serde_json::{Value, json};

use super::open;
use super::traces::{count, number};
use crate::support::{TestApp, Visitor};

async fn ask(visitor: &Visitor, area: &str, language: &str, audience: &str) -> String {
    let body = json!({ "text": "Zebrazebra: what shall I do about this?", "area": area, "audience": audience,
        "language": language });
    let sent = visitor.post_json("/en/ask", &body).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    sent.json()["key"].as_str().unwrap().to_owned()
}

/// Lets the time pass until the month is over.
fn next_month(app: &TestApp) {
    let month = |app: &TestApp| app.clock.now().utc().month();
    let now = month(app);
    while month(app) == now {
        app.clock.advance(Duration::days(1));
    }
}

async fn numbers(app: &TestApp) -> Value {
    app.guest().get_json("/en/questions/numbers").await.json()
}

fn row<'a>(page: &'a Value, of: &str, code: &str) -> &'a Value {
    let rows = page[of].as_array().unwrap();
    rows.iter().find(|row| row["code"] == code).unwrap_or(&Value::Null)
}

#[actix_web::test]
async fn finished_months_are_counted_and_small_numbers_are_hidden() {
    let app = TestApp::new().await;
    let guest = app.guest();
    let mut key = String::new();
    for (area, language, audience, times) in [
        ("housing", "ru", "ngo", 4),
        ("housing", "ru", "everyone", 2),
        ("housing", "uk", "ngo", 3),
        ("health", "lt", "ngo", 4),
    ] {
        for _ in 0..times {
            key = ask(&guest, area, language, audience).await;
        }
    }
    assert_eq!(numbers(&app).await["months"], json!([]), "a month is shown when it is over");
    assert!(guest.get("/lt/questions/numbers").await.main_text().contains("Skaičių dar nėra"));
    next_month(&app);
    let page = numbers(&app).await;
    assert_eq!(page["months"].as_array().unwrap().len(), 1, "{page}");
    assert_eq!(row(&page, "areas", "housing")["counts"], json!([9]), "whoever may read them: {page}");
    assert_eq!(row(&page, "languages", "ru")["counts"], json!([6]), "{page}");
    for (of, code) in [("areas", "health"), ("languages", "uk"), ("languages", "lt")] {
        assert!(row(&page, of, code).is_null(), "{code}: {page}");
    }
    // The tables name no sum of all: 13 less what is shown would be what is hidden.
    for (lang, words) in [("lt", "Rodomų skaičių suma"), ("en", "Sum of what is shown"), ("ru", "Сумма показанного")]
    {
        let shown = app.guest().get(&format!("/{lang}/questions/numbers")).await;
        assert!(shown.main_text().contains(words) && !shown.body.contains("Zebrazebra"), "{}", shown.main_text());
        assert!(!shown.main_text().lines().any(|line| line == "13"), "{}", shown.main_text());
        assert!(shown.body.contains("<svg class=\"chart\"") && shown.body.contains("role=\"img\""));
    }

    // Erased: what was published stays as it was, and nothing counted leads to a question.
    let mut asker = app.guest();
    open(&mut asker, "en", &key).await;
    asker.delete_form("/en/case", &[("sure", "1")]).await.location();
    assert_eq!(count(&app, "questions").await, 12);
    assert_eq!(numbers(&app).await, page);
    assert_eq!(number(&app, "SELECT CAST(sum(asked) AS BIGINT) AS number FROM question_counts").await, 13);

    // The month that is not over is in no number.
    ask(&guest, "housing", "ru", "ngo").await;
    assert_eq!(numbers(&app).await["areas"][0]["counts"][0], 9);
    assert_eq!(guest.get("/en/questions/numbers?year=1999").await.status, 404);
    let year = page["years"][0].to_string();
    assert_eq!(guest.get_json(&format!("/en/questions/numbers?year={year}")).await.json()["areas"], page["areas"]);
}

/// All of one month's questions are shown by area: by language one would be left over.
#[actix_web::test]
async fn what_one_table_hides_the_other_does_not_give_away() {
    let app = TestApp::new().await;
    let areas = app.guest().get_json("/en/ask").await.json()["areas"].clone();
    let guest = app.guest();
    let areas: Vec<&str> = areas.as_array().unwrap().iter().map(|area| area["slug"].as_str().unwrap()).collect();
    for area in &areas {
        for at in 0..5 {
            ask(&guest, area, if *area == areas[0] && at == 0 { "uk" } else { "ru" }, "ngo").await;
        }
    }
    next_month(&app);
    let page = numbers(&app).await;
    assert_eq!(page["areas"].as_array().unwrap().len(), areas.len());
    assert_eq!(page["languages"], json!([]), "84 of 85 in Russian would be one in another language");
}

#[actix_web::test]
async fn the_numbers_can_be_taken_along() {
    let app = TestApp::new().await;
    let guest = app.guest();
    for _ in 0..6 {
        ask(&guest, "housing", "ru", "ngo").await;
    }
    next_month(&app);
    for _ in 0..2 {
        ask(&guest, "housing", "ru", "ngo").await;
    }
    next_month(&app);
    // An area's name that a spreadsheet would run.
    app.db()
        .write(|tx| {
            use diesel::prelude::*;
            use mipas::db::schema::{areas, text_versions};
            let housing = areas::table.filter(areas::slug.eq("housing")).select(areas::text_id);
            let text: i64 = housing.first(&mut **tx)?;
            diesel::update(text_versions::table.filter(text_versions::text_id.eq(text)))
                .set(text_versions::title.eq("=1+1, \"homes\""))
                .execute(&mut **tx)?;
            Ok(())
        })
        .await
        .unwrap();
    let file = guest.get("/en/questions/numbers.csv").await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8; header=present"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    let lines: Vec<&str> = file.body.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "month,by,code,name,questions,flag");
    assert_eq!(lines.len(), 5, "{}", file.body);
    assert!(lines[1].ends_with(",area,housing,\"'=1+1, \"\"homes\"\"\",6,"), "{}", lines[1]);
    assert!(lines[2].ends_with("\",,c"), "hidden: {}", lines[2]);
    assert!(lines[3].ends_with(",language,ru,Русский,6,"), "{}", lines[3]);
}

#[actix_web::test]
async fn a_private_question_changes_no_page_that_everybody_reads() {
    let app = TestApp::new().await;
    let guest = app.guest();
    ask(&guest, "housing", "ru", "ngo").await;
    next_month(&app);
    let paths = ["/en/questions/numbers", "/en/questions", "/en/areas/housing", "/en/areas", "/en/", "/en/ask"];
    let mut before = Vec::new();
    for path in paths {
        before.push(guest.get(path).await.header("etag").to_owned());
    }
    assert!(before[..5].iter().all(|etag| !etag.is_empty()), "{before:?}");
    ask(&guest, "housing", "ru", "ngo").await;
    for (path, etag) in paths.iter().zip(&before) {
        assert_eq!(guest.get(path).await.header("etag"), etag, "{path}");
    }
}

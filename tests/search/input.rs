use std::time::{Duration, Instant};

use super::{encoded, indexed, search};
use crate::forum::setup::{open_category, start};
use crate::support::TestApp;

#[actix_web::test]
async fn every_string_is_a_query() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    start(&app.member("Ona").await, "housing", "A thread about the sea", "and what is in it").await;
    indexed(&app).await;
    let guest = app.guest();
    let long = "žodis ".repeat(1_700);
    for text in [
        "",
        " ",
        "\"",
        "\"\"\"",
        "-",
        "--",
        "-\"",
        "(",
        "AND OR NOT",
        "*",
        "?",
        "a*",
        "[a TO z]",
        "title:x",
        "in:",
        "by:",
        ":",
        "::",
        "the and of",
        "ir kad o",
        "🙂",
        "👨‍👩‍👧‍👦 👩🏽‍💻",
        "\u{202e}txet",
        "مرحبا",
        "שלום",
        "\u{0}",
        "a\u{0}b",
        "\u{301}",
        "\u{fffd}",
        "ﷺﷺﷺ",
        "İstanbul",
        "ß",
        "%00",
        "%",
        "a".repeat(10_000).as_str(),
        &long,
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "\u{1f1f1}\u{1f1f9}",
        "0",
        "-1",
        "1e999",
        "9".repeat(400).as_str(),
        "before:0001 after:9999",
        "\\",
        "{{7*7}}",
    ] {
        for path in [
            format!("/lt/search?q={}", encoded(text)),
            format!("/ru/search/suggestions?q={}", encoded(text)),
            format!("/en/search/similar?kind=thread&title={}", encoded(text)),
        ] {
            let began = Instant::now();
            let answer = guest.get(&path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(began.elapsed() < Duration::from_secs(5), "{path}");
            assert!(!answer.body.contains("<script>alert"), "{path}");
        }
    }
    // Choices that are none, as an old address may have them.
    let old = super::search_with(&guest, "lt", "sea", "&type=planet&area=nowhere").await;
    assert_eq!(
        (old["total"].as_u64(), &old["passed_over"]),
        (Some(1), &serde_json::json!(["type:planet", "area:nowhere"]))
    );
    // Bytes that are no text.
    assert_eq!(guest.get("/lt/search?q=%ff%fe&q=%c3%28").await.status, 200);
    let found = search(&guest, &long).await;
    assert_eq!(found["shortened"], true);
    assert_eq!(search(&guest, "the").await["total"], 1, "nothing but stop words are words");
}

#[actix_web::test]
async fn of_many_and_long_phrases_some_are_looked_for_as_words() {
    let app = TestApp::new().await;
    open_category(&app, "housing").await;
    let ona = app.member("Ona").await;
    start(&ona, "housing", "one two three four five six seven eight nine ten", "Numbers").await;
    start(&ona, "housing", "ten nine eight seven six five four three two one", "Numbers").await;
    indexed(&app).await;
    let guest = app.guest();
    let whole = search(&guest, "\"one two three four five six seven eight\"").await;
    assert_eq!((&whole["total"], &whole["phrases_cut"]), (&1.into(), &false.into()), "{whole}");
    let longer = search(&guest, "\"one two three four five six seven eight ten\"").await;
    assert_eq!((&longer["total"], &longer["phrases_cut"]), (&1.into(), &true.into()), "{longer}");
    let many = "\"one two\" \"two three\" \"three four\" \"four five\"";
    assert_eq!(search(&guest, many).await["phrases_cut"], false);
    let more = format!("{many} \"six five\"");
    let found = search(&guest, &more).await;
    assert_eq!((&found["total"], &found["phrases_cut"]), (&1.into(), &true.into()), "{found}");
    let page = guest.get(&format!("/en/search?q={}", encoded(&more))).await.main_text();
    assert!(page.contains("Only the first four phrases"), "{page}");
    // Words of one piece are counted too.
    assert_eq!(search(&guest, &"one-".repeat(30)).await["shortened"], true);
}

use crate::support::TestApp;

#[actix_web::test]
async fn the_front_page_speaks_three_languages() {
    let app = TestApp::new().await;
    let guest = app.guest();
    for (lang, word) in [("lt", "Sritys"), ("en", "Areas"), ("ru", "Сферы")] {
        let page = guest.get(&format!("/{lang}/")).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(&format!("<html lang=\"{lang}\"")));
        assert!(page.body.contains(word), "{lang}");
    }
}

#[actix_web::test]
async fn a_page_is_also_json() {
    let app = TestApp::new().await;
    let page = app.guest().get_json("/ru/areas").await;
    assert_eq!(page.status, 200);
    let areas = page.json()["areas"].as_array().unwrap().clone();
    assert_eq!(areas.len(), 17);
    assert_eq!(areas[0]["language"], "ru");
}

#[actix_web::test]
async fn an_error_page_knows_its_reader() {
    let app = TestApp::new().await;
    let ona = app.member("Ona").await;
    for path in ["/en/nothing-is-here", "/en/t/1/nothing"] {
        let page = ona.get(path).await;
        assert_eq!(page.status, 404);
        assert!(page.body.contains("<bdi>Ona</bdi>") && !page.body.contains("/en/sign-in"), "{path}");
        assert!(!app.guest().get(path).await.body.contains("<bdi>"));
    }
    let refused = ona.post_form("/en/areas", &[]).await;
    assert!(refused.status == 405 && refused.body.contains("<bdi>Ona</bdi>"));
}

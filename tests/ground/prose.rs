use crate::support::TestApp;

#[actix_web::test]
async fn the_written_pages_are_there_in_three_languages() {
    let app = TestApp::new().await;
    for lang in ["lt", "en", "ru"] {
        for name in ["about", "rules", "privacy", "accessibility", "how-this-works"] {
            let page = app.guest().get(&format!("/{lang}/{name}")).await;
            assert_eq!(page.status, 200, "{lang} {name}");
            assert_eq!(page.body.matches("<h1>").count(), 1, "{lang} {name}");
            assert!(page.body.contains(&format!("<article class=\"page prose\" lang=\"{lang}\" dir=\"ltr\">")));
            let json = app.guest().get_json(&format!("/{lang}/{name}")).await.json();
            assert_eq!((json["name"].as_str(), json["language"].as_str()), (Some(name), Some(lang)));
            assert!(page.body.contains(&format!("<h1>{}</h1>", json["title"].as_str().unwrap())));
        }
    }
}

#[actix_web::test]
async fn how_this_works_is_there_in_ukrainian_and_arabic() {
    let app = TestApp::new().await;
    let plain = app.guest().get("/lt/how-this-works").await;
    assert!(plain.body.contains("href=\"/lt/how-this-works?in&#x3D;uk\"") || plain.body.contains("?in=uk\""));
    for (language, dir, word) in [("uk", "ltr", "Як це працює"), ("ar", "rtl", "كيف يعمل هذا الموقع")]
    {
        let page = app.guest().get(&format!("/lt/how-this-works?in={language}")).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("<html lang=\"lt\""), "the interface stays Lithuanian");
        let article = format!("<article class=\"page prose\" lang=\"{language}\" dir=\"{dir}\">");
        assert!(page.body.contains(&article), "{language}");
        assert!(page.main_text().contains(word), "{language}");
    }
    for unknown in ["xx", "de", "lv"] {
        assert_eq!(app.guest().get(&format!("/lt/how-this-works?in={unknown}")).await.status, 404, "{unknown}");
    }
    assert_eq!(app.guest().get("/lt/about?in=uk").await.status, 404);
}

/// Links of the pages to this site lead somewhere, or to a page that asks to sign in.
#[actix_web::test]
async fn links_of_the_written_pages_lead_somewhere() {
    let app = TestApp::new().await;
    let endpoints = mipas::app::endpoints();
    let known = |path: &str| endpoints.iter().any(|endpoint| endpoint.path.replace("{lang}", &path[1..3]) == path);
    for name in ["about", "rules", "privacy", "accessibility", "how-this-works"] {
        let html = app.guest().get_json(&format!("/lt/{name}")).await.json()["html"].as_str().unwrap().to_owned();
        for link in html.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(known(&format!("/{link}")), "{name} leads to /{link}");
        }
    }
}

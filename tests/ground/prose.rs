use std::collections::BTreeSet;
use std::path::Path;

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

/// What the code sets, by name, as each call says it.
fn cookies_of(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cookies_of(&path, found);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        assert!(!source.contains("Cookie::new("), "{}: cookies are made by one function", path.display());
        for call in source.split("cookie(&").skip(1).filter(|rest| rest.split(',').next().unwrap().ends_with("config"))
        {
            let name = call.split(',').nth(1).unwrap().trim();
            let declared = format!("const {name}: &str = \"");
            let asked = include_str!("../../src/web/asked.rs");
            match [source.as_str(), asked].iter().find_map(|text| text.split(&declared).nth(1)) {
                Some(value) => found.insert(value.split('"').next().unwrap().to_owned()),
                None => {
                    assert!(name.starts_with("session_cookie_name("), "{}: {name}", path.display());
                    found.extend(["mipas".to_owned(), "__Host-mipas".to_owned()]);
                    true
                }
            };
        }
    }
}

#[actix_web::test]
async fn the_page_about_privacy_names_every_cookie() {
    let app = TestApp::new().await;
    let mut cookies = BTreeSet::new();
    cookies_of(Path::new("src"), &mut cookies);
    assert!(cookies.len() >= 5 && cookies.contains("mipas-case"), "{cookies:?}");
    for lang in ["lt", "en", "ru"] {
        let page = app.guest().get_json(&format!("/{lang}/privacy")).await.json();
        let html = page["html"].as_str().unwrap();
        for cookie in &cookies {
            assert!(html.contains(&format!("<code>{cookie}</code>")), "{lang}: {cookie}");
        }
        let named = html.matches("<code>").count();
        assert_eq!(named, cookies.len(), "{lang}: and no other");
    }
}

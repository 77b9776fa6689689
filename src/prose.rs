//! The pages that are written once and seldom change: about, rules, privacy, accessibility, and how this works,
//! which is also there in languages that the interface has not. Markdown in `pages/{lang}/{name}.md`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::HttpResponse;
use comrak::Options;
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::accounts::Visit;
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::web::{Endpoint, Page, get};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/{lang}/about", show).page::<ProsePage>("ProsePage"),
        get("/{lang}/rules", show).page::<ProsePage>("ProsePage"),
        get("/{lang}/privacy", show).page::<ProsePage>("ProsePage"),
        get("/{lang}/accessibility", show).page::<ProsePage>("ProsePage"),
        get("/{lang}/how-this-works", show).page::<ProsePage>("ProsePage").queries(&["in"]),
    ]
}

#[derive(RustEmbed)]
#[folder = "pages/"]
#[include = "*.md"]
struct Files;

/// A page of prose in one language.
#[derive(Serialize, utoipa::ToSchema)]
struct ProsePage {
    name: String,
    title: String,
    language: ContentLanguage,
    /// Without the title.
    html: String,
    /// The languages beside the interface's own that `?in=` can ask for.
    also_in: Vec<ContentLanguage>,
}

struct Prose {
    title: String,
    html: String,
}

/// All pages by name and language code, rendered at the first need of one.
static PAGES: LazyLock<BTreeMap<(String, String), Prose>> = LazyLock::new(|| {
    let files = Files::iter().filter_map(|path| {
        let (language, name) = path.strip_suffix(".md")?.split_once('/')?;
        let file = Files::get(&path)?;
        Some(((name.to_owned(), language.to_owned()), Prose::parse(&String::from_utf8_lossy(&file.data))))
    });
    files.collect()
});

impl Prose {
    /// The first line is the title. The text is our own: it needs no sanitising, and its headings begin at h2.
    fn parse(source: &str) -> Self {
        let (title, body) = source.split_once('\n').unwrap_or((source, ""));
        let mut options = Options::default();
        options.extension.table = true;
        let html = comrak::markdown_to_html(body, &options);
        let html = html
            .replace("<table>", "<div class=\"scroll\" tabindex=\"0\" role=\"group\">\n<table>")
            .replace("</table>", "</table>\n</div>");
        Self { title: title.trim_start_matches('#').trim().to_owned(), html }
    }
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    let name = visit.asked.path.rsplit('/').next().unwrap_or_default().to_owned();
    let asked_for = visit.asked.query("in")?;
    visit
        .page(move |_, viewer| {
            let language = match &asked_for {
                Some(code) => ContentLanguage::from_code(code).ok_or(Error::NotFound)?,
                None => viewer.lang.into(),
            };
            let key = (name, language.code().to_owned());
            let prose = PAGES.get(&key).ok_or(Error::NotFound)?;
            let page = ProsePage {
                also_in: also_in(&key.0).collect(),
                name: key.0,
                title: prose.title.clone(),
                language,
                html: prose.html.clone(),
            };
            Ok(Page::new("prose", prose.title.clone(), page).kept_until_changed(Vec::new()))
        })
        .await
}

fn also_in(name: &str) -> impl Iterator<Item = ContentLanguage> {
    let others = ContentLanguage::all().filter(|language| Lang::from_code(language.code()).is_none());
    others.filter(move |language| PAGES.contains_key(&(name.to_owned(), language.code().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_there_in_every_language_of_the_interface() {
        let names: Vec<&str> = endpoints().iter().map(|endpoint| &endpoint.path["/{lang}/".len()..]).collect();
        for name in names {
            for lang in Lang::ALL {
                let prose = PAGES.get(&(name.to_owned(), lang.code().to_owned()));
                let prose = prose.unwrap_or_else(|| panic!("no {name} in {lang}"));
                assert!(!prose.title.is_empty() && !prose.title.starts_with('#'), "{name} in {lang}");
                assert!(prose.html.contains("<h2>") && !prose.html.contains("<h1>"), "{name} in {lang}");
            }
        }
        let also: Vec<&str> = also_in("how-this-works").map(ContentLanguage::code).collect();
        assert_eq!(also, ["uk", "ar"]);
    }
}

//! Templates into HTML and text, for pages and for mail; and the fingerprinted assets they name.
//!
//! A template sees `page` (the page struct, as its JSON has it) and what the caller puts beside it:
//! `lang`, `zone`, `form` and so on. Helpers are in `helpers`.

mod assets;
mod helpers;
mod pieces;

use std::collections::HashMap;
use std::sync::LazyLock;

use handlebars::{Handlebars, Template};
use rust_embed::RustEmbed;
use serde::Serialize;

pub use assets::{Asset, Assets, brotli, gzip};
pub use pieces::{PieceKey, Pieces};

use crate::error::{Error, Result};
use crate::i18n::Lang;

#[derive(RustEmbed)]
#[folder = "templates/"]
#[include = "*.hbs"]
struct Files;

/// Every template, once for each language so that helpers know theirs.
pub struct Views {
    registries: [Handlebars<'static>; 3],
}

impl Views {
    /// The process' own, of a demonstration or not: they are part of the binary, and parsed once.
    pub fn get_all(demo: bool) -> Result<&'static Self> {
        static ALL: [LazyLock<Result<Views>>; 2] =
            [LazyLock::new(|| Views::load(false)), LazyLock::new(|| Views::load(true))];
        ALL[usize::from(demo)].as_ref().map_err(Error::internal)
    }

    /// Parses all templates. The name of one is its path without `.hbs`; those under `parts/` are partials.
    ///
    /// Those under `fixed/` see `lang` and `demo` alone and are rendered now, for `{{fixed "name"}}`.
    fn load(demo: bool) -> Result<Self> {
        let templates = parse()?;
        let mut failed = None;
        let registries = Lang::ALL.map(|lang| {
            registry(lang, &templates, demo).unwrap_or_else(|error| {
                failed = Some(error);
                Handlebars::new()
            })
        });
        match failed {
            None => Ok(Self { registries }),
            Some(error) => Err(error),
        }
    }

    pub fn render(&self, lang: Lang, template: &str, data: &impl Serialize) -> Result<String> {
        self.registries[lang as usize]
            .render(template, data)
            .map_err(|e| Error::Internal(format!("template {template}: {e}")))
    }
}

/// All templates by name.
fn parse() -> Result<Vec<(String, Template)>> {
    let mut templates = Vec::new();
    for path in Files::iter() {
        let Some(file) = Files::get(&path) else { continue };
        let text = std::str::from_utf8(&file.data).map_err(Error::internal)?;
        let name = path.trim_end_matches(".hbs").to_owned();
        let template = Template::compile_with_name(text, name.clone());
        templates.push((name, template.map_err(|e| Error::Internal(format!("{path}: {e}")))?));
    }
    Ok(templates)
}

fn registry(lang: Lang, templates: &[(String, Template)], demo: bool) -> Result<Handlebars<'static>> {
    let mut registry = Handlebars::new();
    helpers::register(&mut registry, lang, Assets::get_all());
    for (name, template) in templates {
        registry.register_template(name, template.clone());
    }
    let mut fixed = HashMap::new();
    for (path, _) in templates {
        if let Some(name) = path.strip_prefix("fixed/") {
            let data = serde_json::json!({ "lang": lang, "demo": demo });
            let html = registry.render(&format!("fixed/{name}"), &data).map_err(|e| Error::Internal(e.to_string()))?;
            fixed.insert(name.to_owned(), html);
        }
    }
    helpers::named(&mut registry, "fixed", fixed);
    Ok(registry)
}

//! Templates into HTML and text, for pages and for mail; and the fingerprinted assets they name.
//!
//! A template sees `page` (the page struct, as its JSON has it) and what the caller puts beside it:
//! `lang`, `zone`, `form` and so on. Helpers are in `helpers`.

mod assets;
mod helpers;
mod pieces;

use std::collections::HashMap;

use handlebars::Handlebars;
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
    /// Parses all templates. The name of one is its path without `.hbs`; those under `parts/` are partials.
    ///
    /// Those under `fixed/` see `lang` and `demo` alone and are rendered now, for `{{fixed "name"}}`.
    pub fn load(assets: &Assets, demo: bool) -> Result<Self> {
        let mut failed = None;
        let registries = Lang::ALL.map(|lang| {
            registry(lang, assets, demo).unwrap_or_else(|error| {
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

fn registry(lang: Lang, assets: &Assets, demo: bool) -> Result<Handlebars<'static>> {
    let mut registry = Handlebars::new();
    helpers::register(&mut registry, lang, assets);
    for name in Files::iter() {
        let Some(file) = Files::get(&name) else { continue };
        let text = std::str::from_utf8(&file.data).map_err(Error::internal)?;
        let template = name.trim_end_matches(".hbs");
        // Plain-text parts of mail are not HTML: nothing in them is escaped by `{{{ }}}` alone.
        registry.register_template_string(template, text).map_err(|e| Error::Internal(format!("{name}: {e}")))?;
    }
    let mut fixed = HashMap::new();
    for path in Files::iter() {
        if let Some(name) = path.strip_prefix("fixed/").and_then(|name| name.strip_suffix(".hbs")) {
            let data = serde_json::json!({ "lang": lang, "demo": demo });
            let html = registry.render(&format!("fixed/{name}"), &data).map_err(|e| Error::Internal(e.to_string()))?;
            fixed.insert(name.to_owned(), html);
        }
    }
    helpers::named(&mut registry, "fixed", fixed);
    Ok(registry)
}

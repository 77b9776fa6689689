//! What templates can say beside handlebars' own words:
//!
//! - `{{t "id" name=value}}`: a message as HTML; text arguments are escaped and isolated with `<bdi>`;
//!   arguments whose name starts with `html` are HTML already.
//! - `{{ta "id" name=value}}`: the same as plain text, for attributes and titles.
//! - `{{date at}}`, `{{datetime at}}`: a `<time>` in the reader's zone. `{{num n}}`. `{{asset "app.css"}}`.
//! - `{{fixed "name"}}`: a template of `fixed/`, the same on every page of a language.
//! - `{{concat a b …}}`, `{{languageName code}}`, `{{direction code}}`, `{{encode text}}`.
//!
//! No helper may have the name of a field that pages use (`number`, `dir`): it would be called instead.
//!
//! - `{{value "field"}}`, `{{error "field"}}`: what was typed into the form, and what is wrong with it;
//!   `{{value "field" page.x}}` shows `page.x` until something was typed.
//! - `{{languageOptions "field" code}}`: an `<option>` for every language of texts; the one that was typed is
//!   chosen, else the given one.
//! - `(includes list item)`: whether a list, or a single text, holds the item.

use std::collections::HashMap;

use chrono_tz::Tz;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};
use serde_json::Value;

use super::Assets;
use crate::config::Timestamp;
use crate::i18n::{Arg, Args, ContentLanguage, Lang, Locale};

pub(super) fn register(registry: &mut Handlebars<'static>, lang: Lang, assets: &Assets) {
    let locale = lang.locale();
    registry.register_helper("t", Box::new(Message { locale, html: true }));
    registry.register_helper("ta", Box::new(Message { locale, html: false }));
    registry.register_helper("date", Box::new(Time { locale, with_time: false }));
    registry.register_helper("datetime", Box::new(Time { locale, with_time: true }));
    registry.register_helper("asset", Box::new(AssetUrl { urls: assets.urls().clone() }));
    registry.register_helper(
        "num",
        Box::new(move |h: &Helper, _: &Handlebars, _: &Context, _: &mut RenderContext, out: &mut dyn Output| {
            let number = h.param(0).and_then(|p| p.value().as_i64()).unwrap_or_default();
            Ok(out.write(&locale.formats.number(number))?)
        }),
    );
    registry.register_helper("concat", Box::new(Text(concat)));
    registry.register_helper("languageName", Box::new(Text(language_name)));
    registry.register_helper("encode", Box::new(Text(encode)));
    registry.register_helper("direction", Box::new(Text(direction)));
    registry.register_helper("includes", Box::new(Includes));
    registry.register_helper("languageOptions", Box::new(LanguageOptions));
    registry.register_helper("value", Box::new(FromForm { part: "values" }));
    registry.register_helper("error", Box::new(FromForm { part: "errors" }));
    registry.register_helper("form-has", Box::new(Has));
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

struct Message {
    locale: &'static Locale,
    html: bool,
}

impl HelperDef for Message {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(Value::String(self.message(h)?)))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let text = self.message(h)?;
        // `{{{ta …}}}` is for the plain text of mail.
        if self.html || rc.is_disable_escape() {
            out.write(&text)?
        } else {
            out.write(&handlebars::html_escape(&text))?
        }
        Ok(())
    }
}

impl Message {
    fn message(&self, h: &Helper) -> Result<String, RenderError> {
        let id = h.param(0).and_then(|p| p.value().as_str()).ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
        let mut args: Args = Vec::with_capacity(h.hash().len());
        for (name, value) in h.hash() {
            let arg = match value.value() {
                Value::Number(number) => Arg::Number(number.as_f64().unwrap_or_default()),
                other if name.starts_with("html") => Arg::Html(text_of(other)),
                other => Arg::Text(text_of(other)),
            };
            args.push(((*name).to_owned(), arg));
        }
        Ok(if self.html { self.locale.html(id, &args) } else { self.locale.text(id, &args) })
    }
}

struct Time {
    locale: &'static Locale,
    with_time: bool,
}

impl Time {
    fn html(&self, h: &Helper, context: &Context) -> String {
        let Some(text) = h.param(0).and_then(|p| p.value().as_str()) else { return String::new() };
        let Some(at) = Timestamp::parse_rfc3339(text) else { return String::new() };
        let zone = context.data().get("zone").and_then(Value::as_str).and_then(|name| name.parse::<Tz>().ok());
        let zone = zone.unwrap_or(chrono_tz::Europe::Vilnius);
        let formats = &self.locale.formats;
        let shown = if self.with_time { formats.date_time(at, zone) } else { formats.date(at, zone) };
        format!("<time datetime=\"{text}\">{shown}</time>")
    }
}

impl HelperDef for Time {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(Value::String(self.html(h, context))))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        Ok(out.write(&self.html(h, context))?)
    }
}

struct AssetUrl {
    urls: HashMap<String, String>,
}

impl HelperDef for AssetUrl {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = h.param(0).and_then(|p| p.value().as_str()).unwrap_or_default();
        let url = self.urls.get(name).ok_or_else(|| RenderErrorReason::Other(format!("no asset named {name}")))?;
        Ok(out.write(url)?)
    }
}

/// A helper that makes a text of its parameters.
struct Text(fn(&[String]) -> String);

impl HelperDef for Text {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let params: Vec<String> = h.params().iter().map(|p| text_of(p.value())).collect();
        Ok(ScopedJson::Derived(Value::String((self.0)(&params))))
    }
}

fn concat(parts: &[String]) -> String {
    parts.concat()
}

/// Percent-encoding, for a value in a query.
fn encode(parts: &[String]) -> String {
    percent_encoding::utf8_percent_encode(&parts.concat(), percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn language_name(codes: &[String]) -> String {
    codes.first().map_or_else(String::new, |code| {
        ContentLanguage::from_code(code).map_or_else(|| code.clone(), |language| language.own_name().to_owned())
    })
}

fn direction(codes: &[String]) -> String {
    let language = codes.first().and_then(|code| ContentLanguage::from_code(code));
    language.map_or("auto", ContentLanguage::dir).to_owned()
}

struct FromForm {
    part: &'static str,
}

impl HelperDef for FromForm {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let name = h.param(0).map(|p| text_of(p.value())).unwrap_or_default();
        let part = context.data().get("form").and_then(|form| form.get(self.part));
        let fresh = part.and_then(Value::as_object).is_none_or(serde_json::Map::is_empty);
        let otherwise = h.param(1).filter(|_| fresh).map(|p| p.value().clone());
        let found = part.and_then(|part| part.get(&name)).cloned().or(otherwise);
        Ok(ScopedJson::Derived(found.unwrap_or(Value::Null)))
    }
}

/// What was rendered when the templates were loaded.
pub(super) struct Fixed(pub HashMap<String, String>);

impl HelperDef for Fixed {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = h.param(0).and_then(|p| p.value().as_str()).unwrap_or_default();
        let html =
            self.0.get(name).ok_or_else(|| RenderErrorReason::Other(format!("nothing fixed is named {name}")))?;
        Ok(out.write(html)?)
    }
}

struct LanguageOptions;

impl HelperDef for LanguageOptions {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = h.param(0).and_then(|p| p.value().as_str()).unwrap_or_default();
        let typed = context.data().pointer("/form/values").and_then(|values| values.get(name)).and_then(Value::as_str);
        let chosen = typed.or_else(|| h.param(1).and_then(|p| p.value().as_str()));
        for language in ContentLanguage::all() {
            let (code, dir, name) = (language.code(), language.dir(), language.own_name());
            let selected = if chosen == Some(code) { " selected" } else { "" };
            write!(out, "<option value=\"{code}\" lang=\"{code}\" dir=\"{dir}\"{selected}>{name}</option>")?;
        }
        Ok(())
    }
}

struct Includes;

impl HelperDef for Includes {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let item = h.param(1).map(|p| p.value());
        let found = match (h.param(0).map(|p| p.value()), item) {
            (Some(Value::Array(items)), Some(item)) => items.contains(item),
            (Some(single), Some(item)) => single == item,
            _ => false,
        };
        Ok(ScopedJson::Derived(Value::Bool(found)))
    }
}

/// Whether a field was sent at all: an emptied field is shown empty, not as it stood before.
struct Has;

impl HelperDef for Has {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let name = h.param(0).map(|p| text_of(p.value())).unwrap_or_default();
        let values = context.data().get("form").and_then(|form| form.get("values"));
        Ok(ScopedJson::Derived(Value::Bool(values.and_then(|values| values.get(&name)).is_some())))
    }
}

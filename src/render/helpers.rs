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
//! - `{{forms "id"}}`: a message with a number in all its forms, for scripts.
//! - `(includes list item)`: whether a list, or a single text, holds the item.

use std::collections::HashMap;

use chrono_tz::Tz;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, RenderErrorReason,
    ScopedJson, StringOutput,
};
use serde_json::Value;

use super::Assets;
use crate::config::Timestamp;
use crate::i18n::{Arg, Args, ContentLanguage, Lang, Locale};

pub(super) fn register(registry: &mut Handlebars<'static>, lang: Lang, assets: &Assets) {
    let locale = lang.locale();
    html(registry, "t", move |h, _, out| Ok(out.write(&message(h, |id, args| locale.html(id, args))?)?));
    value(registry, "ta", move |h, _| Ok(message(h, |id, args| locale.text(id, args))?.into()));
    html(registry, "date", move |h, context, out| time(locale, false, h, context, out));
    html(registry, "datetime", move |h, context, out| time(locale, true, h, context, out));
    html(registry, "num", move |h, _, out| {
        let number = h.param(0).and_then(|p| p.value().as_i64()).unwrap_or_default();
        Ok(out.write(&locale.formats.number(number))?)
    });
    named(registry, "asset", assets.urls().clone());
    html(registry, "languageOptions", language_options);
    html(registry, "forms", move |h, _, out| Ok(out.write(&forms(locale, &text(h, 0)))?));
    value(registry, "concat", |h, _| Ok(params(h).into()));
    value(registry, "encode", |h, _| Ok(encode(&params(h)).into()));
    value(registry, "languageName", |h, _| Ok(language_name(text(h, 0)).into()));
    value(registry, "direction", |h, _| {
        Ok(ContentLanguage::from_code(&text(h, 0)).map_or("auto", ContentLanguage::dir).into())
    });
    value(registry, "includes", includes);
    value(registry, "value", |h, context| from_form("values", h, context));
    value(registry, "error", |h, context| from_form("errors", h, context));
    // Whether a field was sent at all: an emptied field is shown empty, not as it stood before.
    value(registry, "form-has", |h, context| {
        let values = context.data().pointer("/form/values");
        Ok(values.and_then(|values| values.get(text(h, 0))).is_some().into())
    });
}

/// Registers a helper that gives a value: escaped where it is shown, as it is where it is another's parameter.
fn value<F>(registry: &mut Handlebars<'static>, name: &str, give: F)
where
    F: Fn(&Helper, &Context) -> Result<Value, RenderError> + Send + Sync + 'static,
{
    registry.register_helper(name, Box::new(Gives(give)));
}

/// Registers a helper that writes HTML.
fn html<F>(registry: &mut Handlebars<'static>, name: &str, write: F)
where
    F: Fn(&Helper, &Context, &mut dyn Output) -> HelperResult + Send + Sync + 'static,
{
    registry.register_helper(name, Box::new(Writes(write)));
}

/// Registers a helper that writes one of these, by its name.
pub(super) fn named(registry: &mut Handlebars<'static>, helper: &'static str, all: HashMap<String, String>) {
    html(registry, helper, move |h, _, out| {
        let name = h.param(0).and_then(|p| p.value().as_str()).unwrap_or_default();
        let found = all.get(name).ok_or_else(|| RenderErrorReason::Other(format!("{helper}: no {name}")))?;
        Ok(out.write(found)?)
    });
}

struct Gives<F>(F);

impl<F> HelperDef for Gives<F>
where
    F: Fn(&Helper, &Context) -> Result<Value, RenderError> + Send + Sync,
{
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived((self.0)(h, context)?))
    }
}

struct Writes<F>(F);

impl<F> HelperDef for Writes<F>
where
    F: Fn(&Helper, &Context, &mut dyn Output) -> HelperResult + Send + Sync,
{
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let mut out = StringOutput::new();
        (self.0)(h, context, &mut out)?;
        Ok(ScopedJson::Derived(Value::String(out.into_string()?)))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        (self.0)(h, context, out)
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn text(h: &Helper, index: usize) -> String {
    h.param(index).map(|p| text_of(p.value())).unwrap_or_default()
}

/// All parameters, one after another.
fn params(h: &Helper) -> String {
    h.params().iter().map(|p| text_of(p.value())).collect()
}

fn message(h: &Helper, say: impl Fn(&str, &Args) -> String) -> Result<String, RenderError> {
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
    Ok(say(id, &args))
}

fn time(locale: &Locale, with_time: bool, h: &Helper, context: &Context, out: &mut dyn Output) -> HelperResult {
    let Some(text) = h.param(0).and_then(|p| p.value().as_str()) else { return Ok(()) };
    let Some(at) = Timestamp::parse_rfc3339(text) else { return Ok(()) };
    let zone = context.data().get("zone").and_then(Value::as_str).and_then(|name| name.parse::<Tz>().ok());
    let zone = zone.unwrap_or(chrono_tz::Europe::Vilnius);
    let shown = if with_time { locale.formats.date_time(at, zone) } else { locale.formats.date(at, zone) };
    Ok(write!(out, "<time datetime=\"{text}\">{shown}</time>")?)
}

/// A message with `count` written out for a number of each plural form, as JSON for a script, which puts its own number
/// in: `{"1":"1 reply","2":"2 replies"}`. Numbers whose words are the same stand once. In the languages here 1, 2, 5 and
/// 10 have all forms that whole numbers have.
fn forms(locale: &Locale, id: &str) -> String {
    let mut forms = std::collections::BTreeMap::new();
    let mut known = Vec::new();
    for count in [1, 2, 5, 10] {
        let said = locale.text(id, &vec![("count".to_owned(), Arg::Number(count.into()))]);
        let words = said.replacen(&count.to_string(), "#", 1);
        if !known.contains(&words) {
            known.push(words);
            forms.insert(count.to_string(), said);
        }
    }
    handlebars::html_escape(&serde_json::to_string(&forms).unwrap_or_default())
}

/// Percent-encoding, for a value in a query.
fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn language_name(code: String) -> String {
    ContentLanguage::from_code(&code).map_or(code, |language| language.own_name().to_owned())
}

fn from_form(part: &str, h: &Helper, context: &Context) -> Result<Value, RenderError> {
    let part = context.data().get("form").and_then(|form| form.get(part));
    let fresh = part.and_then(Value::as_object).is_none_or(serde_json::Map::is_empty);
    let otherwise = h.param(1).filter(|_| fresh).map(|p| p.value().clone());
    let found = part.and_then(|part| part.get(text(h, 0))).cloned().or(otherwise);
    Ok(found.unwrap_or(Value::Null))
}

fn language_options(h: &Helper, context: &Context, out: &mut dyn Output) -> HelperResult {
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

fn includes(h: &Helper, _: &Context) -> Result<Value, RenderError> {
    Ok(match (h.param(0).map(|p| p.value()), h.param(1).map(|p| p.value())) {
        (Some(Value::Array(items)), Some(item)) => items.contains(item),
        (Some(single), Some(item)) => single == item,
        _ => false,
    }
    .into())
}

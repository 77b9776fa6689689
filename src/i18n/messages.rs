//! Fluent bundles: one a language, made of `locales/<lang>/*.ftl`.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::Lang;

#[derive(RustEmbed)]
#[folder = "locales/"]
#[include = "*.ftl"]
struct Files;

/// A message's argument.
#[derive(Debug, Clone)]
pub enum Arg {
    Text(String),
    Number(f64),
    /// HTML that is safe already, such as a link or a `<time>`.
    Html(String),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<i64> for Arg {
    #[allow(clippy::cast_precision_loss)] // Fluent's numbers are f64; counts stay far below 2^53
    fn from(number: i64) -> Self {
        Arg::Number(number as f64)
    }
}

/// Arguments by name.
pub type Args = Vec<(String, Arg)>;

pub(super) struct Messages {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Reads the embedded files. A file that does not parse is logged and read as far as it goes; a test
    /// keeps that from happening.
    pub(super) fn load(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Lt => |value, _| format_number(Lang::Lt, value),
            Lang::En => |value, _| format_number(Lang::En, value),
            Lang::Ru => |value, _| format_number(Lang::Ru, value),
        }));
        let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with(lang.code())).collect();
        names.sort();
        for name in names {
            let Some(file) = Files::get(&name) else { continue };
            let text = String::from_utf8_lossy(&file.data).into_owned();
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                tracing::error!(%name, ?errors, "a file of messages does not parse");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(%name, ?errors, "messages that stand twice");
            }
        }
        Self { lang, bundle }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|message| message.value().is_some())
    }

    pub(super) fn text(&self, id: &str, args: &Args) -> String {
        self.format(id, args, |arg| match arg {
            Arg::Text(text) | Arg::Html(text) => FluentValue::from(text.clone()),
            Arg::Number(number) => FluentValue::Number(FluentNumber::from(*number)),
        })
    }

    pub(super) fn html(&self, id: &str, args: &Args) -> String {
        self.format(id, args, |arg| match arg {
            Arg::Text(text) => FluentValue::from(format!("<bdi>{}</bdi>", handlebars::html_escape(text))),
            Arg::Html(html) => FluentValue::from(html.clone()),
            Arg::Number(number) => FluentValue::Number(FluentNumber::from(*number)),
        })
    }

    fn format<'a>(&self, id: &str, args: &'a Args, value: impl Fn(&'a Arg) -> FluentValue<'a>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            tracing::error!(lang = %self.lang, id, "no such message");
            return id.to_owned();
        };
        let mut errors = Vec::new();
        let args: FluentArgs = args.iter().map(|(name, arg)| (Cow::from(name.as_str()), value(arg))).collect();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(lang = %self.lang, id, ?errors, "a message lacks an argument");
        }
        text
    }
}

/// Numbers in messages are grouped as the language does.
fn format_number(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        #[allow(clippy::cast_possible_truncation)] // counts, made from i64
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(lang.locale().formats.number(number.value as i64))
        }
        _ => None,
    }
}

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
            Arg::Number(number) => FluentValue::Number(counted(self.lang, *number)),
        })
    }

    pub(super) fn html(&self, id: &str, args: &Args) -> String {
        self.format(id, args, |arg| match arg {
            Arg::Text(text) => FluentValue::from(format!("<bdi>{}</bdi>", handlebars::html_escape(text))),
            Arg::Html(html) => FluentValue::from(html.clone()),
            Arg::Number(number) => FluentValue::Number(counted(self.lang, *number)),
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

/// A number as messages choose their plural form by it. For Lithuanian the rules that fluent-bundle rests on
/// (`intl_pluralrules` 7.0.2) look at the whole number where CLDR looks at its last digits: 24 would be "other" and 111
/// "one". Up to 20 they are right, so a greater number is chosen for by the one up to 20 that ends alike; what is
/// shown stands in an option that counts do not use.
fn counted(lang: Lang, number: f64) -> FluentNumber {
    let mut counted = FluentNumber::from(number);
    if lang == Lang::Lt && number > 20.0 && number.fract() == 0.0 {
        let end = number % 100.0;
        counted.value = if (11.0..20.0).contains(&end) { end } else { number % 10.0 };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole, and more than 20
        let shown = number as usize;
        counted.options.minimum_integer_digits = Some(shown);
    }
    counted
}

/// Numbers in messages are grouped as the language does.
fn format_number(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        #[allow(clippy::cast_possible_truncation)] // counts, made from i64
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            let shown = number.options.minimum_integer_digits.and_then(|shown| i64::try_from(shown).ok());
            Some(lang.locale().formats.number(shown.unwrap_or(number.value as i64)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLDR 48's cardinal rules for whole numbers.
    fn category(lang: Lang, n: i64) -> &'static str {
        let (ten, hundred) = (n % 10, n % 100);
        let teen = (11..=19).contains(&hundred);
        match lang {
            Lang::Lt if ten == 1 && !teen => "one",
            Lang::Lt if (2..=9).contains(&ten) && !teen => "few",
            Lang::En if n == 1 => "one",
            Lang::Lt | Lang::En => "other",
            Lang::Ru if ten == 1 && hundred != 11 => "one",
            Lang::Ru if (2..=4).contains(&ten) && !(12..=14).contains(&hundred) => "few",
            Lang::Ru => "many",
        }
    }

    #[test]
    fn plural_forms_are_those_of_cldr() {
        for lang in Lang::ALL {
            let mut bundle = FluentBundle::new_concurrent(vec![lang.code().parse().unwrap()]);
            bundle.set_use_isolating(false);
            let forms = "n = { $n ->\n [one] one\n [few] few\n [many] many\n *[other] other\n }\n";
            bundle.add_resource(FluentResource::try_new(forms.to_owned()).unwrap()).unwrap();
            let messages = Messages { lang, bundle };
            for n in (0..=1_000).chain([1_000_000, 1_000_021, 1_000_024]) {
                let said = messages.text("n", &vec![("n".to_owned(), n.into())]);
                assert_eq!(said, category(lang, n), "{lang} {n}");
            }
        }
    }

    #[test]
    fn the_number_that_is_shown_is_the_whole_one() {
        let hours = |n: i64| Lang::Lt.locale().text("mail-link-hours", &vec![("hours".to_owned(), n.into())]);
        assert!(hours(24).ends_with("24 valandas."));
        assert!(hours(1_111).ends_with("1\u{a0}111 valandų."));
        assert!(hours(121).ends_with("121 valandą."));
    }
}

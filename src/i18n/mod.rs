//! The interface's languages: Fluent messages, numbers, dates, lists, sort keys. Which language a *content*
//! is in is `ContentLanguage`.

mod content_language;
mod format;
mod messages;

use std::sync::LazyLock;

pub use content_language::ContentLanguage;
pub use format::{Formats, sort_key, zones};
use messages::Messages;
pub use messages::{Arg, Args};

/// A language that the interface is in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Lt,
    En,
    Ru,
}

impl Lang {
    pub const ALL: [Lang; 3] = [Lang::Lt, Lang::En, Lang::Ru];

    /// The code in URLs and in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Lt => "lt",
            Lang::En => "en",
            Lang::Ru => "ru",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The first interface language that the browser asks for (RFC 9110 section 12.5.4).
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, Lang)> = header
            .split(',')
            .filter_map(|part| {
                let (tag, quality) = part.split_once(';').unwrap_or((part, "q=1"));
                let quality: f32 = quality.trim().strip_prefix("q=")?.parse().ok()?;
                let lang = Self::from_code(tag.trim().split('-').next()?.to_ascii_lowercase().as_str())?;
                (quality > 0.0).then_some((quality, lang))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map(|(_, lang)| *lang)
    }

    /// Messages and formats of this language; built once.
    pub fn locale(self) -> &'static Locale {
        static LOCALES: LazyLock<[Locale; 3]> = LazyLock::new(|| Lang::ALL.map(Locale::new));
        &LOCALES[self as usize]
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// Everything that a language says and how it writes numbers and dates.
pub struct Locale {
    pub lang: Lang,
    messages: Messages,
    pub formats: Formats,
}

impl Locale {
    fn new(lang: Lang) -> Self {
        Self { lang, messages: Messages::load(lang), formats: Formats::new(lang) }
    }

    /// The message as plain text. An unknown id is logged and shown as itself.
    pub fn text(&self, id: &str, args: &Args) -> String {
        self.messages.text(id, args)
    }

    /// The message without arguments.
    pub fn say(&self, id: &str) -> String {
        self.messages.text(id, &Args::new())
    }

    /// The message as HTML: arguments are escaped, and those that are text isolated with `<bdi>`.
    pub fn html(&self, id: &str, args: &Args) -> String {
        self.messages.html(id, args)
    }

    pub fn has(&self, id: &str) -> bool {
        self.messages.has(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_picks_the_best_known() {
        assert_eq!(Lang::from_accept_language("uk-UA,uk;q=0.9,ru;q=0.8,en;q=0.7"), Some(Lang::Ru));
        assert_eq!(Lang::from_accept_language("en-GB;q=0.2, lt"), Some(Lang::Lt));
        assert_eq!(Lang::from_accept_language("de, *;q=0.1"), None);
        assert_eq!(Lang::from_accept_language(";;;q=x,,"), None);
    }
}

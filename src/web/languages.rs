//! In which languages a page is to be read, as search engines are told.

use serde::Serialize;

use super::Asked;
use crate::i18n::Lang;

/// In which languages of the interface a page's content is, for search engines. Without it a page is in all of them.
#[derive(Debug, Clone, Default)]
pub struct LanguageVersions {
    /// Path of the page that stands for this one, where the same is to be read under several addresses.
    pub canonical: Option<String>,
    /// The paths of the pages that there are.
    pub alternates: Vec<(Lang, String)>,
    /// The one among them for readers of other languages.
    pub default: Option<String>,
}

impl LanguageVersions {
    /// A page that is made of the interface's own words.
    pub(super) fn everywhere(asked: &Asked) -> Self {
        let alternates = Lang::ALL.map(|lang| (lang, asked.path_in(lang))).to_vec();
        let default = alternates.first().map(|(_, path)| path.clone());
        Self { canonical: None, alternates, default }
    }
}

/// A page with the same content in another language.
#[derive(Serialize)]
pub(super) struct Alternate {
    lang: Lang,
    href: String,
}

impl From<(Lang, String)> for Alternate {
    fn from((lang, href): (Lang, String)) -> Self {
        Self { lang, href }
    }
}

//! Everything that is done to text that people write: Markdown to sanitised HTML, excerpts, mentions, slugs, the
//! cleaning of names, word diffs. A pure core: no database, no clock, no web; who is mentioned is handed in.
//!
//! A text becomes HTML in three steps, each of which alone would be enough against script: comrak's tree is written
//! by [`html`], which escapes everything that it has not made itself; links pass [`links`]; and ammonia lets through
//! what [`sanitise`] names. HTML is stored with [`PIPELINE`] and rendered anew when that number grows.

mod characters;
mod csv;
mod cut;
pub mod diff;
mod html;
mod identity;
mod links;
mod markdown;
mod mentions;
mod names;
mod plain;
mod sanitise;
mod slug;

#[cfg(test)]
mod tests;

use comrak::Arena;

pub use csv::csv_record;
pub use cut::at_word;
use html::{Notes, Page};
pub use identity::{Identity, IdentityKind, find_identities, redact};
pub use mentions::{How, Mentions, mentions};
pub use names::{clean_line, clean_text, fold_key, mixes_scripts};
pub use plain::{excerpt, plain};
pub use slug::slug;

/// The version of this pipeline. To be raised with every change that alters the HTML of an existing text.
pub const PIPELINE: i64 = 1;

/// A source of more characters than this is shown folded.
const FOLD_FROM: usize = 4_000;
/// About how many characters of a folded text are shown.
const FOLD_TO: usize = 1_500;

/// A text as HTML, sanitised: to be put into pages as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// The beginning of a text of more than 4,000 characters, when something is left out of it. It has no ids, so
    /// that it may stand on the same page as the whole.
    pub short_html: Option<String>,
}

/// Markdown to HTML. Every id is `{prefix}-…`, so that many texts can stand on one page: the prefix (letters, digits,
/// `-`, `_`) must be the text's own. Links that start with `base_url` count as our own. Never fails: what is no
/// Markdown that we take (too deep, too costly) is shown as it was typed.
pub fn render(source: &str, mentions: &Mentions, base_url: &str, prefix: &str) -> Rendered {
    let page = Page::new(base_url, prefix);
    markdown(source, mentions, &page).unwrap_or_else(|| as_typed(source))
}

fn markdown(source: &str, mentions: &Mentions, page: &Page) -> Option<Rendered> {
    let arena = Arena::new();
    let root = markdown::parse(&arena, source)?;
    mentions::link(&arena, root, mentions);
    let html = sanitise::clean(&html::write(root, page, Notes::Linked).ok()?);
    let short = is_long(source) && cut::shorten(root, FOLD_TO);
    let short_html = short.then(|| html::write(root, page, Notes::Numbered).ok()).flatten();
    Some(Rendered { html, short_html: short_html.map(|html| sanitise::clean(&html)) })
}

fn as_typed(source: &str) -> Rendered {
    let source = characters::tame(source);
    let short = is_long(&source).then(|| cut::at_word(&source, FOLD_TO)).flatten();
    let short_html = short.map(|short| sanitise::clean(&html::paragraph(&format!("{short}…"))));
    Rendered { html: sanitise::clean(&html::paragraph(&source)), short_html }
}

fn is_long(source: &str) -> bool {
    source.chars().nth(FOLD_FROM).is_some()
}

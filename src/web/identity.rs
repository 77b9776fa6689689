//! What identifies a person in a text that is about to be sent, as a question, a message or a post: its writer is shown
//! each once, with the offer to remove it (`parts/found`). Nothing is stored meanwhile. The form says what was shown
//! (`checked`) and what is to be removed (`remove`) by its words and not by its place, so that a text that was changed
//! since is looked at anew.

use serde::Serialize;

use super::Submitted;
use crate::error::{FieldError, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::text::{Identity, IdentityKind, find_identities, redact};

/// What a program sends as `checked` when its user has been asked.
const ALL: &str = "1";

/// Something that identifies a person.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// `personal-code`, `phone`, `email`, `document` or `iban`. Messages: `identity-…`.
    kind: &'static str,
    /// As it was typed.
    words: String,
    /// Ticked, when the form is shown.
    remove: bool,
    /// Not shown before: nobody has decided on it.
    #[serde(skip)]
    new: bool,
}

/// The texts as they are to be sent: without what their writer wants removed once they were shown everything. An error,
/// and what was `found`, while they are to be shown that first. Of what stands already (`standing`) nobody is asked again.
pub fn settle<const N: usize>(
    submitted: &Submitted,
    texts: [String; N],
    language: ContentLanguage,
    standing: &str,
    found: &mut Vec<Finding>,
) -> Result<[String; N]> {
    let named = |field: &str, words: &str| submitted.all(field).iter().any(|one| is_same(one, words));
    let of_all = submitted.text("checked") == ALL;
    let known = |words: &str| of_all || named("checked", words) || standing.contains(words);
    found.clear();
    let settled = texts.map(|text| {
        let mut removed: Vec<Identity> = Vec::new();
        for identity in find_identities(&text) {
            let words = text.get(identity.from..identity.to).unwrap_or_default();
            let remove = named("remove", words);
            if remove {
                removed.push(identity);
            }
            if !found.iter().any(|known| is_same(&known.words, words)) {
                found.push(Finding { kind: identity.kind.code(), words: words.to_owned(), remove, new: !known(words) });
            }
        }
        if removed.is_empty() { text } else { redact(&text, &removed, |kind| mark(kind, language)) }
    });
    if found.iter().any(|finding| finding.new) {
        // What a program is told, and what keeps the form from being done.
        return Err(FieldError::new("checked", "error-identity").into());
    }
    Ok(settled)
}

/// Ticks what nobody has decided on yet: where everyone will read the text.
pub fn tick_new(found: &mut [Finding], everyone: bool) {
    for finding in found.iter_mut().filter(|finding| finding.new) {
        finding.remove |= everyone;
    }
}

/// Forms write the ends of lines in their own way.
fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// What stands where something was, in the text's language if the interface has it.
fn mark(kind: IdentityKind, language: ContentLanguage) -> String {
    let lang = Lang::from_code(language.code()).unwrap_or(Lang::En);
    lang.locale().say(&format!("identity-mark-{}", kind.code()))
}

//! Finds in a free text what identifies a person, so that whoever asks a question can be shown each of them, with the
//! offer to remove it, before anybody else reads it. It only points: whether to remove something is the person's own
//! decision, and so it may now and then point at too much, but not at dates, sums, law numbers and public services.
//!
//! Each kind has a file with its rules. They look at [`signs`], a text of which digits, dashes and spaces of every
//! script have been made alike, and each takes what it has found away from those that come after it. Names and
//! addresses are not looked for: no rule tells them from other words.

mod document;
mod email;
mod iban;
mod numbers;
mod personal_code;
mod phone;
mod signs;
mod words;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::ops::Range;

use signs::{Sign, TAKEN, TAKEN_DOCUMENT, TAKEN_PHONE, collapse};

/// Taking something away can bring other things together, so that a second look finds more. More looks than this are
/// not had: only a text made for it needs them, and the time is to grow with the length of the text alone.
const LOOKS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentityKind {
    /// Lithuanian: asmens kodas.
    PersonalCode,
    Phone,
    Email,
    /// Number of a passport, an identity card or a permit.
    Document,
    Iban,
}

impl IdentityKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::PersonalCode => "personal-code",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Document => "document",
            Self::Iban => "iban",
        }
    }
}

/// Something that identifies a person: bytes `from..to` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    pub kind: IdentityKind,
    pub from: usize,
    pub to: usize,
}

type Find = fn(&[Sign]) -> Vec<Range<usize>>;

/// The surest first: an address may hold a telephone number, and a checksum knows better than a row of digits.
const KINDS: [(IdentityKind, Find); 5] = [
    (IdentityKind::Email, email::find),
    (IdentityKind::Iban, iban::find),
    (IdentityKind::PersonalCode, personal_code::find),
    (IdentityKind::Phone, phone::find),
    (IdentityKind::Document, document::find),
];

/// What identifies a person in `text`: in its order, none over another, on boundaries of characters. In time that
/// grows with the length of the text alone.
pub fn find_identities(text: &str) -> Vec<Identity> {
    let mut signs = signs::read(text);
    let mut found = Vec::new();
    // Everything that is looked for has a digit in it, but for addresses.
    if !signs.iter().any(|sign| sign.digit().is_some() || matches!(sign.c, '@' | '(' | '[' | '{')) {
        return found;
    }
    for _ in 0..LOOKS {
        let known = found.len();
        for (kind, find) in KINDS {
            let spans = find(&signs);
            if spans.is_empty() {
                continue;
            }
            found.extend(spans.iter().map(|span| Identity {
                kind,
                from: signs[span.start].from,
                to: signs[span.end - 1].to,
            }));
            signs = collapse(&signs, &spans, taken(kind));
        }
        if found.len() == known {
            break;
        }
    }
    found.sort_by_key(|identity| (identity.from, Reverse(identity.to)));
    // A later look may find an address around what an earlier one has found.
    let mut free = 0;
    found.retain(|identity| {
        let outside = identity.from >= free;
        free = free.max(identity.to);
        outside
    });
    found
}

/// The sign for what has been taken.
fn taken(kind: IdentityKind) -> char {
    match kind {
        IdentityKind::Phone => TAKEN_PHONE,
        IdentityKind::Document => TAKEN_DOCUMENT,
        IdentityKind::PersonalCode | IdentityKind::Email | IdentityKind::Iban => TAKEN,
    }
}

/// `text` with words in place of what has been found in it. When they have no digits, stand in brackets and name no
/// other kind than theirs, nothing is found in it again. Spans that are not of this text are passed over.
pub fn redact(text: &str, found: &[Identity], by: impl Fn(IdentityKind) -> String) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut kept = 0;
    for identity in found {
        if let Some(before) = text.get(kept..identity.from)
            && text.get(identity.from..identity.to).is_some()
        {
            redacted.push_str(before);
            redacted.push_str(&by(identity.kind));
            kept = identity.to;
        }
    }
    redacted.push_str(text.get(kept..).unwrap_or_default());
    redacted
}

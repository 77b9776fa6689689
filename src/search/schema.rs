//! What stands in the index of a thing: numbers and terms, never its text. Documents become terms here.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analysis;
use super::searchable::Document;
use crate::db::Subject;
use crate::error::{Error, Result};
use crate::i18n::ContentLanguage;

/// To be raised when fields or analysis change: the index is then built anew, while the old one still answers.
pub const FORMAT: u32 = 3;

/// A thing or a container as one number: its kind's code and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

const ID_BITS: u32 = 48;

impl Key {
    pub fn of(subject: Subject) -> Self {
        Self(u64::from(kind_code(subject.kind)) << ID_BITS | subject.id.unsigned_abs() & ((1 << ID_BITS) - 1))
    }

    pub fn kind_code(self) -> u16 {
        u16::try_from(self.0 >> ID_BITS).unwrap_or(u16::MAX)
    }

    pub fn id(self) -> i64 {
        i64::try_from(self.0 & ((1 << ID_BITS) - 1)).unwrap_or(i64::MAX)
    }
}

/// A kind as a number that does not depend on what other kinds there are (FNV-1a).
pub fn kind_code(kind: &str) -> u16 {
    let hash = kind.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u16::try_from((hash >> 16) ^ (hash & 0xffff)).unwrap_or(u16::MAX)
}

/// A language as a number: the letters of its code.
pub fn language_code(language: ContentLanguage) -> u64 {
    language.code().bytes().fold(0, |code, byte| code << 8 | u64::from(byte))
}

/// The fields, as an index names them.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub key: Field,
    /// The key of what it goes out of sight with.
    pub within: Field,
    pub container: Field,
    pub by: Field,
    /// Seconds since 1970.
    pub at: Field,
    /// Seconds since 1970, behind which it counts as stale. An index of the format before has none, and answers.
    pub until: Option<Field>,
    pub weight: Field,
    pub language: Field,
    pub title: TextFields,
    pub body: TextFields,
}

/// A text's stems as they are, and without diacritics.
#[derive(Debug, Clone, Copy)]
pub struct TextFields {
    pub stems: Field,
    /// With positions: phrases are looked for here.
    pub folded: Field,
}

pub fn schema() -> Schema {
    let mut builder = Schema::builder();
    let (looked_up, read, both): (NumericOptions, NumericOptions, NumericOptions) =
        (INDEXED.into(), FAST.into(), (INDEXED | FAST).into());
    builder.add_u64_field("key", both.clone());
    builder.add_u64_field("within", looked_up.clone());
    builder.add_u64_field("container", read.clone());
    builder.add_u64_field("by", looked_up);
    builder.add_i64_field("at", read.clone());
    builder.add_u64_field("weight", read.clone());
    builder.add_u64_field("language", read.clone());
    let text = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(TERMS).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    for name in ["title", "body"] {
        builder.add_text_field(name, text(IndexRecordOption::WithFreqs));
        builder.add_text_field(&format!("{name}_folded"), text(IndexRecordOption::WithFreqsAndPositions));
    }
    builder.add_i64_field("until", read);
    builder.build()
}

impl Fields {
    /// Of an index that may be of another format: an error when it lacks what queries need.
    pub fn of(schema: &Schema) -> Result<Self> {
        let field = |name: &str| schema.get_field(name).map_err(Error::internal);
        Ok(Self {
            key: field("key")?,
            within: field("within")?,
            container: field("container")?,
            by: field("by")?,
            at: field("at")?,
            until: field("until").ok(),
            weight: field("weight")?,
            language: field("language")?,
            title: TextFields { stems: field("title")?, folded: field("title_folded")? },
            body: TextFields { stems: field("body")?, folded: field("body_folded")? },
        })
    }

    pub fn document(&self, of: &Document) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(self.key, Key::of(of.thing).0);
        document.add_u64(self.within, Key::of(of.within).0);
        document.add_u64(self.container, Key::of(of.container).0);
        for by in &of.by {
            document.add_u64(self.by, by.0.unsigned_abs());
        }
        if let Some(at) = of.at {
            document.add_i64(self.at, at.micros() / 1_000_000);
        }
        if let (Some(field), Some(until)) = (self.until, of.until) {
            document.add_i64(field, until.micros() / 1_000_000);
        }
        document.add_u64(self.weight, of.standing.weight());
        for version in &of.versions {
            document.add_u64(self.language, language_code(version.language));
            self.title.add(&mut document, &version.title, version.language);
            self.body.add(&mut document, &version.body, version.language);
        }
        document
    }
}

impl TextFields {
    fn add(&self, document: &mut TantivyDocument, text: &str, language: ContentLanguage) {
        let (mut stems, mut folded) = (String::new(), String::new());
        for token in analysis::tokens(text, language.code()) {
            // What has no diacritics is found in the other field alike.
            if token.stem != token.folded {
                stems.push_str(&token.stem);
                stems.push(NEXT);
            }
            folded.push_str(&token.folded);
            if let Some(alternative) = token.alternative {
                folded.push(SAME_PLACE);
                folded.push_str(&alternative);
            }
            folded.push(NEXT);
        }
        for (field, terms) in [(self.stems, stems), (self.folded, folded)] {
            if !terms.is_empty() {
                document.add_text(field, terms);
            }
        }
    }
}

/// Terms as they are handed to the index: made already, each with what stands in its place beside it. (tantivy's own
/// way for that, `PreTokenizedString`, writes and reads them as JSON.)
#[derive(Clone, Default)]
struct Terms;

const TERMS: &str = "terms";
const NEXT: char = '\n';
const SAME_PLACE: char = '\t';

/// For every index that is opened: its fields name our own way of reading terms.
pub fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(TERMS, Terms);
}

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream { rest: text, position: 0, token: Token::default() }
    }
}

struct TermStream<'a> {
    rest: &'a str,
    /// Of the next term.
    position: usize,
    token: Token,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(end) = self.rest.find([NEXT, SAME_PLACE]) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.rest[..end]);
        self.token.position = self.position;
        self.position += usize::from(self.rest[end..].starts_with(NEXT));
        self.rest = &self.rest[end + 1..];
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_they_were_written() {
        let mut terms = Terms;
        let mut stream = terms.token_stream("leidim\nzmog\tzmogau\ngyven\n");
        let mut read = Vec::new();
        while stream.advance() {
            read.push((stream.token().position, stream.token().text.clone()));
        }
        let expected = [(0, "leidim"), (1, "zmog"), (1, "zmogau"), (2, "gyven")];
        assert_eq!(read, expected.map(|(position, text)| (position, text.to_owned())));
    }

    #[test]
    fn keys_hold_kind_and_id() {
        let key = Key::of(Subject { kind: "post", id: 123_456_789_012 });
        assert_eq!((key.kind_code(), key.id()), (kind_code("post"), 123_456_789_012));
        assert_ne!(key, Key::of(Subject { kind: "thread", id: 123_456_789_012 }));
    }
}

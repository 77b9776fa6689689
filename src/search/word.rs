//! A word of a query, or a phrase: the languages that it may be of, and what it is looked for by.

use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, PhraseQuery, Query as IndexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

use super::analysis::{self, Token};
use super::deadline::{Bounded, Deadline};
use super::schema::Fields;
use super::spelling::terms_of;
use crate::i18n::{ContentLanguage, Lang};

/// What a word counts for in a title: tried on the questions of `benches/search`, where more or less finds fewer.
const TITLE: Score = 1.3;
/// What a word counts for in another language than the query is probably in.
const OTHER_LANGUAGE: Score = 0.6;

/// A word or a phrase in the languages that it may be of.
#[derive(Debug)]
pub struct Word {
    /// As it was typed.
    pub text: String,
    /// That of the language it is probably of first.
    pub readings: Vec<Reading>,
    pub phrase: bool,
}

/// A word as one language reads it.
#[derive(Debug)]
pub struct Reading {
    pub tokens: Vec<Token>,
    pub boost: Score,
}

/// The languages whose words look alike; what is written in another script is looked for in all that have a stemmer.
const LATIN: &[&str] = &["lt", "en", "pl", "lv", "et", "tr", "fr"];
const CYRILLIC: &[&str] = &["ru", "uk", "be"];
const ARABIC: &[&str] = &["ar", "fa"];
const OTHERS: &[&str] = &["hi", "hy"];

/// What people write for words that the texts spell out, in Russian.
const SHORT_FOR: &[(&str, &str)] = &[("внж", "вид на жительство"), ("пмж", "постоянное место жительства")];

fn languages_of(word: &str) -> &'static [&'static str] {
    match word.chars().find(|c| c.is_alphabetic()) {
        Some('\u{400}'..='\u{52F}') => CYRILLIC,
        Some('\u{600}'..='\u{6FF}') => ARABIC,
        Some(c) if c >= '\u{370}' && !('\u{1E00}'..='\u{1EFF}').contains(&c) => OTHERS,
        _ => LATIN,
    }
}

/// The language that a query is probably in.
pub fn guess(text: &str, lang: Lang) -> &'static str {
    let codes: Vec<&'static str> = ContentLanguage::all().map(ContentLanguage::code).collect();
    analysis::guess_language(text, &codes, lang.code())
}

impl Word {
    /// `None` for what has no letters and no digits.
    pub fn read(text: &str, phrase: bool, main: &str, asked: Option<ContentLanguage>, lang: Lang) -> Option<Self> {
        let mut codes: Vec<&str> = vec![main];
        if asked.is_none() {
            codes.push(lang.code());
            codes.extend(languages_of(text));
        }
        let mut readings: Vec<Reading> = Vec::new();
        for code in codes {
            let tokens = analysis::tokens(text, code);
            let terms =
                |tokens: &[Token]| tokens.iter().map(|token| (token.stem.clone(), token.folded.clone())).collect();
            let new: Vec<(String, String)> = terms(&tokens);
            if !tokens.is_empty() && !readings.iter().any(|known| terms(&known.tokens) == new) {
                let boost = if code == main { 1.0 } else { OTHER_LANGUAGE };
                readings.push(Reading { tokens, boost });
            }
        }
        let phrase = phrase || readings.first()?.tokens.len() > 1;
        let typed = text.to_lowercase();
        if let Some((_, long)) = SHORT_FOR.iter().find(|(short, _)| !phrase && *short == typed) {
            readings.push(Reading { tokens: analysis::tokens(long, "ru"), boost: 1.0 });
        }
        Some(Self { text: text.to_owned(), readings, phrase })
    }

    /// Terms without diacritics, each once; none of the words that a short one stands for.
    pub fn terms(&self) -> Vec<String> {
        let own = self.readings.iter().filter(|reading| self.phrase || reading.tokens.len() == 1);
        let tokens = own.flat_map(|reading| &reading.tokens);
        let mut terms: Vec<String> = tokens.flat_map(terms_of).collect();
        terms.sort();
        terms.dedup();
        terms
    }

    /// A phrase as it is, or any of its words.
    pub fn loose_query(&self, fields: &Fields, deadline: &Deadline) -> Box<dyn IndexQuery> {
        let mut any = vec![self.query(fields, deadline)];
        if self.phrase {
            let terms = self.terms().into_iter().filter(|term| term.chars().count() > 2);
            any.extend(terms.map(|term| term_query(fields.body.folded, &term, OTHER_LANGUAGE)));
        }
        Box::new(BooleanQuery::union(any))
    }

    pub fn query(&self, fields: &Fields, deadline: &Deadline) -> Box<dyn IndexQuery> {
        let mut any: Vec<Box<dyn IndexQuery>> = Vec::new();
        for reading in &self.readings {
            match reading.tokens.as_slice() {
                [token] => {
                    for term in terms_of(token) {
                        any.push(term_query(fields.title.folded, &term, TITLE * reading.boost));
                        any.push(term_query(fields.body.folded, &term, reading.boost));
                    }
                    // Diacritics that were typed count where they stand.
                    if token.stem != token.folded {
                        any.push(term_query(fields.title.stems, &token.stem, 1.2 * TITLE * reading.boost));
                        any.push(term_query(fields.body.stems, &token.stem, 1.2 * reading.boost));
                    }
                }
                tokens => {
                    for (field, boost) in [(fields.title.folded, TITLE), (fields.body.folded, 1.0)] {
                        let terms = tokens
                            .iter()
                            .map(|token| (token.position, Term::from_field_text(field, &token.folded)))
                            .collect();
                        let phrase = PhraseQuery::new_with_offset(terms);
                        let phrase = BoostQuery::new(Box::new(phrase), boost * reading.boost);
                        any.push(Bounded::slow(Box::new(phrase), deadline));
                    }
                }
            }
        }
        Bounded::quick(Box::new(DisjunctionMaxQuery::with_tie_breaker(any, 0.1)), deadline)
    }
}

/// A term of a field, with what it counts for.
pub fn term_query(field: Field, term: &str, boost: Score) -> Box<dyn IndexQuery> {
    let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}

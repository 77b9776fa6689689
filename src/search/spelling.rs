//! Words that nothing readable holds, or little: what may have been meant. Only words of texts that the viewer may read are ever
//! offered or looked for in their place.

use std::collections::HashSet;

use tantivy::query::{BooleanQuery, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::analysis::{self, Token};
use super::collect::{Held, Scope, count_readable};
use super::deadline::Deadline;
use super::schema::{Fields, Key};
use crate::error::{Error, Result};

/// Terms of the index that are looked at for one word.
const LOOKED_AT: usize = 200;
/// Of these, so many are tried.
const TRIED: usize = 8;
/// Letters that a word has at least, for which a commoner one is looked for: shorter ones are like too many others.
const LONG: usize = 6;

/// A word of the index that is near to one that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// As it stands in the index.
    pub term: String,
    /// A thing that holds it and that the viewer may read.
    pub key: Key,
    /// The same word in another script, and no slip.
    pub other_script: bool,
}

/// Where words are looked for, for whom, and until when: what is found by then counts.
pub struct Spelling<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub scope: &'a Scope,
    pub deadline: &'a Deadline,
}

impl Spelling<'_> {
    /// How many things that the viewer may read hold any of these terms, up to `most`.
    pub fn held(&self, terms: &[String], most: usize) -> Result<Option<Held>> {
        count_readable(self.searcher, &any_of(self.fields, terms), self.scope, most, self.deadline)
    }

    fn is_known(&self, term: &str) -> Result<Option<Key>> {
        Ok(self.held(&[term.to_owned()], 1)?.map(|held| held.by))
    }

    /// Readable words near to a term that stands in nothing readable, the nearest first: slips of the pen, or else the
    /// same word in another script.
    pub fn near(&self, typed: &str, term: &str, language: &str) -> Result<Vec<Near>> {
        let mut near = self.respelt(typed, language)?;
        if near.is_empty() {
            near = self.slips(typed, term)?;
        }
        if !near.is_empty() {
            return Ok(near);
        }
        for other in analysis::transliterations(typed) {
            // In which language is not known: a stem that is none's is found by none.
            let language = if other.is_ascii() || other.chars().any(|c| c < '\u{370}') { "lt" } else { "ru" };
            let Some(token) = analysis::tokens(&other, language).pop() else { continue };
            if let Some(held) = self.held(&terms_of(&token), 1)? {
                near.push(Near { term: token.folded, key: held.by, other_script: true });
            }
        }
        Ok(near)
    }

    /// The commonest word that one slip makes of this one, where `enough` readable things hold it: somebody else may have
    /// made the same slip as who types now.
    pub fn commoner(&self, typed: &str, language: &str, own: &[String], enough: usize) -> Result<Option<Near>> {
        if typed.chars().count() < LONG {
            return Ok(None);
        }
        let common = |frequency: u64| usize::try_from(frequency).is_ok_and(|frequency| frequency >= enough);
        let mut candidates = self.respellings(typed, language)?;
        candidates.retain(|(frequency, term)| common(*frequency) && !own.contains(term));
        for (_, term) in candidates.into_iter().take(TRIED) {
            let held = self.held(std::slice::from_ref(&term), enough)?;
            if let Some(held) = held.filter(|held| held.count >= enough) {
                return Ok(Some(Near { term, key: held.by, other_script: false }));
            }
        }
        Ok(None)
    }

    /// Those words that one slip makes of what was typed, where such a word stands in something readable.
    fn respelt(&self, typed: &str, language: &str) -> Result<Vec<Near>> {
        self.tried(self.respellings(typed, language)?.into_iter().map(|(_, term)| term))
    }

    /// The words of the index that one slip makes of what was typed: spelt right first and stemmed after, since what is
    /// misspelt at its end is not stemmed as the right word is. The commonest first, whosever texts they stand in.
    fn respellings(&self, typed: &str, language: &str) -> Result<Vec<(u64, String)>> {
        let mut seen: HashSet<String> = HashSet::new();
        let mut candidates: Vec<(u64, String)> = Vec::new();
        for word in one_slip_away(typed) {
            if self.deadline.is_over() {
                break;
            }
            let Some(token) = analysis::tokens(&word, language).pop() else { continue };
            if !seen.insert(token.folded.clone()) {
                continue;
            }
            let mut frequency = 0;
            for field in [self.fields.title.folded, self.fields.body.folded] {
                let term = Term::from_field_text(field, &token.folded);
                frequency += self.searcher.doc_freq(&term).map_err(Error::internal)?;
            }
            if frequency > 0 {
                candidates.push((frequency, token.folded));
            }
        }
        candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(candidates)
    }

    /// Words with a letter more, less or another; two in a long word. The nearest first.
    fn slips(&self, typed: &str, term: &str) -> Result<Vec<Near>> {
        let mut candidates = self.candidates(typed, term)?;
        candidates.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        self.tried(candidates.into_iter().map(|(_, _, term)| term))
    }

    /// The first of these that stand in something readable.
    fn tried(&self, terms: impl Iterator<Item = String>) -> Result<Vec<Near>> {
        let mut near = Vec::new();
        for term in terms.take(TRIED) {
            if let Some(key) = self.is_known(&term)? {
                near.push(Near { term, key, other_script: false });
            }
        }
        Ok(near)
    }

    /// Terms that are like a word: by how many letters they differ, and how many things hold them, whosever they are.
    fn candidates(&self, typed: &str, term: &str) -> Result<Vec<(usize, u32, String)>> {
        let whole = analysis::analyse_word(typed, "").folded;
        let forms = forms(&whole, term);
        let mut candidates: Vec<(usize, u32, String)> = Vec::new();
        for field in [self.fields.title.folded, self.fields.body.folded] {
            for form in &forms {
                for (candidate, frequency) in self.similar_terms(field, form, distance(form, &whole))? {
                    // Short words are like too many others.
                    if candidate.chars().count() < 4 {
                        continue;
                    }
                    let differences = differences(form, &candidate);
                    match candidates.iter_mut().find(|(.., known)| *known == candidate) {
                        Some((least, known, _)) => {
                            *known = frequency.max(*known);
                            *least = differences.min(*least);
                        }
                        None => candidates.push((differences, frequency, candidate)),
                    }
                }
            }
        }
        Ok(candidates)
    }

    /// Terms of a field within a distance (Levenshtein, a transposition counts one) that begin with the same letter,
    /// with how many things hold each.
    fn similar_terms(&self, field: Field, term: &str, distance: u8) -> Result<Vec<(String, u32)>> {
        let fuzzy = FuzzyTermQuery::new(Term::from_field_text(field, term), distance, true);
        let mut found: Vec<(String, u32)> = Vec::new();
        let Some(first) = term.chars().next() else { return Ok(found) };
        let behind = char::from_u32(u32::from(first) + 1);
        for segment in self.searcher.segment_readers() {
            if self.deadline.is_over() {
                break;
            }
            let index = segment.inverted_index(field).map_err(Error::internal)?;
            let automaton = fuzzy.automaton().map_err(Error::internal)?;
            let mut terms = index.terms().search(automaton).ge(first.to_string());
            if let Some(behind) = behind {
                terms = terms.lt(behind.to_string());
            }
            let mut terms = terms.into_stream().map_err(Error::internal)?;
            while let Some((key, info)) = terms.next() {
                let Ok(text) = std::str::from_utf8(key) else { continue };
                if let Some((_, frequency)) = found.iter_mut().find(|(known, _)| known == text) {
                    *frequency += info.doc_freq;
                } else if found.len() < LOOKED_AT {
                    found.push((text.to_owned(), info.doc_freq));
                }
            }
        }
        Ok(found)
    }
}

/// Letters of the scripts that most is written in here.
const LATIN: &str = "abcdefghijklmnopqrstuvwxyząčęėįšųūž";
const CYRILLIC: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєії";

/// A letter more, less, another, or two in each other's place: all such words, of five letters and more. The first letter
/// is rarely wrong.
fn one_slip_away(typed: &str) -> Vec<String> {
    let letters: Vec<char> = typed.to_lowercase().chars().collect();
    let alphabet = match letters.first() {
        Some('\u{400}'..='\u{52F}') => CYRILLIC,
        Some(first) if first.is_ascii_alphabetic() || LATIN.contains(*first) => LATIN,
        _ => return Vec::new(),
    };
    if !(5..=24).contains(&letters.len()) || !letters.iter().all(|letter| letter.is_alphabetic()) {
        return Vec::new();
    }
    let with = |range: std::ops::Range<usize>, put: &[char]| -> String {
        letters[..range.start].iter().chain(put).chain(&letters[range.end..]).collect()
    };
    let mut words = Vec::new();
    for at in 1..=letters.len() {
        words.extend(alphabet.chars().map(|letter| with(at..at, &[letter])));
        if at < letters.len() {
            words.push(with(at..at + 1, &[]));
            words.extend(alphabet.chars().map(|letter| with(at..at + 1, &[letter])));
        }
        if at + 1 < letters.len() {
            words.push(with(at..at + 2, &[letters[at + 1], letters[at]]));
        }
    }
    words
}

/// How many slips a word of this length may have; what was shortened already, one.
fn distance(form: &str, whole: &str) -> u8 {
    if form.chars().count() < 8 || form != whole { 1 } else { 2 }
}

/// The stem of a word that may be misspelt, and the word without its last letters: what is misspelt is not stemmed as
/// the right word is.
fn forms(whole: &str, stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned()];
    for endings in 0..=2 {
        let kept = whole.chars().count().saturating_sub(endings);
        forms.push(whole.chars().take(kept).collect());
    }
    forms.retain(|form| form.chars().count() >= 4);
    forms.sort();
    forms.dedup();
    forms
}

/// The terms under which a word stands without diacritics.
pub fn terms_of(word: &Token) -> Vec<String> {
    let mut terms = vec![word.folded.clone()];
    terms.extend(word.alternative.clone());
    terms
}

fn any_of(fields: &Fields, terms: &[String]) -> BooleanQuery {
    let both =
        |text: &String| [fields.title.folded, fields.body.folded].map(|field| Term::from_field_text(field, text));
    BooleanQuery::new_multiterms_query(terms.iter().flat_map(both).collect())
}

/// How far apart two words are.
pub fn differences(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

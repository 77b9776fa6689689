//! Words that nothing readable holds: what may have been meant. Only words of texts that the viewer may read are ever
//! offered or looked for in their place.

use std::collections::HashSet;

use tantivy::query::{BooleanQuery, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::analysis::{self, Token};
use super::collect::{Scope, is_any};
use super::schema::{Fields, Key};
use crate::error::{Error, Result};

/// Terms of the index that are looked at for one word.
const LOOKED_AT: usize = 200;
/// Of these, so many are tried.
const TRIED: usize = 8;
/// Things that are looked at to see whether one of them is readable.
const SEARCHED: usize = 5_000;

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

/// Whether any of these terms stands in something that the viewer may read.
pub fn is_known(searcher: &Searcher, fields: &Fields, scope: &Scope, terms: &[String]) -> Result<Option<Key>> {
    is_any(searcher, &any_of(fields, terms), scope, SEARCHED)
}

/// Readable words near to a term that stands in nothing readable, the nearest first: slips of the pen, or else the same
/// word in another script.
pub fn near(
    searcher: &Searcher,
    fields: &Fields,
    scope: &Scope,
    typed: &str,
    term: &str,
    language: &str,
) -> Result<Vec<Near>> {
    let mut near = respelt(searcher, fields, scope, typed, language)?;
    if near.is_empty() {
        near = slips(searcher, fields, scope, typed, term)?;
    }
    if !near.is_empty() {
        return Ok(near);
    }
    for other in analysis::transliterations(typed) {
        // In which language is not known: a stem that is none's is found by none.
        let language = if other.is_ascii() || other.chars().any(|c| c < '\u{370}') { "lt" } else { "ru" };
        let Some(token) = analysis::tokens(&other, language).pop() else { continue };
        if let Some(key) = is_known(searcher, fields, scope, &terms_of(&token))? {
            near.push(Near { term: token.folded, key, other_script: true });
        }
    }
    Ok(near)
}

/// The words that one slip makes of what was typed, where such a word stands: spelt right first and stemmed after, since
/// what is misspelt at its end is not stemmed as the right word is. The commonest first.
fn respelt(searcher: &Searcher, fields: &Fields, scope: &Scope, typed: &str, language: &str) -> Result<Vec<Near>> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut candidates: Vec<(u64, String)> = Vec::new();
    for word in one_slip_away(typed) {
        let Some(token) = analysis::tokens(&word, language).pop() else { continue };
        if !seen.insert(token.folded.clone()) {
            continue;
        }
        let mut frequency = 0;
        for field in [fields.title.folded, fields.body.folded] {
            frequency += searcher.doc_freq(&Term::from_field_text(field, &token.folded)).map_err(Error::internal)?;
        }
        if frequency > 0 {
            candidates.push((frequency, token.folded));
        }
    }
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut near = Vec::new();
    for (_, term) in candidates.into_iter().take(TRIED) {
        if let Some(key) = is_known(searcher, fields, scope, std::slice::from_ref(&term))? {
            near.push(Near { term, key, other_script: false });
        }
    }
    Ok(near)
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

/// Words with a letter more, less or another; two in a long word.
fn slips(searcher: &Searcher, fields: &Fields, scope: &Scope, typed: &str, term: &str) -> Result<Vec<Near>> {
    let mut near = Vec::new();
    let whole = analysis::analyse_word(typed, "").folded;
    let forms = forms(&whole, term);
    let mut candidates: Vec<(usize, u32, String)> = Vec::new();
    for field in [fields.title.folded, fields.body.folded] {
        for form in &forms {
            for (candidate, frequency) in similar_terms(searcher, field, form, distance(form, &whole))? {
                // Short words are like too many others.
                if candidate.chars().count() < 4 || candidate.chars().next() != form.chars().next() {
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
    candidates.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    for (_, _, candidate) in candidates.into_iter().take(TRIED) {
        if let Some(key) = is_known(searcher, fields, scope, std::slice::from_ref(&candidate))? {
            near.push(Near { term: candidate, key, other_script: false });
        }
    }
    Ok(near)
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

/// Terms of a field within a distance (Levenshtein, a transposition counts one), with how many things hold each.
fn similar_terms(searcher: &Searcher, field: Field, term: &str, distance: u8) -> Result<Vec<(String, u32)>> {
    let automaton = FuzzyTermQuery::new(Term::from_field_text(field, term), distance, true);
    let mut found: Vec<(String, u32)> = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field).map_err(Error::internal)?;
        let automaton = automaton.automaton().map_err(Error::internal)?;
        let mut terms = index.terms().search(automaton).into_stream().map_err(Error::internal)?;
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

/// How far apart two words are.
pub fn differences(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

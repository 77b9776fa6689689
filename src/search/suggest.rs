//! What the box offers while one types, and threads like a text: quick looks that see a bounded number of things,
//! however large the index is.

use std::collections::HashMap;
use std::time::Duration;

use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, Occur, Query as IndexQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::analysis::{self, Token};
use super::collect::{Bounds, Collected, Scope, collect, count_readable};
use super::deadline::{Bounded, Deadline, SLOWNESS};
use super::schema::Fields;
use super::word::{Word, guess, term_query};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};

/// A quick look: it takes no longer, and sees no more things.
const QUICK: Duration = Duration::from_millis(50 * SLOWNESS);
const THINGS: usize = 5_000;
/// Terms that a beginning of a word may stand for.
const ENDINGS: usize = 40;
/// Terms of the index that are looked at for these.
const LOOKED_AT: usize = 400;
/// Readable texts by which a word is counted; one that stands in more is common, whoever reads.
const COUNTED: usize = 50;
/// Words of a title, and of a body, by which a text is compared with others.
const TELLING: [usize; 2] = [8, 10];

/// What makes things alike.
struct Likeness {
    /// What a word counts for in the title of another text.
    title: f32,
    /// The power to which what a word tells is raised: below 1, rare words tell less beside common ones.
    telling: f32,
    /// Of what the likest has in common, so much is enough.
    enough: f32,
    /// A word in the title is enough alone, where it stands in no more than this part of all titles; 0: none is.
    alone: f32,
}

/// Of a thing, or of one that is being written, with a title: its words were chosen.
const OF_TITLE: Likeness = Likeness { title: 4.0, telling: 1.0, enough: 0.4, alone: 0.0 };
/// Of a running text, in which the words that tell most stand anywhere: chosen with half of the paraphrases in
/// `benches/questions`, the other half of which was kept aside.
const OF_TEXT: Likeness = Likeness { title: 2.0, telling: 0.5, enough: 0.25, alone: 0.01 };
/// In so many titles a word is rare however few there are.
const RARE: u64 = 3;

/// Things whose titles hold these words; the last may be the beginning of one.
pub fn suggest(
    searcher: &Searcher,
    fields: &Fields,
    scope: &Scope,
    text: &str,
    lang: Lang,
    limit: usize,
) -> Result<Collected> {
    let text: String = text.chars().take(100).collect();
    let language = guess(&text, lang);
    let tokens = analysis::tokens(&text, language);
    let Some((last, before)) = tokens.split_last() else { return Ok(Collected::default()) };
    let title = fields.title.folded;
    let bounds = quick();
    let any = |terms: Vec<String>| -> Box<dyn IndexQuery> {
        let any = DisjunctionMaxQuery::new(terms.iter().map(|term| term_query(title, term, 1.0)).collect());
        Bounded::quick(Box::new(any), &bounds.deadline)
    };
    let terms = |token: &Token| {
        Word::read(&text[token.from..token.to], false, language, None, lang)
            .map(|word| word.terms())
            .unwrap_or_default()
    };
    let mut clauses: Vec<(Occur, Box<dyn IndexQuery>)> =
        before.iter().map(|token| (Occur::Must, any(terms(token)))).collect();
    let begun = analysis::analyse_word(&text[last.from..last.to], "");
    let mut endings = beginning_with(searcher, title, &begun.folded)?;
    endings.extend(terms(last));
    clauses.push((Occur::Must, any(endings)));
    collect(searcher, &BooleanQuery::new(clauses), None, scope, None, limit, &bounds)
}

fn quick() -> Bounds {
    Bounds { deadline: Deadline::within(QUICK), things: THINGS }
}

/// The commonest terms that begin so.
fn beginning_with(searcher: &Searcher, field: Field, beginning: &str) -> Result<Vec<String>> {
    let mut found: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field).map_err(Error::internal)?;
        let mut terms = index.terms().range().ge(beginning).into_stream().map_err(Error::internal)?;
        let mut looked_at = 0;
        while let Some((key, info)) = terms.next() {
            looked_at += 1;
            let Some(term) = std::str::from_utf8(key).ok().filter(|term| term.starts_with(beginning)) else { break };
            *found.entry(term.to_owned()).or_insert(0) += info.doc_freq;
            if looked_at == LOOKED_AT {
                break;
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(found.into_iter().take(ENDINGS).map(|(term, _)| term).collect())
}

/// Things that are about what a text is about: those that share most of its telling words.
pub fn similar(
    searcher: &Searcher,
    fields: &Fields,
    scope: &Scope,
    title: &str,
    body: &str,
    language: ContentLanguage,
    limit: usize,
) -> Result<Collected> {
    let look = Look { searcher, fields, scope, bounds: quick() };
    let telling = telling_words(&look, title, body, language)?;
    alike(&look, &telling, &OF_TITLE, limit)
}

/// Things that are about what a running text is about.
pub fn similar_to(
    searcher: &Searcher,
    fields: &Fields,
    scope: &Scope,
    text: &str,
    language: ContentLanguage,
    limit: usize,
) -> Result<Collected> {
    // Its rarest words count as those of a title do, the next ones half.
    let look = Look { searcher, fields, scope, bounds: quick() };
    let telling = telling_words(&look, text, text, language)?;
    alike(&look, &telling, &OF_TEXT, limit)
}

/// One look for likeness, of one reader.
struct Look<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    scope: &'a Scope,
    bounds: Bounds,
}

impl Look<'_> {
    /// In how many texts a word stands in a field, as the reader may know it: what they may not read makes no word known
    /// and none common that is rare without it.
    fn count(&self, field: Field, term: &str) -> Result<u64> {
        let of_field = Term::from_field_text(field, term);
        let all = self.searcher.doc_freq(&of_field).map_err(Error::internal)?;
        if all == 0 {
            return Ok(0);
        }
        let query = term_query(field, term, 1.0);
        let held = count_readable(self.searcher, &*query, self.scope, COUNTED, &self.bounds.deadline)?;
        let readable = held.map_or(0, |held| held.count);
        Ok(if readable < COUNTED { readable as u64 } else { all })
    }
}

fn alike(look: &Look<'_>, telling: &[(String, f32)], by: &Likeness, limit: usize) -> Result<Collected> {
    if telling.is_empty() {
        return Ok(Collected::default());
    }
    let Look { searcher, fields, scope, bounds } = look;
    let clause = |(term, weight): &(String, f32)| {
        let weight = weight.powf(by.telling);
        let either = DisjunctionMaxQuery::new(vec![
            term_query(fields.title.folded, term, by.title * weight),
            term_query(fields.body.folded, term, weight),
        ]);
        (Occur::Should, Bounded::quick(Box::new(either), &bounds.deadline))
    };
    // One word in common is no likeness, unless there is just one, or it is rare and stands in a title.
    let several =
        BooleanQuery::with_minimum_required_clauses(telling.iter().map(clause).collect(), telling.len().min(2));
    let mut any: Vec<(Occur, Box<dyn IndexQuery>)> = vec![(Occur::Should, Box::new(several))];
    for (term, weight) in telling.iter().filter(|_| by.alone > 0.0) {
        let titles = look.count(fields.title.folded, term)?;
        if titles > 0 && titles as f32 <= (searcher.num_docs() as f32 * by.alone).max(RARE as f32) {
            any.push((Occur::Should, term_query(fields.title.folded, term, *weight)));
        }
    }
    let mut found = collect(searcher, &BooleanQuery::new(any), None, scope, None, limit, bounds)?;
    let best = found.best.first().map_or(0.0, |place| place.score);
    found.best.retain(|place| place.score >= by.enough * best);
    Ok(found)
}

/// The words of a text that tell most of it: rare ones, and those of its title.
fn telling_words(look: &Look<'_>, title: &str, body: &str, language: ContentLanguage) -> Result<Vec<(String, f32)>> {
    let body: String = body.chars().take(1_000).collect();
    let mut telling = weighed(look, title, language)?;
    telling.truncate(TELLING[0]);
    let of_body = weighed(look, &body, language)?.into_iter();
    let further: Vec<(String, f32)> =
        of_body.filter(|(term, _)| !telling.iter().any(|(known, _)| known == term)).take(TELLING[1]).collect();
    telling.extend(further.into_iter().map(|(term, weight)| (term, weight / 2.0)));
    Ok(telling)
}

/// The words of a text that others have as well, the rarest first, each with how much it tells.
fn weighed(look: &Look<'_>, text: &str, language: ContentLanguage) -> Result<Vec<(String, f32)>> {
    let code = language.code();
    let mut terms: Vec<String> = analysis::tokens(text, code)
        .into_iter()
        .filter(|token| !analysis::is_stop_word(&text[token.from..token.to], code))
        .map(|token| token.folded)
        .filter(|term| term.chars().count() > 2)
        .collect();
    terms.sort();
    terms.dedup();
    let (all, fields) = (look.searcher.num_docs() as f32 + 1.0, look.fields);
    let mut weighed: Vec<(String, f32)> = Vec::new();
    for term in terms {
        let mut frequency = 0;
        for field in [fields.title.folded, fields.body.folded] {
            frequency = look.count(field, &term)?.max(frequency);
        }
        // A word that stands nowhere else says nothing of others.
        if frequency > 0 {
            weighed.push((term, (all / (frequency as f32 + 1.0)).ln().max(0.1)));
        }
    }
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let most = weighed.first().map_or(1.0, |(_, weight)| *weight);
    Ok(weighed.into_iter().map(|(term, weight)| (term, (weight / most).max(0.2))).collect())
}

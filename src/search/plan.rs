//! From a query to what is looked for in the index: each word in all languages that it may be of.

use std::collections::HashSet;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query as IndexQuery,
    TermSetQuery,
};
use tantivy::schema::Field;
use tantivy::{Score, Searcher, Term};

use super::analysis::{self, Token};
use super::collect::Scope;
use super::deadline::{Bounded, Deadline};
use super::query::Query;
use super::schema::Fields;
use super::spelling::{Near, Spelling};
use super::word::{Reading, Word, guess, term_query};
use crate::db::AccountId;
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};

/// Of so many words one is enough where all of them stand nowhere together; of more, a quarter. So few in a title
/// are what it is about.
const ALL_OF: usize = 3;
/// What words count for that stand beside each other.
const TOGETHER: Score = 0.4;
/// What it counts for that all of the words stand in the title: more than words in a body.
const TITLED: Score = 5.0;
/// More than any words can count for.
const ALL_FIRST: Score = 1_000.0;
/// What a word counts for that may have been meant instead of one that stands nowhere.
const MEANT: Score = 0.5;
/// What stands in no more readable things than this may be a slip that somebody else has made as well,
const RARE: usize = 2;
/// where a word like it stands in so many times more.
const MUCH: usize = 5;
/// Phrases that are looked for as such, and words of each, as `search-phrases-cut` says: each costs what all its words
/// together do, in every language that it may be of.
const PHRASES: usize = 4;
const PHRASE_WORDS: usize = 8;
/// Words that are looked for, those of words of several parts among them.
const WORDS: usize = 24;

/// What is looked for.
#[derive(Debug, Default)]
pub struct Plan {
    words: Vec<Word>,
    /// Words of several parts, each of which is among the words.
    joined: Vec<Word>,
    excluded: Vec<Word>,
    /// By any of these; by anybody when there is none.
    by: Vec<AccountId>,
    /// By none of these.
    not_by: Vec<AccountId>,
    /// What its words are probably of.
    language: &'static str,
    /// A query that names only filters.
    everything: bool,
    /// Words that nothing readable holds, or little, with what may have been meant instead.
    pub unknown: Vec<(String, Near)>,
    /// Not all words are looked for,
    pub words_cut: bool,
    /// and not all phrases as such.
    pub phrases_cut: bool,
}

impl Plan {
    /// `by`: the accounts that `by:` names.
    pub fn new(query: &Query, by: Vec<AccountId>, lang: Lang) -> Self {
        let plain: Vec<&str> = query.wanted.iter().filter(|one| !one.excluded).map(|one| one.text.as_str()).collect();
        let asked = query.filters.language;
        let main = asked.map_or_else(|| guess(&plain.join(" "), lang), ContentLanguage::code);
        let read = |text: &str, phrase: bool| Word::read(text, phrase, main, asked, lang);
        let is_stop = |text: &str| analysis::is_stop_word(text, main);
        let all_stop = query.wanted.iter().all(|one| one.excluded || !one.phrase && is_stop(&one.text));
        let mut plan = Self { language: main, by, ..Self::default() };
        for one in query.wanted.iter().filter(|one| one.excluded || one.phrase || all_stop || !is_stop(&one.text)) {
            let parts = analysis::tokens(&one.text, main);
            let Some(last) = parts.last() else { continue };
            // The beginning of a phrase is looked for as one, the rest as words.
            let end = parts.get(PHRASE_WORDS - 1).unwrap_or(last).to;
            let Some(word) = read(&one.text[..end], one.phrase) else { continue };
            let is_cut = end < last.to;
            let is_spare = parts.len() == 1 || plan.count_phrases() < PHRASES;
            let part = |at: usize| read(&one.text[parts[at].from..parts[at].to], false);
            match (one.excluded, one.phrase) {
                (true, _) => {
                    plan.phrases_cut |= is_cut || !is_spare;
                    plan.excluded.extend(Some(word).filter(|_| is_spare));
                }
                (false, true) => {
                    plan.phrases_cut |= is_cut || !is_spare;
                    let behind = if is_spare { PHRASE_WORDS } else { 0 };
                    plan.words.extend(Some(word).filter(|_| is_spare));
                    plan.words.extend((behind..parts.len()).filter_map(part));
                }
                (false, false) if !word.phrase => plan.words.push(word),
                // "non-compliance": its parts, better beside each other.
                (false, false) => {
                    plan.words.extend((0..parts.len()).filter_map(part));
                    plan.joined.extend(Some(word).filter(|_| is_spare));
                }
            }
        }
        plan.words_cut = plan.words.len() > WORDS;
        plan.words.truncate(WORDS);
        plan
    }

    fn count_phrases(&self) -> usize {
        let all = self.words.iter().chain(&self.joined).chain(&self.excluded);
        all.filter(|word| word.readings.iter().any(|reading| reading.tokens.len() > 1)).count()
    }

    /// Leaves out what these have written.
    pub fn not_by(&mut self, accounts: Vec<AccountId>) {
        self.not_by = accounts;
    }

    /// Asks for all that its filters leave; for nothing, where they are none.
    pub fn of_everything(&mut self, filtered: bool) {
        self.everything = self.words.is_empty() && (filtered || !self.excluded.is_empty());
    }

    /// Nothing in it can be looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.everything
    }

    /// Some of it can be looked for without the rest.
    pub fn can_be_loosened(&self) -> bool {
        self.words.len() > 1 || self.has_phrases()
    }

    pub fn has_phrases(&self) -> bool {
        self.words.iter().any(|word| word.phrase)
    }

    /// Looks for what may have been meant by words that nothing readable holds, or little, and takes it in. When the time
    /// is over the other words are looked for as they are.
    pub fn correct(&mut self, searcher: &Searcher, fields: &Fields, scope: &Scope, deadline: &Deadline) -> Result<()> {
        let spelling = Spelling { searcher, fields, scope, deadline };
        for word in self.words.iter_mut().filter(|word| !word.phrase) {
            if word.readings.iter().any(|reading| reading.tokens.len() != 1) {
                continue;
            }
            let terms = word.terms();
            let count = spelling.held(&terms, RARE + 1)?.map_or(0, |held| held.count);
            // Nothing is said of a word of which not all is known.
            if deadline.is_over() {
                break;
            }
            let Some(typed) = word.readings.first().and_then(|reading| reading.tokens.first()) else { continue };
            let near = match count {
                0 => spelling.near(&word.text, &typed.folded, self.language)?,
                1..=RARE => {
                    let commoner = spelling.commoner(&word.text, self.language, &terms, count * MUCH)?;
                    commoner.into_iter().collect()
                }
                _ => continue,
            };
            if let Some(best) = near.first().filter(|best| !best.other_script) {
                self.unknown.push((word.text.clone(), best.clone()));
            }
            word.readings.extend(near.into_iter().map(|near| Reading {
                tokens: vec![Token { stem: near.term.clone(), folded: near.term, ..Token::default() }],
                boost: MEANT,
            }));
        }
        Ok(())
    }

    /// Terms without diacritics that are marked in what is shown.
    pub fn marks(&self) -> HashSet<String> {
        let single = self.words.iter().filter(|word| !word.phrase).flat_map(Word::terms);
        // Of a phrase, not each "on" and "of" that stands elsewhere.
        let phrases = self.words.iter().filter(|word| word.phrase);
        let of_phrases = phrases.flat_map(Word::terms).filter(|term| term.chars().count() > 2);
        single.chain(of_phrases).collect()
    }

    /// What holds all that is asked.
    pub fn query(&self, fields: &Fields, deadline: &Deadline) -> Box<dyn IndexQuery> {
        self.as_query(fields, false, deadline)
    }

    /// What holds some of the words, those of phrases too; what holds all of them comes first.
    pub fn loose_query(&self, fields: &Fields, deadline: &Deadline) -> Box<dyn IndexQuery> {
        let all = ConstScoreQuery::new(self.as_query(fields, false, deadline), ALL_FIRST);
        Box::new(BooleanQuery::union(vec![Box::new(all), self.as_query(fields, true, deadline)]))
    }

    /// What is left out of the results: not part of the query, whose scorer would go back in phrases (tantivy 0.27).
    pub fn without(&self, fields: &Fields, deadline: &Deadline) -> Option<Box<dyn IndexQuery>> {
        let mut any: Vec<_> = self.excluded.iter().map(|word| word.query(fields, deadline)).collect();
        if !self.not_by.is_empty() {
            any.push(Box::new(written_by(fields, &self.not_by)));
        }
        (!any.is_empty()).then(|| Box::new(BooleanQuery::union(any)) as Box<dyn IndexQuery>)
    }

    fn as_query(&self, fields: &Fields, loosely: bool, deadline: &Deadline) -> Box<dyn IndexQuery> {
        let mut clauses: Vec<(Occur, Box<dyn IndexQuery>)> = Vec::new();
        let count = self.words.len();
        for word in &self.words {
            let occur = if loosely { Occur::Should } else { Occur::Must };
            let query = if loosely { word.loose_query(fields, deadline) } else { word.query(fields, deadline) };
            clauses.push((occur, query));
        }
        if !self.by.is_empty() {
            let written = Box::new(written_by(fields, &self.by));
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(written, 0.0))));
        }
        if self.words.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        } else if let Some(together) = self.together(fields, deadline) {
            clauses.push((Occur::Should, together));
        }
        for word in &self.joined {
            clauses.push((Occur::Should, word.query(fields, deadline)));
        }
        if let Some(titled) = self.titled(fields) {
            clauses.push((Occur::Should, titled));
        }
        let least = match () {
            () if !loosely => 0,
            () if count <= ALL_OF => 1,
            () => (count / 4).max(1),
        };
        Box::new(BooleanQuery::with_minimum_required_clauses(clauses, least))
    }

    /// All of a few words in the title.
    fn titled(&self, fields: &Fields) -> Option<Box<dyn IndexQuery>> {
        if !(1..=ALL_OF).contains(&self.words.len()) || self.has_phrases() {
            return None;
        }
        let of_word = |word: &Word| -> (Occur, Box<dyn IndexQuery>) {
            let terms = word.terms().into_iter().map(|term| term_query(fields.title.folded, &term, 1.0));
            (Occur::Must, Box::new(BooleanQuery::union(terms.collect())))
        };
        let all = BooleanQuery::new(self.words.iter().map(of_word).collect());
        Some(Box::new(ConstScoreQuery::new(Box::new(all), TITLED)))
    }

    /// The words beside each other, in their order: better than apart.
    fn together(&self, fields: &Fields, deadline: &Deadline) -> Option<Box<dyn IndexQuery>> {
        let single = |word: &Word| {
            let reading = word.readings.first()?;
            (!word.phrase && reading.tokens.len() == 1).then(|| reading.tokens[0].folded.clone())
        };
        let terms: Vec<String> = self.words.iter().map(single).collect::<Option<_>>()?;
        if !(2..=4).contains(&terms.len()) {
            return None;
        }
        let of_field = |field: Field| -> Box<dyn IndexQuery> {
            let terms = terms.iter().enumerate().map(|(at, term)| (at, Term::from_field_text(field, term))).collect();
            let phrase = PhraseQuery::new_with_offset_and_slop(terms, 2);
            Bounded::slow(Box::new(BoostQuery::new(Box::new(phrase), TOGETHER)), deadline)
        };
        let both = DisjunctionMaxQuery::new(vec![of_field(fields.title.folded), of_field(fields.body.folded)]);
        Some(Box::new(both))
    }
}

fn written_by(fields: &Fields, accounts: &[AccountId]) -> TermSetQuery {
    TermSetQuery::new(accounts.iter().map(|by| Term::from_field_u64(fields.by, by.0.unsigned_abs())))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::super::collect::{Bounds, collect};
    use super::super::index::{Index, Writer};
    use super::super::schema::Key;
    use super::super::searchable::{Document, Standing, Version};
    use super::super::suggest;
    use super::*;
    use crate::db::{ActivityId, Subject};

    const WITHIN: Subject = Subject { kind: "category", id: 1 };
    const TEXTS: [(&str, &str); 6] = [
        ("lt", "Leidimas laikinai gyventi: I-586 forma, non-compliance"),
        ("ru", "Вид на жительство и регистрация ребёнка"),
        ("en", "Where can I register my address? e-mail@example.org"),
        ("ar", "كيف أجدد تصريح الإقامة"),
        ("uk", "Як продовжити тимчасовий захист і де жити"),
        ("hi", "काम करने की अनुमति 🙂 ﷺ"),
    ];

    fn index() -> &'static Arc<Index> {
        static FILLED: LazyLock<(tempfile::TempDir, Writer)> = LazyLock::new(|| {
            let folder = tempfile::tempdir().unwrap();
            let mut writer = Index::create(folder.path()).unwrap().writer().unwrap().unwrap();
            for (id, (code, text)) in (1..).zip(TEXTS.into_iter().cycle().take(600)) {
                let thing = Subject { kind: "thread", id };
                let language = ContentLanguage::from_code(code).unwrap();
                let version = Version { language, title: text.to_owned(), body: text.repeat(3) };
                let versions = vec![version];
                let standing = Standing::Thing;
                let document = Document {
                    thing,
                    within: thing,
                    container: WITHIN,
                    by: Vec::new(),
                    at: None,
                    until: None,
                    standing,
                    versions,
                };
                writer.add(&document).unwrap();
            }
            writer.commit(ActivityId(1)).unwrap();
            (folder, writer)
        });
        &FILLED.1.index
    }

    /// Pieces of what is indexed, of the language of queries, and of nothing.
    fn any_query() -> impl Strategy<Value = String> {
        let held = proptest::sample::select(TEXTS.map(|(_, text)| text).to_vec())
            .prop_flat_map(|text| (Just(text), 0..text.chars().count(), 1_usize..20))
            .prop_map(|(text, from, length)| text.chars().skip(from).take(length).collect::<String>());
        let signs = proptest::sample::select(
            [
                "\"",
                "„",
                "“",
                "-",
                "--",
                "in:",
                "by:",
                "lang:ru",
                "before:",
                "after:2020",
                "*",
                "~2",
                "\u{0}",
                "\u{202e}",
            ]
            .map(str::to_owned)
            .to_vec(),
        );
        let space = Just(" ".to_owned());
        proptest::collection::vec(prop_oneof![held, signs, space, "\\PC{0,12}", any::<String>()], 0..12)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_string_is_looked_for_and_ends(text in any_query()) {
            let index = index();
            let (searcher, fields) = (index.searcher(), &index.fields);
            let scope = Scope { readable: [Key::of(WITHIN).0].into_iter().collect(), ..Scope::default() };
            let began = Instant::now();
            for lang in Lang::ALL {
                let query = Query::parse(&text, &["thread"]);
                let mut plan = Plan::new(&query, Vec::new(), lang);
                let deadline = Deadline::within(Duration::from_secs(3));
                plan.correct(&searcher, fields, &scope, &deadline).unwrap();
                let without = plan.without(fields, &deadline);
                let bounds = Bounds { deadline: deadline.clone(), things: usize::MAX };
                let look = |query: Box<dyn IndexQuery>| {
                    collect(&searcher, &*query, without.as_deref(), &scope, None, 5, &bounds).unwrap()
                };
                let (found, more) = (look(plan.query(fields, &deadline)), look(plan.loose_query(fields, &deadline)));
                prop_assert!(found.total <= more.total);
                suggest::suggest(&searcher, fields, &scope, &text, lang, 5).unwrap();
                suggest::similar(&searcher, fields, &scope, &text, &text, lang.into(), 5).unwrap();
            }
            prop_assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        }
    }
}

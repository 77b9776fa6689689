//! From a query to what is looked for in the index: each word in all languages that it may be of.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query as IndexQuery,
    TermSetQuery,
};
use tantivy::schema::Field;
use tantivy::{Score, Searcher, Term};

use super::analysis::{self, Token};
use super::collect::Scope;
use super::query::Query;
use super::schema::Fields;
use super::spelling::{self, Near};
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

/// What is looked for.
#[derive(Debug)]
pub struct Plan {
    words: Vec<Word>,
    /// Words of several parts, each of which is among the words.
    joined: Vec<Word>,
    excluded: Vec<Word>,
    /// By any of these; by anybody when there is none.
    by: Vec<AccountId>,
    /// What its words are probably of.
    language: &'static str,
    /// A query that names only filters.
    everything: bool,
    /// Words that nothing readable holds, with what may have been meant instead.
    pub unknown: Vec<(String, Near)>,
}

/// Looking for what may have been meant takes no longer: the other words are looked for as they are.
const CORRECTION: Duration = Duration::from_millis(60);

impl Plan {
    /// `by`: the accounts that `by:` names.
    pub fn new(query: &Query, by: Vec<AccountId>, lang: Lang) -> Self {
        let plain: Vec<&str> = query.wanted.iter().filter(|one| !one.excluded).map(|one| one.text.as_str()).collect();
        let asked = query.filters.language;
        let main = asked.map_or_else(|| guess(&plain.join(" "), lang), ContentLanguage::code);
        let read = |text: &str, phrase: bool| Word::read(text, phrase, main, asked, lang);
        let is_stop = |text: &str| analysis::is_stop_word(text, main);
        let all_stop = query.wanted.iter().all(|one| one.excluded || !one.phrase && is_stop(&one.text));
        let wanted = query.wanted.iter().filter(|one| !one.excluded);
        let (mut words, mut joined): (Vec<Word>, Vec<Word>) = Default::default();
        for one in wanted.filter(|one| one.phrase || all_stop || !is_stop(&one.text)) {
            let Some(word) = read(&one.text, one.phrase) else { continue };
            if one.phrase || !word.phrase {
                words.push(word);
                continue;
            }
            // "non-compliance": its parts, better beside each other.
            let parts = analysis::tokens(&one.text, main);
            words.extend(parts.iter().filter_map(|part| read(&one.text[part.from..part.to], false)));
            joined.push(word);
        }
        let excluded =
            query.wanted.iter().filter(|one| one.excluded).filter_map(|one| read(&one.text, one.phrase)).collect();
        Self { words, joined, excluded, by, language: main, everything: false, unknown: Vec::new() }
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

    /// Looks for what may have been meant by words that nothing readable holds, and takes it in.
    pub fn correct(&mut self, searcher: &Searcher, fields: &Fields, scope: &Scope) -> Result<()> {
        let began = Instant::now();
        for word in self.words.iter_mut().filter(|word| !word.phrase) {
            if began.elapsed() > CORRECTION {
                break;
            }
            if word.readings.iter().any(|reading| reading.tokens.len() != 1)
                || spelling::is_known(searcher, fields, scope, &word.terms())?.is_some()
            {
                continue;
            }
            let Some(typed) = word.readings.first().and_then(|reading| reading.tokens.first()) else { continue };
            let near = spelling::near(searcher, fields, scope, &word.text, &typed.folded, self.language)?;
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
    pub fn query(&self, fields: &Fields) -> Box<dyn IndexQuery> {
        self.as_query(fields, false)
    }

    /// What holds some of the words, those of phrases too; what holds all of them comes first.
    pub fn loose_query(&self, fields: &Fields) -> Box<dyn IndexQuery> {
        let all = ConstScoreQuery::new(self.as_query(fields, false), ALL_FIRST);
        Box::new(BooleanQuery::union(vec![Box::new(all), self.as_query(fields, true)]))
    }

    /// What is left out of the results: not part of the query, whose scorer would go back in phrases (tantivy 0.27).
    pub fn without(&self, fields: &Fields) -> Option<Box<dyn IndexQuery>> {
        let any: Vec<_> = self.excluded.iter().map(|word| word.query(fields)).collect();
        (!any.is_empty()).then(|| Box::new(BooleanQuery::union(any)) as Box<dyn IndexQuery>)
    }

    fn as_query(&self, fields: &Fields, loosely: bool) -> Box<dyn IndexQuery> {
        let mut clauses: Vec<(Occur, Box<dyn IndexQuery>)> = Vec::new();
        let count = self.words.len();
        for word in &self.words {
            let occur = if loosely { Occur::Should } else { Occur::Must };
            clauses.push((occur, if loosely { word.loose_query(fields) } else { word.query(fields) }));
        }
        if !self.by.is_empty() {
            let terms = self.by.iter().map(|by| Term::from_field_u64(fields.by, by.0.unsigned_abs()));
            let written = TermSetQuery::new(terms);
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(written), 0.0))));
        }
        if self.words.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        } else if let Some(together) = self.together(fields) {
            clauses.push((Occur::Should, together));
        }
        for word in &self.joined {
            clauses.push((Occur::Should, word.query(fields)));
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
    fn together(&self, fields: &Fields) -> Option<Box<dyn IndexQuery>> {
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
            Box::new(PhraseQuery::new_with_offset_and_slop(terms, 2))
        };
        let both = DisjunctionMaxQuery::new(vec![
            Box::new(BoostQuery::new(of_field(fields.title.folded), TOGETHER)),
            Box::new(BoostQuery::new(of_field(fields.body.folded), TOGETHER)),
        ]);
        Some(Box::new(both))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

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
                let document =
                    Document { thing, within: thing, container: WITHIN, by: None, at: None, standing, versions };
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
            let bounds = Bounds { time: Duration::from_millis(400), things: usize::MAX };
            let began = Instant::now();
            for lang in Lang::ALL {
                let query = Query::parse(&text, &["thread"]);
                let mut plan = Plan::new(&query, Vec::new(), lang);
                plan.correct(&searcher, fields, &scope).unwrap();
                let without = plan.without(fields);
                let look = |query: Box<dyn IndexQuery>| {
                    collect(&searcher, &*query, without.as_deref(), &scope, None, 5, bounds).unwrap()
                };
                let (found, more) = (look(plan.query(fields)), look(plan.loose_query(fields)));
                prop_assert!(found.total <= more.total);
                suggest::suggest(&searcher, fields, &scope, &text, lang, 5).unwrap();
                suggest::similar(&searcher, fields, &scope, &text, &text, lang.into(), 5).unwrap();
            }
            prop_assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        }
    }
}

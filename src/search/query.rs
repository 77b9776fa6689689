//! What is typed into the search box. Every string is a query: what is not understood is a word, and what is left over
//! a limit is named. A pure core.

use chrono::NaiveDate;

use crate::i18n::ContentLanguage;

/// Characters that are looked at.
const LONGEST: usize = 500;
/// Words and phrases that are looked for.
const MOST: usize = 24;

/// A query as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub wanted: Vec<Wanted>,
    pub filters: Filters,
    /// What is left out, each by a filter of its own: `-in:housing`.
    pub without: Vec<Filters>,
    /// Filters whose value says nothing, as they were typed: they are passed over.
    pub passed_over: Vec<String>,
    /// Only the beginning of it was looked at.
    pub cut: bool,
}

/// A word, or words that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub text: String,
    pub phrase: bool,
    pub excluded: bool,
}

/// What is asked beside words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// `in:housing`: a category's slug, or whatever a feature's containers are called.
    pub within: Option<String>,
    /// `by:Ona`: a handle.
    pub by: Option<String>,
    /// `lang:ru`.
    pub language: Option<ContentLanguage>,
    /// `type:thread`.
    pub kind: Option<String>,
    /// `before:2024-05`: the first day that is too late.
    pub before: Option<NaiveDate>,
    /// `after:2024`: the first day that is late enough.
    pub after: Option<NaiveDate>,
}

impl Query {
    /// `kinds`: codes that `type:` may name.
    pub fn parse(text: &str, kinds: &[&str]) -> Self {
        let mut query = Self::default();
        let mut rest: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        query.cut = text.chars().nth(LONGEST).is_some();
        while let Some(piece) = next_piece(&mut rest) {
            if query.wanted.len() == MOST {
                query.cut = true;
                break;
            }
            query.take(piece, kinds);
        }
        query
    }

    fn take(&mut self, piece: Piece, kinds: &[&str]) {
        let Piece { text, phrase, excluded } = piece;
        if let Some((name, value)) = text.split_once(':').filter(|_| !phrase) {
            let mut without = Filters::default();
            let filters = if excluded { &mut without } else { &mut self.filters };
            match filters.set(&name.to_lowercase(), value, kinds) {
                // Not before a day is from it on: there is a filter for that.
                Set::Done if without.before.is_some() || without.after.is_some() => {
                    return self.passed_over.push(format!("-{text}"));
                }
                Set::Done if excluded => return self.without.push(without),
                Set::Done => return,
                Set::PassedOver if excluded => return self.passed_over.push(format!("-{text}")),
                Set::PassedOver => return self.passed_over.push(text),
                Set::Unknown => {}
            }
        }
        self.wanted.push(Wanted { text, phrase, excluded });
    }

    /// Nothing is asked at all.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.filters == Filters::default() && self.without.is_empty()
    }
}

enum Set {
    Done,
    PassedOver,
    /// No filter has this name.
    Unknown,
}

impl Filters {
    fn set(&mut self, name: &str, value: &str, kinds: &[&str]) -> Set {
        let value = value.trim_matches(is_quote);
        let found = match name {
            "in" => set(&mut self.within, Some(value.to_lowercase()).filter(|slug| !slug.is_empty())),
            "by" => set(&mut self.by, Some(value.trim_start_matches('@').to_owned()).filter(|name| !name.is_empty())),
            "lang" => set(&mut self.language, ContentLanguage::from_code(&value.to_lowercase())),
            "type" => set(&mut self.kind, Some(value.to_lowercase()).filter(|kind| kinds.contains(&kind.as_str()))),
            "before" => set(&mut self.before, first_day(value)),
            "after" => set(&mut self.after, first_day(value)),
            _ => return Set::Unknown,
        };
        if found { Set::Done } else { Set::PassedOver }
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let is_there = value.is_some();
    if is_there {
        *place = value;
    }
    is_there
}

/// The first day of a year, a month or a day.
fn first_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok().filter(|year| (1900..=2200).contains(year))?;
    let month = parts.next().map(str::parse).transpose().ok()?;
    let day = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))
}

struct Piece {
    text: String,
    phrase: bool,
    excluded: bool,
}

/// Quotation marks of all our languages open and close a phrase.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '«' | '»')
}

/// Takes the next word or phrase off the text.
fn next_piece(rest: &mut String) -> Option<Piece> {
    loop {
        let start = rest.trim_start();
        let (excluded, start) = match start.strip_prefix(['-', '−']) {
            Some(after) if after.starts_with(|c: char| !c.is_whitespace() && c != '-') => (true, after),
            _ => (false, start),
        };
        if start.is_empty() {
            return None;
        }
        let (text, phrase, after) = match start.strip_prefix(is_quote) {
            Some(inside) => match inside.find(is_quote) {
                Some(end) => (&inside[..end], true, inside[end..].trim_start_matches(is_quote)),
                None => (inside, true, ""),
            },
            None => {
                // `in:"two words"` keeps its quotation.
                let end = start.find(|c: char| c.is_whitespace()).unwrap_or(start.len());
                (&start[..end], false, &start[end..])
            }
        };
        let text = text.trim().to_owned();
        *rest = after.to_owned();
        if !text.is_empty() {
            return Some(Piece { text, phrase, excluded });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(text, &["thread", "post"])
    }

    fn words(text: &str) -> Vec<(String, bool, bool)> {
        parse(text).wanted.into_iter().map(|one| (one.text, one.phrase, one.excluded)).collect()
    }

    fn word(text: &str, phrase: bool, excluded: bool) -> (String, bool, bool) {
        (text.to_owned(), phrase, excluded)
    }

    #[test]
    fn words_phrases_and_what_is_excluded() {
        assert_eq!(words("leidimas  dirbti"), [word("leidimas", false, false), word("dirbti", false, false)]);
        assert_eq!(
            words("„leidimas gyventi“ -darbas -«вид на жительство»"),
            [word("leidimas gyventi", true, false), word("darbas", false, true), word("вид на жительство", true, true)]
        );
        assert_eq!(words("\"unbalanced phrase"), [word("unbalanced phrase", true, false)]);
        assert_eq!(
            words("- -- \"\" I-586"),
            [word("-", false, false), word("--", false, false), word("I-586", false, false)]
        );
    }

    #[test]
    fn filters_are_taken_out_of_the_words() {
        let query = parse("viza in:housing by:@Ona lang:RU type:thread after:2024 before:2024-05-02");
        assert_eq!(query.wanted.len(), 1);
        assert_eq!(
            query.filters,
            Filters {
                within: Some("housing".into()),
                by: Some("Ona".into()),
                language: ContentLanguage::from_code("ru"),
                kind: Some("thread".into()),
                after: NaiveDate::from_ymd_opt(2024, 1, 1),
                before: NaiveDate::from_ymd_opt(2024, 5, 2),
            }
        );
        let query = parse("lang:xx type:planet before:yesterday 12:30 https://migracija.lt");
        assert_eq!(query.passed_over, ["lang:xx", "type:planet", "before:yesterday"]);
        let without = parse("-lang:lt -in:housing viza -before:2024 -type:planet");
        assert_eq!(without.passed_over, ["-before:2024", "-type:planet"]);
        assert_eq!((without.wanted.len(), without.filters), (1, Filters::default()));
        assert_eq!((without.without.len(), &without.without[1].within), (2, &Some("housing".into())));
        assert_eq!(query.wanted.len(), 2);
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        assert!(parse(&"a ".repeat(25)).cut && !parse(&"a ".repeat(24)).cut);
        let long = parse(&"ž".repeat(10_000));
        assert!(long.cut && long.wanted[0].text.chars().count() == LONGEST);
        assert!(parse("").is_empty() && parse(" \u{0} \t").is_empty());
    }

    proptest! {
        #[test]
        fn any_string_is_a_query(text in "(\\PC|[\"„“«»:\u{0}\n -]|in:|lang:){0,200}") {
            let query = parse(&text);
            prop_assert!(query.wanted.len() <= MOST);
            prop_assert!(query.wanted.iter().all(|one| !one.text.trim().is_empty()));
        }
    }
}

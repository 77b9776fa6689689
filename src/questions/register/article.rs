//! The article of a law, as readers of another language cite it.

use crate::i18n::Lang;

/// What units of Lithuanian laws are marked with after their number: article, paragraph, point (straipsnis, dalis,
/// punktas), the larger ones first.
const UNITS: [(&str, &str); 3] = [("str.", "article"), ("d.", "part"), ("p.", "point")];

/// `40 str. 1 d. 4 p.` as laws are cited in a language; what is written otherwise stays as it is.
pub fn say_article(article: &str, lang: Lang) -> String {
    let Some(numbers) = parse(article) else { return article.to_owned() };
    let args: Vec<_> =
        UNITS.iter().zip(&numbers).map(|((_, name), number)| ((*name).to_owned(), (*number).into())).collect();
    lang.locale().text(&format!("source-article-{}", numbers.len()), &args)
}

/// The numbers of an article, of its paragraph and of its point, as far as they are given.
fn parse(article: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = article.split_whitespace().collect();
    let units = words.chunks(2).zip(UNITS).map(|(pair, (mark, _))| match pair {
        [number, unit] if *unit == mark && number.starts_with(|c: char| c.is_ascii_digit()) => Some(*number),
        _ => None,
    });
    let numbers: Vec<&str> = units.collect::<Option<_>>()?;
    (!numbers.is_empty() && numbers.len() * 2 == words.len()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_cited_as_in_the_language() {
        let cases = [
            ("71 str.", "71 str.", "Article 71", "ст. 71"),
            ("40 str. 1 d.", "40 str. 1 d.", "Article 40(1)", "ч. 1 ст. 40"),
            ("40 str. 1 d. 4 p.", "40 str. 1 d. 4 p.", "Article 40(1)(4)", "п. 4 ч. 1 ст. 40"),
            ("40-1 str.", "40-1 str.", "Article 40-1", "ст. 40-1"),
        ];
        for (typed, lt, en, ru) in cases {
            let said = [Lang::Lt, Lang::En, Lang::Ru].map(|lang| say_article(typed, lang));
            assert_eq!(said, [lt, en, ru].map(str::to_owned));
        }
    }

    #[test]
    fn stays_as_it_is_where_it_is_written_otherwise() {
        for typed in ["", "Article 40(1)", "II skyrius", "53 str. 1 d. 4 p., 59 str.", "str. 71", "1 d.", "71"] {
            assert_eq!(say_article(typed, Lang::Ru), typed);
        }
    }
}
